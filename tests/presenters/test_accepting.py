"""Doubts in the grid of months: accepted beneath it, folded with their reason, withdrawn."""

from __future__ import annotations

from collections.abc import Callable

from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Meter
from cpdesk.presenters.findings import accepted_lines, lines
from cpdesk.presenters.months_grid import CellState, MonthsGrid
from cpdesk.presenters.session import Session
from cpdesk.services import entry


def doubtful(session: Session) -> tuple[MonthsGrid, int, int]:
    """A grid in which one month is typed as nothing at all, and its row and column."""
    grid = MonthsGrid(session)
    at, column = next((at, e) for at, e in enumerate(grid.columns) if isinstance(e.series, Meter)
                      and e.series.unit == "kWh")  # fmt: skip
    row = next(row for row, cell in enumerate(column.cells) if cell.text)
    entry.type_amount(session.ws, column.series, Month(grid.year, row + 1), "-5")
    session.changed()
    return grid, row, at


def test_an_accepted_doubt_leaves_the_cell_and_the_list(session: Session) -> None:
    grid, row, column = doubtful(session)
    assert grid.cell(row, column).state is CellState.DOUBTFUL
    found = lines(session.t, grid.findings)
    doubt = next(each for each in found if "negative" in each.sentence)
    assert doubt.doubt
    assert grid.accept(doubt, "a correction by the supplier")
    assert grid.cell(row, column).state is CellState.TYPED
    assert "negative" not in " ".join(each.sentence for each in lines(session.t, grid.findings))
    (kept,) = accepted_lines(session.t, grid.accepted)
    assert "a correction by the supplier" in kept.reason
    assert not kept.doubt
    assert grid.withdraw(kept)
    assert grid.cell(row, column).state is CellState.DOUBTFUL


def test_without_a_reason_the_doubt_stays_and_says_so(session: Session, view: Callable) -> None:  # type: ignore[type-arg]
    grid, _, _ = doubtful(session)
    grid.attach(view)  # type: ignore[arg-type]
    doubt = next(e for e in lines(session.t, grid.findings) if "negative" in e.sentence)
    assert not grid.accept(doubt, " ")
    (said,) = view.last("show_findings")  # type: ignore[attr-defined]
    assert "few words" in said[0].sentence
    assert grid.accepted == ()
