"""What a new bill of a meter begins with: its lines, and what the last bill lets expect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from cpdesk.base.languages import Translator
from cpdesk.domain.plant import BillLine, LineKind, Meter, MeterKind, Reading
from cpdesk.domain.record import Record
from cpdesk.domain.tariffs import TariffBand
from cpdesk.domain.words import N_
from cpdesk.presenters.bill_reading import as_text, to_printed
from cpdesk.presenters.bill_sheet import Sheet, key
from cpdesk.presenters.session import Session
from cpdesk.services import bills

BANDS = (N_("Super-peak"), N_("Peak"), N_("Flat"), N_("Valley"))
NAMES = {
    LineKind.CAPACITY: N_("Capacity or demand charge"),
    LineKind.POWER_FACTOR: N_("Power factor adjustment"),
    LineKind.SURCHARGE: N_("Funds and surcharges"),
    LineKind.TAX: N_("Tax"),
    LineKind.OTHER: N_("Other charges"),
}
FUEL_CLAUSE = N_("Fuel clause charge")
SEWAGE = N_("Sewage charge")
DEMAND = N_("Demand charge")
USED = N_("Used")
_CHARGED = (LineKind.CAPACITY, LineKind.POWER_FACTOR, LineKind.SURCHARGE)


def begun(session: Session, meter: Meter, last_day: bool = False) -> Sheet:
    """A new bill: from where the last one ended, its register, its lines and their prices."""
    record, t = session.record, session.t
    last = next(iter(reversed(record.readings(meter))), None)
    printed = next((r for r in reversed(record.readings(meter)) if bills.lines_of(record, r)), None)
    lines = bills.lines_of(record, printed) if printed else ()
    sheet = Sheet(meter.id, last_day=last_day)
    _head(sheet, record, meter, last)
    for kind, name in _kinds(t, record, meter, lines):
        sheet.usual[key(len(sheet.lines), "name")] = name
        sheet.lines.append(kind)
    _from_last(sheet, lines, printed is last)
    if printed is not None:
        sheet.tax_within = bills.bill_of(printed, lines, meter).tax_within
        sheet.by_band = any(each.register_to is not None for each in lines)
    _prices(sheet, session, meter)
    return sheet


def _head(sheet: Sheet, record: Record, meter: Meter, last: Reading | None) -> None:
    usual = {"account": meter.account, "currency": bills.usual_currency(record, meter),
             "multiplier": as_text(meter.multiplier)}  # fmt: skip
    if last is not None:
        day = to_printed(last.end, "start", sheet.last_day, meter.convention)
        usual["start"] = day.isoformat()
        usual["register_from"] = as_text(last.register_to)
        usual["multiplier"] = as_text(last.multiplier) or usual["multiplier"]
    sheet.usual.update({name: text for name, text in usual.items() if text})


def _kinds(
    t: Translator, record: Record, meter: Meter, lines: Sequence[BillLine]
) -> Iterator[tuple[LineKind, str]]:
    """The lines of the last bill that had any, and those that bills of the kind usually have.

    A band that was not used last time, as super-peak in winter, is not forgotten.
    """
    usual = list(usual_lines(t, record, meter))
    last = [(each.kind or LineKind.OTHER, each.name) for each in lines]
    there = {kind for kind, _ in last}
    for kind in bills.ORDER:
        own = [each for each in last if each[0] is kind]
        offered = [each for each in usual if each[0] is kind]
        yield from offered if kind not in there or set(own) <= set(offered) else own


def usual_lines(t: Translator, record: Record, meter: Meter) -> Iterator[tuple[LineKind, str]]:
    """The lines of a bill of this kind, in the order they are printed."""
    mainland = bills.usual_currency(record, meter) != "HKD"
    if meter.kind is MeterKind.ELECTRICITY:
        yield from _electric(t, record, meter, mainland)
    else:
        yield LineKind.BAND, t(USED)
        if meter.kind is MeterKind.WATER:
            yield LineKind.SURCHARGE, t(SEWAGE)
        yield LineKind.OTHER, t(NAMES[LineKind.OTHER])
    if mainland:
        yield LineKind.TAX, t(NAMES[LineKind.TAX])


def _electric(
    t: Translator, record: Record, meter: Meter, mainland: bool
) -> Iterator[tuple[LineKind, str]]:
    readings = record.readings(meter)
    tariff = bills.tariff_of(record, meter, readings[-1].end if readings else date.max)
    bands = record.where(TariffBand, tariff=tariff.id) if tariff else ()
    named = [t.show(each.name) for each in bands if each.name]
    usual = [t(each) for each in BANDS] if mainland else [t(USED)]
    yield from ((LineKind.BAND, name) for name in named or usual)
    if mainland:
        yield from ((kind, t(NAMES[kind])) for kind in _CHARGED)
        return
    yield LineKind.CAPACITY, t(DEMAND)
    yield LineKind.SURCHARGE, t(FUEL_CLAUSE)
    yield LineKind.OTHER, t(NAMES[LineKind.OTHER])


def _from_last(sheet: Sheet, lines: Sequence[BillLine], follows: bool) -> None:
    """Prices and rates of the last bill; its registers only where this one follows it."""
    by_name = {(each.kind, each.name): each for each in lines}
    for at, kind in enumerate(sheet.lines):
        line = by_name.get((kind, sheet.said(key(at, "name"))))
        if line is not None:
            register = as_text(line.register_to) if follows else ""
            usual = {"price": as_text(line.price), "register_from": register}
            sheet.usual.update({key(at, name): text for name, text in usual.items() if text})


def _prices(sheet: Sheet, session: Session, meter: Meter) -> None:
    """Prices of the tariff, for lines of which no bill said one yet."""
    record = session.record
    tariff = bills.tariff_of(record, meter, session.ws.today)
    prices = bills.prices_of(record, tariff)
    for at, kind in enumerate(sheet.lines):
        price: Decimal | None = None
        if kind is LineKind.BAND:
            price = prices.get(sheet.said(key(at, "name")))
        elif kind is LineKind.CAPACITY and tariff:
            price = tariff.capacity_price
        if price is not None:
            sheet.usual.setdefault(key(at, "price"), as_text(price))
