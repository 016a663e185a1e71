"""Tables as people keep them: headings, encodings, dates and figures in three scripts."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from cpdesk.domain.findings import Refusal
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Meter, MeterKind, Reading
from cpdesk.domain.words import LocalText
from cpdesk.exchange import read
from cpdesk.exchange.days import read_day, read_month

TRADITIONAL = (
    "電錶,月份,用量,單位,費用,貨幣,估算,備註\n"
    "M1,2024年3月,\"12,500\",度,9000.5,CNY,是,龍門廠區\n"
)
SIMPLIFIED = (
    "电表,月份,用量,单位,费用,币种,估算,备注\n"
    "M1,2024年3月,\"12,500\",度,9000.5,CNY,是,龙门厂区\n"
)
ENGLISH = (
    "Meter,Month,Amount,Unit,Cost,Currency,Estimated,Note\n"
    "M1,2024-03,12500,kWh,9000.5,CNY,yes,\n"
)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (TRADITIONAL, "utf-8"), (TRADITIONAL, "utf-8-sig"), (TRADITIONAL, "big5hkscs"),
        (TRADITIONAL, "gb18030"), (TRADITIONAL, "utf-16"), (SIMPLIFIED, "gb18030"),
        (SIMPLIFIED, "utf-8"), (ENGLISH, "ascii"),
    ],
)  # fmt: skip
def test_a_table_is_read_in_its_encoding(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "用量 表.csv"
    path.write_bytes(text.encode(encoding))
    draft = read(path)
    assert draft.refused == 0
    (row,) = draft.rows
    values = row.values
    assert (values.get("meter") or values.get("of")) == "M1"
    assert (values["start"], values["end"]) == (date(2024, 3, 1), date(2024, 4, 1))
    assert (values["amount"], values["cost"]) == (Decimal(12500), Decimal("9000.5"))
    assert values["estimated"] is True
    assert values.get("note", "") in ("", "龍門廠區", "龙门厂区")
    assert bool(values.get("note")) == (text is not ENGLISH)


def test_tabs_and_formula_like_texts_are_themselves_again(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_text("meter\tmonth\tamount\tnote\nM1\t2024-03\t'-5\t'=1+1\n", "utf-8")
    (row,) = read(path).rows
    assert row.values["note"] == "=1+1"
    assert row.values["amount"] == Decimal(-5)


def test_the_wide_sheet_gives_a_reading_for_each_filled_month(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "月度"
    sheet.append(["月份", "M1 kWh", "M1 費用 CNY", "M1 estimated", "M2 (m³)", "D1"])
    sheet.append([datetime(2024, 1, 1), 12500.1, 9000.5, "否", "1,200", 7])
    sheet.append(["2024年2月", "１２，５００ 度", None, "是", None, 8])
    sheet.append(["2024-03", "n/a?", None, None, 4, None])
    sheet.append([45383, None, None, None, None, 9])
    book.save(tmp_path / "wide.xlsx")
    draft = read(tmp_path / "wide.xlsx")
    rows = [(each.values["of"], str(each.values["start"]), each.values["amount"])
            for each in draft.rows]  # fmt: skip
    assert rows == [
        ("M1", "2024-01-01", Decimal("12500.1")), ("M2", "2024-01-01", Decimal(1200)),
        ("D1", "2024-01-01", Decimal(7)), ("M1", "2024-02-01", Decimal(12500)),
        ("D1", "2024-02-01", Decimal(8)), ("M2", "2024-03-01", Decimal(4)),
        ("D1", "2024-04-01", Decimal(9)),
    ]  # fmt: skip
    first = draft.rows[0].values
    assert (first["unit"], first["cost"], first["currency"], first["estimated"]) == (
        "kWh", Decimal("9000.5"), "CNY", False,
    )  # fmt: skip
    assert [(each.code, each.place.spot) for each in draft.findings] == [
        ("figure-unreadable", "月度!B4")
    ]
    assert draft.refused == 1


def test_headings_may_break_lines_and_choices_be_in_any_language(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Meter"
    sheet.append(["Our meters of 2024"])
    sheet.append([])
    sheet.append(["ＣＯＤＥ ", "Factory*", "Name\n(en)", "Name (繁)", "Kind", "unknown"])
    sheet.append(["M1", "F1", "Main", "總錶", "electricity", "x"])
    sheet.append(["M2", "F1", None, "水錶", "Water", None])
    sheet.append(["M3", "F1", None, None, "nonsense", None])
    book.save(tmp_path / "m.xlsx")
    draft = read(tmp_path / "m.xlsx")
    assert [each.kind for each in draft.rows] == [Meter, Meter]
    assert draft.rows[0].values["name"] == LocalText("Main", "總錶", "")
    kinds = [each.values["kind"] for each in draft.rows]
    assert kinds == [MeterKind.ELECTRICITY, MeterKind.WATER]
    assert {each.code: each.place.spot for each in draft.findings} == {
        "column-left-out": "", "choice-unknown": "Meter!E6",
    }  # fmt: skip


def test_a_sheet_of_any_name_with_the_headings_of_bills_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Meter", "From", "Last day", "Usage"])
    book.active.append(["M1", datetime(2024, 3, 1), datetime(2024, 3, 31), 5])
    book.save(tmp_path / "m.xlsx")
    (row,) = read(tmp_path / "m.xlsx").rows
    assert (row.kind, row.values["end"]) == (Reading, date(2024, 4, 1))


@pytest.mark.parametrize(
    "cell",
    [
        "2024/3/5", "2024-03-05", "2024.3.5", "2024年3月5日", "２０２４年３月５日", "20240305",
        "45356", 45356.0, 45356, "5 Mar 2024", "5-March-2024", datetime(2024, 3, 5),
        "2024-03-05 00:00", date(2024, 3, 5),
    ],
)  # fmt: skip
def test_days_are_understood(cell: object) -> None:
    assert read_day(cell) == date(2024, 3, 5)


@pytest.mark.parametrize("cell", ["13/3/2024", "3/13/2024"])
def test_a_day_beyond_twelve_is_certain(cell: str) -> None:
    assert read_day(cell) == date(2024, 3, 13)


@pytest.mark.parametrize(
    "cell", ["2024年3月", "2024-03", "2024/3", "202403", "Mar 2024", "2024年3月份", "2024-03-09",
             datetime(2024, 3, 1), 45352.0],
)  # fmt: skip
def test_months_are_understood(cell: object) -> None:
    assert read_month(cell) == Month(2024, 3)


@pytest.mark.parametrize("cell", ["2024-13-01", "2024-02-30", "soon", "5", "4/3/2024", 12.5, ""])
def test_what_is_no_day_is_refused(cell: object) -> None:
    with pytest.raises(Refusal):
        read_day(cell)


@pytest.mark.parametrize("cell", ["2024-13", "Mar-24", "soon", "2024"])
def test_what_is_no_month_is_refused(cell: object) -> None:
    with pytest.raises(Refusal):
        read_month(cell)


@pytest.mark.parametrize("word", ["總錶", "龍門廠區", "東莞廠", "已付款", "鍋爐房", "空調", "一號"])
@pytest.mark.parametrize("encoding", ["utf-8", "big5hkscs", "gb18030"])
def test_one_chinese_word_is_enough_to_tell_the_encoding(
    tmp_path: Path, word: str, encoding: str
) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(f"meter,month,amount,note\nM1,2024-03,5,{word}\n".encode(encoding))
    (row,) = read(path).rows
    assert row.values["note"] == word
