"""The totals a sheet prints are held against the figures above them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpdesk.domain.findings import Refusal
from cpdesk.exchange.proposal.applying import draft_of
from cpdesk.exchange.proposal.deciding import Decision, Say
from cpdesk.exchange.proposal.grid import open_book
from cpdesk.exchange.proposal.proposing import propose
from cpdesk.exchange.proposal.sums import Tally
from tests.exchange.test_own_workbooks import NAMES, case_of
from tests.exchange.test_proposals import SAMPLES, needs_samples, record, taken, written

HEADS = ("月份", "用电量(kWh)", "电费(元)")
QUARTER = (("1月", 1000, 800), ("2月", 900.5, 720.4), ("3月", 1100, 880))


def odd(draft: Any) -> list[tuple[str, Any, Any, int]]:
    return [
        (each.place.spot, each.facts["total"], each.facts["sum"], each.facts["n"])
        for each in draft.findings if each.code == "sheet-total"
    ]  # fmt: skip


def test_a_total_that_adds_up_says_nothing(tmp_path: Path) -> None:
    assert odd(taken(written(tmp_path, HEADS, *QUARTER, ("合计", 3000.5, 2400.4)))) == []


def test_a_row_that_is_missing_shows_in_the_total(tmp_path: Path) -> None:
    draft = taken(written(tmp_path, HEADS, QUARTER[0], QUARTER[2], ("合计", 3000.5, 2400.4)))
    assert odd(draft) == [("2024!B4", 3000.5, 2100, 2), ("2024!C4", Decimal("2400.4"), 1680, 2)]
    assert len([each for each in draft.rows if each.values.get("amount")]) == 2


@pytest.mark.parametrize("label", ["小计", "总计", "年計", "Total", "Sub-total", "Grand total"])
def test_a_mistyped_figure_shows_in_the_total(tmp_path: Path, label: str) -> None:
    rows = (*QUARTER[:2], ("3月", 110, 880))
    assert odd(taken(written(tmp_path, HEADS, *rows, (label, 3000.5, 2400.4)))) == [
        ("2024!B5", 3000.5, 2010.5, 3)
    ]


def test_totals_of_totals_are_understood(tmp_path: Path) -> None:
    months = [(f"{month}月", month, month * 2) for month in range(1, 13)]
    rows = (
        *months[:3], ("一季度小计", 6, 12), *months[3:6], ("二季度小计", 15, 30),
        ("上半年合计", 21, 42), *months[6:9], ("三季度小计", 24, 48), *months[9:],
        ("四季度小计", 33, 66), ("下半年合计", 57, 114), ("全年合计", 78, 170),
    )  # fmt: skip
    assert [each[:2] for each in odd(taken(written(tmp_path, HEADS, *rows)))] == [("2024!C20", 170)]


@pytest.mark.parametrize("label", ["平均", "月均合计", "累计", "本年累计", "Average total"])
def test_means_and_running_sums_are_no_totals(tmp_path: Path, label: str) -> None:
    assert odd(taken(written(tmp_path, HEADS, *QUARTER, (label, 1000.2, 800.1)))) == []


def test_a_mean_temperature_below_a_total_is_no_sum(tmp_path: Path) -> None:
    heads, rows = ("月份", "用电量(kWh)", "平均气温(℃)"), (("1月", 10, 14), ("2月", 20, 16))
    assert odd(taken(written(tmp_path, heads, *rows, ("合计", 30, 15)))) == []


def test_what_the_user_decided_counts(tmp_path: Path) -> None:
    book = open_book(written(tmp_path, HEADS, QUARTER[0], ("2月", "9OO.5", 720.4), QUARTER[2],
                             ("合计", 3000.5, 2400.4)))  # fmt: skip
    assert [each[0] for each in odd(draft_of(book, propose(book), record()))] == ["2024!B5"]
    said = {"2024!B3": Decision(Say.FIGURE, "900.5")}
    assert odd(draft_of(book, propose(book), record(), said=said)) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_workbooks_of_twelve_factories_add_up_or_say_so(tmp_path: Path, name: str) -> None:
    case = case_of(name)
    book = open_book(case.write(tmp_path))
    found = odd(draft_of(book, propose(book), record()))
    assert bool(found) == ("sheet-total" in case.says)


@needs_samples
def test_outside_workbooks_raise_no_false_doubt() -> None:
    seen = 0
    for path in sorted(SAMPLES.rglob("*.xls*")):
        try:
            draft = taken(path)
        except Refusal:
            continue
        seen += bool(draft.rows)
        assert odd(draft) == [], path
    assert seen


MONTHS = tuple(f"{month}月" for month in range(1, 13))


def across(folder: Path, *rows: tuple[Any, ...], heads: tuple[str, ...] = (*MONTHS, "合计")) -> Any:
    return taken(written(folder, ("项目", "单位", *heads), *rows, title="2024年"))


def test_a_total_to_the_right_is_held_against_its_months(tmp_path: Path) -> None:
    power, water = ("用电量", "kWh", *range(1, 13)), ("用水量", "吨", *range(1, 13))
    assert odd(across(tmp_path, (*power, 78), (*water, 78))) == []
    assert odd(across(tmp_path, (*power, 78), (*water, 98))) == [("2024年!O3", 98, 78, 12)]


def test_half_years_to_the_right_and_the_year_after_them(tmp_path: Path) -> None:
    heads = (*MONTHS[:6], "上半年合计", *MONTHS[6:], "下半年合计", "全年合计", "月均")
    figures = ("用电量", "kWh", *range(1, 7), 21, *range(7, 13))
    assert odd(across(tmp_path, (*figures, 57, 78, 6.5), heads=heads)) == []
    assert [each[:2] for each in odd(across(tmp_path, (*figures, 175, 78, 6.5), heads=heads))] == [
        ("2024年!P2", 175)
    ]


@given(st.lists(st.decimals(0, 10**7, places=2), min_size=1, max_size=40), st.data())
def test_any_sum_of_its_figures_is_right_and_no_other(figures: list[Decimal], data: Any) -> None:
    off = data.draw(st.sampled_from((0, len(figures), -1 - len(figures))))
    odd = Tally().odd(sum(figures, Decimal(off)), figures)
    assert odd == ((sum(figures), len(figures)) if off else None)
