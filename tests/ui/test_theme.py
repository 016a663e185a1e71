"""Light and dark: the whole window changes at once, and the next start knows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cpdesk.base.settings import Settings, load_settings, save_settings
from cpdesk.ui import look
from cpdesk.ui.application import Appearance
from cpdesk.ui.main_window import MainWindow
from tests.ui.looking import luminance
from tests.ui.test_savings_page import opened


@pytest.fixture
def dark(qapp: QApplication, said: list[object]) -> Iterator[MainWindow]:
    """A window that was set to dark."""
    save_settings(Settings())
    appearance = Appearance(qapp, 10)
    appearance.speak("en")
    window = MainWindow(appearance.speak, appearance.resize_text, appearance.show_theme)
    window.show()
    window.show_theme("dark")
    yield window
    window.close()
    window.deleteLater()
    appearance.show_theme("light")


def ground(window: MainWindow) -> float:
    """How light most of the picture is, from 0 to 1."""
    image = window.grab().toImage()
    dots = [QColor(image.pixel(x, y)).getRgb()[:3]
            for x in range(0, image.width(), 9) for y in range(0, image.height(), 9)]  # fmt: skip
    return sorted(luminance(dots))[len(dots) // 2]


def test_pages_and_charts_turn_dark_and_light_again(
    dark: MainWindow, tmp_path: Path, qtbot  # noqa: ANN001
) -> None:
    page = opened(dark, tmp_path)
    qtbot.waitUntil(lambda: page.chart.picture is not None and page.chart.drawn, timeout=20_000)
    assert ground(dark) < 0.1
    assert QColor(page.chart.picture.pixel(1, 1)) == QColor(look.DARK.base)
    dark.show_theme("light")
    QTest.qWait(50)
    qtbot.waitUntil(lambda: page.chart.drawn, timeout=20_000)
    assert ground(dark) > 0.8
    assert QColor(page.chart.picture.pixel(1, 1)) == QColor(look.LIGHT.base)


def test_the_choice_is_offered_and_kept(dark: MainWindow, tmp_path: Path) -> None:
    opened(dark, tmp_path)
    dark.desk.open_page("settings")
    QApplication.processEvents()
    page = dark.view.page("settings")
    assert page.page.theme == "dark"
    assert load_settings().theme == "dark"
    page.themes.chosen.emit("light")
    assert load_settings().theme == "light"
    assert page.page.theme == "light"


def test_pages_are_shown_once_for_another_theme(dark: MainWindow, tmp_path: Path) -> None:
    opened(dark, tmp_path)
    shown: list[str] = []
    dark.desk.session.listen(lambda: shown.append(look.colours().base))
    dark.show_theme("light")
    QTest.qWait(50)
    assert shown == [look.LIGHT.base]
    dark.show_theme("light")  # the setting is shown, whether or not a colour is another
    assert len(shown) == 2


def test_pages_follow_the_colours_of_the_pc(dark: MainWindow, tmp_path: Path) -> None:
    """As Qt tells of them, without a wish in this window."""
    opened(dark, tmp_path)
    shown: list[str] = []
    dark.desk.session.listen(lambda: shown.append(look.colours().base))
    look.show_in(look.LIGHT)
    QApplication.setPalette(look.palette())
    QTest.qWait(50)
    assert shown == [look.LIGHT.base]


def test_nothing_is_left_of_the_other_theme(dark: MainWindow) -> None:
    roles = QPalette.ColorRole
    assert QApplication.palette().color(roles.Base) == QColor(look.DARK.base)
    assert look.LIGHT.base not in QApplication.instance().styleSheet()


def test_as_the_pc_has_them(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system says nothing, as here, it is light; a theme of one's own is not changed."""
    appearance = Appearance(qapp, 10, "system")
    assert look.colours() == look.LIGHT
    appearance.show_theme("dark")
    appearance._follow()
    assert look.colours() == look.DARK
    appearance.show_theme("system")
    assert look.colours() == look.LIGHT


def test_settings_typed_by_hand_that_name_no_theme() -> None:
    save_settings(Settings(theme="purple"))
    assert load_settings().theme == "system"
