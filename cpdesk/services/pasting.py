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
from cpdesk.domain.quantities import parse_decimal
from cpdesk.domain.words import N_
from cpdesk.exchange.proposal import words
from cpdesk.exchange.proposal.when import clean
from cpdesk.services.entry import Typed
from cpdesk.services.paste_heads import (
    Block,
    Heads,
    Series,
    Shown,
    cell_at,
    heads_of,
    is_total,
    meant,
    months_lie_across,
    turned,
)

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


@dataclass(frozen=True)
class Pasted:
    """The figures of a block with their places, and what was left out."""

    cells: tuple[Typed, ...]
    findings: tuple[Finding, ...]


def rows_of(text: str) -> Block:
    """The cells of a text as spreadsheets put it on the clipboard, quoted cells unquoted."""
    text = text.rstrip("\r\n")
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
    except csv.Error:  # no spreadsheet made it: taken as it stands
        rows = [line.split("\t") for line in text.splitlines()]
    return [[clean(cell) for cell in row] for row in rows]


def pasted(text: str, shown: Shown, first: Month, column: int, today: Month) -> Pasted:
    """Understand a block; `shown` are the columns with their names, the cursor is at `first`.

    Blank cells and dashes leave the record as it is. Months go on after December.
    """
    block = rows_of(text)
    if months_lie_across(block):
        block = turned(block)
    heads = heads_of(block, shown, first.year)
    if heads.names:
        columns, findings = _by_names(block, heads, shown)
    else:
        columns, findings = _by_place(block, heads, shown, column)
    reader = _Reader(block, heads, first, today)
    cells = [cell for at, series in columns.items() for cell in reader.cells(at, series)]
    return Pasted(tuple(cells), (*findings, *reader.findings))


def _by_names(
    block: Block, heads: Heads, shown: Shown
) -> tuple[dict[int, Series], list[Finding]]:
    columns: dict[int, Series] = {}
    findings: list[Finding] = []
    for at in range(heads.columns, len(heads.names)):
        name, n = heads.names[at], _filled(block, heads, at)
        series = meant(name, shown) if name else None
        if series is not None and series not in columns.values():
            columns[at] = series
        elif n:
            findings.append(NOT_KNOWN.at(Place(spot=name), head=name or "?", n=n))
    return columns, findings


def _by_place(
    block: Block, heads: Heads, shown: Shown, column: int
) -> tuple[dict[int, Series], list[Finding]]:
    wide = max(map(len, block), default=0) - heads.columns
    room = shown[column : column + wide]
    columns = {heads.columns + at: series for at, (series, _) in enumerate(room)}
    beyond = [at for at in range(len(room), wide) if _filled(block, heads, heads.columns + at)]
    return columns, [NO_ROOM.at(n=len(beyond))] if beyond else []


def _filled(block: Block, heads: Heads, at: int) -> int:
    return sum(bool(cell_at(row, at)) for row in block[heads.rows :])


class _Reader:
    """The figures of a block, column by column."""

    def __init__(self, block: Block, heads: Heads, first: Month, today: Month) -> None:
        self._heads = heads
        self._first = first
        self._today = today
        self._rows = block[heads.rows :]
        self.findings: list[Finding] = list(self._unread_rows())

    def cells(self, column: int, series: Series) -> Iterator[Typed]:
        before: list[str] = []
        for at, row in enumerate(self._rows):
            text, month = cell_at(row, column), self._month(at)
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
        return any(is_total(cell) for cell in self._rows[at][: self._heads.columns])

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
            if month is None and any(row[self._heads.columns :]) and not is_total(head):
                yield NO_MONTH.at(Place(spot=head), head=head)


def _is_sum(text: str, figures: Sequence[str]) -> bool:
    try:
        return parse_decimal(text) == sum(map(parse_decimal, figures))
    except Refusal:
        return False
