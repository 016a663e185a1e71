"""Less heat also saves cooling: worked by hand, and what cannot be worked out."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import pytest

from cpdesk.analysis.plan.estimate import DIFFERS, estimated
from cpdesk.analysis.saving import cooling as found
from cpdesk.analysis.saving.cooling import cooling, faults
from cpdesk.analysis.saving.spot import spot_saving
from cpdesk.domain.upgrades import Effect
from cpdesk.domain.verification import Way
from tests.analysis.test_estimate import LAMPS
from tests.services.test_savings_ways import SPOTS

LIGHTS = Effect(
    id="e", code="E1", upgrade="u", unit="kWh", formula="(P0 - P1) * h",
    cooling_share=Decimal(60), cooling_cop=Decimal(4), cooling_tolerance=Decimal(20),
)  # fmt: skip


def effect(**values: Any) -> Effect:
    return Effect(**{**vars(LIGHTS), **values})


def test_lamps_in_a_cooled_hall_by_hand() -> None:
    """12,000 kWh of light; 60 % of its heat leaves by a chiller of COP 4: 1,800 kWh more."""
    made = estimated(LIGHTS, LAMPS).estimate
    assert made is not None
    assert made.value == 13_800
    assert made.cooling is not None
    assert (made.cooling.amount, made.cooling.change) == (1_800, pytest.approx(360))
    # An error of the lamps is one of their heat too: each part grows by 1 + 0.6 / 4.
    assert [part.change for part in made.parts] == pytest.approx([1_150, 460, 690])
    assert made.half_width == pytest.approx(math.sqrt(1_150**2 + 460**2 + 690**2 + 360**2))
    assert made.worst == pytest.approx(2_660)


def test_what_was_typed_is_held_against_the_whole() -> None:
    whole = estimated(effect(expected=Decimal(13_800)), LAMPS)
    assert DIFFERS not in [each.kind for each in whole.findings]
    lamps_only = estimated(effect(expected=Decimal(12_000)), LAMPS)
    assert DIFFERS in [each.kind for each in lamps_only.findings]


def test_machines_measured_on_the_spot_give_off_less_heat() -> None:
    """150,000 kWh and 15 % more; the tolerances as without, and that of the cooling."""
    alone = spot_saving(effect(way=Way.SPOT, cooling_share=None, cooling_cop=None), SPOTS)
    made = spot_saving(effect(way=Way.SPOT), SPOTS)
    assert (made.before, made.after) == (450_000, 300_000)
    assert made.amount == pytest.approx(172_500)
    assert alone.half_width is not None
    assert made.half_width == pytest.approx(math.hypot(alone.half_width * 1.15, 22_500 * 0.2))
    parts = [term.part for term in made.terms]
    assert math.hypot(*(each or 0 for each in parts), 4_500) == pytest.approx(made.half_width)


def test_nothing_told_of_cooling_adds_nothing() -> None:
    plain = effect(cooling_share=None, cooling_cop=None)
    assert cooling(plain, Decimal(100)) is None
    assert list(faults(plain)) == []


@pytest.mark.parametrize(
    ("values", "kind", "field"),
    [
        ({"cooling_cop": None}, found.INCOMPLETE, "cooling_cop"),
        ({"cooling_share": None}, found.INCOMPLETE, "cooling_share"),
        ({"cooling_share": Decimal(101)}, found.IMPOSSIBLE, "cooling_share"),
        ({"cooling_share": Decimal(-1)}, found.IMPOSSIBLE, "cooling_share"),
        ({"cooling_cop": Decimal(0)}, found.IMPOSSIBLE, "cooling_cop"),
        ({"cooling_cop": Decimal("-3")}, found.IMPOSSIBLE, "cooling_cop"),
        ({"cooling_tolerance": Decimal(-5)}, found.IMPOSSIBLE, "cooling_tolerance"),
        ({"cooling_tolerance": None}, found.NO_TOLERANCE, "cooling_tolerance"),
        ({"unit": "m³"}, found.NO_HEAT, "cooling_share"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    values: dict[str, Any], kind: object, field: str
) -> None:
    one = effect(**values)
    (said,) = faults(one)
    assert (said.kind, said.place.field) == (kind, field)
    added = cooling(one, Decimal(100))
    assert (added is None) == (kind is not found.NO_TOLERANCE)


def test_the_unit_of_the_meter_counts_where_the_effect_names_none() -> None:
    (said,) = faults(effect(unit=""), "t")
    assert said.kind is found.NO_HEAT
