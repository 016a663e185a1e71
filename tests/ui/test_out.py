"""Files from the window by its menus: the chart of a page, the record, the empty workbook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from cpdesk.domain.findings import Finding
from cpdesk.ui.main_window import MainWindow

Choose = Callable[[Path], None]


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Choose:
    """What the user answers where a file is to be written; the first kind offered is chosen."""

    def answer(path: Path) -> None:
        monkeypatch.setattr(
            QFileDialog, "getSaveFileName",
            lambda _parent, _title, _name, kinds: (str(path), kinds.split(";;")[0]),
        )  # fmt: skip

    return answer


def pick(menu: QMenu, words: str) -> None:
    next(each for each in menu.actions() if each.text() == words).trigger()


def pick_of_bar(window: MainWindow, words: str) -> None:
    items = window.menuBar().findChildren(QAction)
    [each for each in items if each.text() == words][-1].trigger()


def test_the_chart_is_saved_from_its_button_and_its_context_menu(
    filled: MainWindow, choose: Choose, tmp_path: Path
) -> None:
    filled.desk.open_page("savings")
    chart = filled.view.page("savings").chart
    assert chart.save.isVisible()
    choose(tmp_path / "圖")  # the ending is that of the kind chosen
    pick(chart.save.menu(), "As a picture…")
    assert (tmp_path / "圖.png").read_bytes().startswith(b"\x89PNG")
    at = QPoint(20, 20)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, chart.mapToGlobal(at))
    QApplication.sendEvent(chart, event)
    assert chart.menu.isVisible()
    choose(tmp_path / "數.csv")
    pick(chart.menu, "As figures…")
    chart.menu.close()
    assert (tmp_path / "數.csv").read_text("utf-8-sig").startswith("Month,Period,")
    assert "數.csv was written." in filled.last.text()


def test_a_chart_that_cannot_be_written_is_said_in_a_sentence(
    filled: MainWindow, choose: Choose, tmp_path: Path, said: list[Finding]
) -> None:
    filled.desk.open_page("savings")
    choose(tmp_path / "圖.bmp")
    filled.view.page("savings").chart.save_picture()
    assert [each.code for each in said] == ["export-ending"]


def test_the_words_of_the_button_follow_the_language(filled: MainWindow) -> None:
    filled.desk.open_page("savings")
    filled.speak("zh_Hans")
    chart = filled.view.page("savings").chart
    assert chart.save.text() == "保存图表…"
    assert [each.text() for each in chart.save.menu().actions()] == ["存为图片…", "存为数据…"]
    assert [each.text() for each in chart.copy.menu().actions()] == ["复制图片", "复制数据"]
    words = [each.text() for each in chart.menu.actions()]
    assert words == ["复制图片", "复制数据", "", "存为图片…", "存为数据…"]


def test_the_record_and_its_charts_are_written_from_the_menu(
    filled: MainWindow, choose: Choose, tmp_path: Path, qtbot  # noqa: ANN001
) -> None:
    choose(tmp_path / "全部.json")
    pick_of_bar(filled, "Export the record…")
    qtbot.waitUntil(lambda: "全部.json was written." in filled.last.text())
    choose(tmp_path / "圖")
    pick_of_bar(filled, "Export the figures of all charts…")
    qtbot.waitUntil(lambda: "圖.xlsx was written." in filled.last.text())
    assert (tmp_path / "全部.json").exists()


def test_an_empty_workbook_is_there_before_any_record(
    window: MainWindow, choose: Choose, tmp_path: Path
) -> None:
    window.speak("zh_Hant")
    choose(tmp_path / "空白")
    pick_of_bar(window, "儲存空白工作簿…")
    assert "讀數" in openpyxl.load_workbook(tmp_path / "空白.xlsx", read_only=True).sheetnames
