"""Bills as they are printed: what the record knows of them, and keeping one with its lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from cpdesk.analysis.bills.doctor import bare
from cpdesk.analysis.bills.printed import Bill, Line, reckoned
from cpdesk.analysis.bills.remarks import Known
from cpdesk.domain.company import Factory, Region
from cpdesk.domain.entity import new_id
from cpdesk.domain.findings import Finding, Refusal
from cpdesk.domain.papers import Acceptance, Attachment
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import BillLine, LineKind, Meter, Reading
from cpdesk.domain.record import Record
from cpdesk.domain.tariffs import Tariff, TariffBand
from cpdesk.domain.units import convert
from cpdesk.domain.words import N_, LocalText
from cpdesk.services.entry import attempt
from cpdesk.services.series import monthly
from cpdesk.services.workspace import Workspace

ENTERED = N_("Bill of {meter} from {start}")
CORRECTED = N_("Correcting the bill of {meter} from {start}")
REMOVED = N_("Removing the bill of {meter} from {start}")

# As bills are printed; the tax stands below all that is taxed.
ORDER = (LineKind.BAND, LineKind.CAPACITY, LineKind.POWER_FACTOR, LineKind.SURCHARGE,
         LineKind.OTHER, LineKind.TAX)  # fmt: skip


@dataclass(frozen=True)
class Printed:
    """A bill to be kept: the reading, its lines, its papers, the doubts that stand, the account.

    `account` is noted with the meter where it has none yet.
    """

    reading: Reading
    lines: tuple[BillLine, ...] = ()
    papers: tuple[str, ...] = ()
    accepted: tuple[Acceptance, ...] = ()
    account: str = ""


def lines_of(record: Record, reading: Reading) -> tuple[BillLine, ...]:
    """The lines of a bill in the order they were entered, kind by kind."""
    return _in_order(record.where(BillLine, reading=reading.id))


def bill_of(reading: Reading, lines: Sequence[BillLine], meter: Meter) -> Bill:
    """A reading with its lines as the doctor looks at it."""
    printed = tuple(
        Line(e.kind or LineKind.OTHER, e.name, e.amount, e.price, e.cost, e.register_from,
             e.register_to) for e in lines
    )  # fmt: skip
    bill = Bill(
        reading.start, reading.end, reading.amount, reading.cost, reading.currency,
        reading.register_from, reading.register_to, reading.multiplier or meter.multiplier,
        printed, invoice=reading.invoice, account=meter.account, id=reading.id,
    )  # fmt: skip
    return replace(bill, tax_within=tax_is_within(bill))


def tax_is_within(bill: Bill) -> bool:
    """Whether a bill's lines add up to its total without the tax, which they then hold."""
    taxes = [each.cost for each in bill.of(LineKind.TAX) if each.cost is not None]
    others = [e.cost for e in reckoned(bill).lines if e.kind is not LineKind.TAX and e.cost]
    if not taxes or bill.cost is None:
        return True
    net = sum(others, Decimal(0))
    return abs(net - bill.cost) <= abs(net + sum(taxes, Decimal(0)) - bill.cost)


def known(record: Record, meter: Meter, today: date, apart: str = "") -> Known:
    """What the record knows about the bills of a meter; the reading `apart` is left out.

    Their amounts are in the unit that `meter` says; one that cannot be turned into it is left out.
    """
    lines = _by_reading(record)
    bills = tuple(
        reckoned(bill_of(each, lines.get(each.id, ()), meter), meter.register_digits)
        for each in _converted(record.readings(meter), meter) if each.id != apart
    )  # fmt: skip
    return Known(
        meter, today, bills, usual_currency(record, meter), invoices=invoices(record, apart)
    )


def at_tariff(record: Record, known: Known, on: date) -> Known:
    """With the prices of the meter's tariff in force on a day."""
    tariff = tariff_of(record, known.meter, on)
    capacity = tariff.capacity_price if tariff else None
    return replace(known, prices=prices_of(record, tariff), capacity_price=capacity)


def tariff_of(record: Record, meter: Meter, on: date) -> Tariff | None:
    """The tariff of a meter in force on a day."""
    begun = [t for t in record.where(Tariff, meter=meter.id) if (t.valid_from or date.min) <= on]
    return max(begun, key=lambda each: each.valid_from or date.min, default=None)


def prices_of(record: Record, tariff: Tariff | None) -> Mapping[str, Decimal]:
    """The prices of a tariff by the name of the band, in each language it has one in."""
    bands = record.where(TariffBand, tariff=tariff.id) if tariff else ()
    return {name: band.price for band in bands if band.price is not None
            for name in _names(band.name)}  # fmt: skip


def usual_currency(record: Record, meter: Meter) -> str:
    """The currency of the meter's last bill, otherwise that of the factory's place."""
    paid = [each.currency for each in record.readings(meter) if each.cost is not None]
    if paid and paid[-1]:
        return paid[-1]
    factory = record.table(Factory).get(meter.factory)
    in_hong_kong = isinstance(factory, Factory) and factory.region is Region.HONG_KONG
    return "HKD" if in_hong_kong else "CNY"


def invoices(record: Record, apart: str = "") -> Mapping[str, str]:
    """The numbers of all invoices, and the bill that has each."""
    found: dict[str, str] = {}
    for each in record.all(Reading):
        if each.invoice and each.id != apart:
            series = record.entity(each.of)
            found[bare(each.invoice)] = f"{series} {each.start.isoformat()}"
    return found


def bills_of_month(record: Record, meter: Meter, month: Month) -> tuple[Reading, ...]:
    """The bills that a month of a meter is made of, oldest first."""
    value = monthly(record, meter).value(month)
    ids = set(value.readings) if value else set()
    return tuple(each for each in record.readings(meter) if each.id in ids)


def keep_bill(ws: Workspace, printed: Printed) -> tuple[Finding, ...]:
    """Keep a bill with its lines and papers as one change; findings say why that cannot be."""
    reading, record = printed.reading, ws.record
    meter = record.get(Meter, reading.meter or "")
    label = CORRECTED if reading.id in record.table(Reading) else ENTERED

    def change() -> None:
        with ws.store.change(label, meter=meter.code, start=reading.start) as work:
            if printed.account and not meter.account:
                work.put(replace(meter, account=printed.account))
            work.put(reading)
            for gone in _gone(record, printed):
                work.remove(gone)
            work.put_many((*printed.lines, *_attached(record, printed), *printed.accepted))

    return attempt(change)


def remove_bill(ws: Workspace, reading: Reading) -> tuple[Finding, ...]:
    """Take a bill away with its lines and the marks of its papers, which stay in the record."""
    meter = ws.record.get(Meter, reading.meter or "")

    def change() -> None:
        with ws.store.change(REMOVED, meter=meter.code, start=reading.start) as work:
            for each in (*lines_of(ws.record, reading), *ws.record.attachments(reading), reading):
                work.remove(each)

    return attempt(change)


def _gone(record: Record, printed: Printed) -> Iterator[BillLine | Attachment]:
    """Lines that are not on the bill any more, and papers that were taken off it."""
    kept = {each.id for each in printed.lines}
    yield from (e for e in lines_of(record, printed.reading) if e.id not in kept)
    attached = record.attachments(printed.reading)
    yield from (each for each in attached if each.evidence not in printed.papers)


def _attached(record: Record, printed: Printed) -> Iterator[Attachment]:
    there = {each.evidence for each in record.attachments(printed.reading)}
    for paper in printed.papers:
        if paper not in there:
            yield Attachment(id=new_id(), evidence=paper, to=printed.reading.id)


def _converted(readings: Iterable[Reading], meter: Meter) -> Iterator[Reading]:
    for each in readings:
        try:
            amount = convert(each.amount, each.unit or meter.unit, meter.unit)
        except Refusal:  # it is told of the series
            continue
        yield replace(each, amount=amount, unit="")


def _by_reading(record: Record) -> Mapping[str, tuple[BillLine, ...]]:
    groups: dict[str, list[BillLine]] = {}
    for each in record.all(BillLine):
        groups.setdefault(each.reading, []).append(each)
    return {id: _in_order(lines) for id, lines in groups.items()}


def _in_order(lines: Sequence[BillLine]) -> tuple[BillLine, ...]:
    return tuple(sorted(lines, key=lambda each: ORDER.index(each.kind or LineKind.OTHER)))


def _names(name: LocalText) -> Iterator[str]:
    yield from (each for each in (name.en, name.zh_Hant, name.zh_Hans) if each)
