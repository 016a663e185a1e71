"""What an avoided amount is worth: money, standard coal and CO2."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from cpdesk.analysis.factors.emissions import Converted, co2, standard_coal
from cpdesk.analysis.factors.table import FactorTable
from cpdesk.analysis.money.price import InHongKong, Money, at_average_price, in_hong_kong
from cpdesk.analysis.money.tariffs import Prices, at_tariffs
from cpdesk.analysis.saving.avoided import Avoided
from cpdesk.analysis.saving.normalised import Normalised
from cpdesk.domain.company import Factory, Region
from cpdesk.domain.findings import Finding, Refusal
from cpdesk.domain.papers import ExchangeRate
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Grid, Meter, MeterKind
from cpdesk.domain.record import Record
from cpdesk.domain.tariffs import Tariff, TariffBand
from cpdesk.domain.units import dimension, ratio
from cpdesk.domain.upgrades import Effect
from cpdesk.services.saving.measuring import Inputs
from cpdesk.services.series import monthly


@dataclass(frozen=True)
class Worth:
    """An avoided amount in other words; None where it cannot be said, and then a finding."""

    money: Money | None
    money_hkd: InHongKong | None
    standard_coal: Converted | None
    co2: Converted | None
    findings: tuple[Finding, ...]


NOTHING = Worth(None, None, None, None, ())


def value(record: Record, inputs: Inputs, result: Avoided, factors: FactorTable) -> Worth:
    """Money at the tariff or the bills' price, standard coal, and CO2 by each year's factor.

    What no meter of energy or water counts, such as a balance of solvent, has none of these here.
    """
    meter = inputs.meter
    if meter is None:
        return NOTHING
    money, doubt = _money(record, inputs, meter, result)
    return _worth(record, meter, _by_year(result), factors, money, doubt, _measured(result)[-1].end)


def value_of_year(
    record: Record, meter: Meter, amount: float, day: date, factors: FactorTable
) -> Worth:
    """The same of a yearly amount without months: at the average price of the last year's bills."""
    series = monthly(record, meter)
    bills = [value for value in series.months if value.complete and value.month.end <= day][-12:]
    money = at_average_price(amount, bills)
    return _worth(record, meter, {day.year: amount}, factors, money, None, day)


def worth_of_expected(
    record: Record, effects: Iterable[Effect], factors: FactorTable, on: date
) -> Iterator[tuple[Effect, Meter, Worth]]:
    """What the expected reduction of a year is worth, of each effect whose meter counts it."""
    for each in effects:
        meter = record.get(Meter, each.meter) if each.meter else None
        unit = each.unit or (meter.unit if meter else "")
        if meter is None or each.expected is None or dimension(unit) != dimension(meter.unit):
            continue
        try:
            amount = float(each.expected) * float(ratio(unit, meter.unit))
            yield each, meter, value_of_year(record, meter, amount, on, factors)
        except Refusal:
            continue  # what is wrong in the meter's bills is a finding of its own


def _worth(
    record: Record, meter: Meter, amounts: Mapping[int, float], factors: FactorTable,
    money: Money | None, doubt: Finding | None, day: date,
) -> Worth:  # fmt: skip
    coal = standard_coal(amounts, meter, factors)
    carbon = co2(amounts, _on_its_grid(record, meter), factors)
    dollars = _dollars(record, money, day)
    return Worth(
        money, dollars if isinstance(dollars, InHongKong) else None,
        coal if isinstance(coal, Converted) else None,
        carbon if isinstance(carbon, Converted) else None,
        tuple(each for each in (coal, carbon, doubt, dollars) if isinstance(each, Finding)),
    )  # fmt: skip


def _measured(result: Avoided) -> list[Month]:
    """The months that were metered with the upgrade; standard months are none of them."""
    months = result.since if isinstance(result, Normalised) else result.months
    return [each.month for each in months]


def _by_year(result: Avoided) -> dict[int, float]:
    """What was avoided in each year, for the factor of that year on both sides.

    What is normalised belongs to no year of its own: the last one of the reporting period serves.
    """
    if isinstance(result, Normalised):
        return {_measured(result)[-1].year: result.avoided}
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


def _money(
    record: Record, inputs: Inputs, meter: Meter, result: Avoided
) -> tuple[Money | None, Finding | None]:
    """At the tariff of what was avoided where there is one, else at the bills' average price."""
    bills = [inputs.use.value(month) for month in _measured(result)]
    average = at_average_price(result.avoided, [each for each in bills if each is not None])
    if isinstance(result, Normalised):
        return average, None
    avoided = [(each.month, each.avoided) for each in result.months]
    reduction = float(inputs.effect.demand_reduction or 0)
    made = at_tariffs(avoided, prices_of(record, meter), meter.code, reduction)
    return (made, None) if isinstance(made, Money) else (average, made)


def prices_of(record: Record, meter: Meter) -> tuple[Prices, ...]:
    """The tariffs of a meter with their bands."""
    return tuple(
        Prices(each, record.where(TariffBand, tariff=each.id))
        for each in record.where(Tariff, meter=meter.id)
    )


def _dollars(record: Record, money: Money | None, day: date) -> InHongKong | Finding | None:
    if money is None:
        return None
    return in_hong_kong(money.amount, money.currency, day, record.all(ExchangeRate))
