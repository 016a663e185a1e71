"""The rows of headings above the figures, stacked and merged as they may be, and the title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cpdesk.exchange.proposal import words
from cpdesk.exchange.proposal.axes import Across, Down, is_figure
from cpdesk.exchange.proposal.grid import Grid
from cpdesk.exchange.proposal.when import NEVER, When, clean, meant_when, small_number, told_when

_MOST = 4  # rows of headings
_ASIDE = re.compile(
    r"^(制表|填表|[编編]制|部[门門]|[审審]核|[单單]位|日期|prepared|department|unit|page|date|"
    r"[备備][注註]|[说說]明|note|公司)[^:：]{0,8}[:：]", re.IGNORECASE,
)  # fmt: skip
_UNIT = re.compile(r"(?:[单單]位|units?)\s*[:：]\s*(\S+)", re.IGNORECASE)


@dataclass(frozen=True)
class Heads:
    """The header rows, the first row of figures, and what stands above them."""

    rows: tuple[int, ...]
    first: int
    title: str = ""
    unit: str = ""


def heads(grid: Grid, across: Across | None, downs: Sequence[Down]) -> Heads:
    """Where the headings of a sheet lie."""
    first = _first(grid, across, downs)
    last = across.row if across else first - 1
    rows = [each for each in range(last + 1, first) if _fullness(grid, each) >= 1]
    top = last
    while top >= 0 and len(rows) < _MOST and (top == last or _is_heading(grid, top)):
        if across or _is_heading(grid, top):
            rows.insert(0, top)
        top -= 1
    return heads_in(grid, rows, first)


def heads_in(grid: Grid, rows: Sequence[int], first: int) -> Heads:
    """The headings in these rows, with what stands above them; the figures begin at `first`."""
    above = range(rows[0] if rows else first)
    texts = [str(cell) for row in above for cell in grid.rows[row] if type(cell) is str]
    return Heads(tuple(rows), first, " ".join(texts), _stated_unit(grid, first))


def pieces(grid: Grid, rows: Sequence[int], column: int) -> tuple[str, ...]:
    """The headings above a column from top to bottom, each once; a group's heading is shared."""
    found: list[str] = []
    for at, row in enumerate(rows):
        cell = grid.shown(row, column)
        if cell is None and at < len(rows) - 1:
            cell = _group(grid, rows, at, column)
        text = clean(cell)
        if text and not _ASIDE.match(text) and text not in found:
            found.append(text)
    return tuple(found)


def heading_when(grid: Grid, rows: Sequence[int], column: int, across: Across | None) -> When:
    """The time that the stacked headings of a column name together."""
    if across is None or column not in across.whens:
        return NEVER
    when = across.whens[column]
    for row in rows:
        cell = grid.shown(row, column)
        if cell is None:
            cell = _carried_year(grid, row, column)
        when = when.filled(told_when(cell) or _year(cell))
    return when


def is_time(text: str) -> bool:
    """Whether a piece of a heading is a month, a day or a year and nothing else."""
    if text in ("年", "月", "日") or small_number(text, 31) is not None:
        return True
    return bool(told_when(text) or _year(text))


def stated_when(grid: Grid, found: Heads) -> When:
    """A year and month written as numbers below 年 and 月 in the header itself."""
    when = NEVER
    for row in found.rows:
        for column in range(min(grid.width, 8)):
            cell, above = grid.cell(row, column), words.plain(grid.cell(row - 1, column) or "")
            if words.YEAR.search(above) and (year := _year(cell)):
                when = when.filled(year)
            elif words.MONTH.search(above) and (month := small_number(cell, 12)):
                when = when.filled(When(month=month))
    return when


def _year(cell: Any) -> When:
    when = meant_when(cell)
    return when if when.parts == "y" else NEVER


def _carried_year(grid: Grid, row: int, column: int) -> Any:
    """A year that stands once to the left of its months, without being merged over them."""
    lefts = (grid.cell(row, each) for each in range(column - 1, -1, -1))
    cell = next((each for each in lefts if each is not None), None)
    return cell if (told_when(cell) or _year(cell)).parts == "y" else None


def _first(grid: Grid, across: Across | None, downs: Sequence[Down]) -> int:
    if downs:
        return min(each.first for each in downs)
    assert across is not None
    for row in range(across.row + 1, len(grid.rows)):
        if any(is_figure(grid.cell(row, column)) for column in across.whens):
            return row
    return len(grid.rows)


def _is_heading(grid: Grid, row: int) -> bool:
    """A row of headings says at least two things; a title says one."""
    return _fullness(grid, row) >= 2


def _fullness(grid: Grid, row: int) -> int:
    cells = (grid.shown(row, column) for column in range(grid.width))
    return len({str(each) for each in cells if each is not None and not _ASIDE.match(str(each))})


def _group(grid: Grid, rows: Sequence[int], at: int, column: int) -> Any:
    """The heading of a group that was not merged: it stands over the first of its columns."""
    if grid.shown(rows[at + 1], column) is None or at + 1 >= len(rows):
        return None
    for left in range(column - 1, 0, -1):
        cell = grid.shown(rows[at], left)
        if cell is not None:
            below = grid.shown(rows[at + 1], left)
            return cell if below is not None and below != cell else None
    return None


def _stated_unit(grid: Grid, first: int) -> str:
    """The unit that a line such as `单位：万度` states for the whole sheet."""
    for row in range(first):
        for cell in grid.rows[row]:
            if type(cell) is str and (found := _UNIT.search(cell)):
                return found[1]
    return ""
