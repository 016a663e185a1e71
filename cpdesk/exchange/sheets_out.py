"""Plain tables for other programs: as the sheets of a workbook, or one of them as CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from cpdesk.base.files import write_atomically
from cpdesk.base.languages import Translator
from cpdesk.domain.periods import Month
from cpdesk.domain.quantities import from_float, plain
from cpdesk.domain.sheets import Sheet
from cpdesk.exchange.apostrophes import neutral
from cpdesk.exchange.book import new_book, write_headings

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")  # in the name of a sheet
_LONGEST_NAME = 31
_WIDE, _NARROW = 24, 16


def write_sheets(sheets: Iterable[Sheet], path: Path, t: Translator) -> Path:
    """Every table as a sheet, and before them one that says what each of them shows."""
    return write_atomically(path, lambda out: _fill(out, tuple(sheets), t))


def write_csv(sheet: Sheet, path: Path) -> Path:
    """One table as CSV in UTF-8 with its mark, so that a spreadsheet shows Chinese."""
    return write_atomically(path, lambda out: _fill_csv(out, sheet))


def _fill(out: BinaryIO, sheets: Sequence[Sheet], t: Translator) -> None:
    with new_book(out) as book:
        names = list(_names((t("Charts"), *(each.name for each in sheets))))
        _write_contents(book, names, sheets, t)
        for name, each in zip(names[1:], sheets, strict=True):
            _write_sheet(book, name, each)


def _names(wanted: Iterable[str]) -> Iterator[str]:
    """Names that a workbook takes: short, without some signs, and none of them twice."""
    taken: set[str] = set()
    for each in wanted:
        clean = _FORBIDDEN.sub(" ", each).strip(" '") or "-"
        name, number = clean[:_LONGEST_NAME], 2
        while name.casefold() in taken:
            tail = f" ({number})"
            name, number = clean[: _LONGEST_NAME - len(tail)] + tail, number + 1
        taken.add(name.casefold())
        yield name


def _write_contents(
    book: Any, names: Sequence[str], sheets: Sequence[Sheet], t: Translator
) -> None:
    page = book.add_worksheet(names[0])
    page.set_column(0, 0, _WIDE)
    page.set_column(1, 1, 80)
    write_headings(book, page, (t("Sheet"), t("What it shows")), lines=1)
    for row, (name, each) in enumerate(zip(names[1:], sheets, strict=True), 1):
        page.write_string(row, 0, name)
        page.write_string(row, 1, each.about)


def _write_sheet(book: Any, name: str, sheet: Sheet) -> None:
    page = book.add_worksheet(name)
    page.set_column(0, len(sheet.headings) - 1, _NARROW)
    headings = [str(each) for each in sheet.headings]
    long = any(len(each) > 2 * _NARROW for each in headings)
    write_headings(book, page, headings, lines=4 if long else 2)
    page.fit_to_pages(1, 0)
    month = book.add_format({"num_format": "yyyy-mm", "align": "left"})
    shapes = [book.add_format({"num_format": _shape(each)}) for each in _columns(sheet)]
    for row, cells in enumerate(sheet.rows, 1):
        for column, cell in enumerate(cells):
            _put(page, row, column, cell, month, shapes[column])


def _put(page: Any, row: int, column: int, cell: object, month: Any, shape: Any) -> None:
    if isinstance(cell, Month):
        page.write_datetime(row, column, cell.start, month)
    elif isinstance(cell, int | float):
        page.write_number(row, column, cell, shape)
    elif cell is not None:
        page.write_string(row, column, str(cell))


def _columns(sheet: Sheet) -> Iterator[list[float]]:
    """The figures of each column."""
    for at in range(len(sheet.headings)):
        cells = (row[at] for row in sheet.rows)
        yield [float(each) for each in cells if isinstance(each, int | float)]


def _shape(figures: Sequence[float]) -> str:
    """As many decimals as the largest figure of a column leaves room for."""
    most = max(map(abs, figures), default=0.0)
    if most >= 1000 or all(each.is_integer() for each in figures):
        return "#,##0"
    return "#,##0.00" if most >= 1 else "0.0000"


def _fill_csv(out: BinaryIO, sheet: Sheet) -> None:
    lines = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
    writer = csv.writer(lines)
    writer.writerow([neutral(str(each)) for each in sheet.headings])
    writer.writerows([_plain(cell) for cell in row] for row in sheet.rows)
    lines.flush()
    lines.detach()


def _plain(cell: object) -> str:
    if isinstance(cell, float):
        return plain(from_float(cell))
    return "" if cell is None else neutral(str(cell))

