"""The import page in the window: chosen or dropped, looked at, corrected, taken, cancelled."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QRadioButton

from cpdesk.domain.plant import Reading
from cpdesk.ui import dialogs
from cpdesk.ui.import_page import ImportPageView
from cpdesk.ui.main_window import MainWindow
from tests.exchange.workbooks import dyeing_ledger, months_across


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CPDESK_HOME", str(tmp_path / "home"))


def ledger(folder: Path, **cells: object) -> Path:
    path = dyeing_ledger.write(folder)
    book = openpyxl.load_workbook(path)
    for name, value in cells.items():
        book["能源"][name] = value
    book.save(path)
    return path


def opened(window: MainWindow, path: Path, qtbot) -> ImportPageView:  # noqa: ANN001
    window.view.open_import(path)
    page = window.view.stack.currentWidget()
    assert isinstance(page, ImportPageView)
    settled(page, qtbot)
    return page


def settled(page: ImportPageView, qtbot) -> None:  # noqa: ANN001
    qtbot.waitUntil(lambda: not page.page.running, timeout=20_000)


def choose(menu: QMenu, *way: str) -> None:
    """Follow the words from menu to menu, and trigger the last."""
    for words in way[:-1]:
        menu = next(each for each in menu.findChildren(QMenu) if each.title() == words)
    next(each for each in menu.actions() if each.text() == way[-1]).trigger()


def readings(window: MainWindow) -> int:
    return len(window.desk.session.record.all(Reading))


def test_a_chosen_file_is_shown_and_imported(
    filled: MainWindow, tmp_path: Path, qtbot, monkeypatch: pytest.MonkeyPatch  # noqa: ANN001
) -> None:
    path, before = ledger(tmp_path), readings(filled)
    monkeypatch.setattr(dialogs, "file_to_open", lambda *_args: path)
    filled.ask_import()
    page = filled.view.stack.currentWidget()
    settled(page, qtbot)
    assert page.take.text() == "Import 40 figures"
    assert page.table.sheet_model.rowCount() == 13
    page.take.click()
    settled(page, qtbot)
    assert readings(filled) == before + 40
    assert filled.view.stack.currentWidget() is filled.view.page(filled.desk.page)
    filled.undo()
    assert readings(filled) == before


def test_a_dropped_workbook_opens_its_page(filled: MainWindow, tmp_path: Path, qtbot) -> None:  # noqa: ANN001
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(ledger(tmp_path)))])
    filled.dropEvent(QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    ))  # fmt: skip
    page = filled.view.stack.currentWidget()
    assert isinstance(page, ImportPageView)
    settled(page, qtbot)


def test_a_column_is_left_out_by_its_menu(filled: MainWindow, tmp_path: Path, qtbot) -> None:  # noqa: ANN001
    page = opened(filled, ledger(tmp_path), qtbot)
    choose(page.table.column_menu(2), "Leave out")
    settled(page, qtbot)
    assert page.take.text() == "Import 32 figures"
    assert page.table.heads.button(2).property("aside") == "yes"
    choose(page.table.column_menu(2), "New meter", "LPG")
    settled(page, qtbot)
    assert page.take.text() == "Import 40 figures"


def test_rows_are_chosen_where_months_lie_across(
    filled: MainWindow, tmp_path: Path, qtbot  # noqa: ANN001
) -> None:
    page = opened(filled, months_across.write(tmp_path), qtbot)
    whole = page.page.figures
    choose(page.table.row_menu(7), "Leave out")
    settled(page, qtbot)
    assert page.page.figures == whole - 12


def test_undecided_cells_are_led_to_and_answered(
    filled: MainWindow, tmp_path: Path, qtbot  # noqa: ANN001
) -> None:
    path, before = ledger(tmp_path, C8="74.773,0", D12="停表"), readings(filled)
    page = opened(filled, path, qtbot)
    page.take.click()
    assert readings(filled) == before
    row = page.side.rows[1]
    assert row.findChild(QRadioButton).hasFocus()
    row.group.button(0).click()
    settled(page, qtbot)
    row = page.side.rows[2]
    row.group.button(3).click()  # Estimate…
    QTest.keyClicks(row.figure, "4100")
    QTest.keyClick(row.figure, Qt.Key.Key_Return)
    settled(page, qtbot)
    assert page.side.rows[2].group.button(3).text() == "Estimate 4100"
    page.take.click()
    settled(page, qtbot)
    assert readings(filled) == before + 40


def test_headings_are_moved_by_two_numbers(filled: MainWindow, tmp_path: Path, qtbot) -> None:  # noqa: ANN001
    page = opened(filled, ledger(tmp_path), qtbot)
    assert page.heads.words.text() == "Headings in rows 3–4"
    page.heads.change.click()
    page.heads.first.setValue(4)
    page.heads.change.click()
    settled(page, qtbot)
    assert page.heads.words.text() == "Headings in row 4"


def test_a_doubt_is_accepted_beneath_it(filled: MainWindow, tmp_path: Path, qtbot) -> None:  # noqa: ANN001
    page = opened(filled, ledger(tmp_path, F13=50_850_000), qtbot)
    (doubt,) = page.page.doubts
    page.page.corrections.accept(doubt, "two shifts")
    settled(page, qtbot)
    assert page.page.doubts == ()
    assert "two shifts" in page.page.accepted[0].reason


def test_cancel_and_leaving_for_another_page_lose_nothing(
    filled: MainWindow, tmp_path: Path, qtbot  # noqa: ANN001
) -> None:
    page, before = opened(filled, ledger(tmp_path), qtbot), filled.desk.session.record
    filled.desk.open_page("meters")
    assert filled.view.stack.currentWidget() is not page
    filled.ask_import()  # leads back
    assert filled.view.stack.currentWidget() is page
    page.cancel.click()
    assert filled.desk.session.record is before
    assert filled.view.stack.currentWidget() is filled.view.page("meters")


def test_the_page_speaks_the_language_of_the_window(
    filled: MainWindow, tmp_path: Path, qtbot  # noqa: ANN001
) -> None:
    page = opened(filled, ledger(tmp_path), qtbot)
    filled.speak("zh_Hans")
    assert page.take.text() == "导入40个数字"
    assert "A列" in [each.spot for each in page.page.understood]
    filled.speak("en")


def test_the_keys_stay_with_the_question_that_is_answered(
    filled: MainWindow, tmp_path: Path, qtbot  # noqa: ANN001
) -> None:
    page = opened(filled, ledger(tmp_path, C8="74.773,0", D12="停表"), qtbot)
    qtbot.waitUntil(filled.isActiveWindow)
    page.take.click()
    QTest.keyClick(page.side.rows[1].group.button(0), Qt.Key.Key_Space)
    settled(page, qtbot)
    assert page.side.rows[1].group.button(0).hasFocus()
    assert page.page.undecided[0].number == 2


def test_a_record_is_closed_while_a_file_is_looked_at(
    filled: MainWindow, tmp_path: Path, qtbot  # noqa: ANN001
) -> None:
    filled.view.open_import(ledger(tmp_path))
    assert filled.close_record()
    qtbot.waitUntil(lambda: not filled.runner.busy, timeout=20_000)


def test_the_menu_is_whole_after_a_file_was_looked_at_in_another_language(
    filled: MainWindow, tmp_path: Path, qtbot  # noqa: ANN001
) -> None:
    filled.view.open_import(ledger(tmp_path))
    page = filled.view.stack.currentWidget()
    filled.speak("zh_Hans")
    settled(page, qtbot)
    items = [e for e in filled.menuBar().findChildren(QAction) if e.text() == "导入文件…"]
    assert items[-1].isEnabled()
    filled.speak("en")


def test_the_figures_of_a_first_import_are_shown(
    window: MainWindow, tmp_path: Path, qtbot  # noqa: ANN001
) -> None:
    assert window.new_record(tmp_path / "first.cpdesk")
    months = window.view.page("months")
    window.desk.open_page("months")
    page = opened(window, ledger(tmp_path), qtbot)
    page.take.click()
    settled(page, qtbot)
    assert months.grid.year == 2025


def test_of_thousands_of_questions_a_few_are_shown_at_once(
    filled: MainWindow, tmp_path: Path, qtbot  # noqa: ANN001
) -> None:
    path = tmp_path / "nobody.csv"
    rows = (f"2025-{month:02},Line {line},kWh,5" for line in range(40) for month in range(1, 13))
    path.write_text("Month,Meter,Unit,Amount\n" + "\n".join(rows))
    page = opened(filled, path, qtbot)
    assert len(page.page.questions) == 480
    assert list(page.side.rows) == list(range(1, 31))
    assert page.side.further.text() == "450 more"
    page.side.further.click()
    assert list(page.side.rows) == list(range(31, 61))
    assert page.side.earlier.text() == "30 before these"
    page.side.turn_to(471)
    assert 471 in page.side.rows
    assert not page.side.further.isVisible()
