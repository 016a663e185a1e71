"""What writes much is carried out aside: the window lives, and what is typed comes after it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from cpdesk.domain.plant import Reading
from cpdesk.ui.main_window import MainWindow
from cpdesk.ui.month_table import MonthTable
from tests.ui.slow import Slow
from tests.ui.walking import settle

YEARS = [f"{2010 + at // 12}-{at % 12 + 1:02}" for at in range(60)]
BLOCK = "\n".join(f"{month}\t{5000 + at}" for at, month in enumerate(YEARS))


@pytest.fixture
def pasted(filled: MainWindow) -> MainWindow:
    """The window on its months, sixty of which were just pasted."""
    assert shown(filled).grid.paste(0, 0, BLOCK)
    return filled


def shown(window: MainWindow) -> MonthTable:
    """The grid of months, with the keyboard."""
    window.desk.open_page("months")
    QApplication.processEvents()
    table = window.view.page("months").table
    table.put_cursor(0, 0)
    table.setFocus()
    return table


def meanwhile(window: MainWindow, wish: Callable[[], object]) -> None:
    """Do this as soon as something is being written."""

    def look() -> None:
        if window.holding.busy:
            wish()
        else:
            QTimer.singleShot(1, look)

    QTimer.singleShot(0, look)


def readings(window: MainWindow) -> dict[str, str]:
    record = window.desk.session.record
    return {each.id: str(each.amount) for each in record.all(Reading)}


def test_what_is_typed_while_much_is_taken_back_comes_after_it(
    pasted: MainWindow, slow: Slow
) -> None:
    before, table, beats = readings(pasted), pasted.view.page("months").table, []
    table.put_cursor(3, 0)

    def type_on() -> None:
        QTest.keyClicks(table, "4321")
        QTest.keyClick(table, Qt.Key.Key_Return)
        beats.append(readings(pasted) == before)  # not yet: the record is being written to
        QTimer.singleShot(50, lambda: beats.append(pasted.holding.busy))  # the loop goes on
        QTimer.singleShot(100, slow.go_on.set)

    meanwhile(pasted, type_on)
    pasted.undo()
    assert beats == [True, True]
    settle()
    months = table.grid
    assert months.cell(3, 0).edit == "4321", "it was typed"
    assert "4321" in readings(pasted).values()
    pasted.undo()  # and is a change of its own, made after the other was taken back
    assert len(readings(pasted)) == len(before) - 60
    assert pasted.desk.redo_label


def test_the_key_for_the_next_step_back_comes_after_it_too(
    filled: MainWindow, slow: Slow
) -> None:
    before, table = readings(filled), shown(filled)
    assert table.months.setData(table.months.index(3, 0), "4000")
    assert table.grid.paste(0, 0, BLOCK)

    def press() -> None:
        QTest.keyClick(table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        slow.go_on.set()

    meanwhile(filled, press)
    filled.undo()
    settle()
    assert readings(filled) == before


@pytest.mark.parametrize("way", ["button", "Esc"])
def test_it_can_be_stopped_and_then_nothing_has_changed(
    pasted: MainWindow, slow: Slow, way: str
) -> None:
    before, change = readings(pasted), pasted.desk.session.record.identity.change

    def stop() -> None:
        if not pasted.work.stop.isVisible():
            QTimer.singleShot(20, stop)
        elif way == "button":
            QTest.mouseClick(pasted.work.stop, Qt.MouseButton.LeftButton)
        else:
            QTest.keyClick(pasted.view.page("months").table, Qt.Key.Key_Escape)

    meanwhile(pasted, stop)
    pasted.undo()
    assert pasted.desk.session.status == "Stopped. Nothing was changed."
    assert readings(pasted) == before
    assert pasted.desk.session.record.identity.change == change
    assert "60" in pasted.desk.undo_label
    assert not pasted.work.isVisible()


def test_the_record_is_not_closed_under_it(pasted: MainWindow, slow: Slow) -> None:
    closed: list[bool] = []

    def close() -> None:
        closed.append(pasted.close_record())
        slow.go_on.set()

    meanwhile(pasted, close)
    pasted.undo()
    assert closed == [False]
    assert pasted.desk is not None
    assert "Taken back" in pasted.desk.session.status


def test_a_figure_typed_by_itself_waits_for_nobody(pasted: MainWindow) -> None:
    table = pasted.view.page("months").table
    held: list[bool] = []
    pasted.holding.run = lambda work: held.append(True)  # type: ignore[method-assign]
    assert table.months.setData(table.months.index(3, 0), "4000")
    assert not held


def test_a_dialog_that_comes_up_meanwhile_is_answered(pasted: MainWindow, slow: Slow) -> None:
    """As the report of a fault elsewhere: without its answer the window would stand still."""
    dialog = QMessageBox(QMessageBox.Icon.Information, "", "Something", parent=pasted)
    answer = dialog.addButton(QMessageBox.StandardButton.Ok)

    def come_up() -> None:
        QTimer.singleShot(50, lambda: QTest.mouseClick(answer, Qt.MouseButton.LeftButton))
        QTimer.singleShot(20, slow.go_on.set)
        dialog.exec()

    meanwhile(pasted, come_up)
    pasted.undo()
    assert dialog.isHidden()
    assert "Taken back" in pasted.desk.session.status
