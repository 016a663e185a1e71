"""The sheets of a factory's own file as grids of cells, whichever format they are saved in."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from cpdesk.exchange import sniffing
from cpdesk.exchange.csv_table import table_of
from cpdesk.exchange.proposal import words
from cpdesk.exchange.proposal.package import date_epoch, demand_bounded, uncalculated
from cpdesk.exchange.proposal.when import EPOCH_1900, clean
from cpdesk.exchange.tables import column_letter

_BLANK_ROWS = 1000  # after so many the sheet has ended: a stray mark may lie a million rows below
_MOST_COLUMNS = 512
Box = tuple[int, int, int, int]  # first row, first column, last row, last column


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet, counted from 0 at the first that is filled.

    `first` is the number of the first row and `offset` that of the first column, from 0. Texts
    have lost byte-order marks and outer spaces, blank cells are None. `merged` holds the boxes of
    merged cells, `pending` the places of formulas without a result.
    """

    name: str
    rows: Sequence[Sequence[Any]]
    first: int = 1
    offset: int = 0
    merged: tuple[Box, ...] = ()
    pending: frozenset[tuple[int, int]] = frozenset()
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


def open_book(path: Path) -> Book:
    """A workbook (.xlsx .xls .xlsb .ods) or a table of text; raises Refusal where it is neither."""
    content = sniffing.content_of(path)
    if content == "workbook":
        return _workbook(path)
    if content == "json":
        raise sniffing.NOT_A_TABLE.refuse(sniffing.in_file(path), file=path.name)
    rows = _tidied(table_of(path))
    return Book(path, tuple(_tables(Grid(path.stem, rows))))


def _workbook(path: Path) -> Book:
    try:
        demand_bounded(path)
        with CalamineWorkbook.from_path(str(path)) as book:
            pending = uncalculated(path)
            grids = tuple(
                _grid(book.get_sheet_by_name(each.name), each.name, pending.get(each.name, ()),
                      each.visible != SheetVisibleEnum.Visible)
                for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet
            )  # fmt: skip
        grids = tuple(table for each in grids for table in _tables(each))
        return Book(path, grids, date_epoch(path), _has_macros(path))
    except PasswordError:
        raise sniffing.PROTECTED.refuse(sniffing.in_file(path), file=path.name) from None
    except (CalamineError, zipfile.BadZipFile, OSError):
        raise sniffing.cut_short(path) from None


def _grid(sheet: CalamineSheet, name: str, pending: Sequence[str], hidden: bool) -> Grid:
    top, left = sheet.start or (0, 0)
    rows, cut = _rows(sheet, top)
    merged = tuple(
        (a - top, b - left, c - top, d - left) for (a, b), (c, d) in sheet.merged_cell_ranges or ()
    )
    places = frozenset((row - top, column - left) for row, column in map(_place, pending))
    return Grid(name, rows, top + 1, left, merged, places, hidden, cut)


def _rows(sheet: CalamineSheet, top: int) -> tuple[list[list[Any]], int]:
    """The rows until the sheet has ended, and the number of the row beyond which none was read."""
    rows: list[list[Any]] = []
    blank = 0
    for number, cells in enumerate(sheet.iter_rows()):
        if number < top:
            continue
        row = _row(cells)
        rows.append(row)
        blank = 0 if any(each is not None for each in row) else blank + 1
        if blank > _BLANK_ROWS:
            return rows[:-blank], number - blank + 1
    return rows[: len(rows) - blank], 0


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
            pending=frozenset((row - top, column) for row, column in grid.pending
                              if top <= row < bottom),
        ) if starts else grid  # fmt: skip


def _begins(grid: Grid, row: int) -> bool:
    cells, above = grid.rows[row], grid.rows[row - 1]
    if any(each is not None for each in above) or not any(type(each) is str for each in cells):
        return False
    heads = any(type(each) is str and words.HEADS.search(words.plain(each)) for each in cells)
    before = (each for line in grid.rows[max(0, row - 6) : row] for each in line)
    return heads and any(isinstance(each, int | float) for each in before)


def _tidied(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    tidied = [_row(each) for each in rows]
    while tidied and not any(each is not None for each in tidied[-1]):
        tidied.pop()
    return tidied


def _row(cells: Sequence[Any]) -> list[Any]:
    return [(clean(each) or None) if type(each) is str else each for each in cells[:_MOST_COLUMNS]]


def _place(cell: str) -> tuple[int, int]:
    """Row and column from 0 of a name such as `C7`."""
    letters, number = re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()  # type: ignore[union-attr]
    column = 0
    for each in letters:
        column = column * 26 + ord(each) - 64
    return int(number) - 1, column - 1


def _has_macros(path: Path) -> bool:
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return any(each.endswith("vbaProject.bin") for each in archive.namelist())
