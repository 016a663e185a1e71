"""Bills of any length, with gaps and in any order, against a count of single days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cpdesk.analysis.months.monthly import MonthlySeries, spread
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Convention, Reading
from tests.analysis.test_months import bill

BY_DAYS = (Convention.NEXT, Convention.THIS)
Line = tuple[int, int, Decimal, Decimal]  # days without a bill before it, days, amount, cost

_lines = st.lists(
    st.tuples(
        st.sampled_from([0, 0, 0, 1, 3, 40]),
        st.sampled_from([1, 13, 15, 28, 29, 30, 31, 32, 59, 61, 90, 92, 120, 365, 400]),
        st.decimals(-(10**6), 10**9, places=3), st.decimals(0, 10**6, places=2),
    ),
    min_size=1, max_size=24,
)  # fmt: skip
_first = st.dates(date(2019, 1, 1), date(2025, 12, 31)) | st.sampled_from(
    [date(2024, 1, 31), date(2023, 12, 31), date(2024, 2, 29), date(2023, 3, 1)]
)


def bills_of(first: date, lines: Sequence[Line]) -> list[Reading]:
    readings, day = [], first
    for gap, length, amount, cost in lines:
        start = day + timedelta(gap)
        day = start + timedelta(length)
        readings.append(bill(str(start), str(day), str(amount), cost=cost, currency="CNY"))
    return readings


def by_single_days(readings: Sequence[Reading], shift: int) -> dict[Month, list[Fraction]]:
    """What each day used, by month: as slow and as plain as it can be said."""
    days: dict[Month, list[Fraction]] = {}
    for each in readings:
        n = (each.end - each.start).days
        for at in range(n):
            month = Month.of(each.start + timedelta(at + shift))
            days.setdefault(month, []).append(Fraction(each.amount) / n)
    return days


@given(_first, _lines, st.sampled_from(BY_DAYS), st.randoms())
def test_every_month_is_the_sum_of_its_days(
    first: date, lines: list[Line], convention: Convention, random: object
) -> None:
    readings = bills_of(first, lines)
    days = by_single_days(readings, int(convention is Convention.THIS))
    random.shuffle(readings)  # type: ignore[attr-defined]
    series = spread(readings, "kWh", convention)
    assert [value.month for value in series.months] == sorted(days)
    for value in series.months:
        # The rounding of a bill, at most half a millionth for each of its 15 parts.
        assert abs(Fraction(value.amount) - sum(days[value.month])) < Fraction(1, 10**5)
        assert value.complete is (len(days[value.month]) == value.month.days)


@given(_first, _lines)
def test_the_sum_of_all_months_is_the_sum_of_the_bills_under_each_convention(
    first: date, lines: list[Line]
) -> None:
    readings = bills_of(first, lines)
    for convention in Convention:
        series = spread(readings, "kWh", convention)
        assert sum(value.amount for value in series.months) == sum(r.amount for r in readings)
        assert sum(parts_cost(series)) == sum(r.cost or 0 for r in readings)
        for one in series.bills:
            assert sum(part.days for part in one.parts) == one.period.days
            assert sum(part.amount for part in one.parts) == one.amount


def parts_cost(series: MonthlySeries) -> list[Decimal]:
    return [part.cost or Decimal(0) for one in series.bills for part in one.parts]


@given(_first, _lines)
def test_the_remainder_goes_to_the_longest_part(first: date, lines: list[Line]) -> None:
    for one in spread(bills_of(first, lines), "kWh", Convention.NEXT).bills:
        longest = max(one.parts, key=lambda part: part.days)
        for part in one.parts:
            exact = Fraction(one.amount) * part.days / one.period.days
            limit = Fraction(len(one.parts), 2) if part is longest else Fraction(1, 2)
            assert abs(Fraction(part.amount) - exact) <= limit / 10**6


@given(_first, st.lists(st.integers(25, 35), min_size=2, max_size=40))
@example(date(2024, 1, 31), [29, 31, 30, 31])
def test_monthly_bills_by_their_month_of_reading_are_kept_whole(
    first: date, lengths: list[int]
) -> None:
    readings = bills_of(first, [(0, n, Decimal(n), Decimal(1)) for n in lengths])
    series = spread(readings, "kWh", Convention.READ_MONTH)
    for one in series.bills:
        (part,) = one.parts
        assert part.amount == one.amount
        first_to_first = one.period.start.day == one.period.end.day == 1
        assert part.month == Month.of(one.period.end) + (-1 if first_to_first else 0)


# -- what another program gets wrong


@pytest.mark.parametrize("convention", BY_DAYS)
@pytest.mark.parametrize("step", [2, 3])
def test_bills_of_two_and_three_months_have_each_month_once(
    step: int, convention: Convention
) -> None:
    """Quarterly reads from March to March: thirteen reads elsewhere made May twice, six none."""
    ends = [Month(2023, 3) + at for at in range(0, 13, step)]
    readings = [
        bill(f"{one}-20", f"{other}-20", "900")
        for one, other in pairwise(ends)
    ]
    series = spread(readings, "kWh", convention)
    months = [value.month for value in series.months]
    assert months == [Month(2023, 3) + at for at in range(ends[-1] - ends[0] + 1)]
    assert list(series.complete_months()) == months[1:-1]


def test_two_reads_in_the_month_after_each_have_their_own_days() -> None:
    """March 15 to April 10 to April 28: 26 days at 10 and 18 days at 20 a day."""
    series = spread(
        [bill("2024-02-20", "2024-03-15", "24"), bill("2024-03-15", "2024-04-10", "260"),
         bill("2024-04-10", "2024-04-28", "360"), bill("2024-04-28", "2024-05-30", "32")],
        "kWh", Convention.NEXT,
    )  # fmt: skip
    assert series.amount(Month(2024, 3)) == 14 * 1 + 17 * 10
    assert series.amount(Month(2024, 4)) == 9 * 10 + 18 * 20 + 3 * 1


def test_read_on_the_31st_over_a_month_of_30_days() -> None:
    """March 15 to May 31: 77 days, of which March has 17, April 30 and May 30, or 16, 30, 31."""
    def days(convention: Convention) -> list[int]:
        series = spread([bill("2024-03-15", "2024-05-31", "77")], "kWh", convention)
        return [part.days for part in series.bills[0].parts]

    assert days(Convention.NEXT) == [17, 30, 30]
    assert days(Convention.THIS) == [16, 30, 31]


def test_over_the_end_of_a_leap_year() -> None:
    """31 December 2023 to 1 March 2024: a day, 31 days, 29 days."""
    series = spread([bill("2023-12-31", "2024-03-01", "6.1")], "t", Convention.NEXT)
    assert [(str(part.month), part.amount) for part in series.bills[0].parts] == [
        ("2023-12", Decimal("0.1")), ("2024-01", Decimal("3.1")), ("2024-02", Decimal("2.9")),
    ]  # fmt: skip


def test_a_month_without_a_bill_is_missing_and_never_zero() -> None:
    series = spread(
        [bill("2024-01-01", "2024-02-01", "31"), bill("2024-04-01", "2024-05-01", "30")],
        "kWh", Convention.NEXT,
    )  # fmt: skip
    assert series.value(Month(2024, 2)) is None
    assert series.amount(Month(2024, 3)) is None
    assert series.whole([Month(2024, each) for each in range(1, 5)]) is None
    assert series.whole([Month(2024, 1), Month(2024, 4)]) == 61


def test_nothing_is_nothing() -> None:
    for convention in Convention:
        series = spread([], "kWh", convention)
        assert (series.months, series.bills, series.findings) == ((), (), ())
        assert series.whole([]) is None


def test_means_of_days_are_never_added_up() -> None:
    """January: 10 days at 12 and 21 days at 15.1 °C make 14.1; the year is a mean of days."""
    readings = [
        bill("2024-01-01", "2024-01-11", "12"), bill("2024-01-11", "2024-02-01", "15.1"),
        bill("2024-02-01", "2024-03-01", "20.1"),
    ]  # fmt: skip
    series = spread(readings, "°C", Convention.NEXT, means=True)
    assert series.amount(Month(2024, 1)) == Decimal("14.1")
    assert series.amount(Month(2024, 2)) == Decimal("20.1")
    assert series.whole([Month(2024, 1), Month(2024, 2)]) == Decimal("17.0")  # 1020 / 60
