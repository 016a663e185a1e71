"""A sheet that lists meters with their units, beside the sheets that hold their figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from re import Pattern
from typing import Any

from cpdesk.exchange.proposal import words
from cpdesk.exchange.proposal.grid import Book, Grid
from cpdesk.exchange.proposal.meaning import NO_TIME, Proposal
from cpdesk.exchange.proposal.units import measure_of
from cpdesk.exchange.proposal.when import clean

_TOP = 12  # rows among which the headings are looked for


def units_listed(book: Book, proposal: Proposal) -> Mapping[str, str]:
    """The unit of each account or meter number that a sheet without times gives one."""
    grids = (book.grid(each.sheet) for each in proposal.sheets if each.reason == NO_TIME)
    return {number: unit for grid in grids for number, unit in _listed(grid)}


def _listed(grid: Grid) -> Iterator[tuple[str, str]]:
    for at, row in enumerate(grid.rows[:_TOP]):
        number, unit = _headed(row, words.ACCOUNT), _headed(row, words.UNIT)
        if number is not None and unit is not None and number != unit:
            for cells in grid.rows[at + 1 :]:
                said = measure_of(clean(cells[unit]))
                if cells[number] is not None and said.unit and said.times == 1:
                    yield clean(cells[number]), said.unit
            return


def _headed(row: Sequence[Any], pattern: Pattern[str]) -> int | None:
    """The first column that a row of headings calls so."""
    texts = (words.plain(each) if type(each) is str else "" for each in row)
    return next((at for at, text in enumerate(texts) if pattern.search(text)), None)
