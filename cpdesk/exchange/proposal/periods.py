"""The period of each cell: what its row, its heading and its sheet tell, put together."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from cpdesk.domain.findings import FindingKind, info
from cpdesk.domain.words import N_
from cpdesk.exchange.days import MONTH_UNREADABLE
from cpdesk.exchange.proposal.axes import Down, when_at
from cpdesk.exchange.proposal.grid import Grid
from cpdesk.exchange.proposal.meaning import ROLES_OF_TIME, ColumnMeaning, Role, SheetMeaning
from cpdesk.exchange.proposal.times import Span, span_of, span_of_bill
from cpdesk.exchange.proposal.when import NEVER, When
from cpdesk.exchange.proposal.words import NOTHING_HERE, plain

END_MISSING = info(
    "period-open",
    N_("The last figure of '{sheet}' has a first day but no end, and was left out: the next "
       "reading tells it."),
)  # fmt: skip
START_MISSING = info(
    "period-unbegun",
    N_("The first figure of '{sheet}' has no day of reading before it, and was left out: put the "
       "day of the reading before into a row above it."),
)  # fmt: skip

_BILL = (Role.START, Role.END, Role.LAST_DAY, Role.PERIOD)
_OF_WHOM = (Role.METER, Role.ACCOUNT, Role.KIND)
_AHEAD = 400  # rows in which the next bill of the same meter is looked for
_ENDS = {Role.END, Role.LAST_DAY, Role.PERIOD}
_NUMBERED = {Role.YEAR: "y", Role.MONTH: "m", Role.DAY: "d"}


class Periods:
    """Follows the rows of a sheet from top to bottom; `column` is the one that tells the time.

    A year or month that stands once for several rows is carried down, and bare months that begin
    again at January go on in the next year.
    """

    ROLES: ClassVar[tuple[Role, ...]] = tuple(ROLES_OF_TIME)

    def __init__(self, grid: Grid, meaning: SheetMeaning, epoch: date) -> None:
        self._grid, self._meaning, self._epoch = grid, meaning, epoch
        self._columns = {each.meaning.role: each for each in meaning.of_role(*self.ROLES)}
        self.column: ColumnMeaning | None = next(iter(self._columns.values()), None)
        self._counted = [each for each in self._columns.items() if each[0] in _NUMBERED]
        self._counted.sort(key=lambda each: list(_NUMBERED).index(each[0]))
        self._tells_bill = any(role in self._columns for role in _BILL) or (
            Role.READ_ON in self._columns and Role.MONTH not in self._columns
        )
        self._in_row = bool(_ENDS & self._columns.keys())
        self._indices = [each.index for each in self._columns.values()]
        self._names = [each.index for each in meaning.of_role(*_OF_WHOM)]
        self._read_on: dict[tuple[Any, ...], list[date]] = {}
        self._bills: dict[tuple[Any, ...], Span] = {}
        self._whens: dict[tuple[Role, Any], When] = {}
        self._spans: dict[tuple[When, int], Span | None] = {}
        self._year = meaning.when.year
        self._months = 0
        self._row = NEVER
        self._bill: Span | None = None

    def row(self, row: int) -> bool:
        """Go on to a row; whether it has a time. Raises Refusal where one cannot be read."""
        if not self._columns:
            self._row = NEVER
            return True
        if self._tells_bill:
            self._bill = self._bill_of(row)
            return self._bill is not None
        when = NEVER
        for role, column in self._counted:
            when = self._in(row, role, column).filled(when)
        year_alone = Role.YEAR in self._columns and len(self._columns) > 1 and when.parts == "y"
        if not when or year_alone:
            return self._untold(row)
        self._row = self._carried(when)
        return True

    def span(self, row: int, column: ColumnMeaning) -> Span | None:
        """The period of a cell in the row last gone on to; None where its year is not known.

        Raises ValueError where there is no such day.
        """
        if self._bill is not None:
            return self._bill
        key = (self._row, column.index)
        if key not in self._spans:
            self._spans[key] = self._told(column)
        span = self._spans[key]
        return self._stretched(span, row, column) if self._grid.merged else span

    def _told(self, column: ColumnMeaning) -> Span | None:
        when = self._row.filled(column.when).filled(self._meaning.when)
        if column.when and column.when.parts == "m" and not self._row:
            when = self._wrapped(column, when)
        return span_of(when)

    @property
    def missing(self) -> FindingKind:
        """What a bill without both its days lacks."""
        return START_MISSING if self._by_readings else END_MISSING

    @property
    def _by_readings(self) -> bool:
        """Whether a row names only the day it was read, so that the row before begins it."""
        return Role.READ_ON in self._columns and Role.START not in self._columns

    def _at(self, row: int, role: Role) -> When:
        """What a column of the row tells, if there is one."""
        column = self._columns.get(role)
        return self._in(row, role, column) if column else NEVER

    def _in(self, row: int, role: Role, column: ColumnMeaning) -> When:
        """The same; a cell is read once, and a merged one tells the time for all its rows."""
        cell = self._grid.rows[row][column.index]
        if cell is None or type(cell) is bool:
            return self._read(row, role, column)
        key = (role, cell)
        found = self._whens.get(key)
        if found is None:
            found = self._whens[key] = self._read(row, role, column)
        return found

    def _read(self, row: int, role: Role, column: ColumnMeaning) -> When:
        numbered = _NUMBERED.get(role, "")
        when = when_at(self._grid, row, Down(column.index, 0, numbered), self._epoch)
        return When(when.year, when.month) if role is Role.MONTH else when

    def _untold(self, row: int) -> bool:
        """No time in this row; a text that was meant as one is refused."""
        column = self._columns.get(Role.MONTH) or self._columns.get(Role.DAY)
        cell = self._grid.cell(row, column.index) if column else None
        figures = [self._grid.cell(row, each.index) for each in self._meaning.of_role(Role.AMOUNT)]
        if cell is not None and any(isinstance(each, int | float) for each in figures):
            self.column = column
            raise MONTH_UNREADABLE.refuse(text=str(cell))
        return False

    def _carried(self, when: When) -> When:
        """Years told once, and years that nobody told because they begin at January."""
        if when.year:
            self._year = when.year
        elif when.month and self._year and when.month == 1 and self._months == 12:
            self._year += 1
        month = when.month or (self._months if when.day and Role.MONTH in self._columns else None)
        self._months = month or self._months
        return When(when.year or self._year, month, when.day)

    def _wrapped(self, column: ColumnMeaning, when: When) -> When:
        """Bare months across that begin again at January belong to the next year."""
        others = [each for each in self._meaning.columns if each.when.parts == "m"]
        first = others[0].when.month or 1
        later = (column.when.month or 1) < first and column.index > others[0].index
        return When(when.year + 1 if later and when.year else when.year, when.month, when.day)

    def _stretched(self, span: Span | None, row: int, column: ColumnMeaning) -> Span | None:
        """A figure merged over several months belongs to all of them."""
        box = self._grid.box.get((row, column.index))
        if span is None or box is None or span.end is None or self._row is NEVER:
            return span
        last = self._at(box[2], Role.MONTH).filled(When(span.start.year))
        end = span_of(last) if box[2] > row and last.month else None
        return Span(span.start, end.end) if end and end.end and end.end > span.end else span

    def _bill_of(self, row: int) -> Span | None:
        """The period of a bill; one that its own cells tell is worked out once."""
        cells = self._grid.rows[row]
        key = tuple([cells[each] for each in self._indices])
        found = self._bills.get(key)
        if found is None:
            found = self._told_bill(row)
            if found and found.end and self._in_row and None not in key:
                self._bills[key] = found
        return found

    def _told_bill(self, row: int) -> Span | None:
        cells: dict[Role, Any] = {}
        for role, column in self._columns.items():
            cell = self._grid.cell(row, column.index)
            if cell is not None and plain(cell) not in NOTHING_HERE:
                cells[role] = cell
        if self._by_readings:
            return self._until_reading(row)
        found = span_of_bill(cells, {role: self._at(row, role) for role in cells})
        if found is None or found.end is not None:
            return found
        return Span(found.start, self._next_start(row))

    def _next_start(self, row: int) -> date | None:
        """The first day of the next row of the same meter that has one and is later."""
        start, whose = _as_day(self._at(row, Role.START)), self._whose(row)
        for below in range(row + 1, min(row + _AHEAD, len(self._grid.rows))):
            day = _as_day(self._at(below, Role.START)) if self._whose(below) == whose else None
            if day and start and day > start:
                return day
        return None

    def _whose(self, row: int) -> tuple[Any, ...]:
        """The cells that name the meter, where rows of several are mixed."""
        return tuple([self._grid.shown(row, each) for each in self._names])

    def _until_reading(self, row: int) -> Span | None:
        """The days from the reading before of the same meter; the first has none before it."""
        end = _as_day(self._at(row, Role.READ_ON))
        if end is None:
            return None
        days = self._read_on.setdefault(self._whose(row), [])
        before = next((each for each in reversed(days) if each < end), None)
        days.append(end)
        return Span(before, end) if before else Span(end - timedelta(1), None)


def _as_day(when: When) -> date | None:
    try:
        return date(when.year, when.month, when.day) if when.parts == "ymd" else None  # type: ignore[arg-type]
    except ValueError:
        return None


