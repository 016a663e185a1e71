"""Bills of any length spread onto calendar months; the parts add up to the bills exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
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

_FINEST = Decimal("0.000001")


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


@dataclass(frozen=True)
class MonthlySeries:
    """The months of a meter or driver, in `unit`, with the bills they came from."""

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
    readings: Sequence[Reading], unit: str, convention: Convention, name: str = ""
) -> MonthlySeries:
    """Spread readings evenly over their days.

    `next`: a bill read on its last day covers `[start, end)`. `this`: it covers the day of
    reading and not the day it started from, so one day later. `read-month`: all of it falls into
    the month of the last day it covers. Each bill's parts add up to it exactly; the remainder of
    the rounding goes to the longest part. Raises Refusal where a unit does not match.
    """
    bills = tuple(_spread(reading, unit, convention) for reading in _in_order(readings))
    findings = tuple(_findings(bills, name, convention))
    return MonthlySeries(unit, convention, tuple(_months(bills, convention)), bills, findings)


def _in_order(readings: Sequence[Reading]) -> list[Reading]:
    return sorted(readings, key=lambda reading: (reading.start, reading.end, reading.id))


def _spread(reading: Reading, unit: str, convention: Convention) -> BillSpread:
    amount = convert(reading.amount, reading.unit or unit, unit)
    covered = reading.period.shifted(1 if convention is Convention.THIS else 0)
    days = _days(covered, convention)
    amounts = _shares(amount, [count for _, count in days])
    costs = _shares(reading.cost, [count for _, count in days])
    parts = tuple(
        Part(month, count, part, cost)
        for (month, count), part, cost in zip(days, amounts, costs, strict=True)
    )
    return BillSpread(reading, covered, amount, parts)


def _days(covered: Period, convention: Convention) -> list[tuple[Month, int]]:
    if convention is Convention.READ_MONTH:
        return [(Month.of(covered.end - timedelta(1)), covered.days)]
    return [(month, covered.overlap(Period.of_month(month))) for month in covered.months()]


def _shares(total: Decimal | None, days: list[int]) -> list[Decimal]:
    """The total by days at its own decimals and six more; None for each part of nothing."""
    if total is None:
        return [None] * len(days)  # type: ignore[list-item]
    if len(days) == 1:
        return [total]
    step = min(_FINEST, Decimal(1).scaleb(int(total.as_tuple().exponent)))
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
    if convention is Convention.READ_MONTH:
        return True
    days = sum(part.days for _, part in pieces)
    return days == month.days and not _overlapping([bill.covered for bill, _ in pieces])


def _overlapping(periods: list[Period]) -> bool:
    ordered = sorted(periods)
    return any(one.end > other.start for one, other in pairwise(ordered))


def _findings(
    bills: Sequence[BillSpread], name: str, convention: Convention
) -> Iterator[Finding]:
    ordered = sorted(bills, key=lambda bill: bill.covered)
    place = Place("meter", name)
    for one, other in pairwise(ordered):
        days = (one.covered.end - other.covered.start).days
        if days > 0:
            start = other.covered.start
            yield OVERLAP.at(place, series=name, days=min(days, other.covered.days), start=start)
        elif days < 0 and convention is not Convention.READ_MONTH:
            yield GAP.at(place, series=name, start=one.covered.end, end=_day_before(other))
    if len({bill.reading.currency for bill in bills if bill.reading.cost is not None}) > 1:
        yield CURRENCIES.at(place, series=name)


def _day_before(bill: BillSpread) -> date:
    return bill.covered.start - timedelta(1)
