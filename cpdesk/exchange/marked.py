"""A copy of the user's own workbook with cells marked and explained; the original is not touched.

A .xlsx or .xlsm is copied with all it holds, macros included; of any other table a new workbook
with the same sheets and values is made.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from cpdesk.base.files import write_atomically
from cpdesk.domain.findings import blocking
from cpdesk.domain.words import N_
from cpdesk.exchange import sniffing

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

OVER_ORIGINAL = blocking(
    "marked-over-original",
    N_("{file} is the file that is being imported. Choose another name for the marked copy."),
)

_AUTHOR = "cpdesk"
_WIDTH, _LINE = 320, 20  # pixels of a comment, and of one of its lines
_LETTERS = 38  # of one line
_PLACE = re.compile(r"(?:(?P<sheet>.*)!)?(?P<letters>[A-Z]*)(?P<row>\d+)")


@dataclass(frozen=True)
class Mark:
    """What is to be said of a place such as `Sheet!C7`, `Sheet!7` or a sheet as a whole."""

    spot: str
    words: str
    refused: bool


def write_marked(source: Path, target: Path, marks: Sequence[Mark], title: str) -> Path:
    """Write the marked copy; its path, which ends as the kind of workbook demands.

    A last sheet named `title` lists everything that is said. Raises Refusal where the copy would
    take the place of its original, or the file is no workbook that can be copied.
    """
    target = target.with_suffix(".xlsm" if _has_macros(source) else ".xlsx")
    if target.exists() and target.samefile(source):
        raise OVER_ORIGINAL.refuse(sniffing.in_file(source), file=source.name)
    with _copied(source) as book:
        sheets = {each.title: each for each in book.worksheets}
        for mark in sorted(marks, key=lambda each: each.refused):  # whose colour is to be seen
            _put(sheets, mark)
        _list(book, marks, title)

        def write(out: BinaryIO) -> None:
            book.save(out)

        return write_atomically(target, write)


@contextmanager
def _copied(source: Path) -> Iterator[Workbook]:
    """The workbook as it is; its macros are held in an archive that nobody else would close."""
    book = _read(source)
    try:
        yield book
    finally:
        if book.vba_archive is not None:
            book.vba_archive.close()


def _read(source: Path) -> Workbook:
    from openpyxl import load_workbook

    if source.suffix.lower() not in (".xlsx", ".xlsm") or not _is_package(source):
        return _made_anew(source)
    with warnings.catch_warnings():  # of what openpyxl cannot copy, which no reader of ours sees
        warnings.simplefilter("ignore")
        return load_workbook(source, keep_vba=_has_macros(source))


def _made_anew(source: Path) -> Workbook:
    """The values of another format, each in the cell where it stood."""
    from openpyxl import Workbook

    from cpdesk.exchange.proposal.grid import open_book

    book = Workbook()
    book.remove(book.active)
    for grid in open_book(source).grids:
        sheet = book[grid.name] if grid.name in book.sheetnames else book.create_sheet(grid.name)
        for row, cells in enumerate(grid.rows):
            for column, value in enumerate(cells):
                if value is not None:
                    _write(sheet, grid.number(row), column + grid.offset + 1, value)
    return book


def _write(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    """A value as it is: a text that begins with `=` stays a text."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    text = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
    cell = sheet.cell(row, column, text)
    if isinstance(value, str):
        cell.data_type = "s"


def _put(sheets: Mapping[str, Worksheet], mark: Mark) -> None:
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    found = _cell_of(sheets, mark.spot)
    if found is None:
        return
    sheet, name = found
    cell = sheet[name]
    if isinstance(cell, MergedCell):  # only the first cell of a box can be spoken of
        cell = sheet[_first_of(sheet, name)]
    said = f"{cell.comment.text}\n\n{mark.words}" if cell.comment else mark.words
    lines = sum(1 + len(line) // _LETTERS for line in said.split("\n"))
    cell.comment = Comment(said, _AUTHOR, height=_LINE * (lines + 1), width=_WIDTH)
    colour = "F7C6C0" if mark.refused else "FFE3A3"
    cell.fill = PatternFill("solid", start_color=colour, end_color=colour)


def _cell_of(
    sheets: Mapping[str, Worksheet], spot: str
) -> tuple[Worksheet, str] | None:
    """The sheet and the cell of a place; of a row its first cell, of a sheet none."""
    found = _PLACE.fullmatch(spot)
    if found is None:
        return None
    sheet = sheets.get(found["sheet"] or "")
    if sheet is None and len(sheets) == 1:  # a table of text is called by its file
        sheet = next(iter(sheets.values()))
    return (sheet, f"{found['letters'] or 'A'}{found['row']}") if sheet is not None else None


def _first_of(sheet: Worksheet, name: str) -> str:
    box = next(each for each in sheet.merged_cells.ranges if name in each)
    return str(box.coord).partition(":")[0]


def _list(book: Workbook, marks: Sequence[Mark], title: str) -> None:
    """All that is said, one line each, with a way to its cell."""
    from openpyxl.worksheet.hyperlink import Hyperlink

    sheets = {each.title: each for each in book.worksheets}
    page = book.create_sheet(_free(title, book.sheetnames))
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 24, 110
    for row, mark in enumerate(marks, 1):
        _write(page, row, 1, mark.spot)
        _write(page, row, 2, mark.words)
        if found := _cell_of(sheets, mark.spot):
            quoted = found[0].title.replace("'", "''")
            place = f"A{row}"
            page[place].hyperlink = Hyperlink(ref=place, location=f"'{quoted}'!{found[1]}")


def _free(title: str, taken: Sequence[str]) -> str:
    names = (title[:31], *(f"{title[:27]} {number}" for number in range(2, 1000)))
    return next(each for each in names if each.casefold() not in map(str.casefold, taken))


def _is_package(source: Path) -> bool:
    with source.open("rb") as file:
        return file.read(2) == b"PK"


def _has_macros(source: Path) -> bool:
    return "xl/vbaProject.bin" in _names(source)


def _names(source: Path) -> Iterator[str]:
    import zipfile

    if zipfile.is_zipfile(source):
        with zipfile.ZipFile(source) as archive:
            yield from archive.namelist()
