"""The months of a year as a grid that is typed into: a column for each meter and driver."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from cpdesk.domain.company import Factory
from cpdesk.domain.findings import Finding
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, Meter
from cpdesk.presenters import month_blocks
from cpdesk.presenters.findings import Line, lines
from cpdesk.presenters.month_cells import BLANK, Cell, CellState, Column, Columns
from cpdesk.presenters.month_pasting import Block, paste
from cpdesk.presenters.pages import Way, month_of
from cpdesk.presenters.session import Session
from cpdesk.services import acceptance, entry, estimates
from cpdesk.services.acceptance import Accepted
from cpdesk.services.entry import Typed
from cpdesk.services.jobs import Cancelled

__all__ = ["Cell", "CellState", "Column", "MonthsGrid", "MonthsView"]

MONTHS = month_blocks.MONTHS


class MonthsView(Protocol):
    def show_grid(self) -> None:
        """Everything may have changed: columns, months, figures, words."""

    def show_findings(self, found: tuple[Line, ...]) -> None:
        """What is to be said of the figures typed last; empty when all is well."""


class MonthsGrid:
    """Twelve rows of months and three of totals; columns are the meters and drivers of a factory.

    Rows and columns are counted from zero. The view may only be attached once. `offered` is how
    many columns of the block that was pasted last could become new meters.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self._shown: tuple[Column, ...] | None = None
        self._columns = Columns(session)
        self._factory = ""
        self.offered = 0
        self._offer: Block | None = None
        self._view: MonthsView | None = None
        session.listen(self._changed)
        session.prepare(self._make_ready)
        self.year = self._latest_year() or session.ws.today.year
        self._bare = not self._latest_year()

    def attach(self, view: MonthsView) -> None:
        self._view = view
        view.show_grid()

    # choices

    @property
    def factories(self) -> tuple[tuple[str, str], ...]:
        """Code and name of each factory."""
        named = self.session.record.all(Factory)
        return tuple((each.code, self.session.name(each)) for each in named)

    @property
    def factory(self) -> Factory | None:
        """The factory shown: the one chosen, otherwise the first."""
        found = self.session.find(Factory, self._factory)
        return found or next(iter(self.session.record.all(Factory)), None)

    def choose_factory(self, code: str) -> None:
        self._factory = code
        self._changed()

    def choose_year(self, year: int) -> None:
        self.year = year
        self._changed()

    # what the grid shows

    @property
    def columns(self) -> tuple[Column, ...]:
        """A column for each series; made only once they are looked at after a change."""
        if self._shown is None:
            self._shown = tuple(self._columns.of(each, self.year) for each in self._series())
        return self._shown

    def month(self, row: int) -> Month | None:
        """The month of a row; None for the rows of totals."""
        return Month(self.year, row + 1) if 0 <= row < MONTHS else None

    def meter(self, column: int) -> Meter | None:
        """The meter of a column; None for a driver."""
        series = self.columns[column].series if 0 <= column < len(self.columns) else None
        return series if isinstance(series, Meter) else None

    @property
    def row_heads(self) -> tuple[str, ...]:
        t = self.session.t
        months = tuple(t.month(Month(self.year, each)) for each in range(1, MONTHS + 1))
        years = (t("Total {year}", year=str(self.year)), t("Total {year}", year=str(self.year - 1)))
        return (*months, *years, t("Change"))

    def cell(self, row: int, column: int) -> Cell:
        """What a cell shows; the three rows below the months are totals."""
        if not 0 <= column < len(self.columns):
            return BLANK
        shown = self.columns[column]
        return (*shown.cells, *shown.totals)[row]

    def counts(self) -> dict[CellState, int]:
        """How many cells of the year are in each state, for the legend."""
        states = [cell.state for column in self.columns for cell in column.cells]
        return {state: states.count(state) for state in CellState}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the series of this factory: overlaps, gaps, units."""
        return tuple(found for column in self.columns for found in column.findings)

    @property
    def accepted(self) -> tuple[Accepted, ...]:
        """The doubts about these series that a person has let stand."""
        return tuple(found for column in self.columns for found in column.accepted)

    # wishes

    def accept(self, line: Line, reason: str) -> bool:
        """Let a doubt stand, with the reason why."""
        found = line.finding
        return found is not None and self._told(acceptance.accept(self.session.ws, found, reason))

    def withdraw(self, line: Line) -> bool:
        """Let a doubt that was accepted stand in the way again."""
        given = line.acceptance
        return given is not None and self._told(acceptance.withdraw(self.session.ws, given))

    def type(self, row: int, column: int, text: str) -> bool:
        """Type into a cell: saved when confirmed; whether it was."""
        month = self.month(row)
        if month is None:
            return False
        series = self.columns[column].series
        return self._told(entry.type_amount(self.session.ws, series, month, text))

    def turn_to(self, way: Way) -> tuple[int, int] | None:
        """Turn to the factory and year that a finding means; its row and column, if it has one."""
        series = self.session.find(way.kind, way.code) if way.kind else None
        if not isinstance(series, Meter | Driver):
            return None
        self._factory = self.session.record.get(Factory, series.factory).code
        month = month_of(way.spot)
        self.year = month.year if month else self.year
        self._changed()
        column = [each.series.id for each in self.columns].index(series.id)
        return (month.month - 1 if month else 0, column)

    def clear(self, cells: Sequence[tuple[int, int]]) -> bool:
        """Remove the figures of these cells as one change."""
        return self._type_many([(row, column, "") for row, column in cells], entry.CLEARED)

    def fill(self, cells: Sequence[tuple[int, int]], *, down: bool) -> bool:
        """Repeat the first row of these cells in those below it, or the first column beside it."""
        return self._type_many(month_blocks.fill(self, cells, down=down), entry.FILLED)

    def fill_with(self, cells: Sequence[tuple[int, int]], text: str) -> bool:
        """Type the same into all of these cells as one change."""
        return self._type_many([(row, column, text) for row, column in cells], entry.FILLED)

    def mark_estimated(self, row: int, column: int) -> bool:
        """Turn the mark for an estimated figure on or off."""
        month = self.month(row)
        if month is None:
            return False
        series, cell = self.columns[column].series, self.cell(row, column)
        estimated = cell.state is not CellState.ESTIMATED
        return self._told(entry.set_estimated(self.session.ws, series, month, estimated))

    def mark_all(self, cells: Sequence[tuple[int, int]]) -> bool:
        """Turn the mark for estimated figures on, or off where all of these have it."""
        filled = [cell for cell in cells if self.cell(*cell).edit]
        if len(filled) < 2:
            return bool(filled) and self.mark_estimated(*filled[0])
        estimated = any(self.cell(*e).state is not CellState.ESTIMATED for e in filled)
        wanted = [(self.columns[column].series, Month(self.year, row + 1))
                  for row, column in filled]  # fmt: skip
        return self._told(self.session.carry_out(
            lambda _job: estimates.set_all_estimated(self.session.ws, wanted, estimated),
            len(wanted),
        ))  # fmt: skip

    def copy(self, rows: Sequence[int], columns: Sequence[int], heads: bool = False) -> str:
        """A block as tab-separated text, in figures any spreadsheet reads.

        With `heads` also the months and the names, by which it finds its place when pasted.
        """
        block = [[self.cell(row, column).edit for column in columns] for row in rows]
        if heads:
            block = [[self._row_word(row), *line] for row, line in zip(rows, block, strict=True)]
            block.insert(0, ["", *(self.columns[column].head[0] for column in columns)])
        return "\n".join("\t".join(line) for line in block)

    def paste(self, row: int, column: int, text: str, over: tuple[int, int] = (1, 1)) -> bool:
        """A block from a spreadsheet as one change; whether no figure of it was refused.

        With headings each figure goes where they say, otherwise the block begins here, repeated
        where so many rows and columns `over` are chosen. What cannot be kept is named, one by
        one, and the rest is kept: one undo takes it back. Where there is no column yet, the
        headings make the meters.
        """
        first = self.month(row)
        if first is None:
            return False
        from cpdesk.services.pasting import tiled

        rows = min(over[0], MONTHS - row)
        text = tiled(text, rows, over[1])
        return self._paste(Block(text, first, column, making=not self.columns))

    def take_offer(self) -> bool:
        """Make the meters that the block pasted last has `offered` figures for, and paste those."""
        return self._offer is not None and self._paste(replace(self._offer, making=True))

    def _paste(self, block: Block) -> bool:
        try:
            done = paste(self.session, block, self._with_heads(), self.factory)
        except Cancelled:
            return self._stopped()
        self._offer, self.offered = replace(block, column=0), done.offered
        if done.n:
            self.session.changed(self.session.t("{n} figures pasted.", n=done.n))
        if self._view:
            self._view.show_findings(done.lines)
        return done.whole

    def _with_heads(self) -> list[tuple[Meter | Driver, tuple[str, ...]]]:
        return [(each.series, self._names(each.series)) for each in self.columns]

    def _names(self, series: Meter | Driver) -> tuple[str, ...]:
        name = series.name
        return (name.en, name.zh_Hant, name.zh_Hans, *(
            (series.account,) if isinstance(series, Meter) else ()))  # fmt: skip

    def _row_word(self, row: int) -> str:
        month = self.month(row)
        return str(month) if month else self.row_heads[row]

    def _type_many(self, wanted: Sequence[tuple[int, int, str]], label: str) -> bool:
        cells = [
            Typed(self.columns[column].series, month, text)
            for row, column, text in wanted
            if (month := self.month(row)) is not None
            and text.strip() != self.cell(row, column).edit
        ]
        if not cells:
            return True
        ws = self.session.ws
        try:
            return self._told(self.session.carry_out(
                lambda job: entry.type_amounts(ws, cells, label, job), len(cells)
            ))  # fmt: skip
        except Cancelled:
            return self._stopped()

    def _stopped(self) -> bool:
        self.session.changed(self.session.t("Stopped. Nothing was changed."))
        return False

    def _told(self, findings: tuple[Finding, ...]) -> bool:
        self.offered = 0
        done = self.session.done(findings)
        if self._view:
            self._view.show_findings(lines(self.session.t, findings, self.session.record))
        return done

    # keeping up

    def _make_ready(self) -> None:
        """The columns as they will be shown next, in the thread that has changed them."""
        for each in self._series():
            self._columns.of(each, self.year)

    def _changed(self) -> None:
        """The first figures of a factory are shown, of whatever year they are."""
        if self._bare and (latest := self._latest_year()):
            self.year, self._bare = latest, False
        self._shown = None
        if self._view:
            self._view.show_grid()

    def _series(self) -> tuple[Meter | Driver, ...]:
        factory, record = self.factory, self.session.record
        if factory is None:
            return ()
        meters = record.where(Meter, factory=factory.id)
        return (*meters, *record.where(Driver, factory=factory.id))

    def _latest_year(self) -> int | None:
        """The last year with figures, if there are any."""
        record = self.session.record
        ends = [record.readings(each)[-1].start.year for each in self._series()
                if record.readings(each)]  # fmt: skip
        return max(ends, default=None)

