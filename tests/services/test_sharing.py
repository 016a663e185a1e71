"""Upgrades that share a meter: the meter's result is counted once and divided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cpdesk.cli.savings import effect_object, total
from cpdesk.domain.entity import Entity
from cpdesk.domain.plant import Meter, MeterKind, Reading
from cpdesk.services.factors import load_factors
from cpdesk.services.saving.findings import NOT_DIVIDED
from cpdesk.services.saving.savings import UpgradeSavings, all_savings
from cpdesk.services.saving.sharing import Shared, contained, shared_meters, sharing_findings
from tests.services.test_savings import EFFECT, UPGRADE, record

FIRST = replace(EFFECT, expected=Decimal(48), unit="MWh")
SECOND = replace(UPGRADE, id="u2", code="U2", works_from=None, running_from=date(2024, 8, 1))
ITS = replace(EFFECT, id="e2", code="E2", upgrade="u2", expected=Decimal(16_000), unit="kWh")


def divided(*others: Entity) -> tuple[tuple[UpgradeSavings, ...], tuple[Shared, ...]]:
    made = record(*others)
    measured = all_savings(made, load_factors(made))
    return measured, shared_meters(made, measured)


def test_one_alone_shares_with_nobody() -> None:
    _, shared = divided()
    assert shared == ()


def test_the_earlier_result_is_the_ceiling_and_the_parts_add_up_to_it() -> None:
    """February to July are U1's alone; August to December divide 48 to 16."""
    _, (shared,) = divided(FIRST, SECOND, ITS)
    assert shared.leader.upgrade.code == "U1"
    assert shared.shares is not None
    months = shared.leader.avoided.months
    alone = sum(each.avoided for each in months if str(each.month) < "2024-08")
    both = sum(each.avoided for each in months if str(each.month) >= "2024-08")
    # 64,000 kWh a year would be 26,667 in five months: more than was saved, so it is scaled.
    assert both < 64_000 * 5 / 12
    # Of what there was to save, one takes a part from the other: f1 (1 - f2 / 2), f2 (1 - f1 / 2).
    base = sum(each.adjusted for each in months if str(each.month) >= "2024-08")
    f1, f2 = 20_000 / base, 16_000 * 5 / 12 / base
    one, two = f1 * (1 - f2 / 2), f2 * (1 - f1 / 2)
    assert shared.shares["U1"].amount == pytest.approx(alone + both * one / (one + two))
    assert shared.shares["U2"].amount == pytest.approx(both * two / (one + two))
    assert shared.shares["U2"].scale == pytest.approx(both / (base * (one + two)))
    assert shared.other == pytest.approx(0, abs=1e-6)
    parts = sum(each.amount for each in shared.shares.values()) + shared.other
    assert parts == pytest.approx(shared.ceiling)
    assert contained([shared]) == {"e2": "U1"}
    assert list(sharing_findings([shared])) == []


def test_the_total_counts_a_meter_once() -> None:
    measured, shared = divided(FIRST, SECOND, ITS)
    first = effect_object(measured[0], measured[0].effects[0], shared)
    second = effect_object(measured[1], measured[1].effects[0], shared)
    assert total(measured, shared)["standard_coal"] == first["standard_coal"]
    assert first["contained_in"] is None
    assert second["contained_in"] == "U1"
    assert isinstance(second["share"], dict)
    assert second["share"]["of"] == first["avoided"]


def test_without_an_estimate_nothing_is_divided_and_it_is_said() -> None:
    _, (shared,) = divided(FIRST, SECOND, replace(ITS, expected=None))
    assert shared.shares is None
    (said,) = sharing_findings([shared])
    assert said.kind is NOT_DIVIDED
    assert said.facts["missing"] == ("U2",)
    _, (shared,) = divided(FIRST, SECOND, replace(ITS, unit="kg"))
    assert shared.shares is None


def test_estimates_below_the_meter_leave_a_rest() -> None:
    low = (replace(FIRST, expected=Decimal(12)), SECOND, replace(ITS, expected=Decimal(6000)))
    _, (shared,) = divided(*low)
    later = [m for m in shared.leader.avoided.months if str(m.month) >= "2024-08"]
    both, base = sum(m.avoided for m in later), sum(m.adjusted for m in later)
    together = 1 - (1 - 5_000 / base) * (1 - 2_500 / base)
    assert shared.other == pytest.approx(both - base * together)
    assert shared.shares is not None
    assert shared.shares["U2"].scale == pytest.approx(1)


def test_periods_that_do_not_meet_are_two_results() -> None:
    ended = replace(FIRST, reporting_to=date(2024, 8, 1))
    _, shared = divided(ended, SECOND, ITS)
    assert shared == ()


def submetered(dear: Decimal | None = None) -> list[Entity]:
    """A sub-meter that falls from 5 MWh a month to 4 in August of 2024; `dear` for each kWh."""
    bills = [
        Reading(
            id=f"s{at}", meter="s", start=date(2022 + at // 12, at % 12 + 1, 1),
            end=date(2022 + (at + 1) // 12, (at + 1) % 12 + 1, 1),
            amount=Decimal(5 if at < 31 else 4),
            cost=dear and dear * 1000 * (5 if at < 31 else 4), currency="CNY" if dear else "",
        )
        for at in range(36)
    ]  # fmt: skip
    sub = Meter(id="s", code="M2", factory="f", kind=MeterKind.ELECTRICITY, unit="MWh", above="m")
    return [sub, *bills, replace(ITS, meter="s", drivers=(), expected=None)]


def test_a_sub_meter_lies_within_the_meter_above_it_with_what_it_measured() -> None:
    measured, (shared,) = divided(FIRST, SECOND, *submetered())
    assert contained([shared]) == {"e2": "U1"}
    assert shared.shares is not None
    own = measured[1].effects[0].avoided
    assert own is not None
    assert shared.shares["U2"].estimate == pytest.approx(own.avoided * 1000)
