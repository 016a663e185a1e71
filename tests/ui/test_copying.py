"""What tables and small drawings show goes to the clipboard, by a right click and by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from cpdesk.base.languages import LANGUAGES
from cpdesk.presenters.listings import Cell, Column, Kind, Listing, Row
from cpdesk.presenters.tables import Table
from cpdesk.ui.main_window import MainWindow
from tests.ui import walking


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_figures_come_as_a_spreadsheet_reads_them() -> None:
    listing = Listing("t", (Column("Meter"), Column("24", Kind.TREND), Column("%", Kind.FIGURES)),
                      (Row((Cell("M1 Gas", aside="m³"), Cell(trend=(1.0,)), Cell("−1.4%"))),))
    assert listing.as_text == "Meter\t%\nM1 Gas m³\t-1.4%"
    table = Table("Both", ("Month", "kWh"), (("May 2025", "1,200"), ("June\n2025", "−3")))
    assert table.as_text == "Both\nMonth\tkWh\nMay 2025\t1,200\nJune 2025\t-3"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_months_of_the_overview_are_copied(
    filled: MainWindow, language: str, qtbot  # noqa: ANN001
) -> None:
    filled.speak(language)
    filled.desk.open_page("overview")
    walking.rest(filled)
    section = filled.view.page("overview").months
    section.table.setFocus()
    QTest.keyClick(section.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    rows = [line.split("\t") for line in clipboard().splitlines()]
    assert len(rows) == len(section.table.rows.listing.rows) + 1
    assert {len(row) for row in rows} == {len(rows[0])}
    assert filled.desk.session.t("It is in the clipboard.") in filled.desk.status


def test_every_list_and_drawing_offers_both(filled: MainWindow) -> None:
    for word, copies in (("factors", lambda page: page.browsing.copies),
                         ("history", lambda page: page.pane.copies),
                         ("upgrades", lambda page: page.register.copies)):  # fmt: skip
        filled.desk.open_page(word)
        walking.rest(filled)
        found = copies(filled.view.page(word))
        menu = found.menu()
        assert [each.text().partition("\t")[0] for each in menu.actions()] == [
            "Copy the figures", "Copy the picture",
        ]  # fmt: skip
        menu.actions()[0].trigger()
        assert "\t" in clipboard()
        menu.actions()[1].trigger()
        assert not QGuiApplication.clipboard().image().isNull()


def test_what_is_for_a_verifier_is_copied_as_one(filled: MainWindow) -> None:
    filled.desk.open_page("savings")
    walking.rest(filled)
    page = filled.view.page("savings")
    page.fold.turn()
    walking.rest(filled)
    buttons = [each for each in walking.buttons(page) if each.text() == "Copy the figures"]
    buttons[-1].click()
    for each in page.page.tables:
        assert each.title in clipboard()
