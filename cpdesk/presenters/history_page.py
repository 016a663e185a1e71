"""The history: who changed what and when, step by step, and the way back to any step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from cpdesk.base.languages import Translator
from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Severity
from cpdesk.domain.record import BY_WORD
from cpdesk.domain.words import N_
from cpdesk.presenters.browsing import Action, Browser, Details, Fact, Filter
from cpdesk.presenters.desk import label_of
from cpdesk.presenters.entries import entry_words
from cpdesk.presenters.figures import DASH
from cpdesk.presenters.listings import Cell, Column, Listing, Row, Tone
from cpdesk.services.entry import attempt
from cpdesk.services.history import Step, fields_changed, go, size, steps

if TYPE_CHECKING:
    from cpdesk.domain.record import Change
    from cpdesk.records.journal import Entry

_MOST, _CLOSELY = 12, 4  # things of one step that are named, and told field by field
BACK, FORTH = "back", "forth"


class HistoryPage(Browser):
    """Every change of the record, the newest first."""

    @property
    def title(self) -> str:
        return self.session.t("History")

    @property
    def about(self) -> str:
        n = len(self._steps)
        return self.session.t.plural("{n} step, none ever lost", "{n} steps, none ever lost", n)

    @property
    def filters(self) -> tuple[Filter, ...]:
        t = self.session.t
        people = sorted({each.entry.by for each in self._steps})
        every = ("", t("Everybody"))
        return (
            Filter("by", t("Who"), (every, *((each, each) for each in people)),
                   self.chosen.get("by", "")),
            Filter("stands", t("State"), (("", t("All steps")), ("yes", t("What stands")),
                   ("no", t("What was taken back"))), self.chosen.get("stands", "")),
        )  # fmt: skip

    @property
    def listing(self) -> Listing:
        t = self.session.t
        when, what = Column(t.within("history", "When")), Column(t("What"), stretch=True)
        columns = (when, what, Column(t("Who")), Column(t("State")))
        rows = tuple(_row(t, each) for each in self._steps if self._is_listed(each))
        return Listing(self.title, columns, rows)

    @property
    def details(self) -> Details | None:
        step = self._looked_at
        if step is None:
            return None
        t, entry = self.session.t, step.entry
        return Details(
            _what(t, entry), f"{_when(t, entry.at)} · {entry.by}", tuple(self._told(entry)),
            actions=tuple(_actions(t, step)) if not self._read_only else (), problem=self.problem,
        )  # fmt: skip

    @property
    def current(self) -> Any:
        step = self._looked_at
        return step.entry.number if step else None

    def act(self, word: str, typed: Mapping[str, str]) -> None:
        """Go back before the step that is looked at, or forth to it."""
        step = self._looked_at
        if step is None:
            return
        back = word == BACK
        n, t = step.back if back else step.forth, self.session.t
        gone: list[int] = []
        ws = self.session.ws

        def carry_out() -> None:
            gone.append(self.session.carry_out(
                lambda job: go(ws, n, back=back, job=job), size(ws, n, back=back)
            ))  # fmt: skip

        found = attempt(carry_out)
        if self.done(found) and gone:
            said = (t.plural("{n} change was taken back", "{n} changes were taken back", gone[0])
                    if back else
                    t.plural("{n} change was made again", "{n} changes were made again", gone[0]))
            self.session.changed(said)

    # what it is made of

    @property
    def _steps(self) -> tuple[Step, ...]:
        return steps(self.session.ws.store.history())

    @property
    def _read_only(self) -> bool:
        return bool(self.session.ws.store.read_only)

    @property
    def _looked_at(self) -> Step | None:
        """The one that was chosen, or the newest."""
        known = self._steps
        found = (each for each in known if each.entry.number == self.key)
        return next(found, next(iter(known), None))

    def _is_listed(self, each: Step) -> bool:
        by, stands = self.chosen.get("by", ""), self.chosen.get("stands", "")
        right = not stands or each.stands == (stands == "yes")
        entry = each.entry
        said = (_what(self.session.t, entry), entry.by, _when(self.session.t, entry.at))
        return right and by in ("", entry.by) and self.matches(*said)

    def _told(self, entry: Entry) -> Iterator[Fact]:
        """What a step did: to few things field by field, to many how many of what."""
        t = self.session.t
        changes, bulk = self.session.ws.store.changes_of(entry.of or entry.number)
        for kind, n in bulk.items():
            yield Fact(t(BY_WORD[kind].title), t("{n} added at once", n=n))
        if len(changes) <= _CLOSELY:
            for each in changes:
                yield from self._thing(each)
            return
        groups: dict[tuple[type[Entity], str], list[str]] = {}
        for each in changes:
            groups.setdefault((each.kind, _how(each)), []).append(str(each.entity))
        for (of, how), codes in groups.items():
            more = (*codes[:_MOST], *(("…",) if len(codes) > _MOST else ()))
            yield Fact(t(of.title), t("{n} {how}: {codes}", n=len(codes), how=t(how), codes=more))

    def _thing(self, change: Change) -> Iterator[Fact]:
        t = self.session.t
        named = f"{t(change.kind.title)} · {entry_words(self.session, change.entity)}"
        if change.before is None:
            named = t("{thing}: added", thing=named)
        elif change.after is None:
            named = t("{thing}: removed", thing=named)
        yield Fact("", named)
        for each in fields_changed(change):
            label = t(each.told.told.label) if each.told else t("Code")
            before = self._value(each.before)
            said = t("before: {value}", value=before) if before and change.after else ""
            yield Fact(label, self._value(each.after) or (DASH if change.after else before), said)

    def _value(self, value: Any) -> str:
        """A reference by the code of what it means; a long text on one line."""
        if isinstance(value, str) and (known := self.session.record.entity(value)):
            return entry_words(self.session, known)
        if isinstance(value, tuple):
            return self.session.t.show(tuple(self._value(each) for each in value))
        return " ".join(self.session.t.show(value).split())


def _row(t: Translator, each: Step) -> Row:
    entry = each.entry
    quiet = Tone.PLAIN if each.stands else Tone.QUIET
    state = Cell() if each.stands else Cell(t("taken back"), Tone.QUIET, mark=Severity.INFO)
    cells = (Cell(_when(t, entry.at), Tone.QUIET), Cell(_what(t, entry), quiet),
             Cell(entry.by, Tone.QUIET), state)  # fmt: skip
    return Row(cells, key=entry.number)


def _what(t: Translator, entry: Entry) -> str:
    what = label_of(t, entry)
    if entry.kind == "undo":
        return t("Taken back: {what}", what=what)
    return t("Done again: {what}", what=what) if entry.kind == "redo" else what


def _when(t: Translator, at: str) -> str:
    moment = datetime.fromisoformat(at)
    return f"{t.date(moment.date())} {moment:%H:%M}"


def _how(change: Change) -> str:
    if change.before is None:
        return N_("added")
    return N_("changed") if change.after else N_("removed")


def _actions(t: Translator, step: Step) -> Iterator[Action]:
    what = label_of(t, step.entry)
    if step.back == 1:
        yield Action(BACK, t("Undo: {what}", what=what))
    elif step.back:
        yield Action(BACK, t("Take back this and the {n} changes after it", n=step.back - 1))
    if step.forth == 1:
        yield Action(FORTH, t("Redo: {what}", what=what))
    elif step.forth:
        yield Action(FORTH, t("Make this and the {n} changes before it again", n=step.forth - 1))

