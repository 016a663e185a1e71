"""Which models a baseline allows, and the one that a person agrees to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cpdesk.analysis.models.all_models import Candidate
from cpdesk.analysis.models.rule_sets import RuleSet, all_rules, met
from cpdesk.analysis.models.selection import candidates, doubts
from cpdesk.analysis.models.step_scan import step_found
from cpdesk.analysis.months.degree_days import BaseSearch, search_base
from cpdesk.analysis.saving.avoided import Series
from cpdesk.domain.findings import Finding, Place
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, DriverKind
from cpdesk.domain.quantities import from_float
from cpdesk.domain.record import Record
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.domain.words import N_
from cpdesk.records.journal import Entry
from cpdesk.services.saving.measuring import (
    baseline_months,
    gather,
    model_inputs,
    series_of,
)
from cpdesk.services.series import floats, monthly
from cpdesk.services.weather import computed_from
from cpdesk.services.workspace import Workspace

CHOSEN = N_("Drivers of {upgrade}")
BASE_CHOSEN = N_("Base temperature of {driver}")
AGREED = N_("Agreeing to the model of {upgrade}")


@dataclass(frozen=True)
class Alternative:
    """One model that the baseline allows: what speaks against it, and the rule sets it meets."""

    model: Candidate
    chosen: bool
    doubts: tuple[Finding, ...]
    meets: tuple[RuleSet, ...]


@dataclass(frozen=True)
class Choices:
    """Every model of the factory's drivers over the effect's baseline, the chosen one first."""

    models: tuple[Alternative, ...]
    months: tuple[Month, ...]
    findings: tuple[Finding, ...]


def choices(record: Record, upgrade: Upgrade, effect: Effect) -> Choices:
    """All subsets of the factory's drivers as models of the baseline; raises Refusal without one.

    The months are those of the effect's baseline in which every driver is known, so that the
    models can be compared.
    """
    inputs = gather(record, upgrade, effect)
    data = series_of(inputs)
    months = baseline_months(inputs, data)
    drivers = _drivers(record, upgrade, months)
    every = Series(data.use, {d.code: floats(monthly(record, d)) for d in drivers}, data.events)
    own = tuple(code for code, _ in inputs.drivers)
    found = candidates(every, months, own)
    kinds = {each.code: each.kind for each in drivers if each.kind}
    models = tuple(_choice(each, own, kinds) for each in found.candidates)
    step = step_found(data, months)
    return Choices(models, tuple(months), (*found.findings, *((step,) if step else ())))


def _choice(model: Candidate, own: Sequence[str], kinds: Mapping[str, DriverKind]) -> Alternative:
    chosen = set(model.drivers) == set(own)
    return Alternative(model, chosen, doubts(model, kinds), met(all_rules(model)))


def _drivers(record: Record, upgrade: Upgrade, months: Sequence[Month]) -> tuple[Driver, ...]:
    """The factory's drivers that are known in enough of the months; a temperature is none."""
    found = record.where(Driver, factory=upgrade.factory)
    return tuple(
        each
        for each in found
        if each.kind is not DriverKind.TEMPERATURE
        and len(set(months) & set(floats(monthly(record, each)))) >= 0.9 * len(months)
    )


def base_searches(
    record: Record, upgrade: Upgrade, effect: Effect
) -> tuple[tuple[Driver, BaseSearch], ...]:
    """For each degree-day driver of the effect that has daily temperatures: which base fits best.

    Over the effect's baseline, beside its other drivers. Raises Refusal where no base gives a
    model.
    """
    inputs = gather(record, upgrade, effect)
    data = series_of(inputs)
    months = baseline_months(inputs, data)
    use = dict(zip(months, data.routine(months), strict=True))
    drivers = [record.get(Driver, each) for each in effect.drivers]
    return tuple(
        (each, search_base(
            use, _days(record, source), _others(data, each),
            cooling=each.kind is DriverKind.COOLING_DEGREE_DAYS, place=Place("driver", each.code),
        ))
        for each in drivers if (source := computed_from(record, each)) is not None
    )  # fmt: skip


def _days(record: Record, source: Driver) -> dict[date, float]:
    """The mean temperature of each day; a reading of more than one day tells of none."""
    return {r.start: float(r.amount) for r in record.readings(source) if r.period.days == 1}


def _others(data: Series, driver: Driver) -> dict[str, Mapping[Month, float]]:
    return {code: values for code, values in data.drivers.items() if code != driver.code}


def choose_drivers(ws: Workspace, effect: Effect, codes: Sequence[str]) -> Entry:
    """Take these drivers for the effect's model, in this order; one entry of the history."""
    upgrade = ws.record.get(Upgrade, effect.upgrade)
    found = {each.code: each.id for each in ws.record.where(Driver, factory=upgrade.factory)}
    drivers = tuple(found[code] for code in codes)
    with ws.store.change(CHOSEN, upgrade=upgrade.code) as work:
        work.put(replace(effect, drivers=drivers, agreed_on=None, agreed_inputs=""))
    return ws.store.history()[-1]


def choose_base(ws: Workspace, driver: Driver, base: float) -> Entry:
    """Count the driver's degree days from this base, in °C; one entry of the history."""
    with ws.store.change(BASE_CHOSEN, driver=driver.code) as work:
        work.put(replace(driver, base_temperature=from_float(base)))
    return ws.store.history()[-1]


def has_bases(record: Record, effect: Effect) -> bool:
    """Whether the effect has a driver of degree days whose base can be searched."""
    drivers = (record.get(Driver, each) for each in effect.drivers)
    return any(computed_from(record, each) is not None for each in drivers)


def agree(ws: Workspace, effect: Effect) -> Entry:
    """Keep what the effect's model is made from today, so that any change of it is noticed.

    Raises Refusal where there is no baseline to agree to.
    """
    upgrade = ws.record.get(Upgrade, effect.upgrade)
    inputs = model_inputs(gather(ws.record, upgrade, effect))
    with ws.store.change(AGREED, upgrade=upgrade.code) as work:
        work.put(replace(effect, agreed_on=ws.today, agreed_inputs=inputs))
    return ws.store.history()[-1]
