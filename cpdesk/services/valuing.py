"""What an avoided amount is worth: money, standard coal and CO2."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from cpdesk.analysis.emissions import Converted, co2, standard_coal
from cpdesk.analysis.factors import FactorTable
from cpdesk.analysis.money import InHongKong, Money, at_average_price, in_hong_kong
from cpdesk.analysis.months import MonthlySeries, MonthValue
from cpdesk.analysis.savings import Avoided
from cpdesk.analysis.tariffs import Prices, at_tariffs
from cpdesk.domain.company import Factory, Region
from cpdesk.domain.findings import Finding
from cpdesk.domain.papers import ExchangeRate
from cpdesk.domain.plant import Grid, Meter, MeterKind
from cpdesk.domain.record import Record
from cpdesk.domain.tariffs import Tariff, TariffBand
from cpdesk.services.measuring import Inputs


@dataclass(frozen=True)
class Worth:
    """An avoided amount in other words; None where it cannot be said, and then a finding."""

    money: Money | None
    money_hkd: InHongKong | None
    standard_coal: Converted | None
    co2: Converted | None
    findings: tuple[Finding, ...]


def value(record: Record, inputs: Inputs, result: Avoided, factors: FactorTable) -> Worth:
    """Money at the tariff or the bills' price, standard coal, and CO2 by each year's factor."""
    meter, amounts = inputs.meter, _by_year(result)
    coal = standard_coal(amounts, meter, factors)
    carbon = co2(amounts, _on_its_grid(record, meter), factors)
    money, doubt = _money(record, inputs, result)
    dollars = _dollars(record, money, result.months[-1].month.end)
    said = (coal, carbon, doubt, dollars)
    return Worth(
        money, dollars if isinstance(dollars, InHongKong) else None,
        coal if isinstance(coal, Converted) else None,
        carbon if isinstance(carbon, Converted) else None,
        tuple(each for each in said if isinstance(each, Finding)),
    )  # fmt: skip


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


def _money(
    record: Record, inputs: Inputs, result: Avoided
) -> tuple[Money | None, Finding | None]:
    """At the tariff of what was avoided where there is one, else at the bills' average price."""
    avoided = [(each.month, each.avoided) for each in result.months]
    reduction = float(inputs.effect.demand_reduction or 0)
    made = at_tariffs(avoided, prices_of(record, inputs.meter), inputs.meter.code, reduction)
    if isinstance(made, Money):
        return made, None
    return at_average_price(result.avoided, _values(inputs.use, result)), made


def prices_of(record: Record, meter: Meter) -> tuple[Prices, ...]:
    """The tariffs of a meter with their bands."""
    return tuple(
        Prices(each, record.where(TariffBand, tariff=each.id))
        for each in record.where(Tariff, meter=meter.id)
    )


def _values(series: MonthlySeries, result: Avoided) -> Sequence[MonthValue]:
    values = (series.value(month.month) for month in result.months)
    return [value for value in values if value is not None]


def _dollars(record: Record, money: Money | None, day: date) -> InHongKong | Finding | None:
    if money is None:
        return None
    return in_hong_kong(money.amount, money.currency, day, record.all(ExchangeRate))
