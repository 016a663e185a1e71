"""Before purchase: the estimate worked out, and whether the meter will show the saving."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cpdesk.analysis.plan import detectability as told
from cpdesk.analysis.plan import estimate
from cpdesk.domain.entity import Entity
from cpdesk.domain.plant import Meter, MeterKind, Reading
from cpdesk.domain.record import Change, Identity, Record
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.domain.verification import Input, Way
from cpdesk.services.saving.plans import Plan, plan, plan_findings
from tests.services.test_savings import EFFECT, UPGRADE, record

COMING = replace(UPGRADE, works_from=None, running_from=None)
VALUES = (("n", "10", 0), ("P0", "7.5", 2), ("P1", "5", 2), ("h", "1500", 5))
INPUTS = tuple(
    Input(id=name, code=f"I-{name}", effect="e", symbol=name, value=Decimal(value),
          tolerance=Decimal(tolerance))
    for name, value, tolerance in VALUES
)  # fmt: skip


def planned(*others: Entity, **values: Any) -> Plan:
    effect = replace(EFFECT, **values)
    made = until_2023(record(COMING, effect, *others))
    return plan(made, made.get(Upgrade, "u"), made.get(Effect, "e"))


def until_2023(made: Record) -> Record:
    """The record as it was before the saving that the other tests measure."""
    later = [each for each in made.all(Reading) if each.start.year > 2023]
    return made.after([Change(each, None) for each in later], Identity("r", 2, ""))


def kinds(found: Plan) -> list[object]:
    return [each.kind for each in found.findings]


def test_the_formula_is_worked_out_with_its_tolerance() -> None:
    """10 x 2.5 x 1,500 = 37,500; powers move it by 2,250 and 1,500, hours by 1,875."""
    found = planned(*INPUTS, formula="n × (P0 − P1) × h", expected=Decimal(37_500), unit="kWh",
                    tolerance=Decimal(10))  # fmt: skip
    assert found.estimate is not None
    assert found.estimate.value == 37_500
    assert found.estimate.half_width == pytest.approx((2250**2 + 1500**2 + 1875**2) ** 0.5)
    assert kinds(found) == [told.DETECTABLE]
    other = planned(*INPUTS, formula="n*(P0-P1)*h", expected=Decimal(50_000), unit="kWh")
    assert estimate.DIFFERS in kinds(other)


def test_a_saving_too_small_for_its_meter_asks_for_a_sub_meter() -> None:
    found = planned(expected=Decimal(100), unit="kWh")
    assert kinds(found) == [told.NO_SUBMETER]
    sub = Meter(id="s", code="M2", factory="f", kind=MeterKind.ELECTRICITY, unit="MWh", above="m")
    bills = [
        Reading(
            id=f"s{at}", meter="s", start=date(2022 + at // 12, at % 12 + 1, 1),
            end=date(2022 + (at + 1) // 12, (at + 1) % 12 + 1, 1),
            amount=Decimal("0.1") + Decimal(at % 2) / 1000,
        )
        for at in range(24)
    ]  # fmt: skip
    below = planned(sub, *bills, expected=Decimal(100), unit="kWh")
    assert kinds(below)[0] in (told.AT_SUBMETER, told.PERHAPS_AT_SUBMETER)
    assert below.findings[0].facts["submeter"] == "M2"


def test_units_are_turned_into_the_meters() -> None:
    found = planned(expected=Decimal(20), unit="MWh")
    assert found.detection is not None
    assert found.detection.expected == pytest.approx(20_000)


def test_nothing_is_asked_of_a_meter_that_is_not_to_show_it() -> None:
    assert planned(meter=None).detection is None
    assert planned(way=Way.SPOT).detection is None
    assert planned(expected=Decimal(5), unit="t").detection is None
    assert kinds(planned()) == [told.NOT_EXPECTED]


def test_only_upgrades_to_come_are_planned() -> None:
    made = record(replace(EFFECT, expected=Decimal(100), unit="kWh"))
    assert not list(plan_findings(made, (made.get(Upgrade, "u"),)))
    coming = until_2023(record(COMING, replace(EFFECT, expected=Decimal(100), unit="kWh")))
    assert [f.kind for f in plan_findings(coming, (coming.get(Upgrade, "u"),))] == [
        told.NO_SUBMETER
    ]


def test_months_after_the_works_do_not_blur_what_the_meter_could_show() -> None:
    """With the year of the saving in the model, the interval would be many times as wide."""
    wanted = replace(EFFECT, expected=Decimal(30_000), unit="kWh")
    runs = record(wanted)
    before = until_2023(record(replace(UPGRADE, running_from=None), wanted))
    found, known = (plan(each, each.get(Upgrade, "u"), wanted) for each in (runs, before))
    assert found.detection is not None
    assert known.detection is not None
    assert found.detection.half_width == known.detection.half_width
    assert found.detection.use == known.detection.use
    assert kinds(found) == [told.DETECTABLE]
