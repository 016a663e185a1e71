"""Bills of any length spread onto calendar months; the parts add up to the bills exactly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Context, Decimal, localcontext
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from cpdesk.analysis.months.bills import FINEST, Part, bill, folded, mean_of_days, money_of
from cpdesk.analysis.months.bills import BillSpread as BillSpread
from cpdesk.domain.findings import Finding, Place, warning
from cpdesk.domain.periods import Month, Period
from cpdesk.domain.plant import Convention, Reading
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

_EXACT = 100  # digits of the arithmetic: enough that no sum of bills is ever rounded
_LEAST_DAYS, _MOST_DAYS = 25, 35  # of a bill that stands for a month


class MonthValue(NamedTuple):
    """One month of a series; `complete` when bills cover each of its days exactly once.

    `estimated` where an estimated bill that no later reading corrected has part in it.
    """

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

    With `means` each value is a mean of days; then months must never be added up.

    Two series are the same only if they are one object: what was computed from a series is kept
    as long as the series itself is.
    """

    unit: str
    convention: Convention
    months: tuple[MonthValue, ...]
    bills: tuple[BillSpread, ...]
    findings: tuple[Finding, ...]
    means: bool = False

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

    def whole(self, months: Sequence[Month]) -> Decimal | None:
        """The sum of months, or the mean of their days; None where there is none or one lacks."""
        amounts = [amount for month in months if (amount := self.amount(month)) is not None]
        if not months or len(amounts) < len(months):
            return None
        if not self.means:
            return sum(amounts, Decimal(0))
        pairs = zip(months, amounts, strict=True)
        return _mean([Part(month, month.days, amount, None) for month, amount in pairs])

    def complete_months(self) -> tuple[Month, ...]:
        return tuple(value.month for value in self.months if value.complete)

    def last_year(self, until: date = date.max) -> tuple[MonthValue, ...]:
        """The last twelve complete months that end by `until`; none if they do not follow."""
        last = [each for each in self.months if each.complete and each.month.end <= until][-12:]
        follow = len(last) == 12 and last[-1].month - last[0].month == 11
        return tuple(last) if follow else ()


def spread(
    readings: Sequence[Reading], unit: str, convention: Convention, name: str = "",
    kind: str = "meter", *, fold: bool = True, means: bool = False,
) -> MonthlySeries:  # fmt: skip
    """Spread readings evenly over their days; `name` and `kind` say whose they are.

    `next`: a bill covers `[start, end)`, the day of reading belongs to the next one.
    `this`: it covers the day of reading and not the day it started from, so one day later.
    `read-month`: all of it falls into the month of the reading day `end`; only where it runs from
    a first of a month to a first of a month it is taken as printed for whole months, and falls
    into the last of them. Such a month counts as complete when its bills cover 25 to 35 days.

    Each bill's parts add up to it exactly, amounts to six decimals and costs to cents (or as fine
    as they were typed); the remainder of the rounding goes to the longest part. With `fold`,
    estimated bills and the actual one that follows within 70 days become one, because its reading
    corrects them (CalTRACK: estimated reads join the next actual one); the month is then no
    estimate any more. With `means` readings are means of their days, as of a temperature: a
    month's value is the mean of its days to six decimals, and nothing is added up. Raises Refusal
    where a unit does not match.
    """
    with localcontext(Context(prec=_EXACT)):
        bills = tuple(_bills(_in_order(readings), unit, convention, fold, means))
        months = tuple(_months(bills, convention, means))
    findings = tuple(_findings(bills, months, Place(kind, name), convention))
    return MonthlySeries(unit, convention, months, bills, findings, means)


def _in_order(readings: Sequence[Reading]) -> list[Reading]:
    return sorted(readings, key=lambda reading: (reading.start, reading.end, reading.id))


def _bills(
    readings: Sequence[Reading], unit: str, convention: Convention, fold: bool, means: bool
) -> Iterable[BillSpread]:
    if means:
        return (mean_of_days(reading, convention) for reading in readings)
    bills = [bill(reading, unit, convention) for reading in readings]
    return folded(bills) if fold and any(each.estimated for each in bills) else bills


def _months(
    bills: Sequence[BillSpread], convention: Convention, means: bool
) -> Iterator[MonthValue]:
    found: dict[Month, list[tuple[BillSpread, Part]]] = {}
    for each in bills:
        for part in each.parts:
            found.setdefault(part.month, []).append((each, part))
    for month in sorted(found):
        pieces = found[month]
        parts = [part for _, part in pieces]
        yield MonthValue(
            month,
            _amount(parts, means),
            *money_of(parts),
            complete=_complete(month, pieces, convention),
            estimated=any(each.estimated for each, _ in pieces),
            readings=tuple(reading.id for each, _ in pieces for reading in each.readings),
        )


def _amount(parts: Sequence[Part], means: bool) -> Decimal:
    if len(parts) == 1:
        return parts[0].amount
    return _mean(parts) if means else sum((part.amount for part in parts), Decimal(0))


def _mean(parts: Sequence[Part]) -> Decimal:
    """The mean of days, exact where all are the same."""
    amounts = {part.amount for part in parts}
    if len(amounts) == 1:
        return amounts.pop()
    days = sum(part.days for part in parts)
    return (sum((part.amount * part.days for part in parts), Decimal(0)) / days).quantize(FINEST)


def _complete(
    month: Month, pieces: list[tuple[BillSpread, Part]], convention: Convention
) -> bool:
    days = sum(part.days for _, part in pieces)
    if len(pieces) > 1 and _overlapping([each.covered for each, _ in pieces]):
        return False
    if convention is Convention.READ_MONTH:
        return _LEAST_DAYS <= days <= _MOST_DAYS
    return days == month.days


def _overlapping(periods: list[Period]) -> bool:
    ordered = sorted(periods, key=lambda period: period.start)
    return any(one.end > other.start for one, other in pairwise(ordered))


def _findings(
    bills: Sequence[BillSpread], months: Sequence[MonthValue], place: Place, convention: Convention
) -> Iterator[Finding]:
    yield from _joints(bills, place)
    readings = [reading for each in bills for reading in each.readings]
    if len({each.currency for each in readings if each.cost is not None}) > 1:
        yield CURRENCIES.at(place, series=place.code)
    if convention is Convention.READ_MONTH:
        yield from _odd_lengths(bills, months, place)


def _joints(bills: Sequence[BillSpread], place: Place) -> Iterator[Finding]:
    """Where bills overlap or leave days out: each is held against the latest day before it."""
    reached: date | None = None
    for covered in sorted((each.covered for each in bills), key=lambda each: each.start):
        days = (reached - covered.start).days if reached else 0
        if reached and days:
            yield _joint(place, covered, days, reached)
        reached = max(reached or covered.end, covered.end)


def _joint(place: Place, covered: Period, days: int, reached: date) -> Finding:
    """What is wrong where a bill begins so many days before, or after, the last day reached."""
    spot = replace(place, spot=str(covered.start))
    if days > 0:
        days = min(days, covered.days)
        return OVERLAP.at(spot, series=place.code, days=days, start=covered.start)
    last = covered.start - timedelta(1)
    return GAP.at(spot, series=place.code, start=reached, end=last)


def _odd_lengths(
    bills: Sequence[BillSpread], months: Sequence[MonthValue], place: Place
) -> Iterator[Finding]:
    lengths: dict[Month, int] = {}
    for part in (part for each in bills for part in each.parts):
        lengths[part.month] = lengths.get(part.month, 0) + part.days
    for value in months:
        days = lengths[value.month]
        if not _LEAST_DAYS <= days <= _MOST_DAYS:
            spot = replace(place, spot=str(value.month))
            yield BILL_LENGTH.at(spot, series=place.code, month=value.month, days=days)
