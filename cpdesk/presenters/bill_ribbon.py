"""How a bill is spread onto months: its days as a ribbon below the last one, and the months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cpdesk.analysis.months.bills import BillSpread
from cpdesk.analysis.months.monthly import MonthlySeries
from cpdesk.base.languages import Translator
from cpdesk.domain.findings import Refusal
from cpdesk.domain.periods import Month, Period, month_range
from cpdesk.domain.plant import Convention, Meter, Reading
from cpdesk.domain.record import Record
from cpdesk.presenters.tables import pasted
from cpdesk.services.series import metered

_MOST_MONTHS = 6


@dataclass(frozen=True)
class Piece:
    """The days of a bill in one month, with the amount they hold."""

    days: Period
    words: str


@dataclass(frozen=True)
class Ribbon:
    """The months it lies in, the pieces of the last bill and of this one, and what both cover.

    `totals` say of each month what all bills make of it.
    """

    months: tuple[tuple[Month, str], ...] = ()
    last: tuple[Piece, ...] = ()
    this: tuple[Piece, ...] = ()
    both: Period | None = None
    totals: tuple[str, ...] = ()

    @property
    def as_text(self) -> str:
        """Each month with what all bills make of it, as a spreadsheet takes it."""
        months = zip(self.months, self.totals, strict=True)
        return "\n".join(pasted((str(month), total)) for (month, _), total in months)

    @property
    def days(self) -> Period:
        return Period(self.months[0][0].start, self.months[-1][0].end)


def ribbon(t: Translator, record: Record, meter: Meter, reading: Reading | None) -> Ribbon:
    """The ribbon of a bill that is typed, as if it were in the record; empty without its days."""
    if reading is None:
        return Ribbon()
    others = tuple(each for each in record.readings(meter) if each.id != reading.id)
    try:
        series = metered(meter, (*others, reading))
        alone = metered(meter, (reading,)).bills[0]
    except Refusal:  # a unit that does not match is said of the field
        return Ribbon()
    before = tuple(each for each in others if each.start < reading.start)
    last = metered(meter, before[-1:]).bills[0] if before else None
    return _ribbon(t, series, alone, last, meter.convention)


def _ribbon(
    t: Translator, series: MonthlySeries, this: BillSpread, last: BillSpread | None,
    convention: Convention,
) -> Ribbon:
    months = _months(this, last)
    near = last if last and last.covered.end > months[0].start else None
    return Ribbon(
        tuple((each, t.month(each)) for each in months),
        tuple(_pieces(t, near, convention)) if near else (),
        tuple(_pieces(t, this, convention)),
        _both(this, near), tuple(_total(t, series, each) for each in months),
    )  # fmt: skip


def _months(this: BillSpread, last: BillSpread | None) -> tuple[Month, ...]:
    """From the month the bill begins in, or the one before it, to the one it ends in."""
    first, end = Month.of(this.covered.start), _last_month(this.covered)
    if last is not None and last.covered.overlap(Period.of_month(first + -1)):
        first = first + -1
    return month_range(max(first, end + (1 - _MOST_MONTHS)), end)


def _last_month(days: Period) -> Month:
    last = date.fromordinal(days.end.toordinal() - 1)
    return Month.of(last)


def _pieces(t: Translator, bill: BillSpread, convention: Convention) -> Iterator[Piece]:
    if convention is Convention.READ_MONTH:  # it is not cut: all of it belongs to one month
        yield Piece(bill.covered, t.number(bill.parts[0].amount, 0))
        return
    start = bill.covered.start
    for part in bill.parts:
        end = min(part.month.end, bill.covered.end)
        yield Piece(Period(start, end), t.number(part.amount, 0))
        start = end


def _both(this: BillSpread, last: BillSpread | None) -> Period | None:
    if last is None or not this.covered.overlap(last.covered):
        return None
    return Period(max(this.covered.start, last.covered.start),
                  min(this.covered.end, last.covered.end))  # fmt: skip


def _total(t: Translator, series: MonthlySeries, month: Month) -> str:
    value = series.value(month)
    if value is None:
        return "–"
    if value.complete:
        return t.number(value.amount, 0)
    lacking = month.days - _days(series, month)
    if lacking > 0:
        return t.plural("{n} day missing", "{n} days missing", lacking)
    return t("Days counted twice") if lacking < 0 else t("Not complete")


def _days(series: MonthlySeries, month: Month) -> int:
    return sum(part.days for bill in series.bills for part in bill.parts if part.month == month)
