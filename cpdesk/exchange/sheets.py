"""A file of tables opened: its sheets with their cells, whichever format they are saved in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from cpdesk.domain.findings import Finding, info
from cpdesk.domain.words import N_
from cpdesk.exchange import sniffing
from cpdesk.exchange.csv_table import table_of
from cpdesk.exchange.marks import Marks
from cpdesk.exchange.package import look_into
from cpdesk.exchange.proposal.when import EPOCH_1900
from cpdesk.exchange.trial import demand_readable, opened

MACROS = info("macros", N_("{file} holds macros. They were not run and are not kept."))

_BLANK_ROWS = 1000  # after so many the sheet has ended: a stray mark may lie a million rows below
MOST_COLUMNS = 512
Box = tuple[int, int, int, int]  # first row, first column, last row, last column


@dataclass(frozen=True)
class Sheet:
    """The cells from the first that is filled, which lies at `top` and `left`, from 0.

    A blank cell is an empty text, and one that shows no figure a NoResult. `merged` are boxes of
    places in the sheet. Rows beyond number `cut` were not read, for the sheet had ended.
    """

    name: str
    rows: list[list[Any]]
    top: int = 0
    left: int = 0
    merged: tuple[Box, ...] = ()
    hidden: bool = False
    cut: int = 0


@dataclass(frozen=True)
class TableFile:
    """A workbook, or a table of text as its only sheet.

    `epoch` is the day from which bare date numbers count.
    """

    path: Path
    sheets: tuple[Sheet, ...]
    is_text: bool = False
    epoch: date = EPOCH_1900
    macros: bool = False

    def findings(self) -> Iterator[Finding]:
        """What is to be said of the file before its sheets are looked at."""
        if self.macros:
            yield MACROS.at(sniffing.in_file(self.path), file=self.path.name)


def nothing() -> None:
    """Nobody waits, and nobody cancels."""


def open_tables(path: Path, pause: Callable[[], None] = nothing) -> TableFile:
    """A workbook (.xlsx .xlsm .xls .xlsb .ods) or a table of text; Refusal where it is neither.

    `pause` is called while another process tries a doubtful workbook; it may raise to end that.
    """
    content = sniffing.content_of(path)
    if content == "workbook":
        return _workbook(path, pause)
    if content == "json":
        raise sniffing.NOT_A_TABLE.refuse(sniffing.in_file(path), file=path.name)
    return TableFile(path, (Sheet(path.stem, [list(row) for row in table_of(path)]),), True)


def _workbook(path: Path, pause: Callable[[], None]) -> TableFile:
    package = look_into(path)
    if not package.plain:
        demand_readable(path, pause)
    try:
        with opened(str(path)) as book:
            sheets = tuple(
                _sheet(book, each, package.marks.get(each.name, {}))
                for each in book.sheets_metadata
            )
    except PasswordError:
        raise sniffing.PROTECTED.refuse(sniffing.in_file(path), file=path.name) from None
    except (CalamineError, OSError, ValueError):
        raise sniffing.cut_short(path) from None
    return TableFile(path, sheets, False, package.epoch, package.macros)


def _sheet(book: CalamineWorkbook, found: SheetMetadata, marks: Marks) -> Sheet:
    hidden = found.visible != SheetVisibleEnum.Visible
    if found.typ != SheetTypeEnum.WorkSheet:  # a chart or a macro
        return Sheet(found.name, [], hidden=hidden)
    sheet = book.get_sheet_by_name(found.name)
    top, left = sheet.start or (0, 0)
    rows, cut = _rows(sheet, top)
    if marks:
        rows, top, left = _marked(rows, top, left, marks)
    merged = tuple((a, b, c, d) for (a, b), (c, d) in sheet.merged_cell_ranges or ())
    return Sheet(sheet.name, rows, top, left, merged, hidden, cut)


def _rows(sheet: CalamineSheet, top: int) -> tuple[list[list[Any]], int]:
    """The rows until the sheet has ended, and the number of the row beyond which none was read."""
    rows: list[list[Any]] = []
    blank = 0
    for number, cells in enumerate(sheet.iter_rows()):
        if number < top:
            continue
        rows.append(cells)
        blank = blank + 1 if cells.count("") == len(cells) else 0
        if blank > _BLANK_ROWS:
            return rows[:-blank], number - blank + 1
    return rows[: len(rows) - blank], 0


def _marked(
    rows: list[list[Any]], top: int, left: int, marks: Marks
) -> tuple[list[list[Any]], int, int]:
    """With the marked cells, which may lie outside what the reader of cells found filled."""
    last = top + len(rows) + _BLANK_ROWS
    near = {(row, column): mark for (row, column), mark in marks.items()
            if row < last and column < left + MOST_COLUMNS}  # fmt: skip
    corners = [*near, (top, left)] if rows else [*near] or [(0, 0)]
    first_row, first_column = (min(each) for each in zip(*corners, strict=True))
    shift, rows = left - first_column, [[] for _ in range(top - first_row)] + rows
    rows = [[""] * shift + row for row in rows] if shift else rows
    for (row, column), mark in near.items():
        _put(rows, row - first_row, column - first_column, mark)
    return rows, first_row, first_column


def _put(rows: list[list[Any]], row: int, column: int, mark: object) -> None:
    rows += [[] for _ in range(row + 1 - len(rows))]
    rows[row] += [""] * (column + 1 - len(rows[row]))
    if rows[row][column] in ("", 0):  # a zero that its writer did not calculate
        rows[row][column] = mark
