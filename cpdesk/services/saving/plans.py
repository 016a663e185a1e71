"""Before purchase: what an effect is expected to be, and whether its meter will show it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from cpdesk.analysis.plan.detectability import YEAR, Detectability, Submeter, detectability
from cpdesk.analysis.plan.estimate import Estimate, estimated
from cpdesk.analysis.saving.avoided import Series
from cpdesk.domain.findings import Finding, Refusal
from cpdesk.domain.plant import Meter
from cpdesk.domain.record import Record
from cpdesk.domain.units import dimension, ratio
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.domain.verification import Input, Way
from cpdesk.services.saving.cooling import within_boundary
from cpdesk.services.saving.measuring import gather, series_of
from cpdesk.services.series import floats, monthly


@dataclass(frozen=True)
class Plan:
    """What is known of an effect before its upgrade runs.

    `estimate` is the formula with its inputs worked out, None without a formula; `detection` tells
    whether the meter will show the saving, None where no meter is to show it.
    """

    effect: Effect
    estimate: Estimate | None
    detection: Detectability | None
    findings: tuple[Finding, ...]


def plan(record: Record, upgrade: Upgrade, effect: Effect) -> Plan:
    """The plan of one expected effect; what cannot be said is a finding."""
    made, found = estimate_of(record, effect)
    try:
        detection = _detection(record, upgrade, effect)
    except Refusal as refusal:
        return Plan(effect, made, None, (*found, refusal.finding))
    told = (detection.finding,) if detection else ()
    return Plan(effect, made, detection, (*found, *told))


def estimate_of(record: Record, effect: Effect) -> tuple[Estimate | None, tuple[Finding, ...]]:
    """The effect's formula worked out, with the cooling that lies within its boundary."""
    own, found = within_boundary(record, effect)
    made = estimated(own, record.where(Input, effect=effect.id))
    return made.estimate, (*found, *made.findings)


def plan_findings(record: Record, upgrades: tuple[Upgrade, ...]) -> Iterator[Finding]:
    """What stands against the estimates of upgrades that do not run yet."""
    for upgrade in upgrades:
        if upgrade.running_from is None:
            for effect in record.where(Effect, upgrade=upgrade.id):
                yield from plan(record, upgrade, effect).findings


def _detection(record: Record, upgrade: Upgrade, effect: Effect) -> Detectability | None:
    """None where it will be measured otherwise, or the meter counts something else."""
    if not effect.meter or effect.way is Way.SPOT:
        return None
    inputs = gather(record, upgrade, effect)
    meter = inputs.meter
    if meter is None:
        return None
    expected = _expected(effect, meter)
    if expected is None:
        return None
    data = series_of(inputs)
    begins = upgrade.works_from or upgrade.running_from
    before = [month for month in sorted(data.use) if begins is None or month.end <= begins]
    months = data.usable(before)
    below = tuple(_submeters(record, meter, data))
    return detectability(meter.code, meter.unit, data, months, expected, below)


def _expected(effect: Effect, meter: Meter) -> float | None:
    """The expected reduction in the meter's unit; None where it is of something else."""
    unit = effect.unit or meter.unit
    if effect.expected is None:
        return 0.0
    if unit != meter.unit and dimension(unit) != dimension(meter.unit):
        return None
    return float(effect.expected) * float(ratio(unit, meter.unit))


def _submeters(record: Record, meter: Meter, data: Series) -> Iterator[Submeter]:
    """The meters beneath, with the use of their last twelve complete months."""
    for each in record.where(Meter, above=meter.id):
        if dimension(each.unit) == dimension(meter.unit):
            scale = float(ratio(each.unit, meter.unit))
            use = {month: amount * scale for month, amount in floats(monthly(record, each)).items()}
            last = sorted(use)[-YEAR:]
            if len(last) == YEAR:
                total = math.fsum(use[month] for month in last)
                yield Submeter(each.code, total, Series(use, data.drivers))
