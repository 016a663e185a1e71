"""The page of the official form as it is used: a row chosen, a meaning corrected, a click."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest

from cpdesk.domain.papers import Evidence
from cpdesk.ui import dialogs
from cpdesk.ui.main_window import MainWindow
from cpdesk.ui.official_form_page import OfficialFormPage
from tests.documents.forms.made_forms import FORMS
from tests.documents.forms.scans import scan
from tests.documents.forms.word_forms import word_form
from tests.ui import walking
from tests.ui.test_drops import drop


@pytest.fixture
def page(
    filled: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot  # noqa: ANN001
) -> OfficialFormPage:
    monkeypatch.setenv("CPDESK_HOME", str(tmp_path / "home"))
    path = tmp_path / "表格.pdf"
    path.write_bytes(FORMS["bilingual"]().finish())
    monkeypatch.setattr(dialogs, "file_to_open", lambda *_: path)
    filled.desk.open_page("form")
    made = filled.view.page("form")
    assert made.stack.currentWidget() is made.empty
    made.empty.begin.click()
    qtbot.waitUntil(lambda: made.page.ready, timeout=20000)
    return made


def written(page: OfficialFormPage, name: str) -> str:
    at = next(at for at, each in enumerate(page.page.rows) if each.name == name)
    return page.table.item(at, 2).text()


def test_a_field_is_chosen_and_corrected(page: OfficialFormPage, qtbot) -> None:  # noqa: ANN001
    at = next(at for at, each in enumerate(page.page.rows) if each.name == "form1.contact.n")
    page.table.setCurrentCell(at, 0)
    assert page.page.chosen == "form1.contact.n"
    assert page.means.value == "coordinator.name"
    page.means.setCurrentIndex(page.means.findData("company.telephone"))
    page.means.activated.emit(page.means.currentIndex())
    qtbot.waitUntil(lambda: page.page.ready, timeout=20000)
    qtbot.waitUntil(lambda: written(page, "form1.contact.n") == "2345 6789")


@pytest.mark.parametrize("name", ["申請表 form.pdf", "申请表.docx"])
def test_a_form_dropped_on_its_page_is_loaded_and_elsewhere_it_is_a_paper(
    filled: MainWindow, tmp_path: Path, name: str, qtbot  # noqa: ANN001
) -> None:
    path = tmp_path / name
    word = path.suffix == ".docx"
    path.write_bytes(word_form() if word else FORMS["bilingual"]().finish())
    filled.desk.open_page("form")
    made = filled.view.page("form").page
    walking.settle()
    assert drop(filled, filled.rect().center(), path)
    qtbot.waitUntil(lambda: made.ready, timeout=20000)
    assert made.file_name == name
    assert len(made.rows) > 3
    assert not filled.desk.session.record.all(Evidence)
    filled.desk.open_page("savings")
    walking.settle()
    assert drop(filled, filled.rect().center(), path)
    qtbot.waitUntil(lambda: bool(filled.desk.session.record.all(Evidence)), timeout=20000)
    assert filled.desk.session.record.all(Evidence)[0].file_name == name


def test_a_form_that_is_dropped_while_another_is_read_comes_after_it(
    page: OfficialFormPage, filled: MainWindow, tmp_path: Path, qtbot  # noqa: ANN001
) -> None:
    path = tmp_path / "b.pdf"
    path.write_bytes(FORMS["bilingual"]().finish())
    page.page.refill()
    assert page.page.running
    assert drop(filled, filled.rect().center(), path)
    assert page.page.file_name != "b.pdf"
    qtbot.waitUntil(lambda: page.page.ready and page.page.file_name == "b.pdf", timeout=20000)


def test_a_click_on_the_paper_chooses(page: OfficialFormPage, qtbot) -> None:  # noqa: ANN001
    qtbot.waitUntil(lambda: not page.sheet.pixmap().isNull())
    page.page.choose("form1.mail")
    left, top, right, bottom = page.page.sheet.mark
    page.page.choose("form1.partA.nameE")
    shown = page.sheet.pixmap().deviceIndependentSize()
    x = (page.sheet.width() - shown.width()) / 2 + (left + right) / 2 * shown.width()
    y = (page.sheet.height() - shown.height()) / 2 + (top + bottom) / 2 * shown.height()
    QTest.mouseClick(page.sheet, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    assert page.page.chosen == "form1.mail"


def test_the_filled_form_is_saved(
    page: OfficialFormPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.pdf"
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_: out)
    page.fill.click()
    assert out.read_bytes().startswith(b"%PDF")
    assert "out.pdf" in page.page.session.status


@pytest.fixture
def scanned(page: OfficialFormPage, tmp_path: Path, qtbot) -> OfficialFormPage:  # noqa: ANN001
    path = tmp_path / "scan.pdf"
    path.write_bytes(scan().content)
    page.page.load(path)
    qtbot.waitUntil(lambda: page.page.ready and page.page.file_name == "scan.pdf", timeout=20000)
    qtbot.waitUntil(lambda: not page.sheet.pixmap().isNull(), timeout=20000)
    return page


def on_sheet(page: OfficialFormPage, x: float, y: float) -> QPoint:
    """A spot of the paper, in parts of its width and height."""
    paper = page.sheet.paper
    return QPoint(round(paper.left() + x * paper.width()), round(paper.top() + y * paper.height()))


def drag(page: OfficialFormPage, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(page.sheet, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(page.sheet, (start + end) / 2)
    QTest.mouseMove(page.sheet, end)
    QTest.mouseRelease(page.sheet, Qt.MouseButton.LeftButton, pos=end)


def test_a_place_is_drawn_moved_sized_and_removed_with_the_mouse(
    scanned: OfficialFormPage, qtbot  # noqa: ANN001
) -> None:
    presenter = scanned.page
    before = len(presenter.rows)
    drag(scanned, on_sheet(scanned, 0.5, 0.85), on_sheet(scanned, 0.8, 0.88))
    assert len(presenter.rows) == before + 1
    left, _top, right, bottom = presenter.sheet.mark
    assert abs(left - 0.5) < 0.01
    assert abs(bottom - 0.88) < 0.01
    drag(scanned, on_sheet(scanned, 0.65, 0.865), on_sheet(scanned, 0.55, 0.8))
    moved = presenter.sheet.mark
    assert abs(moved[0] - (left - 0.1)) < 0.015
    assert abs((moved[2] - moved[0]) - (right - left)) < 0.01
    drag(scanned, on_sheet(scanned, moved[2] - 0.002, (moved[1] + moved[3]) / 2),
         on_sheet(scanned, moved[2] + 0.1, (moved[1] + moved[3]) / 2))  # fmt: skip
    assert presenter.sheet.mark[2] - moved[2] > 0.07
    assert abs(presenter.sheet.mark[0] - moved[0]) < 0.01
    qtbot.waitUntil(lambda: presenter.ready, timeout=20000)
    scanned.means.setCurrentIndex(scanned.means.findData("company.telephone"))
    scanned.means.activated.emit(scanned.means.currentIndex())
    qtbot.waitUntil(lambda: written(scanned, presenter.chosen) == "2345 6789", timeout=20000)
    QTest.keyClick(scanned.sheet, Qt.Key.Key_Delete)
    assert len(presenter.rows) == before


def test_a_click_on_free_paper_marks_nothing(scanned: OfficialFormPage) -> None:
    before = len(scanned.page.rows)
    drag(scanned, on_sheet(scanned, 0.5, 0.9), on_sheet(scanned, 0.5, 0.9) + QPoint(2, 1))
    assert len(scanned.page.rows) == before


def test_places_are_marked_with_the_keyboard_alone(
    scanned: OfficialFormPage, qtbot  # noqa: ANN001
) -> None:
    presenter, sheet = scanned.page, scanned.sheet
    before = len(presenter.rows)
    sheet.setFocus()
    QTest.keyClick(sheet, Qt.Key.Key_Insert)
    assert len(presenter.rows) == before + 1
    first = presenter.sheet.mark
    QTest.keyClick(sheet, Qt.Key.Key_Right)
    QTest.keyClick(sheet, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    now = presenter.sheet.mark
    assert now[0] > first[0]
    assert now[3] > first[3]
    assert abs(now[1] - first[1]) < 1e-9
    QTest.keyClick(sheet, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(sheet, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert presenter.sheet.mark == first
    QTest.keyClick(sheet, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(presenter.rows) == before
    QTest.keyClick(sheet, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert len(presenter.rows) == before + 1
    qtbot.waitUntil(lambda: presenter.ready, timeout=20000)


def test_the_form_is_kept_issued_and_printed(
    page: OfficialFormPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot  # noqa: ANN001
) -> None:
    page.joins.click()
    assert page.page.keeping.kept
    out, printed = tmp_path / "issued.pdf", tmp_path / "printed.pdf"
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_: out)
    qtbot.waitUntil(lambda: page.page.ready, timeout=20000)
    page.issue.click()
    assert out.read_bytes().startswith(b"%PDF")
    assert page.strip.made == out

    def printer(_parent: object, _title: str, pages: int) -> QPrinter:
        assert pages == 1
        made = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(printed))
        made.setFullPage(True)
        return made

    monkeypatch.setattr(dialogs, "printer_for", printer)
    qtbot.waitUntil(lambda: page.page.ready, timeout=20000)
    page.printed.click()
    qtbot.waitUntil(lambda: printed.exists() and page.strip.printing is None, timeout=20000)
    qtbot.waitUntil(lambda: printed.read_bytes()[-6:].strip() == b"%%EOF", timeout=20000)
    page.joins.click()
    assert not page.page.keeping.kept


@pytest.mark.parametrize("language", ["en", "zh_Hant", "zh_Hans"])
def test_it_has_room_on_a_small_screen(
    scanned: OfficialFormPage, filled: MainWindow, language: str, qtbot  # noqa: ANN001
) -> None:
    """960 pixels, as at 200 % on a common screen, are less than the column of pages takes."""
    scanned.page.correct("item.hkd", 2)
    filled.speak(language)
    qtbot.waitUntil(lambda: scanned.page.ready, timeout=20000)
    scanned.show_now()
    assert scanned.minimumSizeHint().width() <= 960 - 172
    filled.resize(960, 540)
    qtbot.wait(50)
    assert filled.width() == 960
    assert scanned.tools.marking.y() > scanned.tools.turning.y()  # one beneath the other
