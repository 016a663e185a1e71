"""Whose a figure is: the names that its row, its column and its sheet give, put together."""

from __future__ import annotations

from cpdesk.domain.findings import Place
from cpdesk.domain.plant import MeterKind
from cpdesk.exchange.proposal import words
from cpdesk.exchange.proposal.describing import WATERS, is_generic, name_of
from cpdesk.exchange.proposal.grid import Grid
from cpdesk.exchange.proposal.meaning import ColumnMeaning, Meaning, Role, SheetMeaning
from cpdesk.exchange.proposal.rows import row_label
from cpdesk.exchange.proposal.series import Cast, Series
from cpdesk.exchange.proposal.units import measure_of, of_water
from cpdesk.exchange.proposal.when import clean

_NAMES = (Role.METER, Role.ACCOUNT, Role.KIND, Role.UNIT, Role.CURRENCY)


class Owners:
    """Finds the meter or driver of each figure of one sheet."""

    def __init__(self, grid: Grid, meaning: SheetMeaning, cast: Cast, fallback: str) -> None:
        self._grid, self._meaning, self._cast = grid, meaning, cast
        self._fallback = fallback
        self._names = {role: meaning.of_role(role) for role in _NAMES}
        self._by_label = {each.pieces: each.meaning for each in meaning.rows}

    def of_row(self, row: int) -> Meaning | None:
        """What the figures of a row are, where rows are named on the left; None for no label."""
        return self._by_label.get(self._label(row))

    def cell(self, row: int, role: Role) -> str:
        """What the columns of a role say in a row."""
        cells = (self._grid.shown(row, each.index) for each in self._names[role])
        return " ".join(clean(each) for each in cells if each is not None)

    def unit(self, row: int) -> str:
        """The unit in a column of units."""
        text = self.cell(row, Role.UNIT)
        return (measure_of(text).unit or text) if text and not self._meaning.rows else ""

    def series(self, row: int, column: ColumnMeaning, meaning: Meaning, place: Place) -> Series:
        """The meter or driver that a figure belongs to."""
        pieces, own = self._owner(row, column, meaning)
        account = self.cell(row, Role.ACCOUNT)
        kind = own.kind
        if not self._meaning.rows and (text := self.cell(row, Role.KIND)):
            kind = words.kind_in(text)[0] or kind
        name = own.name or self._name(row, pieces, account)
        unit = self.unit(row) or own.unit
        unit = of_water(unit) if kind in WATERS else unit
        if kind is MeterKind.OTHER and not self._meaning.rows:
            kind = words.kind_in(name)[0] or kind
        return self._cast.find(name, kind, unit, account, place)

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
            parts = [*(self.cell(row, role) for role in roles), self._meaning.name]
        if not any(parts) or not is_generic(own):
            parts.append(own)
        name = " ".join(dict.fromkeys(each for each in parts if each))
        return name or account or self._fallback

    def _label(self, row: int) -> tuple[str, ...]:
        return row_label(self._grid, self._meaning.columns, row)
