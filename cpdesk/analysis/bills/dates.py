"""The days of a bill: against the last one and the next one, its length, and today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from cpdesk.analysis.bills.printed import Bill
from cpdesk.analysis.bills.remarks import Case, Remark, Remedy
from cpdesk.domain.findings import blocking, info, warning
from cpdesk.domain.periods import Period
from cpdesk.domain.words import N_

LONGEST, SHORTEST = 100, 5  # days of a bill that is not doubted

BACKWARDS = blocking(
    "bill-backwards",
    N_("The bill ends before it begins. It runs from {start} to {end}; correct one of the days."),
)
TWICE = blocking(
    "bill-kept-already",
    N_("This bill is in the record already. A bill of {meter} for these very days says {amount} "
       "{unit}; open it to correct it."),
)  # fmt: skip
OVERLAP = blocking(
    "bill-overlap",
    N_("Overlaps the last bill, {days} days. That one runs to {other}, this one begins on "
       "{start}. The days would count twice, about {amount} {unit}."),
)  # fmt: skip
OVERLAP_NEXT = blocking(
    "bill-overlap-next",
    N_("Overlaps the next bill, {days} days. That one begins on {other}, this one runs to "
       "{end}. The days would count twice, about {amount} {unit}."),
)  # fmt: skip
GAP = warning(
    "bill-gap",
    N_("A gap of {days} days to the last bill. That one runs to {other}, this one begins on "
       "{start}."),
)  # fmt: skip
LONG = warning(
    "bill-long",
    N_("{days} days is long for a bill. Check both days: few bills cover more than {limit} days."),
)
SHORT = warning(
    "bill-short",
    N_("{days} days is short for a bill. Check both days: few bills cover fewer than {limit} "
       "days."),
)  # fmt: skip
FUTURE = warning(
    "bill-future",
    N_("The bill ends in the future. It runs to {end}, but today is {today}. Check the year."),
)
JOINS = info("bill-joins", N_("Begins where the last bill ended"))

BEGIN_ON = N_("Begin on {day}")
END_ON = N_("End on {day}")
OPEN = N_("Open that bill")
YEAR_BEFORE = N_("A year earlier")


def of_days(case: Case) -> Iterator[Remark]:
    """What is to be said of the days of a bill."""
    start, end = case.typed.start, case.typed.end
    if start and end and end <= start:
        yield Remark(BACKWARDS.at(case.at("end"), start=start, end=end), keepable=False)
    if end and end > case.known.today:
        yield case.remark(FUTURE, "end", *_earlier(case), end=end, today=case.known.today)
    if period := case.typed.period:
        yield from _length(case, period)
        yield from _neighbours(case, period)


def _earlier(case: Case) -> Iterator[Remedy]:
    """The same days of the year before, where those have come already."""
    period = case.typed.period
    if period is None:
        return
    start, end = (_year_before(each) for each in (period.start, period.end))
    if end <= case.known.today:
        yield Remedy(YEAR_BEFORE, {}, {"start": start, "end": end})


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _length(case: Case, period: Period) -> Iterator[Remark]:
    if period.days > LONGEST:
        yield case.remark(LONG, "end", days=period.days, limit=LONGEST)
    if period.days < SHORTEST:
        yield case.remark(SHORT, "end", days=period.days, limit=SHORTEST)


def _neighbours(case: Case, period: Period) -> Iterator[Remark]:
    same = next((each for each in case.known.bills if each.period == period), None)
    if same is not None:
        yield _twice(case, period, same)
        return
    reached = _reached(case)
    if reached is not None:
        yield from _joint(case, period, reached)
    nearest = case.following
    if nearest and nearest.start and nearest.start < period.end:
        yield _overlap_next(case, period, nearest.start)


def _reached(case: Case) -> Bill | None:
    """Of the bills before, the one that reaches furthest."""
    ended = [each for each in case.earlier if each.end]
    return max(ended, key=lambda each: each.end or date.min, default=None)


def _twice(case: Case, period: Period, same: Bill) -> Remark:
    facts = {"meter": case.known.meter.code, "amount": same.amount, "unit": case.unit}
    finding = TWICE.at(case.at("start"), **facts, start=period.start, end=period.end)
    return Remark(finding, (Remedy(OPEN, opens=same.id),), keepable=False)


def _joint(case: Case, period: Period, last: Bill) -> Iterator[Remark]:
    other = last.end or date.min
    days = (other - period.start).days
    begin = Remedy(BEGIN_ON, {"day": other}, {"start": other})
    if days > 0:
        shared = min(days, period.days)
        remedies = (begin,) if other < period.end else ()
        yield case.remark(
            OVERLAP, "start", *remedies, days=shared, other=other, start=period.start,
            amount=_share(case, period, shared), unit=case.unit,
        )  # fmt: skip
    elif days < 0:
        yield case.remark(GAP, "start", begin, days=-days, other=other, start=period.start)
    else:
        yield case.right(JOINS, "start")


def _overlap_next(case: Case, period: Period, other: date) -> Remark:
    shared = (period.end - other).days
    remedies = (Remedy(END_ON, {"day": other}, {"end": other}),) if other > period.start else ()
    return case.remark(
        OVERLAP_NEXT, "end", *remedies, days=shared, other=other, end=period.end,
        amount=_share(case, period, shared), unit=case.unit,
    )  # fmt: skip


def _share(case: Case, period: Period, days: int) -> Decimal:
    """What so many days of the bill hold, to whole units; 0 while no amount is known."""
    amount = case.bill.amount or Decimal(0)
    return (amount * days / period.days).to_integral_value()
