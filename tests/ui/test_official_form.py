"""The page of the official form as it is used: a row chosen, a meaning corrected, a click."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from cpdesk.ui import dialogs
from cpdesk.ui.main_window import MainWindow
from cpdesk.ui.official_form_page import OfficialFormPage
from tests.documents.forms.made_forms import FORMS


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
