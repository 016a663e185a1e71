"""The totals a sheet prints among its figures, held against the figures themselves.

A total that does not add up tells of a figure that is missing or was mistyped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple, cast

from cpdesk.domain.findings import Finding, Place, Refusal, warning
from cpdesk.domain.plant import DriverKind, Reading
from cpdesk.domain.words import N_
from cpdesk.exchange.proposal.deciding import Decision
from cpdesk.exchange.proposal.figures import figure_in
from cpdesk.exchange.proposal.grid import Grid
from cpdesk.exchange.proposal.meaning import ColumnMeaning, Meaning, Role, SheetMeaning
from cpdesk.exchange.proposal.owners import Owners
from cpdesk.exchange.proposal.words import plain

TOTAL_ODD = warning(
    "sheet-total",
    N_("The total {total} is not the sum of its {n} figures, {sum}. A figure may be missing or "
       "wrong: compare with the bills."),
)  # fmt: skip
# Of what is called a total, averages and running sums are none of the figures before them.
_SUM = re.compile(
    r"[合小年][计計]|[总總][计計和]|全年|\b(sub-?|grand )?totals?\b|^sum\b", re.IGNORECASE
)
_OTHER = re.compile(r"累[计計]|平均|月均|\bytd\b|average", re.IGNORECASE)
# Beside a temperature or a headcount stands as often its mean.
_MEANS = (DriverKind.TEMPERATURE, DriverKind.OTHER)
_BLOCKS = 100
"""How far back a total may reach over those before it, as months make quarters and these years."""


class _Block(NamedTuple):
    """Figures without a total among them: their sum, number, and most decimals."""

    sum: Decimal
    n: int
    decimals: int


class Tally:
    """Figures that follow each other, with the totals printed among them."""

    def __init__(self) -> None:
        self._blocks: list[_Block] = []

    def odd(self, total: Decimal, figures: Sequence[Decimal]) -> tuple[Decimal, int] | None:
        """The sum and number of the figures that `total` is not the sum of; None if it is.

        It sums up the `figures` since the total before it, or these and those of earlier blocks.
        """
        if figures:
            most = max(map(_decimals, figures))
            self._blocks.append(_Block(sum(figures, Decimal(0)), len(figures), most))
        above = _Block(Decimal(0), 0, _decimals(total))
        for block in reversed(self._blocks[-_BLOCKS:]):
            above = _Block(
                above.sum + block.sum, above.n + block.n, max(above.decimals, block.decimals)
            )
            if _rounded(total, above):
                return None
        return self._blocks[-1][:2] if self._blocks else None


class Sums:
    """The figures of a sheet as they are read, and the totals printed among them.

    Totals stand in rows of their own below the figures, or in a column to the right of them.
    """

    def __init__(
        self, grid: Grid, meaning: SheetMeaning, owners: Owners, said: Mapping[str, Decision]
    ) -> None:
        self._grid, self._owners, self._said = grid, owners, said
        below = () if meaning.rows else meaning.of_role(Role.AMOUNT, Role.COST)
        self._below = [(each, Tally()) for each in below if each.meaning.kind not in _MEANS]
        self._rows: list[int] = []
        across = [each for each in meaning.columns if each.when or _is_total(each)]
        self._across = across if any(map(_is_total, across)) else []

    def figures(self, row: int) -> Iterator[Finding]:
        """A row of figures: which total to the right of them does not add up."""
        self._rows.append(row)
        tally, figures = Tally(), list[Decimal]()
        meant: Meaning | None = None
        for column in self._across:
            if not _is_total(column):
                meant = self._owners.meant(column)
                figures += self._figure(row, column, meant)
            elif meant and meant.kind not in _MEANS:
                for total in self._figure(row, column, meant):
                    yield from self._odd(row, column, tally.odd(total, figures), total)
                    figures = []

    def total(self, row: int, labels: Sequence[Any]) -> Iterator[Finding]:
        """A row whose `labels` call it a total: what in it does not add up."""
        if not any(type(each) is str and _is_sum(each) for each in labels):
            return
        for column, tally in self._below:
            figures = [
                figure for each in self._rows for figure in self._figure(each, column)
            ]  # fmt: skip
            for total in self._figure(row, column):
                yield from self._odd(row, column, tally.odd(total, figures), total)
        self._rows = []

    def _figure(
        self, row: int, column: ColumnMeaning, meant: Meaning | None = None
    ) -> list[Decimal]:
        """The figure in a cell, or what the user decided of it, if there is one."""
        decided = self._said.get(self._grid.spot(row, column.index)) if self._said else None
        cell = decided.cell if decided else self._grid.cell(row, column.index)
        try:
            return [] if cell is None else [
                cast("Decimal", figure_in(cell, meant or column.meaning).value)
            ]  # fmt: skip
        except Refusal:
            return []

    def _odd(
        self, row: int, column: ColumnMeaning, odd: tuple[Decimal, int] | None, total: Decimal
    ) -> Iterator[Finding]:
        if odd:
            place = Place(Reading.word, "", "", self._grid.spot(row, column.index))
            yield TOTAL_ODD.at(place, total=_told(total), sum=_told(odd[0]), n=odd[1])


def _is_total(column: ColumnMeaning) -> bool:
    return column.meaning.role is Role.IGNORED and _is_sum(column.heading)


def _is_sum(label: str) -> bool:
    words = plain(label)
    return _SUM.search(words) is not None and _OTHER.search(words) is None


def _rounded(total: Decimal, block: _Block) -> bool:
    """Equal but for the rounding of each figure to the decimals it is written with."""
    return abs(total - block.sum) <= block.n * Decimal(5).scaleb(-block.decimals - 1)


def _decimals(figure: Decimal) -> int:
    """Up to six: behind these stands what a binary number makes of a written one."""
    return min(6, max(0, -int(figure.normalize().as_tuple().exponent)))


def _told(figure: Decimal) -> Decimal:
    return round(figure, _decimals(figure))
