"""A screen of 1920 pixels at 200 % leaves 960: nothing has to be scrolled sideways there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QBoxLayout, QScrollArea

from cpdesk.presenters.pages import PAGES
from cpdesk.ui.main_window import MainWindow
from cpdesk.ui.navigation import WIDTH
from cpdesk.ui.side_by_side import SideBySide
from tests.ui import walking

NARROW, WIDE = (960, 540), (1366, 768)


def size(window: MainWindow, to: tuple[int, int]) -> None:
    window.resize(*to)
    walking.settle()


@pytest.mark.parametrize("language", ["en", "zh_Hant"])
def test_every_page_has_room_in_a_narrow_window(filled: MainWindow, language: str) -> None:
    filled.speak(language)
    size(filled, NARROW)
    for each in PAGES:
        filled.desk.open_page(each.word)
        walking.settle()
        page = filled.view.page(each.word)
        assert page.minimumSizeHint().width() <= filled.view.width() - WIDTH, each.word


def test_what_is_looked_at_goes_beneath_its_list_and_back(filled: MainWindow) -> None:
    directions = QBoxLayout.Direction
    for word in ("factors", "upgrades", "history"):
        filled.desk.open_page(word)
        walking.rest(filled)
        both = next(each for each in filled.view.page(word).findChildren(SideBySide))
        for to, direction in ((NARROW, directions.TopToBottom), (WIDE, directions.LeftToRight)):
            size(filled, to)
            assert both.layout().direction() is direction, (word, to)


def test_the_figures_of_a_saving_go_beneath_the_verdict(filled: MainWindow) -> None:
    filled.desk.open_page("savings")
    walking.rest(filled)
    page = filled.view.page("savings")
    size(filled, NARROW)
    assert page.top.direction() is QBoxLayout.Direction.TopToBottom
    assert not page.measured.isHidden()
    size(filled, WIDE)
    assert page.top.direction() is QBoxLayout.Direction.LeftToRight


@pytest.mark.parametrize("by_band", [False, True])
def test_a_bill_is_typed_and_judged_without_scrolling_sideways(
    filled: MainWindow, by_band: bool
) -> None:
    size(filled, NARROW)
    filled.view.enter_bill(None)
    page = filled.view.page("bill")
    page.form.tick("by_band", by_band)
    walking.rest(filled)
    for area in (page.scroll, filled.view.findChild(QScrollArea)):
        assert area.horizontalScrollBar().maximum() == 0
    assert filled.view.findChild(QScrollArea).verticalScrollBar().maximum() == 0
    places = {each: each.mapTo(filled, QPoint(0, 0)) for each in (page.left, page.middle)}
    assert places[page.middle].y() > places[page.left].y() + 100
    for each in (page.middle, page.paper, page.boxes["start"]):
        assert each.visibleRegion().boundingRect() == each.rect()
    assert page.left.isAncestorOf(page.boxes["invoice"])
    size(filled, WIDE)
    assert page.middle.mapTo(filled, QPoint(0, 0)).x() > page.left.width()
    assert page.paper.isAncestorOf(page.boxes["invoice"])
