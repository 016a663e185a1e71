"""One small ledger in every format: what a factory's book of electricity looks like."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

FORMATS = Path(__file__).parent / "formats"
MONTHS = ((12500, 9375.5), (11800, 8850), (13050.25, 9787.69))
HEADINGS = ("月份", "用电量(kWh)", "电费(元)", "平均电价")
AMOUNT, COST = "37350.25", "28013.19"  # what the sums below its columns show
SHEET = "电费台账"


def write(path: Path, *, mac: bool = False, errors: bool = False) -> Path:
    """As openpyxl writes it: its formulas have no results."""
    book = openpyxl.Workbook()
    if mac:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    sheet.title = SHEET
    sheet["A1"] = "东莞厂2024年用电台账"
    sheet.merge_cells("A1:D1")
    sheet["A3"], sheet["B3"], sheet["C3"], sheet["D3"] = HEADINGS
    for row, (used, cost) in enumerate(MONTHS, 4):
        sheet[f"A{row}"], sheet[f"B{row}"], sheet[f"C{row}"] = date(2024, row - 3, 1), used, cost
        sheet[f"A{row}"].number_format = "yyyy-mm"
        sheet[f"D{row}"] = f"=C{row}/B{row}"
    sheet["A7"], sheet["B7"], sheet["C7"] = "合计", "=SUM(B4:B6)", "=SUM(C4:C6)"
    if errors:
        sheet["B5"], sheet["B6"] = "=1/0", "=NA()"
    book.save(path)
    return path


def edited(source: Path, target: Path, part: str, change: Callable[[str], str]) -> Path:
    """The workbook with the parts whose names match changed as text."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if re.fullmatch(part, name):
                data = change(data.decode()).encode()
            new.writestr(name, data, zipfile.ZIP_DEFLATED)
    return target
