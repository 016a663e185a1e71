"""What an import does cell by cell: new, changed from an old value, the same, or refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Finding
from cpdesk.domain.plant import Driver, Meter, Reading
from cpdesk.domain.record import Record
from cpdesk.domain.words import N_, Choice

if TYPE_CHECKING:
    from cpdesk.exchange.draft import DraftRow
    from cpdesk.services.importing import Plan

_CELL = re.compile(r"[A-Z]+\d+$")


class Status(Choice):
    """What becomes of a cell."""

    NEW = "new", N_("New")
    CHANGED = "changed", N_("Changed")
    SAME = "same", N_("The same")
    REFUSED = "refused", N_("Refused")


@dataclass(frozen=True)
class Cell:
    """One cell of the file, as `Sheet!C7`, and what becomes of it.

    `field` is the attribute of `entity` that it tells, with its value before and after; of a
    refused one there is only the finding that says why. `owner` is the meter or driver.
    """

    cell: str
    status: Status
    field: str = ""
    entity: Entity | None = None
    owner: Entity | None = None
    old: Any = None
    new: Any = None
    finding: Finding | None = None

    @property
    def period(self) -> tuple[date, date] | None:
        """The days that a reading covers, `[start, end)`."""
        entity = self.entity
        return (entity.start, entity.end) if isinstance(entity, Reading) else None


def cells_of(record: Record, plan: Plan) -> Iterator[Cell]:
    """Every cell that a plan speaks of: those refused first, the others in the file's order."""
    refused = {each.place.spot: each for each in plan.findings if each.blocking and has_cell(each)}
    yield from (Cell(spot, Status.REFUSED, finding=each) for spot, each in refused.items())
    changes = {each.entity.id: each for each in plan.changes}
    owners: dict[str, Entity] = {
        each.entity.id: each.entity for each in plan.changes
        if isinstance(each.entity, Meter | Driver)
    }  # fmt: skip
    for id, row in plan.rows.items():
        change = changes.get(id)
        before = change.before if change else record.table(row.kind).get(id)
        after = change.after if change else before
        if after is not None:
            owner = _owner(record, owners, after)
            yield from (each for each in _of_row(row, before, after, owner)
                        if each.cell not in refused)  # fmt: skip


def has_cell(finding: Finding) -> bool:
    """Whether a finding lies in one cell of the file."""
    return "!" in finding.place.spot and _CELL.search(finding.place.spot) is not None


def _owner(record: Record, fresh: Mapping[str, Entity], entity: Entity) -> Entity | None:
    if not isinstance(entity, Reading):
        return None
    known = record.table(Meter if entity.meter else Driver)
    return fresh.get(entity.of) or known.get(entity.of)


def _of_row(
    row: DraftRow, before: Entity | None, after: Entity, owner: Entity | None
) -> Iterator[Cell]:
    for name in row.columns or _told(after):
        if not hasattr(after, name):
            continue
        old, new = getattr(before, name, None), getattr(after, name)
        status = Status.NEW if before is None else Status.SAME if old == new else Status.CHANGED
        yield Cell(row.spot(name), status, name, after, owner, old, new)


def _told(entity: Entity) -> tuple[str, ...]:
    """What another program's file tells of a reading, which has no cells."""
    if not isinstance(entity, Reading):
        return ()
    return ("amount",) if entity.cost is None else ("amount", "cost")
