"""The register by mouse and keys: choosing, editing, parts of an upgrade, room on a screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea

from cpdesk.bootstrap import new_desk
from cpdesk.domain.company import Company
from cpdesk.domain.projects import BudgetItem, Milestone
from cpdesk.domain.record import KINDS
from cpdesk.domain.upgrades import Upgrade
from cpdesk.domain.words import LocalText
from cpdesk.ui.main_window import MainWindow
from cpdesk.ui.upgrade_sections import texts
from cpdesk.ui.upgrades_page import UpgradesPage
from tests.services.test_effect_charts import OUTPUT
from tests.services.test_savings import UPGRADE, record
from tests.services.test_upgrade_register import ITEM, OFFER, PLANNED, PROJECT

LONG = "A very long title of an upgrade that no column of any register could ever hold at once"


@pytest.fixture
def page(window: MainWindow, tmp_path: Path) -> UpgradesPage:
    """The page of upgrades on a measured and a planned one."""
    path = tmp_path / "廠.cpdesk"
    desk = new_desk(path)
    made = record(OUTPUT, replace(UPGRADE, name=LocalText(LONG)), PLANNED, PROJECT, ITEM, OFFER)
    with desk.store.change("The plant of the tests") as work:
        work.put(Company(id="c", code="C1"))
        for kind in KINDS:
            work.put_many(made.all(kind))
    desk.store.close()
    assert window.open_record(path)
    window.desk.open_page("upgrades")
    QApplication.processEvents()
    found = window.view.page("upgrades")
    assert isinstance(found, UpgradesPage)
    settle(found)
    return found


def settle(page: UpgradesPage) -> None:
    """Until the register is worked out and shown."""
    QApplication.processEvents()
    while not page.register.register.fresh:
        QTest.qWait(5)
    QApplication.processEvents()


def test_the_register_comes_first_and_the_forms_are_behind_it(page: UpgradesPage) -> None:
    pane = page.register
    assert page.stack.currentWidget() is pane
    assert pane.tree.ids() == ["u", "v"]
    page.kinds.chosen.emit("upgrade")
    assert page.stack.currentWidget() is page.pane(Upgrade)
    page.kinds.chosen.emit("register")
    assert page.stack.currentWidget() is pane


def test_arrows_choose_and_enter_edits(window: MainWindow, page: UpgradesPage) -> None:
    tree = page.register.tree
    tree.setFocus()
    assert "U1" in page.register.pane.title.text()
    QTest.keyClick(tree, Qt.Key.Key_Down)
    assert page.register.pane.title.text() == "U2"
    QTest.keyClick(tree, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert page.stack.currentWidget() is page.pane(Upgrade)
    assert page.pane(Upgrade).form.selected == "v"


def test_the_chosen_one_stays_chosen_whatever_is_shown_anew(page: UpgradesPage) -> None:
    page.register.register.select("v")
    assert page.register.tree.currentItem().text(0) == "U2"
    page.register.refresh()
    page.refresh()
    QApplication.processEvents()
    page.register.show_details()
    assert page.register.register.selected == "v"
    assert page.register.pane.title.text() == "U2"
    assert page.register.tree.currentItem().text(0) == "U2"


def test_a_new_upgrade_is_begun_with_the_main_action(page: UpgradesPage) -> None:
    assert page.add.text() == "New upgrade"
    page.add.click()
    QApplication.processEvents()
    form = page.pane(Upgrade).form
    assert page.stack.currentWidget() is page.pane(Upgrade)
    assert form.entries[-1][1] == "New entry"
    assert form.set("name", {"en": "Lamps", "zh_Hant": "", "zh_Hans": ""})
    page.kinds.chosen.emit("register")
    settle(page)
    assert len(page.register.tree.ids()) == 3


def test_costs_and_diary_lead_to_their_forms(window: MainWindow, page: UpgradesPage) -> None:
    register = page.register.register
    register.select("v")
    page.register.pane.tabs.chosen.emit("costs")
    said = texts(page.register.pane.sections)
    assert "200,000.00" in said
    add = next(each for each in page.register.pane.sections.findChildren(QPushButton)
               if each.text() == "Add a budget line")  # fmt: skip
    add.click()
    QApplication.processEvents()
    assert window.desk.page == "budget"
    assert window.view.page("budget").current is BudgetItem
    window.desk.open_page("upgrades")
    page.register.pane.tabs.chosen.emit("diary")
    next(each for each in page.register.pane.sections.findChildren(QPushButton)
         if each.text() == "Add a step").click()  # fmt: skip
    assert window.desk.page == "project"
    assert window.view.page("project").current is Milestone


def test_from_the_register_to_the_saving(window: MainWindow, page: UpgradesPage) -> None:
    page.register.register.select("v")
    assert not page.register.pane.saving.isVisible()  # nothing is said of its effects yet
    page.register.register.select("u")
    page.register.pane.saving.click()
    assert window.desk.page == "savings"
    assert window.view.page("savings").page.chosen == "e"


def test_what_is_entered_elsewhere_is_seen_at_once(window: MainWindow, page: UpgradesPage) -> None:
    session = page.session
    with session.ws.store.change("Verified") as work:
        work.put(replace(session.record.get(Upgrade, "u"), name=LocalText("Other")))
    session.changed()
    settle(page)
    assert page.register.pane.title.text() == "U1 Other"
    window.desk.undo()
    settle(page)
    assert LONG in page.register.pane.title.text()


@pytest.mark.parametrize("language", ["en", "zh_Hant", "zh_Hans"])
@pytest.mark.parametrize("tab", ["before", "costs", "diary", "papers"])
def test_nothing_is_wider_than_its_pane(
    window: MainWindow, page: UpgradesPage, language: str, tab: str
) -> None:
    window.speak(language)
    page.register.register.select("v" if tab == "costs" else "u")
    page.register.pane.tabs.chosen.emit(tab)
    QApplication.processEvents()
    scroll = page.register.pane.findChild(QScrollArea)
    assert scroll.widget().minimumSizeHint().width() <= scroll.viewport().width()
    assert page.register.tree.columnWidth(1) >= 150
    assert page.width() <= window.width()


def test_an_empty_record_begins_with_an_idea(window: MainWindow, tmp_path: Path) -> None:
    assert window.new_record(tmp_path / "空.cpdesk")
    window.desk.open_page("upgrades")
    QApplication.processEvents()
    pane = window.view.page("upgrades").register
    assert pane.empty.isVisible()
    assert not pane.whole.isVisible()
    assert pane.empty.title.text() == "No upgrade yet"
