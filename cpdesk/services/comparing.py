"""Two records or copies side by side: where their histories part, and what differs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cpdesk.domain.record import Record
from cpdesk.services.differences import Difference, between
from cpdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from cpdesk.records.journal import Entry


@dataclass(frozen=True)
class Side:
    """A record as it stands in a file; `alone` are the changes that the other has not seen."""

    path: Path
    record: Record
    history: Sequence[Entry]
    alone: Sequence[Entry] = ()

    @property
    def last(self) -> Entry | None:
        return self.history[-1] if self.history else None


@dataclass(frozen=True)
class Comparison:
    """Two sides, how many changes they have in common, and what differs from one to the other."""

    one: Side
    other: Side
    common: int
    differences: tuple[Difference, ...]

    @property
    def same_record(self) -> bool:
        """Whether both are copies of one record."""
        return self.one.record.identity.id == self.other.record.identity.id

    @property
    def parted(self) -> bool:
        """Whether each has seen changes that the other has not."""
        return self.same_record and bool(self.one.alone and self.other.alone)


def compare(one: Path, other: Path, now: Callable[[], datetime]) -> Comparison:
    """Two files, of which neither is touched; raises Refusal where one cannot be read."""
    return compared(side(one, now), side(other, now))


def compare_with(ws: Workspace, copy: Path) -> Comparison:
    """A copy, and the record that is open as it stands now; raises Refusal."""
    store = ws.store
    return compared(side(copy, ws.now), Side(store.path, store.record.apart(), store.history()))


def side(path: Path, now: Callable[[], datetime]) -> Side:
    """What a file holds, read once; raises Refusal."""
    from cpdesk.records.store import Store

    with Store.open(path, author="", now=now, read_only=True) as store:
        return Side(path, store.record, store.history())


def compared(one: Side, other: Side) -> Comparison:
    """What differs from one side to the other."""
    same = one.record.identity.id == other.record.identity.id
    common = _common(one.history, other.history) if same else 0
    here, there = (Side(each.path, each.record, each.history, each.history[common:])
                   for each in (one, other))  # fmt: skip
    return Comparison(here, there, common, between(one.record, other.record))


def _common(one: Sequence[Entry], other: Sequence[Entry]) -> int:
    """How many changes both have seen, from the first on.

    The facts of one are its words only: a paper that is erased for good is renamed in them.
    """
    for n, (here, there) in enumerate(zip(one, other, strict=False)):
        if (here.at, here.by, here.kind, here.label) != (there.at, there.by, there.kind,
                                                         there.label):  # fmt: skip
            return n
    return min(len(one), len(other))
