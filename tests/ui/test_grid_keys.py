"""The grid of months by keys alone, as hands know them from Excel."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from cpdesk.domain.plant import Meter
from cpdesk.presenters.months_grid import CellState
from cpdesk.services import entry
from cpdesk.ui import dialogs
from cpdesk.ui.main_window import MainWindow
from cpdesk.ui.month_menu import menu_of
from cpdesk.ui.month_table import MonthTable
from cpdesk.ui.months_page import MonthsPage

KEY, HELD = Qt.Key, Qt.KeyboardModifier
CONTROL, SHIFT = HELD.ControlModifier, HELD.ShiftModifier


@pytest.fixture
def page(filled: MainWindow) -> MonthsPage:
    filled.desk.open_page("months")
    QApplication.processEvents()
    made = filled.view.page("months")
    made.table.setFocus()
    made.table.put_cursor(3, 0)
    return made


@pytest.fixture
def table(page: MonthsPage) -> MonthTable:
    return page.table


def press(table: MonthTable, key: Qt.Key, held: Qt.KeyboardModifier = HELD.NoModifier) -> None:
    QTest.keyClick(box(table) or table, key, held)
    QApplication.processEvents()  # the box of a cell closes a moment later


def write(table: MonthTable, text: str) -> None:
    """Type into the cell with the cursor: the first letter opens its box."""
    QTest.keyClick(table, text[0])
    QTest.keyClicks(box(table), text[1:])


def box(table: MonthTable) -> QLineEdit | None:
    return table.findChild(QLineEdit, "cell")


def at(table: MonthTable) -> tuple[int, int]:
    return table.currentIndex().row(), table.currentIndex().column()


def shown(table: MonthTable, rows: range, column: int = 0) -> list[str]:
    return [table.months.index(row, column).data() for row in rows]


def test_what_is_typed_gives_way_to_enter_tab_and_the_arrows(table: MonthTable) -> None:
    write(table, "4000")
    press(table, KEY.Key_Return)
    assert at(table) == (4, 0)
    write(table, "4100")
    press(table, KEY.Key_Tab)
    assert at(table) == (4, 1)
    write(table, "12")
    press(table, KEY.Key_Left)
    assert at(table) == (4, 0)
    press(table, KEY.Key_Down)
    write(table, "4200")
    press(table, KEY.Key_Up)
    assert at(table) == (4, 0)
    assert shown(table, range(3, 6)) == ["4,000", "4,100", "4,200"]
    assert shown(table, range(4, 5), 1) == ["12"]


def test_f2_keeps_the_arrows_in_the_cell_and_esc_gives_up(table: MonthTable) -> None:
    write(table, "4000")
    press(table, KEY.Key_Return)
    table.put_cursor(3, 0)
    press(table, KEY.Key_F2)
    QTest.keyClick(box(table), KEY.Key_End)
    QTest.keyClick(box(table), KEY.Key_Left)
    assert at(table) == (3, 0)
    QTest.keyClicks(box(table), "9")
    press(table, KEY.Key_Escape)
    assert shown(table, range(3, 4)) == ["4,000"]
    press(table, KEY.Key_Backspace)
    assert box(table).text() == ""
    QTest.keyClicks(box(table), "5")
    press(table, KEY.Key_Return)
    assert shown(table, range(3, 4)) == ["5"]


def test_shift_and_the_arrows_choose_and_ctrl_d_fills_down(
    table: MonthTable, page: MonthsPage
) -> None:
    write(table, "4000")
    press(table, KEY.Key_Return)
    table.put_cursor(3, 0)
    for _ in range(3):
        press(table, KEY.Key_Down, SHIFT)
    press(table, KEY.Key_Up, SHIFT)
    assert at(table) == (3, 0)
    assert table.chosen() == [(3, 0), (4, 0), (5, 0)]
    press(table, KEY.Key_D, CONTROL)
    assert shown(table, range(3, 7)) == ["4,000", "4,000", "4,000", ""]
    assert table.chosen() == [(3, 0), (4, 0), (5, 0)]
    assert "12,000 kWh" in page.legend.right.text()
    press(table, KEY.Key_Right, SHIFT)
    press(table, KEY.Key_R, CONTROL)
    assert shown(table, range(3, 6), 1) == ["4,000"] * 3
    press(table, KEY.Key_Delete)
    assert shown(table, range(3, 6), 1) == [""] * 3


def test_ctrl_and_arrows_home_and_end_and_everything(table: MonthTable) -> None:
    press(table, KEY.Key_Home, CONTROL)
    assert at(table) == (0, 0)
    press(table, KEY.Key_End, CONTROL)
    assert at(table) == (11, 1)
    press(table, KEY.Key_Home)
    assert at(table) == (11, 0)
    press(table, KEY.Key_Up, CONTROL)
    assert at(table)[0] < 11
    press(table, KEY.Key_A, CONTROL)
    assert len(table.chosen()) == 24
    table.put_cursor(3, 1)
    press(table, KEY.Key_Space, CONTROL)
    assert table.chosen() == [(row, 1) for row in range(12)]
    press(table, KEY.Key_PageUp)
    assert table.grid.year == 2025
    press(table, KEY.Key_PageDown)
    assert table.grid.year == 2026
    press(table, KEY.Key_Up, CONTROL | SHIFT)
    assert len(table.chosen()) >= 2


def test_ctrl_enter_in_a_cell_fills_all_that_are_chosen(table: MonthTable) -> None:
    press(table, KEY.Key_Down, SHIFT)
    write(table, "77")
    QTest.keyClick(box(table), KEY.Key_Return, CONTROL)
    assert shown(table, range(3, 5)) == ["77", "77"]


def test_a_block_with_crlf_and_quotes_is_pasted_cut_and_pasted_again(
    table: MonthTable, filled: MainWindow
) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText('"4,000"\t12\r\n"4,100"\t13\r\n')
    press(table, KEY.Key_V, CONTROL)
    assert filled.desk.undo_label == "Paste of 4 figures"
    press(table, KEY.Key_Down, SHIFT)
    press(table, KEY.Key_Right, SHIFT)
    press(table, KEY.Key_X, CONTROL)
    assert clipboard.text() == "4000\t12\n4100\t13"
    assert shown(table, range(3, 5)) == ["", ""]
    table.put_cursor(6, 0)
    press(table, KEY.Key_V, CONTROL)
    assert shown(table, range(6, 8)) == ["4,000", "4,100"]
    filled.desk.undo()
    filled.desk.undo()
    assert shown(table, range(3, 5)) == ["4,000", "4,100"]


def test_the_line_above_the_grid_takes_a_figure(table: MonthTable, page: MonthsPage) -> None:
    figure = page.bar.figure
    assert "April 2026" in page.bar.name.text()
    figure.setFocus()
    QTest.keyClicks(figure, "4321")
    QTest.keyClick(figure, KEY.Key_Return)
    assert shown(table, range(3, 4)) == ["4,321"]
    assert at(table) == (4, 0)
    figure.setFocus()
    QTest.keyClicks(figure, "99")
    QTest.keyClick(figure, KEY.Key_Escape)
    assert shown(table, range(4, 5)) == [""]


def test_a_new_record_takes_a_block_with_its_headings(
    window: MainWindow, tmp_path: Path
) -> None:
    assert window.new_record(tmp_path / "new.cpdesk")
    window.desk.open_page("months")
    QApplication.processEvents()
    page = window.view.page("months")
    assert page.first.isVisible()
    block = "Month\tElectricity (kWh)\tWater (m3)\n2025-01\t1,000\t7\n2025-02\t1,100\t8\n"
    QGuiApplication.clipboard().setText(block)
    QTest.keyClick(page, KEY.Key_V, CONTROL)
    assert [each.head[2] for each in page.grid.columns] == ["kWh", "m³"]
    assert shown(page.table, range(2)) == ["1,000", "1,100"]
    assert page.table.hasFocus()
    window.desk.undo()
    assert page.first.isVisible()


def test_columns_are_ticked_and_added(window: MainWindow, tmp_path: Path) -> None:
    assert window.new_record(tmp_path / "new.cpdesk")
    window.desk.open_page("months")
    QApplication.processEvents()
    page = window.view.page("months")
    page.first.begin.click()
    assert "at least one" in page.first.type_words.text()
    for kind in ("electricity", "production"):
        page.first.boxes[kind].setChecked(True)
    page.first.begin.click()
    QApplication.processEvents()
    assert [each.head[0] for each in page.grid.columns] == ["Electricity", "Production"]
    page.tools._add_column("electricity")
    assert [each.head[0] for each in page.grid.columns] == [
        "Electricity", "Electricity 2", "Production"]  # fmt: skip
    assert at(page.table) == (0, 1)
    window.speak("zh_Hans")
    assert page.grid.columns[1].head[0] == "电力 2"
    assert len(window.desk.session.record.all(Meter)) == 2
    entry.undo(window.desk.session.ws)


def test_a_bill_is_attached_beside_the_month(
    table: MonthTable, page: MonthsPage, filled: MainWindow, tmp_path: Path, qtbot,  # noqa: ANN001
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    write(table, "4000")
    press(table, KEY.Key_Return)
    paper = tmp_path / "四月 電費單.txt"
    paper.write_text("a bill")
    monkeypatch.setattr(dialogs, "files_to_open", lambda *_: (paper,))
    page.side.add.click()  # the cursor is in May, of which there is no figure
    said = [each.text() for each in page.findings.findChildren(QLabel)]
    assert any("no figure for May 2026 of CLP" in each for each in said)
    table.put_cursor(3, 0)
    page.side.add.click()
    qtbot.waitUntil(lambda: bool(page.details.details.papers))
    assert page.details.details.papers[0].words.startswith("E1")
    page.side.add.click()  # the same file again changes nothing
    qtbot.waitUntil(lambda: not filled.runner.busy)
    assert len(page.details.details.papers) == 1


def test_a_right_click_offers_what_keys_do(table: MonthTable, page: MonthsPage) -> None:
    write(table, "4000")
    press(table, KEY.Key_Return)
    table.put_cursor(3, 0)
    menu = menu_of(table, page._mark_estimated, page.details.note_idea)
    items = {each.text().partition("\t")[0]: each for each in menu.actions()}
    items["Copy with headings"].trigger()
    assert QGuiApplication.clipboard().text() == "\tElectricity\n2026-04\t4000"
    items["Estimated, or not"].trigger()
    assert table.grid.cell(3, 0).state is CellState.ESTIMATED
    items["Remove the figures"].trigger()
    assert shown(table, range(3, 4)) == [""]
    items["Paste"].trigger()
    assert shown(table, range(3, 4)) == ["4,000"]
    table.put_cursor(12, 0)
    menu = menu_of(table, page._mark_estimated, page.details.note_idea)
    items = {each.text().partition("\t")[0]: each for each in menu.actions()}
    assert not items["Paste"].isEnabled()
    assert items["Copy"].isEnabled()


def test_a_bill_dropped_on_the_page_supports_the_month(
    table: MonthTable, page: MonthsPage, filled: MainWindow, tmp_path: Path, qtbot  # noqa: ANN001
) -> None:
    write(table, "4000")
    press(table, KEY.Key_Return)
    table.put_cursor(3, 0)
    paper = tmp_path / "bill.pdf"
    paper.write_bytes(b"%PDF-1.4\n%%EOF\n")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(paper))])
    event = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data,
                       Qt.MouseButton.LeftButton, HELD.NoModifier)  # fmt: skip
    page.dropEvent(event)
    qtbot.waitUntil(lambda: bool(page.details.details.papers))
    assert filled.desk.page == "months"
