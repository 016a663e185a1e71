"""Where a sheet tells of time: columns with a date in each row, or a row of months or days."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from cpdesk.domain.findings import Refusal
from cpdesk.domain.quantities import parse_decimal
from cpdesk.exchange.no_result import NoResult
from cpdesk.exchange.proposal import words
from cpdesk.exchange.proposal.grid import Grid
from cpdesk.exchange.proposal.times import spans
from cpdesk.exchange.proposal.when import NEVER, When, meant_when, small_number, told_when
from cpdesk.exchange.proposal.words import estimate_in

SEARCHED = 300  # rows that are looked at to find out how a sheet is laid out
_TOP = 25  # rows in which a row of months may stand
_LEAST = 3


@dataclass(frozen=True)
class Across:
    """A row of headings that are times: its number, and the time of each column."""

    row: int
    whens: dict[int, When]


@dataclass(frozen=True)
class Down:
    """A column of times: its number, the first row with one, and how numbers in it are read."""

    column: int
    first: int
    numbered: str = ""  # `y`, `m`, `d`: bare numbers under such a heading; `p`: first and last day


def across(grid: Grid, rows: Iterable[int] = range(_TOP)) -> Across | None:
    """The first of these rows that names at least three months, days or years in order."""
    for row in (each for each in rows if each < len(grid.rows)):
        for find in (_told_in, _numbers_in):
            whens = find(grid, row)
            if len(set(whens.values())) >= _LEAST and _heads(grid, row, whens):
                return Across(row, whens)
    return None


def years_across(grid: Grid, months: Sequence[Down]) -> Across | None:
    """A row of bare years above columns, where the rows are months."""
    if not months:
        return None
    first = min(each.first for each in months)
    for row in range(first):
        whens = {
            column: when for column in range(grid.width)
            if (when := meant_when(grid.shown(row, column))).parts == "y"
        }  # fmt: skip
        if len(set(whens.values())) >= 2:
            return Across(row, whens)
    return None


def downs(grid: Grid, after: int, epoch: date) -> list[Down]:
    """Every column that names a time in most of its rows below row `after`."""
    found = (_down(grid, column, after, epoch) for column in range(grid.width))
    return [each for each in found if each is not None]


def when_at(grid: Grid, row: int, down: Down, epoch: date) -> When:
    """The time that a cell of such a column names."""
    cell = grid.shown(row, down.column)
    if cell is None:
        return NEVER
    if down.numbered in ("m", "d"):
        number = small_number(cell, 12 if down.numbered == "m" else 31)
        if number:
            return When(month=number) if down.numbered == "m" else When(day=number)
    return meant_when(cell, epoch)


def heading_above(grid: Grid, row: int, column: int) -> str:
    """The nearest text above a cell."""
    above = (grid.shown(each, column) for each in range(row - 1, max(-1, row - 5), -1))
    return next((each for each in above if type(each) is str), "")


def _told_in(grid: Grid, row: int) -> dict[int, When]:
    """The times of a row, as far as they are of one sort and in order."""
    found: dict[int, When] = {}
    for column in range(grid.width):
        when = told_when(grid.shown(row, column))
        if not when or (found and when.parts != next(iter(found.values())).parts):
            continue
        found[column] = when
    return found if _in_order(list(found.values())) else {}


def _numbers_in(grid: Grid, row: int) -> dict[int, When]:
    """Bare numbers 1 to 12 or 1 to 28 and more, one after the other, are months or days."""
    found: list[int] = []
    for column in range(grid.width):
        number = small_number(grid.cell(row, column), 31)
        if number == len(found) + 1:
            found.append(column)
        elif number == 1:  # what stood before was a number of its own
            found = [column]
    if len(found) >= 28:
        return {column: When(day=number) for number, column in enumerate(found, 1)}
    if len(found) == 12:
        return {column: When(month=number) for number, column in enumerate(found, 1)}
    return {}


def _in_order(whens: Sequence[When]) -> bool:
    keys = [(each.year or 0, each.month or 0, each.day or 0) for each in whens]
    return all(a <= b for a, b in pairwise(keys)) or _wraps(whens)


def _wraps(whens: Sequence[When]) -> bool:
    """Months without a year that run over the new year, as a financial year does."""
    if any(each.parts != "m" for each in whens):
        return False
    months = [each.month or 0 for each in whens]
    return sum(a > b for a, b in pairwise(months)) == 1


def _heads(grid: Grid, row: int, whens: dict[int, When]) -> bool:
    """Whether figures rather than more times stand below a row of times."""
    below = range(row + 1, min(row + 40, len(grid.rows)))
    cells = [grid.cell(each, column) for each in below for column in list(whens)[:40]]
    times = sum(bool(told_when(each)) for each in cells)
    figures = sum(is_figure(each) for each in cells)
    return figures > 2 * times


def is_figure(cell: Any) -> bool:
    """A number, a formula's failed one, or a text written as one; `1#` and `2号` are names."""
    if isinstance(cell, bool) or cell is None:
        return False
    if isinstance(cell, int | float | NoResult):
        return True
    if type(cell) is not str or told_when(cell):
        return False
    return re.fullmatch(r"[\d.,' ]*\d[\d.,' ]*", cell) is not None or _can_be_read(cell)


def _can_be_read(text: str) -> bool:
    try:
        parse_decimal(estimate_in(text) or text)
    except Refusal:
        return False
    return True


def _down(grid: Grid, column: int, after: int, epoch: date) -> Down | None:
    cells = [
        (row, grid.cell(row, column))
        for row in range(after + 1, min(len(grid.rows), after + SEARCHED))
        if grid.cell(row, column) is not None
    ]
    both = [row for row, cell in cells if spans(cell)]
    if both and len(both) >= 0.6 * sum(row >= both[0] for row, _ in cells):
        return Down(column, both[0], "p")
    told = [row for row, cell in cells if told_when(cell)]
    if told and (found := _of_told(grid, column, cells, told, epoch)):
        return found
    return _of_numbers(grid, column, cells, epoch)


def _of_told(
    grid: Grid, column: int, cells: list[tuple[int, Any]], told: list[int], epoch: date
) -> Down | None:
    first = told[0]
    below = [cell for row, cell in cells if row >= first and not _is_total(cell)]
    times = sum(bool(meant_when(cell, epoch)) for cell in below)
    expected = any(
        each.search(words.plain(heading_above(grid, first, column)))
        for each in (words.MONTH, words.DAY, words.START, words.END, words.YEAR)
    )
    enough = len(told) >= 2 or (expected and times == len(below))
    return Down(column, first) if enough and times >= 0.6 * len(below) else None


def _of_numbers(
    grid: Grid, column: int, cells: list[tuple[int, Any]], epoch: date
) -> Down | None:
    """Bare numbers are times only under a heading that says so."""
    for at, (_, cell) in enumerate(cells[:_TOP]):
        if type(cell) is not str:
            continue
        for name, read in _readers(words.plain(cell), epoch):
            below = [each for each in cells[at + 1 :] if not _is_total(each[1])]
            times = [each for each in below if read(each[1])]
            if below and len(times) >= max(1, 0.6 * len(below)):
                return Down(column, times[0][0], name)
    return None


def _readers(heading: str, epoch: date) -> list[tuple[str, Callable[[Any], object]]]:
    found: list[tuple[str, Callable[[Any], object]]] = []
    if words.YEAR.search(heading):
        found.append(("y", lambda cell: meant_when(cell).parts == "y"))
    if words.MONTH.search(heading):
        found.append(("m", lambda cell: small_number(cell, 12)))
        found.append(("", lambda cell: "m" in meant_when(cell, epoch).parts))
    if words.DAY.search(heading):
        found.append(("d", lambda cell: small_number(cell, 31)))
    if any(each.search(heading) for each in (words.DAY, words.START, words.END, words.PERIOD)):
        found.append(("", lambda cell: "d" in meant_when(cell, epoch).parts))
    return found


def _is_total(cell: Any) -> bool:
    return type(cell) is str and words.is_total(cell)
