"""A furniture maker's accounts: one row for each workshop, fuel and month, units in a column."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from cpdesk.domain.plant import MeterKind
from tests.exchange.workbooks.expected import Case, Line, total

POWER = {"喷漆车间": [8_100, 7_900, 8_350], "木工车间": [15_400, 14_100, 15_900]}
THINNER = [420.5, 388, 431]


def write(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    sheet.append(["序号", "月份", "部门", "能源品种", "数量", "单位", "单价", "金额"])
    number = 0
    for month in range(3):
        when = f"2024-{month + 1:02}"
        for place, figures in POWER.items():
            number += 1
            used = figures[month]
            sheet.append([number, when, place, "电力", used, "度", 0.9, used * 0.9])
        number += 1
        used = THINNER[month]
        sheet.append([number, when, "喷漆车间", "天那水", used, "公斤", 11, used * 11])
        sheet.append([None, "小计", None, None, None, None, None, 1])
    path = folder / "车间能源.xlsx"
    book.save(path)
    return path


def line(place: str) -> Line:
    costs = total(each * 0.9 for each in POWER[place])
    return Line(MeterKind.ELECTRICITY, "kWh", 3, total(POWER[place]), costs, "CNY")


CASE = Case(
    write,
    {
        "喷漆车间 电力": line("喷漆车间"),
        "木工车间 电力": line("木工车间"),
        "喷漆车间 天那水": Line(
            MeterKind.SOLVENT, "kg", 3, total(THINNER), total(e * 11 for e in THINNER), "CNY"
        ),
    },
    "2024-01-01", "2024-04-01", says=("columns-aside", "rows-aside", "sheet-total"),
)  # fmt: skip
