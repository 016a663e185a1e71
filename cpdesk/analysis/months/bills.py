"""A bill by its days: what it covers, its part in each month, and estimates that were corrected.

The reading after an estimated bill corrects it: it counts from the last true reading, so its
amount holds what the estimate left out or had too much. Neither figure is true by itself, only
their sum is. Therefore estimated bills join the next actual one, as CalTRACK 2 does, up to 70
days; the sum is then spread evenly over all of those days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from cpdesk.domain.periods import Month, Period
from cpdesk.domain.plant import Convention, Reading
from cpdesk.domain.units import convert

_MOST_KEPT = 1 << 14
MOST_FOLDED = 70  # days of estimated bills and the actual one that corrects them (CalTRACK 2)
FINEST = Decimal("0.000001")  # of an amount: finer than any meter
_NINTH = Decimal("1E-9")
_CENT = Decimal("0.01")

Money = tuple[Decimal | None, str]


class Part(NamedTuple):
    """The share of a bill that falls into a month, and how many of its days.

    `currency` is empty where there is no cost.
    """

    month: Month
    days: int
    amount: Decimal
    cost: Decimal | None
    currency: str = ""


class BillSpread(NamedTuple):
    """A bill, or estimated ones with the actual one that corrects them, and its parts.

    `covered` are the days under the convention; `readings` stand in time, the actual one last.
    """

    readings: tuple[Reading, ...]
    covered: Period
    amount: Decimal
    parts: tuple[Part, ...]

    @property
    def period(self) -> Period:
        """From the first day to the last reading, as printed on the bills."""
        return Period(self.readings[0].start, self.readings[-1].end)

    @property
    def estimated(self) -> bool:
        """Whether it is an estimate that no later reading has corrected."""
        return self.readings[-1].estimated


def days_of(reading: Reading, convention: Convention) -> list[tuple[Month, int]]:
    """How many days of a bill fall into each month, by itself and under the convention."""
    return _days(_covered(reading, convention), convention)


@lru_cache(_MOST_KEPT)  # after one figure is typed all the others are as they were
def bill(reading: Reading, unit: str, convention: Convention) -> BillSpread:
    """One bill spread evenly over its days; raises Refusal where its unit does not match."""
    covered = _covered(reading, convention)
    days = _days(covered, convention)
    amount = _finite(convert(reading.amount, reading.unit or unit, unit))
    if len(days) == 1:  # as most are
        currency = "" if reading.cost is None else reading.currency
        part = Part(*days[0], amount, reading.cost, currency)
        return BillSpread((reading,), covered, amount, (part,))
    counts = [count for _, count in days]
    costs = [None] * len(days) if reading.cost is None else _shares(reading.cost, counts, _CENT)
    money = [(cost, "" if cost is None else reading.currency) for cost in costs]
    return BillSpread((reading,), covered, amount, _parts(days, amount, money))


def mean_of_days(reading: Reading, convention: Convention) -> BillSpread:
    """A mean of days, as of a temperature: it holds for each of its days and is never shared."""
    covered = _covered(reading, convention)
    days = _days(covered, convention)
    parts = tuple(Part(month, count, reading.amount, None) for month, count in days)
    return BillSpread((reading,), covered, reading.amount, parts)


def folded(bills: Sequence[BillSpread]) -> Iterator[BillSpread]:
    """The bills, oldest first, with estimated ones folded into the actual one that follows.

    They must join without gap and share no day with another bill, and the whole may have 70 days.
    Of a longer run of estimates only the last ones fit; the others stay estimated. So do those
    that no actual bill follows.
    """
    waiting: list[BillSpread] = []
    for each, apart in _apart(bills):
        if waiting and (not apart or waiting[-1].covered.end != each.covered.start):
            yield from waiting
            waiting = []
        if apart and each.estimated:
            waiting.append(each)
            continue
        near = [one for one in waiting if _days_to(one, each) <= MOST_FOLDED]
        yield from waiting[: len(waiting) - len(near)]
        yield _joined([*near, each]) if near else each
        waiting = []
    yield from waiting


def money_of(parts: Iterable[Part]) -> Money:
    """The cost of parts together, where every one has a cost and all in the same currency."""
    parts = tuple(parts)
    if len(parts) == 1:
        return parts[0].cost, parts[0].currency
    costs = [part.cost for part in parts if part.cost is not None]
    currencies = {part.currency for part in parts}
    if len(costs) < len(parts) or len(currencies) != 1:
        return None, ""
    return sum(costs, Decimal(0)), currencies.pop()


def _covered(reading: Reading, convention: Convention) -> Period:
    return reading.period.shifted(1) if convention is Convention.THIS else reading.period


def _days(covered: Period, convention: Convention) -> list[tuple[Month, int]]:
    if convention is Convention.READ_MONTH:
        return [(_month_of_reading(covered), covered.days)]
    month, start = Month.of(covered.start), covered.start
    days: list[tuple[Month, int]] = []
    while start < covered.end:
        end = min(month.end, covered.end)
        days.append((month, (end - start).days))
        month, start = month + 1, end
    return days


def _month_of_reading(period: Period) -> Month:
    whole = period.start.day == period.end.day == 1
    return Month.of(period.end) + (-1 if whole else 0)


def _finite(amount: Decimal) -> Decimal:
    """A conversion that never ends (MJ to kWh) is cut at nine decimals, so that sums are exact."""
    exponent = amount.as_tuple().exponent
    return amount.quantize(_NINTH) if isinstance(exponent, int) and exponent < -15 else amount


def _shares(total: Decimal, days: Sequence[int], finest: Decimal) -> list[Decimal]:
    """The total by days, at its own decimals or `finest`; what is left goes to the longest."""
    if len(days) == 1:
        return [total]
    step = min(finest, Decimal(1).scaleb(int(total.as_tuple().exponent)))
    whole, longest = sum(days), days.index(max(days))
    others = (*days[:longest], *days[longest + 1 :])
    shares = [(total * count / whole).quantize(step) for count in others]
    return [*shares[:longest], total - sum(shares), *shares[longest:]]


def _parts(
    days: Sequence[tuple[Month, int]], amount: Decimal, money: Sequence[Money]
) -> tuple[Part, ...]:
    amounts = _shares(amount, [count for _, count in days], FINEST)
    return tuple(
        Part(month, count, part, *paid)
        for (month, count), part, paid in zip(days, amounts, money, strict=True)
    )


def _apart(bills: Sequence[BillSpread]) -> Iterator[tuple[BillSpread, bool]]:
    """Each bill, and whether it shares no day with any other."""
    reached = date.min
    for each, following in zip_longest(bills, bills[1:]):
        free = following is None or each.covered.end <= following.covered.start
        yield each, free and reached <= each.covered.start
        reached = max(reached, each.covered.end)


def _days_to(one: BillSpread, last: BillSpread) -> int:
    return (last.covered.end - one.covered.start).days


def _joined(bills: Sequence[BillSpread]) -> BillSpread:
    """Several bills as one: amounts always, costs where all have one in the same currency."""
    days: dict[Month, int] = {}
    for part in _all_parts(bills):
        days[part.month] = days.get(part.month, 0) + part.days
    counts = list(days.items())
    amount = sum((each.amount for each in bills), Decimal(0))
    return BillSpread(
        tuple(reading for each in bills for reading in each.readings),
        Period(bills[0].covered.start, bills[-1].covered.end),
        amount, _parts(counts, amount, _joined_money(bills, counts)),
    )  # fmt: skip


def _joined_money(
    bills: Sequence[BillSpread], days: Sequence[tuple[Month, int]]
) -> list[Money]:
    """The whole cost by days; without a common currency each month keeps that of its own bills."""
    total, currency = money_of(_all_parts(bills))
    if total is None:
        return [money_of(p for p in _all_parts(bills) if p.month == month) for month, _ in days]
    return [(cost, currency) for cost in _shares(total, [count for _, count in days], _CENT)]


def _all_parts(bills: Iterable[BillSpread]) -> Iterator[Part]:
    return (part for each in bills for part in each.parts)
