"""One sheet of a file as the user wrote it, and beside each figure how it is understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cpdesk.base.languages import Translator, sentence
from cpdesk.domain.entity import Entity
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, Meter, Reading
from cpdesk.domain.quantities import from_float
from cpdesk.domain.units import convert
from cpdesk.presenters.session import Session
from cpdesk.services.import_cells import Cell, Status

if TYPE_CHECKING:
    from cpdesk.exchange.proposal.grid import Grid
    from cpdesk.exchange.proposal.meaning import SheetMeaning

Placed = Mapping[tuple[int, int], Cell]
_SPOT = re.compile(r"(.*)!([A-Z]+)(\d+)")
_STATED = {"month", "start", "end", "last-day", "period", "read-on"}


class Look(Enum):
    """How a cell is shown."""

    PLAIN = "plain"
    HEADING = "heading"
    TAKEN = "taken"
    CHANGED = "changed"
    ASKED = "asked"
    ASIDE = "aside"


@dataclass(frozen=True)
class SheetCell:
    """What was written and, where it differs, how it is understood; `number` is its question.

    `decided` is one whose question has been answered.
    """

    written: str = ""
    understood: str = ""
    look: Look = Look.PLAIN
    number: int = 0
    estimated: bool = False
    figure: bool = False
    tip: str = ""
    decided: bool = False


class ImportSheet:
    """The cells of a grid with what becomes of them; rows and columns are counted from zero."""

    def __init__(
        self, t: Translator, grid: Grid, meaning: SheetMeaning | None, cells: Placed,
        numbers: Mapping[str, int], decided: Set[str], names: Sequence[str],
    ) -> None:
        self.grid, self.meaning, self.cells = grid, meaning, cells
        self._t, self._numbers, self._decided, self._names = t, numbers, decided, names

    @property
    def rows(self) -> int:
        return len(self.grid.rows)

    @property
    def columns(self) -> int:
        return self.grid.width

    @cached_property
    def taken(self) -> int:
        """How many figures are new, changed or the same."""
        return sum(each.status is not Status.REFUSED for each in self.cells.values())

    def place(self, spot: str) -> tuple[int, int] | None:
        """Row and column of a place such as `Sheet!C7`; None where it lies elsewhere."""
        return place_in(self.grid, self._names, spot)

    def is_aside(self, row: int) -> bool:
        """Whether nothing is taken from a row."""
        return row not in self._heads and row not in self._periods

    def cell(self, row: int, column: int) -> SheetCell:
        """What stands there."""
        value, found = self.grid.cell(row, column), self.cells.get((row, column))
        number = self._numbers.get(self.grid.spot(row, column), 0)
        if row in self._heads:
            time = self._time_above(row, column)
            return SheetCell(written(value), time, Look.HEADING, figure=column in self._figured)
        if found is None and not number:
            look = Look.ASIDE if self.is_aside(row) else Look.PLAIN
            time = self._time(row, column)
            return SheetCell(written(value), time if time != written(value) else "", look,
                             figure=_is_figure(value))  # fmt: skip
        decided = self.grid.spot(row, column) in self._decided
        if found is None and decided:
            return SheetCell(written(value), "", Look.ASIDE, number, figure=True, decided=True)
        return replace(self._told(value, found, number), decided=decided)

    def _told(self, value: Any, found: Cell | None, number: int) -> SheetCell:
        text = written(value)
        if found is None or found.finding is not None:
            tip = sentence(self._t, found.finding) if found and found.finding else ""
            return SheetCell(text, "", Look.ASKED, number, figure=True, tip=tip)
        figure = self._understood(value, found)
        estimated = isinstance(found.entity, Reading) and found.entity.estimated
        look = Look.CHANGED if found.status is Status.CHANGED else Look.TAKEN
        tip = self._t(found.status.label)
        if found.status is Status.CHANGED:
            tip = f"{tip}: {self._t.show(found.old)} → {self._t.show(found.new)}"
        return SheetCell("" if _same(value, found.new, figure) else text, figure, look, number,
                         estimated and found.field == "amount", True, tip)  # fmt: skip

    def _understood(self, value: Any, found: Cell) -> str:
        """A figure as typed; one that was converted without the zeros of the conversion."""
        new, entity = found.new, found.entity
        if found.field == "amount" and isinstance(entity, Reading):
            new = in_own_unit(entity, found.owner)
        if isinstance(new, Decimal) and written(value) != format(new, "f"):
            new = Decimal(format(new.normalize(), "f"))
        return self._t.show(new)

    # -- what rows and columns tell of the time

    @cached_property
    def _heads(self) -> frozenset[int]:
        return frozenset(self.meaning.header) if self.meaning else frozenset()

    @cached_property
    def _figured(self) -> frozenset[int]:
        """The columns from which figures are taken."""
        return frozenset(column for _, column in self.cells)

    @cached_property
    def _periods(self) -> Mapping[int, tuple[date, date] | None]:
        """The period of each row from which something is taken or refused."""
        return {row: each.period for (row, _), each in self.cells.items()}

    @cached_property
    def _across(self) -> Mapping[int, tuple[date, date]]:
        """The period of each column of months or days."""
        if self.meaning is None:
            return {}
        across = {each.index for each in self.meaning.columns if each.when}
        return {column: each.period for (_, column), each in self.cells.items()
                if column in across and each.period}  # fmt: skip

    @cached_property
    def _stated(self) -> Mapping[int, str]:
        """The columns that tell the time of their rows, and as what."""
        columns = self.meaning.columns if self.meaning else ()
        return {each.index: each.meaning.role.value for each in columns
                if each.meaning.role.value in _STATED}  # fmt: skip

    def _time(self, row: int, column: int) -> str:
        role, period = self._stated.get(column), self._periods.get(row)
        if role is None or period is None:
            return ""
        start, end = period
        days = {"start": start, "end": end, "last-day": end - timedelta(1)}
        return days[role].isoformat() if role in days else period_words(start, end)

    def _time_above(self, row: int, column: int) -> str:
        if row != max(self._heads) or column not in self._across:
            return ""
        return period_words(*self._across[column])


def place_in(grid: Grid, names: Sequence[str], spot: str) -> tuple[int, int] | None:
    """Row and column in a grid, called by one of these names; None where a place lies elsewhere."""
    found = _SPOT.fullmatch(spot)
    if not found or found[1] not in names:
        return None
    row = int(found[3]) - grid.first
    inside = 0 <= row < len(grid.rows)
    return (row, column_number(found[2]) - grid.offset) if inside else None


def placed(
    grids: Iterable[Grid], file: str, cells: Iterable[Cell]
) -> Mapping[str, Placed]:
    """The cells of each grid, by its key, with their row and column in it.

    A table of text is called by its file.
    """
    by_name: dict[str, list[Cell]] = {}
    for each in cells:
        by_name.setdefault(each.cell.rpartition("!")[0], []).append(each)
    return {grid.key: dict(_within(grid, (grid.name, file), by_name)) for grid in grids}


def _within(
    grid: Grid, names: Sequence[str], by_name: Mapping[str, Sequence[Cell]]
) -> Iterator[tuple[tuple[int, int], Cell]]:
    for name in dict.fromkeys(names):
        for each in by_name.get(name, ()):
            place = place_in(grid, names, each.cell)
            if place is not None:
                yield place, each


def listed(session: Session, name: str, cells: Iterable[Cell]) -> Grid:
    """What would be written from a file that has no sheets: a row for each figure."""
    from cpdesk.exchange.proposal.grid import Grid

    t = session.t
    rows = [[t("Place"), t("Of"), t("Period"), t("Field"), t("In the record"), t("In the file")]]
    for each in cells:
        period = period_words(*each.period) if each.period else ""
        owner = each.owner or each.entity
        rows.append([
            each.cell, session.name(owner) if owner else "", period,
            field_words(t, each), t.show(each.old), t.show(each.new),
        ])  # fmt: skip
    return Grid(name, rows)


def field_words(t: Translator, cell: Cell) -> str:
    """What a cell tells of its entity."""
    from cpdesk.domain.fields import fields_of

    told = {e.name: e.told.label for e in fields_of(type(cell.entity))} if cell.entity else {}
    return t(told[cell.field]) if cell.field in told else cell.field


def written(value: Any) -> str:
    """A cell as a spreadsheet shows it."""
    if value is None:
        return ""
    if type(value) is float:
        return format(from_float(value), "f")
    if isinstance(value, date):
        return value.isoformat()[:10]
    return str(value)


def in_own_unit(reading: Reading, owner: Entity | None) -> Decimal:
    """The amount of a reading in the unit of its meter or driver."""
    if not isinstance(owner, Meter | Driver) or not reading.unit:
        return reading.amount
    return convert(reading.amount, reading.unit, owner.unit)


def period_words(start: date, end: date) -> str:
    """`2024-03` for a whole month, otherwise first and last day."""
    month = Month.of(start)
    if month.start == start and month.end == end:
        return str(month)
    last = end - timedelta(1)
    return start.isoformat() if last == start else f"{start.isoformat()} – {last.isoformat()}"


def column_number(letters: str) -> int:
    """0 for `A`."""
    number = 0
    for each in letters:
        number = number * 26 + ord(each) - 64
    return number - 1


def _same(value: Any, new: Any, understood: str) -> bool:
    """Whether a figure is written as it is understood, save for its separators."""
    if isinstance(value, str):
        return value.replace(",", "") == understood.replace(",", "")
    return isinstance(new, Decimal) and written(value) == understood.replace(",", "")


def _is_figure(value: Any) -> bool:
    return isinstance(value, int | float)
