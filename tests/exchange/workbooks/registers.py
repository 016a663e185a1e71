"""A metal finisher's meter book: registers read each month, and what was paid in 萬元."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import openpyxl

from cpdesk.domain.plant import MeterKind
from tests.exchange.workbooks.expected import Case, Line, total

READ = [date(2024, m, 26) for m in range(1, 13)]
SHOWN = [5_120, 5_402, 5_731, 6_018, 6_350, 6_701, 7_066, 7_420, 7_755, 8_079, 8_390, 8_688]
USED = [(b - a) * 80 for a, b in pairwise(SHOWN)]
PAID = [round(each * 0.00009, 2) for each in USED]


def write(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "電錶記錄"
    sheet.append(["抄表日期", "上月讀數", "本月讀數", "倍率", "用電量（度）", "電費（萬元）"])
    sheet.append([READ[0], None, SHOWN[0], 80, None, None])
    for row in range(11):
        sheet.append([READ[row + 1], SHOWN[row], SHOWN[row + 1], 80, USED[row], PAID[row]])
    path = folder / "總錶.xlsx"
    book.save(path)
    return path


CASE = Case(
    write,
    {
        "用電量": Line(
            MeterKind.ELECTRICITY, "kWh", 11, total(USED), total(PAID) * Decimal(10_000), "CNY"
        )
    },
    "2024-01-26", "2024-12-26",
)
