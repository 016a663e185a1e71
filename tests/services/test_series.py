"""Series from a record: registers, zeros, blanks, temperatures and degree days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpdesk.analysis.months.registers import BROKEN, DIFFERS
from cpdesk.base.languages import sentence, translator
from cpdesk.domain.company import Factory
from cpdesk.domain.entity import Entity
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Convention, Driver, DriverKind, Meter, MeterKind, Reading
from cpdesk.domain.record import Change, Identity, Record
from cpdesk.services import weather
from cpdesk.services.doubts import ZERO, doubts, findings_of
from cpdesk.services.series import latest, monthly
from cpdesk.services.views import series_findings

FACTORY = Factory(id="f", code="F1", company="c")
METER = Meter(id="m", code="M1", factory="f", kind=MeterKind.ELECTRICITY, unit="kWh")
OUTPUT = Driver(id="d", code="OUT", factory="f", kind=DriverKind.PRODUCTION, unit="t")
DEGREES = Driver(id="t", code="TEMP", factory="f", kind=DriverKind.TEMPERATURE, unit="°C")
COOLING = Driver(
    id="cd", code="CDD", factory="f", kind=DriverKind.COOLING_DEGREE_DAYS, unit="°C·d",
    base_temperature=Decimal(18), temperatures="t",
)  # fmt: skip
FEB = Month(2023, 2)


def record(*entities: Entity) -> Record:
    empty = Record(Identity("r", 0, ""), {})
    known = {each.id: each for each in (FACTORY, METER, OUTPUT, DEGREES, COOLING, *entities)}
    return empty.after([Change(None, each) for each in known.values()], Identity("r", 1, ""))


def month(of: str, at: Month, amount: str, **more: object) -> Reading:
    key = "meter" if of.startswith("m") else "driver"
    return Reading(id=f"{of}{at}", start=at.start, end=at.end, amount=Decimal(amount),
                   **{key: of}, **more)  # type: ignore[arg-type]  # fmt: skip


def days(means: Sequence[str], first: date = FEB.start) -> list[Reading]:
    found = []
    for at, mean in enumerate(means):
        day = first + timedelta(at)
        found.append(Reading(id=f"t{day}", driver="t", start=day, end=day + timedelta(1),
                             amount=Decimal(mean)))  # fmt: skip
    return found


# 14 days at 20, 13 days at 17, one at 30.5: 14 x 2 + 12.5 = 40.5 above 18 °C, 13 below;
# the sum is 531.5, and 531.5 / 28 = 18.98214...
FEBRUARY = ["20"] * 14 + ["17"] * 13 + ["30.5"]


def codes(made: Record, series: Meter | Driver) -> list[str]:
    return [finding.code for finding in monthly(made, series).findings]


# -- zero, nothing, and what is missing


def test_electricity_of_zero_is_a_doubt_and_production_of_zero_is_data() -> None:
    made = record(month("m", FEB, "0"), month("d", FEB, "0"))
    used, output = monthly(made, METER), monthly(made, OUTPUT)
    assert used.amount(FEB) == output.amount(FEB) == 0
    assert [finding.kind for finding in findings_of(METER, used)] == [ZERO]
    assert findings_of(OUTPUT, output) == ()
    (told,) = series_findings(made, FACTORY)
    assert (told.place.code, told.place.spot) == ("M1", "2023-02")
    assert "no electricity in February 2023" in sentence(translator("en"), told)


def test_other_carriers_may_rest() -> None:
    gas = replace(METER, id="mg", code="GAS", kind=MeterKind.NATURAL_GAS, unit="m³")
    made = record(gas, month("mg", FEB, "0"))
    assert findings_of(gas, monthly(made, gas)) == ()


def test_a_month_that_nobody_entered_is_missing_and_not_zero() -> None:
    made = record(month("m", FEB, "5"), month("m", FEB + 2, "5"), month("d", FEB, "1"))
    series = monthly(made, METER)
    assert series.value(FEB + 1) is None
    assert series.amount(FEB + 1) is None
    assert codes(made, METER) == ["bills-gap"]
    assert doubts(METER, series) == {}
    assert monthly(made, OUTPUT).amount(FEB + 1) is None


def test_part_of_a_month_at_zero_is_no_zero_month() -> None:
    half = replace(month("m", FEB, "0"), end=date(2023, 2, 15))
    assert doubts(METER, monthly(record(half), METER)) == {}


# -- estimates


def test_an_estimate_of_a_meter_is_corrected_but_not_what_is_weighed_or_made() -> None:
    """500 guessed, 90 left: 590 over 28 + 31 days are 280 and 310."""
    waste = replace(METER, id="mw", code="W1", kind=MeterKind.WASTE, unit="t")
    made = record(waste, *(
        reading for of in ("m", "mw", "d")
        for reading in (month(of, FEB, "500", estimated=True), month(of, FEB + 1, "90"))
    ))  # fmt: skip
    assert [v.amount for v in monthly(made, METER).months] == [280, 310]
    for series in (waste, OUTPUT):
        values = monthly(made, series).months
        assert [(v.amount, v.estimated) for v in values] == [(500, True), (90, False)]


# -- registers


def test_registers_that_do_not_fit_are_told_with_the_series() -> None:
    made = record(
        month("m", FEB, "250", register_from=Decimal(100), register_to=Decimal(350)),
        month("m", FEB + 1, "300", register_from=Decimal(360), register_to=Decimal(650)),
    )
    assert [finding.kind for finding in monthly(made, METER).findings] == [DIFFERS, BROKEN]
    assert [finding.kind for finding in series_findings(made, FACTORY)] == [DIFFERS, BROKEN]


def test_a_multiplier_that_changes_makes_the_series_anew() -> None:
    made = record(month("m", FEB, "250", register_from=Decimal(0), register_to=Decimal(25)))
    assert codes(made, METER) == [DIFFERS.code]
    ten = replace(METER, multiplier=Decimal(10))
    assert codes(record(*made.readings(METER), ten), ten) == []


# -- temperatures and degree days


def test_the_month_of_temperatures_is_their_mean() -> None:
    series = monthly(record(*days(FEBRUARY)), DEGREES)
    assert series.amount(FEB) == Decimal("18.982143")
    assert series.means
    assert series.findings == ()


def test_frost_and_spring_are_no_doubt() -> None:
    made = record(month("t", FEB, "-1.5"), month("t", FEB + 1, "20"))
    assert findings_of(DEGREES, monthly(made, DEGREES)) == ()


def test_degree_days_are_computed_from_the_days() -> None:
    made = record(*days(FEBRUARY))
    series = monthly(made, COOLING)
    assert series.amount(FEB) == Decimal("40.5")
    assert series.findings == ()
    assert series.months[0].readings == tuple(each.id for each in made.readings(DEGREES))
    heating = replace(COOLING, id="hd", code="HDD", kind=DriverKind.HEATING_DEGREE_DAYS)
    assert monthly(record(*days(FEBRUARY), heating), heating).amount(FEB) == 13


def test_a_missing_day_leaves_the_month_out() -> None:
    made = record(*days(FEBRUARY)[:20], *days(FEBRUARY)[21:])
    assert monthly(made, COOLING).amount(FEB) is None
    assert codes(made, DEGREES) == ["bills-gap"]
    assert codes(made, COOLING) == []


def test_without_a_base_nothing_is_guessed() -> None:
    bare = replace(COOLING, base_temperature=None)
    made = record(*days(FEBRUARY), bare)
    assert monthly(made, bare).months == ()
    (found,) = monthly(made, bare).findings
    assert (found.kind, found.place.field) == (weather.NO_BASE, "base_temperature")
    assert "18 °C is a usual start" in sentence(translator("en"), found)


def test_a_base_of_zero_is_a_base() -> None:
    """14 x 20 + 13 x 17 + 30.5"""
    zero = replace(COOLING, base_temperature=Decimal(0))
    assert monthly(record(*days(FEBRUARY), zero), zero).amount(FEB) == Decimal("531.5")


@pytest.mark.parametrize(
    "source",
    [replace(DEGREES, kind=DriverKind.OTHER), replace(DEGREES, kind=None),
     replace(DEGREES, unit="°F")],
)  # fmt: skip
def test_what_is_no_temperature_is_not_counted(source: Driver) -> None:
    made = record(*days(FEBRUARY), source)
    assert monthly(made, COOLING).months == ()
    assert codes(made, COOLING) == [weather.NO_TEMPERATURES.code]


def test_a_driver_computed_from_itself_is_told() -> None:
    loop = replace(COOLING, temperatures="cd")
    assert codes(record(loop), loop) == [weather.NO_TEMPERATURES.code]


def test_means_of_several_days_and_days_told_twice_leave_their_month_out() -> None:
    week = Reading(id="w", driver="t", start=date(2023, 2, 1), end=date(2023, 2, 8),
                   amount=Decimal(20))  # fmt: skip
    weekly = record(week, *days(FEBRUARY[7:], date(2023, 2, 8)))
    assert monthly(weekly, COOLING).amount(FEB) is None
    assert codes(weekly, COOLING) == [weather.NOT_DAYS.code]
    assert monthly(weekly, DEGREES).amount(FEB) is not None
    twice = record(*days(FEBRUARY), replace(days(["20"])[0], id="again", amount=Decimal(21)))
    assert monthly(twice, COOLING).amount(FEB) is None
    assert codes(twice, COOLING) == [weather.DAY_TWICE.code]


def test_typed_degree_days_beside_computed_ones_are_told() -> None:
    made = record(*days(FEBRUARY), month("cd", FEB, "99"))
    assert monthly(made, COOLING).amount(FEB) == Decimal("40.5")
    assert codes(made, COOLING) == [weather.TYPED_TOO.code]
    typed = replace(COOLING, temperatures=None)
    assert monthly(record(month("cd", FEB, "99"), typed), typed).amount(FEB) == 99


def test_degree_days_follow_a_temperature_that_is_corrected_and_a_base_that_is_moved() -> None:
    made = record(*days(FEBRUARY))
    before = monthly(made, COOLING)
    assert monthly(made, COOLING) is before
    reading = made.readings(DEGREES)[0]
    warmer = made.after([Change(reading, replace(reading, amount=Decimal(21)))], made.identity)
    assert monthly(warmer, COOLING).amount(FEB) == Decimal("41.5")
    moved = replace(COOLING, base_temperature=Decimal(20))
    after = made.after([Change(COOLING, moved)], made.identity)
    assert monthly(after, moved).amount(FEB) == Decimal("10.5")


BILLS = st.lists(
    st.tuples(
        st.integers(0, 1500), st.integers(1, 110), st.decimals(-50, 10**6, places=2),
        st.booleans(),
    ),
    min_size=1, max_size=40,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(told=BILLS, convention=st.sampled_from(Convention), back=st.integers(0, 40))
def test_the_latest_months_are_those_of_the_whole_series(
    told: Sequence[tuple[int, int, Decimal, bool]], convention: Convention, back: int
) -> None:
    meter = replace(METER, id=f"late{convention.value}", convention=convention)
    bills = [
        Reading(
            id=f"r{at}", meter=meter.id, start=(start := date(2020, 1, 1) + timedelta(first)),
            end=start + timedelta(days), amount=amount, estimated=estimated, unit="kWh",
        )
        for at, (first, days, amount, estimated) in enumerate(told)
    ]  # fmt: skip
    made = record(meter, *bills)
    since = Month.of(max(each.end for each in bills)) + -back
    late = latest(made, meter, since)
    whole = monthly(made, meter)
    assert late.months == tuple(each for each in whole.months if each.month >= since)
    assert latest(made, meter, since) is whole  # worked out already
