"""Two records or copies side by side, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from cpdesk.base.languages import Translator
from cpdesk.domain.words import N_
from cpdesk.presenters.desk import label_of
from cpdesk.presenters.differences import Both, difference_words, side_words
from cpdesk.services.differences import folded

if TYPE_CHECKING:
    from cpdesk.records.journal import Entry
    from cpdesk.services.comparing import Comparison, Side

MOST = 12  # bills of one meter that are told one by one, and changes that are named
BEFORE = {
    "": N_("when the record was closed"), "import": N_("before an import"),
    "migration": N_("before a newer version took it over"), "restore": N_("before a restore"),
}  # fmt: skip


def side_told(t: Translator, side: Side) -> str:
    """How far a side has come, and the last thing that was done to it."""
    if side.last is None:
        return t("no change yet")
    n, last = len(side.history), side.last
    return t.plural("{n} change, the last on {when} by {who}: {what}",
                    "{n} changes, the last on {when} by {who}: {what}", n,
                    when=moment_words(t, last.at), who=last.by, what=label_of(t, last))  # fmt: skip


def relation(t: Translator, found: Comparison) -> str:
    """How a copy and the record that is there now stand to each other."""
    here, there = len(found.one.alone), len(found.other.alone)
    if not found.same_record:
        return t("They are two different records.")
    if found.parted:
        return t("They have gone different ways after change {n}: each has changes that the other "
                 "has not.", n=found.common)  # fmt: skip
    if there:
        return t.plural("The copy is {n} change behind.", "The copy is {n} changes behind.", there)
    if here:
        return t.plural("The copy is {n} change ahead.", "The copy is {n} changes ahead.", here)
    return t("Nothing differs.") if not found.differences else t("Their histories look the same.")


def relation_of_sides(t: Translator, found: Comparison) -> str:
    """Likewise of two files A and B."""
    here, there = len(found.one.alone), len(found.other.alone)
    if not found.same_record or found.parted or here == there:
        return relation(t, found)
    if there:
        return t.plural("B has {n} change that A has not.", "B has {n} changes that A has not.",
                        there)  # fmt: skip
    return t.plural("A has {n} change that B has not.", "A has {n} changes that B has not.", here)


def lines_of(t: Translator, found: Comparison, *, sides: bool = False) -> tuple[str, ...]:
    """What differs, a line each; where one meter has many bills that differ, how many."""
    then, now = found.one.record, found.other.record
    known, say = Both(then, now), side_words if sides else difference_words
    told = folded(found.differences, then, now, MOST)
    return tuple(say(known, t, each) for each in told)


def changes_alone(t: Translator, entries: Sequence[Entry]) -> Iterator[str]:
    """The changes that only one side has, the last first; of many only the last of them."""
    for each in list(reversed(entries))[:MOST]:
        yield f"{moment_words(t, each.at)}  {each.by}  {label_of(t, each)}"
    if len(entries) > MOST:
        more = len(entries) - MOST
        yield t.plural("and {n} more", "and {n} more", more)


def moment_words(t: Translator, at: str | datetime) -> str:
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    return f"{t.date(moment.date())} {moment:%H:%M}"
