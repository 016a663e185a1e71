"""Months that are possible but seldom right, and all that is to be said about a series."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from cpdesk.analysis.months.monthly import MonthlySeries, MonthValue
from cpdesk.domain.findings import Finding, Place, warning
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, DriverKind, Meter, MeterKind
from cpdesk.domain.words import N_

NEGATIVE = warning(
    "amount-negative", N_("{series} is negative in {month}. Check the sign of the figure.")
)
TENFOLD = warning(
    "amount-tenfold",
    N_("{series} in {month} is ten times the month before, or a tenth. Check the decimal point."),
)
ZERO = warning(
    "amount-zero",
    N_("{series} has used no electricity in {month}. Check the bill, or note why the plant stood "
       "still."),
)  # fmt: skip
PRICE = warning(
    "unit-price-odd",
    N_("{series} in {month} cost {price} {currency} for one {unit}, the other months about "
       "{usual}. Check the cost, the amount and the unit."),
)  # fmt: skip

SEASONAL = (
    DriverKind.COOLING_DEGREE_DAYS, DriverKind.HEATING_DEGREE_DAYS, DriverKind.TEMPERATURE,
)  # fmt: skip


_LEAST_PRICES = 4


def doubts(series: Meter | Driver, spread: MonthlySeries) -> Mapping[Month, Finding]:
    """The complete months that look wrong: negative, ten times the month before, no electricity,
    or with a unit price out of line.

    The weather may well be ten times the month before, and a frost is negative. Production of
    zero is data; a month without readings is missing, which is no doubt but a gap.
    """
    found: dict[Month, Finding] = {}
    for month, finding in _doubts(series, spread):
        found.setdefault(month, finding)
    return found


def findings_of(series: Meter | Driver, spread: MonthlySeries) -> tuple[Finding, ...]:
    """What is wrong with a series' bills, then what is doubtful in its months."""
    return (*spread.findings, *doubts(series, spread).values())


def _doubts(
    series: Meter | Driver, spread: MonthlySeries
) -> Iterator[tuple[Month, Finding]]:
    known = [value for value in spread.months if value.complete]
    for value in known:
        if value.amount < 0 and series.kind is not DriverKind.TEMPERATURE:
            yield value.month, NEGATIVE.at(_at(series, value), **_facts(series, value))
        if value.amount == 0 and series.kind is MeterKind.ELECTRICITY:
            yield value.month, ZERO.at(_at(series, value), **_facts(series, value))
    for before, after in pairwise(known) if series.kind not in SEASONAL else ():
        if after.month - before.month == 1 and _tenfold(before.amount, after.amount):
            yield after.month, TENFOLD.at(_at(series, after), **_facts(series, after))
    yield from _prices(series, known)


def _prices(
    series: Meter | Driver, known: Sequence[MonthValue]
) -> Iterator[tuple[Month, Finding]]:
    """Months whose unit price is more than twice, or less than half, of what is usual."""
    priced = [each for each in known if each.cost is not None and each.amount > 0]
    for currency in sorted({each.currency for each in priced}):
        bills = [each for each in priced if each.currency == currency]
        prices = [(each.cost or 0) / each.amount for each in bills]
        for at, usual in odd_prices(prices):
            value, facts = bills[at], _facts(series, bills[at])
            yield value.month, PRICE.at(
                _at(series, value), **facts, price=rounded(prices[at]), usual=rounded(usual),
                currency=currency, unit=series.unit,
            )  # fmt: skip


def odd_prices(prices: Sequence[Decimal]) -> Iterator[tuple[int, Decimal]]:
    """Which unit prices are far from the usual one, which is their median; with it.

    Of fewer than four nobody knows which is usual.
    """
    if len(prices) < _LEAST_PRICES:
        return
    ordered = sorted(prices)
    usual = (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
    for at, price in enumerate(prices):
        if usual > 0 and not usual / 2 <= price <= usual * 2:
            yield at, usual


def rounded(price: Decimal) -> Decimal:
    """A unit price to three significant digits, without an exponent."""
    return Decimal(format(Decimal(f"{price:.3g}"), "f"))


def _at(series: Meter | Driver, value: MonthValue) -> Place:
    return Place(series.word, series.code, spot=str(value.month))


def _facts(series: Meter | Driver, value: MonthValue) -> dict[str, object]:
    return {"series": series.code, "month": value.month, "amount": value.amount}


def _tenfold(before: Decimal, after: Decimal) -> bool:
    if before.adjusted() == after.adjusted():  # as many digits: much quicker than dividing
        return False
    least, most = sorted((abs(before), abs(after)))
    return least > 0 and most >= 10 * least
