"""What people do with blocks of cells in a spreadsheet: jump, fill, sum up."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cpdesk.presenters.months_grid import MonthsGrid

Cells = Sequence[tuple[int, int]]
MONTHS = 12


def edge(grid: MonthsGrid, row: int, column: int, down: int, right: int) -> tuple[int, int]:
    """Where Ctrl and an arrow lead: to the end of the figures, or to where they begin again."""
    at, following = (row, column), (row + down, column + right)
    if not _inside(grid, following):
        return at
    through = _filled(grid, at) and _filled(grid, following)
    while _inside(grid, following) and _filled(grid, following) == through:
        at, following = following, (following[0] + down, following[1] + right)
    return at if through or not _inside(grid, following) else following


def fill(grid: MonthsGrid, cells: Cells, *, down: bool) -> list[tuple[int, int, str]]:
    """The first row (or column) of the chosen cells repeated over the others.

    Of one row or column alone the one before it is repeated, as in Excel.
    """
    axis = 0 if down else 1
    places = sorted({each[axis] for each in cells})
    if not places:
        return []
    source = places[0] if len(places) > 1 else places[0] - 1
    if source < 0:
        return []
    return [(row, column, _at(grid, (row, column), axis, source)) for row, column in cells
            if (row, column)[axis] != source]  # fmt: skip


def summary(grid: MonthsGrid, cells: Cells) -> str:
    """What the chosen cells come to: sum, mean and number; of several units only the number."""
    t = grid.session.t
    held = [(grid.columns[column].series.unit, Decimal(edit)) for row, column in cells
            if (edit := grid.cell(row, column).edit)]  # fmt: skip
    if len(cells) < 2 or not held:
        return ""
    n, units = len(held), {unit for unit, _ in held}
    if len(units) > 1:
        return t.plural("{n} figure chosen", "{n} figures chosen", n)
    amounts = [amount for _, amount in held]
    total, places = sum(amounts, Decimal(0)), max(map(_places, amounts))
    return t("Sum {sum} {unit} · Mean {mean} · {n} figures", n=n, unit=units.pop(),
             sum=t.number(total, places), mean=t.number(total / n, places))  # fmt: skip


def _places(amount: Decimal) -> int:
    return max(0, -int(amount.normalize().as_tuple().exponent))


def _at(grid: MonthsGrid, cell: tuple[int, int], axis: int, source: int) -> str:
    row, column = (source, cell[1]) if axis == 0 else (cell[0], source)
    return grid.cell(row, column).edit


def _inside(grid: MonthsGrid, cell: tuple[int, int]) -> bool:
    return 0 <= cell[0] < MONTHS and 0 <= cell[1] < len(grid.columns)


def _filled(grid: MonthsGrid, cell: tuple[int, int]) -> bool:
    return bool(grid.cell(*cell).edit)
