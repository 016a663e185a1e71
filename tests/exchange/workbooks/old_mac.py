"""A plastics maker's English book from an old Mac: days count from 1904, bare serial numbers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from cpdesk.domain.plant import DriverKind, MeterKind
from tests.exchange.workbooks.expected import Case, Line, total

POWER = [145_000 + 1200 * m for m in range(12)]
RESIN = [88.25 + m for m in range(12)]
DAYS = [26, 20, 26, 25, 25, 25, 27, 26, 25, 24, 26, 25]


def write(folder: Path) -> Path:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    sheet.title = "Energy"
    sheet.append(["Injection shop - monthly figures"])
    sheet.append([])
    sheet.append(["Date", "Electricity used\nMWh", "Production output (tonnes)", "Working days"])
    for month in range(12):
        serial = (date(2023, month + 1, 1) - date(1904, 1, 1)).days
        sheet.append([serial, POWER[month] / 1000, RESIN[month], DAYS[month]])
    sheet.append(["Average", sum(POWER) / 12000, sum(RESIN) / 12, sum(DAYS) / 12])
    path = folder / "energy old.xlsx"
    book.save(path)
    return path


CASE = Case(
    write,
    {
        "Electricity used": Line(
            MeterKind.ELECTRICITY, "MWh", 12, total(each / 1000 for each in POWER)
        ),
        "Production output": Line(DriverKind.PRODUCTION, "t", 12, total(RESIN)),
        "Working days": Line(DriverKind.WORKING_DAYS, "days", 12, total(DAYS)),
    },
    "2023-01-01", "2024-01-01", says=("rows-aside",),
)  # fmt: skip
