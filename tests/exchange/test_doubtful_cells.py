"""Cells and columns that mean nothing, or two things: each is named by its place, none is lost."""

from __future__ import annotations

from datetime import datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cpdesk.domain.company import Factory
from cpdesk.domain.findings import Refusal
from cpdesk.domain.plant import Reading
from cpdesk.domain.upgrades import Effect
from cpdesk.domain.words import LocalText
from cpdesk.exchange import Draft, read
from cpdesk.exchange.cells import read_figure, read_flag, read_text, read_whole, unit_behind


def sheet(folder: Path, name: str, *rows: tuple[Any, ...]) -> Draft:
    book = openpyxl.Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    book.save(folder / "表 格.xlsx")
    return read(folder / "表 格.xlsx")


def found(draft: Draft) -> list[tuple[str, str]]:
    return [(each.code, each.place.spot) for each in draft.findings]


@pytest.mark.parametrize(
    ("row", "code", "spot"),
    [
        ((None, 5), "month-missing", "Months!A2"),
        (("soon", 5), "month-unreadable", "Months!A2"),
        (("2024-01", "1.234,5"), "figure-ambiguous", "Months!B2"),
        (("2024-01", None, 9), "cost-alone", "Months!C2"),
        (("2024-01", 5, None, "perhaps"), "not-yes-or-no", "Months!D2"),
    ],
)
def test_a_month_that_cannot_be_read_is_refused_alone(
    tmp_path: Path, row: tuple[Any, ...], code: str, spot: str
) -> None:
    header = ("Month", "M1 kWh", "M1 cost HKD", "M1 estimated")
    draft = sheet(tmp_path, "Months", header, row, (), ("2024-02", 6, 7, "是"))
    assert found(draft) == [(code, spot)]
    assert draft.refused == 1
    (kept,) = draft.rows
    assert (kept.values["amount"], kept.values["cost"], kept.values["currency"]) == (6, 7, "HKD")


def test_two_columns_for_the_same_amount_are_asked_about(tmp_path: Path) -> None:
    draft = sheet(tmp_path, "月度", ("月份", "M1 kWh", "M1 用量", "M2"), ("2024-01", 5, 6, 7))
    assert found(draft) == [("column-twice", "月度!C1")]
    header = ("meter", "month", "amount", "用量")
    draft = sheet(tmp_path, "Readings", header, ("M1", "2024-01", 5, 6))
    assert [each.code for each in draft.findings] == ["column-twice"]


def test_a_wide_sheet_without_its_month_is_told_and_an_empty_one_is_not(tmp_path: Path) -> None:
    assert found(sheet(tmp_path, "Months", ("When", "M1"), ("x", 5))) == [
        ("no-month-column", "Months")
    ]
    assert found(sheet(tmp_path, "Months", ("", None))) == []


def test_a_table_without_known_headings_is_told(tmp_path: Path) -> None:
    ((code, _),) = found(sheet(tmp_path, "Meter", ("a", "b"), (1, 2)))
    assert code == "no-header"
    assert found(sheet(tmp_path, "Meter")) == []


def test_a_changed_exact_column_is_asked_about(tmp_path: Path) -> None:
    header = ("id", "meter", "from", "to", "amount", "exact")
    row = ("r", "M1", datetime(2024, 1, 1), datetime(2024, 2, 1), 1.5)
    spoiled = [(*row, each) for each in ("1.50", "{", '{"start": "2024-01-01"}', "[" * 9999)]
    draft = sheet(tmp_path, "Reading", header, *spoiled, (*row, '{"amount": "1.50"}'))
    assert [each.code for each in draft.findings] == ["exact-broken"] * 4
    assert [format(each.values["amount"], "f") for each in draft.rows] == ["1.50"]
    edited = sheet(tmp_path, "Reading", header, ("r", *row[1:4], 2.5, '{"amount": "1.50"}'))
    assert edited.rows[0].values["amount"] == Decimal("2.5")  # the cell was changed: it counts


def test_a_name_without_a_language_goes_where_its_characters_belong(tmp_path: Path) -> None:
    draft = sheet(tmp_path, "Factory", ("code", "company", "name"), ("F1", "C1", "Plant"),
                  ("F2", "C1", "东莞厂"), ("F3", "C1", "東莞廠"))  # fmt: skip
    assert [each.values["name"] for each in draft.rows] == [
        LocalText("Plant"), LocalText(zh_Hans="东莞厂"), LocalText(zh_Hant="東莞廠"),
    ]  # fmt: skip
    assert {each.kind for each in draft.rows} == {Factory}


def test_several_codes_in_one_cell_are_several(tmp_path: Path) -> None:
    header = ("code", "upgrade", "meter", "drivers")
    draft = sheet(tmp_path, "Effect", header, ("X1", "U1", "M1", "D1、D2； D3"))
    assert draft.rows[0].kind is Effect
    assert draft.rows[0].values["drivers"] == ("D1", "D2", "D3")


@pytest.mark.parametrize("cell", [True, datetime(2024, 3, 5), time(1), float("nan"), float("inf")])
def test_what_is_no_figure_is_never_taken_for_one(cell: object) -> None:
    with pytest.raises(Refusal):
        read_figure(cell)


def test_figures_flags_and_texts_as_spreadsheets_keep_them() -> None:
    assert read_figure(0.1 + 0.2) == Decimal("0.3")
    assert read_figure(7) == 7
    assert read_whole("1,200") == 1200
    with pytest.raises(Refusal):
        read_whole(1.5)
    assert [read_flag(each) for each in (True, "是", "√", "No", "實際", 0.0)] == [
        True, True, True, False, False, False,
    ]  # fmt: skip
    with pytest.raises(Refusal):
        read_flag("maybe")
    assert [read_text(each) for each in (7.0, 7.5, datetime(2024, 3, 5), "x")] == [
        "7", "7.5", "2024-03-05", "x",
    ]  # fmt: skip
    assert [unit_behind(each) for each in ("12,500 度", "3噸", "1.2萬度", "5 打", 7, "")] == [
        "kWh", "t", "kWh", "", "", "",
    ]  # fmt: skip


def test_a_cost_alone_in_a_table_is_a_missing_amount_not_a_zero(tmp_path: Path) -> None:
    draft = sheet(tmp_path, "Readings", ("meter", "month", "amount", "cost"),
                  ("M1", "2024-01", None, 9))  # fmt: skip
    (row,) = draft.rows
    assert row.kind is Reading
    assert "amount" not in row.values
