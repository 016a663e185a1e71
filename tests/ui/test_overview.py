"""The overview in its window: what it leads to, and that it keeps up with the record."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from cpdesk.base.languages import LANGUAGES
from cpdesk.base.settings import load_settings
from cpdesk.bootstrap import new_desk
from cpdesk.domain.company import Company
from cpdesk.domain.projects import Project
from cpdesk.presenters.pages import PAGES
from cpdesk.services import entry
from cpdesk.ui.main_window import MainWindow
from cpdesk.ui.navigation import COUNT
from cpdesk.ui.overview_page import OverviewPage
from tests.ui.walking import at_rest


def settled(window: MainWindow, qtbot) -> OverviewPage:  # noqa: ANN001
    """The overview once everything is found out."""
    window.desk.open_page("overview")
    page = window.view.page("overview")
    qtbot.waitUntil(lambda: page.page.fresh, timeout=30_000)
    qtbot.waitUntil(lambda: at_rest(window), timeout=30_000)
    QApplication.processEvents()
    return page


def test_a_record_opens_on_its_overview(filled: MainWindow, qtbot) -> None:  # noqa: ANN001
    assert filled.desk.page == PAGES[0].word == "overview"
    page = settled(filled, qtbot)
    rows = page.months.table.rows
    assert rows.rowCount() > 2
    assert rows.index(0, 0).data() == "CLP Electricity"
    assert page.head.about.text().endswith("February 2026")
    assert page.side.findings.isVisible()
    assert page.side.packs.isVisible()
    assert page.side.dates.isVisible()


def test_who_turns_away_at_once_finds_it_when_he_comes_back(
    filled: MainWindow, qtbot  # noqa: ANN001
) -> None:
    filled.desk.open_page("history")  # before the overview could begin
    QTest.qWait(50)
    page = settled(filled, qtbot)
    assert page.months.table.rows.rowCount() > 2


def test_a_typed_figure_and_its_undo_are_in_the_next_look(
    filled: MainWindow, qtbot  # noqa: ANN001
) -> None:
    page = settled(filled, qtbot)
    before = page.months.table.rows.listing
    company = filled.desk.session.record.all(Company)[0]
    meter = page.page.years.meters[0].series
    filled.desk.open_page("months")
    with filled.desk.session.ws.store.change("Removing a meter") as work:
        for each in filled.desk.session.record.readings(meter):
            work.remove(each)
    filled.desk.session.changed()
    assert page.months.table.rows.listing == before  # nobody looks at it
    settled(filled, qtbot)
    assert page.months.table.rows.listing != before
    filled.desk.undo()
    settled(filled, qtbot)
    assert page.months.table.rows.listing == before
    assert company in filled.desk.session.record.all(Company)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_changes_its_language_while_it_is_seen(
    filled: MainWindow, qtbot, language: str  # noqa: ANN001
) -> None:
    page = settled(filled, qtbot)
    filled.speak(language)
    QApplication.processEvents()
    t = filled.t
    assert page.head.title.text() == t("Overview")
    assert page.months.title.text() == t("Last twelve months and the year before")
    heads = [page.months.table.rows.headerData(0, Qt.Orientation.Horizontal)]
    assert heads == [t("Meter")]
    exits = [b.text() for b in page.side.findChildren(QPushButton) if b.isVisible()]
    assert t("Go there") in exits
    if language != "en":
        assert "Go there" not in exits


def test_the_main_action_opens_the_form_for_a_bill(
    filled: MainWindow, qtbot  # noqa: ANN001
) -> None:
    page = settled(filled, qtbot)
    assert page.enter.text() == "Enter bills of March 2026"
    page.enter.click()
    assert filled.view.stack.currentWidget() is filled.view.page("bill")


def test_a_row_leads_to_its_meter_by_mouse_and_by_keyboard(
    filled: MainWindow, qtbot  # noqa: ANN001
) -> None:
    page = settled(filled, qtbot)
    table = page.months.table
    where = table.visualRect(table.rows.index(0, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert filled.desk.page == "months"
    page = settled(filled, qtbot)
    table.setFocus()
    table.setCurrentIndex(table.rows.index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert filled.desk.page == "months"


def test_findings_and_packs_lead_to_their_place(
    filled: MainWindow, qtbot  # noqa: ANN001
) -> None:
    page = settled(filled, qtbot)
    first = next(b for b in page.side.findings.findChildren(QPushButton) if b.text() == "Go there")
    first.click()
    assert filled.desk.page != "overview"
    page = settled(filled, qtbot)
    opened = [b for b in page.side.packs.findChildren(QPushButton) if b.text() == "Open"]
    opened[0].click()
    assert filled.desk.page == page.page.packs[0].page


def test_an_empty_record_says_what_to_do_first(
    window: MainWindow, tmp_path: Path, qtbot  # noqa: ANN001
) -> None:
    path = tmp_path / "空.cpdesk"
    new_desk(path).store.close()
    assert window.open_record(path)
    QApplication.processEvents()
    page = window.view.page("overview")
    assert page.empty.isVisible()
    assert not page.body.isVisible()
    page.empty.begin.click()
    assert window.desk.page == "company"


def test_in_a_narrow_window_the_side_goes_beneath(
    filled: MainWindow, qtbot  # noqa: ANN001
) -> None:
    page = settled(filled, qtbot)
    assert page.side.x() > page.tables.x()
    filled.resize(900, 700)
    QApplication.processEvents()
    QApplication.processEvents()
    assert page.side.y() > page.tables.y()


def test_a_record_is_closed_while_it_is_looked_at(
    filled: MainWindow, qtbot, monkeypatch: pytest.MonkeyPatch  # noqa: ANN001
) -> None:
    faults: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda *what: faults.append(what))
    filled.desk.session.changed()
    assert filled.close_record()
    for _ in range(5):
        QTest.qWait(50)
    assert faults == []


# settings and browsing


def test_language_and_size_are_set_and_kept(filled: MainWindow, qtbot) -> None:  # noqa: ANN001
    filled.desk.open_page("settings")
    page = filled.view.page("settings")
    QApplication.processEvents()
    page.language.chosen.emit("zh_Hant")
    assert filled.t.language == "zh_Hant"
    page.sizes.chosen.emit("14")
    QApplication.processEvents()
    known = load_settings()
    assert (known.language, known.text_size) == ("zh_Hant", 14)
    assert page.page.size == "14"
    assert page.head.title.text() == "設定"


def test_the_record_is_checked_aside(filled: MainWindow, qtbot) -> None:  # noqa: ANN001
    filled.desk.open_page("settings")
    page = filled.view.page("settings")
    page.check.click()
    qtbot.waitUntil(lambda: page.health.text() == "The record is sound.", timeout=20_000)


def test_a_factor_is_overridden_by_hand(filled: MainWindow) -> None:
    filled.desk.open_page("factors")
    QApplication.processEvents()
    page = filled.view.page("factors")
    pane = page.browsing
    boxes = pane.beside.boxes
    boxes["value"].setText("0.5")
    pane.beside.buttons["set"].click()
    QApplication.processEvents()
    assert pane.beside.boxes["value"].text() == "0.5"  # refused, and still there
    pane.beside.boxes["source"].setText("供電商來函")
    pane.beside.buttons["set"].click()
    QApplication.processEvents()
    from cpdesk.domain.papers import OwnFactor

    (own,) = filled.desk.session.record.all(OwnFactor)
    assert str(own.value) == "0.5"
    assert "Own value" in filled.back.toolTip() + filled.last.text()
    filled.desk.undo()
    assert filled.desk.session.record.all(OwnFactor) == ()


def test_a_rule_that_is_not_known_is_answered(filled: MainWindow) -> None:
    from cpdesk.domain.papers import Answer

    filled.desk.open_page("schemes")
    page = filled.view.page("schemes")
    QApplication.processEvents()
    page.browser.look("closing-day")
    QApplication.processEvents()
    page.browsing.beside.buttons["answer"].click()
    QApplication.processEvents()
    form = page.pane(Answer).form
    assert not page.browses
    assert form.field("rule").value == "closing-day"
    assert form.field("scheme").value == "cppp-2025-27"


def test_the_history_takes_back_by_a_button(filled: MainWindow) -> None:
    filled.desk.open_page("history")
    page = filled.view.page("history")
    QApplication.processEvents()
    assert page.pane.table.rows.rowCount() == 1
    page.pane.beside.buttons["back"].click()
    QApplication.processEvents()
    assert filled.desk.session.record.all(Company) == ()
    assert page.pane.table.rows.rowCount() == 2
    filled.desk.redo()
    QApplication.processEvents()
    assert page.pane.table.rows.rowCount() == 3
    assert page.head.about.text() == "3 steps, none ever lost"


def test_rows_are_searched_while_one_types(filled: MainWindow) -> None:
    filled.desk.open_page("factors")
    QApplication.processEvents()
    pane = filled.view.page("factors").browsing
    pane.browser.choose("show", "")
    QApplication.processEvents()
    many = pane.table.rows.rowCount()
    QTest.keyClicks(pane.search, "hfc-32")
    QApplication.processEvents()
    assert 0 < pane.table.rows.rowCount() < many
    QTest.keyClicks(pane.search, "zzz")
    QApplication.processEvents()
    assert not pane.table.isVisible()
    assert pane.nothing.isVisible()


@pytest.mark.parametrize("wide", [1366, 960])
def test_short_titles_have_their_room_in_another_font(
    filled: MainWindow, wide: int, qtbot  # noqa: ANN001
) -> None:
    """As where Windows draws them in a font of its own, whose letters stand wider apart."""
    page = settled(filled, qtbot)
    filled.resize(wide, 540)
    filled.speak("zh_Hans")
    settled(filled, qtbot)
    titles = [page.savings.title, page.months.title, page.side.packs.title, page.side.dates.title,
              page.side.findings.title]  # fmt: skip
    seen = [each for each in titles if each.isVisible()]
    assert page.months.title in seen
    for each in seen:
        font = each.font()
        font.setLetterSpacing(font.SpacingType.AbsoluteSpacing, 13)
        each.setFont(font)
    settled(filled, qtbot)
    for each in seen:
        assert each.width() >= each.sizeHint().width(), each.text()


def test_the_navigation_counts_what_needs_attention_and_keeps_up(
    filled: MainWindow, qtbot  # noqa: ANN001
) -> None:
    page = settled(filled, qtbot).page
    navigation = filled.view.navigation

    def counts() -> dict[str, int]:
        found = {navigation._word(each): each.data(COUNT) for each in navigation._items()}
        return {word: n for word, n in found.items() if n}

    assert counts() == dict(page.attention)
    filled.desk.open_page("company")
    factory = page.factory
    entry.save(filled.desk.session.ws, Project(id="p", code="P9", factory=factory.id))
    before = counts().get("application", 0)
    filled.desk.session.changed()
    qtbot.waitUntil(lambda: counts().get("application", 0) > before, timeout=30_000)
    item = next(each for each in navigation._items() if navigation._word(each) == "application")
    n = item.data(COUNT)
    assert item.toolTip() == f"{n} points need attention"
    said = item.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == f"Application, {n} points need attention"
    filled.speak("zh_Hant")
    assert item.toolTip() == f"{n} 項需要處理"
