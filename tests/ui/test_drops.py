"""Files are dropped anywhere: no field of any page takes their name for a text."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit

from cpdesk.presenters.pages import PAGES
from cpdesk.ui import opening
from cpdesk.ui.main_window import MainWindow
from tests.ui import looking, walking

TYPED = (QLineEdit, QPlainTextEdit, QTextEdit)
COPY, LEFT = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def drop(window: MainWindow, at: QPoint, *paths: Path) -> bool:
    """As the system tells the window of it; whether it was let in."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(each)) for each in paths])
    enter = QDragEnterEvent(at, COPY, data, LEFT, NONE)
    enter.ignore()
    QApplication.sendEvent(window.windowHandle(), enter)
    if enter.isAccepted():
        where = QPointF(at)
        QApplication.sendEvent(window.windowHandle(), QDropEvent(where, COPY, data, LEFT, NONE))
    return enter.isAccepted()


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, ...]]:
    """What the window was given."""
    found: list[tuple[Path, ...]] = []
    monkeypatch.setattr(opening, "take", lambda _window, paths: found.append(tuple(paths)))
    return found


@pytest.mark.parametrize("name", ["台賬.xlsx", "another.cpdesk"])
def test_a_workbook_or_a_record_is_for_the_window_on_every_page(
    filled: MainWindow, tmp_path: Path, taken: list[tuple[Path, ...]], name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(b"PK")
    pages = [each.word for each in PAGES if each.word != "evidence"]
    for word in pages:
        filled.desk.open_page(word)
        walking.settle()
        assert drop(filled, filled.rect().center(), path), word
        assert taken.pop() == (path,), word


def test_a_box_for_words_is_passed_over(
    filled: MainWindow, tmp_path: Path, taken: list[tuple[Path, ...]]
) -> None:
    path = tmp_path / "台賬.xlsx"
    path.write_bytes(b"PK")
    filled.desk.open_page("company")
    walking.settle()
    boxes = [each for kind in TYPED for each in looking.seen(filled.view, kind)]
    assert len(boxes) > 3
    for box in boxes:
        at = box.mapTo(filled, box.rect().center())
        if filled.childAt(at) is None:
            continue  # scrolled away
        drop(filled, at, path)
        text = box.text() if isinstance(box, QLineEdit) else box.toPlainText()
        assert "xlsx" not in text
    assert taken


def test_words_still_go_into_the_box(filled: MainWindow) -> None:
    filled.desk.open_page("company")
    walking.settle()
    data = QMimeData()
    data.setText("荃灣")
    event = QDragEnterEvent(filled.rect().center(), COPY, data, LEFT, NONE)
    assert not filled.drops.eventFilter(filled.windowHandle(), event)


def test_a_paper_dropped_on_the_page_of_papers_is_kept_and_a_record_is_opened(
    filled: MainWindow, tmp_path: Path, taken: list[tuple[Path, ...]], qtbot  # noqa: ANN001
) -> None:
    filled.desk.open_page("evidence")
    walking.settle()
    paper, other = tmp_path / "報價 offer.xlsx", tmp_path / "other.cpdesk"
    paper.write_bytes(b"PK")
    other.write_bytes(b"")
    page = filled.view.page("evidence").page
    added: list[tuple[Path, ...]] = []
    page.add = added.append
    assert drop(filled, filled.rect().center(), paper)
    assert added == [(paper,)]
    assert drop(filled, filled.rect().center(), other)
    assert taken == [(other,)]


def test_nothing_is_let_in_while_the_record_is_written_to(
    filled: MainWindow, tmp_path: Path, taken: list[tuple[Path, ...]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(type(filled.runner), "busy", property(lambda _self: True))
    filled.desk.open_page("factors")
    walking.settle()
    assert not drop(filled, filled.rect().center(), tmp_path / "a.xlsx")
    assert not taken
