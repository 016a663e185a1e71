"""The figures of one sheet, each with its series and its period, turned into readings."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cpdesk.domain.findings import Finding, Place, Refusal, blocking
from cpdesk.domain.plant import Reading
from cpdesk.domain.words import N_
from cpdesk.exchange.draft import DraftRow
from cpdesk.exchange.months_sheet import COST_ALONE, MONTH_MISSING
from cpdesk.exchange.proposal import words
from cpdesk.exchange.proposal.axes import is_figure
from cpdesk.exchange.proposal.deciding import Decision
from cpdesk.exchange.proposal.describing import WATERS
from cpdesk.exchange.proposal.figures import Figure, figure_in, plain_figure
from cpdesk.exchange.proposal.grid import Grid
from cpdesk.exchange.proposal.meaning import ColumnMeaning, Meaning, Role, SheetMeaning
from cpdesk.exchange.proposal.owners import Owners
from cpdesk.exchange.proposal.periods import Periods
from cpdesk.exchange.proposal.series import Cast, Series
from cpdesk.exchange.proposal.times import Span
from cpdesk.exchange.proposal.units import of_water
from cpdesk.exchange.workbook import NOT_CALCULATED

YEAR_MISSING = blocking(
    "year-missing",
    N_("'{sheet}' names months but no year. Put the year into the sheet's name or title, or into "
       "the mapping as year = 2024."),
)  # fmt: skip
TIME_UNKNOWN = blocking(
    "time-unknown",
    N_("Nothing in '{sheet}' says to which months its figures belong. Say which column holds the "
       "month, or leave the sheet out."),
)  # fmt: skip

_FIELDS = {
    Role.AMOUNT: "amount", Role.COST: "cost", Role.ESTIMATED: "estimated",
    Role.REGISTER_FROM: "register_from", Role.REGISTER_TO: "register_to", Role.NOTE: "note",
    Role.MULTIPLIER: "multiplier", Role.INVOICE: "invoice",
}  # fmt: skip
_OWN = tuple(each for each in _FIELDS if each is not Role.NOTE)


@dataclass
class _Entry:
    """What was found of one series in one period."""

    series: Series
    span: Span
    row: int
    values: dict[str, Any] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)


class Taking:
    """Reads one sheet as it is meant; `rows` are its readings, `aside` the rows left out.

    `said` is what the user decided of single cells, by their place as `Sheet!C7`.
    """

    def __init__(
        self, grid: Grid, meaning: SheetMeaning, cast: Cast, epoch: date, fallback: str,
        said: Mapping[str, Decision],
    ) -> None:
        self.rows: list[DraftRow] = []
        self.findings: list[Finding] = []
        self.aside: list[int] = []
        self.refused = 0
        self._grid, self._meaning, self._cast = grid, meaning, cast
        self._said = said
        self._owners = Owners(grid, meaning, cast, fallback or grid.name)
        self._periods = Periods(grid, meaning, epoch)
        self._figures = [each for each in meaning.columns if each.meaning.role in _OWN]
        self._notes = [each.index for each in meaning.of_role(Role.NOTE)]
        self._is_alone = len(meaning.of_role(Role.AMOUNT)) == 1 and not meaning.rows
        self._entries: dict[tuple[object, ...], list[_Entry]] = {}
        self._left: set[tuple[object, ...]] = set()

    def take(self) -> None:
        """Every row below the headings; a cell that cannot be read is refused alone."""
        for row in range(self._meaning.first, len(self._grid.rows)):
            self._row(row)
        self._keep()

    def _row(self, row: int) -> None:
        cells = self._grid.rows[row]
        if all(each is None for each in cells) and not self._pending(row):
            return
        if self._is_aside(row):
            self.aside.append(row)
            return
        try:
            begun = self._periods.row(row)
        except Refusal as refusal:
            self._refuse(refusal, row, self._periods.column)
            return
        if not begun:
            self._without_time(row)
            return
        for column in self._figures:
            self._cell(row, column)

    def _pending(self, row: int) -> bool:
        return any((row, each.index) in self._grid.pending for each in self._figures)

    def _is_aside(self, row: int) -> bool:
        """A row whose label is a total, or a row named on the left that holds no reading."""
        if self._meaning.rows:
            meaning = self._owners.of_row(row)
            return meaning is None or meaning.role is Role.IGNORED
        columns = [*self._meaning.of_role(*Periods.ROLES), *self._meaning.of_role(Role.METER)]
        texts = [self._grid.cell(row, each.index) for each in columns]
        texts += [self._grid.cell(row, each) for each in (0, 1) if each not in self._notes]
        return any(type(c) is str and words.TOTAL.search(words.plain(c)) for c in texts)

    def _without_time(self, row: int) -> None:
        """A row without a time is a note, or the sums below the figures; else it is asked about."""
        figures = [c for c in self._figures if is_figure(self._grid.cell(row, c.index))]
        if not figures or self._are_sums(row, figures):
            self.aside.append(row)
            return
        self._refuse(MONTH_MISSING.refuse(), row, self._periods.column)

    def _are_sums(self, row: int, figures: list[ColumnMeaning]) -> bool:
        """Whether each figure is the sum of those above it, as under a table."""
        rows = [each for each in range(self._meaning.first, row) if each not in self.aside]
        for column in figures:
            whole = sum(plain_figure(self._grid.cell(each, column.index)) for each in rows)
            figure = plain_figure(self._grid.cell(row, column.index))
            if abs(figure - whole) > 1e-6 * max(1, abs(whole)):
                return False
        return True

    # -- one cell

    def _cell(self, row: int, column: ColumnMeaning) -> None:
        decided = self._said.get(self._grid.spot(row, column.index)) if self._said else None
        cell = self._grid.cell(row, column.index) if decided is None else decided.cell
        if cell is None and decided is None and (row, column.index) in self._grid.pending:
            spot = f"{self._grid.letter(column.index)}{self._grid.number(row)}"
            self._refuse(NOT_CALCULATED.refuse(cell=spot), row, column)
            return
        blank = cell is None or words.plain(cell) in words.NOTHING_HERE
        if blank and decided is None:
            return
        meaning = self._meant(row, column)
        if meaning.role not in _FIELDS:
            return
        try:
            span = self._periods.span(row, column)
            if blank:
                self._leave(row, column, meaning, span)
            else:
                self._take(row, column, meaning, figure_in(cell, meaning, decided), span)
        except (Refusal, ValueError) as fault:
            self._refuse_cell(fault, row, column, cell)

    def _take(
        self, row: int, column: ColumnMeaning, meaning: Meaning, figure: Figure,
        span: Span | None,
    ) -> None:
        if span is not None and span.end is not None:
            self._put(row, column, meaning, figure, span)
        elif span is not None:
            missing = self._periods.missing
            self.findings.append(missing.at(self._place(row, column), sheet=self._grid.name))
        else:
            self._no_year()

    def _leave(
        self, row: int, column: ColumnMeaning, meaning: Meaning, span: Span | None
    ) -> None:
        """An amount that the user leaves blank takes the cost beside it along."""
        if meaning.role is Role.AMOUNT and span is not None:
            series = self._owners.series(row, column, meaning, self._place(row, column))
            self._left.add(_key(series, span))

    def _refuse_cell(
        self, fault: Exception, row: int, column: ColumnMeaning, cell: Any
    ) -> None:
        if isinstance(fault, Refusal):
            self._refuse(fault, row, column)
        elif cell not in (0, "0"):  # the 31st column of a month of 30 days
            self._refuse(MONTH_MISSING.refuse(), row, column)

    def _meant(self, row: int, column: ColumnMeaning) -> Meaning:
        """What a figure is: by its row where rows are named, with what its column adds."""
        own = column.meaning
        if not self._meaning.rows:
            return own
        of_row = self._owners.of_row(row)
        if of_row is None:
            return own
        if own.role is Role.COST:
            return dataclasses.replace(own, kind=of_row.kind)
        return of_row

    def _put(
        self, row: int, column: ColumnMeaning, meaning: Meaning, figure: Figure, span: Span
    ) -> None:
        series = self._owners.series(row, column, meaning, self._place(row, column))
        name = _FIELDS[meaning.role]
        found = self._entries.setdefault(_key(series, span), [])
        entry = next((each for each in found if name not in each.values), None)
        if entry is None:
            entry = _Entry(series, span, row)
            found.append(entry)
        entry.values[name] = figure.value
        entry.letters[name] = self._grid.letter(column.index)
        entry.rows[name] = row
        if name == "amount":
            entry.row = row
            self._told_beside(entry, row, figure, meaning)
        elif name == "cost":
            said = self._owners.cell(row, Role.CURRENCY) or meaning.currency
            entry.values["currency"] = self._cast.currency(said)

    def _told_beside(self, entry: _Entry, row: int, figure: Figure, meaning: Meaning) -> None:
        """The unit, the estimate and the note of an amount."""
        unit = figure.unit or self._owners.unit(row) or meaning.unit
        unit = of_water(unit) if entry.series.kind in WATERS else unit
        entry.values.update({"unit": unit} if unit else {})
        if figure.estimated:
            entry.values["estimated"] = True
        if self._is_alone:
            cells = (self._grid.cell(row, each) for each in self._notes)
            texts = [str(each) for each in cells if each is not None]
            entry.values.update({"note": " ".join(texts)} if texts else {})

    # -- what comes of it

    def _keep(self) -> None:
        for key, entry in ((key, each) for key, found in self._entries.items() for each in found):
            if "amount" in entry.values:
                self.rows.append(self._reading(entry))
            elif entry.values.get("cost") and key not in self._left:
                row = self._reading(entry)
                self.findings.append(COST_ALONE.at(row.at("cost")))
                self.refused += 1

    def _reading(self, entry: _Entry) -> DraftRow:
        start, end = entry.span.start, entry.span.end
        values = {"of": entry.series.reference, "start": start, "end": end, **entry.values}
        numbers = {name: self._grid.number(row) for name, row in entry.rows.items()
                   if row != entry.row}  # fmt: skip
        return DraftRow(
            Reading, values, self._grid.name, self._grid.number(entry.row), entry.letters,
            numbers=numbers or None,
        )

    def _no_year(self) -> None:
        timed = self._periods.column or any(each.when for each in self._meaning.columns)
        kind = YEAR_MISSING if timed else TIME_UNKNOWN
        if not any(each.kind is kind for each in self.findings):
            self.findings.append(kind.at(Place(spot=self._grid.name), sheet=self._grid.name))
            self.refused += 1

    def _place(self, row: int, column: ColumnMeaning | None) -> Place:
        spot = self._grid.spot(row, column.index) if column else (
            f"{self._grid.name}!{self._grid.number(row)}"
        )  # fmt: skip
        return Place(Reading.word, "", "", spot)

    def _refuse(self, refusal: Refusal, row: int, column: ColumnMeaning | None) -> None:
        place = self._place(row, column)
        self.findings.append(dataclasses.replace(refusal.finding, place=place))
        self.refused += 1


def _key(series: Series, span: Span) -> tuple[object, ...]:
    return id(series), span.start, span.end
