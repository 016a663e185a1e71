"""The history of a record: what still stands, and how to go back several steps at once."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import FieldOf, fields_of
from cpdesk.services.entry import MAKING_AGAIN, TAKING_BACK
from cpdesk.services.jobs import Cancelled, Job, NullJob
from cpdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from cpdesk.domain.record import Change
    from cpdesk.records.journal import Entry


@dataclass(frozen=True)
class Step:
    """An entry of the history. `stands` is false where it was taken back and not done again.

    `back` is how many changes would be taken back to undo this one too, 0 where it cannot be;
    `forth` likewise for doing it again.
    """

    entry: Entry
    stands: bool
    back: int = 0
    forth: int = 0


@dataclass(frozen=True)
class FieldChange:
    """A field before and after; None where the thing did not exist."""

    told: FieldOf | None
    before: Any
    after: Any


def steps(history: Sequence[Entry]) -> tuple[Step, ...]:
    """Every entry, the newest first."""
    from cpdesk.records.journal import CHANGE, UNDO, stacks

    done, undone = stacks(history)
    back = {each.number: at for at, each in enumerate(reversed(done), 1)}
    forth = {each.number: at for at, each in enumerate(reversed(undone), 1)}
    last = {each.of: each.kind for each in history if each.of is not None}
    return tuple(
        Step(
            each, each.kind != CHANGE or last.get(each.number) != UNDO,
            back.get(each.number, 0), forth.get(each.number, 0),
        )
        for each in reversed(history)
    )


def go(ws: Workspace, n: int, *, back: bool, job: Job | None = None) -> int:
    """Undo, or make again, so many changes one after the other; how many were.

    Each is a step of its own, so that none of it is lost; stopped by the job, those that were
    made stay. Raises Refusal where one cannot be.
    """
    job, wish, made = job or NullJob(), ws.store.undo if back else ws.store.redo, 0
    with suppress(Cancelled):
        for at in range(n):
            job.report(TAKING_BACK if back else MAKING_AGAIN, at / n)
            made += wish(job.pause(job.sentence)) is not None
    return made


def size(ws: Workspace, n: int, *, back: bool) -> int:
    """How many rows so many steps would write."""
    from cpdesk.records.journal import stacks

    done, undone = stacks(ws.store.history())
    return sum(ws.store.size_of(each) for each in (done if back else undone)[-n:])


def fields_changed(change: Change) -> tuple[FieldChange, ...]:
    """The fields that differ; of a thing that was added or removed those that say something."""
    found = (_field(change, each) for each in fields_of(change.kind))
    differing = tuple(each for each in found if each.before != each.after)
    before, after = (_code(each) for each in (change.before, change.after))
    return (FieldChange(None, before, after), *differing) if before != after else differing


def _field(change: Change, told: FieldOf) -> FieldChange:
    before, after = (_value(each, told.name) for each in (change.before, change.after))
    return FieldChange(told, before, after)


def _value(entity: Entity | None, name: str) -> Any:
    """What is not said is None, so that a thing that is added shows only what it says."""
    value = getattr(entity, name, None)
    return None if value is None or value is False or value == () or not str(value) else value


def _code(entity: Entity | None) -> str | None:
    return entity.code or None if entity else None
