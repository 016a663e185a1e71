"""A boiler house's daily log: a sheet for each month, the year in the title only."""

from __future__ import annotations

from calendar import monthrange
from pathlib import Path

import openpyxl

from cpdesk.domain.plant import DriverKind, MeterKind
from tests.exchange.workbooks.expected import Case, Line, total

STEAM = {m: [41.5 + d % 7 for d in range(monthrange(2024, m)[1])] for m in (1, 2, 3)}
GAS = {m: [3300 + 11 * d for d in range(monthrange(2024, m)[1])] for m in (1, 2, 3)}
WARMTH = {m: [12 + (d % 9) / 2 for d in range(monthrange(2024, m)[1])] for m in (1, 2, 3)}


def write(folder: Path) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for month in (1, 2, 3):
        sheet = book.create_sheet(f"{month}月")
        sheet.append([f"2024年{month}月锅炉房运行日报"])
        sheet.append(["日期", "蒸汽量（吨）", "天然气用量（Nm3）", "平均气温（℃）", "签名"])
        for day in range(monthrange(2024, month)[1]):
            figures = (each[month][day] for each in (STEAM, GAS, WARMTH))
            sheet.append([f"{day + 1}日", *figures, "李"])
        sheet.append(["合计", sum(STEAM[month]), sum(GAS[month])])
    path = folder / "锅炉房.xlsx"
    book.save(path)
    return path


def all_of(figures: dict[int, list[float]] | dict[int, list[int]]) -> list[float]:
    return [each for month in figures.values() for each in month]


CASE = Case(
    write,
    {
        "蒸汽量": Line(MeterKind.STEAM, "t", 91, total(all_of(STEAM))),
        "天然气用量": Line(MeterKind.NATURAL_GAS, "m³", 91, total(all_of(GAS))),
        "平均气温": Line(DriverKind.TEMPERATURE, "°C", 91, total(all_of(WARMTH))),
    },
    "2024-01-01", "2024-04-01", says=("rows-aside",),
)  # fmt: skip
