"""An electronics plant's power by peak, flat and valley, with its total, the year told once."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from cpdesk.domain.plant import MeterKind
from tests.exchange.workbooks.expected import Case, Line, total

PEAK = [21_000 + 50 * m for m in range(12)]
FLAT = [33_000 + 40 * m for m in range(12)]
VALLEY = [12_000 + 30 * m for m in range(12)]
WHOLE = [sum(each) for each in zip(PEAK, FLAT, VALLEY, strict=True)]
BASIC = [16_000] * 12
ENERGY = [round(each * 0.66, 2) for each in WHOLE]
BILL = [a + b for a, b in zip(BASIC, ENERGY, strict=True)]


def write(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "电费明细"
    sheet.append(["年份", "月份", "用电量（千瓦时）", None, None, None, "电费（元）", None, None,
                  "功率因数"])  # fmt: skip
    sheet.append([None, None, "峰段", "平段", "谷段", "合计", "基本电费", "电度电费", "合计", None])
    for month in range(12):
        year = {0: "2023年", 6: "2024年"}.get(month)
        sheet.append([
            year, (month + 6) % 12 + 1, PEAK[month], FLAT[month], VALLEY[month], WHOLE[month],
            BASIC[month], ENERGY[month], BILL[month], 0.93,
        ])  # fmt: skip
    for box in ("A1:A2", "B1:B2", "C1:F1", "G1:I1", "J1:J2", "A3:A8", "A9:A14"):
        sheet.merge_cells(box)
    path = folder / "电费.xlsx"
    book.save(path)
    return path


CASE = Case(
    write,
    {"用电量 合计": Line(MeterKind.ELECTRICITY, "kWh", 12, total(WHOLE), total(BILL), "CNY")},
    "2023-07-01", "2024-07-01", says=("columns-aside",),
)  # fmt: skip
