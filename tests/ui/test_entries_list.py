"""The list at the left of a form: words when they are seen, the keys, and what is chosen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest

from cpdesk.domain.plant import Reading
from cpdesk.ui.form_page import FormPane
from cpdesk.ui.main_window import MainWindow
from tests.ui import walking


@pytest.fixture
def pane(filled: MainWindow) -> FormPane:
    """The form of the readings."""
    filled.desk.open_page("meters")
    walking.rest(filled)
    page = filled.view.page("meters")
    page.kinds.chosen.emit(Reading.word)
    walking.rest(filled)
    return page.pane(Reading)


def said(pane: FormPane) -> list[str]:
    model = pane.entries.model()
    return [model.index(at, 0).data() for at in range(model.rowCount())]


def test_it_says_what_the_form_knows(pane: FormPane, filled: MainWindow) -> None:
    assert said(pane) == [words for _, words in pane.form.entries]
    assert said(pane)[0] == "CLP · 9 January 2024 · 8 February 2024"
    assert pane.entries.currentIndex().row() == pane.form.ids.index(pane.form.selected)
    filled.desk.speak("zh_Hans")
    walking.rest(filled)
    assert said(pane)[0] == "CLP · 2024年1月9日 · 2024年2月8日"
    tip = pane.entries.currentIndex().data(Qt.ItemDataRole.ToolTipRole)
    assert tip == pane.entries.currentIndex().data()
    assert pane.entries.currentIndex().data(Qt.ItemDataRole.SizeHintRole) == QSize(0, 32)


def test_keys_go_from_one_to_the_next(pane: FormPane, filled: MainWindow) -> None:
    pane.entries.setFocus()
    for at in (1, 2):
        QTest.keyClick(pane.entries, Qt.Key.Key_Down)
        walking.rest(filled)
        assert pane.form.selected == pane.form.ids[at]
    QTest.keyClick(pane.entries, Qt.Key.Key_End)
    walking.rest(filled)
    assert pane.form.selected == pane.form.ids[-1]
    assert pane.editors["amount"].isVisible()


def test_a_new_entry_comes_last_and_goes_with_what_is_forgotten(
    pane: FormPane, filled: MainWindow
) -> None:
    n = len(said(pane))
    pane.begin()
    walking.rest(filled)
    assert said(pane)[n:] == ["New entry"]
    assert pane.entries.currentIndex().row() == n
    pane.remove.click()
    walking.rest(filled)
    assert len(said(pane)) == n
    assert pane.entries.currentIndex().isValid()


def test_what_is_removed_leaves_the_list(pane: FormPane, filled: MainWindow) -> None:
    first, n = pane.form.selected, len(said(pane))
    pane.remove.click()
    walking.rest(filled)
    assert len(said(pane)) == n - 1
    assert first not in pane.form.ids
    filled.desk.undo()
    walking.rest(filled)
    assert said(pane) == [words for _, words in pane.form.entries]
    assert len(said(pane)) == n
