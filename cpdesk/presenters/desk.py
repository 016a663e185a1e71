"""The window as a whole: its pages, its title, what can be taken back, what it says below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cpdesk.base.languages import NAMES, Translator
from cpdesk.domain import company, papers, plant, projects, recognition, upgrades
from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Place
from cpdesk.domain.periods import Month
from cpdesk.domain.record import BY_WORD
from cpdesk.domain.words import N_
from cpdesk.presenters.session import Session
from cpdesk.services import entry

if TYPE_CHECKING:
    from cpdesk.records.journal import Entry


@dataclass(frozen=True)
class Page:
    """A page of the navigation column; `kinds` are the forms on it, `first` begins a group."""

    word: str
    title: str
    kinds: tuple[type[Entity], ...] = ()
    first: bool = False


PAGES = (
    Page("months", N_("Consumption")),
    Page("savings", N_("Savings")),
    Page("application", N_("Application"), first=True),
    Page("dossier", N_("Dossier")),
    Page("company", N_("Company"), (
        company.Company, company.Contact, company.Party, company.Holding), first=True),
    Page("factory", N_("Factory"), (company.Factory, plant.Equipment)),
    Page("meters", N_("Meters"), (plant.Meter, plant.Driver, plant.Reading)),
    Page("upgrades", N_("Upgrades"), (upgrades.Upgrade, upgrades.Effect)),
    Page("project", N_("Project"), (
        projects.Project, projects.Objective, projects.Milestone, projects.Provider,
        projects.PastProject)),
    Page("budget", N_("Budget"), (projects.BudgetItem, projects.Quotation)),
    Page("label", N_("Label"), (
        recognition.Candidacy, recognition.Label, recognition.Certificate,
        recognition.Training)),
    Page("factors", N_("Factors"), (papers.OwnFactor, papers.ExchangeRate, papers.Answer),
         first=True),
)  # fmt: skip


class DeskView(Protocol):
    def show_desk(self) -> None:
        """Title, names of pages, menus or the status line may have changed."""

    def show_page(self, word: str) -> None:
        """Turn to a page."""

    def show_form(self, kind: type[Entity], code: str, field: str) -> None:
        """Turn to the entry with this code on the form of its kind, and to the field."""


class Desk:
    """An open record in its window."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.page = PAGES[0].word
        self._view: DeskView | None = None
        session.go_to = self.go_to
        session.listen(self._changed)

    def attach(self, view: DeskView) -> None:
        self._view = view
        view.show_desk()

    # what is shown

    @property
    def path(self) -> Path:
        return self.session.ws.store.path

    @property
    def title(self) -> str:
        return f"{self.path.name} - cpdesk"

    @property
    def heading(self) -> tuple[str, str]:
        """The names of the first factory and of the company, above the navigation."""
        record, t = self.session.record, self.session.t
        plants, owners = record.all(company.Factory), record.all(company.Company)
        factory = t.show(plants[0].name) or plants[0].code if plants else ""
        owner = t.show(owners[0].name) or owners[0].code if owners else ""
        return (factory or owner or self.path.stem, owner if factory else "")

    @property
    def pages(self) -> tuple[tuple[str, str], ...]:
        """Word and title of each page."""
        return tuple((each.word, self.session.t(each.title)) for each in PAGES)

    @property
    def languages(self) -> tuple[tuple[str, str], ...]:
        return tuple(NAMES.items())

    @property
    def undo_label(self) -> str:
        """What undo would take back, or an empty text."""
        return _label(self.session.t, self.session.ws.store.can_undo)

    @property
    def redo_label(self) -> str:
        return _label(self.session.t, self.session.ws.store.can_redo)

    @property
    def read_only(self) -> bool:
        return bool(self.session.ws.store.read_only)

    @property
    def status(self) -> str:
        """What was done last, and what could be taken back."""
        t = self.session.t
        undoable = self.undo_label
        last = t("Last change: {what}", what=undoable) if undoable else t("Nothing changed yet")
        return "  |  ".join(each for each in (self.session.status, last) if each)

    # wishes

    def open_page(self, word: str) -> None:
        self.page = word
        if self._view:
            self._view.show_page(word)

    def go_to(self, place: Place) -> None:
        """Lead to where a finding lies; to the months, where it lies in one."""
        kind = BY_WORD.get(place.kind)
        if kind in (plant.Meter, plant.Driver) and place.spot:
            self.open_page("months")
        elif kind is not None and (page := page_of(kind)):
            self.open_page(page.word)
            if self._view:
                self._view.show_form(kind, place.code, place.field)

    def undo(self) -> None:
        self._step(entry.undo, N_("Taken back: {what}"))

    def redo(self) -> None:
        self._step(entry.redo, N_("Done again: {what}"))

    def speak(self, language: str) -> None:
        self.session.speak(language)

    def _step(self, wish: Callable[..., Entry | None], sentence: str) -> None:
        t = self.session.t
        done: list[Entry | None] = []
        findings = entry.attempt(lambda: done.append(wish(self.session.ws)))
        if findings:
            self.session.changed(t(findings[0].kind.sentence, **findings[0].facts))
        elif done[0] is not None:
            self.session.changed(t(sentence, what=_label(t, done[0])))

    def _changed(self) -> None:
        if self._view:
            self._view.show_desk()


def page_of(kind: type[Entity]) -> Page | None:
    """The page with the form of a kind."""
    return next((page for page in PAGES if kind in page.kinds), None)


def _label(t: Translator, done: Entry | None) -> str:
    """The label of an entry of the history with its facts in this language."""
    if done is None:
        return ""
    return t(done.label, **{name: _fact(t, name, fact) for name, fact in done.facts.items()})


def _fact(t: Translator, name: str, fact: str) -> object:
    if name == "month":
        return Month.parse(fact)
    return t(fact) if name == "kind" else fact
