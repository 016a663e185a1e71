"""Estimated bills are folded into the actual one that corrects them, and only then."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpdesk.analysis.months.bills import MOST_FOLDED
from cpdesk.analysis.months.monthly import CURRENCIES, GAP, MonthlySeries, spread
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Convention, Reading
from tests.analysis.test_months import bill

JAN, FEB, MAR = Month(2024, 1), Month(2024, 2), Month(2024, 3)


def estimate(start: str, end: str, amount: str, **more: object) -> Reading:
    return bill(start, end, amount, estimated=True, **more)


def months(*readings: Reading, convention: Convention = Convention.NEXT) -> MonthlySeries:
    return spread(readings, "kWh", convention, "M1")


def estimated(series: MonthlySeries) -> list[bool]:
    return [value.estimated for value in series.months]


def test_the_next_reading_corrects_an_estimate() -> None:
    """500 guessed and 100 left: 600 over 31 + 29 days are 310 and 290; 66 over 60, 34.10."""
    series = months(
        estimate("2024-01-01", "2024-02-01", "500", cost=Decimal("50.00"), currency="CNY"),
        bill("2024-02-01", "2024-03-01", "100", cost=Decimal("16.00"), currency="CNY"),
    )
    assert [(v.amount, v.cost, v.currency) for v in series.months] == [
        (310, Decimal("34.10"), "CNY"), (290, Decimal("31.90"), "CNY"),
    ]  # fmt: skip
    assert estimated(series) == [False, False]
    (one,) = series.bills
    assert (one.period.start, one.period.end) == (date(2024, 1, 1), date(2024, 3, 1))
    assert [reading.amount for reading in one.readings] == [500, 100]
    assert series.months[0].readings == tuple(reading.id for reading in one.readings)


def test_an_actual_reading_that_takes_back_too_much() -> None:
    """900 guessed, then 300 credited: 600 were used."""
    series = months(
        estimate("2024-01-01", "2024-02-01", "900"), bill("2024-02-01", "2024-03-01", "-300")
    )
    assert [value.amount for value in series.months] == [310, 290]


def test_an_estimate_without_a_later_reading_stays() -> None:
    series = months(bill("2024-01-01", "2024-02-01", "31"),
                    estimate("2024-02-01", "2024-03-01", "58"))  # fmt: skip
    assert [value.amount for value in series.months] == [31, 58]
    assert estimated(series) == [False, True]


@pytest.mark.parametrize(("end", "joins"), [("2024-03-11", True), ("2024-03-12", False)])
def test_seventy_days_are_the_most(end: str, joins: bool) -> None:
    """From 1 January, 11 March is day 70."""
    assert (date(2024, 3, 11) - date(2024, 1, 1)).days == MOST_FOLDED == 70
    series = months(estimate("2024-01-01", "2024-02-01", "500"), bill("2024-02-01", end, "200"))
    assert len(series.bills) == (1 if joins else 2)
    assert series.months[0].estimated is not joins


def test_two_estimates_within_seventy_days_both_join() -> None:
    series = months(
        estimate("2024-01-01", "2024-01-21", "90"), estimate("2024-01-21", "2024-02-11", "10"),
        bill("2024-02-11", "2024-03-01", "20"),
    )
    assert [len(one.readings) for one in series.bills] == [3]
    assert [value.amount for value in series.months] == [62, 58]  # 2 a day


def test_of_a_longer_run_the_earliest_stay_estimated() -> None:
    """31 + 29 + 31 days are too many; February and March, 60 days, are not."""
    series = months(
        estimate("2024-01-01", "2024-02-01", "31"), estimate("2024-02-01", "2024-03-01", "500"),
        bill("2024-03-01", "2024-04-01", "100"),
    )
    assert [value.amount for value in series.months] == [31, 290, 310]
    assert estimated(series) == [True, False, False]


def test_a_gap_or_an_overlap_joins_nothing() -> None:
    gap = months(estimate("2024-01-01", "2024-02-01", "500"),
                 bill("2024-02-02", "2024-03-01", "100"))  # fmt: skip
    assert [len(one.readings) for one in gap.bills] == [1, 1]
    assert [finding.kind for finding in gap.findings] == [GAP]
    twice = months(estimate("2024-01-01", "2024-02-01", "500"),
                   bill("2024-02-01", "2024-03-01", "100"),
                   bill("2024-02-05", "2024-03-05", "90"))  # fmt: skip
    assert [len(one.readings) for one in twice.bills] == [1, 1, 1]
    assert twice.amount(JAN) == 500
    assert twice.months[0].estimated
    before = months(bill("2023-12-01", "2024-01-20", "50"),
                    estimate("2024-01-01", "2024-02-01", "500"),
                    bill("2024-02-01", "2024-03-01", "100"))  # fmt: skip
    assert before.amount(FEB) == 100


def test_a_month_with_a_part_of_an_estimate_is_estimated() -> None:
    series = months(bill("2023-12-15", "2024-01-15", "31"),
                    estimate("2024-01-15", "2024-02-15", "62"))  # fmt: skip
    assert estimated(series) == [False, True, True]


def test_different_currencies_never_fold_their_costs() -> None:
    """The amounts are one; CNY stay in January and HKD in February, each as it was paid."""
    series = months(
        estimate("2024-01-01", "2024-02-01", "500", cost=Decimal("50.00"), currency="CNY"),
        bill("2024-02-01", "2024-03-01", "100", cost=Decimal("16.00"), currency="HKD"),
    )
    assert [(v.amount, v.cost, v.currency) for v in series.months] == [
        (310, Decimal("50.00"), "CNY"), (290, Decimal("16.00"), "HKD"),
    ]  # fmt: skip
    assert [finding.kind for finding in series.findings] == [CURRENCIES]


def test_a_month_of_both_currencies_has_no_cost() -> None:
    series = months(
        estimate("2024-01-01", "2024-01-16", "5", cost=Decimal("50.00"), currency="CNY"),
        bill("2024-01-16", "2024-03-01", "6", cost=Decimal("16.00"), currency="HKD"),
    )
    assert [(value.cost, value.currency) for value in series.months] == [
        (None, ""), (Decimal("10.31"), "HKD"),  # 29 of 45 days
    ]  # fmt: skip


def test_a_cost_that_is_missing_is_not_made_up() -> None:
    series = months(
        estimate("2024-01-01", "2024-02-01", "500"),
        bill("2024-02-01", "2024-03-01", "100", cost=Decimal("16.00"), currency="CNY"),
    )
    assert [value.cost for value in series.months] == [None, Decimal("16.00")]


def test_by_the_month_of_reading_a_fold_keeps_its_months() -> None:
    """600 over 31 + 29 days, each bill in the month it was read."""
    series = months(
        estimate("2024-01-05", "2024-02-05", "500"), bill("2024-02-05", "2024-03-05", "100"),
        convention=Convention.READ_MONTH,
    )  # fmt: skip
    assert [(v.month, v.amount, v.complete) for v in series.months] == [
        (FEB, 310, True), (MAR, 290, True)
    ]
    assert series.findings == ()


def test_under_this_the_covered_days_are_one_later() -> None:
    series = months(
        estimate("2023-12-31", "2024-01-31", "500"), bill("2024-01-31", "2024-02-29", "100"),
        convention=Convention.THIS,
    )  # fmt: skip
    assert [(v.month, v.amount) for v in series.months] == [(JAN, 310), (FEB, 290)]
    assert series.bills[0].period.start == date(2023, 12, 31)


def test_nothing_is_folded_where_a_later_figure_corrects_nothing() -> None:
    readings = [estimate("2024-01-01", "2024-02-01", "5"), bill("2024-02-01", "2024-03-01", "1")]
    series = spread(readings, "t", Convention.NEXT, fold=False)
    assert [value.amount for value in series.months] == [5, 1]
    assert estimated(series) == [True, False]


@given(
    st.lists(
        st.tuples(st.sampled_from([0, 0, 0, 0, 2]), st.integers(5, 75), st.integers(0, 10**6),
                  st.booleans(), st.sampled_from(["CNY", "CNY", "CNY", "HKD"])),
        min_size=1, max_size=20,
    ),
    st.sampled_from(list(Convention)),
)  # fmt: skip
def test_whatever_is_folded_nothing_is_lost(
    lines: list[tuple[int, int, int, bool, str]], convention: Convention
) -> None:
    day, readings = date(2023, 1, 1), []
    for gap, length, amount, guessed, currency in lines:
        start, day = day + timedelta(gap), day + timedelta(gap + length)
        readings.append(bill(str(start), str(day), str(amount), estimated=guessed,
                             cost=Decimal(amount) / 100, currency=currency))  # fmt: skip
    series = months(*readings, convention=convention)
    assert [r for one in series.bills for r in one.readings] == readings
    assert sum(value.amount for value in series.months) == sum(r.amount for r in readings)
    for one in series.bills:
        assert all(reading.estimated for reading in one.readings[:-1])
        if len(one.readings) > 1:
            assert not one.estimated
            assert one.period.days <= MOST_FOLDED
            assert one.period.days == sum((r.end - r.start).days for r in one.readings)
        costs = [part.cost for part in one.parts]
        if None not in costs:
            assert sum(cost or 0 for cost in costs) == sum(r.cost or 0 for r in one.readings)
