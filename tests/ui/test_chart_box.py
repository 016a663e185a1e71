"""The chart by mouse and keys: figures under the pointer, months closer, the way to a reading."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cpdesk.domain.periods import Month
from cpdesk.domain.record import KINDS
from cpdesk.domain.upgrades import Effect
from cpdesk.domain.verification import Adjustment, Flow, Input, Spot
from cpdesk.ui import dialogs
from cpdesk.ui.chart_box import ChartBox
from cpdesk.ui.main_window import MainWindow
from cpdesk.ui.months_page import MonthsPage
from tests.ui.test_savings_page import opened

Chart = tuple[MainWindow, ChartBox]


@pytest.fixture
def chart(window: MainWindow, tmp_path: Path, qtbot) -> ChartBox:  # noqa: ANN001
    """The chart of the savings page, drawn."""
    page = opened(window, tmp_path)
    qtbot.waitUntil(lambda: page.chart.picture is not None and page.chart.drawn, timeout=20_000)
    return page.chart


def settle(chart: ChartBox) -> None:
    QTest.qWait(20)
    while not chart.drawn:
        QTest.qWait(20)


def place(chart: ChartBox, month: Month, panel: int = 0) -> QPoint:
    """Where a month's point lies in pixels."""
    (at,) = [each for each in chart._panels[panel].points if each.month == month]
    return QPoint(round(at.x * chart.width()), round(at.y * chart.height()))


def changed(chart: ChartBox, wish: Callable[[], object]) -> bool:
    before = chart.grab().toImage()
    wish()
    QApplication.processEvents()
    return chart.grab().toImage() != before


def test_the_month_under_the_pointer_shows_its_figures(chart: ChartBox) -> None:
    at = place(chart, Month(2024, 5))
    assert changed(chart, lambda: QTest.mouseMove(chart, at))
    assert chart.month == Month(2024, 5)
    assert "May 2024. D1 1,200 pcs." in chart.accessibleDescription()
    QTest.mouseMove(chart, QPoint(2, 2))
    assert chart.month is None


def test_a_click_leads_to_the_cell_of_the_reading(window: MainWindow, chart: ChartBox) -> None:
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place(chart, Month(2023, 4)))
    page = window.view.page("months")
    assert window.view.stack.currentWidget() is page
    assert isinstance(page, MonthsPage)
    assert page.grid.year == 2023
    assert page.table.chosen() == [(3, 0)]


def test_months_that_are_dragged_over_are_shown_alone(chart: ChartBox) -> None:
    charts = chart.page.charts
    QTest.mousePress(chart, Qt.MouseButton.LeftButton, pos=place(chart, Month(2023, 3)))
    QTest.mouseMove(chart, place(chart, Month(2023, 8)))
    QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=place(chart, Month(2023, 8)))
    assert charts.span == (Month(2023, 3), Month(2023, 8))
    settle(chart)
    assert {each.month for each in chart._panels[0].points} == {
        Month(2023, 3) + n for n in range(6)
    }
    chart.page.charts.show_all()
    assert charts.span is None


def test_by_keys_alone_from_month_to_month_closer_and_to_the_reading(
    window: MainWindow, chart: ChartBox
) -> None:
    chart.setFocus()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Right):
        QTest.keyClick(chart, key)
    assert chart.month == Month(2022, 3)
    QTest.keyClick(chart, Qt.Key.Key_PageDown)
    assert chart.month == Month(2023, 3)
    assert "March 2023" in chart.accessibleDescription()
    QTest.keyClicks(chart, "++")
    span = chart.page.charts.span
    assert span
    assert span[0] <= Month(2023, 3) <= span[1]
    QTest.keyClicks(chart, "-0")
    assert chart.page.charts.span is None
    settle(chart)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert window.desk.page == "months"
    assert window.view.page("months").grid.year == 2023


def test_the_wheel_zooms_only_with_ctrl(chart: ChartBox) -> None:
    at = QPointF(place(chart, Month(2024, 8)))

    def wheel(keys: Qt.KeyboardModifier) -> bool:
        event = QWheelEvent(
            at, chart.mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, keys,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        chart.wheelEvent(event)
        return event.isAccepted()

    assert not wheel(Qt.KeyboardModifier.NoModifier)
    assert chart.page.charts.span is None
    assert wheel(Qt.KeyboardModifier.ControlModifier)
    span = chart.page.charts.span
    assert span
    assert span[0] <= Month(2024, 8) <= span[1]


def test_picture_and_figures_go_to_the_clipboard(window: MainWindow, chart: ChartBox) -> None:
    chart.copy_picture()
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == (2 * chart.width(), 2 * chart.height())
    assert "The chart is in the clipboard." in window.last.text()
    chart.copy_figures()
    assert QGuiApplication.clipboard().text().startswith("Month\tPeriod\t")


def test_what_was_taken_back_meanwhile_is_not_saved(
    window: MainWindow, chart: ChartBox, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(dialogs, "file_to_write", lambda *about: asked.append(about))
    chart.save_figures()
    assert len(asked) == 1
    record = window.desk.session.record
    with window.desk.session.ws.store.change("Removed elsewhere") as work:
        for kind in reversed(KINDS):
            if kind in (Effect, Input, Spot, Flow, Adjustment):
                for each in record.all(kind):
                    work.remove(each)
    for wish in (chart.save_picture, chart.save_figures, chart.copy_picture, chart.copy_figures):
        wish()
    assert len(asked) == 1


def test_every_chart_can_be_chosen_and_is_drawn_anew(window: MainWindow, chart: ChartBox) -> None:
    tools, seen = window.view.page("savings").tools, []
    for word, _ in chart.page.charts.kinds:
        tools.kinds.chosen.emit(word)
        settle(chart)
        picture = chart.picture
        assert picture is not None
        seen.append(bytes(picture.constBits()))
        assert dict(chart.page.charts.kinds)[word] in chart.accessibleName()
        assert tools.more.isVisible() is (word not in ("scatter", "residuals"))
    assert len(set(seen)) == len(seen) == 5


@pytest.mark.parametrize("language", ["en", "zh_Hant", "zh_Hans"])
def test_what_stands_above_the_chart_is_not_cut(
    window: MainWindow, chart: ChartBox, language: str
) -> None:
    window.speak(language)
    QApplication.processEvents()
    tools = window.view.page("savings").tools
    assert tools.kinds.currentWidget() is tools.kinds.segments
    for each in (tools.kinds, chart.copy, chart.save):
        assert each.width() >= each.minimumSizeHint().width()
    assert tools.corner.geometry().right() == chart.width() - 1
