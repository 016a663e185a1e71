"""Cooling that is saved is added where it lies within the boundary, and never twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cpdesk.domain.entity import Entity
from cpdesk.domain.plant import Meter, MeterKind
from cpdesk.domain.upgrades import Effect
from cpdesk.domain.verification import Input, Way
from cpdesk.services.saving.cooling import METERED, NO_FORMULA, OUTSIDE, within_boundary
from cpdesk.services.saving.plans import plan
from tests.services.test_savings import EFFECT, UPGRADE, kinds, measured, record
from tests.services.test_savings_ways import SPOTS

COOLED = {"cooling_share": Decimal(60), "cooling_cop": Decimal(4), "cooling_tolerance": Decimal(20)}
LAMPS = replace(EFFECT, way=Way.SPOT, **COOLED)
PLANNED = replace(
    EFFECT, formula="P * h", unit="kWh", expected=Decimal(1_150), **COOLED
)  # fmt: skip
INPUTS = tuple(
    Input(id=name, code=name, effect="e", symbol=name, value=Decimal(value), tolerance=Decimal(0))
    for name, value in (("P", 1), ("h", 1_000))
)


def meter(id: str, above: str | None = None) -> Meter:
    return Meter(id=id, code=id.upper(), factory="f", kind=MeterKind.ELECTRICITY, unit="kWh",
                 above=above)  # fmt: skip


def said_of(effect: Effect, *others: Entity) -> list[object]:
    _, findings = within_boundary(record(effect, *others), effect)
    return [each.kind for each in findings]


def test_on_the_spot_the_cooling_is_part_of_the_saving_and_of_its_worth() -> None:
    """150,000 kWh and 60 % / 4 of it, at CNY 0.8."""
    effect = measured(LAMPS, *SPOTS)
    assert effect.amount == pytest.approx(172_500)
    assert effect.money is not None
    assert effect.money.amount == pytest.approx(138_000)


def test_a_chiller_whose_meter_is_compared_is_not_counted_again() -> None:
    chiller = replace(LAMPS, chiller="c")
    other = replace(UPGRADE, id="u2", code="U2")
    at_chiller = replace(EFFECT, id="e2", code="E2", upgrade="u2", meter="c")
    effect = measured(chiller, *SPOTS, meter("c"), other, at_chiller)
    assert effect.amount == pytest.approx(150_000)
    assert METERED in kinds(effect)
    # Measured on the spot itself, or still to come, it holds nothing.
    assert said_of(chiller, meter("c"), other, replace(at_chiller, way=Way.SPOT)) == []
    assert said_of(chiller, meter("c"), replace(other, running_from=None), at_chiller) == []


def test_a_meter_above_both_holds_the_lamps_too_and_takes_nothing_from_them() -> None:
    chiller = replace(LAMPS, meter="l", chiller="c")
    other = replace(UPGRADE, id="u2", code="U2")
    both = replace(EFFECT, id="e2", code="E2", upgrade="u2")
    assert said_of(chiller, meter("c", "m"), meter("l", "m"), other, both) == []


def test_an_estimate_holds_the_cooling_that_its_meter_will_show() -> None:
    made = record(PLANNED, *INPUTS, meter("c", "m"), replace(UPGRADE, running_from=None))
    found = plan(made, made.get(type(UPGRADE), "u"), replace(PLANNED, chiller="c"))
    assert found.estimate is not None
    assert found.estimate.value == 1_150
    assert not [each for each in found.findings if each.blocking]


def test_a_chiller_elsewhere_is_outside_the_boundary() -> None:
    outside = replace(PLANNED, chiller="c")
    assert said_of(outside, meter("c")) == [OUTSIDE]
    found = plan(record(outside, *INPUTS, meter("c")), UPGRADE, outside)
    assert found.estimate is not None
    assert (found.estimate.value, found.estimate.cooling) == (1_000, None)


def test_without_a_formula_what_is_expected_is_the_whole() -> None:
    assert said_of(replace(PLANNED, formula="")) == [NO_FORMULA]


@pytest.mark.parametrize("values", [{"cooling_cop": Decimal(0)}, {"unit": "t"}])
def test_the_impossible_is_left_out_and_said(values: dict[str, Any]) -> None:
    one = replace(PLANNED, **values)
    effect, findings = within_boundary(record(one), one)
    assert effect.cooling_share is None
    assert [each.blocking for each in findings] == [True]


def test_meters_above_each_other_in_a_ring_end() -> None:
    ring = (meter("c", "d"), meter("d", "c"))
    started = replace(PLANNED, chiller="c")
    assert said_of(started, *ring, replace(UPGRADE, running_from=date(2024, 1, 20))) == [OUTSIDE]
