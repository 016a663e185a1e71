"""The list of an evidence folder as a workbook: one row for each paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from cpdesk.base.languages import Translator
from cpdesk.exchange.book import new_book, write_headings

_WIDTHS = (8, 44, 10, 36, 50, 8, 12, 68, 12)


@dataclass(frozen=True)
class IndexRow:
    """What a reader should know of a paper; `file` is empty where its bytes are not there."""

    code: str
    file: str
    document: str
    title: str
    supports: str
    pages: int | None
    size: int
    sha256: str
    added: date | None


def write_index(path: Path, rows: Sequence[IndexRow], t: Translator) -> None:
    """Write the list with headings in `t`'s language; texts stay texts, however they begin."""
    headings = (
        t("Code"), t("File"), t("Document"), t("Title"), t("Supports"), t("Pages"),
        t("Size (bytes)"), t("SHA-256"), t("Added on"),
    )  # fmt: skip
    with path.open("xb") as out, new_book(out) as book:
        sheet = book.add_worksheet(t("Evidence")[:31])
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        write_headings(book, sheet, headings, lines=1)
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
        for number, row in enumerate(rows, 1):
            _write_row(sheet, number, row, wrapped, day)


def _write_row(sheet: Any, number: int, row: IndexRow, wrapped: Any, day: Any) -> None:
    for column, value in enumerate(vars(row).values()):
        if isinstance(value, date):
            sheet.write_datetime(number, column, value, day)
        elif isinstance(value, int):
            sheet.write_number(number, column, value, wrapped)
        elif value:
            sheet.write_string(number, column, value, wrapped)
