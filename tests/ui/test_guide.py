"""The guide in its window: opened by a key at the right place, in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtTest import QTest

from cpdesk.services.guide import CHAPTERS
from cpdesk.ui.main_window import MainWindow
from tests.ui import walking


def press_help(window: MainWindow) -> None:
    *_, wanted = [e for e in window.findChildren(QAction) if e.shortcut().toString() == "F1"]
    wanted.trigger()


def test_it_opens_at_the_page_that_is_shown(filled: MainWindow) -> None:
    filled.desk.open_page("months")
    press_help(filled)
    guide = filled.helping.guide
    assert guide
    assert guide.isVisible()
    assert guide.list.currentItem().text() == guide.guide.chapter.title
    assert guide.guide.chapter.word == "months"
    filled.desk.open_page("evidence")
    press_help(filled)
    assert filled.helping.guide is guide
    assert guide.text.toPlainText().startswith("Evidence")
    filled.view.enter_bill(None)
    press_help(filled)
    assert guide.guide.chapter.word == "bills"


def test_it_speaks_the_language_of_the_window(filled: MainWindow) -> None:
    press_help(filled)
    guide = filled.helping.guide
    filled.speak("zh_Hant")
    assert guide.windowTitle() == "使用指南 - cpdesk"
    assert guide.list.item(0).text() == "cpdesk 的用途"
    filled.speak("en")
    assert guide.list.item(0).text() == "What cpdesk is for"


def test_links_and_words_lead_to_chapters(window: MainWindow) -> None:
    press_help(window)
    guide = window.helping.guide
    assert guide.guide.chapter.word == "welcome"
    guide.text.anchorClicked.emit(QUrl("first-hour.md"))
    assert guide.guide.chapter.word == "first-hour"
    QTest.keyClicks(guide.search, "Student")
    assert guide.list.count() == 1
    assert guide.text.textCursor().selectedText() == "Student"
    guide.search.clear()
    assert guide.list.count() == len(CHAPTERS)


def test_a_chapter_that_was_read_goes_with_its_pictures(window: MainWindow) -> None:
    press_help(window)
    guide = window.helping.guide
    for each in CHAPTERS[:4]:
        guide.guide.choose(each)
        walking.settle()
    (read,) = guide.text.findChildren(QTextDocument)
    assert guide.text.document() is read
    assert guide.text.toPlainText()


def test_a_chapter_is_dressed(window: MainWindow) -> None:
    """Headings are larger than words, and rules say in grey how sure they are."""
    press_help(window)
    guide = window.helping.guide
    guide.guide.choose("programme")
    document = guide.text.document()
    plain = guide.text.fontInfo().pixelSize()
    heading = document.begin().begin().fragment().charFormat().font().pixelSize()
    assert heading > plain
    found = document.find("read for this round")
    colour = found.charFormat().foreground().color().name().upper()
    assert colour == "#5E6861"
