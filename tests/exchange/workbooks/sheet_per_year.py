"""A toy factory's book with a sheet for each year, quarter subtotals, and costs beside amounts."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from cpdesk.domain.plant import MeterKind
from tests.exchange.workbooks.expected import Case, Line, total

POWER = {year: [42_000 + 977 * m + 311 * (year - 2023) for m in range(12)] for year in (2023, 2024)}
COST = {year: [round(each * 0.83, 2) for each in figures] for year, figures in POWER.items()}
DIESEL = {year: [310 + 7 * m for m in range(12)] for year in (2023, 2024)}


def write(folder: Path) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for year in (2023, 2024):
        sheet = book.create_sheet(f"{year}年")
        sheet.append(["东莞市乐童玩具厂能源消耗表"])
        sheet.append([])
        sheet.append(["月份", "电", None, "柴油（升）"])
        sheet.append([None, "用量(kWh)", "金额（元）"])
        for month in range(12):
            figures = (each[year][month] for each in (POWER, COST, DIESEL))
            sheet.append([f"{month + 1}月", *figures])
            if month % 3 == 2:
                three = slice(month - 2, month + 1)
                sheet.append(["小计", sum(POWER[year][three]), sum(COST[year][three]),
                              sum(DIESEL[year][three])])  # fmt: skip
        sheet.append(["总计", sum(POWER[year]), sum(COST[year]), sum(DIESEL[year])])
        for box in ("A1:D1", "A3:A4", "B3:C3", "D3:D4"):
            sheet.merge_cells(box)
    book.create_sheet("说明").append(["电费以供电局发票为准"])
    path = folder / "乐童能耗.xlsx"
    book.save(path)
    return path


def both(figures: dict[int, list[float]] | dict[int, list[int]]) -> list[float]:
    return [each for year in figures.values() for each in year]


CASE = Case(
    write,
    {
        "电 用量": Line(
            MeterKind.ELECTRICITY, "kWh", 24, total(both(POWER)), total(both(COST)), "CNY"
        ),
        "柴油": Line(MeterKind.DIESEL, "L", 24, total(both(DIESEL))),
    },
    "2023-01-01", "2025-01-01", says=("rows-aside", "sheet-aside"),
)  # fmt: skip
