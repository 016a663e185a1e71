"""Bills by the keyboard alone: from the grid to the form, through it, and back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from cpdesk.bootstrap import new_desk
from cpdesk.domain.company import Company, Factory, Region
from cpdesk.domain.papers import Acceptance, Attachment
from cpdesk.domain.plant import BillLine, Meter, MeterKind, Reading
from cpdesk.ui.bill_page import BillPage
from cpdesk.ui.main_window import MainWindow
from tests.ui import walking

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def mill(window: MainWindow, tmp_path: Path) -> MainWindow:
    """The window with a factory in Guangdong that has an electricity meter."""
    path = tmp_path / "厂.cpdesk"
    desk = new_desk(path)
    with desk.store.change("Meter") as work:
        work.put(Company(id="c", code="C1"))
        work.put(Factory(id="f", code="F1", company="c", region=Region.GUANGDONG))
        work.put(Meter(id="e", code="M1", factory="f", kind=MeterKind.ELECTRICITY, unit="kWh",
                       account="77"))  # fmt: skip
    desk.store.close()
    assert window.open_record(path)
    return window


def form_of(window: MainWindow) -> BillPage:
    """The bill page, opened by the main button of the consumption page."""
    window.desk.open_page("months")
    QApplication.processEvents()
    window.view.page("months").bill.click()
    QApplication.processEvents()
    page = window.view.page("bill")
    assert window.view.stack.currentWidget() is page
    return page


def keys(text: str) -> None:
    """Type where the cursor is, and go on with Enter."""
    QTest.keyClicks(QApplication.focusWidget(), text)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def at() -> str:
    return getattr(QApplication.focusWidget(), "name", "")


def go_to(name: str) -> None:
    """On with Tab until the field is reached."""
    for _ in range(80):
        if at() == name:
            return
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never comes to {name}")


def test_a_bill_is_entered_with_the_keyboard_alone(mill: MainWindow) -> None:
    page = form_of(mill)
    assert at() == "start"
    keys("2025-11-28")
    assert at() == "end"
    keys("2025-12-28")
    for name, figure in (("1.amount", "1,000"), ("1.price", "1.1286"), ("2.amount", "2000"),
                         ("2.price", "0.678")):  # fmt: skip
        go_to(name)
        keys(figure)
    assert page.boxes["1.cost"].placeholderText() == "1,128.60"
    assert page.boxes["cost"].placeholderText() == "2,484.60"
    assert page.boxes["amount"].placeholderText() == "3,000"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CONTROL)
    QApplication.processEvents()
    record = mill.desk.session.record
    (reading,) = record.all(Reading)
    assert (reading.amount, reading.cost) == (Decimal(3000), Decimal("2484.60"))
    assert len(record.all(BillLine)) == 2
    assert page.boxes["start"].placeholderText() == "2025-12-28"
    assert "Bill of M1 from 2025-11-28" in mill.last.text()
    mill.desk.undo()
    assert not mill.desk.session.record.all(Reading)


def test_what_lacks_is_gone_to(mill: MainWindow) -> None:
    page = form_of(mill)
    page.save.click()
    QApplication.processEvents()
    assert at() == "start"
    assert page.boxes["start"].property("finding") == "error"
    assert page.problem.text() == "3 errors left"
    assert page.remarks.counts.text() == "3 errors"


def test_what_is_wrong_goes_with_the_meter(mill: MainWindow) -> None:
    page, session = form_of(mill), mill.desk.session
    go_to("end")
    keys("no day")
    page.save.click()
    walking.rest(mill)
    assert page.problem.isVisible()
    with session.ws.store.change("Removed elsewhere") as work:
        for kind in (Reading, Meter):
            for each in session.record.all(kind):
                work.remove(each)
    session.changed()
    walking.rest(mill)
    assert page.empty.isVisible()
    assert not page.problem.isVisible()
    mill.desk.speak("zh_Hant")
    walking.rest(mill)
    assert page.back.text() == "返回"
    mill.desk.undo()
    walking.rest(mill)
    assert page.body.isVisible()
    assert page.form.meter == session.record.all(Meter)[0]


def test_a_doubt_is_kept_with_a_reason_typed_beside_it(mill: MainWindow) -> None:
    page = form_of(mill)
    for name, text in (("start", "2025-11-28"), ("end", "2025-12-28"), ("1.amount", "10"),
                       ("2.amount", "20"), ("amount", "31"), ("account", "78")):  # fmt: skip
        page.form.type(name, text)
    QApplication.processEvents()
    ways = [each.text() for each in page.remarks.findChildren(QPushButton) if each.isVisible()]
    assert ways == ["Use 77", "Keep, with a reason…"]
    for _ in range(120):
        keep = QApplication.focusWidget()
        if isinstance(keep, QPushButton) and keep.text().startswith("Keep, with"):
            break
        QTest.keyClick(keep, Qt.Key.Key_Tab)
    QTest.keyClick(keep, Qt.Key.Key_Space)
    keys("printed before the move")
    QApplication.processEvents()
    page.save.click()
    (kept,) = mill.desk.session.record.all(Acceptance)
    assert kept.reason.en == "printed before the move"


def test_a_half_typed_bill_survives_the_window(mill: MainWindow) -> None:
    page = form_of(mill)
    go_to("1.amount")
    QTest.keyClicks(QApplication.focusWidget(), "168,42")
    path = mill.desk.path
    assert mill.close_record()
    assert mill.open_record(path)
    page = form_of(mill)
    assert page.boxes["1.amount"].text() == "168,42"


def test_a_month_of_the_grid_opens_its_bills_and_back(filled: MainWindow) -> None:
    filled.desk.open_page("months")
    QApplication.processEvents()
    grid = filled.view.page("months")
    grid.grid.choose_year(2025)
    table = grid.table
    table.put_cursor(10, 0)
    QTest.keyClick(table, Qt.Key.Key_Return, CONTROL)
    QApplication.processEvents()
    page = filled.view.page("bill")
    assert filled.view.stack.currentWidget() is page
    assert page.fields.siblings.isVisible()
    assert page.boxes["0.amount"].text() == "5,290"
    assert page.head.title.text() == "Correct a bill"
    QTest.keyClick(page, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert filled.view.stack.currentWidget() is grid


def test_a_double_click_on_a_month_opens_its_bills(filled: MainWindow) -> None:
    table = table_of(filled, 2025)
    place = table.visualRect(table.months.index(6, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QApplication.processEvents()
    assert filled.view.stack.currentWidget() is filled.view.page("bill")
    assert filled.view.page("bill").fields.siblings.isVisible()


def test_the_navigation_leads_back_too(mill: MainWindow) -> None:
    form_of(mill)
    item = mill.view.navigation.list.currentItem()
    place = mill.view.navigation.list.visualItemRect(item).center()
    QTest.mouseClick(mill.view.navigation.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert mill.view.stack.currentWidget() is mill.view.page("months")


def test_a_paper_is_shown_and_goes_with_the_bill(
    mill: MainWindow, tmp_path: Path, qtbot  # noqa: ANN001
) -> None:
    from reportlab.pdfgen import canvas

    path, photo = tmp_path / "电费单.pdf", tmp_path / "photo.png"
    sheet = canvas.Canvas(str(path))
    for _ in range(2):
        sheet.drawString(100, 700, "bill")
        sheet.showPage()
    sheet.save()
    image = QImage(80, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    image.save(str(photo))
    page = form_of(mill)
    page.form.add_files((path, photo))
    qtbot.waitUntil(lambda: not page.paper.sheet.pixmap().isNull(), timeout=10_000)
    assert page.paper.about.text() == "Page 1 of 2"
    page.paper.next.click()
    assert page.paper.about.text() == "Page 2 of 2"
    page.paper.next.click()
    assert page.paper.name.text() == "photo.png"
    assert not page.paper.sheet.pixmap().isNull()
    for name, text in (("start", "2025-11-28"), ("end", "2025-12-28"), ("1.amount", "10")):
        page.form.type(name, text)
    page.save.click()
    assert len(mill.desk.session.record.all(Attachment)) == 2


def test_registers_by_band_have_boxes_and_give_amounts(mill: MainWindow) -> None:
    page = form_of(mill)
    assert "1.register_to" not in page.boxes
    page.fields.ticks["by_band"].click()
    QApplication.processEvents()
    go_to("1.register_from")
    keys("21,406.35")
    keys("21,546.70")
    assert page.boxes["1.amount"].placeholderText() == "140.35"


def test_every_language_builds_the_page(mill: MainWindow) -> None:
    page = form_of(mill)
    for language in ("zh_Hans", "zh_Hant", "en"):
        mill.speak(language)
        QApplication.processEvents()
        assert page.save.text()
    mill.speak("zh_Hans")
    QApplication.processEvents()
    assert page.boxes["0.name"].placeholderText() == "尖峰"


# the grid


def table_of(window: MainWindow, year: int = 2026):  # noqa: ANN201
    window.desk.open_page("months")
    QApplication.processEvents()
    page = window.view.page("months")
    page.grid.choose_year(year)
    page.table.setFocus()
    return page.table


def test_the_grid_is_walked_as_in_excel(filled: MainWindow) -> None:
    table = table_of(filled)
    table.put_cursor(4, 0)
    steps = [
        (Qt.Key.Key_Tab, (4, 1)), (Qt.Key.Key_Tab, (5, 0)), (Qt.Key.Key_Backtab, (4, 1)),
        (Qt.Key.Key_Return, (5, 1)), (Qt.Key.Key_Left, (5, 0)), (Qt.Key.Key_Up, (4, 0)),
    ]  # fmt: skip
    for key, place in steps:
        QTest.keyClick(table, key)
        assert (table.currentIndex().row(), table.currentIndex().column()) == place
    QTest.keyClick(table, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert table.currentIndex().row() == 3


def test_figures_typed_one_after_the_other_with_enter_and_tab(filled: MainWindow) -> None:
    table = table_of(filled)
    table.put_cursor(3, 0)
    tab, enter = Qt.Key.Key_Tab, Qt.Key.Key_Return
    for text, key in (("4000", tab), ("12", tab), ("4100", enter)):
        QTest.keyClicks(table, text[0])
        editor = QApplication.focusWidget()
        QTest.keyClicks(editor, text[1:])
        QTest.keyClick(editor, key)
        QApplication.processEvents()
    assert table.months.index(3, 0).data() == "4,000"
    assert table.months.index(3, 1).data() == "12"
    assert table.months.index(4, 0).data() == "4,100"
    assert (table.currentIndex().row(), table.currentIndex().column()) == (5, 0)
    QTest.keyClick(table, Qt.Key.Key_F2)
    assert table.findChild(QLineEdit, "cell") is not None


def test_a_block_with_headings_is_pasted_and_undone_by_its_name(filled: MainWindow) -> None:
    table = table_of(filled)
    table.put_cursor(0, 1)
    QGuiApplication.clipboard().setText("月份\tCLP\n2026年4月\t0.4万\n2026年5月\t4,100\n")
    QTest.keyClick(table, Qt.Key.Key_V, CONTROL)
    assert [table.months.index(row, 0).data() for row in (3, 4)] == ["4,000", "4,100"]
    assert filled.desk.undo_label == "Paste of 2 figures"
    table.put_cursor(3, 0)
    QTest.keyClick(table, Qt.Key.Key_C, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert QGuiApplication.clipboard().text() == "\tElectricity\n2026-04\t4000.0"
    filled.desk.undo()
    assert table.months.index(3, 0).data() == ""


def test_tab_leaves_the_grid_from_its_last_cell(filled: MainWindow) -> None:
    table = table_of(filled)
    table.put_cursor(11, 1)
    QTest.keyClick(table, Qt.Key.Key_Tab)
    assert not table.hasFocus()


def test_the_next_bill_begins_at_its_first_field(mill: MainWindow) -> None:
    form_of(mill)
    for text in ("2025-11-28", "2025-12-28"):
        keys(text)
    go_to("0.amount")
    keys("1000")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CONTROL)
    QApplication.processEvents()
    assert len(mill.desk.session.record.all(Reading)) == 1
    assert at() == "end"
