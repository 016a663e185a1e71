"""A block pasted from a spreadsheet: which figure belongs to which month of which series.

Headings are looked for first: months down or across, codes, names or kinds of meters and drivers.
Without them the block begins at the cursor.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cpdesk.domain.findings import Finding, Place, Refusal, blocking, info, warning
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, Meter
from cpdesk.domain.quantities import parse_decimal
from cpdesk.domain.words import N_
from cpdesk.exchange.proposal import words
from cpdesk.exchange.proposal.when import When, clean, meant_when, small_number, told_when
from cpdesk.services.entry import Typed

Series = Meter | Driver
Block = list[list[str]]

NOT_KNOWN = warning(
    "paste-column-unknown",
    N_("'{head}' is none of the meters and drivers shown. Its {n} figures were left out; paste "
       "them into their column by themselves."),
)  # fmt: skip
NO_ROOM = warning(
    "paste-beyond-columns",
    N_("{n} columns of the block lie beyond the last one here and were left out."),
)
NO_MONTH = blocking(
    "paste-month-unread",
    N_("'{head}' is no month that can be read. Its row was left out; write it as 2024-03."),
)
FUTURE = blocking(
    "paste-future",
    N_("{month} of {series} lies in the future, so '{text}' was left out. Check where the block "
       "begins."),
)  # fmt: skip
TOTAL = info(
    "paste-total",
    N_("{month} would get '{text}', which is the sum of the figures before it. It was taken for "
       "a total and left out."),
)  # fmt: skip

_MOST_HEADS = 2  # rows or columns of headings: a year beside a month


@dataclass(frozen=True)
class Pasted:
    """The figures of a block with their places, and what was left out."""

    cells: tuple[Typed, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class _Heads:
    """How many columns and rows of a block are headings, and what they say."""

    columns: int = 0
    rows: int = 0
    months: tuple[Month | None, ...] = ()
    names: tuple[str, ...] = ()


def rows_of(text: str) -> Block:
    """The cells of a text as spreadsheets put it on the clipboard, quoted cells unquoted."""
    reader = csv.reader(io.StringIO(text.rstrip("\r\n"), newline=""), delimiter="\t")
    return [[clean(cell) for cell in row] for row in reader]


def pasted(
    text: str, shown: Sequence[tuple[Series, tuple[str, ...]]], first: Month, column: int,
    today: Month,
) -> Pasted:  # fmt: skip
    """Understand a block; `shown` are the columns with their names, the cursor is at `first`.

    Blank cells and dashes leave the record as it is. Months go on after December.
    """
    block = rows_of(text)
    if _months_lie_across(block):
        block = _turned(block)
    heads = _heads(block, shown, first.year)
    if heads.names:
        columns, findings = _by_names(block, heads, shown)
    else:
        columns, findings = _by_place(block, heads, shown, column)
    reader = _Reader(block, heads, first, today)
    cells = [cell for at, series in columns.items() for cell in reader.cells(at, series)]
    return Pasted(tuple(cells), (*findings, *reader.findings))


def _months_lie_across(block: Block) -> bool:
    """Whether a row at the top names months; one name and its figure is enough."""
    for row in block[:_MOST_HEADS]:
        told = [cell for cell in row if told_when(cell).month]
        if told and len(told) >= sum(bool(cell) for cell in row) - 1 and len(row) > 1:
            return not _is_month_column(block, 0)
    return False


def _turned(block: Block) -> Block:
    wide = max(map(len, block), default=0)
    return [[_cell(row, at) for row in block] for at in range(wide)]


def _heads(
    block: Block, shown: Sequence[tuple[Series, tuple[str, ...]]], year: int
) -> _Heads:
    columns = _month_columns(block)
    rows = _name_rows(block, columns, shown)
    months = tuple(_month_of(row[:columns], year) for row in block[rows:]) if columns else ()
    names = _names(block[:rows]) if rows else ()
    return _Heads(columns, rows, months, names)


def _month_columns(block: Block) -> int:
    """How many columns at the left say the month; 2 where the year stands in one of its own."""
    if _is_month_column(block, 0):
        return 1
    cells = [_cell(row, 0) for row in block]
    headed = bool(cells) and bool(words.YEAR.search(words.plain(cells[0])))
    years = {(meant_when(each) if headed else told_when(each)).parts for each in cells}
    told = "y" in years and years <= {"y", ""}
    return 2 if told and _is_month_column(block, 1, numbered=True) else 0


def _is_month_column(block: Block, column: int, *, numbered: bool = False) -> bool:
    """Whether a column tells of months; bare numbers only below a heading that says so."""
    cells = [_cell(row, column) for row in block]
    head = words.plain(cells[0]) if cells else ""
    numbered = numbered or bool(words.MONTH.search(head))
    body = [c for c in cells if c and not words.MONTH.search(words.plain(c)) and not _is_total(c)]
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
    block: Block, columns: int, shown: Sequence[tuple[Series, tuple[str, ...]]]
) -> int:
    """How many rows at the top name the columns: they hold words and no figures."""
    rows = 0
    for row in block[:_MOST_HEADS]:
        cells = [cell for cell in row[columns:] if cell]
        heads_months = columns and not _month_of(row[:columns], 2000)
        if cells and all(_is_words(each) for each in cells):
            known = any(_meant(each, shown) is not None for each in cells)
            rows += 1 if known or heads_months or rows else 0
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
    return tuple(" ".join(filter(None, (_cell(row, at) for row in rows))) for at in range(wide))


def _meant(head: str, shown: Sequence[tuple[Series, tuple[str, ...]]]) -> Series | None:
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


def _by_names(
    block: Block, heads: _Heads, shown: Sequence[tuple[Series, tuple[str, ...]]]
) -> tuple[dict[int, Series], list[Finding]]:
    columns: dict[int, Series] = {}
    findings: list[Finding] = []
    for at in range(heads.columns, len(heads.names)):
        name, n = heads.names[at], _filled(block, heads, at)
        series = _meant(name, shown) if name else None
        if series is not None and series not in columns.values():
            columns[at] = series
        elif n:
            findings.append(NOT_KNOWN.at(Place(spot=name), head=name or "?", n=n))
    return columns, findings


def _by_place(
    block: Block, heads: _Heads, shown: Sequence[tuple[Series, tuple[str, ...]]], column: int
) -> tuple[dict[int, Series], list[Finding]]:
    wide = max(map(len, block), default=0) - heads.columns
    room = shown[column : column + wide]
    columns = {heads.columns + at: series for at, (series, _) in enumerate(room)}
    beyond = [at for at in range(len(room), wide) if _filled(block, heads, heads.columns + at)]
    return columns, [NO_ROOM.at(n=len(beyond))] if beyond else []


def _filled(block: Block, heads: _Heads, at: int) -> int:
    return sum(bool(_cell(row, at)) for row in block[heads.rows :])


class _Reader:
    """The figures of a block, column by column."""

    def __init__(self, block: Block, heads: _Heads, first: Month, today: Month) -> None:
        self._heads = heads
        self._first = first
        self._today = today
        self._rows = block[heads.rows :]
        self.findings: list[Finding] = list(self._unread_rows())

    def cells(self, column: int, series: Series) -> Iterator[Typed]:
        before: list[str] = []
        for at, row in enumerate(self._rows):
            text, month = _cell(row, column), self._month(at)
            if month is None or not text or text in words.NOTHING_HERE or self._is_summed(at):
                continue
            estimate = words.estimate_in(text)
            cell = Typed(series, month, estimate or text, bool(estimate))
            if self._leave_out(cell, text, before):
                continue
            before.append(text)
            yield cell

    def _month(self, at: int) -> Month | None:
        if self._heads.columns:
            return self._heads.months[at]
        return self._first + at

    def _is_summed(self, at: int) -> bool:
        """Whether the heading of a row says that it is a total."""
        return any(_is_total(cell) for cell in self._rows[at][: self._heads.columns])

    def _leave_out(self, cell: Typed, text: str, before: Sequence[str]) -> bool:
        """Of the future nothing is known; a sum of twelve figures below them is a total."""
        if not self._heads.columns and len(before) == 12 and _is_sum(text, before):
            self.findings.append(TOTAL.at(cell.place, month=cell.month, text=text))
            return True
        if cell.month > self._today:
            code = cell.series.code
            self.findings.append(
                FUTURE.at(cell.place, month=cell.month, series=code, text=text)
            )
            return True
        return False

    def _unread_rows(self) -> Iterator[Finding]:
        for month, row in zip(self._heads.months, self._rows, strict=False):
            head = " ".join(filter(None, row[: self._heads.columns]))
            if month is None and any(row[self._heads.columns :]) and not _is_total(head):
                yield NO_MONTH.at(Place(spot=head), head=head)


def _is_total(text: str) -> bool:
    return bool(words.TOTAL.search(clean(text)))


def _is_sum(text: str, figures: Sequence[str]) -> bool:
    try:
        return parse_decimal(text) == sum(map(parse_decimal, figures))
    except Refusal:
        return False


def _cell(row: Sequence[str], at: int) -> str:
    return row[at] if at < len(row) else ""
