"""Whose the figures of a row are: by the names in the row, its column's headings, and the sheet."""

from __future__ import annotations

import dataclasses
from typing import NamedTuple

from cpdesk.domain.findings import Place
from cpdesk.domain.plant import MeterKind, Reading
from cpdesk.exchange.no_result import NoResult
from cpdesk.exchange.proposal import words
from cpdesk.exchange.proposal.describing import WATERS, is_generic, name_of
from cpdesk.exchange.proposal.grid import Grid
from cpdesk.exchange.proposal.meaning import ColumnMeaning, Meaning, Role, SheetMeaning
from cpdesk.exchange.proposal.rows import row_label
from cpdesk.exchange.proposal.series import Cast, Series
from cpdesk.exchange.proposal.units import measure_of, of_water
from cpdesk.exchange.proposal.when import clean

_ROLES = (Role.METER, Role.ACCOUNT, Role.KIND, Role.UNIT, Role.CURRENCY)


class Owner(NamedTuple):
    """The series of a figure, the unit that row or column give it, and its currency."""

    series: Series
    unit: str
    currency: str


class Owners:
    """Follows the rows of a sheet; what many rows say alike is worked out once."""

    def __init__(self, grid: Grid, meaning: SheetMeaning, cast: Cast, fallback: str) -> None:
        self.label: tuple[str, ...] = ()
        self._grid, self._meaning, self._cast = grid, meaning, cast
        self._fallback = fallback or grid.name
        self._columns = {role: [each.index for each in meaning.of_role(role)] for role in _ROLES}
        self._named = [each for columns in self._columns.values() for each in columns]
        self._by_label = {each.pieces: each.meaning for each in meaning.rows}
        self._known: dict[tuple[object, ...], Owner] = {}
        self._row = 0
        self._said: tuple[object, ...] = ()

    def row(self, row: int) -> None:
        """Go on to a row."""
        self._row = row
        if self._meaning.rows:
            self.label = row_label(self._grid, self._meaning.columns, row)
        cells = self._grid.rows[row]
        self._said = said = tuple([cells[each] for each in self._named])
        if None in said and self._grid.merged:
            self._said = tuple([self._grid.shown(row, each) for each in self._named])

    def meant(self, column: ColumnMeaning) -> Meaning:
        """What a figure is: by its row where rows are named, with what its column adds."""
        if not self._meaning.rows:
            return column.meaning
        of_row = self._by_label[self.label]
        if column.meaning.role is Role.COST:
            return dataclasses.replace(column.meaning, kind=of_row.kind)
        return of_row

    def is_aside(self) -> bool:
        """Whether the row is named on the left and holds no reading."""
        meaning = self._by_label.get(self.label)
        return meaning is None or meaning.role is Role.IGNORED

    def of(self, column: ColumnMeaning) -> Owner:
        """Whose the figure in a column of the row is."""
        key = (column.index, self.label, self._said)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._found(column, self.meant(column))
        return found

    def _found(self, column: ColumnMeaning, meaning: Meaning) -> Owner:
        series = self._series(column, meaning)
        unit = self._unit_cell() or meaning.unit or self._listed()
        unit = of_water(unit) if series.kind in WATERS else unit
        said = self._text(Role.CURRENCY) or meaning.currency
        return Owner(series, unit, self._cast.currency(said))

    def _series(self, column: ColumnMeaning, meaning: Meaning) -> Series:
        pieces, own = self._headings(column, meaning)
        account = self._text(Role.ACCOUNT)
        kind = own.kind
        if not self._meaning.rows and (text := self._text(Role.KIND)):
            kind = words.kind_in(text)[0] or kind
        name = own.name or self._name(pieces, account)
        unit = self._unit_cell() or own.unit or self._listed()
        unit = of_water(unit) if kind in WATERS else unit
        if kind is MeterKind.OTHER and not self._meaning.rows:
            kind = words.kind_in(name)[0] or kind
        place = Place(Reading.word, "", "", self._grid.spot(self._row, column.index))
        return self._cast.find(name, kind, unit, account, place)

    def _headings(
        self, column: ColumnMeaning, meaning: Meaning
    ) -> tuple[tuple[str, ...], Meaning]:
        """The headings and meaning of the amount that a figure belongs to."""
        if self._meaning.rows:
            by_text = {" ".join(pieces): pieces for pieces in self._by_label}
            label = by_text.get(meaning.of, self.label) if meaning.of else self.label
            return label, self._by_label[label]
        letters = {each.letter: each for each in self._meaning.columns}
        owner = letters.get(column.meaning.of, column)
        return owner.pieces, owner.meaning

    def _name(self, pieces: tuple[str, ...], account: str) -> str:
        """From the row, the sheet's name and the heading, whatever of them says something."""
        own = name_of(pieces)
        parts = [self._meaning.name]
        if not self._meaning.rows:
            roles = (Role.METER,) if account else (Role.METER, Role.KIND)
            parts = [*(self._text(role) for role in roles), self._meaning.name]
        if not any(parts) or not is_generic(own):
            parts.append(own)
        name = " ".join(dict.fromkeys(each for each in parts if each))
        return name or account or self._fallback

    def _text(self, role: Role) -> str:
        """What the columns of this role say; Refusal where one is the error of a formula."""
        cells = [self._grid.shown(self._row, each) for each in self._columns[role]]
        for each in cells:
            if type(each) is NoResult:
                raise each.refusal()
        return " ".join(clean(each) for each in cells if each is not None)

    def _unit_cell(self) -> str:
        text = self._text(Role.UNIT)
        return (measure_of(text).unit or text) if text and not self._meaning.rows else ""

    def _listed(self) -> str:
        """The unit that another sheet gives to the account of this row."""
        return self._cast.listed.get(self._text(Role.ACCOUNT), "")
