"""Bills of every shape become months that add up to them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpdesk.analysis.months.monthly import BILL_LENGTH, CURRENCIES, GAP, OVERLAP, spread
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Convention, Reading


def bill(start: str, end: str, amount: str, **more: object) -> Reading:
    return Reading(
        id=f"{start}/{end}", meter="m", start=date.fromisoformat(start),
        end=date.fromisoformat(end), amount=Decimal(amount), **more,  # type: ignore[arg-type]
    )


def days(convention: Convention) -> dict[str, int]:
    series = spread([bill("2024-09-12", "2024-10-14", "320")], "kWh", convention)
    return {str(part.month): part.days for part in series.bills[0].parts}


def test_the_three_conventions_differ_by_a_day_and_say_so() -> None:
    """32 days: Portfolio Manager puts 19 in September, VERIFI 18."""
    assert days(Convention.NEXT) == {"2024-09": 19, "2024-10": 13}
    assert days(Convention.THIS) == {"2024-09": 18, "2024-10": 14}
    assert days(Convention.READ_MONTH) == {"2024-10": 32}


def test_only_whole_months_count() -> None:
    series = spread(
        [bill("2024-01-15", "2024-03-01", "460"), bill("2024-03-01", "2024-04-10", "400")],
        "kWh", Convention.NEXT,
    )
    assert [str(month) for month in series.complete_months()] == ["2024-02", "2024-03"]
    assert series.amount(Month(2024, 2)) == Decimal("290.000000")
    assert series.amount(Month(2024, 1)) is None
    assert series.amount(Month(2030, 1)) is None


def test_a_gap_leaves_its_month_out_and_is_named() -> None:
    series = spread(
        [bill("2024-01-01", "2024-02-01", "31"), bill("2024-02-05", "2024-03-01", "25")],
        "kWh", Convention.NEXT, "M1",
    )
    assert series.amount(Month(2024, 2)) is None
    assert [finding.kind for finding in series.findings] == [GAP]


def test_an_overlap_leaves_its_months_out_and_is_named() -> None:
    series = spread(
        [bill("2024-01-01", "2024-02-01", "31"), bill("2024-01-20", "2024-02-01", "12")],
        "kWh", Convention.NEXT, "M1",
    )
    assert series.amount(Month(2024, 1)) is None
    assert [finding.kind for finding in series.findings] == [OVERLAP]


def test_the_month_of_reading() -> None:
    """The month of the day read; a bill printed for whole months falls into the last of them."""
    def month(start: str, end: str) -> str:
        series = spread([bill(start, end, "1")], "kWh", Convention.READ_MONTH)
        return str(series.bills[0].parts[0].month)

    assert month("2024-01-02", "2024-02-01") == "2024-02"
    assert month("2024-01-01", "2024-02-01") == "2024-01"
    assert month("2023-11-01", "2024-01-01") == "2023-12"
    assert month("2024-01-01", "2024-01-31") == "2024-01"


def test_a_bill_of_two_months_is_no_month_of_reading() -> None:
    series = spread(
        [bill("2024-01-05", "2024-03-05", "100"), bill("2024-03-05", "2024-04-04", "60")],
        "kWh", Convention.READ_MONTH, "M1",
    )  # fmt: skip
    assert [str(month) for month in series.complete_months()] == ["2024-04"]
    assert [finding.kind for finding in series.findings] == [BILL_LENGTH]


def test_a_long_bill_over_several_others_is_an_overlap_with_each() -> None:
    series = spread(
        [bill("2024-01-01", "2024-07-01", "600"), bill("2024-02-01", "2024-03-01", "90"),
         bill("2024-04-01", "2024-05-01", "90")], "kWh", Convention.NEXT, "M1",
    )  # fmt: skip
    found = [(finding.kind, finding.facts["days"]) for finding in series.findings]
    assert found == [(OVERLAP, 29), (OVERLAP, 30)]
    assert [str(month) for month in series.complete_months()] == ["2024-01", "2024-03", "2024-05",
                                                                  "2024-06"]  # fmt: skip


def test_a_unit_that_never_ends_still_adds_up() -> None:
    bills = [bill(f"2024-{m:02}-15", f"2024-{m + 1:02}-15", "1000.7", unit="MJ")
             for m in range(1, 12)]  # fmt: skip
    series = spread(bills, "kWh", Convention.NEXT)
    assert sum(value.amount for value in series.months) == sum(b.amount for b in series.bills)
    assert float(series.bills[0].amount) * 3.6 == pytest.approx(1000.7, rel=1e-11)


def test_costs_are_spread_in_cents() -> None:
    series = spread(
        [bill("2024-01-20", "2024-03-11", "7", cost=Decimal("100.00"), currency="CNY")],
        "t", Convention.NEXT,
    )  # fmt: skip
    costs = [part.cost for part in series.bills[0].parts]
    assert costs == [Decimal("23.53"), Decimal("56.86"), Decimal("19.61")]


def test_zero_is_data_and_estimates_are_marked() -> None:
    series = spread(
        [bill("2024-01-01", "2024-02-01", "0", estimated=True)], "t", Convention.NEXT
    )
    assert series.amount(Month(2024, 1)) == 0
    assert series.months[0].estimated


def test_units_and_money_go_along() -> None:
    series = spread(
        [bill("2024-01-01", "2024-02-01", "1.25", unit="万kWh", cost=Decimal("9000.10"),
              currency="CNY")], "kWh", Convention.NEXT,
    )
    value = series.months[0]
    assert (value.amount, value.cost, value.currency) == (12500, Decimal("9000.10"), "CNY")


def test_currencies_are_not_added_up() -> None:
    one = bill("2024-01-01", "2024-01-16", "1", cost=Decimal(1), currency="CNY")
    other = bill("2024-01-16", "2024-02-01", "1", cost=Decimal(1), currency="HKD")
    series = spread([one, other], "kWh", Convention.NEXT)
    assert series.months[0].cost is None
    assert [finding.kind for finding in series.findings] == [CURRENCIES]


@given(
    st.lists(
        st.tuples(
            st.integers(1, 400), st.decimals(0, 10**9, places=3), st.decimals(0, 10**6, places=2)
        ),
        min_size=1, max_size=30,
    ),
    st.sampled_from(list(Convention)),
)
def test_parts_add_up_to_bills_and_months_to_parts(
    bills: list[tuple[int, Decimal, Decimal]], convention: Convention
) -> None:
    day, readings = date(2020, 1, 7), []
    for length, amount, cost in bills:
        end = day + timedelta(length)
        readings.append(bill(str(day), str(end), str(amount), cost=cost, currency="CNY"))
        day = end
    series = spread(readings, "kWh", convention)
    for one in series.bills:
        (reading,) = one.readings
        assert sum(part.amount for part in one.parts) == reading.amount
        assert sum(part.cost or 0 for part in one.parts) == reading.cost
        assert all(part.amount >= 0 for part in one.parts)
    assert sum(value.amount for value in series.months) == sum(r.amount for r in readings)
