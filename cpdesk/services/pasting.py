"""A block pasted from a spreadsheet: which figure belongs to which month of which series.

Headings are looked for first: months down or across, codes, names or kinds of meters and drivers.
Without them the block begins at the cursor. A heading that names a unit says in which its figures
are; one that is none of the meters may become a new one.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cpdesk.domain.findings import Finding, Place, Refusal, blocking, info, warning
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Meter
from cpdesk.domain.quantities import parse_decimal, plain
from cpdesk.domain.units import is_unit, tidy_unit
from cpdesk.domain.words import N_
from cpdesk.exchange.proposal import units, words
from cpdesk.exchange.proposal.describing import WATERS
from cpdesk.exchange.proposal.units import NONE, Measure
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
from cpdesk.services.paste_new import NewSeries

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
NO_NAMES = blocking(
    "paste-no-names",
    N_("There is no meter yet, and no row of headings says what these figures are. Copy the block "
       "with its headings, or add the meters first."),
)  # fmt: skip
NO_MONTHS = blocking(
    "paste-no-months",
    N_("Nothing in the block says to which months its figures belong. Copy it with its column of "
       "months."),
)  # fmt: skip
TOTAL = info(
    "paste-total",
    N_("{month} would get '{text}', which is the sum of the figures before it. It was taken for "
       "a total and left out."),
)  # fmt: skip


@dataclass(frozen=True)
class Pasted:
    """The figures of a block with their places, and what was left out.

    `new` are the meters and drivers to be added first; `offered` the headings that name none here
    but say what they count, so that they could be.
    """

    cells: tuple[Typed, ...]
    findings: tuple[Finding, ...]
    new: tuple[Series, ...] = ()
    offered: tuple[str, ...] = ()


def rows_of(text: str) -> Block:
    """The cells of a text as spreadsheets put it on the clipboard, quoted cells unquoted."""
    text = text.rstrip("\r\n")
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
    except csv.Error:  # no spreadsheet made it: taken as it stands
        rows = [line.split("\t") for line in text.splitlines()]
    return [[clean(cell) for cell in row] for row in rows]


def pasted(
    text: str, shown: Shown, first: Month, column: int, today: Month,
    making: NewSeries | None = None,
) -> Pasted:
    """Understand a block; `shown` are the columns with their names, the cursor is at `first`.

    Blank cells and dashes leave the record as it is. Months go on after December. With `making`,
    a heading that is none of the columns becomes a new meter or driver where it says which kind.
    """
    block = rows_of(text)
    if months_lie_across(block):
        block = turned(block)
    heads = heads_of(block, shown, first.year)
    if not shown and (stop := _nowhere(heads)):
        return Pasted((), (stop,))
    named = _Named(block, heads, shown, making)
    if heads.names:
        columns, findings = named.columns()
    else:
        columns, findings = _by_place(block, heads, shown, column)
    reader = _Reader(block, heads, first, today)
    cells = [cell for at, series in columns.items() for cell in reader.cells(at, series)]
    filled = {each.series.id for each in cells}
    new = tuple(each for each in named.new if each.id in filled)
    return Pasted(tuple(cells), (*findings, *reader.findings), new, tuple(named.offered))


def tiled(text: str, rows: int, columns: int) -> str:
    """A block repeated over a larger choice of cells, where it fits evenly, as in Excel."""
    block = rows_of(text)
    high, wide = len(block), max(map(len, block), default=0)
    if not high or not wide or rows % high or columns % wide or any(
        _is_word(cell) for row in block for cell in row
    ):
        return text
    full = [[*row, *[""] * (wide - len(row))] * (columns // wide) for row in block]
    return "\n".join("\t".join(row) for row in full * (rows // high))


def _is_word(cell: str) -> bool:
    """Whether a cell heads others: such a block finds its place by itself."""
    return bool(cell) and cell[0].isalpha() and not words.estimate_in(cell)


def _nowhere(heads: Heads) -> Finding | None:
    """Why figures have no place where there is no column yet."""
    if not heads.names:
        return NO_NAMES.at()
    return None if heads.columns else NO_MONTHS.at()


class _Named:
    """The columns of a block by their headings; `new` are those that are made for it."""

    def __init__(
        self, block: Block, heads: Heads, shown: Shown, making: NewSeries | None
    ) -> None:
        self.new: list[Series] = []
        self.offered: list[str] = []
        self._block, self._heads, self._shown, self._making = block, heads, shown, making

    def columns(self) -> tuple[dict[int, Series], list[Finding]]:
        columns: dict[int, Series] = {}
        findings: list[Finding] = []
        for at in range(self._heads.columns, len(self._heads.names)):
            name, n = self._heads.names[at], _filled(self._block, self._heads, at)
            series = meant(name, self._shown) if name else None
            if series is None or series in columns.values():
                series = self._made(name) if n else None
            if series is not None:
                columns[at] = series
            elif n:
                findings.append(NOT_KNOWN.at(Place(spot=name), head=name or "?", n=n))
        return columns, findings

    def _made(self, head: str) -> Series | None:
        """A new meter or driver for a heading, if it says what it counts."""
        if self._making is None:
            if NewSeries.fits(head):
                self.offered.append(head)
            return None
        made = self._making.of(head)
        if made is not None:
            self.new.append(made)
        return made


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
        measure = self._measure(column)
        for at, row in enumerate(self._rows):
            text, month = cell_at(row, column), self._month(at)
            if month is None or not text or text in words.NOTHING_HERE or self._is_summed(at):
                continue
            estimate = words.estimate_in(text)
            cell = Typed(series, month, estimate or text, bool(estimate))
            if self._leave_out(cell, text, before):
                continue
            before.append(text)
            yield replace(cell, text=_measured(cell.text, measure, series))

    def _measure(self, column: int) -> Measure:
        """The unit that the heading of a column names."""
        names = self._heads.names
        return units.split(names[column])[1] if column < len(names) else NONE

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


def _measured(text: str, measure: Measure, series: Series) -> str:
    """A figure with the unit of its heading, where the series counts in another one."""
    unit = measure.unit
    if isinstance(series, Meter) and series.kind in WATERS:
        unit = units.of_water(unit)
    try:
        amount = parse_decimal(text)
    except Refusal:  # said once it is typed, with its place
        return text
    if measure.times != 1 and tidy_unit(series.unit) == tidy_unit(unit):
        return plain(amount * measure.times)
    other = is_unit(unit) and tidy_unit(unit) != tidy_unit(series.unit)
    return f"{text} {unit}" if other and text[-1].isdigit() else text
