"""The figures of one sheet, each with its series and its period, turned into readings."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cpdesk.domain.findings import Finding, Place, Refusal, blocking
from cpdesk.domain.plant import MeterKind, Reading
from cpdesk.domain.words import N_
from cpdesk.exchange.draft import DraftRow
from cpdesk.exchange.months_sheet import COST_ALONE, MONTH_MISSING
from cpdesk.exchange.proposal import words
from cpdesk.exchange.proposal.axes import is_figure
from cpdesk.exchange.proposal.describing import WATERS, is_generic, name_of
from cpdesk.exchange.proposal.figures import Figure, figure_in, plain_figure
from cpdesk.exchange.proposal.grid import Grid
from cpdesk.exchange.proposal.meaning import ColumnMeaning, Meaning, Role, SheetMeaning
from cpdesk.exchange.proposal.periods import Periods
from cpdesk.exchange.proposal.rows import row_label
from cpdesk.exchange.proposal.series import Cast, Series
from cpdesk.exchange.proposal.times import Span
from cpdesk.exchange.proposal.units import measure_of, of_water
from cpdesk.exchange.proposal.when import clean

YEAR_MISSING = blocking(
    "year-missing",
    N_("'{sheet}' names months but no year. Put the year into the sheet's name or title, or into "
       "the mapping as year = 2024."),
)  # fmt: skip

_FIELDS = {
    Role.AMOUNT: "amount", Role.COST: "cost", Role.ESTIMATED: "estimated",
    Role.REGISTER_FROM: "register_from", Role.REGISTER_TO: "register_to", Role.NOTE: "note",
}  # fmt: skip
_OWN = (Role.AMOUNT, Role.COST, Role.ESTIMATED, Role.REGISTER_FROM, Role.REGISTER_TO)


@dataclass
class _Entry:
    """What was found of one series in one period."""

    series: Series
    span: Span
    row: int
    values: dict[str, Any] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)


class Taking:
    """Reads one sheet as it is meant; `rows` are its readings, `aside` the rows left out."""

    def __init__(
        self, grid: Grid, meaning: SheetMeaning, cast: Cast, epoch: date, fallback: str
    ) -> None:
        self.rows: list[DraftRow] = []
        self.findings: list[Finding] = []
        self.aside: list[int] = []
        self.refused = 0
        self._grid, self._meaning, self._cast = grid, meaning, cast
        self._fallback = fallback or grid.name
        self._periods = Periods(grid, meaning, epoch)
        self._figures = [each for each in meaning.columns if each.meaning.role in _OWN]
        self._names = {role: meaning.of_role(role) for role in
                       (Role.METER, Role.ACCOUNT, Role.KIND, Role.UNIT, Role.CURRENCY)}  # fmt: skip
        self._notes = {each.index for each in meaning.of_role(Role.NOTE)}
        self._by_label = {each.pieces: each.meaning for each in meaning.rows}
        self._entries: dict[tuple[object, ...], list[_Entry]] = {}

    def take(self) -> None:
        """Every row below the headings; a cell that cannot be read is refused alone."""
        for row in range(self._meaning.first, len(self._grid.rows)):
            self._row(row)
        self._keep()

    def _row(self, row: int) -> None:
        cells = self._grid.rows[row]
        if all(each is None for each in cells):
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

    def _is_aside(self, row: int) -> bool:
        """A row whose label is a total, or a row named on the left that holds no reading."""
        if self._meaning.rows:
            meaning = self._by_label.get(self._label(row))
            return meaning is None or meaning.role is Role.IGNORED
        columns = [*self._meaning.of_role(*Periods.ROLES), *self._names[Role.METER]]
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
        cell = self._grid.cell(row, column.index)
        if cell is None or words.plain(cell) in words.NOTHING_HERE:
            return
        meaning = self._meant(row, column)
        if meaning.role not in _FIELDS:
            return
        try:
            figure = figure_in(cell, meaning)
            span = self._periods.span(row, column)
        except (Refusal, ValueError) as fault:
            self._refuse_cell(fault, row, column, cell)
            return
        if span is not None and span.end is not None:
            self._put(row, column, meaning, figure, span)
        elif span is not None:
            missing = self._periods.missing
            self.findings.append(missing.at(self._place(row, column), sheet=self._grid.name))
        else:
            self._no_year()

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
        of_row = self._by_label[self._label(row)]
        if own.role is Role.COST:
            return dataclasses.replace(own, kind=of_row.kind)
        return of_row

    def _put(
        self, row: int, column: ColumnMeaning, meaning: Meaning, figure: Figure, span: Span
    ) -> None:
        series = self._series(row, column, meaning)
        name = _FIELDS[meaning.role]
        key = (id(series), span.start, span.end)
        found = self._entries.setdefault(key, [])
        entry = next((each for each in found if name not in each.values), None)
        if entry is None:
            entry = _Entry(series, span, row)
            found.append(entry)
        entry.values[name] = figure.value
        entry.letters[name] = self._grid.letter(column.index)
        if name == "amount":
            entry.row = row
            self._told_beside(entry, row, figure, meaning)
        elif name == "cost":
            said = self._name_cell(row, Role.CURRENCY) or meaning.currency
            entry.values["currency"] = self._cast.currency(said)

    def _told_beside(self, entry: _Entry, row: int, figure: Figure, meaning: Meaning) -> None:
        """The unit, the estimate and the note of an amount."""
        unit = figure.unit or self._unit_cell(row) or meaning.unit
        unit = of_water(unit) if entry.series.kind in WATERS else unit
        entry.values.update({"unit": unit} if unit else {})
        if figure.estimated:
            entry.values["estimated"] = True
        notes = self._meaning.of_role(Role.NOTE)
        if len(self._meaning.of_role(Role.AMOUNT)) == 1 and not self._meaning.rows:
            texts = [str(c) for e in notes if (c := self._grid.cell(row, e.index)) is not None]
            entry.values.update({"note": " ".join(texts)} if texts else {})

    # -- whose it is

    def _series(self, row: int, column: ColumnMeaning, meaning: Meaning) -> Series:
        pieces, own = self._owner(row, column, meaning)
        account = self._name_cell(row, Role.ACCOUNT)
        kind = own.kind
        if not self._meaning.rows and (text := self._name_cell(row, Role.KIND)):
            kind = words.kind_in(text)[0] or kind
        name = own.name or self._name(row, pieces, account)
        unit = self._unit_cell(row) or own.unit
        unit = of_water(unit) if kind in WATERS else unit
        if kind is MeterKind.OTHER and not self._meaning.rows:
            kind = words.kind_in(name)[0] or kind
        return self._cast.find(name, kind, unit, account, self._place(row, column))

    def _owner(
        self, row: int, column: ColumnMeaning, meaning: Meaning
    ) -> tuple[tuple[str, ...], Meaning]:
        """The headings and meaning of the amount that a figure belongs to."""
        if self._meaning.rows:
            label = self._label(row)
            by_text = {" ".join(pieces): pieces for pieces in self._by_label}
            label = by_text.get(meaning.of, label) if meaning.of in by_text else label
            return label, self._by_label[label]
        letters = {each.letter: each for each in self._meaning.columns}
        owner = letters.get(column.meaning.of, column)
        return owner.pieces, owner.meaning

    def _name(self, row: int, pieces: tuple[str, ...], account: str) -> str:
        """From the row, the sheet's name and the heading, whatever of them says something."""
        own = name_of(pieces)
        parts = [self._meaning.name]
        if not self._meaning.rows:
            roles = (Role.METER,) if account else (Role.METER, Role.KIND)
            parts = [*(self._name_cell(row, role) for role in roles), self._meaning.name]
        if not any(parts) or not is_generic(own):
            parts.append(own)
        name = " ".join(dict.fromkeys(each for each in parts if each))
        return name or account or self._fallback

    def _label(self, row: int) -> tuple[str, ...]:
        return row_label(self._grid, self._meaning.columns, row)

    def _name_cell(self, row: int, role: Role) -> str:
        cells = (self._grid.shown(row, each.index) for each in self._names[role])
        return " ".join(clean(each) for each in cells if each is not None)

    def _unit_cell(self, row: int) -> str:
        text = self._name_cell(row, Role.UNIT)
        return (measure_of(text).unit or text) if text and not self._meaning.rows else ""

    # -- what comes of it

    def _keep(self) -> None:
        for entry in (each for found in self._entries.values() for each in found):
            if "amount" in entry.values:
                self.rows.append(self._reading(entry))
            elif entry.values.get("cost"):
                row = self._reading(entry)
                self.findings.append(COST_ALONE.at(row.at("cost")))
                self.refused += 1

    def _reading(self, entry: _Entry) -> DraftRow:
        start, end = entry.span.start, entry.span.end
        values = {"of": entry.series.reference, "start": start, "end": end, **entry.values}
        return DraftRow(
            Reading, values, self._grid.name, self._grid.number(entry.row), entry.letters
        )

    def _no_year(self) -> None:
        if not any(each.kind is YEAR_MISSING for each in self.findings):
            place = Place(spot=self._grid.name)
            self.findings.append(YEAR_MISSING.at(place, sheet=self._grid.name))
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


