"""How one effect is measured: what goes into the comparison, and the comparison itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from cpdesk.analysis.months.monthly import MonthlySeries
from cpdesk.analysis.saving import avoided as method
from cpdesk.analysis.saving.avoided import METHOD_VERSION, Avoided, Series
from cpdesk.analysis.saving.normalised import normalised
from cpdesk.domain.findings import Finding, Refusal
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, Meter
from cpdesk.domain.record import Record
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.domain.verification import Adjustment, Way
from cpdesk.services.saving import findings as found
from cpdesk.services.saving.balances import balance_series, has_balance
from cpdesk.services.saving.events import Told, events_of, told_events
from cpdesk.services.series import floats, monthly

Known = tuple[tuple[str, MonthlySeries], ...]


@dataclass(frozen=True)
class Inputs:
    """Everything one comparison is made from; equal inputs give the same result.

    `use` are the months of the meter, or where flows belong to the effect those of their balance;
    then there is no meter.
    """

    upgrade: Upgrade
    effect: Effect
    meter: Meter | None
    use: MonthlySeries
    drivers: Known
    events: tuple[Told, ...] = ()

    @property
    def name(self) -> str:
        """The code by which findings speak of what is compared."""
        return self.meter.code if self.meter else self.effect.code


def gather(record: Record, upgrade: Upgrade, effect: Effect) -> Inputs:
    """What the record holds for this comparison; raises Refusal where a unit does not match."""
    balanced = has_balance(record, effect) or not effect.meter
    meter = None if balanced else record.get(Meter, effect.meter or "")
    use = monthly(record, meter) if meter else balance_series(record, upgrade, effect)
    drivers = [record.get(Driver, each) for each in effect.drivers]
    return Inputs(
        upgrade, effect, meter, use,
        tuple((driver.code, monthly(record, driver)) for driver in drivers),
        told_events(record, record.where(Adjustment, effect=effect.id)),
    )  # fmt: skip


@lru_cache(maxsize=512)  # the same until an input changes: a series is only equal to itself
def measure(inputs: Inputs, confidence: float) -> Avoided:
    """Compare the reporting months with the baseline; raises Refusal where neither can be had."""
    data = series_of(inputs)
    before = baseline_months(inputs, data)
    after = reporting_months(inputs, data, before)
    if inputs.effect.way is not Way.NORMALISED:
        by_ratio = inputs.effect.way is Way.RATIO
        return method.avoided(data, before, after, confidence, by_ratio=by_ratio)
    made = normalised(data, before, after, confidence=confidence)
    if isinstance(made, Finding):
        raise Refusal(replace(made, place=found.at(inputs.upgrade)))
    return made


def series_of(inputs: Inputs) -> Series:
    """The complete months of the meter and of each driver, with the events."""
    use = floats(inputs.use)
    drivers = {code: floats(each) for code, each in inputs.drivers}
    return Series(use, drivers, events_of(inputs.events, inputs.use.unit, sorted(use)))


def baseline_months(inputs: Inputs, data: Series) -> list[Month]:
    """The baseline's usable months: from and to as chosen, or the last ones before the works."""
    upgrade, effect = inputs.upgrade, inputs.effect
    end = baseline_end(upgrade, effect)
    months = _months(data, effect.baseline_from, end)
    if not months:
        raise found.no_baseline(upgrade, inputs.name, inputs.use, inputs.drivers, end)
    last = effect.baseline_months
    return months[-last:] if last and last > 0 else months


def reporting_months(inputs: Inputs, data: Series, before: Sequence[Month]) -> list[Month]:
    """The usable months since the upgrade runs; raises Refusal for none, or one in the baseline."""
    upgrade, effect = inputs.upgrade, inputs.effect
    place = found.at(upgrade)
    after = _months(data, upgrade.running_from, effect.reporting_to)
    if not after:
        raise method.NO_REPORTING.refuse(place, meter=inputs.name, upgrade=upgrade.code)
    if before[-1] >= after[0]:
        raise method.OVERLAPPING.refuse(place, upgrade=upgrade.code)
    return after


def baseline_end(upgrade: Upgrade, effect: Effect) -> date | None:
    """The first day that is no longer baseline: as chosen, else when the works began."""
    return effect.baseline_to or upgrade.works_from or upgrade.running_from


def _months(data: Series, start: date | None, end: date | None) -> list[Month]:
    """The usable months that lie wholly within `[start, end)`."""
    return [
        month
        for month in data.usable(sorted(data.use))
        if (start is None or month.start >= start) and (end is None or month.end <= end)
    ]


@lru_cache(maxsize=512)
def model_inputs(inputs: Inputs) -> str:
    """The fingerprint of what the baseline's model is made from; raises Refusal without one.

    It covers the method's version, the baseline's months, and for each of them the use, drivers,
    events and readings: whatever of these changes, the model that was agreed to is stale.
    """
    data = series_of(inputs)
    months = baseline_months(inputs, data)
    told = {
        "method": METHOD_VERSION, "way": inputs.effect.way and inputs.effect.way.value,
        "months": [str(month) for month in months], "use": data.routine(months),
        "columns": data.columns(months), "unit": inputs.use.unit,
        "readings": _readings(inputs.use, months),
        "drivers": {code: _readings(each, months) for code, each in inputs.drivers},
    }  # fmt: skip
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:20]


def _readings(series: MonthlySeries, months: Sequence[Month]) -> list[str]:
    values = [series.value(month) for month in months]
    return sorted({reading for value in values if value for reading in value.readings})
