"""Bills of any length spread onto calendar months; the parts add up to the bills exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Context, Decimal, localcontext
from functools import cached_property
from itertools import pairwise

from cpdesk.domain.findings import Finding, Place, warning
from cpdesk.domain.periods import Month, Period
from cpdesk.domain.plant import Convention, Reading
from cpdesk.domain.units import convert
from cpdesk.domain.words import N_

OVERLAP = warning(
    "bills-overlap",
    N_(
        "Two bills of {series} share {days} days from {start}. "
        "The months concerned are left out until one is corrected."
    ),
)
GAP = warning(
    "bills-gap",
    N_("Nothing is recorded for {series} from {start} to {end}. Enter the missing bill."),
)
CURRENCIES = warning(
    "currencies-mixed",
    N_("The bills of {series} are in several currencies; their costs are not added up."),
)

BILL_LENGTH = warning(
    "bill-not-a-month",
    N_(
        "The bills of {series} read in {month} cover {days} days. Kept by the month of reading "
        "that is no month, so it is left out; spread this meter's bills by days instead."
    ),
)

_FINEST = Decimal("0.000001")  # of an amount: finer than any meter
_NINTH = Decimal("1E-9")
_CENT = Decimal("0.01")
_EXACT = 100  # digits of the arithmetic: enough that no sum of bills is ever rounded
_LEAST_DAYS, _MOST_DAYS = 25, 35  # of a bill that stands for a month


@dataclass(frozen=True)
class Part:
    """The share of a bill that falls into a month, and how many of its days."""

    month: Month
    days: int
    amount: Decimal
    cost: Decimal | None


@dataclass(frozen=True)
class BillSpread:
    """A bill with the days it covers under the convention, and its parts."""

    reading: Reading
    covered: Period
    amount: Decimal
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class MonthValue:
    """One month of a series; `complete` when bills cover each of its days exactly once."""

    month: Month
    amount: Decimal
    cost: Decimal | None
    currency: str
    complete: bool
    estimated: bool
    readings: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class MonthlySeries:
    """The months of a meter or driver, in `unit`, with the bills they came from.

    Two series are the same only if they are one object: what was computed from a series is kept
    as long as the series itself is.
    """

    unit: str
    convention: Convention
    months: tuple[MonthValue, ...]
    bills: tuple[BillSpread, ...]
    findings: tuple[Finding, ...]

    @cached_property
    def _by_month(self) -> dict[Month, MonthValue]:
        return {value.month: value for value in self.months}

    def value(self, month: Month) -> MonthValue | None:
        """What is known of a month, complete or not; None where nothing touches it."""
        return self._by_month.get(month)

    def amount(self, month: Month) -> Decimal | None:
        """The amount of a complete month, otherwise None: never a part, never a zero."""
        value = self.value(month)
        return value.amount if value and value.complete else None

    def complete_months(self) -> tuple[Month, ...]:
        return tuple(value.month for value in self.months if value.complete)


def spread(
    readings: Sequence[Reading], unit: str, convention: Convention, name: str = "",
    kind: str = "meter",
) -> MonthlySeries:
    """Spread readings evenly over their days; `name` and `kind` say whose they are.

    `next`: a bill covers `[start, end)`, the day of reading belongs to the next one.
    `this`: it covers the day of reading and not the day it started from, so one day later.
    `read-month`: all of it falls into the month of the reading day `end`; only where it runs from
    a first of a month to a first of a month it is taken as printed for whole months, and falls
    into the last of them. Such a month counts as complete when its bills cover 25 to 35 days.

    Each bill's parts add up to it exactly, amounts to six decimals and costs to cents (or as fine
    as they were typed); the remainder of the rounding goes to the longest part. Raises Refusal
    where a unit does not match.
    """
    with localcontext(Context(prec=_EXACT)):
        bills = tuple(_spread(reading, unit, convention) for reading in _in_order(readings))
        months = tuple(_months(bills, convention))
    findings = tuple(_findings(bills, months, Place(kind, name), convention))
    return MonthlySeries(unit, convention, months, bills, findings)


def _in_order(readings: Sequence[Reading]) -> list[Reading]:
    return sorted(readings, key=lambda reading: (reading.start, reading.end, reading.id))


def _spread(reading: Reading, unit: str, convention: Convention) -> BillSpread:
    amount = _finite(convert(reading.amount, reading.unit or unit, unit))
    covered = reading.period.shifted(1 if convention is Convention.THIS else 0)
    days = _days(covered, convention)
    amounts = _shares(amount, [count for _, count in days], _FINEST)
    costs = _shares(reading.cost, [count for _, count in days], _CENT)
    parts = tuple(
        Part(month, count, part, cost)
        for (month, count), part, cost in zip(days, amounts, costs, strict=True)
    )
    return BillSpread(reading, covered, amount, parts)


def _finite(amount: Decimal) -> Decimal:
    """A conversion that never ends (MJ to kWh) is cut at nine decimals, so that sums are exact."""
    exponent = amount.as_tuple().exponent
    return amount.quantize(_NINTH) if isinstance(exponent, int) and exponent < -15 else amount


def _days(covered: Period, convention: Convention) -> list[tuple[Month, int]]:
    if convention is Convention.READ_MONTH:
        return [(_month_of_reading(covered), covered.days)]
    return [(month, covered.overlap(Period.of_month(month))) for month in covered.months()]


def _month_of_reading(period: Period) -> Month:
    whole = period.start.day == period.end.day == 1
    return Month.of(period.end) + (-1 if whole else 0)


def _shares(total: Decimal | None, days: list[int], finest: Decimal) -> list[Decimal]:
    """The total by days at its own decimals or `finest`; None for each part of nothing."""
    if total is None:
        return [None] * len(days)  # type: ignore[list-item]
    if len(days) == 1:
        return [total]
    step = min(finest, Decimal(1).scaleb(int(total.as_tuple().exponent)))
    shares = [(total * count / sum(days)).quantize(step) for count in days]
    shares[days.index(max(days))] += total - sum(shares)
    return shares


def _months(bills: Sequence[BillSpread], convention: Convention) -> Iterator[MonthValue]:
    found: dict[Month, list[tuple[BillSpread, Part]]] = {}
    for bill in bills:
        for part in bill.parts:
            found.setdefault(part.month, []).append((bill, part))
    for month in sorted(found):
        pieces = found[month]
        yield MonthValue(
            month,
            sum((part.amount for _, part in pieces), Decimal(0)),
            *_money(pieces),
            complete=_complete(month, pieces, convention),
            estimated=any(bill.reading.estimated for bill, _ in pieces),
            readings=tuple(bill.reading.id for bill, _ in pieces),
        )


def _money(pieces: list[tuple[BillSpread, Part]]) -> tuple[Decimal | None, str]:
    """The cost of a month, where every piece has one and all in the same currency."""
    currencies = {bill.reading.currency for bill, _ in pieces}
    costs = [part.cost for _, part in pieces]
    if len(currencies) != 1 or any(cost is None for cost in costs):
        return None, ""
    return sum((cost for cost in costs if cost is not None), Decimal(0)), currencies.pop()


def _complete(
    month: Month, pieces: list[tuple[BillSpread, Part]], convention: Convention
) -> bool:
    days = sum(part.days for _, part in pieces)
    if _overlapping([bill.covered for bill, _ in pieces]):
        return False
    if convention is Convention.READ_MONTH:
        return _LEAST_DAYS <= days <= _MOST_DAYS
    return days == month.days


def _overlapping(periods: list[Period]) -> bool:
    ordered = sorted(periods)
    return any(one.end > other.start for one, other in pairwise(ordered))


def _findings(
    bills: Sequence[BillSpread], months: Sequence[MonthValue], place: Place, convention: Convention
) -> Iterator[Finding]:
    yield from _joints(bills, place)
    if len({bill.reading.currency for bill in bills if bill.reading.cost is not None}) > 1:
        yield CURRENCIES.at(place, series=place.code)
    if convention is Convention.READ_MONTH:
        yield from _odd_lengths(bills, months, place)


def _joints(bills: Sequence[BillSpread], place: Place) -> Iterator[Finding]:
    """Where bills overlap or leave days out: each is held against the latest day before it."""
    reached: date | None = None
    for bill in sorted(bills, key=lambda bill: bill.covered):
        covered, spot = bill.covered, replace(place, spot=str(bill.covered.start))
        days = (reached - covered.start).days if reached else 0
        if days > 0:
            days = min(days, covered.days)
            yield OVERLAP.at(spot, series=place.code, days=days, start=covered.start)
        elif reached and days < 0:
            last = covered.start - timedelta(1)
            yield GAP.at(spot, series=place.code, start=reached, end=last)
        reached = max(reached or covered.end, covered.end)


def _odd_lengths(
    bills: Sequence[BillSpread], months: Sequence[MonthValue], place: Place
) -> Iterator[Finding]:
    lengths: dict[Month, int] = {}
    for bill in bills:
        month = bill.parts[0].month
        lengths[month] = lengths.get(month, 0) + bill.covered.days
    for value in months:
        days = lengths[value.month]
        if not _LEAST_DAYS <= days <= _MOST_DAYS:
            spot = replace(place, spot=str(value.month))
            yield BILL_LENGTH.at(spot, series=place.code, month=value.month, days=days)
