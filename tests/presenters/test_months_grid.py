"""The grid of months: what cells say, what typing does, what is refused and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cpdesk.domain.papers import Attachment, Evidence
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Convention, Meter, Reading
from cpdesk.presenters.month_blocks import edge, summary
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


def test_a_block_with_headings_makes_the_meters_of_an_empty_record(
    empty: Session, view: Recorder
) -> None:
    grid = MonthsGrid(empty)
    grid.attach(view)
    block = ("月份\t用电量（万度）\t天然气(m³)\t自来水 吨\t布产量(t)\t电费（元）\r\n"
             "2024年1月\t38.5\t\"56,278\"\t23258\t280.3\t300000\r\n"
             "2024年2月\t40.25\t61259\t26043\t331.8\t310000\r\n")  # fmt: skip
    grid.paste(0, 0, block)
    heads = [(column.head[0], column.head[2]) for column in grid.columns]
    assert heads == [("用电量", "kWh"), ("天然气", "m³"), ("自来水", "m³"), ("布产量", "t")]
    assert grid.year == 2024
    assert [grid.cell(1, column).text for column in range(4)] == [
        "402,500", "61,259", "26,043", "331.8"]  # fmt: skip
    assert ["电费" in line.sentence for line in view.last("show_findings")[0]] == [True]
    assert empty.ws.store.can_undo.facts["n"] == "8"
    entry.undo(empty.ws)
    empty.changed()
    assert grid.columns == ()
    assert not empty.record.all(Reading)


@pytest.mark.parametrize(
    ("block", "code"), [("1\t2\n3\t4", "paste-no-names"), ("Electricity\n3\n4", "paste-no-months")]
)
def test_figures_that_say_nothing_of_themselves_make_no_meters(
    empty: Session, view: Recorder, block: str, code: str
) -> None:
    grid = MonthsGrid(empty)
    grid.attach(view)
    assert not grid.paste(0, 0, block)
    assert [line.finding.code for line in view.last("show_findings")[0]] == [code]
    assert not empty.record.identity.change


def test_a_heading_that_is_not_known_is_offered_as_a_new_meter(
    grid: MonthsGrid, view: Recorder
) -> None:
    grid.paste(0, 0, "Month\tElectricity\tTown gas (m3)\n2026-04\t4000\t31\n2026-05\t4100\t32\n")
    assert grid.cell(3, 0).edit == "4000"
    assert (grid.offered, len(grid.columns)) == (1, 2)
    assert grid.take_offer()
    made = next(each for each in grid.columns if each.head[0] == "Town gas")
    assert [cell.edit for cell in made.cells[3:5]] == ["31", "32"]
    assert grid.offered == 0
    assert not view.last("show_findings")[0]


def test_the_unit_of_a_heading_is_kept_to(grid: MonthsGrid) -> None:
    assert grid.paste(0, 0, "月份\tElectricity 万度\n2026-04\t0.4\n2026-05\t0.41")
    assert [grid.cell(row, 0).text for row in (3, 4)] == ["4,000", "4,100"]


def test_one_figure_is_pasted_over_all_that_is_chosen(grid: MonthsGrid) -> None:
    assert grid.paste(3, 0, "7", (3, 2))
    assert {grid.cell(row, column).edit for row in (3, 4, 5) for column in (0, 1)} == {"7"}
    assert grid.paste(3, 0, "1\t2\n", (3, 2))
    assert [grid.cell(5, column).edit for column in (0, 1)] == ["1", "2"]
    assert grid.paste(3, 0, "1\n2\n", (3, 1))  # it does not fit evenly: as it is
    assert [grid.cell(row, 0).edit for row in (3, 4, 5)] == ["1", "2", "1"]


def test_filling_down_and_to_the_right(grid: MonthsGrid) -> None:
    grid.paste(3, 0, "4000\t12")
    cells = [(row, column) for row in (3, 4, 5) for column in (0, 1)]
    assert grid.fill(cells, down=True)
    assert [grid.cell(5, column).edit for column in (0, 1)] == ["4000", "12"]
    assert grid.session.ws.store.can_undo.label == entry.FILLED
    assert grid.fill([(6, 0), (6, 1)], down=True)  # of one row: the one above
    assert grid.cell(6, 0).edit == "4000"
    assert grid.fill([(3, 0), (3, 1)], down=False)
    assert grid.cell(3, 1).edit == "4000"
    assert grid.fill([(0, 0)], down=True)  # nothing stands above
    assert grid.fill_with([(7, 0), (8, 0)], "5")
    assert [grid.cell(row, 0).edit for row in (7, 8)] == ["5", "5"]


def test_ctrl_and_an_arrow_go_to_the_edge_of_the_figures(grid: MonthsGrid) -> None:
    grid.choose_year(2025)
    assert edge(grid, 0, 0, 1, 0) == (11, 0)
    assert edge(grid, 11, 0, -1, 0) == (0, 0)
    grid.choose_year(2026)
    for row in (6, 7):
        grid.type(row, 0, "1")
    assert edge(grid, 3, 0, 1, 0) == (6, 0)
    assert edge(grid, 6, 0, 1, 0) == (7, 0)
    assert edge(grid, 7, 0, 1, 0) == (11, 0)
    assert edge(grid, 0, 1, 0, 1) == (0, 1)


def test_what_is_chosen_is_summed_up(grid: MonthsGrid) -> None:
    grid.paste(3, 0, "4000\t12\n4100.6\t13")
    assert summary(grid, [(3, 0), (4, 0)]) == "Sum 8,100.6 kWh · Mean 4,050.3 · 2 figures"
    assert summary(grid, [(3, 0), (3, 1)]) == "2 figures chosen"
    assert summary(grid, [(3, 0)]) == ""


def test_several_figures_are_marked_as_estimated_at_once(grid: MonthsGrid) -> None:
    grid.paste(3, 0, "4000\n4100\n4200")
    cells = [(row, 0) for row in (3, 4, 5, 6)]  # of the last there is no figure
    assert grid.mark_all(cells)
    assert [grid.cell(row, 0).state for row in (3, 4, 5)] == [CellState.ESTIMATED] * 3
    assert grid.session.ws.store.can_undo.facts["n"] == "3"
    assert grid.mark_all(cells)
    assert [grid.cell(row, 0).state for row in (3, 4, 5)] == [CellState.TYPED] * 3
    assert grid.mark_all([(3, 0)])
    assert grid.cell(3, 0).state is CellState.ESTIMATED
    assert not grid.mark_all([(6, 0)])
    assert not grid.mark_all([(2, 0), (3, 0)])  # March comes from a bill that crosses months
    assert grid.cell(3, 0).state is CellState.ESTIMATED
