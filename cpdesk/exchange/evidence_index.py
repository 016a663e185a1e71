"""The list of an evidence folder as a workbook: one row for each paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from cpdesk.base.languages import Translator

_HEADER = {"bold": True, "bg_color": "#E8F0EA", "bottom": 1, "text_wrap": True, "valign": "top"}
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
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False})
    sheet = book.add_worksheet(t("Evidence")[:31])
    header = book.add_format(_HEADER)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
    headings = (
        t("Code"), t("File"), t("Document"), t("Title"), t("Supports"), t("Pages"),
        t("Size (bytes)"), t("SHA-256"), t("Added on"),
    )  # fmt: skip
    for column, (words, width) in enumerate(zip(headings, _WIDTHS, strict=True)):
        sheet.write_string(0, column, words, header)
        sheet.set_column(column, column, width)
    for number, row in enumerate(rows, 1):
        _write_row(sheet, number, row, wrapped, day)
    sheet.freeze_panes(1, 1)
    book.close()


def _write_row(sheet: Any, number: int, row: IndexRow, wrapped: Any, day: Any) -> None:
    for column, value in enumerate(vars(row).values()):
        if isinstance(value, date):
            sheet.write_datetime(number, column, value, day)
        elif isinstance(value, int):
            sheet.write_number(number, column, value, wrapped)
        elif value:
            sheet.write_string(number, column, value, wrapped)
