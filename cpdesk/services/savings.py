"""What each upgrade saved: readings to months, months to a model, the model to a verdict."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from cpdesk.analysis import savings as method
from cpdesk.analysis.emissions import Converted, co2, standard_coal
from cpdesk.analysis.factors import Factor, FactorTable, Used
from cpdesk.analysis.money import InHongKong, at_average_price, in_hong_kong
from cpdesk.analysis.money import Money as Money
from cpdesk.analysis.months import MonthlySeries, MonthValue
from cpdesk.analysis.savings import Avoided, Series
from cpdesk.domain.company import Factory, Region
from cpdesk.domain.findings import Finding, Place, Refusal
from cpdesk.domain.papers import ExchangeRate
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, Grid, Meter, MeterKind
from cpdesk.domain.record import Record
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.services import savings_findings as found
from cpdesk.services.series import monthly

CONFIDENCE = Decimal("0.90")

Known = tuple[tuple[str, MonthlySeries], ...]


@dataclass(frozen=True)
class EffectSavings:
    """One effect of an upgrade at one meter; `avoided` is None where nothing can be compared.

    `money` is in the bills' currency, `money_hkd` the same in HK$ where a rate is known.
    """

    effect: Effect
    meter: Meter | None
    avoided: Avoided | None
    money: Money | None
    standard_coal: Converted | None
    co2: Converted | None
    findings: tuple[Finding, ...]
    money_hkd: InHongKong | None = None

    @property
    def factors(self) -> tuple[Used, ...]:
        """Every factor that was used, each once, with the last year it was asked for."""
        return tuple({used.factor: used for used in self._all_used}.values())

    @property
    def _all_used(self) -> tuple[Used, ...]:
        parts = (self.standard_coal, self.co2)
        return tuple(used for each in parts if each for used in each.all_used)

    def asked(self, factor: Factor) -> tuple[int, ...]:
        """The years that a factor was used for."""
        return tuple(sorted({used.asked for used in self._all_used if used.factor == factor}))


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
    """Measure each effect of an upgrade at its meter, with an interval of this confidence.

    What cannot be measured has no `avoided` and a finding that says why.
    """
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
        drivers = [record.get(Driver, each) for each in effect.drivers]
        known = tuple((driver.code, monthly(record, driver)) for driver in drivers)
        result = _measure(upgrade, effect, meter, series, known, confidence)
    except Refusal as refusal:
        return EffectSavings(effect, meter, None, None, None, None, (refusal.finding,))
    return _valued(record, upgrade, effect, meter, series, result, factors)


@lru_cache(maxsize=512)  # the same until an input changes: a series is only equal to itself
def _measure(
    upgrade: Upgrade, effect: Effect, meter: Meter, series: MonthlySeries, drivers: Known,
    confidence: float,
) -> Avoided:  # fmt: skip
    data = Series(_floats(series), {code: _floats(each) for code, each in drivers})
    end = baseline_end(upgrade, effect)
    before = _months(data, effect.baseline_from, end)
    after = _months(data, upgrade.running_from, effect.reporting_to)
    if not before:
        raise found.no_baseline(upgrade, meter, series, drivers, end)
    if not after:
        raise method.NO_REPORTING.refuse(_at(upgrade), meter=meter.code, upgrade=upgrade.code)
    if before[-1] >= after[0]:
        raise method.OVERLAPPING.refuse(_at(upgrade), upgrade=upgrade.code)
    return method.avoided(data, before, after, confidence)


def baseline_end(upgrade: Upgrade, effect: Effect) -> date | None:
    """The first day that is no longer baseline: as chosen, else when the works began."""
    return effect.baseline_to or upgrade.works_from or upgrade.running_from


def _at(upgrade: Upgrade) -> Place:
    return Place("upgrade", upgrade.code)


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
    record: Record, upgrade: Upgrade, effect: Effect, meter: Meter, series: MonthlySeries,
    result: Avoided, factors: FactorTable,
) -> EffectSavings:  # fmt: skip
    amounts = _by_year(result)
    coal = standard_coal(amounts, meter, factors)
    carbon = co2(amounts, _on_its_grid(record, meter), factors)
    money = at_average_price(result.avoided, _values(series, result))
    dollars = _dollars(record, money, result.months[-1].month.end)
    findings = [each for each in (coal, carbon, dollars) if isinstance(each, Finding)]
    findings += found.doubts(record, upgrade, meter, series, result, money)
    effects = EffectSavings(
        effect, meter, result, money, coal if isinstance(coal, Converted) else None,
        carbon if isinstance(carbon, Converted) else None, tuple(findings),
        dollars if isinstance(dollars, InHongKong) else None,
    )  # fmt: skip
    return replace(effects, findings=(*findings, *_other_years(effects)))


def _by_year(result: Avoided) -> dict[int, float]:
    """What was avoided in each year, for the factor of that year on both sides."""
    years = sorted({month.month.year for month in result.months})
    return {
        year: math.fsum(each.avoided for each in result.months if each.month.year == year)
        for year in years
    }


def _on_its_grid(record: Record, meter: Meter) -> Meter:
    """In Guangdong the provincial grid is meant where no other is named."""
    if meter.kind is not MeterKind.ELECTRICITY or meter.grid is not None:
        return meter
    in_guangdong = record.get(Factory, meter.factory).region is Region.GUANGDONG
    return replace(meter, grid=Grid.GUANGDONG) if in_guangdong else meter


def _values(series: MonthlySeries, result: Avoided) -> Sequence[MonthValue]:
    values = (series.value(month.month) for month in result.months)
    return [value for value in values if value is not None]


def _dollars(record: Record, money: Money | None, day: date) -> InHongKong | Finding | None:
    if money is None:
        return None
    return in_hong_kong(money.amount, money.currency, day, record.all(ExchangeRate))


def _other_years(effect: EffectSavings) -> Iterator[Finding]:
    for factor in (used.factor for used in effect.factors if used.factor.year is not None):
        others = [year for year in effect.asked(factor) if year != factor.year]
        if others:
            yield found.OTHER_YEAR.at(
                Place("factor", factor.key), key=factor.key, year=str(factor.year),
                asked=", ".join(map(str, others)),
            )  # fmt: skip
