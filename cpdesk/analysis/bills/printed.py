"""A bill as it is printed, as far as it is typed, and what follows from it by arithmetic.

A value that is None was not typed. What follows is reckoned as bills do it: money to the cent,
unit prices to as many decimals as they need to be recognised, four.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from cpdesk.analysis.months.registers import consumed
from cpdesk.domain.findings import Refusal
from cpdesk.domain.periods import Period
from cpdesk.domain.plant import LineKind

CENT, PRICE, RATE = Decimal("0.01"), Decimal("0.0001"), Decimal("0.01")
ENERGY = (LineKind.BAND, LineKind.CAPACITY)  # what the power factor adjustment is a part of


@dataclass(frozen=True)
class Line:
    """A line of the bill, with the units that `BillLine` says."""

    kind: LineKind
    name: str = ""
    amount: Decimal | None = None
    price: Decimal | None = None
    cost: Decimal | None = None
    register_from: Decimal | None = None
    register_to: Decimal | None = None

    @property
    def values(self) -> tuple[Decimal | None, ...]:
        return (self.amount, self.price, self.cost, self.register_from, self.register_to)

    @property
    def said(self) -> bool:
        """Whether anything stands on it besides its name."""
        return any(each is not None for each in self.values)


@dataclass(frozen=True)
class Bill:
    """A bill for the days `[start, end)`; with `tax_within` its prices hold the tax already.

    `id` is that of the reading in the record, empty for a bill that is not kept yet.
    """

    start: date | None = None
    end: date | None = None
    amount: Decimal | None = None
    cost: Decimal | None = None
    currency: str = ""
    register_from: Decimal | None = None
    register_to: Decimal | None = None
    multiplier: Decimal | None = None
    lines: tuple[Line, ...] = ()
    tax_within: bool = True
    account: str = ""
    invoice: str = ""
    id: str = ""

    @property
    def period(self) -> Period | None:
        """Its days, where both ends are known and in order."""
        if self.start is None or self.end is None or self.end <= self.start:
            return None
        return Period(self.start, self.end)

    def of(self, *kinds: LineKind) -> tuple[Line, ...]:
        return tuple(each for each in self.lines if each.kind in kinds)

    @property
    def bands(self) -> tuple[Line, ...]:
        """The time bands on which something stands."""
        return tuple(each for each in self.of(LineKind.BAND) if each.said)

    def line(self, kind: LineKind, name: str) -> Line | None:
        """The line of a kind with this name, or None."""
        return next((each for each in self.of(kind) if each.name == name), None)


def reckoned(bill: Bill, digits: int | None = None) -> Bill:
    """The bill with all that follows from what was typed; what was typed stays as it is."""
    bill = replace(bill, lines=tuple(_metered(bill, each, digits) for each in bill.lines))
    amount = first(bill.amount, parts_amount(bill), counted(bill, bill.multiplier, digits))
    lines = tuple(_priced(each, amount) for each in bill.lines)
    bill = replace(bill, amount=amount, lines=lines)
    bill = replace(bill, lines=tuple(_adjusted(bill, each) for each in bill.lines))
    cost = first(bill.cost, _net(bill) if bill.tax_within else _gross(bill))
    return _taxed(replace(bill, cost=cost))


def counted(
    of: Bill | Line, multiplier: Decimal | None, digits: int | None
) -> Decimal | None:
    """What a register counted between its two values; None where that cannot be told."""
    if of.register_from is None or of.register_to is None:
        return None
    try:
        return consumed(of.register_from, of.register_to, digits, multiplier)
    except Refusal:  # the doctor says why
        return None


def parts_amount(bill: Bill) -> Decimal | None:
    """What the time bands add up to, where each that is used has an amount."""
    return total(each.amount for each in bill.bands)


def lines_cost(bill: Bill, *kinds: LineKind) -> Decimal | None:
    """What the costs of lines add up to; of those without one there is nothing to add."""
    return total(each.cost for each in bill.of(*kinds) if each.cost is not None)


def tax_base(bill: Bill) -> Decimal | None:
    """What the tax is counted on: the lines besides it."""
    return lines_cost(bill, *(kind for kind in LineKind if kind is not LineKind.TAX))


def tax_of(bill: Bill, rate: Decimal) -> Decimal | None:
    """The tax at a rate in percent: within the total, or on top of the lines."""
    if bill.tax_within:
        return None if bill.cost is None else to(bill.cost * rate / (100 + rate), CENT)
    base = tax_base(bill)
    return None if base is None else to(base * rate / 100, CENT)


def unit_price(bill: Bill) -> Decimal | None:
    """What one unit costs on the whole."""
    if bill.cost is None or not bill.amount:
        return None
    return to(bill.cost / bill.amount, PRICE)


def total(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum; None where a value lacks, or there is none."""
    found = list(values)
    known = [each for each in found if each is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(found) else None


def first(*values: Decimal | None) -> Decimal | None:
    """The first that is known."""
    return next((each for each in values if each is not None), None)


def to(value: Decimal, step: Decimal) -> Decimal:
    """Rounded to a step as bills are; a value too large for that stays whole."""
    return value.quantize(step) if value.adjusted() < 20 else value


def _metered(bill: Bill, line: Line, digits: int | None) -> Line:
    """A time band with the amount that its register counted; a single one has the bill's own."""
    if line.kind is not LineKind.BAND or line.amount is not None:
        return line
    own = counted(line, bill.multiplier, digits)
    if own is None and len(bill.of(LineKind.BAND)) == 1:
        own = first(bill.amount, counted(bill, bill.multiplier, digits))
    return replace(line, amount=own)


def _priced(line: Line, amount: Decimal | None) -> Line:
    """Amount times price, or the price that the cost means; a surcharge is on the whole amount."""
    if line.kind in (LineKind.POWER_FACTOR, LineKind.TAX):
        return line
    if line.kind is LineKind.SURCHARGE and line.price is not None and line.amount is None:
        line = replace(line, amount=amount)
    if line.cost is None and line.amount is not None and line.price is not None:
        return replace(line, cost=to(line.amount * line.price, CENT))
    if line.price is None and line.cost is not None and line.amount:
        return replace(line, price=to(line.cost / line.amount, PRICE))
    return line


def _adjusted(bill: Bill, line: Line) -> Line:
    """The power factor adjustment: a rate in percent of the energy and the capacity charge."""
    base = lines_cost(bill, *ENERGY)
    if line.kind is not LineKind.POWER_FACTOR or not base:
        return line
    if line.cost is None and line.price is not None:
        return replace(line, cost=to(base * line.price / 100, CENT))
    if line.price is None and line.cost is not None:
        return replace(line, price=to(line.cost / base * 100, RATE))
    return line


def _taxed(bill: Bill) -> Bill:
    return replace(bill, lines=tuple(_tax_line(bill, each) for each in bill.lines))


def _tax_line(bill: Bill, line: Line) -> Line:
    if line.kind is not LineKind.TAX or line.cost is not None or line.price is None:
        return line
    return replace(line, cost=tax_of(bill, line.price))


def _net(bill: Bill) -> Decimal | None:
    return tax_base(bill)


def _gross(bill: Bill) -> Decimal | None:
    """The lines with the tax on top, where it is known or none is charged."""
    net, taxes = tax_base(bill), list(_taxes(bill))
    if net is None or not taxes:
        return net
    with_tax = total(taxes)
    return None if with_tax is None else net + with_tax


def _taxes(bill: Bill) -> Iterator[Decimal | None]:
    for each in bill.of(LineKind.TAX):
        if each.cost is not None or each.price is not None:
            yield first(each.cost, tax_of(bill, each.price) if each.price is not None else None)
