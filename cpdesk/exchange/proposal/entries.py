"""The figures of one sheet, each with its series and its period, turned into readings."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
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
from cpdesk.exchange.proposal.owners import Owner, Owners
from cpdesk.exchange.proposal.periods import Periods
from cpdesk.exchange.proposal.series import Cast
from cpdesk.exchange.proposal.sums import Sums
from cpdesk.exchange.proposal.times import Span
from cpdesk.exchange.proposal.units import of_water

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
        self._grid, self._meaning = grid, meaning
        self._periods = Periods(grid, meaning, epoch)
        self._owners = Owners(grid, meaning, cast, fallback)
        self._figures = [each for each in meaning.columns if each.meaning.role in _OWN]
        self._fields = {each.index: _FIELDS[each.meaning.role] for each in self._figures}
        notes = [each.index for each in meaning.of_role(Role.NOTE)]
        named = [each.index for each in meaning.of_role(*Periods.ROLES, Role.METER)]
        left = [each for each in range(min(2, grid.width)) if each not in notes]
        self._labels = tuple(dict.fromkeys([*named, *left]))
        alone = len(meaning.of_role(Role.AMOUNT)) == 1 and not meaning.rows
        self._notes = notes if alone else []
        self._said = said
        self._sums = Sums(grid, meaning, self._owners, said)
        self._found: dict[tuple[object, ...], list[DraftRow]] = {}
        self._left: set[tuple[object, ...]] = set()

    def take(self) -> None:
        """Every row below the headings; a cell that cannot be read is refused alone."""
        for row in range(self._meaning.first, len(self._grid.rows)):
            self._row(row)
        self._keep()

    def _row(self, row: int) -> None:
        cells = self._grid.rows[row]
        if cells.count(None) == len(cells):
            return
        self._owners.row(row)
        if self._is_aside(cells):
            self.aside.append(row)
            self.findings += self._sums.total(row, [cells[each] for each in self._labels])
            return
        try:
            begun = self._periods.row(row)
        except Refusal as refusal:
            self._refuse(refusal, row, self._periods.column)
            return
        if begun:
            self._cells(row, cells)
            self.findings += self._sums.figures(row)
        else:
            self._without_time(row)

    def _cells(self, row: int, cells: Sequence[Any]) -> None:
        """The figures of a row, or what the user decided of them."""
        for column in self._figures:
            cell = cells[column.index]
            decided = self._said.get(self._grid.spot(row, column.index)) if self._said else None
            if decided is not None:
                self._cell(row, column, decided.cell, decided)
            elif cell is not None:
                self._cell(row, column, cell, None)

    def _is_aside(self, cells: Sequence[Any]) -> bool:
        """A row whose label is a total, or a row named on the left that holds no reading."""
        if self._meaning.rows:
            return self._owners.is_aside()
        for index in self._labels:
            if type(cells[index]) is str and words.is_total(cells[index]):
                return True
        return False

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

    def _cell(
        self, row: int, column: ColumnMeaning, cell: Any, decided: Decision | None
    ) -> None:
        blank = cell is None or (type(cell) is str and words.plain(cell) in words.NOTHING_HERE)
        if blank and decided is None:
            return
        meaning = self._owners.meant(column)
        name = _FIELDS.get(meaning.role) if self._meaning.rows else self._fields[column.index]
        if name is None:
            return
        span: Span | None = None
        try:
            span = self._periods.span(row, column)
            if blank:
                self._leave(column, meaning, span)
                return
            figure = figure_in(cell, meaning, decided)
            if span is not None and span.end is not None:
                self._put(row, column, name, figure, span)
            else:
                self._without_end(row, column, span)
        except (Refusal, ValueError) as fault:
            self._leave(column, meaning, span)
            self._refuse_cell(fault, row, column, cell)

    def _without_end(self, row: int, column: ColumnMeaning, span: Span | None) -> None:
        """A figure whose period is not told in full."""
        if span is None:
            self._no_year()
            return
        missing = self._periods.missing
        self.findings.append(missing.at(self._place(row, column), sheet=self._grid.name))

    def _leave(self, column: ColumnMeaning, meaning: Meaning, span: Span | None) -> None:
        """An amount left blank by the user, or refused, takes the cost beside it along."""
        if meaning.role is Role.AMOUNT and span is not None:
            self._left.add((id(self._owners.of(column).series), span.start, span.end))

    def _refuse_cell(
        self, fault: Exception, row: int, column: ColumnMeaning, cell: Any
    ) -> None:
        if isinstance(fault, Refusal):
            self._refuse(fault, row, column)
        elif cell not in (0, "0"):  # the 31st column of a month of 30 days
            self._refuse(MONTH_MISSING.refuse(), row, column)

    def _put(
        self, row: int, column: ColumnMeaning, name: str, figure: Figure, span: Span
    ) -> None:
        """The figure, with the unit, the estimate and the note of an amount."""
        owner = self._owners.of(column)
        reading = self._reading(row, name, owner, span)
        values = reading.values
        values[name] = figure.value
        self._stand(reading, name, row + self._grid.first)
        reading.columns[name] = column.letter
        if name == "cost":
            values["currency"] = owner.currency
        if name != "amount":
            return
        unit = figure.unit or owner.unit
        if unit:
            values["unit"] = of_water(unit) if owner.series.kind in WATERS else unit
        if figure.estimated:
            values["estimated"] = True
        if notes := [str(c) for e in self._notes if (c := self._grid.cell(row, e)) is not None]:
            values["note"] = " ".join(notes)

    def _stand(self, reading: DraftRow, name: str, number: int) -> None:
        """A reading stands in the row of its amount; what stands in another is told apart."""
        if number == reading.number:
            return
        numbers = reading.numbers or {}
        if name == "amount":
            numbers = {**dict.fromkeys(reading.columns, reading.number), **numbers}
            reading.number = number
        else:
            numbers = {**numbers, name: number}
        reading.numbers = numbers or None

    def _reading(self, row: int, name: str, owner: Owner, span: Span) -> DraftRow:
        """What was found of a series in a period, if it does not tell this already."""
        key = (id(owner.series), span.start, span.end)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = []
        for each in found:
            if name not in each.values:
                return each
        values = {"of": owner.series.reference, "start": span.start, "end": span.end}
        reading = DraftRow(Reading, values, self._grid.name, row + self._grid.first, {})
        found.append(reading)
        return reading

    # -- what comes of it

    def _keep(self) -> None:
        for key, row in ((key, row) for key, found in self._found.items() for row in found):
            if "amount" in row.values:
                self.rows.append(row)
            elif row.values.get("cost") and key not in self._left:
                self.findings.append(COST_ALONE.at(row.at("cost")))
                self.refused += 1

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


