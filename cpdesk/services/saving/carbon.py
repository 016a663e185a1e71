"""CO2 held against what is known: the grid's factor, the heat of the fuel, the cost of a tonne."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from cpdesk.analysis.factors.emissions import Converted, tonnes_per_unit
from cpdesk.analysis.factors.table import Factor, FactorTable, Status, Used
from cpdesk.analysis.money.price import InHongKong, in_hong_kong
from cpdesk.documents.chapters.measured import EconomyView
from cpdesk.domain.findings import Finding, Place
from cpdesk.domain.papers import ExchangeRate
from cpdesk.domain.plant import Meter, MeterKind
from cpdesk.domain.projects import Project
from cpdesk.domain.record import Record
from cpdesk.domain.units import ratio
from cpdesk.domain.upgrades import Effect, Quantity, Upgrade
from cpdesk.programme import plausibility
from cpdesk.programme.budget import budget
from cpdesk.services.factors import known_factors
from cpdesk.services.saving.savings import UpgradeSavings
from cpdesk.services.saving.valuing import worth_of_expected

RMB = "CNY"
_TERAJOULES = 0.0293076  # in a tonne of standard coal
_NO_FUEL = frozenset({MeterKind.ELECTRICITY, MeterKind.STEAM, MeterKind.HEAT})


def expected_carbon(
    record: Record, project: Project, upgrades: Sequence[Upgrade], factors: FactorTable, on: date
) -> Iterator[Finding]:
    """P6 and P9 of what a project is expected to save in a year."""
    known, tonnes = known_factors(record), 0.0
    effects = [e for each in upgrades for e in record.where(Effect, upgrade=each.id)]
    for effect, meter, worth in worth_of_expected(record, effects, factors, on):
        yield from _factors(effect, meter, worth.standard_coal, worth.co2, known)
        if worth.co2 and worth.co2.used.factor.gas == "CO2":  # CO2e is never added to it
            tonnes += worth.co2.tonnes
    costs = budget(record, project)
    if costs.complete and _saves_energy(effects):
        place, name = Place("project", project.code), project.name or project.code
        yield from _tonne(record, place, name, costs.total, "HKD", tonnes, on)


def measured_carbon(
    record: Record, measured: Sequence[UpgradeSavings], economies: Mapping[str, EconomyView]
) -> Iterator[Finding]:
    """P6 and P9 of what upgrades were measured to save; `economies` are by the upgrade's id."""
    known = known_factors(record)
    for each in measured:
        for one in each.effects:
            if one.meter is not None:
                yield from _factors(one.effect, one.meter, one.standard_coal, one.co2, known)
        upgrade, worth = each.upgrade, economies.get(each.upgrade.id)
        tonnes = worth.tonnes if worth else None
        if upgrade.cost is not None and tonnes and _saves_energy(e.effect for e in each.effects):
            yield from _tonne(
                record, Place("upgrade", upgrade.code, "cost"), upgrade.name or upgrade.code,
                upgrade.cost, upgrade.currency, tonnes, upgrade.running_from or date.max,
            )  # fmt: skip


def _saves_energy(effects: Iterable[Effect]) -> bool:
    """Whether energy is all it is for: of pollution that is removed CO2 is only by the way."""
    return {each.quantity for each in effects} <= {Quantity.ENERGY, None}


def _factors(
    effect: Effect, meter: Meter, coal: Converted | None, co2: Converted | None, known: FactorTable
) -> Iterator[Finding]:
    """P6, by one unit of the meter, for its factors are what the tonnes were made with."""
    used = co2.used if co2 else None
    place = Place("effect", effect.code, "meter")
    if used and meter.kind is MeterKind.ELECTRICITY:
        yield from _electricity(place, effect, meter, used, known)
    elif used and coal and meter.kind not in _NO_FUEL:
        tonnes, heat = (_rate(each.factor, meter) for each in (used, coal.used))
        terajoules = heat * Decimal(str(_TERAJOULES))
        yield from plausibility.co2_of_fuel(place, effect.code, tonnes, terajoules)


def _electricity(
    place: Place, effect: Effect, meter: Meter, used: Used, known: FactorTable
) -> Iterator[Finding]:
    """The user's own factor beside the one known of its year; a newer year is not known yet."""
    own = used.factor
    official = known.of_year(own.key, own.year or used.asked)
    if own.status is not Status.USER or official is None:
        return
    if own.year is None or official.factor.year == own.year:
        unit = ratio(meter.unit, "MWh")
        mwh = Decimal(unit.numerator) / Decimal(unit.denominator)
        factor = official.factor.value
        yield from plausibility.co2_of_electricity(
            place, effect.code, _rate(own, meter), mwh, factor
        )


def _rate(factor: Factor, meter: Meter) -> Decimal:
    """Tonnes of one unit; with this very factor they were made, so that it fits is known."""
    made = tonnes_per_unit(factor, meter)
    return Decimal(0) if isinstance(made, Finding) else Decimal(str(made))


def _tonne(
    record: Record, place: Place, name: object, cost: Decimal, currency: str, tonnes: float,
    on: date,
) -> Iterator[Finding]:  # fmt: skip
    in_rmb = _in_rmb(record, cost, currency, on)
    if in_rmb is not None:
        yield from plausibility.cost_of_tonne(place, name, in_rmb, Decimal(str(tonnes)))


def _in_rmb(record: Record, amount: Decimal, currency: str, on: date) -> Decimal | None:
    """By way of HK$; None where a rate is missing, which is a finding of the money itself."""
    if currency == RMB:
        return amount
    rates = record.all(ExchangeRate)
    dollars = in_hong_kong(float(amount), currency, on, rates)
    yuan = in_hong_kong(1.0, RMB, on, rates)
    if isinstance(dollars, InHongKong) and isinstance(yuan, InHongKong):
        return Decimal(str(dollars.amount / yuan.amount))
    return None
