"""Non-routine adjustments, sliding baselines, the ratio asked for, and a model that went stale."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cpdesk.analysis.models.regression import CONSTANT
from cpdesk.analysis.saving.avoided import Method
from cpdesk.analysis.saving.verdict import RATIO_CHOSEN
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Meter, MeterKind, Reading
from cpdesk.domain.upgrades import Upgrade
from cpdesk.domain.verification import Adjustment, AdjustmentKind, Way
from cpdesk.domain.words import LocalText
from cpdesk.services.factors import load_factors
from cpdesk.services.saving import events
from cpdesk.services.saving import findings as found
from cpdesk.services.saving.savings import savings_of
from tests.services.test_savings import EFFECT, kinds, measured, record

NEW_LINE = Adjustment(
    id="j", code="J1", effect="e", name=LocalText("New line"), reason=LocalText("Since July"),
    kind=AdjustmentKind.ESTIMATE, start=date(2024, 7, 1), amount=Decimal(1000),
    tolerance=Decimal(20),
)  # fmt: skip


def test_an_estimated_event_is_added_to_the_adjusted_baseline() -> None:
    """July to December are six months at 1,000 kWh."""
    plain, adjusted = measured(), measured(NEW_LINE)
    assert adjusted.avoided
    assert plain.avoided
    assert adjusted.avoided.avoided == pytest.approx(plain.avoided.avoided + 6000)
    assert adjusted.avoided.half_width == pytest.approx(
        (plain.avoided.half_width**2 + 1200**2) ** 0.5
    )
    assert [m.added for m in adjusted.avoided.months] == [0.0] * 5 + [1000.0] * 6


def test_part_of_a_month_counts_by_its_days() -> None:
    """From the 22nd of July to the 11th of August: 10 of 31 days in each."""
    short = replace(NEW_LINE, start=date(2024, 7, 22), end=date(2024, 8, 11))
    adjusted = measured(short)
    assert adjusted.avoided
    by_month = {m.month: m.added for m in adjusted.avoided.months if m.added}
    assert by_month == pytest.approx({Month(2024, 7): 10_000 / 31, Month(2024, 8): 10_000 / 31})


def test_a_sub_meter_counts_the_event_in_its_own_unit() -> None:
    sub = Meter(id="s", code="M2", factory="f", kind=MeterKind.ELECTRICITY, unit="MWh", above="m")
    bills = [
        Reading(id=f"s{n}", meter="s", start=date(2024, n, 1), end=date(2024, n + 1, 1),
                amount=Decimal("1.5"))
        for n in (7, 8, 9)
    ]  # fmt: skip
    metered = replace(NEW_LINE, kind=AdjustmentKind.METERED, amount=None, meter="s")
    ends = replace(metered, end=date(2024, 10, 1))
    plain, adjusted = measured(), measured(sub, *bills, ends)
    assert adjusted.avoided
    assert plain.avoided
    assert adjusted.avoided.avoided == pytest.approx(plain.avoided.avoided + 4500)
    assert events.NOT_METERED not in kinds(adjusted)
    gap = measured(sub, bills[0], bills[2], ends)
    missing = next(each for each in gap.findings if each.kind is events.NOT_METERED)
    assert missing.place.code == "J1"
    assert events.NOT_METERED in kinds(measured(sub, metered))


def test_an_indicator_must_change_within_the_baseline() -> None:
    late = replace(NEW_LINE, kind=AdjustmentKind.INDICATOR)
    assert measured(late).avoided.lights.model.kind is CONSTANT  # type: ignore[union-attr]
    early = replace(late, start=date(2022, 3, 1), end=date(2022, 9, 1))
    result = measured(early).avoided
    assert result is not None
    assert result.fit is not None
    assert result.fit.names == ("D1", "J1")
    assert result.drivers == ("D1",)


def test_what_is_missing_of_an_event_is_said_and_it_is_not_used() -> None:
    def said(**values: Any) -> list[object]:
        return kinds(measured(replace(NEW_LINE, **values)))

    assert said(kind=None).count(events.INCOMPLETE) == 1
    assert events.INCOMPLETE in said(amount=None)
    assert events.INCOMPLETE in said(start=None)
    assert events.NO_REASON in said(reason=LocalText())
    assert events.NO_TOLERANCE in said(tolerance=None)
    alone, unused = measured().avoided, measured(replace(NEW_LINE, amount=None)).avoided
    assert alone
    assert unused
    assert alone.avoided == unused.avoided


def test_the_last_months_before_the_works_are_the_baseline() -> None:
    """The works began on 10 December 2023: twelve months end with November."""
    result = measured(replace(EFFECT, baseline_months=12)).avoided
    assert result is not None
    assert result.baseline[0].month == Month(2022, 12)
    assert result.baseline[-1].month == Month(2023, 11)
    assert len(result.baseline) == 12


def test_the_ratio_asked_for() -> None:
    result = measured(replace(EFFECT, way=Way.RATIO)).avoided
    assert result is not None
    assert (result.method, result.lights.model.kind) == (Method.RATIO, RATIO_CHOSEN)


def test_a_model_agreed_to_is_stale_as_soon_as_a_baseline_reading_changes() -> None:
    now = measured()
    assert now.inputs
    agreed = replace(EFFECT, agreed_on=date(2025, 1, 5), agreed_inputs=now.inputs)
    assert found.STALE not in kinds(measured(agreed))
    corrected = Reading(
        id="m5", meter="m", start=date(2022, 6, 1), end=date(2022, 7, 1), amount=Decimal(13_000),
        cost=Decimal(1), currency="CNY",
    )  # fmt: skip
    stale = measured(agreed, corrected)
    assert found.STALE in kinds(stale)
    assert stale.avoided is not None
    later = Reading(
        id="m30", meter="m", start=date(2024, 7, 1), end=date(2024, 8, 1), amount=Decimal(9_000),
        cost=Decimal(1), currency="CNY",
    )  # fmt: skip
    assert found.STALE not in kinds(measured(agreed, later))
    assert found.STALE in kinds(measured(replace(agreed, drivers=())))
    assert found.STALE in kinds(measured(agreed, replace(
        NEW_LINE, start=date(2022, 7, 1), end=date(2022, 9, 1))))  # fmt: skip


def test_an_event_belongs_to_its_effect_only() -> None:
    other = replace(EFFECT, id="e2", code="E2")
    made = record(other, NEW_LINE)
    first, second = savings_of(made, made.get(Upgrade, "u"), load_factors(made)).effects
    assert first.avoided
    assert second.avoided
    assert first.avoided.avoided - second.avoided.avoided == pytest.approx(6000)
