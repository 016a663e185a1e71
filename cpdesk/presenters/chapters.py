"""A pack by chapters: the questions of its form and its papers, each with how ready it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpdesk.domain.findings import Finding, Severity
from cpdesk.domain.words import N_, LocalText
from cpdesk.presenters.session import place_words
from cpdesk.programme.form_state import (
    ORDER,
    STANDS,
    Point,
    State,
    of_paper,
    of_question,
    readiness,
)

if TYPE_CHECKING:
    from cpdesk.presenters.packs_page import PacksPage
    from cpdesk.programme.questions import Document, Question
    from cpdesk.services.pack_form import Form

PAPERS, POINTS = "papers", "points"  # the last chapters: no block of a form has such a name
_DOCUMENTS, _OPEN = N_("Documents and annexes"), N_("What is still open")


@dataclass(frozen=True)
class Item(Point):
    """One question of a chapter or one paper of the checklist, in words."""

    words: str = ""


@dataclass(frozen=True)
class Need:
    """What a chapter waits for most: one of its points, who has it, and how bad that is."""

    words: str
    state: State


@dataclass(frozen=True)
class Chapter:
    """A block of the form, or the papers; of its `items` so many are `ready`.

    `heading` is its title as an English text of the catalogue, for the paper may be in another
    language; `points` are what was found beyond any item, in the last chapter.
    """

    id: str
    title: str
    heading: str
    items: tuple[Item, ...]
    needs: tuple[Need, ...] = ()
    points: int = 0

    @property
    def ready(self) -> int:
        return readiness(self.items)[0]

    @property
    def count(self) -> int:
        """How many are to be ready: what need not be answered and is not, is left out."""
        return readiness(self.items)[1]

    @property
    def state(self) -> State:
        """That of its worst item; what is only open does not make it doubtful."""
        waiting = (each.state for each in self.items if each.waiting)
        states = (*waiting, *(each.state for each in self.needs))
        return max(states, key=ORDER.index, default=State.READY)


class Chapters:
    """The form of a page's pack; of one without a form, its papers and what was found."""

    def __init__(self, page: PacksPage) -> None:
        self._page = page
        self._seen: tuple[object, ...] = ()
        self._form: Form | None = None
        self._owned: Mapping[str, tuple[Finding, ...]] = {}
        self._all: tuple[Chapter, ...] = ()

    @property
    def form(self) -> Form | None:
        """None where there is nothing to fill it in for."""
        self._look()
        return self._form

    @property
    def all(self) -> tuple[Chapter, ...]:
        """The blocks in the order of the form, the papers, and what belongs to none of them."""
        self._look()
        return self._all

    @property
    def items(self) -> tuple[Item, ...]:
        """Every question and paper in its order."""
        return tuple(item for chapter in self.all for item in chapter.items)

    @property
    def count(self) -> tuple[int, int]:
        """How many of all questions and papers are ready, and how many there are."""
        return sum(each.ready for each in self.all), sum(each.count for each in self.all)

    def of(self, item: str) -> Chapter | None:
        """The chapter a question or paper stands in."""
        return next((c for c in self.all if any(each.id == item for each in c.items)), None)

    def findings(self, item: str) -> tuple[Finding, ...]:
        """What was found about a question or a paper; `""`: about none of them."""
        self._look()
        return self._owned.get(item, ())

    @property
    def loose(self) -> tuple[Finding, ...]:
        """What was found about no question or paper."""
        self._look()
        known = {item.id for chapter in self._all for item in chapter.items}
        return tuple(e for id, owned in self._owned.items() if id not in known for e in owned)

    def owner(self, finding: Finding) -> str:
        """The question or paper a finding is about, or an empty text."""
        self._look()
        known = {each.id for each in self.items}
        found = (id for id, owned in self._owned.items() if finding in owned and id in known)
        return next(found, "")

    def _look(self) -> None:
        """Judge anew only where the record, what was found, the case or the language differ."""
        page = self._page
        case = page.case
        seen = (page.session.record, page.judging.all, case and case.id, page.session.t.language)
        # Records and judgements are never changed, only replaced: the same one is still true.
        if len(self._seen) != len(seen) or any(
            a is not b and a != b if isinstance(a, str) else a is not b
            for a, b in zip(seen, self._seen, strict=True)
        ):
            self._seen = seen
            self._form = self._formed()
            self._own()
            self._all = self._chapters()

    def _formed(self) -> Form | None:
        from cpdesk.presenters.pack_cases import order_of
        from cpdesk.services.pack_form import form_of

        page = self._page
        if page.case is None:
            return None
        ws, record = page.session.ws, page.session.record
        order = order_of(record, page.kind, page.case, ws.today)
        return form_of(order, record, ws.schemes(), ws.today)

    def _own(self) -> None:
        from cpdesk.programme.form_parts import owners

        form, found = self._form, self._page.found
        self._owned = owners(form.case, form.scheme, found) if form else {"": found}

    def _chapters(self) -> tuple[Chapter, ...]:
        from cpdesk.programme.form_parts import parts

        form, t = self._form, self._page.session.t
        made: list[Chapter] = []
        if form is not None:
            for part in parts(form.case, form.scheme) if form.questions else ():
                items = tuple(self._question(form, each) for each in part.questions)
                made.append(Chapter(part.id, t(part.title), part.title, items, self._needs(items)))
            papers = tuple(self._paper(form, each) for each in form.papers.values())
            needs = self._needs(papers)
            made.append(Chapter(PAPERS, t("Papers"), _DOCUMENTS, papers, needs))
        return (*made, self._points(made))

    def _points(self, made: list[Chapter]) -> Chapter:
        """What belongs to no question."""
        known = {item.id for chapter in made for item in chapter.items}
        loose = [e for id, owned in self._owned.items() if id not in known for e in owned]
        t, title = self._page.session.t, N_("Other points")
        needs = tuple(self._need(each, place_words(t, each.place)) for each in _worst(loose))
        return Chapter(POINTS, t(title), _OPEN, (), needs, len(loose))

    def _question(self, form: Form, question: Question) -> Item:
        point = of_question(form.case, question, self._owned.get(question.id, ()))
        return self._item(point, question.text)

    def _paper(self, form: Form, paper: Document) -> Item:
        return self._item(of_paper(form.case, paper, self._owned.get(paper.id, ())), paper.name)

    def _item(self, point: Point, words: LocalText) -> Item:
        return Item(point.id, point.state, point.counts, self._page.session.t.show(words))

    def _needs(self, items: tuple[Item, ...]) -> tuple[Need, ...]:
        """The first point that blocks; where none does, the first doubt."""
        words = {each.id: each.words for each in items}
        found = [(id, each) for id in words for each in self._owned.get(id, ())]
        worst = _worst([each for _, each in found])
        return tuple(
            self._need(each, next(words[id] for id, one in found if one is each)) for each in worst
        )

    def _need(self, finding: Finding, words: str) -> Need:
        from cpdesk.programme.wanted import bringer

        t, page = self._page.session.t, self._page
        who = t.show(bringer(finding, page.session.ws.schemes().papers))
        said = t("{what}: {who}", what=words, who=who) if words else who
        return Need(said, STANDS[finding.severity])


def _worst(findings: list[Finding]) -> list[Finding]:
    for severity in (Severity.BLOCKING, Severity.WARNING):
        met = [each for each in findings if each.severity is severity]
        if met:
            return met[:1]
    return []
