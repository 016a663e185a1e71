"""What the sheet of a bill comes to: its figures, the doctor's remarks, the ribbon."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from cpdesk.analysis.bills.doctor import examined
from cpdesk.analysis.bills.printed import Bill, lines_cost, reckoned, unit_price
from cpdesk.analysis.bills.remarks import Known
from cpdesk.base.languages import Translator
from cpdesk.domain.findings import Finding, Place, Severity
from cpdesk.domain.periods import Period
from cpdesk.domain.plant import Convention, LineKind, Meter
from cpdesk.domain.words import N_
from cpdesk.presenters import bill_said
from cpdesk.presenters.bill_reading import as_text, to_printed, understood
from cpdesk.presenters.bill_said import NEEDED, Said
from cpdesk.presenters.bill_sheet import DATES, Sheet, key, split

LABELS = {
    "account": N_("Account No."),
    "multiplier": N_("Multiplier"),
    "register_from": N_("Previous register"),
    "register_to": N_("Present register"),
    "invoice": N_("Invoice No."),
    "currency": N_("Currency"),
    "note": N_("Note"),
    "amount": N_("Amount"),
    "price": N_("Unit price"),
    "cost": N_("Cost"),
    "name": N_("Name"),
}
_FROM = {
    True: N_("From (first day)"),
    False: N_("From (day of reading)"),
}
_UP_TO = {
    (True, Convention.NEXT): N_("To (last day, included)"),
    (True, Convention.THIS): N_("To (last day, included)"),
    (True, Convention.READ_MONTH): N_("To (last day, included)"),
    (False, Convention.NEXT): N_("To (this day belongs to the next bill)"),
    (False, Convention.THIS): N_("To (day of reading, included)"),
    (False, Convention.READ_MONTH): N_("To (day of reading)"),
}
_NEEDED = ("start", "end", "amount")


@dataclass(frozen=True)
class Box:
    """A field: what was typed, else what is reckoned in grey, and the remark it is marked with."""

    name: str
    label: str
    text: str
    reckoned: str = ""
    number: int = 0
    severity: Severity | None = None
    problem: str = ""


@dataclass(frozen=True)
class Look:
    """A sheet as it was last understood; the unit of `meter` is that of the bill."""

    sheet: Sheet
    meter: Meter
    typed: Bill
    bill: Bill
    remarks: tuple[Said, ...]
    right: tuple[str, ...]

    @property
    def obstacle(self) -> Said | None:
        """The first remark that must be mended or given a reason."""
        return next((each for each in self.remarks if each.stands_in_the_way), None)

    @property
    def energy_cost(self) -> Decimal | None:
        """What the time bands cost together."""
        return lines_cost(self.bill, LineKind.BAND)

    @property
    def mean_price(self) -> Decimal | None:
        """What one unit of energy costs: the bands where they have a cost, else the whole bill."""
        cost = self.energy_cost
        return unit_price(self.bill if cost is None else replace(self.bill, cost=cost))


def look_at(
    t: Translator, sheet: Sheet, meter: Meter, knows: Callable[[Period | None], Known], tried: bool,
    reason_of: Callable[[Finding], str],
) -> Look:  # fmt: skip
    """Understand a sheet and ask the doctor; with `tried` also what is missing is said."""
    said = understood(sheet, meter)
    known = knows(said.bill.period)
    whole = reckoned(said.bill, meter.register_digits)
    faults = [_at(meter, each, finding) for each, finding in said.unread.items()]
    if tried:
        faults += list(_missing(t, sheet, meter, whole, said.unread))
    found = examined(said.bill, known) if sheet.touched or sheet.reading else ()
    remarks = bill_said.said(t, found, faults, reason_of)
    marked = tuple(replace(each, field=shown_field(sheet, each.field)) for each in remarks)
    return Look(sheet, meter, said.bill, whole, marked, bill_said.right(t, found))


def box(t: Translator, look: Look, name: str) -> Box:
    """One field of the sheet as it is shown."""
    text = look.sheet.text(name)
    marks = bill_said.by_field(look.remarks).get(name, ())
    mark = next(iter(sorted(marks, key=lambda each: bool(each.reason))), None)
    return Box(
        name, label_of(t, look.sheet, look.meter, name), text, _reckoned(t, look, name),
        mark.number if mark else 0, mark.severity if mark and not mark.reason else None,
        mark.head if mark else "",
    )  # fmt: skip


def label_of(t: Translator, sheet: Sheet, meter: Meter, name: str) -> str:
    """What a field is called; a day says whether it is part of the bill."""
    number, column = split(name)
    if column == "start":
        return t(_FROM[sheet.last_day])
    if column == "end":
        return t(_UP_TO[sheet.last_day, meter.convention])
    line = "" if number is None else sheet.said(key(number, "name"))
    return " ".join(each for each in (line, t(LABELS[column])) if each)


def days_words(t: Translator, look: Look) -> str:
    """How many days a bill covers, and which is the first and the last of them."""
    period = look.typed.period
    if period is None:
        return ""
    days = t.plural("{n} day", "{n} days", period.days)
    covered = period.shifted(1) if look.meter.convention is Convention.THIS else period
    first, last = covered.start, covered.end.fromordinal(covered.end.toordinal() - 1)
    return t("{days}: {first} to {last}", days=days, first=first, last=last)


def _reckoned(t: Translator, look: Look, name: str) -> str:
    """What a field says where nothing was typed, as it would be printed."""
    number, column = split(name)
    if column in DATES:
        return look.sheet.usual.get(name, "")
    of = look.bill if number is None else look.bill.lines[number]
    value = getattr(of, column, None)
    if isinstance(value, Decimal):
        return t.number(value)
    return look.sheet.usual.get(name, "")


def _missing(
    t: Translator, sheet: Sheet, meter: Meter, bill: Bill, unread: dict[str, Finding]
) -> Iterator[Finding]:
    for name in _NEEDED:
        if getattr(bill, name) is None and shown_field(sheet, name) not in unread:
            label = label_of(t, sheet, meter, name)
            yield NEEDED.at(Place("meter", meter.code, name), field=label)


def _at(meter: Meter, name: str, finding: Finding) -> Finding:
    return replace(finding, place=Place("meter", meter.code, name))


def shown_field(sheet: Sheet, name: str) -> str:
    """Where there is one time band only, its amount is that of the bill."""
    if name == "amount" and sheet.single is not None:
        return key(sheet.single, "amount")
    return name


def text_for(look: Look, name: str, value: object) -> str:
    """A value that a way out gives as it would be typed into a field."""
    if hasattr(value, "isoformat"):
        day = to_printed(value, name, look.sheet.last_day, look.meter.convention)  # type: ignore[arg-type]
        return day.isoformat()
    return as_text(value)
