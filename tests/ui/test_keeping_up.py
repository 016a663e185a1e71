"""Each page keeps up with the record and the language while it is looked at."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QTableView,
    QWidget,
)

from cpdesk.domain.company import Company
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Meter
from cpdesk.domain.words import LocalText
from cpdesk.presenters.pages import PAGES
from cpdesk.services import entry
from cpdesk.ui.main_window import MainWindow
from cpdesk.ui.preview_pane import PreviewPane
from tests.ui.walking import at_rest

WORDS = [each.word for each in PAGES]


def settle(window: MainWindow) -> None:
    for _ in range(400):
        QTest.qWait(15)
        if at_rest(window):
            break
    QTest.qWait(15)


def seen(window: MainWindow, word: str) -> set[str]:
    """Everything that can be read on a page, save in its preview, which comes when it is ready."""
    settle(window)
    page = window.view.page(word)
    later = {w for pane in page.findChildren(PreviewPane) for w in pane.findChildren(QWidget)}
    shown = (e for e in page.findChildren(QWidget) if e.isVisible() and e not in later)
    return {text for each in shown for text in said(each)}


def said(widget: QWidget) -> list[str]:
    if isinstance(widget, QLabel | QAbstractButton):
        return [widget.text()]
    if isinstance(widget, QComboBox):
        return [widget.itemText(at) for at in range(widget.count())]
    if isinstance(widget, QLineEdit):
        return [widget.text(), widget.placeholderText()]
    if isinstance(widget, QListView):
        model = widget.model()
        return [str(model.index(at, 0).data()) for at in range(model.rowCount())]
    if isinstance(widget, QTableView):
        return cells(widget)
    return []


def cells(table: QTableView) -> list[str]:
    model, across = table.model(), Qt.Orientation.Horizontal
    heads = [str(model.headerData(at, across)) for at in range(model.columnCount())]
    return heads + [
        str(model.index(row, at).data())
        for row in range(model.rowCount()) for at in range(model.columnCount())
    ]  # fmt: skip


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    found: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda *what: found.append(what))
    return found


@pytest.mark.parametrize("word", WORDS)
def test_another_language_while_a_page_is_seen(
    filled: MainWindow, word: str, faults: list[object]
) -> None:
    """It says what it says when it is opened in that language at first."""
    assert filled.open_record(filled.desk.path)  # closing it keeps a copy, of which Settings tells
    filled.desk.open_page(word)
    english = seen(filled, word)
    filled.speak("zh_Hant")
    turned = seen(filled, word)
    assert filled.open_record(filled.desk.path)
    filled.desk.open_page(word)
    assert turned == seen(filled, word)
    assert turned != english
    filled.speak("en")
    assert seen(filled, word) == english
    assert faults == []


@pytest.mark.parametrize("word", [each for each in WORDS if each not in ("history", "settings")])
def test_undo_and_redo_while_a_page_is_seen(
    filled: MainWindow, word: str, faults: list[object]
) -> None:
    """Back is back: the page says again what it said before the change, and after it."""
    session = filled.desk.session
    filled.desk.open_page(word)
    before = seen(filled, word)
    company, meter = session.record.all(Company)[0], session.record.all(Meter)[0]
    entry.save(session.ws, replace(company, name=LocalText(en="Another name"), telephone=""))
    assert entry.type_amount(session.ws, meter, Month(2026, 4), "999") == ()
    session.changed()
    after = seen(filled, word)
    for _ in range(2):
        filled.desk.undo()
    assert seen(filled, word) == before
    for _ in range(2):
        filled.desk.redo()
    assert seen(filled, word) == after
    assert faults == []


def test_some_pages_do_say_something_else_after_that_change(filled: MainWindow) -> None:
    """Otherwise the test above could not fail."""
    session = filled.desk.session
    changed = []
    for word in ("months", "company", "application"):
        filled.desk.open_page(word)
        before = seen(filled, word)
        company, meter = session.record.all(Company)[0], session.record.all(Meter)[0]
        entry.save(session.ws, replace(company, name=LocalText(en=word), telephone=""))
        entry.type_amount(session.ws, meter, Month(2026, 4), "999")
        session.changed()
        changed.append(seen(filled, word) != before)
        for _ in range(2):
            filled.desk.undo()
    assert changed == [True, True, True]
