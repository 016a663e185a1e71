"""The first hour of an application: answers typed, and the page beside them shows them."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from cpdesk.domain.company import Company, Contact, ContactRole
from cpdesk.domain.papers import Evidence, Pack
from cpdesk.presenters.answering import ALL
from cpdesk.services import proof
from cpdesk.ui import dialogs
from cpdesk.ui.main_window import MainWindow
from cpdesk.ui.packs_page import PacksPageView
from tests.documents.reading import texts
from tests.papers import coded, photo
from tests.ui.test_drops import drop

_LONG = 60_000  # milliseconds, on a machine that has much else to do


def turn(window: MainWindow, qtbot, word: str = "application") -> PacksPageView:  # noqa: ANN001
    """The page of a pack, once it is judged and its paper is shown."""
    window.desk.open_page(word)
    page = window.view.page(word)
    rest(page, qtbot)
    return page


def rest(page: PacksPageView, qtbot) -> None:  # noqa: ANN001
    presenter = page.page
    qtbot.waitUntil(
        lambda: not (presenter.judging.under_way or presenter.preview.stale), timeout=_LONG
    )
    qtbot.waitUntil(lambda: presenter.preview.picture(page.preview._width()) is not None,
                    timeout=_LONG)  # fmt: skip
    QApplication.processEvents()


def box_of(page: PacksPageView, name: str) -> QLineEdit:
    return next(group.editors[name] for group in page.question.groups
                if name in group.editors).box_of("")  # fmt: skip


def shown_text(page: PacksPageView) -> str:
    preview = page.page.preview
    return texts(preview.leaves.content)[preview.page - 1]


def test_an_answer_typed_stands_on_the_page_beside_it(filled: MainWindow, qtbot) -> None:  # noqa: ANN001
    page = turn(filled, qtbot)
    page.page.answering.choose("A12")
    box = box_of(page, "website")
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "redkettle.example")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert page.page.answering.current == "A13"  # Enter goes on
    assert filled.desk.session.record.all(Company)[0].website == "redkettle.example"
    assert "C1" in filled.desk.undo_label
    page.question.step(-1)
    rest(page, qtbot)
    assert "redkettle.example" in shown_text(page)
    spot = page.page.preview.spot
    assert spot is not None
    assert 0 < spot.top < spot.bottom < 1


def test_a_finding_leads_to_a_field_whatever_its_spot(filled: MainWindow, qtbot) -> None:  # noqa: ANN001
    """A language names the box; a row or a month of something else does not."""
    page = turn(filled, qtbot)
    page.page.answering.choose("A1")
    editor = next(group.editors["name"] for group in page.question.groups
                  if "name" in group.editors)  # fmt: skip
    for spot, shown in (("zh", "zh_Hant"), ("1", "zh_Hant"), ("en", "en"), ("2026-01", "en")):
        editor.take_focus(spot)
        assert editor.language == shown


def test_undo_is_seen_in_the_field_and_on_the_page(filled: MainWindow, qtbot) -> None:  # noqa: ANN001
    page = turn(filled, qtbot)
    page.page.answering.choose("A12")
    page.page.answering.groups.set("company", "website", "once.example")
    rest(page, qtbot)
    assert "once.example" in shown_text(page)
    filled.undo()
    rest(page, qtbot)
    assert box_of(page, "website").text() != "once.example"
    assert "once.example" not in shown_text(page)


def test_what_is_being_typed_survives_a_new_page(filled: MainWindow, qtbot) -> None:  # noqa: ANN001
    page = turn(filled, qtbot)
    qtbot.waitUntil(filled.isActiveWindow)
    page.page.answering.choose("C2")
    box = box_of(page, "summary")
    box.setFocus()
    QTest.keyClicks(box, "Half a sen")
    page.page.session.changed()  # as when judging or printing has ended
    rest(page, qtbot)
    assert box.toPlainText().endswith("Half a sen") or box.toPlainText().startswith("Half a sen")
    QTest.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.page.answering.current == "C3"
    summary = filled.desk.session.record.entity("pr").summary
    assert "Half a sen" in summary.en


def test_what_is_being_typed_is_kept_where_it_was_typed(filled: MainWindow, qtbot) -> None:  # noqa: ANN001
    """A click on the paper takes the question away while the cursor is still in its field."""
    page = turn(filled, qtbot)
    qtbot.waitUntil(filled.isActiveWindow)
    groups, answering = page.page.answering.groups, page.page.answering
    for number, name in (("A18", "Mr Chan"), ("A19", "Ms Lam")):
        answering.choose(number)
        groups.add(answering.question, page.page.chapters.form.case, "contact")
        groups.set("contact", "name", {"en": name, "zh_Hant": "", "zh_Hans": ""})
    answering.choose("A18")
    box = box_of(page, "post")
    box.setFocus()
    QTest.keyClicks(box, "Manager")
    assert answering.point_at("A19")
    posts = {each.name.en: each.post.en for each in filled.desk.session.record.all(Contact)}
    assert (posts["Mr Chan"], posts["Ms Lam"]) == ("Manager", "")


def test_a_date_that_cannot_be_read_keeps_the_question(filled: MainWindow, qtbot) -> None:  # noqa: ANN001
    page = turn(filled, qtbot)
    page.page.answering.choose("A4")
    box = box_of(page, "br_expiry")
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "gestern")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert page.page.answering.current == "A4"
    assert box.text() == "gestern"
    assert box.property("finding") == "error"


def test_a_coordinator_is_added_in_the_question_that_asks_for_one(
    filled: MainWindow, qtbot  # noqa: ANN001
) -> None:
    page = turn(filled, qtbot)
    page.page.answering.choose("A19")
    group = page.question.groups[0]
    assert not group.editors
    group.add.click()
    QApplication.processEvents()
    box = box_of(page, "name")
    box.setFocus()
    QTest.keyClicks(box, "Ms Lam")
    page.confirm()
    made = next(each for each in filled.desk.session.record.all(Contact)
                if each.role is ContactRole.DEPUTY)  # fmt: skip
    assert made.name.en == "Ms Lam"
    assert made.of == filled.desk.session.record.all(Company)[0].id


def test_what_blocks_is_told_with_its_reason_and_leads_to_the_field(
    filled: MainWindow, qtbot  # noqa: ANN001
) -> None:
    page = turn(filled, qtbot)
    page.issue.click()
    assert page.middle.currentWidget() is page.issuing
    assert "stand in the way" in page.issuing.still.text()
    first = next(each for each in page.page.findings if each.place.field == "br_number")
    page.go_to(first.place)
    QApplication.processEvents()
    assert page.page.answering.current == "A3"
    assert page.middle.currentWidget() is page.question
    assert page.blocks.text().endswith("block issuing")
    page.blocks.click()
    assert page.page.answering.current == ALL
    assert page.points.isVisible()


def test_the_list_shows_the_chapters_and_the_keyboard_goes_through_them(
    filled: MainWindow, qtbot  # noqa: ANN001
) -> None:
    page = turn(filled, qtbot)
    qtbot.waitUntil(filled.isActiveWindow)
    page.chapters.setFocus()
    at = page.chapters.currentRow()
    assert page.chapters.item(at).data(Qt.ItemDataRole.AccessibleTextRole).startswith(
        page.page.answering.current
    )  # fmt: skip
    before = page.page.answering.current
    QTest.keyClick(page.chapters, Qt.Key.Key_Down)
    assert page.page.answering.current != before
    QTest.keyClick(page.chapters, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert page.middle.isAncestorOf(QApplication.focusWidget())
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    assert page.preview.area.hasFocus()
    shown = page.page.preview.page
    QTest.keyClick(page.preview.area, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert page.page.preview.page == shown + 1


@pytest.mark.parametrize("language", ["zh_Hant", "zh_Hans", "en+zh_Hant"])
def test_the_paper_beside_it_is_in_the_language_of_the_paper(
    filled: MainWindow, qtbot, language: str  # noqa: ANN001
) -> None:
    page = turn(filled, qtbot)
    page.page.choose_language(language)
    page.page.answering.choose("C2")
    rest(page, qtbot)
    words = {"zh_Hans": "项目总结"}.get(language, "項目總結")
    assert words in shown_text(page)


def test_a_window_too_narrow_shows_one_or_the_other(filled: MainWindow, qtbot) -> None:  # noqa: ANN001
    page = turn(filled, qtbot)
    filled.resize(960, 540)
    QApplication.processEvents()
    assert filled.width() == 960
    assert page.middle.isVisible()
    assert not page.preview.isVisible()
    page.turned.click()
    QApplication.processEvents()
    assert page.preview.isVisible()
    assert not page.middle.isVisible()


@pytest.fixture
def sample(window: MainWindow) -> MainWindow:
    assert window.open_sample()
    return window


def test_a_pack_is_issued_changed_written_again_and_printed(
    sample: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot  # noqa: ANN001
) -> None:
    page = turn(sample, qtbot)
    first, second = tmp_path / "一.pdf", tmp_path / "again.pdf"
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_args: first)
    page.issue.click()
    page.issuing.day.setFocus()
    page.issuing.day.setText("2026-11-26")
    page.issuing.day.setModified(True)
    number = page.page.issued.next_number
    page.issuing.write()
    qtbot.waitUntil(lambda: page.made == first, timeout=_LONG)
    (pack,) = sample.desk.session.record.all(Pack)
    assert pack.code == number
    assert pack.issued.isoformat() == "2026-11-26"
    page.page.answering.groups.set("company", "website", "later.example")
    QApplication.processEvents()
    page.packs.click()
    assert page.issued.since.text() == "1 change since it was issued"
    told = [each.text() for each in page.issued.findChildren(QLabel)]
    assert "What the record says otherwise now" in told
    assert any("Website" in each and "later.example" in each for each in told)
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_args: second)
    page.issued.again.click()
    assert second.read_bytes() == first.read_bytes()
    to = tmp_path / "printer.pdf"
    monkeypatch.setattr(dialogs, "printer_for", lambda *_args: _printer(to, 2, 3))
    page.issued.printed.click()
    qtbot.waitUntil(lambda: to.exists() and page.strip.printing is None, timeout=_LONG)
    assert len(texts(to.read_bytes())) == 2


def _printer(path: Path, first: int, last: int) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(100)
    printer.setFullPage(True)
    printer.setFromTo(first, last)
    return printer


def test_a_paper_is_attached_where_it_is_missing(
    sample: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot  # noqa: ANN001
) -> None:
    page = turn(sample, qtbot)
    page.page.answering.choose("G1")
    scan = tmp_path / "BR 證.png"

    scan.write_bytes(coded(photo(), "PNG"))
    monkeypatch.setattr(dialogs, "files_to_open", lambda *_args: (scan,))
    page.question.papers.attach.click()
    qtbot.waitUntil(lambda: bool(sample.desk.session.record.all(Evidence)), timeout=_LONG)
    rest(page, qtbot)
    (kept,) = sample.desk.session.record.where(Evidence, document="G1")
    assert any(kept.code == each.text() for each in page.question.papers.findChildren(QPushButton))
    ready = {each.id: each.state.value for each in page.page.chapters.items}
    assert ready["G1"] == "ready"
    assert ready["G3"] == "doubtful"


def test_a_paper_dropped_on_its_question_is_attached_there(
    sample: MainWindow, tmp_path: Path, qtbot  # noqa: ANN001
) -> None:
    page = turn(sample, qtbot)
    page.page.answering.choose("G3")
    rest(page, qtbot)
    scan = tmp_path / "營業執照.png"
    scan.write_bytes(coded(photo(), "PNG"))
    assert drop(sample, page.question.mapTo(sample, page.question.rect().center()), scan)
    qtbot.waitUntil(lambda: bool(sample.desk.session.record.all(Evidence)), timeout=_LONG)
    rest(page, qtbot)
    assert sample.desk.session.record.where(Evidence, document="G3")
    assert sample.view.stack.currentWidget() is page


def test_answers_are_typed_while_pages_are_printed_aside(
    sample: MainWindow, qtbot, monkeypatch: pytest.MonkeyPatch  # noqa: ANN001
) -> None:
    """How long it holds up the window, if at all, is measured by the benchmark of blocks."""
    page = turn(sample, qtbot)
    answering = page.page.answering
    real, begun, go_on = proof.leaves_of, threading.Event(), threading.Event()
    printers: set[int] = set()

    def slow(*about: object) -> object:
        printers.add(threading.get_ident())
        begun.set()
        assert go_on.wait(30)
        return real(*about)  # type: ignore[arg-type]

    monkeypatch.setattr(proof, "leaves_of", slow)
    answering.choose("A12")
    answering.groups.set("company", "website", "first.example")
    qtbot.waitUntil(begun.is_set, timeout=_LONG)
    for at, number in enumerate(("C12", "B13", "C2", "E3", "A12")):  # meanwhile
        answering.choose(number)
        answering.groups.set("company", "website", f"{at}.example")
    assert sample.desk.session.record.all(Company)[0].website == "4.example"
    go_on.set()
    rest(page, qtbot)
    assert "4.example" in shown_text(page)
    assert printers.isdisjoint({threading.get_ident()})


@pytest.mark.parametrize("word", ["dossier", "report", "audit"])
def test_the_other_packs_have_the_same_page(sample: MainWindow, qtbot, word: str) -> None:  # noqa: ANN001
    page = turn(sample, qtbot, word)
    assert page.page.preview.pages > 3
    assert page.chapters.count()
    assert page.middle.currentWidget() in (page.question, page.points)
