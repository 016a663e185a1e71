"""A sheet as what is kept of it: the reading, its lines, its papers, and the doubts that stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cpdesk.domain.entity import new_id
from cpdesk.domain.findings import Finding
from cpdesk.domain.papers import Acceptance
from cpdesk.domain.plant import BillLine, LineKind, Reading
from cpdesk.presenters.bill_look import Look
from cpdesk.presenters.bill_sheet import Sheet
from cpdesk.presenters.session import Session
from cpdesk.services import bills
from cpdesk.services.acceptance import identity, key_of, word_on
from cpdesk.services.bills import Printed
from cpdesk.services.entry import TYPED


def reading_of(look: Look, sheet: Sheet, kept: Reading | None) -> Reading | None:
    """The reading a sheet makes; None while its days or its amount are not known."""
    bill = look.bill
    if bill.period is None or bill.amount is None or bill.start is None or bill.end is None:
        return None
    before = kept or Reading(
        id=sheet.reading or new_id(), meter=sheet.meter, start=bill.start, end=bill.end,
        amount=bill.amount, origin=TYPED,
    )  # fmt: skip
    by_register = look.typed.register_to is not None
    metered = by_register or any(each.register_to is not None for each in look.typed.lines)
    return replace(
        before, start=bill.start, end=bill.end, amount=bill.amount, cost=bill.cost,
        currency=bill.currency if bill.cost is not None else "", estimated=sheet.estimated,
        note=sheet.text("note").strip(), invoice=bill.invoice,
        register_from=bill.register_from if by_register else None,
        register_to=bill.register_to, multiplier=bill.multiplier if metered else None,
    )  # fmt: skip


def printed(session: Session, look: Look, sheet: Sheet, kept: Reading | None) -> Printed | None:
    """Everything that is kept of a sheet; None while it is no bill yet."""
    reading = reading_of(look, sheet, kept)
    if reading is None:
        return None
    before = bills.lines_of(session.record, reading)
    return Printed(
        reading, tuple(_lines(look, sheet, reading, before)), tuple(sheet.papers),
        tuple(_accepted(session, look, sheet)), look.typed.account,
    )  # fmt: skip


def reason_of(session: Session, sheet: Sheet, finding: Finding) -> str:
    """Why a doubt stands: said on this sheet, or in the record already; empty where it was not."""
    key = identity(finding)
    for each in sheet.kept:
        if (each.finding, each.place, each.facts) == key:
            return each.reason
    given = session.record.all(Acceptance)
    found = next((each for each in given if key_of(each) == key), None)
    return session.t.show(found.reason) if found else ""


def _lines(
    look: Look, sheet: Sheet, reading: Reading, before: tuple[BillLine, ...]
) -> Iterator[BillLine]:
    """The lines on which something stands, each in the place of the one it was before."""
    for at, line in enumerate(look.typed.lines):
        if not line.said or _says_nothing_more(sheet, at, look):
            continue
        known = before[at] if at < len(before) else BillLine(id=new_id(), reading=reading.id)
        yield replace(
            known, kind=line.kind, name=line.name, amount=line.amount, price=line.price,
            cost=line.cost, register_from=line.register_from, register_to=line.register_to,
        )  # fmt: skip


def _says_nothing_more(sheet: Sheet, at: int, look: Look) -> bool:
    """The only time band that has just the amount of the bill is no line of its own."""
    line = look.typed.lines[at]
    others = (line.price, line.cost, line.register_to)
    return (
        line.kind is LineKind.BAND and at == sheet.single and all(each is None for each in others)
    )


def _accepted(session: Session, look: Look, sheet: Sheet) -> Iterator[Acceptance]:
    """The doubts that were kept with a reason and still stand, unless the record has them."""
    ws = session.ws
    given = set(map(key_of, ws.record.all(Acceptance)))
    for each in look.remarks:
        if each.reason and identity(each.finding) not in given:
            yield word_on(each.finding, each.reason, ws)
