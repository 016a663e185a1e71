"""The texts of a sheet as a bill, and a bill of the record as texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from cpdesk.analysis.bills.printed import Bill, Line, reckoned
from cpdesk.domain.findings import Finding, Refusal
from cpdesk.domain.plant import BillLine, Convention, LineKind, Meter, Reading
from cpdesk.domain.quantities import parse_amount, parse_decimal
from cpdesk.exchange.days import DAY_UNREADABLE, read_day
from cpdesk.presenters.bill_sheet import COLUMNS, DATES, Sheet, key, split
from cpdesk.services.bills import bill_of

_DAY = timedelta(1)
_YEARS = range(1950, 2200)  # of a bill of a factory; any other is a slip of the finger
_FIGURES = ("amount", "cost", "register_from", "register_to", "multiplier")
_OF_LINE = tuple(each for each in COLUMNS if each != "name")


@dataclass(frozen=True)
class Understood:
    """A bill as far as its texts can be read, and why the others cannot, by field."""

    bill: Bill
    unread: dict[str, Finding] = field(default_factory=dict)


def understood(sheet: Sheet, meter: Meter) -> Understood:
    """What the texts of a sheet say; amounts in the unit of `meter`."""
    reader = _Reader(sheet, meter)
    bill = reader.bill()
    return Understood(bill, reader.unread)


class _Reader:
    def __init__(self, sheet: Sheet, meter: Meter) -> None:
        self.sheet = sheet
        self.meter = meter
        self.unread: dict[str, Finding] = {}

    def bill(self) -> Bill:
        said, sheet = self.value, self.sheet
        figures = {each: said(each) for each in _FIGURES}
        single = sheet.single
        if single is not None:  # the only band is the whole amount
            figures["amount"] = said(key(single, "amount"))
        return Bill(
            start=self.day("start"), end=self.day("end"), **figures,
            currency=sheet.said("currency"), lines=tuple(map(self.line, range(len(sheet.lines)))),
            tax_within=sheet.tax_within, account=sheet.text("account").strip(),
            invoice=sheet.text("invoice").strip(), id=sheet.reading,
        )  # fmt: skip

    def line(self, at: int) -> Line:
        """A line; a usual price only counts where there is an amount it could be the price of."""
        kind, name = self.sheet.lines[at], self.sheet.said(key(at, "name")).strip()
        typed = {each: self.value(key(at, each), usual=False) for each in _OF_LINE}
        if typed["register_to"] is not None and typed["register_from"] is None:
            typed["register_from"] = self.value(key(at, "register_from"))
        if typed["price"] is None and typed["cost"] is None and self._counts(at, kind, typed):
            typed["price"] = self.value(key(at, "price"))
        return Line(kind, name, **typed)

    def _counts(self, at: int, kind: LineKind, typed: dict[str, Decimal | None]) -> bool:
        if kind in (LineKind.TAX, LineKind.SURCHARGE):
            return bool(self.sheet.touched)
        by_register = typed["register_to"] is not None
        whole = at == self.sheet.single and bool(self.sheet.text("register_to"))
        return typed["amount"] is not None or by_register or whole

    def value(self, name: str, *, usual: bool = True) -> Decimal | None:
        text = self.sheet.said(name) if usual else self.sheet.text(name)
        if not text.strip():
            return None
        try:
            if self._in_unit(name):
                return parse_amount(text, self.meter.unit)
            return parse_decimal(text)
        except Refusal as refusal:
            self.unread[name] = refusal.finding
            return None

    def day(self, name: str) -> date | None:
        """The day of a field as the record counts it: `[start, end)` between two readings."""
        text = self.sheet.said(name)
        try:
            day = read_day(text) if text.strip() else None
            if day is not None and day.year not in _YEARS:
                raise DAY_UNREADABLE.refuse(text=text)
        except Refusal as refusal:
            self.unread[name] = refusal.finding
            return None
        convention = self.meter.convention
        return day and from_printed(day, name, self.sheet.last_day, convention)

    def _in_unit(self, name: str) -> bool:
        """Whether a figure is an amount in the unit of the meter."""
        number, column = split(name)
        if column != "amount":
            return False
        return number is None or self.sheet.lines[number] is LineKind.BAND


def from_printed(day: date, name: str, last_day: bool, convention: Convention) -> date:
    """A printed day as the day of a reading.

    With `last_day` the bill prints the first and the last day it covers; a meter whose day of
    reading belongs to the earlier bill was then read the day before the first.
    """
    if not last_day:
        return day
    if convention is Convention.THIS:
        return day - _DAY if name == "start" else day
    return day + _DAY if name == "end" else day


def to_printed(day: date, name: str, last_day: bool, convention: Convention) -> date:
    """The day of a reading as the bill prints it: `from_printed` turned round."""
    return day - (from_printed(day, name, last_day, convention) - day)


def as_text(value: Any) -> str:
    """A value as it would be typed, with its very decimals."""
    if isinstance(value, Decimal):
        return format(value, ",f")
    return "" if value is None else str(value)


def sheet_of(reading: Reading, lines: Sequence[BillLine], meter: Meter, papers: list[str],
             begun: Sheet) -> Sheet:  # fmt: skip
    """The sheet of a bill that is kept; `begun` holds the usual lines, that none may be missing."""
    sheet = Sheet(reading.meter or "", reading.id, estimated=reading.estimated, papers=papers)
    _fill_lines(sheet, lines, begun)
    bill = bill_of(reading, lines, meter)
    sheet.tax_within = bill.tax_within
    names = (*DATES, *_FIGURES, "currency", "invoice", "note")
    sheet.texts.update({each: text for each in names if (text := as_text(getattr(reading, each)))})
    sheet.usual.update({each: begun.usual.get(each, "") for each in ("account", "multiplier")})
    sheet.by_band = any(each.register_to is not None for each in lines)
    _forget_reckoned(sheet, bill, meter)
    return sheet


def _fill_lines(sheet: Sheet, lines: Sequence[BillLine], begun: Sheet) -> None:
    """The lines as they were kept, then the usual ones that this bill did not have."""
    for at, line in enumerate(lines):
        sheet.lines.append(line.kind or LineKind.OTHER)
        values = {column: as_text(getattr(line, column)) for column in COLUMNS}
        sheet.texts.update({key(at, column): text for column, text in values.items() if text})
    there = set(sheet.lines)
    for at, kind in enumerate(begun.lines):
        if kind not in there:
            sheet.lines.append(kind)
            name = begun.usual.get(key(at, "name"), "")
            sheet.usual[key(len(sheet.lines) - 1, "name")] = name


def _forget_reckoned(sheet: Sheet, bill: Bill, meter: Meter) -> None:
    """What follows from the rest anyway was not typed, and goes on following."""
    bare = reckoned(replace(bill, amount=None, cost=None), meter.register_digits)
    single = sheet.single
    for name in ("amount", "cost"):
        if str(getattr(bare, name)) == str(getattr(bill, name)):
            sheet.texts.pop(name, None)
    if single is not None and "amount" in sheet.texts:
        sheet.texts.setdefault(key(single, "amount"), sheet.texts["amount"])
        sheet.texts.pop("amount")

