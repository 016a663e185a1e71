"""The sheets of a factory's own file as grids of cells, whichever format they are saved in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from cpdesk.exchange.proposal import words
from cpdesk.exchange.proposal.when import EPOCH_1900, clean
from cpdesk.exchange.sheets import MOST_COLUMNS, Box, Sheet, TableFile, nothing, open_tables
from cpdesk.exchange.spots import column_letter


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet, counted from 0 at the first that is filled.

    `first` is the number of the first row and `offset` that of the first column, from 0. Texts
    have lost byte-order marks and outer spaces, blank cells are None, and cells that show no
    figure are a NoResult; all rows are equally long. `merged` holds the boxes of merged cells.
    """

    name: str
    rows: Sequence[Sequence[Any]]
    first: int = 1
    offset: int = 0
    merged: tuple[Box, ...] = ()
    hidden: bool = False
    cut: int = 0
    table: int = 1

    @property
    def key(self) -> str:
        """The sheet's name; with a number for a further table that stands below in it."""
        return self.name if self.table == 1 else f"{self.name} ({self.table})"

    def cell(self, row: int, column: int) -> Any:
        """What stands there; None outside the grid."""
        line = self.rows[row] if 0 <= row < len(self.rows) else ()
        return line[column] if 0 <= column < len(line) else None

    @cached_property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    @cached_property
    def box(self) -> Mapping[tuple[int, int], Box]:
        """The merged box that a cell lies in."""
        found: dict[tuple[int, int], Box] = {}
        for box in self.merged:
            top, left, bottom, right = box
            if (bottom - top + 1) * (right - left + 1) <= 4096:
                cells = ((r, c) for r in range(top, bottom + 1) for c in range(left, right + 1))
                found.update(dict.fromkeys(cells, box))
        return found

    def shown(self, row: int, column: int) -> Any:
        """What a reader sees there: in a merged box that of its first cell."""
        value = self.cell(row, column)
        box = self.box.get((row, column)) if value is None else None
        return self.cell(box[0], box[1]) if box else value

    def letter(self, column: int) -> str:
        return column_letter(column + self.offset)

    def number(self, row: int) -> int:
        """The number that the spreadsheet gives to a row."""
        return row + self.first

    def spot(self, row: int, column: int) -> str:
        """`Sheet!C7`."""
        return f"{self.name}!{self.letter(column)}{self.number(row)}"


@dataclass(frozen=True)
class Book:
    """A file with its sheets; `epoch` is the day from which its bare date numbers count."""

    path: Path
    grids: tuple[Grid, ...]
    epoch: date = EPOCH_1900
    macros: bool = False

    def grid(self, key: str) -> Grid:
        """The table of this key; raises StopIteration."""
        return next(each for each in self.grids if each.key == key)


def open_book(path: Path, pause: Callable[[], None] = nothing) -> Book:
    """A workbook (.xlsx .xls .xlsb .ods) or a table of text; raises Refusal where it is neither."""
    return book_of(open_tables(path, pause))


def book_of(file: TableFile) -> Book:
    """The tables of an opened file."""
    grids = tuple(table for each in file.sheets for table in _tables(_grid(each)))
    return Book(file.path, grids, file.epoch, file.macros)


def _grid(sheet: Sheet) -> Grid:
    tidy = _Tidy()
    rows = [
        [tidy[each] if type(each) is str else each for each in row[:MOST_COLUMNS]]
        for row in sheet.rows
    ]
    while rows and rows[-1].count(None) == len(rows[-1]):
        rows.pop()
    width = max(map(len, rows), default=0)
    for row in rows:
        row += [None] * (width - len(row))
    top, left = sheet.top, sheet.left
    merged = tuple((a - top, b - left, c - top, d - left) for a, b, c, d in sheet.merged)
    return Grid(sheet.name, rows, top + 1, left, merged, sheet.hidden, sheet.cut)


class _Tidy(dict[str, str | None]):
    """Each text of a sheet as a grid has it, worked out once."""

    def __missing__(self, text: str) -> str | None:
        tidy = self[text] = clean(text) or None
        return tidy


def _tables(grid: Grid) -> Iterator[Grid]:
    """The tables that stand one below the other: each begins with a time's heading of its own.

    Only a blank row above such a heading, and figures above that, make it another table.
    """
    starts = [row for row in range(1, len(grid.rows)) if _begins(grid, row)]
    edges = [0, *starts, len(grid.rows)]
    for number, (top, bottom) in enumerate(pairwise(edges), 1):
        yield replace(
            grid, rows=grid.rows[top:bottom], first=grid.first + top, table=number,
            merged=tuple((a - top, b, c - top, d) for a, b, c, d in grid.merged
                         if top <= a < bottom),
        ) if starts else grid  # fmt: skip


def _begins(grid: Grid, row: int) -> bool:
    cells, above = grid.rows[row], grid.rows[row - 1]
    if any(each is not None for each in above) or not any(type(each) is str for each in cells):
        return False
    heads = any(type(each) is str and words.HEADS.search(words.plain(each)) for each in cells)
    before = (each for line in grid.rows[max(0, row - 6) : row] for each in line)
    return heads and any(isinstance(each, int | float) for each in before)
