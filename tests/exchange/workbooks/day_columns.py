"""Offline meters as MyEMS takes them: year and month in the head, a column for each day."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from cpdesk.domain.plant import MeterKind
from tests.exchange.workbooks.expected import Case, Line, total

POWER = [1204.5 + each for each in range(30)]
WATER = [88 + each % 5 for each in range(30)]


def write(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "离线表"
    sheet.append(["年", "月", "说明", *(["日"] * 31)])
    sheet.append([2024, 6, None, *range(1, 32)])
    sheet.append(["1001", "车间总电表(kWh)", "每日8时抄表", *POWER, None])
    sheet.append(["1002", "自来水表(m3)", None, *WATER, 0])
    path = folder / "offline.xlsx"
    book.save(path)
    return path


CASE = Case(
    write,
    {
        "车间总电表": Line(MeterKind.ELECTRICITY, "kWh", 30, total(POWER)),
        "自来水表": Line(MeterKind.WATER, "m³", 30, total(WATER)),
    },
    "2024-06-01", "2024-07-01",
)  # fmt: skip
