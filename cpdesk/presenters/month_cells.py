"""The cells of one column of the months grid: what each says and what state it is in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from cpdesk.analysis.months.monthly import MonthlySeries, MonthValue
from cpdesk.base.languages import Translator
from cpdesk.domain.findings import Finding, Refusal
from cpdesk.domain.papers import Acceptance, Attachment
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, Meter, Reading
from cpdesk.domain.quantities import plain
from cpdesk.domain.record import Record
from cpdesk.domain.units import convert
from cpdesk.domain.words import N_
from cpdesk.presenters.naming import named_sentence
from cpdesk.presenters.session import Session
from cpdesk.services.acceptance import Accepted, split
from cpdesk.services.doubts import doubts
from cpdesk.services.entry import own_reading
from cpdesk.services.series import monthly

_MOST_PLACES = 3
NOT_COVERED = N_("The bills cover only part of this month.")
NOTHING_TYPED = N_("Nothing is recorded for this month.")
FOLDED = N_(
    "An estimated bill was corrected by the next reading. {n} bills are therefore spread together, "
    "and this is the month's part of them."
)


class CellState(Enum):
    """What a cell's mark says; each is drawn as a shape, then as a colour."""

    BLANK = "blank"
    TYPED = "typed"
    EVIDENCE = "evidence"
    ESTIMATED = "estimated"
    DOUBTFUL = "doubtful"
    PARTIAL = "partial"
    MISSING = "missing"
    ZERO = "zero"
    TOTAL = "total"
    EARLIER = "earlier"


@dataclass(frozen=True)
class Cell:
    """`text` is read, `edit` is typed and copied, `tip` says more about the state."""

    text: str = ""
    state: CellState = CellState.BLANK
    edit: str = ""
    tip: str = ""


BLANK = Cell()


@dataclass(frozen=True)
class Column:
    """A meter or driver with its twelve cells, three totals, and what is wrong with it."""

    series: Meter | Driver
    head: tuple[str, str, str]
    cells: tuple[Cell, ...]
    totals: tuple[Cell, ...]
    findings: tuple[Finding, ...]
    accepted: tuple[Accepted, ...] = ()

    @property
    def is_driver(self) -> bool:
        return isinstance(self.series, Driver)


class Columns:
    """The columns of a session, each made anew only when something that it shows has changed."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[str, tuple[tuple[object, ...], _Facts]] = {}
        self._kept: dict[str, tuple[tuple[object, ...], _Builder]] = {}

    def of(self, series: Meter | Driver, year: int) -> Column:
        """The column of a series for a year; where units do not match, empty with a finding."""
        session, record = self._session, self._session.record
        try:
            spread = monthly(record, series)
        except Refusal as refusal:
            return _unreadable(session, series, refusal.finding)
        facts = self._facts(record, series, spread)
        shown = (facts, session.t, session.ws.today, record.table(Attachment))
        kept = self._kept.get(series.id)
        if kept is None or not _same(kept[0], shown):
            kept = self._kept[series.id] = (shown, _Builder(session, facts))
        return kept[1].column(year)

    def _facts(self, record: Record, series: Meter | Driver, spread: MonthlySeries) -> _Facts:
        """What is true of a series in every language."""
        of = (series, spread, record.table(Acceptance))
        known = self._known.get(series.id)
        if known is None or not _same(known[0], of):
            known = self._known[series.id] = (of, _Facts(record, series, spread))
        return known[1]


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Whether both hold the very same things; what is equal may be long to compare."""
    return all(a is b or (isinstance(a, date) and a == b) for a, b in zip(one, other, strict=True))


def _unreadable(session: Session, series: Meter | Driver, finding: Finding) -> Column:
    return Column(series, _head(session.t, series), (BLANK,) * 12, (BLANK,) * 3, (finding,))


def _head(t: Translator, series: Meter | Driver) -> tuple[str, str, str]:
    """Name, what kind it is, and unit."""
    kind = t(series.kind.label) if series.kind else ""
    name = t.show(series.name) or series.code
    return (name, "" if kind == name else kind, series.unit)


class _Facts:
    """What is to be said of a series, in no language yet."""

    def __init__(self, record: Record, series: Meter | Driver, spread: MonthlySeries) -> None:
        self.series, self.spread = series, spread
        found = doubts(series, spread)
        self.standing, self.accepted = split(record, (*spread.findings, *found.values()))
        self.doubts = {month: each for month, each in found.items() if each in self.standing}
        self.places = places_of(spread)
        self.bill_of = {each.id: bill for bill in spread.bills for each in bill.readings}
        self.first = spread.months[0].month if spread.months else None


class _Builder:
    """The columns of a series, one for each year that was looked at."""

    def __init__(self, session: Session, facts: _Facts) -> None:
        self.t = session.t
        self.record: Record = session.record
        self.facts = facts
        self.series, self.spread = facts.series, facts.spread
        self.columns: dict[int, Column] = {}
        self.today = Month.of(session.ws.today)

    def column(self, year: int) -> Column:
        if year not in self.columns:
            self.columns[year] = Column(
                self.series, _head(self.t, self.series),
                tuple(self.cell(Month(year, each)) for each in range(1, 13)),
                tuple(self.totals(year)), self.facts.standing, self.facts.accepted,
            )  # fmt: skip
        return self.columns[year]

    def cell(self, month: Month) -> Cell:
        value = self.spread.value(month)
        if value is None:
            return self._empty(month)
        bills = self._bills(value)
        own = self._own(month) if bills > 1 else None
        state = self._state(value, own is not None and own.estimated)
        edit = plain(self._whole(value) if own is None else self._typed(own))
        return Cell(self._text(value.amount), state, edit, self._tip(value, bills))

    def totals(self, year: int) -> Iterator[Cell]:
        this, last = self._of_year(year), self._of_year(year - 1)
        yield self._total(year, len(this), CellState.TOTAL)
        yield self._total(year - 1, len(last), CellState.EARLIER)
        yield self._change(this, last)

    def _empty(self, month: Month) -> Cell:
        if self.facts.first and self.facts.first <= month < self.today:
            return Cell("", CellState.MISSING, "", self.t(NOTHING_TYPED))
        return BLANK

    def _whole(self, value: MonthValue) -> Decimal:
        """The amount as typed; of a part of a longer bill without the zeros behind it."""
        cut = any(len(self.facts.bill_of[id].parts) > 1 for id in value.readings)
        return value.amount.normalize() if cut else value.amount

    def _bills(self, value: MonthValue) -> int:
        """How many bills were folded into one that has part in the month."""
        return max(len(self.facts.bill_of[id].readings) for id in value.readings)

    def _own(self, month: Month) -> Reading | None:
        """What was typed for a month whose value is a part of folded bills."""
        try:
            return own_reading(self.record, self.series, month)
        except Refusal:  # it is made of several: there is no one figure to correct here
            return None

    def _typed(self, own: Reading) -> Decimal:
        return convert(own.amount, own.unit or self.series.unit, self.series.unit)

    def _state(self, value: MonthValue, typed_as_estimate: bool) -> CellState:
        if not value.complete:
            return CellState.PARTIAL
        if value.amount and value.month in self.facts.doubts:
            return CellState.DOUBTFUL
        if value.estimated or typed_as_estimate:
            return CellState.ESTIMATED
        if self._has_evidence(value):
            return CellState.EVIDENCE
        return CellState.TYPED if value.amount else CellState.ZERO

    def _has_evidence(self, value: MonthValue) -> bool:
        return any(
            self.record.attachments(reading)
            for id in value.readings
            for reading in self.facts.bill_of[id].readings
            if reading.id == id
        )

    def _tip(self, value: MonthValue, bills: int) -> str:
        if not value.complete:
            return self.t(NOT_COVERED)
        if found := self.facts.doubts.get(value.month):
            return named_sentence(self.t, self.record, found)
        return self.t(FOLDED, n=bills) if bills > 1 else ""

    def _of_year(self, year: int) -> list[Decimal]:
        amounts = [self.spread.amount(month) for month in _year(year)]
        return [amount for amount in amounts if amount is not None]

    def _total(self, year: int, n: int, state: CellState) -> Cell:
        """A whole year, summed (of temperatures the mean); of fewer months how many there are."""
        if not n:
            return Cell("–", state)
        total = self.spread.whole(_year(year))
        if total is None:
            return Cell(self.t.plural("{n} month", "{n} months", n), CellState.EARLIER)
        return Cell(self._text(total), state, plain(total))

    def _change(self, this: list[Decimal], last: list[Decimal]) -> Cell:
        before = sum(last, Decimal(0))
        if len(this) < 12 or len(last) < 12 or not before:
            return Cell("–", CellState.EARLIER)
        change = sum(this, Decimal(0)) / before - 1
        text = self.t.percent(change)
        return Cell(f"+{text}" if change > 0 else text, CellState.EARLIER)

    def _text(self, amount: Decimal) -> str:
        return self.t.number(amount, self.facts.places)


def _year(year: int) -> list[Month]:
    return [Month(year, each) for each in range(1, 13)]


def places_of(spread: MonthlySeries) -> int:
    """As many decimals down the column as the most exact figure needs, within reason.

    The zeros behind 0.4萬, which is 4000.0, are none.
    """
    places = [-int(bill.amount.normalize().as_tuple().exponent) for bill in spread.bills]
    return min(_MOST_PLACES, max((0, *places)))
