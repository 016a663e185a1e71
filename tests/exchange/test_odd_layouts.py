"""Layouts that are odd in one way each, written after the reader was made, to see it fail."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

from cpdesk.domain.plant import DriverKind, Meter, MeterKind
from cpdesk.exchange.draft import Draft
from tests.exchange.test_proposals import faults, readings, taken, written


def periods(draft: Draft) -> list[tuple[str, str, Any]]:
    return [(str(e.values["start"]), str(e.values["end"]), e.values["amount"])
            for e in readings(draft)]  # fmt: skip


def test_a_financial_year_runs_on_into_the_next(tmp_path: Path) -> None:
    months = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
    draft = taken(written(
        tmp_path, ("ABC Metal Works",), (), ("", *months, "Total"),
        ("Towngas (MJ)", *range(1, 13), 78), ("kWh per pcs", *([0.5] * 12), 6),
        title="FY2023-24",
    ))  # fmt: skip
    assert faults(draft) == []
    assert periods(draft)[0] == ("2023-04-01", "2023-05-01", 1)
    assert periods(draft)[-1] == ("2024-03-01", "2024-04-01", 12)
    assert [e.values["kind"] for e in draft.rows if e.kind is Meter] == [MeterKind.TOWN_GAS]


def test_a_figure_merged_over_two_months_belongs_to_both(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "水"
    sheet.append(["2024年水费记录"])
    sheet.append(["月份", "水量(吨)", "水费(元)"])
    for month in range(1, 5):
        sheet.append([f"{month}月", 200 + month if month % 2 else None, 7 if month % 2 else None])
    for box in ("B3:B4", "C3:C4", "B5:B6", "C5:C6"):
        sheet.merge_cells(box)
    book.save(tmp_path / "w.xlsx")
    assert periods(taken(tmp_path / "w.xlsx")) == [
        ("2024-01-01", "2024-03-01", 201), ("2024-03-01", "2024-05-01", 203),
    ]  # fmt: skip


def test_a_bill_may_name_both_its_days_in_one_cell(tmp_path: Path) -> None:
    draft = taken(written(
        tmp_path, ("序号", "计费周期", "电量(千瓦时)", "电费金额", "缴费日期"),
        (1, "2024.01.01-2024.01.31", "12,345", "9,876.50", "2024-02-10"),
        (2, "2024.02.01~2024.02.29", "11,345", "8,876.50", "2024-03-10"), title="电费",
    ))  # fmt: skip
    assert periods(draft) == [
        ("2024-01-01", "2024-02-01", 12345), ("2024-02-01", "2024-03-01", 11345),
    ]  # fmt: skip
    assert [e.values["cost"] for e in readings(draft)] == [Decimal("9876.50"), Decimal("8876.50")]


def test_tables_that_stand_one_below_the_other_are_told_apart(tmp_path: Path) -> None:
    draft = taken(written(
        tmp_path, ("月份", "用电量(kWh)"), ("1月", 5), ("2月", 6), (),
        ("月份", "用水量(m3)"), ("1月", 50), ("2月", 60), (None, 110),
    ))  # fmt: skip
    assert faults(draft) == []
    assert [(e.values["of"], e.values["amount"], e.spot("amount")) for e in readings(draft)] == [
        ("M1", 5, "2024!B2"), ("M1", 6, "2024!B3"), ("M2", 50, "2024!B6"), ("M2", 60, "2024!B7"),
    ]  # fmt: skip


def test_workshops_above_their_utilities_day_by_day(tmp_path: Path) -> None:
    draft = taken(written(
        tmp_path, ("日期", "1#车间", None, "2#车间", None),
        (None, "电(kWh)", "产量(件)", "电(kWh)", "产量(件)"),
        *((f"{day}日", 100 + day, 5, 200 + day, 6) for day in range(1, 31)),
        ("合计", 3465, 150, 6465, 180), title="2024.06",
    ))  # fmt: skip
    assert faults(draft) == []
    names = {str(e.values["name"]): e.values["kind"] for e in draft.rows if "name" in e.values}
    assert names == {
        "1#车间 电": MeterKind.ELECTRICITY, "2#车间 电": MeterKind.ELECTRICITY,
        "1#车间 产量": DriverKind.PRODUCTION, "2#车间 产量": DriverKind.PRODUCTION,
    }  # fmt: skip
    assert len(readings(draft)) == 120
    assert periods(draft)[-1][:2] == ("2024-06-30", "2024-07-01")


def test_a_bill_may_name_the_reading_before_it_and_its_own(tmp_path: Path) -> None:
    """Both headings speak of reading a meter; taken for one, every bill moved by a month."""
    pairs = (("上次抄表日", "本次抄表日"), ("上期抄表日期", "本期抄表日期"),
             ("Previous reading date", "Present reading date"))  # fmt: skip
    for before, this in pairs:
        draft = taken(written(
            tmp_path, ("序号", before, this, "用电量（度）", "电费（元）"),
            (1, "2023-01-20", "2023-02-20", 94995, 64900), (None, "小计", None, 94995, 64900),
            (2, "2023-02-20", "2023年3月20日", 90911, 62110), title="电费",
        ))  # fmt: skip
        assert periods(draft) == [
            ("2023-01-20", "2023-02-20", 94995), ("2023-02-20", "2023-03-20", 90911),
        ]  # fmt: skip


def test_the_first_of_the_days_of_reading_has_no_beginning(tmp_path: Path) -> None:
    draft = taken(written(
        tmp_path, ("抄表日期", "用电量（度）"), ("2023-01-20", 80000), ("2023-02-20", 94995),
        ("2023-03-20", 90911), title="电费",
    ))  # fmt: skip
    assert [each.code for each in draft.findings if each.code.startswith("period-")] == [
        "period-unbegun"
    ]
    assert periods(draft)[0] == ("2023-01-20", "2023-02-20", 94995)
