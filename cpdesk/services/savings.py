"""What each upgrade saved: readings to months, months to a model, the model to a verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cpdesk.analysis import savings as method
from cpdesk.analysis.emissions import Converted, co2, standard_coal
from cpdesk.analysis.factors import FactorTable, Used
from cpdesk.analysis.months import MonthlySeries
from cpdesk.analysis.savings import Avoided, Series
from cpdesk.domain.findings import Finding, Place, Refusal, warning
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, Meter
from cpdesk.domain.record import Record
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.domain.words import N_
from cpdesk.services.series import monthly

CONFIDENCE = Decimal("0.90")

NO_PRICE = warning(
    "price-missing", N_("The bills of {meter} carry no cost, so its saving has no money figure.")
)


@dataclass(frozen=True)
class Money:
    """The avoided amount at the average price of the reporting bills (demand charges included)."""

    amount: float
    currency: str
    price: float


@dataclass(frozen=True)
class EffectSavings:
    """One effect of an upgrade at one meter; `avoided` is None where nothing can be compared."""

    effect: Effect
    meter: Meter | None
    avoided: Avoided | None
    money: Money | None
    standard_coal: Converted | None
    co2: Converted | None
    findings: tuple[Finding, ...]

    @property
    def factors(self) -> tuple[Used, ...]:
        return tuple(each.used for each in (self.standard_coal, self.co2) if each)


@dataclass(frozen=True)
class UpgradeSavings:
    """What is known of an upgrade's effects."""

    upgrade: Upgrade
    effects: tuple[EffectSavings, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for effect in self.effects for finding in effect.findings)


def all_savings(record: Record, factors: FactorTable) -> tuple[UpgradeSavings, ...]:
    """The savings of every upgrade that runs."""
    running = [each for each in record.all(Upgrade) if each.running_from]
    return tuple(savings_of(record, upgrade, factors) for upgrade in running)


def savings_of(
    record: Record, upgrade: Upgrade, factors: FactorTable, confidence: Decimal = CONFIDENCE
) -> UpgradeSavings:
    """Measure each effect of an upgrade at its meter."""
    effects = record.where(Effect, upgrade=upgrade.id)
    return UpgradeSavings(
        upgrade,
        tuple(_effect(record, upgrade, effect, factors, float(confidence)) for effect in effects),
    )


def _effect(
    record: Record, upgrade: Upgrade, effect: Effect, factors: FactorTable, confidence: float
) -> EffectSavings:
    if effect.meter is None or upgrade.running_from is None:
        return EffectSavings(effect, None, None, None, None, None, ())
    meter = record.get(Meter, effect.meter)
    try:
        series = monthly(record, meter)
        drivers = tuple(record.get(Driver, each) for each in effect.drivers)
        known = tuple((driver.code, monthly(record, driver)) for driver in drivers)
        result = _measure(upgrade, effect, meter, series, known, confidence)
    except Refusal as refusal:
        return EffectSavings(effect, meter, None, None, None, None, (refusal.finding,))
    return _valued(effect, meter, series, result, factors)


def _measure(
    upgrade: Upgrade, effect: Effect, meter: Meter, series: MonthlySeries,
    drivers: tuple[tuple[str, MonthlySeries], ...], confidence: float,
) -> Avoided:
    data = _data(series, drivers)
    before = _months(data, effect.baseline_from, _baseline_end(upgrade, effect))
    after = _months(data, upgrade.running_from, effect.reporting_to)
    place = Place("upgrade", upgrade.code)
    if not before:
        raise method.NO_BASELINE.refuse(place, meter=meter, upgrade=upgrade)
    if not after:
        raise method.NO_REPORTING.refuse(place, meter=meter, upgrade=upgrade)
    if before[-1] >= after[0]:
        raise method.OVERLAPPING.refuse(place, upgrade=upgrade)
    return method.avoided(data, before, after, confidence)


def _baseline_end(upgrade: Upgrade, effect: Effect) -> date | None:
    return effect.baseline_to or upgrade.works_from or upgrade.running_from


def _data(series: MonthlySeries, drivers: tuple[tuple[str, MonthlySeries], ...]) -> Series:
    return Series(_floats(series), {code: _floats(each) for code, each in drivers})


def _floats(series: MonthlySeries) -> dict[Month, float]:
    return {value.month: float(value.amount) for value in series.months if value.complete}


def _months(data: Series, start: date | None, end: date | None) -> list[Month]:
    """The usable months that lie wholly within `[start, end)`."""
    return [
        month
        for month in data.usable(sorted(data.use))
        if (start is None or month.start >= start) and (end is None or month.end <= end)
    ]


def _valued(
    effect: Effect, meter: Meter, series: MonthlySeries, result: Avoided, factors: FactorTable
) -> EffectSavings:
    year = result.months[-1].month.year
    coal = standard_coal(result.avoided, meter, year, factors)
    carbon = co2(result.avoided, meter, year, factors)
    money = _money(series, result)
    findings = [each for each in (coal, carbon) if isinstance(each, Finding)]
    findings += list(_doubts(meter, result, money))
    return EffectSavings(
        effect, meter, result, money, coal if isinstance(coal, Converted) else None,
        carbon if isinstance(carbon, Converted) else None, tuple(findings),
    )


def _doubts(meter: Meter, result: Avoided, money: Money | None) -> Iterator[Finding]:
    place = Place("meter", meter.code)
    if len(result.baseline) < 12:
        yield method.SHORT_BASELINE.at(place, meter=meter, n=len(result.baseline))
    if money is None:
        yield NO_PRICE.at(place, meter=meter)


def _money(series: MonthlySeries, result: Avoided) -> Money | None:
    values = [series.value(month.month) for month in result.months]
    costs = [value.cost for value in values if value and value.cost is not None]
    currencies = {value.currency for value in values if value}
    used = sum(float(value.amount) for value in values if value)
    if len(costs) != len(values) or len(currencies) != 1 or not used:
        return None
    price = float(sum(costs)) / used
    return Money(result.avoided * price, currencies.pop(), price)
