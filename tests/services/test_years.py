"""The last year against the one before: only months in both, each meter once, nothing guessed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpdesk.analysis.factors.emissions import NO_DENSITY, NO_GRID
from cpdesk.domain.company import Company, Factory
from cpdesk.domain.entity import Entity
from cpdesk.domain.periods import Month, month_range
from cpdesk.domain.plant import Driver, DriverKind, Grid, Meter, MeterKind, Reading
from cpdesk.domain.record import Change, Identity, Record
from cpdesk.services.factors import load_factors
from cpdesk.services.jobs import Cancelled, Job, NullJob
from cpdesk.services.years import Pair, Years, years_of

FIRST, LAST = Month(2024, 1), Month(2025, 12)
FACTORY = Factory(id="f", code="F1", company="c")
ELECTRIC = Meter(
    id="e", code="M1", factory="f", kind=MeterKind.ELECTRICITY, unit="kWh", grid=Grid.GUANGDONG
)
BELOW = Meter(
    id="b", code="M2", factory="f", kind=MeterKind.ELECTRICITY, unit="MWh", above="e",
    grid=Grid.GUANGDONG,
)  # fmt: skip
GAS = Meter(id="g", code="M3", factory="f", kind=MeterKind.NATURAL_GAS, unit="m³")
WATER = Meter(id="w", code="M4", factory="f", kind=MeterKind.WATER, unit="m³")
YARN = Driver(id="y", code="D1", factory="f", kind=DriverKind.PRODUCTION, unit="t")


def bills(
    series: Meter | Driver, amounts: Mapping[Month, object], price: str = "", currency: str = "HKD"
) -> list[Entity]:
    """One reading for each month."""
    of = {"meter": series.id} if isinstance(series, Meter) else {"driver": series.id}
    return [
        Reading(
            id=f"{series.id}{month}", start=month.start, end=month.end,
            amount=Decimal(str(amount)), currency=currency,
            cost=Decimal(str(amount)) * Decimal(price) if price else None, **of,
        )
        for month, amount in amounts.items()
    ]  # fmt: skip


def every_month(amount: object, first: Month = FIRST, last: Month = LAST) -> dict[Month, object]:
    return dict.fromkeys(month_range(first, last), amount)


def years(*entities: Entity) -> Years:
    whole = (Company(id="c", code="C1"), FACTORY, *entities)
    record = Record(Identity("r", 0, ""), {}).after(
        [Change(None, each) for each in whole], Identity("r", 1, "")
    )
    return years_of(record, FACTORY, load_factors(record), NullJob())


def test_amount_cost_energy_and_co2_of_two_years() -> None:
    amounts = {**every_month(1000), **every_month(900, Month(2025, 1))}
    found = years(ELECTRIC, *bills(ELECTRIC, amounts, "0.8", "CNY"))
    (meter,) = found.meters
    assert found.until == LAST
    assert meter.amount == Pair(12000, 10800)
    assert meter.amount.change == pytest.approx(-0.1)
    assert meter.cost == Pair(9600, 8640)
    assert (meter.currency, meter.cost_months) == ("CNY", 12)
    assert meter.coal
    assert meter.coal.pair.after == pytest.approx(10800 * 0.1229 / 1000)
    # The grid's factor of 2023 is the newest confirmed one, so it serves both years.
    assert meter.co2
    assert meter.co2.pair.before == pytest.approx(12000 * 0.4419 / 1000)
    assert {each.asked for each in meter.co2.used} == {2024, 2025}
    assert all(each.substituted for each in meter.co2.used)


def test_only_months_that_are_in_both_years_are_compared() -> None:
    amounts = every_month(100)
    for month in (Month(2024, 3), Month(2025, 7), Month(2025, 8)):
        del amounts[month]
    found = years(ELECTRIC, WATER, *bills(ELECTRIC, amounts), *bills(WATER, every_month(5)))
    meter, water = found.meters
    assert len(water.months) == 12
    assert len(meter.months) == 9
    assert Month(2025, 3) not in meter.months  # its year before lacks
    assert meter.amount == Pair(900, 900)
    assert sum(each is None for each in meter.trend) == 3
    assert found.energy
    assert found.energy.partly
    assert found.energy.pair.after == pytest.approx(900 * 0.1229 / 1000)


def test_a_meter_without_a_year_before_is_shown_without_a_comparison() -> None:
    found = years(
        ELECTRIC, GAS, *bills(ELECTRIC, every_month(10)),
        *bills(GAS, every_month(7, Month(2025, 3))),
    )  # fmt: skip
    gas = next(each for each in found.meters if each.series == GAS)
    assert (gas.amount, gas.months, gas.coal) == (None, (), None)
    assert gas.trend.count(7.0) == 10
    assert found.energy
    assert found.energy.without == ("M3",)


def test_a_month_that_only_one_meter_has_moves_nothing() -> None:
    """Most meters end in November; the one that is ahead is compared like the others."""
    short = every_month(10, last=Month(2025, 11))
    found = years(
        ELECTRIC, GAS, WATER, *bills(ELECTRIC, every_month(10)), *bills(GAS, short),
        *bills(WATER, short),
    )  # fmt: skip
    assert found.until == Month(2025, 11)
    assert {each.months[-1] for each in found.meters if each.series != GAS} == {Month(2025, 11)}


def test_sub_meters_are_shown_beneath_and_added_to_nothing() -> None:
    found = years(
        BELOW, ELECTRIC, *bills(ELECTRIC, every_month(1000), "1"), *bills(BELOW, every_month(1))
    )
    assert [(each.series.code, each.depth) for each in found.meters] == [("M1", 0), ("M2", 1)]
    assert found.energy
    assert found.energy.pair.after == pytest.approx(12 * 1000 * 0.1229 / 1000)
    assert [each.pair for each in found.costs] == [Pair(12000, 12000)]


def test_meters_that_lie_above_each_other_in_a_ring_are_each_told_once() -> None:
    one = Meter(id="1", code="A", factory="f", kind=MeterKind.WATER, unit="m³", above="2")
    two = Meter(id="2", code="B", factory="f", kind=MeterKind.WATER, unit="m³", above="1")
    found = years(one, two, *bills(one, every_month(1)), *bills(two, every_month(1)))
    assert sorted(each.series.code for each in found.meters) == ["A", "B"]


def test_what_has_no_factor_says_why_and_is_named_beside_the_total() -> None:
    plain = Meter(id="p", code="M9", factory="f", kind=MeterKind.ELECTRICITY, unit="kWh")
    diesel = Meter(id="d", code="M8", factory="f", kind=MeterKind.DIESEL, unit="L")
    found = years(
        ELECTRIC, plain, diesel, WATER, *bills(ELECTRIC, every_month(1)),
        *bills(plain, every_month(1)), *bills(diesel, every_month(1)),
        *bills(WATER, every_month(1)),
    )  # fmt: skip
    why = {each.series.code: [f.kind for f in each.lacking] for each in found.meters}
    assert why == {"M1": [], "M9": [NO_GRID], "M8": [NO_DENSITY, NO_DENSITY], "M4": []}
    assert found.energy
    assert found.energy.without == ("M8",)
    assert [each.without for each in found.gases] == [("M9", "M8")]
    assert found.per_output is None  # a part of the energy is not known


def test_currencies_are_never_added_to_each_other() -> None:
    found = years(
        ELECTRIC, WATER, *bills(ELECTRIC, every_month(10), "1", "CNY"),
        *bills(WATER, every_month(10), "1", "HKD"),
    )  # fmt: skip
    assert {each.unit: each.pair.after for each in found.costs} == {"CNY": 120, "HKD": 120}


def test_a_month_without_a_cost_is_counted_in_neither_year() -> None:
    rows = bills(ELECTRIC, every_month(10), "1")
    free = [r for r in rows if isinstance(r, Reading) and r.start != Month(2024, 5).start]
    bare = bills(ELECTRIC, {Month(2024, 5): 10})
    (meter,) = years(ELECTRIC, *free, *bare).meters
    assert len(meter.months) == 12
    assert meter.cost_months == 11
    assert meter.cost == Pair(110, 110)


def test_energy_for_each_unit_of_the_only_product() -> None:
    made = {**every_month(10), **every_month(20, Month(2025, 1))}
    found = years(ELECTRIC, YARN, *bills(ELECTRIC, every_month(1000)), *bills(YARN, made))
    assert found.per_output
    assert found.per_output.before == pytest.approx(1000 * 0.1229 / 1000 / 10)
    assert found.per_output.change == pytest.approx(-0.5)


def test_nothing_recorded_is_nothing_compared() -> None:
    assert years(ELECTRIC) == Years(None)


def test_it_can_be_stopped() -> None:
    job = Job()
    job.cancel()
    record = Record(Identity("r", 0, ""), {}).after(
        [Change(None, each) for each in (
            Company(id="c", code="C1"), FACTORY, ELECTRIC, *bills(ELECTRIC, every_month(1)),
        )],
        Identity("r", 1, ""),
    )  # fmt: skip
    with pytest.raises(Cancelled):
        years_of(record, FACTORY, load_factors(record), job)


MONTHS = st.dictionaries(
    st.sampled_from(month_range(FIRST, LAST)),
    st.decimals(0, 10**7, places=3, allow_nan=False), min_size=1,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(one=MONTHS, two=MONTHS)
def test_the_figures_are_the_plain_sums_whatever_months_there_are(
    one: dict[Month, Decimal], two: dict[Month, Decimal]
) -> None:
    found = years(ELECTRIC, GAS, *bills(ELECTRIC, one), *bills(GAS, two))
    assert found.until in (max(one), max(two))
    coal = 0.0
    for each, amounts, rate in zip(found.meters, (one, two), (0.1229, 1.33), strict=True):
        window = month_range(found.until + -11, found.until)
        both = [m for m in window if m in amounts and m + -12 in amounts]
        assert list(each.months) == both
        after = sum((amounts[m] for m in both), Decimal(0))
        if both:
            assert each.amount
            assert each.amount.after == pytest.approx(float(after))
            coal += float(after) * rate / 1000
    if any(each.months for each in found.meters):
        assert found.energy
        assert math.isclose(found.energy.pair.after, coal, rel_tol=1e-9, abs_tol=1e-9)


@settings(max_examples=60, deadline=None)
@given(one=MONTHS, gap=st.integers(0, 90), two=MONTHS)
def test_meters_that_end_years_apart_are_told_as_if_all_months_were_worked_out(
    one: dict[Month, Decimal], gap: int, two: dict[Month, Decimal]
) -> None:
    later = {month + gap: amount for month, amount in two.items()}
    entities = (ELECTRIC, GAS, *bills(ELECTRIC, one, "1"), *bills(GAS, later, "2"))
    found = years(*entities)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cpdesk.services.years._NEAR", 12 * 100)
        assert years(*entities) == found
