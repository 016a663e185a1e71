"""The page of evidence as it is used: thumbnails, leafing, zoom, turning, many at once, erasing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from cpdesk.domain.papers import Attachment, Evidence
from cpdesk.services.evidence import add_evidence
from cpdesk.ui import dialogs
from cpdesk.ui.evidence_page import EvidencePageView
from cpdesk.ui.main_window import MainWindow
from tests import papers
from tests.ui import walking

FILES = {
    "bills.pdf": papers.pdf(3), "photo.jpg": papers.coded(papers.photo((640, 480)), "JPEG"),
    "IMG_1.HEIC": papers.HEIC.read_bytes(), "fapiao.ofd": papers.zipped("OFD.xml"),
}  # fmt: skip


@pytest.fixture
def page(filled: MainWindow, tmp_path: Path, qtbot) -> EvidencePageView:  # noqa: ANN001
    paths = [tmp_path / name for name in FILES]
    for path, data in zip(paths, FILES.values(), strict=True):
        path.write_bytes(data)
    add_evidence(filled.desk.session.ws, paths)
    filled.desk.session.changed()
    filled.desk.open_page("evidence")
    made = filled.view.page("evidence")
    qtbot.waitUntil(lambda: made.papers.count() == 4 and not filled.view.drawing.busy)
    return made


def record_of(page: EvidencePageView) -> list[Evidence]:
    return list(page.page.session.record.all(Evidence))


def test_pages_are_shown_leafed_and_enlarged(page: EvidencePageView, qtbot) -> None:  # noqa: ANN001
    viewer = page.viewer
    qtbot.waitUntil(lambda: not viewer.sheet.pixmap().isNull())
    fits = viewer.sheet.pixmap().height()
    assert fits <= viewer.area.height()
    assert viewer.number.text() == "1 / 3"
    viewer.window().activateWindow()
    viewer.area.setFocus()
    QTest.keyClick(viewer.area, Qt.Key.Key_PageDown)
    assert viewer.number.text() == "2 / 3"
    viewer.more.click()
    qtbot.waitUntil(lambda: viewer.sheet.pixmap().height() > 1.4 * fits)
    viewer.whole.click()
    qtbot.waitUntil(lambda: viewer.sheet.pixmap().height() == fits)


def test_a_photo_is_turned_and_reduced_with_a_way_back(
    page: EvidencePageView, filled: MainWindow, qtbot  # noqa: ANN001
) -> None:
    page.papers.setCurrentRow(1)
    picture = page.viewer.sheet.pixmap
    qtbot.waitUntil(lambda: picture().width() > picture().height())
    page.viewer.right.click()
    qtbot.waitUntil(lambda: 0 < picture().width() < picture().height())
    page.details.reduced.click()
    assert (record_of(page)[1].turned, record_of(page)[1].reduced) == (90, True)
    filled.desk.undo()
    filled.desk.undo()
    assert (record_of(page)[1].turned, record_of(page)[1].reduced) == (None, False)
    assert not page.details.reduced.isChecked()


def test_what_is_only_kept_says_so(page: EvidencePageView) -> None:
    page.papers.setCurrentRow(3)
    assert page.viewer.none.isVisible()
    assert "kept in the record" in page.viewer.none.text()
    assert not page.details.reduced.isVisible()


def test_several_are_attached_and_named_together(page: EvidencePageView) -> None:
    for at in (0, 1, 3):
        page.papers.item(at).setSelected(True)
    assert page.details.title.text() == "3 papers chosen"
    page.details.supports.attach.click()
    assert len(page.page.session.record.all(Attachment)) == 3
    page.details.together.chosen.emit("G11")
    assert [each.document for each in record_of(page)] == ["G11", "G11", "", "G11"]
    assert len(page.papers.selectedItems()) == 3
    page.filter.chosen.emit("G11")
    assert page.papers.count() == 3
    page.remove.click()
    assert len(record_of(page)) == 3


def test_papers_are_found_by_what_they_are_called(page: EvidencePageView, qtbot) -> None:  # noqa: ANN001
    papers = page.page.list.papers
    first = papers[0].words.split()[0]
    qtbot.keyClicks(page.search, first.lower())
    assert [each.words.split()[0] for each in page.page.list.papers] == [first]
    assert page.papers.count() == 1
    page.search.clear()
    assert page.page.list.papers == papers
    qtbot.keyClicks(page.search, "nothing like it")
    assert page.papers.count() == 0


def test_erasing_is_asked_about_first(
    page: EvidencePageView, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(role: QMessageBox.ButtonRole):  # noqa: ANN202
        def click(box: QMessageBox) -> int:
            asked.append(box.informativeText())
            next(each for each in box.buttons() if box.buttonRole(each) == role).click()
            return 0

        return click

    roles = QMessageBox.ButtonRole
    monkeypatch.setattr(QMessageBox, "exec", answer(roles.RejectRole))
    page.erase.click()
    assert len(record_of(page)) == 4
    monkeypatch.setattr(QMessageBox, "exec", answer(roles.DestructiveRole))
    page.erase.click()
    assert len(record_of(page)) == 3
    assert asked[0].startswith("E1")
    assert page.findings.isVisible()


def test_the_papers_are_exported_to_a_folder_of_that_name(
    page: EvidencePageView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot  # noqa: ANN001
) -> None:
    monkeypatch.setattr(dialogs.EvidenceFolder, "exec", lambda _self: 1)
    page.export.click()
    folder = tmp_path / "紅水壺 記錄 Evidence"
    qtbot.waitUntil(lambda: (folder / "index.xlsx").exists() and page.export.isVisible())
    assert len(list(folder.iterdir())) == 5


def test_a_bare_name_is_a_folder_beside_the_record(
    page: EvidencePageView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot  # noqa: ANN001
) -> None:
    monkeypatch.setattr(dialogs.EvidenceFolder, "exec", lambda it: it.place.setText("審核") or 1)
    page.export.click()
    qtbot.waitUntil(lambda: (tmp_path / "審核" / "index.xlsx").exists())


def test_a_question_that_was_answered_goes(page: EvidencePageView, filled: MainWindow) -> None:
    QTimer.singleShot(0, lambda: QApplication.activeModalWidget().cancel.click())
    page.export.click()
    walking.settle()
    assert not filled.findChildren(dialogs.EvidenceFolder)


def test_the_record_can_be_closed_while_pictures_are_drawn(
    page: EvidencePageView, filled: MainWindow
) -> None:
    page.page.pictures.forget()
    page.papers._shown = ()
    page.refresh()
    assert filled.close_record()
