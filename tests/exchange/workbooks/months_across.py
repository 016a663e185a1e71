"""An electroplater's year in Traditional Chinese: months across, amount and cost in rows."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from cpdesk.domain.plant import DriverKind, MeterKind
from tests.exchange.workbooks.expected import Case, Line, total

POWER = (81200, 64100, 90350, 88720, 93010, 97440, 101220, 99870, 95310, 90120, 87400, 85660)
POWER_COST = (73080, 57690, 81315, 79848, 83709, 87696, 91098, 89883, 85779, 81108, 78660, 77094)
WATER = (1210, 980, 1402, 1377, 1433, 1520, 1611, 1588, 1490, 1404, 1333, 1290)
WATER_COST = (4961, 4018, 5748.2, 5645.7, 5875.3, 6232, 6605.1, 6510.8, 6109, 5756.4, 5465.3, 5289)
PLATED = (310.5, 244, 352, 349.25, 360, 371, 388, 380.75, 366, 350, 341, 333)
ROWS = (
    ("電力", "用電量", "度", POWER), ("", "電費", "人民幣元", POWER_COST),
    ("自來水", "用水量", "立方米", WATER), ("", "水費", "人民幣元", WATER_COST),
    ("生產", "電鍍產量", "噸", PLATED),
)  # fmt: skip


def write(folder: Path) -> Path:
    path = folder / "能源統計表.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("2024年度")
        sheet.merge_range(0, 0, 0, 15, "永昌電鍍廠（東莞）能源及產量統計")
        months = (f"{each}月" for each in range(1, 13))
        sheet.write_row(2, 0, ["類別", "項目", "單位", *months, "全年合計"])
        for row, (group, name, unit, figures) in enumerate(ROWS, 3):
            if group and group != "生產":
                sheet.merge_range(row, 0, row + 1, 0, group)
            elif group:
                sheet.write(row, 0, group)
            sheet.write_row(row, 1, [name, unit, *figures, sum(figures)])
        costs = (a + b for a, b in zip(POWER_COST, WATER_COST, strict=True))
        sheet.write_row(8, 1, ["費用合計", "人民幣元", *costs])
        sheet.write(10, 0, "備註：七月份換錶一次，讀數由供電局提供。")
    return path


CASE = Case(
    write,
    {
        "電力 用電量": Line(
            MeterKind.ELECTRICITY, "kWh", 12, total(POWER), total(POWER_COST), "CNY"
        ),
        "自來水 用水量": Line(MeterKind.WATER, "m³", 12, total(WATER), total(WATER_COST), "CNY"),
        "生產 電鍍產量": Line(DriverKind.PRODUCTION, "t", 12, total(PLATED)),
    },
    "2024-01-01", "2025-01-01", says=("columns-aside", "rows-aside"),
)  # fmt: skip
