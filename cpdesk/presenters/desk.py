"""The window as a whole: its pages, its title, what can be taken back, what it says below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cpdesk.base.languages import NAMES, Translator
from cpdesk.domain import company
from cpdesk.domain.findings import Place
from cpdesk.domain.periods import Month
from cpdesk.domain.words import N_
from cpdesk.presenters.pages import PAGES, Way, way_to
from cpdesk.presenters.session import Session
from cpdesk.services import entry
from cpdesk.services.jobs import Cancelled

if TYPE_CHECKING:
    from cpdesk.records.journal import Entry


class DeskView(Protocol):
    def show_desk(self) -> None:
        """Title, names of pages, menus or the status line may have changed."""

    def show_page(self, word: str) -> None:
        """Turn to a page."""

    def show_way(self, way: Way) -> None:
        """Lead to the entry and the field on the page that was just turned to."""


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
    def has_company(self) -> bool:
        return bool(self.session.record.all(company.Company))

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
        return label_of(self.session.t, self.session.ws.store.can_undo)

    @property
    def redo_label(self) -> str:
        return label_of(self.session.t, self.session.ws.store.can_redo)

    @property
    def read_only(self) -> bool:
        return bool(self.session.ws.store.read_only)

    @property
    def unkept(self) -> tuple[str, ...]:
        """What is typed but cannot be kept yet, and would be lost if the record were closed."""
        return self.session.unkept

    @property
    def status(self) -> str:
        """What was done last, and what could be taken back."""
        t = self.session.t
        undoable = self.undo_label
        last = t("Last change: {what}", what=undoable) if undoable else t("Nothing changed yet")
        return "  |  ".join(each for each in (self.session.status, last) if each)

    @property
    def undo_words(self) -> str:
        """The button beside the last change; the change is named there already."""
        return self.session.t("Undo") if self.undo_label and not self.read_only else ""

    @property
    def redo_words(self) -> str:
        """The button that makes a change again, which it names."""
        redone = "" if self.read_only else self.redo_label
        return self.session.t("Redo: {what}", what=redone) if redone else ""

    # wishes

    def open_page(self, word: str) -> None:
        self.page = word
        if self._view:
            self._view.show_page(word)

    def go_to(self, place: Place) -> None:
        """Lead to where a finding lies, if there is a page for it."""
        way = way_to(place, self.session.record)
        if way is None:
            return
        self.open_page(way.page)
        if self._view:
            self._view.show_way(way)

    def undo(self) -> None:
        self._step(self.session.ws.store.can_undo, entry.undo, N_("Taken back: {what}"))

    def redo(self) -> None:
        self._step(self.session.ws.store.can_redo, entry.redo, N_("Done again: {what}"))

    def speak(self, language: str) -> None:
        self.session.speak(language)

    def _step(
        self, meant: Entry | None, wish: Callable[..., Entry | None], sentence: str
    ) -> None:
        """A large change is taken back aside; where that is stopped, nothing has changed."""
        if meant is None:
            return
        session, t, ws = self.session, self.session.t, self.session.ws

        done: list[Entry | None] = []

        def carry_out() -> None:
            n = ws.store.size_of(meant)
            done.append(session.carry_out(lambda job: wish(ws, job), n))

        try:
            findings = entry.attempt(carry_out)
        except Cancelled:
            session.changed(t("Stopped. Nothing was changed."))
            return
        if findings:
            session.changed(t(findings[0].kind.sentence, **findings[0].facts))
        else:
            session.changed(t(sentence, what=label_of(t, done[0])))

    def _changed(self) -> None:
        if self._view:
            self._view.show_desk()


def label_of(t: Translator, done: Entry | None) -> str:
    """The label of an entry of the history with its facts in this language."""
    return said(t, done.label, done.facts) if done else ""


def said(t: Translator, label: str, facts: Mapping[str, str]) -> str:
    """What a change did, as the history keeps it, in a language."""
    return t(label, **{name: _fact(t, name, fact) for name, fact in facts.items()})


def _fact(t: Translator, name: str, fact: str) -> object:
    if name == "month":
        return Month.parse(fact)
    return t(fact) if name == "kind" else fact
