"""The money of a bill: each line, their sum, tax, unit prices, and the power factor."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cpdesk.analysis.bills.amounts import ENOUGH, within
from cpdesk.analysis.bills.printed import (
    CENT,
    PRICE,
    RATE,
    Bill,
    Line,
    lines_cost,
    tax_base,
    tax_of,
    to,
    unit_price,
)
from cpdesk.analysis.bills.remarks import Case, Remark, Remedy, field_of, half, named, use
from cpdesk.domain.findings import info, warning
from cpdesk.domain.plant import LineKind
from cpdesk.domain.words import N_

LEAST_FACTOR = Decimal("0.90")  # below it industry on the Mainland pays more
USUAL_RATES = tuple(map(Decimal, ("13", "9", "6", "5", "3", "1")))  # of VAT on the Mainland
_HALF_CENT = Decimal("0.005")
_RATE_SLACK = Decimal("0.02")

LINE = warning(
    "bill-line-cost",
    N_("Unit price times amount is not the cost ({name}). {amount} × {price} = {expected}, the "
       "bill says {cost}."),
)  # fmt: skip
SUM = warning(
    "bill-sum",
    N_("The lines do not add up to the total, {difference} {currency}. Together they make "
       "{lines}, the total says {cost}."),
)  # fmt: skip
TAX = warning(
    "bill-tax",
    N_("The tax does not fit its rate. At {rate}% it would be {expected}, the bill says {cost}."),
)
TAX_RATE = warning(
    "bill-tax-rate",
    N_("No usual rate of tax. {cost} is {rate}% of what is taxed; usual are {usual}%."),
)
UNIT_PRICE = warning(
    "bill-price",
    N_("The unit price is out of line{name}. The bill says {price}, the last {n} bills {least} to "
       "{most}."),
)  # fmt: skip
TARIFF = warning(
    "bill-tariff",
    N_("Not the price of the tariff{name}. The bill says {price}, the tariff {expected}."),
)
FACTOR = info(
    "bill-power-factor",
    N_("Power factor {factor}, below {limit}. It cost {cost} {currency} this time and {year} "
       "{currency} with the last {n} bills. Compensating reactive power may be an upgrade."),
)  # fmt: skip
FACTOR_ALONE = info(
    "bill-power-factor",
    N_("Power factor {factor}, below {limit}. It cost {cost} {currency} this time. Compensating "
       "reactive power may be an upgrade."),
)  # fmt: skip
NO_FACTOR = warning(
    "bill-power-factor-over",
    N_("A power factor is at most 1. The bill says {factor}; write it as 0.95."),
)
CURRENCY = warning(
    "bill-currency",
    N_("Another currency than before. The bill is in {currency}, the earlier ones in {usual}."),
)

LINES_RIGHT = info("bill-lines-right", N_("Unit price × amount = cost, lines: {n}"))
SUM_RIGHT = info("bill-sum-right", N_("Lines add up to {cost} {currency}"))
TAX_RIGHT = info("bill-tax-right", N_("The tax fits its rate of {rate}%"))
PRICE_RIGHT = info(
    "bill-price-right", N_("Unit price {price}, in the last {n} bills {least}–{most}")
)
FACTOR_RIGHT = info("bill-factor-right", N_("Power factor {factor}, not below {limit}"))

TAX_WITHIN = N_("The prices are with tax")
TAX_ON_TOP = N_("The tax comes on top")


def of_money(case: Case) -> Iterator[Remark]:
    """What is to be said of the money of a bill."""
    yield from _lines(case)
    yield from _sum(case)
    yield from _tax(case)
    yield from _prices(case)
    yield from _factor(case)
    bill, usual = case.typed, case.known.currency
    if bill.currency and usual and bill.currency != usual and case.earlier:
        yield case.remark(
            CURRENCY, "currency", use("currency", usual), currency=bill.currency, usual=usual
        )


def _lines(case: Case) -> Iterator[Remark]:
    right = 0
    for at, line in enumerate(case.typed.lines):
        whole = case.bill.lines[at]
        if line.kind in (LineKind.POWER_FACTOR, LineKind.TAX) or line.cost is None:
            continue
        if whole.amount is None or line.price is None:
            continue
        if abs(whole.amount * line.price - line.cost) <= slack(whole.amount, line.price):
            right += 1
        else:
            yield _line(case, at, whole)
    if right:
        yield case.right(LINES_RIGHT, "cost", n=right)


def slack(amount: Decimal, price: Decimal) -> Decimal:
    """How far a printed cost may lie from the product of two figures that were rounded too."""
    return _HALF_CENT + abs(amount) * half(price) + abs(price) * half(amount)


def _line(case: Case, at: int, line: Line) -> Remark:
    amount, price, cost = (each or Decimal(0) for each in (line.amount, line.price, line.cost))
    expected = to(amount * price, CENT)
    remedies = [use(field_of(at, "cost"), expected)]
    if amount:
        remedies.append(use(field_of(at, "price"), to(cost / amount, PRICE)))
    return case.remark(
        LINE, field_of(at, "cost"), *remedies, name=line.name, amount=amount, price=price,
        expected=expected, cost=cost,
    )  # fmt: skip


def _sum(case: Case) -> Iterator[Remark]:
    cost, bill = case.typed.cost, case.bill
    costs = [e.cost for e in bill.lines if e.kind is not LineKind.TAX and e.cost is not None]
    net = tax_base(bill)
    if cost is None or net is None or not _whole(bill):
        return
    tax = lines_cost(bill, LineKind.TAX)
    lines = net if bill.tax_within or tax is None else net + tax
    if abs(lines - cost) <= _HALF_CENT * (len(costs) + 1):
        yield case.right(SUM_RIGHT, "cost", cost=cost, currency=bill.currency)
        return
    yield case.remark(
        SUM, "cost", use("cost", lines), *_other_way(case, net, tax), lines=lines, cost=cost,
        difference=abs(lines - cost), currency=bill.currency,
    )  # fmt: skip


def _whole(bill: Bill) -> bool:
    """Whether every line that is used has a cost; one that has none is still to be typed."""
    used = (each for each in bill.lines if each.said and each.kind is not LineKind.TAX)
    return all(each.cost is not None for each in used)


def _other_way(case: Case, net: Decimal, tax: Decimal | None) -> Iterator[Remedy]:
    """Where the lines add up once the tax is counted the other way."""
    cost, within = case.typed.cost or Decimal(0), case.bill.tax_within
    other = net + (tax or Decimal(0)) if within else net
    if tax is not None and abs(other - cost) <= CENT:
        yield Remedy(TAX_ON_TOP if within else TAX_WITHIN, {}, {"tax_within": not within})


def _tax(case: Case) -> Iterator[Remark]:
    for at, line in enumerate(case.typed.lines):
        if line.kind is not LineKind.TAX or line.cost is None:
            continue
        if line.price is None:
            yield from _implied(case, at, line.cost)
            continue
        expected = tax_of(case.bill, line.price)
        if expected is None:
            continue
        if abs(expected - line.cost) <= CENT * max(1, len(case.bill.lines)):
            yield case.right(TAX_RIGHT, field_of(at, "cost"), rate=line.price)
        else:
            remedy = use(field_of(at, "cost"), expected)
            yield case.remark(TAX, field_of(at, "cost"), remedy, rate=line.price,
                              expected=expected, cost=line.cost)  # fmt: skip


def _implied(case: Case, at: int, tax: Decimal) -> Iterator[Remark]:
    """A tax without a rate: the rate it means must be one that exists."""
    bill = case.bill
    taxed = (bill.cost - tax) if bill.tax_within and bill.cost is not None else tax_base(bill)
    if not taxed:
        return
    rate = to(tax / taxed * 100, RATE)
    usual = next((each for each in USUAL_RATES if abs(rate - each) <= _RATE_SLACK), None)
    if usual is not None:
        yield case.right(TAX_RIGHT, field_of(at, "cost"), rate=usual)
    else:
        yield case.remark(TAX_RATE, field_of(at, "cost"), cost=tax, rate=rate, usual=USUAL_RATES)


def _prices(case: Case) -> Iterator[Remark]:
    for at, line in enumerate(case.bill.lines):
        if line.kind is LineKind.BAND and line.price is not None:
            usual = named(case.earlier, line.kind, line.name, "price")
            yield from _price(case, field_of(at, "price"), line.name, line.price, usual)
            yield from _tariff(case, at, line, case.known.prices.get(line.name))
        if line.kind is LineKind.CAPACITY and line.price is not None:
            yield from _tariff(case, at, line, case.known.capacity_price)
    price = unit_price(case.bill)
    usual = [each for each in map(unit_price, case.earlier) if each is not None]
    if price is not None:
        yield from _price(case, "cost", "", price, usual)


def _price(
    case: Case, field: str, name: str, price: Decimal, usual: list[Decimal]
) -> Iterator[Remark]:
    if len(usual) < ENOUGH:
        return
    facts = {"price": price, "n": len(usual), "least": min(usual), "most": max(usual)}
    if not within(price, min(usual), max(usual)):
        yield case.remark(UNIT_PRICE, field, name=in_brackets(name), **facts)
    elif not name:
        yield case.right(PRICE_RIGHT, field, **facts)


def _tariff(case: Case, at: int, line: Line, expected: Decimal | None) -> Iterator[Remark]:
    price = line.price or Decimal(0)
    if expected is None or abs(price - expected) <= half(price) + half(expected):
        return
    field = field_of(at, "price")
    yield case.remark(TARIFF, field, use(field, expected), name=in_brackets(line.name),
                      price=price, expected=expected)  # fmt: skip


def in_brackets(name: str) -> str:
    return f" ({name})" if name else ""


def _factor(case: Case) -> Iterator[Remark]:
    for at, line in enumerate(case.bill.lines):
        if line.kind is not LineKind.POWER_FACTOR or line.amount is None:
            continue
        field, factor = field_of(at, "amount"), line.amount
        if factor > 1:
            remedy = use(field, factor / 100)
            yield case.remark(NO_FACTOR, field, *((remedy,) if factor <= 100 else ()),
                              factor=factor)  # fmt: skip
        elif factor < LEAST_FACTOR:
            yield _low(case, line, field, factor)
        else:
            yield case.right(FACTOR_RIGHT, field, factor=factor, limit=LEAST_FACTOR)


IDEA = Remedy(N_("Note it as an upgrade idea"), idea=N_("Compensating reactive power"))


def _low(case: Case, line: Line, field: str, factor: Decimal) -> Remark:
    """What a low power factor cost now, and with the bills before."""
    before = [paid for each in case.earlier if (paid := lines_cost(each, line.kind)) is not None]
    cost = line.cost or Decimal(0)
    facts = {"factor": factor, "limit": LEAST_FACTOR, "cost": cost,
             "currency": case.bill.currency}  # fmt: skip
    if not before:
        return case.remark(FACTOR_ALONE, field, IDEA, **facts)
    year = cost + sum(before, Decimal(0))
    return case.remark(FACTOR, field, IDEA, year=year, n=len(before), **facts)
