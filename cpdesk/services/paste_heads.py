"""The headings of a pasted block: which of its rows and columns name months and series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cpdesk.domain.findings import Refusal
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, Meter
from cpdesk.domain.quantities import parse_decimal
from cpdesk.exchange.proposal import words
from cpdesk.exchange.proposal.when import When, clean, meant_when, small_number, told_when

Series = Meter | Driver
Shown = Sequence[tuple[Series, tuple[str, ...]]]
Block = list[list[str]]

_MOST_HEADS = 2  # rows or columns of headings: a year beside a month


@dataclass(frozen=True)
class Heads:
    """How many columns and rows of a block are headings, and what they say."""

    columns: int = 0
    rows: int = 0
    months: tuple[Month | None, ...] = ()
    names: tuple[str, ...] = ()


def months_lie_across(block: Block) -> bool:
    """Whether a row at the top names months; one name and its figure is enough."""
    for row in block[:_MOST_HEADS]:
        told = [cell for cell in row if told_when(cell).month]
        if told and len(told) >= sum(bool(cell) for cell in row) - 1 and len(row) > 1:
            return not _is_month_column(block, 0)
    return False


def turned(block: Block) -> Block:
    wide = max(map(len, block), default=0)
    return [[cell_at(row, at) for row in block] for at in range(wide)]


def heads_of(
    block: Block, shown: Shown, year: int
) -> Heads:
    columns = _month_columns(block)
    rows = _name_rows(block, columns, shown)
    months = tuple(_month_of(row[:columns], year) for row in block[rows:]) if columns else ()
    names = _names(block[:rows]) if rows else ()
    return Heads(columns, rows, months, names)


def _month_columns(block: Block) -> int:
    """How many columns at the left say the month; 2 where the year stands in one of its own."""
    if _is_month_column(block, 0):
        return 1
    cells = [cell_at(row, 0) for row in block]
    headed = bool(cells) and bool(words.YEAR.search(words.plain(cells[0])))
    years = {(meant_when(each) if headed else told_when(each)).parts for each in cells}
    told = "y" in years and years <= {"y", ""}
    return 2 if told and _is_month_column(block, 1, numbered=True) else 0


def _is_month_column(block: Block, column: int, *, numbered: bool = False) -> bool:
    """Whether a column tells of months; bare numbers only below a heading that says so."""
    cells = [cell_at(row, column) for row in block]
    head = words.plain(cells[0]) if cells else ""
    numbered = numbered or bool(words.MONTH.search(head))
    body = [c for c in cells if c and not words.MONTH.search(words.plain(c)) and not is_total(c)]
    named = [c for c in body if told_when(c).month or (numbered and _counted(c))]
    return bool(named) and len(named) * 2 > len(body)


def _counted(cell: str) -> bool:
    return small_number(cell, 12) is not None or bool(meant_when(cell).month)


def _month_of(heads: Sequence[str], year: int) -> Month | None:
    """The month that the heading of a row names; the year, where it names none, is the grid's."""
    when = When()
    for cell in heads:
        number = small_number(cell, 12)
        when = when.filled(When(month=number) if number else meant_when(cell))
    return Month(when.year or year, when.month) if when.month else None


def _name_rows(
    block: Block, columns: int, shown: Shown
) -> int:
    """How many rows at the top name the columns: they hold words and no figures."""
    rows = 0
    for row in block[:_MOST_HEADS]:
        cells = [cell for cell in row[columns:] if cell]
        heads_months = columns and not _month_of(row[:columns], 2000)
        if cells and all(_is_words(each) for each in cells):
            known = any(meant(each, shown) is not None for each in cells)
            rows += 1 if known or heads_months or rows or not shown else 0
    return rows


def _is_words(cell: str) -> bool:
    """Whether a cell is a name rather than a figure, an estimate, or a date."""
    if not any(each.isalpha() for each in cell) or words.estimate_in(cell):
        return False
    return not told_when(cell) and not _is_figure(cell)


def _is_figure(cell: str) -> bool:
    try:
        parse_decimal(cell)
    except Refusal:
        return False
    return True


def _names(rows: Block) -> tuple[str, ...]:
    wide = max(map(len, rows), default=0)
    return tuple(" ".join(filter(None, (cell_at(row, at) for row in rows))) for at in range(wide))


def meant(head: str, shown: Shown) -> Series | None:
    """The series that a heading names: by its code or name, in part of it, or by its kind."""
    wanted = words.plain(head)
    for fits in (_is_named, _is_part, _is_kind):
        found = [series for series, names in shown if wanted and fits(wanted, series, names)]
        if len(found) == 1:
            return found[0]
    return None


def _is_named(wanted: str, series: Series, names: tuple[str, ...]) -> bool:
    return wanted in {words.plain(each) for each in (series.code, *names) if each}


def _is_part(wanted: str, series: Series, names: tuple[str, ...]) -> bool:
    parts = wanted.replace("(", " ").replace(")", " ").split()
    known = [words.plain(each) for each in names if len(each) > 1]
    return words.plain(series.code) in parts or any(each in wanted for each in known)


def _is_kind(wanted: str, series: Series, names: tuple[str, ...]) -> bool:
    kind, _ = words.kind_in(wanted)
    return kind is not None and series.kind is kind and not words.COST.search(wanted)


def is_total(text: str) -> bool:
    return bool(words.TOTAL.search(clean(text)))


def cell_at(row: Sequence[str], at: int) -> str:
    return row[at] if at < len(row) else ""
