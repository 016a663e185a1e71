"""Doubts in the grid of months: accepted beneath it, folded with their reason, withdrawn."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cpdesk.domain.company import Company, Factory
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Meter, MeterKind, Reading
from cpdesk.presenters.findings import accepted_lines, lines
from cpdesk.presenters.months_grid import CellState, MonthsGrid
from cpdesk.presenters.session import Session
from tests.presenters.conftest import Recorder


def doubtful(session: Session) -> MonthsGrid:
    """A grid with one meter of three months, the second of which is negative."""
    with session.ws.store.change("Typed") as work:
        work.put_many([
            Company(id="c", code="C1"), Factory(id="f", code="F1", company="c"),
            Meter(id="m", code="M1", factory="f", kind=MeterKind.WATER, unit="m³"),
            *(Reading(id=f"r{at}", meter="m", start=date(2024, at, 1), end=Month(2024, at).end,
                      amount=Decimal(each)) for at, each in enumerate((9, -5, 8), 1)),
        ])  # fmt: skip
    session.changed()
    return MonthsGrid(session)


def test_an_accepted_doubt_leaves_the_cell_and_the_list(empty: Session) -> None:
    session, grid = empty, doubtful(empty)
    assert grid.cell(1, 0).state is CellState.DOUBTFUL
    found = lines(session.t, grid.findings)
    doubt = next(each for each in found if "negative" in each.sentence)
    assert doubt.doubt
    assert grid.accept(doubt, "a correction by the supplier")
    assert grid.cell(1, 0).state is CellState.TYPED
    assert "negative" not in " ".join(each.sentence for each in lines(session.t, grid.findings))
    (kept,) = accepted_lines(session.t, grid.accepted)
    assert "a correction by the supplier" in kept.reason
    assert not kept.doubt
    assert grid.withdraw(kept)
    assert grid.cell(1, 0).state is CellState.DOUBTFUL


def test_without_a_reason_the_doubt_stays_and_says_so(empty: Session, view: Recorder) -> None:
    grid = doubtful(empty)
    grid.attach(view)
    doubt = next(e for e in lines(empty.t, grid.findings) if "negative" in e.sentence)
    assert not grid.accept(doubt, " ")
    (said,) = view.last("show_findings")
    assert "few words" in said[0].sentence
    assert grid.accepted == ()
