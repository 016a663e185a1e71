"""The window from an empty record to a paper, without a display."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QLibraryInfo, Qt
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QTableView,
    QTextBrowser,
    QWidget,
)

from cpdesk.base.languages import LANGUAGES, NAMES
from cpdesk.base.settings import load_settings
from cpdesk.domain.company import Company, Factory, Link
from cpdesk.domain.findings import Finding
from cpdesk.domain.plant import Meter, Reading
from cpdesk.domain.projects import Project
from cpdesk.presenters.pages import PAGES
from cpdesk.ui import dialogs, look
from cpdesk.ui.application import QT_FILES, Appearance, qt_folder
from cpdesk.ui.form_page import FormPane
from cpdesk.ui.main_window import MainWindow
from cpdesk.ui.parts import Page
from tests.documents.reading import texts


def turn(window: MainWindow, word: str) -> Page:
    window.desk.open_page(word)
    QApplication.processEvents()
    return window.view.page(word)


def type_into(pane: FormPane, name: str, text: str, language: str = "") -> None:
    """Type into a field as a person does, and leave it with Tab."""
    editor = pane.editors[name]
    box = editor._boxes[language] if language else editor.box
    box.setFocus()
    box.selectAll()
    if text.isascii():
        QTest.keyClicks(box, text)
    else:
        # Chinese comes from an input method, which QTest cannot play.
        box.insert(text)
        box.setModified(True)
    QTest.keyClick(box, Qt.Key.Key_Tab)


def choose(pane: FormPane, name: str, value: str) -> None:
    box = pane.editors[name].box
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_a_new_record_from_the_first_page(window: MainWindow, tmp_path: Path) -> None:
    start = window.start
    start.company.boxes["company_zh"].setText("紙鳶紡織（香港）有限公司")
    assert "紙鳶" in start.file.text()
    start.file.selectAll()
    start.file.insert(str(tmp_path / "新 記錄"))
    start.next.click()
    assert window.desk is None
    start.factory.boxes["factory_zh"].setText("佛山紙鳶染整")
    start.next.click()
    record = window.desk.session.record
    company, factory = record.all(Company)[0], record.all(Factory)[0]
    assert company.name.zh_Hant == "紙鳶紡織（香港）有限公司"
    assert (factory.name.zh_Hant, factory.company) == ("佛山紙鳶染整", company.id)
    assert window.desk.page == "months"
    QApplication.processEvents()
    assert window.view.page("months").first.isVisible()
    assert load_settings().recent[0].endswith("新 記錄.cpdesk")


def test_a_record_that_exists_is_not_overwritten(
    window: MainWindow, tmp_path: Path, said: list[Finding]
) -> None:
    path = tmp_path / "da.cpdesk"
    path.write_bytes(b"something else")
    assert not window.new_record(path)
    assert said[0].code == "record-exists"
    assert not window.open_record(path)
    assert said[1].code == "not-a-record"
    assert path.read_bytes() == b"something else"
    assert window.desk is None


def test_a_figure_is_typed_undone_and_done_again(filled: MainWindow) -> None:
    page = turn(filled, "months")
    table = page.table
    at = table.months.index(3, 0)
    table.setCurrentIndex(at)
    table.edit(at)
    editor = table.findChild(QLineEdit, "cell")
    QTest.keyClicks(editor, "12,500")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert table.months.index(3, 0).data() == "12,500"
    assert table.currentIndex().row() == 4
    filled.desk.undo()
    assert table.months.index(3, 0).data() == ""
    filled.desk.redo()
    assert table.months.index(3, 0).data() == "12,500"
    assert "Figure of CLP for April 2026" in filled.last.text()


def test_a_refused_figure_says_why_below_the_grid(filled: MainWindow) -> None:
    page = turn(filled, "months")
    assert not page.table.months.setData(page.table.months.index(2, 0), "5")
    assert page.findings.isVisible()


def test_copy_paste_and_delete_by_keys(filled: MainWindow) -> None:
    table = turn(filled, "months").table
    QGuiApplication.clipboard().setText("4000\n4100\n")
    table.setCurrentIndex(table.months.index(3, 0))
    press(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [table.months.index(row, 0).data() for row in (3, 4)] == ["4,000", "4,100"]
    table.setCurrentIndex(table.months.index(4, 0))
    press(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "4100"
    press(table, Qt.Key.Key_Delete)
    assert table.months.index(4, 0).data() == ""


def press(widget: object, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    modifier = modifier or Qt.KeyboardModifier.NoModifier
    widget.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, key, modifier))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_in_every_language(filled: MainWindow, language: str) -> None:
    filled.speak(language)
    for each in PAGES:
        page = turn(filled, each.word)
        assert page.head.title.text()
    assert filled.tongue.text() == NAMES[language]
    assert load_settings().language == language


def test_a_change_of_language_names_everything_anew(filled: MainWindow) -> None:
    page = turn(filled, "company")
    words = page.pane(Company).editors["code"].words.text()
    filled.speak("zh_Hans")
    QApplication.processEvents()
    assert filled.view.navigation.list.item(0).text() == dict(filled.desk.pages)["overview"]
    assert page.head.title.text() == filled.t("Company")
    filled.speak("en")
    QApplication.processEvents()
    assert page.pane(Company).editors["code"].words.text() == words


def test_company_factory_and_project_by_forms(window: MainWindow, tmp_path: Path) -> None:
    assert window.new_record(tmp_path / "forms.cpdesk")
    QApplication.processEvents()
    company = window.view.page("company").pane(Company)
    type_into(company, "name", "Kite Limited", "en")
    type_into(company, "telephone", "2345 6789")
    for word, kind in (("factory", Factory), ("project", Project)):
        turn(window, word)
        window.view.begin(kind)
        QApplication.processEvents()
    factory = window.view.page("factory").pane(Factory)
    choose(factory, "link", "L2")
    turn(window, "project")
    project = window.view.page("project").pane(Project)
    type_into(project, "name", "薄膜回用", "zh_Hant")
    record = window.desk.session.record
    assert record.all(Company)[0].name.en == "Kite Limited"
    assert record.all(Company)[0].telephone == "2345 6789"
    assert record.all(Factory)[0].link is Link.L2
    assert record.all(Project)[0].name.zh_Hant == "薄膜回用"
    assert record.all(Project)[0].factory == record.all(Factory)[0].id


def test_a_wrong_date_keeps_its_text_and_says_so(filled: MainWindow) -> None:
    page = turn(filled, "company")
    pane = page.pane(Company)
    type_into(pane, "established", "gestern")
    editor = pane.editors["established"]
    assert editor.box.text() == "gestern"
    assert editor.box.property("finding") == "error"
    assert "gestern" in editor.beneath.text()


def test_a_finding_leads_to_its_field(filled: MainWindow, qtbot) -> None:  # noqa: ANN001
    page = turn(filled, "application")
    qtbot.waitUntil(lambda: bool(page.page.findings))
    found = next(each for each in page.page.findings if each.place.field == "br_number")
    filled.desk.go_to(found.place)
    assert filled.desk.page == "company"
    editor = filled.view.page("company").pane(Company).editors["br_number"]
    qtbot.waitUntil(lambda: editor.box.hasFocus() or not filled.isActiveWindow())


def test_the_chart_is_drawn_once_it_is_looked_at(filled: MainWindow, qtbot) -> None:  # noqa: ANN001
    page = turn(filled, "savings")
    qtbot.waitUntil(lambda: page.chart.picture is not None, timeout=20_000)
    assert page.verdict.text()


def test_a_draft_is_printed_through_the_page(
    filled: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot  # noqa: ANN001
) -> None:
    page = turn(filled, "application")
    target = tmp_path / "申請 草稿.pdf"
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_args: target)
    page.draft.click()
    assert page.strip.running
    qtbot.waitUntil(lambda: page.made is not None, timeout=60_000)
    assert page.made.read_bytes().startswith(b"%PDF")
    assert not filled.runner.busy


def test_a_letter_is_written_to_whoever_has_what_is_missing(
    filled: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot  # noqa: ANN001
) -> None:
    page = turn(filled, "application")
    qtbot.waitUntil(lambda: bool(page.page.findings))
    target = tmp_path / "letter.pdf"
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_args: target)
    page.ask.click()
    assert [e.value for e in page.asking.letters if e] == ["applicant", "factory", "provider",
                                                           "secretariat"]  # fmt: skip
    to = next(each for each in page.asking.letters if each and each.value == "provider")
    page.asking.by.setFocus()
    page.asking.by.setText("2001-01-01")
    page.asking.by.setModified(True)
    page.asking.letters[to].click()
    assert "past" in page.asking.problem.text()
    assert not target.exists()
    page.asking.by.setText("2099-12-24")
    page.asking.by.setModified(True)
    page.asking.letters[to].click()
    qtbot.waitUntil(lambda: page.made is not None, timeout=60_000)
    assert "24 December 2099" in "".join(texts(target.read_bytes()))


def test_closing_waits_for_the_work(filled: MainWindow, qtbot) -> None:  # noqa: ANN001
    begun, ended = threading.Event(), list[str]()

    def work(job: object) -> None:
        begun.set()
        QTest.qSleep(100)
        ended.append("done")

    filled.runner.run(work, lambda _: None, lambda _: None, lambda _: None)
    qtbot.waitUntil(begun.is_set)
    filled.close()
    assert ended == ["done"]


def test_a_record_is_closed_and_opened_again(filled: MainWindow) -> None:
    path = filled.desk.path
    bills = len(filled.desk.session.record.all(Reading))
    filled.close_record()
    assert filled.start.isVisible()
    assert filled.open_record(path)
    assert len(filled.desk.session.record.all(Reading)) == bills
    assert filled.desk.session.find(Meter, "CLP") is not None


def test_qts_own_words_and_our_fonts_are_there(appearance: Appearance) -> None:
    for name in QT_FILES.values():
        assert (Path(qt_folder()) / f"{name}.qm").is_file()
    assert QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath) == qt_folder()
    assert {"Noto Sans HK", "Noto Sans SC"} <= set(QFontDatabase.families())
    appearance.speak("zh_Hans")
    assert QGuiApplication.font().families()[0] == "Noto Sans SC"
    assert QApplication.translate("QPlatformTheme", "Cancel") == "取消"
    appearance.speak("zh_Hant")
    assert QGuiApplication.font().families()[0] == "Noto Sans HK"
    assert QApplication.translate("QPlatformTheme", "Cancel") == "取消"


@pytest.mark.parametrize("language", ["zh_Hant", "zh_Hans"])
def test_the_menu_of_a_field_is_in_chinese(
    appearance: Appearance, language: str, qtbot  # noqa: ANN001
) -> None:
    """Cut, copy and paste are Qt's own words, here and in the papers' print dialog."""
    appearance.speak(language)
    for box in (QLineEdit("text"), QPlainTextEdit("text"), QTextBrowser()):
        qtbot.addWidget(box)
        words = [each.text() for each in box.createStandardContextMenu().actions() if each.text()]
        assert words
        for each in words:
            assert re.search(r"[\u4e00-\u9fff]", each), (type(box).__name__, each)
    appearance.speak("en")


def test_a_record_that_is_open_here_can_be_opened_again(
    window: MainWindow, said: list[Finding]
) -> None:
    assert window.open_sample()
    assert window.desk
    sample = window.desk.path
    assert window.open_sample()
    assert window.open_record(sample)
    assert window.desk.path == sample
    assert said == []


def test_all_words_take_the_letters_of_the_language(filled: MainWindow) -> None:
    """Also those of pages that were not looked at just then, and of what is made later."""
    for each in PAGES:
        turn(filled, each.word)
    for language, first in (("zh_Hans", "Noto Sans SC"), ("zh_Hant", "Noto Sans HK")):
        filled.speak(language)
        for each in PAGES:
            turn(filled, each.word)
            assert letters(filled) == {first}, each.word
        filled.view.enter_bill(None)
        QApplication.processEvents()
        assert letters(filled) == {first}


def letters(window: MainWindow) -> set[str]:
    """The first families of all that is seen."""
    seen = [each for each in window.findChildren(QWidget) if each.isVisible()]
    return {each.font().families()[0] for each in seen}


@pytest.mark.parametrize("language", ["en", "zh_Hant", "zh_Hans"])
def test_menus_and_lists_have_our_font_where_the_system_has_its_own(
    appearance: Appearance, window: MainWindow, language: str
) -> None:
    theirs = QFont("Tahoma", 20)
    for kind in ("QMenuBar", "QMenu", "QAbstractItemView"):
        QApplication.setFont(theirs, kind)  # as Windows does at the start
    appearance.speak(language)
    wanted = look.font(language, appearance.text_size)
    for each in (window.menuBar(), QMenu(window), QTableView(window), QListView(window)):
        assert QApplication.font(each) == wanted
        assert each.font().families() == wanted.families()
