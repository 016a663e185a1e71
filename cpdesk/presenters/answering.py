"""Answering the questions of a form one after another, each with the fields that answer it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cpdesk.domain.findings import Finding, Place
from cpdesk.domain.record import BY_WORD
from cpdesk.presenters.answer_fields import Group, Groups
from cpdesk.presenters.chapters import Chapter, Item
from cpdesk.presenters.findings import Line, lines
from cpdesk.programme.form_state import State

if TYPE_CHECKING:
    from cpdesk.presenters.packs_page import PacksPage
    from cpdesk.programme.questions import Question

_MOST = 12  # points shown beneath a question; all of them stand in their own list
ALL, POINTS = "all", "points"  # no question or paper has such a number


@dataclass(frozen=True)
class Asked:
    """A question as it is shown: of its chapter the `nth` of `n`, and whose rule it is."""

    id: str
    words: str
    chapter: str
    nth: int
    n: int
    rule: str


class Answering:
    """Which question or paper is looked at, what answers it, and the way on."""

    def __init__(self, page: PacksPage) -> None:
        self.leaving: Callable[[], None] = lambda: None  # confirms what is being typed
        self._page = page
        self._current = ""
        self.groups = Groups(page)
        self._seen: tuple[object, ...] = ()
        self._fields: tuple[Group, ...] = ()

    # where one is

    @property
    def current(self) -> str:
        """The number of the question or paper; `all` or `points` for what was found."""
        known = [each.id for each in self._page.chapters.items]
        if self._current in (*known, ALL, POINTS):
            return self._current
        return self._first(known)

    @property
    def chapter(self) -> Chapter | None:
        return self._page.chapters.of(self.current)

    def choose(self, id: str) -> None:
        """Look at a question, a paper, or what was found; what is being typed is confirmed."""
        self.leaving()
        self._current = id
        self._page.show()

    def point_at(self, number: str) -> bool:
        """Look at the question or paper with this number; whether there is one."""
        known = [each.id for each in self._page.chapters.items]
        if number not in known:
            return False
        self.choose(number)
        return True

    def open_chapter(self, id: str) -> None:
        """Look at the first of a chapter that is still open, else its first, else the points."""
        items = [item for each in self._page.chapters.all if each.id == id for item in each.items]
        waiting = (each.id for each in items if each.waiting)
        self.choose(next(waiting, items[0].id if items else POINTS))

    def step(self, by: int) -> bool:
        """To the next question or paper, or the one before; whether there is one."""
        ids = [each.id for each in self._page.chapters.items]
        at = ids.index(self.current) + by if self.current in ids else 0 if by > 0 else -1
        if not 0 <= at < len(ids):
            return False
        self.choose(ids[at])
        return True

    def lead(self, line: Line) -> None:
        """To the question that a finding is about, and in it to the field; else to its page."""
        owner = self._page.chapters.owner(line.finding) if line.finding else ""
        if not owner:
            self._page.session.go_to(line.place)
            return
        self.leaving()
        self.groups.look_at(line.place)
        self.choose(owner)

    def go_to(self, place: Place) -> None:
        """To the question whose finding lies at a place; else to the page it lies on."""
        found = next((each for each in self._page.findings if each.place == place), None)
        if found is not None:
            self.lead(found)
        else:
            self._page.session.go_to(place)

    # what is asked

    @property
    def asked(self) -> Asked | None:
        """What is looked at; None where that is what was found."""
        chapter, t = self.chapter, self._page.session.t
        if chapter is None:
            return None
        at = [each.id for each in chapter.items].index(self.current)
        item = chapter.items[at]
        question = self.question
        rule = self._rule(question) if question else self._of_paper(item)
        return Asked(item.id, t.show(item.words), chapter.title, at + 1, len(chapter.items), rule)

    @property
    def question(self) -> Question | None:
        form = self._page.chapters.form
        return form.questions.get(self.current) if form else None

    @property
    def fields(self) -> tuple[Group, ...]:
        """The kinds of things that answer the question, each with its fields."""
        question, form, t = self.question, self._page.chapters.form, self._page.session.t
        if question is None or form is None:
            return ()
        seen = (form, question, t, self.groups.changes)
        if seen != self._seen:
            self._fields = self.groups.of(form.case, question)
            self._seen = (*seen[:3], self.groups.changes)
        return self._fields

    @property
    def remarks(self) -> tuple[Line, ...]:
        """What was found about the question or paper, or about none of them."""
        page, current = self._page, self.current
        if current == ALL:
            return page.findings
        if current == POINTS:
            return page.asking.named(
                lines(page.session.t, page.chapters.loose, page.session.record)
            )
        mine = sorted(page.chapters.findings(current), key=self._of_another)
        found = page.asking.named(lines(page.session.t, mine[:_MOST], page.session.record))
        # Whoever looks at the question is there already; only a field may still be far away.
        here = self.question is not None
        return tuple(replace(e, where="", leads=here and bool(e.place.field)) for e in found)

    def _of_another(self, finding: Finding) -> bool:
        """Whether it is about another entry than the one that is shown."""
        shown = {each.word: each.selected for each in self.fields if not each.single}
        kind = BY_WORD.get(finding.place.kind)
        if finding.place.kind not in shown or kind is None:
            return False
        entity = self._page.session.record.find(kind, finding.place.code)
        return entity is None or entity.id != shown[finding.place.kind]

    @property
    def place(self) -> tuple[str, ...]:
        """What to look for on the paper: the number, those of its fields, then headings."""
        return tuple(dict.fromkeys(self._places()))

    def _places(self) -> Iterator[str]:
        from cpdesk.presenters.pack_places import headings

        yield self.current
        for group in self.fields:
            yield from (each.number for each in group.fields if each.number)
        yield from headings(self._page, self.question)

    def _first(self, known: list[str]) -> str:
        """Where to begin: at what stands in the way of issuing, else at the beginning."""
        items = self._page.chapters.items
        blocked = [each.id for each in items if each.state is State.BLOCKED]
        loose = [POINTS] if any(e.blocking for e in self._page.chapters.loose) else []
        return next(iter((*blocked, *loose, *known)), POINTS)

    def _rule(self, question: Question) -> str:
        """How strictly it is asked, and by whom; nothing is passed off as a rule."""
        from cpdesk.programme.tags import Basis, Level

        t, form = self._page.session.t, self._page.chapters.form
        if Basis.R in question.basis:
            return t("{level}.", level=question.level)
        why = t("Why it is asked: {why}.", why=question.basis)
        ask = form.scheme.ask if form else ""
        source = t("The official form could not be read. Ask: {ask}", ask=ask)
        strict = "" if question.level is Level.REQUIRED else t("{level}.", level=question.level)
        return run_on(strict, why, source)

    def _of_paper(self, item: Item) -> str:
        """Who usually has it, and by whom it is asked."""
        t, form = self._page.session.t, self._page.chapters.form
        paper = form.papers[item.id] if form else None
        if paper is None:
            return ""
        who = t("Who usually has it: {who}.", who=paper.by)
        why = t("Why it is asked: {why}.", why=paper.basis) if paper.basis else ""
        return run_on(who, why)


def run_on(*sentences: str) -> str:
    """One behind the other; none needs a space behind a full-width stop."""
    text = ""
    for each in filter(None, sentences):
        text += each if not text or text[-1] == "。" else f" {each}"
    return text
