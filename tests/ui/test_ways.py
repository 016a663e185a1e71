"""Ways through the window: to a finding's field, by keyboard alone, back again, and out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from cpdesk import bootstrap
from cpdesk.domain.company import Company, Factory
from cpdesk.domain.findings import Finding, Place
from cpdesk.domain.papers import Answer, Evidence
from cpdesk.domain.plant import Reading
from cpdesk.presenters.pages import PAGES
from cpdesk.ui import dialogs
from cpdesk.ui.evidence_page import EvidencePageView
from cpdesk.ui.main_window import MainWindow
from cpdesk.ui.parts import EmptyPage

dialogs_may_lose = dialogs.may_lose  # as it is, before a fixture answers for the user
OPERATED = (QAbstractButton, QComboBox, QLineEdit, QListView, QPlainTextEdit, QTableView)


def turn(window: MainWindow, word: str) -> QWidget:
    window.desk.open_page(word)
    QApplication.processEvents()
    return window.view.page(word)


def go_to(window: MainWindow, place: Place) -> QWidget:
    window.desk.go_to(place)
    QApplication.processEvents()
    return window.view.page(window.desk.page)


# to a finding's field


def test_a_rule_leads_to_its_answer(filled: MainWindow) -> None:
    page = go_to(filled, Place("rule", "closing-day", spot="cppp-2025-27"))
    editors = page.pane(Answer).editors
    assert page.current is Answer
    assert editors["rule"].box.text() == "closing-day"
    assert editors["answer"].boxes()[0].hasFocus()


def test_a_text_in_chinese_leads_to_its_line(filled: MainWindow) -> None:
    page = go_to(filled, Place("company", "C1", "name", "zh"))
    assert page.pane(Company).editors["name"]._boxes["zh_Hant"].hasFocus()


def test_a_month_leads_to_its_cell(filled: MainWindow) -> None:
    page = go_to(filled, Place("meter", "CLP", spot="2025-03-10"))
    at = page.table.currentIndex()
    assert (page.grid.year, at.row(), at.column()) == (2025, 2, 0)
    assert page.table.hasFocus()


def test_a_new_entry_is_typed_into_at_once(filled: MainWindow, qtbot) -> None:  # noqa: ANN001
    page = turn(filled, "factory")
    qtbot.waitUntil(filled.isActiveWindow)
    page.add.click()
    QApplication.processEvents()
    assert page.pane(Factory).editors["name"].isAncestorOf(QApplication.focusWidget())


@pytest.mark.parametrize("button", ["draft", "issue"])
def test_of_nothing_no_paper_is_made_and_why_is_said(
    window: MainWindow, tmp_path: Path, button: str
) -> None:
    assert window.new_record(tmp_path / "empty.cpdesk")
    page = turn(window, "application")
    getattr(page, button).click()
    assert window.desk.page == "project"
    assert "There is no project to apply for." in window.last.text()


def test_a_narrow_window_is_not_pushed_wider(filled: MainWindow) -> None:
    filled.resize(960, 540)  # a screen of 1920 pixels at 200 %
    filled.view.enter_bill(None)
    QApplication.processEvents()
    assert filled.width() == 960


# evidence


def drop(page: EvidencePageView, paths: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(each)) for each in paths])
    at, left = QPointF(page.rect().center()), Qt.MouseButton.LeftButton
    plain, copy = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    entered = QDragEnterEvent(at.toPoint(), copy, data, left, plain)
    QApplication.sendEvent(page, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(page, QDropEvent(at, copy, data, left, plain))


def test_a_missing_paper_is_dropped_onto_the_page(
    filled: MainWindow, tmp_path: Path, qtbot  # noqa: ANN001
) -> None:
    page = go_to(filled, Place("evidence", "", "document", "G1"))
    assert page.next.value == "G1"
    paths = [tmp_path / "登記證.txt", tmp_path / "licence.txt"]
    for path in paths:
        path.write_text(path.name, "utf-8")
    drop(page, paths)
    qtbot.waitUntil(lambda: page.papers.count() == 2)
    kept = filled.desk.session.record.all(Evidence)
    assert [each.document for each in kept] == ["G1", "G1"]
    assert page.next.value == ""
    assert page.details.together.value == "G1"
    filled.desk.undo()
    QApplication.processEvents()
    assert not filled.desk.session.record.all(Evidence)
    assert page.empty.isVisible()


def test_files_are_chosen_and_refused_by_name(
    filled: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot  # noqa: ANN001
) -> None:
    page = turn(filled, "evidence")
    there = tmp_path / "bill.txt"
    there.write_text("CLP")
    chosen = (there, tmp_path / "gone.pdf")
    monkeypatch.setattr(dialogs, "files_to_open", lambda *_args: chosen)
    page.empty.begin.click()
    qtbot.waitUntil(lambda: page.papers.count() == 1)
    assert page.findings.isVisible()
    page.details.supports.attach.click()
    assert len(page.page.supporting.supports) == 1
    QApplication.processEvents()
    (box,) = page.details.supports._boxes.values()
    box.setFocus()
    QTest.keyClicks(box, "2-3")
    QTest.keyClick(box, Qt.Key.Key_Tab)
    assert page.page.supporting.supports[0].pages == "2-3"


# the keyboard alone


def operated(page: QWidget) -> set[QWidget]:
    """What can be operated on a page: of buttons that exclude each other, the pressed one."""
    found = {each for kind in OPERATED for each in page.findChildren(kind)}
    return {
        each for each in found
        if each.isVisible() and each.isEnabled()
        and not isinstance(each.parent(), QComboBox)
        and (not isinstance(each, QPushButton) or not each.group() or each.isChecked())
    }  # fmt: skip


def reached_by_tab(window: MainWindow) -> set[QWidget]:
    """Everything that Tab comes to, until it begins again."""
    window.view.navigation.list.setFocus()
    reached: set[QWidget] = set()
    while (at := QApplication.focusWidget()) not in reached:
        reached.add(at)
        QTest.keyClick(at, Qt.Key.Key_Tab)
    return reached


@pytest.mark.parametrize("word", [page.word for page in PAGES])
def test_everything_is_reached_with_tab(filled: MainWindow, word: str, qtbot) -> None:  # noqa: ANN001
    page = turn(filled, word)
    qtbot.waitUntil(filled.isActiveWindow)
    wanted = operated(page)
    assert wanted
    missed = wanted - reached_by_tab(filled)
    assert not missed, [(each, each.parent()) for each in missed]


def test_arrows_choose_among_segments(filled: MainWindow, qtbot) -> None:  # noqa: ANN001
    page = turn(filled, "savings")
    qtbot.waitUntil(filled.isActiveWindow)
    segments = page.side.confidence._group.buttons()
    chosen = next(each for each in segments if each.isChecked())
    chosen.setFocus()
    QTest.keyClick(chosen, Qt.Key.Key_Right)
    assert str(page.page.confidence) == "0.95"
    assert segments[3].hasFocus()


def test_undo_and_redo_by_keys_while_a_field_has_the_focus(
    filled: MainWindow, qtbot  # noqa: ANN001
) -> None:
    editor = turn(filled, "company").pane(Company).editors["telephone"]
    qtbot.waitUntil(filled.isActiveWindow)
    editor.box.setFocus()
    editor.box.selectAll()
    QTest.keyClicks(editor.box, "2765 4321")
    QTest.keyClick(editor.box, Qt.Key.Key_Return)
    assert "C1" in filled.last.text()
    assert "Ctrl+Z" in filled.back.text()
    assert not filled.again.isVisible()
    QTest.keyClick(editor.box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.box.text() == "2345 6789"
    assert "Changing Company C1" in filled.again.text()
    QTest.keyClick(editor.box, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert editor.box.text() == "2765 4321"


def test_while_typing_undo_is_the_fields_own(filled: MainWindow, qtbot) -> None:  # noqa: ANN001
    editor = turn(filled, "company").pane(Company).editors["telephone"]
    qtbot.waitUntil(filled.isActiveWindow)
    before = filled.desk.session.record.identity.change
    editor.box.setFocus()
    QTest.keyClicks(editor.box, "9")
    QTest.keyClick(editor.box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.box.text() == "2345 6789"
    assert filled.desk.session.record.identity.change == before


# nothing typed is lost


def test_what_is_being_typed_is_kept_when_the_record_is_closed(filled: MainWindow) -> None:
    path = filled.desk.path
    box = turn(filled, "company").pane(Company).editors["telephone"].box
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "2111 0000")
    filled.close_record()
    assert filled.open_record(path)
    assert filled.desk.session.record.all(Company)[0].telephone == "2111 0000"


def test_closing_asks_before_something_typed_is_lost(
    filled: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, ...]] = []
    answers = iter([False, False, False, True])

    def answer(_parent: object, _t: object, unkept: tuple[str, ...]) -> bool:
        asked.append(unkept)
        return next(answers)

    monkeypatch.setattr(dialogs, "may_lose", answer)
    path = filled.desk.path
    filled.view.begin(Reading)
    pane = filled.view.page("meters").pane(Reading)
    QApplication.processEvents()
    assert filled.may_leave()
    pane.editors["amount"].box.setFocus()
    QTest.keyClicks(pane.editors["amount"].box, "12500")
    assert not filled.close_record()
    assert not filled.close()
    assert not filled.open_sample()
    assert filled.desk.path == path
    assert pane.editors["amount"].box.text() == "12500"
    assert filled.close_record()
    assert all("lacks Meter" in words or "lacks From" in words for words, in asked)
    assert len(asked) == 4


def test_the_question_names_what_would_be_lost(filled: MainWindow, qtbot) -> None:  # noqa: ANN001
    shown: list[str] = []

    def press_escape() -> None:
        box = QApplication.activeModalWidget()
        shown.extend((box.text(), box.informativeText(), box.defaultButton().text()))
        QTest.keyClick(box, Qt.Key.Key_Escape)

    QTimer.singleShot(200, press_escape)
    assert not dialogs_may_lose(filled, filled.t, ("Reading: the new entry lacks From.",))
    assert "complete" in shown[0]
    assert "lacks From" in shown[1]
    assert shown[2] == "Back to the record"


def test_a_cell_being_typed_is_kept_when_the_page_is_turned(filled: MainWindow) -> None:
    page = turn(filled, "months")
    at = page.table.months.index(3, 0)
    page.table.setCurrentIndex(at)
    page.table.edit(at)
    QTest.keyClicks(page.table.findChild(QLineEdit, "cell"), "4321")
    turn(filled, "company")
    assert page.grid.cell(3, 0).edit == "4321"


# records from elsewhere


def test_a_copy_older_than_one_seen_here_warns(filled: MainWindow, said: list[Finding]) -> None:
    path = filled.desk.path
    known = filled.desk.session.record.identity
    filled.close_record()
    filled.settings = filled.settings.saw(known.id, known.change + 3)
    assert filled.open_record(path)
    assert [each.code for each in said] == ["record-older-copy"]
    assert (said[0].facts["change"], said[0].facts["seen"]) == (known.change, known.change + 3)


def test_a_record_that_can_only_be_read_says_so(
    filled: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = filled.desk.path
    assert not filled.view.bar.isVisible()
    filled.close_record()
    looked_at = lambda path: bootstrap.open_desk(path, read_only=True)  # noqa: E731
    monkeypatch.setattr(bootstrap, "open_for_window", looked_at)
    assert filled.open_record(path)
    assert filled.view.bar.isVisible()
    assert "only be read" in filled.view.bar.words.text()
    assert not filled.back.isVisible()
    table = turn(filled, "months").table
    assert not table.months.setData(table.months.index(3, 0), "5")
    assert filled.view.page("months").findings.isVisible()


# how it is laid out


@pytest.mark.parametrize("language", ["en", "zh_Hant", "zh_Hans"])
def test_an_empty_page_says_its_whole_sentence(
    window: MainWindow, tmp_path: Path, language: str
) -> None:
    assert window.new_record(tmp_path / "empty.cpdesk")
    window.speak(language)
    for word in ("savings", "project", "evidence"):
        page = turn(window, word)
        empty = next(each for each in page.findChildren(EmptyPage) if each.isVisible())
        assert empty.words.height() >= empty.words.heightForWidth(empty.words.width())
        assert empty.begin.text()


def test_a_long_subtitle_ends_before_what_is_beside_it(filled: MainWindow) -> None:
    record = filled.desk.session.record
    company = record.all(Company)[0]
    with filled.desk.session.ws.store.change("A long name") as work:
        factory = record.get(type(record.entity("fa")), "fa")
        work.put(replace(factory, name=replace(company.name, en="Long " * 60)))
        work.put(replace(record.entity("pr"), name=replace(company.name, en="Long " * 60)))
    filled.desk.session.changed()
    for word in ("months", "application"):
        page = turn(filled, word)
        page.grab()
        about = page.head.about
        actions = [each for each in page.head.findChildren(QWidget)
                   if each.isVisible() and each.parent() is page.head and each is not about]
        for each in actions:
            assert not about.geometry().intersects(each.geometry())
        assert about.toolTip() == about.text()


@pytest.mark.parametrize("language", ["en", "zh_Hant", "zh_Hans"])
def test_the_kinds_of_a_page_fit_beside_its_title(filled: MainWindow, language: str) -> None:
    filled.speak(language)
    for word in ("meters", "upgrades", "project"):
        page = turn(filled, word)
        assert page.kinds.currentWidget() is page.kinds.segments
        assert page.kinds.width() >= page.kinds.segments.sizeHint().width()
    page = turn(filled, "upgrades")
    filled.view.setMaximumWidth(772)
    QApplication.processEvents()
    assert page.kinds.currentWidget() is page.kinds.choice
    page.kinds.choice.chosen.emit("spot")
    assert page.current.word == "spot"


def test_the_head_of_a_column_leads_to_its_meter(filled: MainWindow) -> None:
    head = turn(filled, "months").table.horizontalHeader()
    head.sectionDoubleClicked.emit(0)
    assert filled.desk.page == "meters"
    turn(filled, "months")
    head.sectionDoubleClicked.emit(99)  # a column that has gone since the first click
    assert filled.desk.page == "months"
