"""Chinese comes from an input method: half typed it harms nothing, and then it is text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from cpdesk.domain.company import Company
from cpdesk.presenters.pages import PAGES
from cpdesk.ui.main_window import MainWindow
from tests.ui import looking, walking

TYPED = (QLineEdit, QPlainTextEdit, QTextEdit)


def compose(box: QWidget, *halves: str, text: str) -> None:
    """What an input method sends: what is being composed, and in the end the text."""
    for half in halves:
        QApplication.sendEvent(box, QInputMethodEvent(half, []))
    done = QInputMethodEvent("", [])
    done.setCommitString(text)
    QApplication.sendEvent(box, done)


def text_of(box: QWidget) -> str:
    return box.text() if isinstance(box, QLineEdit) else box.toPlainText()


def test_every_field_takes_what_an_input_method_gives(filled: MainWindow) -> None:
    """Each kind of box on each page and each kind of form, found without being named."""
    tried: list[QWidget] = []
    tour = walking.Walk(filled, lambda _, page: tried.extend(_composed(page)), walking.settle)
    tour.pages()
    assert len(tried) > 50
    assert {type(each).__name__ for each in tried} >= {"LineBox", "LongBox", "BillBox"}


def _composed(page: QWidget) -> list[QWidget]:
    """The boxes of a page, each having been composed into and emptied again."""
    boxes = [each for kind in TYPED for each in looking.seen(page, kind)
             if each.isEnabled() and not each.isReadOnly()]  # fmt: skip
    for box in boxes:
        assert box.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled), looking.told(box)
        before = text_of(box)
        box.setFocus()
        compose(box, "z", "zhi", "紙yuan", text="紙鳶")
        assert "紙鳶" in text_of(box), looking.told(box)
        box.clear()
        if isinstance(box, QLineEdit):
            box.setText(before)
            box.setModified(False)
        else:
            box.setPlainText(before)
            box.document().setModified(False)
    return boxes


def test_lists_and_choices_do_not_swallow_a_composition(filled: MainWindow) -> None:
    for each in PAGES:
        filled.desk.open_page(each.word)
        walking.settle()
        for box in looking.seen(filled.view, QComboBox):
            compose(box, "zhi", text="紙")
    assert filled.desk.session.record.all(Company)


def test_a_field_keeps_what_is_composed_while_the_record_changes(filled: MainWindow) -> None:
    """A job may end in the middle of a word."""
    filled.desk.open_page("company")
    walking.settle()
    pane = filled.view.page("company").pane(Company)
    for name in ("telephone", "address"):
        box = pane.editors[name].boxes()[0]
        box.setFocus()
        compose(box, text="荃灣")
        QApplication.sendEvent(box, QInputMethodEvent("guang", []))
        filled.desk.session.changed()
        walking.settle()
        compose(box, text="廣場")
        assert "荃灣廣場" in text_of(box), name


def test_a_month_is_typed_with_an_input_method(filled: MainWindow) -> None:
    """The first letter opens the cell, as a key would; 萬 is understood."""
    filled.desk.open_page("months")
    walking.settle()
    grid = filled.view.page("months").grid
    table = next(iter(looking.seen(filled.view.stack.currentWidget(), QAbstractItemView)))
    table.setFocus()
    table.setCurrentIndex(table.model().index(3, 0))
    assert table.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    compose(table, "1.2w", "1.2wan", text="1.2萬")  # Qt hands it on to the box of the cell
    box = table.viewport().findChild(QLineEdit)
    assert box.text() == "1.2萬"
    assert box.hasFocus()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        press = QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(box, press)
    walking.settle()
    assert grid.cell(3, 0).text == "12,000"

