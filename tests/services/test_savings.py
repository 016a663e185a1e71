"""An upgrade's savings from its record: what is picked, what is worth what, what is impossible."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cpdesk.analysis.factors.emissions import NO_DENSITY, UNIT_DIFFERS
from cpdesk.analysis.money.price import NO_RATE
from cpdesk.analysis.saving import avoided as method
from cpdesk.domain.company import Factory, Region
from cpdesk.domain.entity import Entity
from cpdesk.domain.papers import ExchangeRate, OwnFactor
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, Grid, Meter, MeterKind, Reading
from cpdesk.domain.record import Change, Identity, Record
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.services.factors import (
    OWN_FAR,
    OWN_INCOMPLETE,
    OWN_NO_YEAR,
    factor_findings,
    load_factors,
)
from cpdesk.services.saving import findings as found
from cpdesk.services.saving.savings import EffectSavings, savings_of
from cpdesk.services.series import monthly

PIECES = (900, 700, 1000, 1100, 1200, 1150, 1050, 950, 1000, 1080, 1120, 1020)
# What no straight line follows, so that the interval is not nothing.
ODD = (60, -60, -60, 60, 60, -60, 60, -60, -60, 60, -60, 60)
METER = Meter(
    id="m", code="M1", factory="f", kind=MeterKind.ELECTRICITY, unit="kWh", grid=Grid.GUANGDONG
)
UPGRADE = Upgrade(
    id="u", code="U1", factory="f", works_from=date(2023, 12, 10), running_from=date(2024, 1, 20)
)
EFFECT = Effect(id="e", code="E1", upgrade="u", meter="m", drivers=("d",))


def readings() -> list[Entity]:
    """2022 to 2024: 2,000 kWh and 10 for each piece; from 2024 on 3,000 kWh less; 0.8 a kWh."""
    made: list[Entity] = []
    for at in range(36):
        month, pieces = Month(2022, 1) + at, PIECES[at % 12]
        use = Decimal(2000 + 10 * pieces + ODD[at % 12] - (3000 if at >= 24 else 0))
        more: dict[str, Any] = {"start": month.start, "end": month.end}
        made.append(Reading(id=f"d{at}", driver="d", amount=Decimal(pieces), **more))
        cost = use * Decimal("0.8")
        made.append(Reading(id=f"m{at}", meter="m", amount=use, cost=cost, currency="CNY", **more))
    return made


def record(*others: Entity, without: str = "") -> Record:
    """The factory of these tests; entities given replace those of the same id."""
    plain: list[Entity] = [
        Factory(id="f", code="F1", company="c", region=Region.GUANGDONG), METER, UPGRADE, EFFECT,
        Driver(id="d", code="D1", factory="f", unit="pcs"),
        ExchangeRate(id="r1", on=date(2024, 6, 30), rate=Decimal("1.08")),
        ExchangeRate(id="r2", on=date(2025, 6, 30), rate=Decimal("1.20")),
    ]  # fmt: skip
    known = {each.id: each for each in (*plain, *readings(), *others)}
    kept = [each for id, each in known.items() if not (without and id.startswith(without))]
    empty = Record(Identity("r", 0, ""), {})
    return empty.after([Change(None, each) for each in kept], Identity("r", 1, ""))


def measured(*others: Entity, without: str = "") -> EffectSavings:
    made = record(*others, without=without)
    savings = savings_of(made, made.get(Upgrade, "u"), load_factors(made))
    assert len(savings.effects) == 1
    return savings.effects[0]


def kinds(effect: EffectSavings) -> list[object]:
    return [finding.kind for finding in effect.findings]


def test_whole_months_before_the_works_and_after_running() -> None:
    result = measured().avoided
    assert result is not None
    assert [str(result.baseline[at].month) for at in (0, -1)] == ["2022-01", "2023-11"]
    assert [str(result.months[at].month) for at in (0, -1)] == ["2024-02", "2024-12"]
    assert result.half_width is not None
    assert abs(result.avoided - 33_000) < result.half_width
    assert result.verdict is method.Verdict.SHOWN


def test_the_periods_chosen_are_the_periods_used() -> None:
    chosen = replace(
        EFFECT, baseline_from=date(2023, 1, 1), baseline_to=date(2023, 11, 1),
        reporting_to=date(2024, 6, 15),
    )  # fmt: skip
    effect = measured(chosen)
    assert effect.avoided is not None
    assert len(effect.avoided.baseline) == 10
    assert str(effect.avoided.months[-1].month) == "2024-05"
    assert method.SHORT_BASELINE in kinds(effect)


def test_money_coal_and_co2_by_the_factor_of_the_reporting_year() -> None:
    """2024 has no row of its own, so 2023's serves both sides and is named."""
    effect = measured()
    assert effect.avoided is not None
    saved = effect.avoided.avoided
    assert effect.money is not None
    assert (effect.money.currency, effect.money.price) == ("CNY", pytest.approx(0.8))
    assert effect.money.amount == pytest.approx(saved * 0.8)
    assert effect.money_hkd is not None
    assert effect.money_hkd.amount == pytest.approx(saved * 0.8 * 1.08)
    assert effect.standard_coal is not None
    assert effect.standard_coal.tonnes == pytest.approx(saved * 0.1229 / 1000)
    assert effect.co2 is not None
    assert effect.co2.tonnes == pytest.approx(saved * 0.4419 / 1000)
    assert effect.co2.used.factor.year == 2023
    assert kinds(effect) == [found.OTHER_YEAR]


def test_each_year_by_its_own_factor() -> None:
    """What was avoided in 2023 counts by 2023's factor, in 2024 by the user's own for 2024."""
    own = OwnFactor(
        id="o", code="O1", factor="co2.grid.guangdong", value=Decimal("0.40"), year=2024
    )
    early = replace(UPGRADE, works_from=date(2023, 7, 1), running_from=date(2023, 9, 1))
    effect = measured(own, early)
    assert effect.avoided is not None
    assert effect.co2 is not None
    parts = {2023: 0.0, 2024: 0.0}
    for month in effect.avoided.months:
        parts[month.month.year] += month.avoided
    expected = parts[2023] * 0.4419 + parts[2024] * 0.40
    assert effect.co2.tonnes == pytest.approx(expected / 1000)
    assert [used.factor.value for used in effect.co2.all_used] == [
        Decimal("0.4419"), Decimal("0.40")
    ]  # fmt: skip


def test_a_factor_that_serves_several_years_is_named_once() -> None:
    early = replace(UPGRADE, works_from=date(2023, 7, 1), running_from=date(2023, 9, 1))
    effect = measured(replace(METER, grid=Grid.CLP), early, without="r")
    named = [each for each in effect.findings if each.kind is found.OTHER_YEAR]
    assert [each.facts["asked"] for each in named] == [("2024",)]
    assert [used.factor.key for used in effect.factors] == ["coal.electricity", "co2.grid.clp"]
    assert effect.co2 is not None
    assert effect.co2.used.factor.gas == "CO2e"


def test_a_factor_in_tonnes_for_a_megawatt_hour_is_the_same_thing() -> None:
    own = OwnFactor(
        id="o", code="O1", factor="co2.grid.guangdong", value=Decimal("0.4419"), year=2024,
        unit="tCO2/MWh",
    )  # fmt: skip
    one, other = measured().co2, measured(own).co2
    assert one is not None
    assert other is not None
    assert one.tonnes == pytest.approx(other.tonnes)
    wrong = measured(replace(own, unit="kgCO2/kg"))
    assert wrong.co2 is None
    assert UNIT_DIFFERS in kinds(wrong)


def test_litres_of_diesel_ask_for_their_density() -> None:
    diesel = replace(METER, kind=MeterKind.DIESEL, unit="L")
    effect = measured(diesel)
    assert effect.co2 is None
    assert NO_DENSITY in kinds(effect)
    effect = measured(replace(diesel, density=Decimal("0.84")))
    assert effect.avoided is not None
    assert effect.co2 is not None
    assert effect.co2.tonnes == pytest.approx(effect.avoided.avoided * 0.84 * 3.0959 / 1000)


def test_the_suppliers_calorific_value_goes_before_the_table() -> None:
    gas = replace(METER, kind=MeterKind.NATURAL_GAS, unit="m³")
    table, own = measured(gas), measured(replace(gas, calorific_value=Decimal(35590)))
    assert table.avoided is not None
    assert table.standard_coal is not None
    assert own.standard_coal is not None
    saved = table.avoided.avoided
    assert table.standard_coal.tonnes == pytest.approx(saved * 1.33 / 1000)
    assert own.standard_coal.tonnes == pytest.approx(saved * 35590 / 29307.6 / 1000, rel=1e-5)


def test_steam_by_its_heat_and_not_by_an_unconfirmed_figure() -> None:
    heat = measured(replace(METER, kind=MeterKind.STEAM, unit="GJ"))
    assert heat.avoided is not None
    assert heat.standard_coal is not None
    assert heat.standard_coal.tonnes == pytest.approx(heat.avoided.avoided * 34.12 / 1000)
    assert measured(replace(METER, kind=MeterKind.STEAM, unit="t")).standard_coal is None


def test_a_currency_without_a_rate_has_no_hong_kong_dollars() -> None:
    effect = measured(without="r")
    assert effect.money is not None
    assert effect.money_hkd is None
    assert NO_RATE in kinds(effect)


def test_an_upgrade_before_the_first_reading() -> None:
    early = replace(UPGRADE, works_from=date(2021, 5, 1), running_from=date(2021, 6, 1))
    effect = measured(early)
    assert effect.avoided is None
    assert kinds(effect) == [found.TOO_EARLY]
    assert effect.findings[0].facts["first"] == date(2022, 1, 1)


def test_other_things_that_cannot_be() -> None:
    late = replace(UPGRADE, works_from=date(2025, 1, 1), running_from=date(2025, 2, 1))
    assert kinds(measured(late)) == [method.NO_REPORTING]
    assert kinds(measured(replace(EFFECT, baseline_to=date(2024, 6, 1)))) == [method.OVERLAPPING]
    other = Driver(id="d2", code="D2", factory="f")
    assert kinds(measured(other, replace(EFFECT, drivers=("d2",)))) == [found.NO_READINGS]
    stranger = Meter(id="m2", code="M2", factory="f", unit="kWh")
    assert kinds(measured(stranger, replace(EFFECT, meter="m2"))) == [found.NO_READINGS]
    wrong = Reading(
        id="m5", meter="m", start=date(2022, 6, 1), end=date(2022, 7, 1), amount=Decimal(1),
        unit="t",
    )  # fmt: skip
    assert [finding.code for finding in measured(wrong).findings] == ["unit-mismatch"]


def test_a_month_that_is_missing_is_left_out_and_said() -> None:
    half = Reading(
        id="m7", meter="m", start=date(2022, 8, 1), end=date(2022, 8, 20), amount=Decimal(5000)
    )
    effect = measured(half)
    assert effect.avoided is not None
    assert len(effect.avoided.baseline) == 22
    assert found.LEFT_OUT in kinds(effect)


def test_no_electricity_at_all_is_a_doubt() -> None:
    nothing = Reading(
        id="m7", meter="m", start=date(2022, 8, 1), end=date(2022, 9, 1), amount=Decimal(0)
    )
    assert found.ZERO in kinds(measured(nothing))


def test_nothing_is_computed_twice_until_a_reading_changes() -> None:
    made = record()
    meter, driver = made.get(Meter, "m"), made.get(Driver, "d")
    one, others = monthly(made, meter), monthly(made, driver)
    first = savings_of(made, UPGRADE, load_factors(made)).effects[0].avoided
    reading = made.get(Reading, "m3")
    change = Change(reading, replace(reading, amount=reading.amount + 1))
    after = made.after([change], Identity("r", 2, ""))
    assert monthly(after, driver) is others
    assert monthly(after, meter) is not one
    assert monthly(made, meter) is one
    assert savings_of(made, UPGRADE, load_factors(made)).effects[0].avoided is first
    assert savings_of(after, UPGRADE, load_factors(after)).effects[0].avoided is not first


def test_own_factors_are_doubted_where_they_should_be() -> None:
    def said(**values: Any) -> list[object]:
        made = record(OwnFactor(id="o", code="O1", **values))
        return [finding.kind for finding in factor_findings(made)]

    key = "co2.grid.guangdong"
    assert said(factor=key, value=Decimal("0.45"), year=2024) == []
    assert said(factor=key, value=Decimal("0.45")) == [OWN_NO_YEAR]
    assert said(factor=key, value=Decimal("4.5"), year=2024) == [OWN_FAR]
    assert said(factor=key) == [OWN_INCOMPLETE]
    assert said(factor="co2.wood", value=Decimal(1)) == [OWN_INCOMPLETE]
