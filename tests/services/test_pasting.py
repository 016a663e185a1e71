"""Blocks from Excel as people copy them: each figure in its month and column, or named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, DriverKind, Meter, MeterKind
from cpdesk.domain.words import LocalText
from cpdesk.services.pasting import Pasted, pasted

MAIN = Meter(id="m", code="M1", factory="f", kind=MeterKind.ELECTRICITY, unit="kWh",
             name=LocalText("Main meter", "總錶", "总表"), account="0000314159")  # fmt: skip
AIR = Meter(id="a", code="M2", factory="f", kind=MeterKind.ELECTRICITY, unit="kWh",
            name=LocalText("Compressors", "空壓站", "空压站"))  # fmt: skip
WATER = Meter(id="w", code="M3", factory="f", kind=MeterKind.WATER, unit="m³",
              name=LocalText("Water", "自來水", "自来水"))  # fmt: skip
CLOTH = Driver(id="d", code="D1", factory="f", kind=DriverKind.PRODUCTION, unit="t",
               name=LocalText("Cloth", "布", "布"))  # fmt: skip
SHOWN = [(each, (each.name.en, each.name.zh_Hant, each.name.zh_Hans))
         for each in (MAIN, AIR, WATER, CLOTH)]  # fmt: skip
TODAY = Month(2026, 11)
FIRST = Month(2025, 1)


def paste(text: str, first: Month = FIRST, column: int = 0) -> Pasted:
    return pasted(text, SHOWN, first, column, TODAY)


def placed(found: Pasted) -> set[tuple[str, str, str]]:
    return {(each.series.code, str(each.month), each.text) for each in found.cells}


def test_without_headings_it_begins_at_the_cursor() -> None:
    found = paste("100\t7\r\n200\t8\r\n", Month(2025, 3), 2)
    assert placed(found) == {("M3", "2025-03", "100"), ("D1", "2025-03", "7"),
                             ("M3", "2025-04", "200"), ("D1", "2025-04", "8")}  # fmt: skip
    assert not found.findings


def test_gaps_leave_the_record_as_it_is() -> None:
    found = paste("100\t\n\t8\n-\t/\n300\t9")
    assert placed(found) == {("M1", "2025-01", "100"), ("M2", "2025-02", "8"),
                             ("M1", "2025-04", "300"), ("M2", "2025-04", "9")}  # fmt: skip


def test_months_and_names_say_where_figures_go() -> None:
    found = paste("月份\t自来水\t总表\n2024年3月\t1,200\t3.8万\n2024年4月\t１３００\t4万", column=3)
    assert placed(found) == {("M3", "2024-03", "1,200"), ("M1", "2024-03", "3.8万"),
                             ("M3", "2024-04", "1300"), ("M1", "2024-04", "4万")}  # fmt: skip


@pytest.mark.parametrize(
    "heads", ["Jan\nFeb", "1月\n2月", "一月\n二月", "2025-01\n2025-02", "2025/1\n2025/2",
              "Jan 2025\nFeb 2025", "25年1月\n25年2月"],
)  # fmt: skip
def test_months_are_read_as_people_write_them(heads: str) -> None:
    one, other = heads.split("\n")
    found = paste(f"{one}\t10\n{other}\t20", Month(2025, 9), 1)
    assert placed(found) == {("M2", "2025-01", "10"), ("M2", "2025-02", "20")}


def test_a_year_beside_a_month_and_bare_numbers_below_a_heading() -> None:
    found = paste("年\t月\tM1\n2023\t11\t5\n2023\t12\t6\n2024\t1\t7")
    assert placed(found) == {("M1", "2023-11", "5"), ("M1", "2023-12", "6"), ("M1", "2024-01", "7")}
    found = paste("月份\tM1\n1\t5\n2\t6")
    assert placed(found) == {("M1", "2025-01", "5"), ("M1", "2025-02", "6")}


def test_months_across_are_turned() -> None:
    found = paste("\t1月\t2月\t3月\n空压站\t10\t\t30\n产量\t1\t2\t3")
    assert placed(found) == {("M2", "2025-01", "10"), ("M2", "2025-03", "30"),
                             ("D1", "2025-01", "1"), ("D1", "2025-02", "2"),
                             ("D1", "2025-03", "3")}  # fmt: skip


def test_a_row_of_figures_with_words_behind_them_is_no_heading() -> None:
    found = paste("M1\tM3\n0.4万\t5 m³\n估7\t6")
    assert placed(found) == {("M1", "2025-01", "0.4万"), ("M3", "2025-01", "5 m3"),
                             ("M1", "2025-02", "7"), ("M3", "2025-02", "6")}  # fmt: skip


def test_names_alone_begin_at_the_row_of_the_cursor() -> None:
    found = paste("D1\tM1\n5\t6", Month(2025, 7))
    assert placed(found) == {("D1", "2025-07", "5"), ("M1", "2025-07", "6")}


def test_codes_account_kind_and_part_of_a_name_are_known() -> None:
    found = paste("M2 电\t用水量\t布 产量(t)\n1\t2\t3")
    assert placed(found) == {("M2", "2025-01", "1"), ("M3", "2025-01", "2"), ("D1", "2025-01", "3")}


def test_a_column_that_is_not_known_is_named_and_the_others_kept() -> None:
    found = paste("Month\tM1\tUnicorns\n2025-01\t5\t9\n2025-02\t6\t9")
    assert placed(found) == {("M1", "2025-01", "5"), ("M1", "2025-02", "6")}
    (left,) = found.findings
    assert (left.code, left.facts["head"], left.facts["n"]) == (
        "paste-column-unknown", "Unicorns", 2)  # fmt: skip


def test_totals_are_no_months() -> None:
    found = paste("月份\tM1\n1月\t5\n2月\t6\n合计\t11\n")
    assert placed(found) == {("M1", "2025-01", "5"), ("M1", "2025-02", "6")}
    assert not found.findings
    figures = "\n".join(map(str, (*range(1, 13), 78)))
    found = paste(figures)
    assert len(found.cells) == 12
    assert [each.code for each in found.findings] == ["paste-total"]


def test_thirty_six_months_go_on_over_the_years_but_not_into_the_future() -> None:
    found = paste("\n".join(map(str, range(100, 136))), Month(2024, 1))
    assert len(found.cells) == 35
    assert found.cells[-1].month == TODAY
    assert [each.code for each in found.findings] == ["paste-future"]


def test_columns_beyond_the_last_are_named() -> None:
    found = paste("1\t2\t3", column=2)
    assert len(found.cells) == 2
    assert found.findings[0].facts["n"] == 1


def test_an_estimate_is_marked_as_one() -> None:
    (cell,) = paste("估4256").cells
    assert (cell.text, cell.estimated) == ("4256", True)


def test_a_cell_with_a_line_break_is_one_cell() -> None:
    found = paste('月份\t"总表\n(kWh)"\n2025-01\t5')
    assert placed(found) == {("M1", "2025-01", "5")}


def test_what_no_spreadsheet_made_is_still_named_cell_by_cell() -> None:
    (cell,) = paste('"' + "x" * 200_000).cells
    assert cell.month == FIRST


@given(st.text(max_size=200))
def test_no_text_makes_it_fall(text: str) -> None:
    paste(text)


@given(st.lists(st.lists(st.integers(0, 10**9).map(str) | st.just(""), min_size=4, max_size=4),
                min_size=1, max_size=11))  # fmt: skip
def test_plain_figures_always_land_where_they_stood(block: list[list[str]]) -> None:
    found = paste("\n".join("\t".join(row) for row in block))
    assert placed(found) == {
        (SHOWN[at][0].code, f"2025-{down:02}", text)
        for down, row in enumerate(block, 1) for at, text in enumerate(row) if text
    }  # fmt: skip
