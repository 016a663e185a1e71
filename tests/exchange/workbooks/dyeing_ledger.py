"""A dyeing mill's ledger of a year: stacked heads, 万度, six ways to write a month, a subtotal."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from cpdesk.domain.plant import DriverKind, MeterKind
from tests.exchange.workbooks.expected import Case, Line, total

POWER = (37.26, 40.76, 57.13, 57.41, 58.79, 58.82, 55.80, 56.81)
GAS = (56278, 61259, 81566, 74773, 76621, 74888, 74161, 80886)
STEAM = (2818, 3275, 4833, 4190, 4124, 4203, 3983, 4256)
WATER = (23258, 26043, 40182, 38031, 38000, 37056, 37354, 38601)
CLOTH = (280300, 331800, 533600, 501000, 511300, 500500, 481600, 508500)
MONTHS = ("1月", "\ufeff2月", "2025.3", "四月", "2025-5-31", "6月份", 45839, "2025年8月")
WRITTEN = {
    (0, "steam"): "２８１８", (4, "water"): "3.8万", (7, "steam"): "估4256", (3, "gas"): "74,773",
}  # fmt: skip


def write(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "能源"
    sheet.append(["佛山纸鸢染整有限公司 2025年能源消耗台账"])
    sheet.append(["制表：设备部    单位见表头"])
    sheet.append(["月份", "用电量（万度）", "天然气(m3)", "蒸汽t", "自来水", "产量", "备注"])
    sheet.append([None, "总表", "定型机", None, "吨", "坯布kg"])
    for row, month in enumerate(MONTHS):
        sheet.append([
            month, POWER[row], WRITTEN.get((row, "gas"), GAS[row]),
            WRITTEN.get((row, "steam"), STEAM[row]), WRITTEN.get((row, "water"), WATER[row]),
            CLOTH[row], "春节放假" if row == 0 else None,
        ])  # fmt: skip
        if row == 5:
            everything = (POWER, GAS, STEAM, WATER, CLOTH)
            sheet.append(["上半年合计", *(sum(each[:6]) for each in everything)])
    sheet.merge_cells("A3:A4")
    sheet.merge_cells("A1:G1")
    path = folder / "能源台账2025（新）最终版2.xlsx"
    book.save(path)
    return path


CASE = Case(
    write,
    {
        "用电量 总表": Line(MeterKind.ELECTRICITY, "万kWh", 8, total(POWER)),
        "天然气 定型机": Line(MeterKind.NATURAL_GAS, "m³", 8, total(GAS)),
        "蒸汽": Line(MeterKind.STEAM, "t", 8, total(STEAM)),
        "自来水": Line(MeterKind.WATER, "m³", 8, total(WATER)),
        "产量 坯布": Line(DriverKind.PRODUCTION, "kg", 8, total(CLOTH)),
    },
    "2025-01-01", "2025-09-01", says=("rows-aside",),
)  # fmt: skip
