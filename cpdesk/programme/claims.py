"""The figures a record claims, held against each other and against a year of bills."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from cpdesk.domain.findings import Finding, Place, warning
from cpdesk.domain.papers import ExchangeRate
from cpdesk.domain.periods import Period
from cpdesk.domain.plant import Meter, MeterKind
from cpdesk.domain.projects import Project
from cpdesk.domain.record import Record
from cpdesk.domain.units import dimension, matches, ratio
from cpdesk.domain.upgrades import Effect, Quantity, Upgrade, UpgradeKind
from cpdesk.domain.verification import Flow, FlowRole, Side
from cpdesk.domain.words import N_
from cpdesk.programme import plausibility
from cpdesk.programme.budget import Budget, hkd_rate
from cpdesk.programme.cases import Case
from cpdesk.programme.plausibility import Year

NO_RATE = warning(
    "money-no-rate",
    N_("The expected saving is in {currency}, but no rate to HK$ is entered, so no payback can be "
       "told. Enter the rate with its date."),
)  # fmt: skip
_POLLUTION = frozenset(
    {Quantity.VOC, Quantity.PARTICULATES, Quantity.SO2, Quantity.NOX, Quantity.COD}
)


def project_claims(case: Case, project: Project, costs: Budget, on: date) -> Iterator[Finding]:
    """What the project's own figures say of its payback (P2, P3), without any bill."""
    effects = [each for upgrade in case.upgrades for each in _effects(case.record, upgrade)]
    claimed = [each for each in effects if each.money is not None]
    saving = _saving(case, costs, claimed, on)
    yield from _rates(case, costs, claimed, on)
    if costs.complete and claimed and saving is not None:
        treats = all(_treats(case.record, each) for each in case.upgrades)
        place = Place("effect", claimed[0].code, "money")
        name = project.name or project.code
        yield from plausibility.payback(place, name, costs.total, saving, treats=treats)


def _rates(case: Case, costs: Budget, claimed: list[Effect], on: date) -> Iterator[Finding]:
    """Money that cannot be told in HK$."""
    for currency in dict.fromkeys(each.money_currency for each in claimed):
        if hkd_rate(case.record, costs, currency, on) is None:
            place = Place(ExchangeRate.word, "", "rate", currency)
            yield NO_RATE.at(place, currency=currency)


def _saving(case: Case, costs: Budget, claimed: list[Effect], on: date) -> Decimal | None:
    """HK$ a year, less what the upgrades cost to run; None where a rate is missing."""
    amounts = [(each.money or Decimal(0), each.money_currency) for each in claimed]
    amounts += [
        (-each.running_cost, each.currency) for each in case.upgrades if each.running_cost
    ]
    total = Decimal(0)
    for amount, currency in amounts:
        rate = hkd_rate(case.record, costs, currency, on)
        if rate is None:
            return None
        total += amount * rate
    return total


def _treats(record: Record, upgrade: Upgrade) -> bool:
    """Whether it removes pollution at the end of the pipe: VOC, dust and the like."""
    removed = {each.quantity for each in _effects(record, upgrade)}
    return upgrade.kind is UpgradeKind.END_OF_PIPE and bool(removed & _POLLUTION)


def _effects(record: Record, upgrade: Upgrade) -> tuple[Effect, ...]:
    return record.where(Effect, upgrade=upgrade.id)


def periods(record: Record, upgrades: tuple[Upgrade, ...]) -> Iterator[Finding]:
    """P11: the data before and after, where their dates are set; else the whole record counts."""
    for upgrade in upgrades:
        for effect in _effects(record, upgrade):
            ended = effect.baseline_to or upgrade.works_from or upgrade.running_from
            yield from _length(effect, Side.BEFORE, effect.baseline_from, ended)
            yield from _length(effect, Side.AFTER, upgrade.running_from, effect.reporting_to)


def _length(
    effect: Effect, side: Side, start: date | None, end: date | None
) -> Iterator[Finding]:
    """Dates that run backwards are a finding of the measurement itself."""
    field = "baseline_from" if side is Side.BEFORE else "reporting_to"
    if start is not None and end is not None and start < end:
        place = Place("effect", effect.code, field)
        yield from plausibility.length(place, effect.code, side, Period(start, end))


def claims_against_bills(
    record: Record, upgrades: tuple[Upgrade, ...], years: Mapping[str, Year]
) -> Iterator[Finding]:
    """P4, P5 and P7: what upgrades of one factory are expected to save, beside a year of bills.

    `years` are by the id of the meter: its last twelve complete months before the works. A meter
    without them is left out: of it nothing can be said.
    """
    effects = tuple(each for upgrade in upgrades for each in _effects(record, upgrade))
    for meter in record.all(Meter):
        acting = tuple(each for each in effects if each.meter == meter.id)
        if meter.id in years and acting:
            yield from _at_meter(meter, acting, years[meter.id])
    yield from _electricity(record, effects, years)
    for effect in effects:
        if effect.quantity is Quantity.VOC:
            yield from _voc(record, effect, years)


def _at_meter(meter: Meter, effects: tuple[Effect, ...], year: Year) -> Iterator[Finding]:
    saved = {each.code: amount for each in effects if (amount := _saved(each, meter)) is not None}
    if not saved:
        return
    place = Place("effect", next(iter(saved)), "expected")
    total = sum(saved.values(), Decimal(0))
    yield from plausibility.within_use(place, meter.code, meter.unit, total, year.amount)
    for each in effects:
        if each.code in saved and each.money is not None and each.money_currency == year.currency:
            yield from plausibility.price(
                Place("effect", each.code, "money"), each.code, meter.code, meter.unit,
                each.money, saved[each.code], year,
            )


def _electricity(
    record: Record, effects: tuple[Effect, ...], years: Mapping[str, Year]
) -> Iterator[Finding]:
    """The electricity saved beside that of all main meters; known only with a year of each."""
    meters = {each.id: each for each in record.where(Meter, kind=MeterKind.ELECTRICITY)}
    saving = [each for each in effects if each.meter in meters and each.expected is not None]
    factories = {meters[each.meter or ""].factory for each in saving}
    mains = [each for each in meters.values() if not each.above and each.factory in factories]
    if len(factories) != 1 or not mains or any(each.id not in years for each in mains):
        return
    used = [_in(years[each.id].amount, each.unit, "kWh") for each in mains]
    saved = [_saved(each, meters[each.meter or ""], "kWh") for each in saving]
    if None not in used and None not in saved:
        place = Place("effect", saving[0].code, "expected")
        yield from plausibility.of_factory(place, _sum(saved), _sum(used))


def _sum(amounts: list[Decimal | None]) -> Decimal:
    return sum((each for each in amounts if each is not None), Decimal(0))


def _voc(record: Record, effect: Effect, years: Mapping[str, Year]) -> Iterator[Finding]:
    """The solvents of the effect's own balance, or all that the factory meters."""
    removed = _in(effect.expected, effect.unit, "kg")
    inputs = tuple(_inputs(record, effect))
    masses = [_kilograms(meter, years.get(meter.id)) for meter, _ in inputs]
    if removed is None or not inputs or None in masses:
        return
    shares = [share for _, share in inputs]
    put_in, share = _sum(masses), None
    if None not in shares and put_in:
        pairs = zip(masses, shares, strict=True)
        share = sum(((m or 0) * (s or 0) for m, s in pairs), Decimal(0)) / put_in
    place = Place("effect", effect.code, "expected")
    yield from plausibility.voc(place, effect.code, removed, put_in, share)


def _inputs(record: Record, effect: Effect) -> Iterator[tuple[Meter, Decimal | None]]:
    """Each meter of solvent put in, with the share of it that is VOC, from 0 to 1."""
    flows = record.where(Flow, effect=effect.id, role=FlowRole.INPUT)
    for flow in flows:
        share = None if flow.share is None else flow.share / 100
        yield record.get(Meter, flow.meter), share
    if not flows:
        factory = record.get(Upgrade, effect.upgrade).factory
        for meter in record.where(Meter, factory=factory, kind=MeterKind.SOLVENT, above=None):
            yield meter, None


def _kilograms(meter: Meter, year: Year | None) -> Decimal | None:
    if year is None:
        return None
    if dimension(meter.unit) == "volume" and meter.density:
        litres = _in(year.amount, meter.unit, "L")
        return None if litres is None else litres * meter.density
    return _in(year.amount, meter.unit, "kg")


def _saved(effect: Effect, meter: Meter, unit: str = "") -> Decimal | None:
    """The expected reduction in the unit, else in the meter's; None where it is something else."""
    return _in(effect.expected, effect.unit or meter.unit, unit or meter.unit)


def _in(amount: Decimal | None, unit: str, wanted: str) -> Decimal | None:
    if amount is None or not matches(unit, wanted):
        return None
    exact = Fraction(amount) * ratio(unit, wanted)
    return Decimal(exact.numerator) / Decimal(exact.denominator)
