"""The grid of months: what cells say, what typing does, what is refused and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cpdesk.domain.papers import Attachment, Evidence
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Convention, Meter, Reading
from cpdesk.presenters.months_grid import CellState, MonthsGrid
from cpdesk.presenters.session import Session
from cpdesk.services import entry
from cpdesk.services.series import monthly
from tests.presenters.conftest import Recorder
from tests.presenters.months import type_month


@pytest.fixture
def grid(session: Session, view: Recorder) -> MonthsGrid:
    made = MonthsGrid(session)
    made.attach(view)
    return made


def meter(session: Session, code: str = "CLP") -> Meter:
    found = session.find(Meter, code)
    assert found is not None
    return found


def test_it_opens_at_the_year_of_the_last_figures(grid: MonthsGrid) -> None:
    assert grid.year == 2026
    assert [column.series.code for column in grid.columns] == ["CLP", "PAINT"]
    assert len(grid.row_heads) == 15
    assert grid.row_heads[3] == "April 2026"


@pytest.mark.parametrize("text", ["12500", "12,500", "１２，５００", " 12500 kWh"])
def test_a_figure_is_saved_when_it_is_typed(grid: MonthsGrid, text: str) -> None:
    assert grid.type(3, 0, text)
    cell = grid.cell(3, 0)
    assert (cell.text, cell.edit, cell.state) == ("12,500", "12500", CellState.TYPED)
    value = monthly(grid.session.record, meter(grid.session)).value(Month(2026, 4))
    assert value is not None
    assert value.complete


def test_a_figure_is_corrected_in_place_and_keeps_its_cost(grid: MonthsGrid) -> None:
    grid.type(3, 0, "100")
    first = grid.session.record.readings(meter(grid.session))[-1]
    with grid.session.ws.store.change("Cost") as work:
        work.put(replace(first, cost=Decimal("7.10"), currency="HKD", estimated=True))
    assert grid.type(3, 0, "101.50")
    second = grid.session.record.readings(meter(grid.session))[-1]
    assert (second.id, str(second.amount), second.cost) == (first.id, "101.50", Decimal("7.10"))
    assert not second.estimated


def test_an_empty_text_removes_the_figure(grid: MonthsGrid) -> None:
    before = len(grid.session.record.all(Reading))
    grid.type(3, 0, "5")
    assert grid.type(3, 0, "  ")
    assert len(grid.session.record.all(Reading)) == before
    assert grid.cell(3, 0).state is CellState.MISSING


def test_a_month_of_a_crossing_bill_is_refused_with_the_bill(
    grid: MonthsGrid, view: Recorder
) -> None:
    changes = grid.session.record.identity.change
    assert not grid.type(2, 0, "5000")
    (line,) = view.last("show_findings")[0]
    assert "9 February 2026" in line.sentence
    assert "9 March 2026" in line.sentence
    assert grid.session.record.identity.change == changes


def test_what_cannot_be_read_changes_nothing(grid: MonthsGrid, view: Recorder) -> None:
    assert not grid.type(3, 0, "1.234,5")
    assert "1.234,5" in view.last("show_findings")[0][0].sentence
    assert grid.cell(3, 0).state is CellState.MISSING


def test_ten_times_is_kept_but_doubted(grid: MonthsGrid, view: Recorder) -> None:
    assert grid.type(3, 0, "4000")
    assert grid.type(4, 0, "41000")
    assert grid.cell(4, 0).state is CellState.DOUBTFUL
    assert view.last("show_findings")[0][0].place.spot == "2026-05"


def test_zero_is_a_zero_and_the_future_is_blank(grid: MonthsGrid) -> None:
    grid.type(3, 0, "0")
    assert (grid.cell(3, 0).text, grid.cell(3, 0).state) == ("0", CellState.ZERO)
    assert grid.cell(9, 0).state is CellState.MISSING
    assert grid.cell(11, 0).state is CellState.BLANK
    assert grid.cell(2, 0).state is CellState.PARTIAL


def test_estimated_and_evidence_are_marked(grid: MonthsGrid) -> None:
    grid.type(3, 0, "4000")
    assert grid.mark_estimated(3, 0)
    assert grid.cell(3, 0).state is CellState.ESTIMATED
    assert grid.mark_estimated(3, 0)
    reading = grid.session.record.readings(meter(grid.session))[-1]
    with grid.session.ws.store.change("Evidence") as work:
        work.put(Evidence(id="ev", code="E1"))
        work.put(Attachment(id="at", evidence="ev", to=reading.id))
    grid.session.changed()
    assert grid.cell(3, 0).state is CellState.EVIDENCE


def test_totals_need_a_whole_year(grid: MonthsGrid) -> None:
    grid.choose_year(2025)
    assert grid.cell(12, 0).text.replace(",", "") == str(round(sum(
        float(grid.cell(row, 0).edit) for row in range(12))))  # fmt: skip
    grid.choose_year(2026)
    assert grid.cell(12, 0).text == "2 months"
    assert grid.cell(14, 0).text == "–"


def test_a_block_is_copied_and_pasted_as_one_change(grid: MonthsGrid) -> None:
    grid.type(3, 0, "4000")
    grid.type(4, 0, "4100.5")
    block = grid.copy([3, 4], [0, 1])
    assert block == "4000\t\n4100.5\t"
    assert grid.paste(5, 0, "4200\t12\r\n4300\t13\r\n")
    assert [grid.cell(row, 1).text for row in (5, 6)] == ["12", "13"]
    entry.undo(grid.session.ws)
    grid.session.changed()
    assert [grid.cell(row, column).edit for row in (5, 6) for column in (0, 1)] == [""] * 4


def test_of_a_paste_with_one_bad_figure_the_rest_is_kept(grid: MonthsGrid, view: Recorder) -> None:
    assert not grid.paste(5, 0, "4200\n1.234,5\n4300")
    assert [grid.cell(row, 0).edit for row in (5, 6, 7)] == ["4200", "", "4300"]
    (line,) = view.last("show_findings")[0]
    assert (line.place.code, line.place.spot) == ("CLP", "2026-07")
    assert "1.234,5" in line.sentence
    assert grid.session.ws.store.can_undo
    assert grid.session.ws.store.can_undo.facts["n"] == "2"
    entry.undo(grid.session.ws)
    grid.session.changed()
    assert [grid.cell(row, 0).edit for row in (5, 6, 7)] == ["", "", ""]


def test_what_is_copied_with_its_headings_finds_its_place_again(grid: MonthsGrid) -> None:
    grid.type(3, 0, "4000")
    grid.type(4, 0, "4100.5")
    block = grid.copy([3, 4], [0], heads=True)
    assert block == "\tElectricity\n2026-04\t4000\n2026-05\t4100.5"
    grid.clear([(3, 0), (4, 0)])
    assert grid.paste(9, 1, block)
    assert [grid.cell(row, 0).edit for row in (3, 4)] == ["4000", "4100.5"]


def test_a_convention_of_this_still_covers_the_month(grid: MonthsGrid) -> None:
    session = grid.session
    with session.ws.store.change("Convention") as work:
        work.put(Meter(id="gas", code="GAS", factory="fa", unit="m³", convention=Convention.THIS))
    session.changed()
    assert type_month(grid, "GAS", Month(2024, 2), "29")
    (reading,) = session.record.readings(meter(session, "GAS"))
    assert (reading.start, reading.end) == (date(2024, 1, 31), date(2024, 2, 29))
    assert monthly(session.record, meter(session, "GAS")).amount(Month(2024, 2)) == 29


def test_a_bill_of_its_reading_month_is_corrected(grid: MonthsGrid) -> None:
    session = grid.session
    with session.ws.store.change("Convention") as work:
        work.put(replace(meter(session), convention=Convention.READ_MONTH))
    session.changed()
    bills = len(session.record.readings(meter(session)))
    assert grid.type(2, 0, "3800")
    assert len(session.record.readings(meter(session))) == bills
    assert grid.cell(2, 0).text == "3,800"


def test_it_speaks_the_language_of_the_session(grid: MonthsGrid, view: Recorder) -> None:
    shown = view.count("show_grid")
    grid.session.speak("zh_Hans")
    assert grid.row_heads[0] == "2026年1月"
    assert grid.columns[0].head[2] == "kWh"
    assert view.count("show_grid") > shown


def test_an_empty_record_has_no_column(empty: Session) -> None:
    grid = MonthsGrid(empty)
    assert grid.columns == ()
    assert grid.year == 2026
    assert grid.factory is None
