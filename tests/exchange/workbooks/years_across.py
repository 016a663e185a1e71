"""A food plant's water in English: months down, years across, the unit in the title."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from cpdesk.domain.plant import MeterKind
from tests.exchange.workbooks.expected import Case, Line, total

YEARS = (2022, 2023, 2024)
WATER = {year: [2_300 + 37 * m + 11 * (year - 2022) for m in range(12)] for year in YEARS}
NAMES = ("January", "February", "March", "April", "May", "June", "July", "August", "Sept",
         "October", "November", "December")  # fmt: skip


def write(folder: Path) -> Path:
    path = folder / "water.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Water")
        sheet.write(0, 0, "Town water consumption")
        sheet.write(1, 0, "Unit: m3")
        sheet.write_row(3, 0, ["Month", *YEARS, "Average"])
        for month, name in enumerate(NAMES):
            row = [WATER[year][month] for year in YEARS]
            sheet.write_row(month + 4, 0, [name, *row, sum(row) / 3])
        sheet.write_row(16, 0, ["Total", *(sum(WATER[year]) for year in YEARS)])
    return path


CASE = Case(
    write,
    {"Water": Line(MeterKind.WATER, "m³", 36, total(e for y in WATER.values() for e in y))},
    "2022-01-01", "2025-01-01", says=("rows-aside",),
)  # fmt: skip
