"""A splash is shown by a start that will take long, as the last one did, and by no other."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from cpdesk import __version__
from cpdesk.base.age import process_age
from cpdesk.base.settings import Settings, load_settings, save_settings
from cpdesk.ui import application, look
from cpdesk.ui.main_window import MainWindow
from cpdesk.ui.one_window import Door
from cpdesk.ui.splash import Splash, announce, picture

HOUSE = Path(__file__).parents[2]
pytestmark = pytest.mark.usefixtures("home")

# A whole start: what was on the screen when, and which of our modules were loaded by then.
STARTED = """
import json, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QSplashScreen
program, seen = QApplication([]), {"splash": None}

def shown():
    return sorted(type(each).__name__ for each in program.topLevelWidgets() if each.isVisible())

real = QSplashScreen.show
def show(splash):
    seen["splash"] = [each for each in sys.modules if each.startswith("cpdesk.ui")]
    real(splash)
QSplashScreen.show = show

def asked(box):
    seen["asked"] = shown()
QMessageBox.exec = asked

def look():
    seen["end"] = shown()
    seen["modules"] = [each for each in sys.modules if each.startswith("cpdesk.")]
    program.quit()
def wait():
    if "MainWindow" in shown():
        QTimer.singleShot(%d, look)
    else:
        QTimer.singleShot(10, wait)
QTimer.singleShot(10, wait)
from cpdesk.app import main
main(sys.argv[1:])
print(json.dumps(seen))
"""


def started(last: float, *words: object, wait: int = 0) -> dict[str, list[str] | None]:
    """A start of the program after one that took so many seconds."""
    save_settings(Settings(last_start=last))
    done = subprocess.run(
        [sys.executable, "-c", STARTED % wait, *map(str, words)], capture_output=True, text=True,
        check=True, timeout=60, env={**os.environ, "PYTHONPATH": str(HOUSE)},
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("last", [0.0, 0.2, 0.5])
def test_a_quick_start_shows_none_and_loads_nothing_for_it(last: float) -> None:
    seen = started(last)
    assert seen["splash"] is None
    assert seen["end"] == ["MainWindow"]
    assert not {"cpdesk.ui.splash", "cpdesk.base.age"} & set(seen["modules"])


def test_a_slow_one_shows_it_before_the_rest_is_loaded_and_goes_on_without_it() -> None:
    seen = started(0.6, wait=500)
    assert seen["splash"] is not None
    assert "cpdesk.ui.main_window" not in seen["splash"]
    assert "cpdesk.ui.application" not in seen["splash"]
    assert seen["end"] == ["MainWindow"], "and the program did not end with it"


def test_it_is_gone_too_where_the_record_is_asked_about_first(tmp_path: Path) -> None:
    seen = started(9.0, tmp_path / "沒有.cpdesk")
    assert seen["splash"] is not None
    assert seen["asked"] == ["MainWindow"]


def test_how_long_a_start_took_is_remembered(tmp_path: Path) -> None:
    begun = time.monotonic()
    seen = started(0.0, wait=application._IDLE + 300)
    took = time.monotonic() - begun - application._IDLE / 1000
    assert seen["end"] == ["MainWindow"]
    assert 0.1 <= load_settings().last_start <= took


def test_a_start_that_an_open_window_takes_over_shows_none(
    qtbot, tmp_path: Path  # noqa: ANN001
) -> None:
    door = Door(lambda _path: True)
    assert door.listen()
    save_settings(Settings(last_start=9.0))
    code = "from cpdesk.app import main; import sys; sys.exit(main([]) or 7)"
    program = subprocess.Popen(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(HOUSE)}
    )
    qtbot.waitUntil(lambda: program.poll() is not None, timeout=60_000)
    door.close()
    assert program.returncode == 7


def test_the_age_of_a_process_is_that_since_its_start() -> None:
    begun = time.monotonic()
    code = (
        "from cpdesk.base.age import process_age; import time; "
        "time.sleep(0.5); print(process_age())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(HOUSE)},
    )  # fmt: skip
    assert 0.5 <= float(done.stdout) <= time.monotonic() - begun + 0.02  # the clock ticks so
    assert process_age() > float(done.stdout)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_has_the_colours_of_the_window(qapp: QApplication, theme: str) -> None:
    tokens = {"light": look.LIGHT, "dark": look.DARK}[theme]
    shown = announce([], Settings(theme=theme))
    assert isinstance(shown, Splash)
    assert shown.isVisible()
    image = shown.pixmap().toImage()
    assert image.pixelColor(image.width() - 20, 20) == QColor(tokens.base)
    assert image.pixelColor(1, 20) == QColor(tokens.accent)
    window = MainWindow()
    shown.make_way(window)
    window.show()
    assert not shown.isVisible()
    window.close()


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_it_is_sharp_at_any_scaling(qapp: QApplication, ratio: float) -> None:
    assert __version__
    look.load_fonts()
    made = picture(look.LIGHT, ratio)
    assert (made.width(), made.height()) == (round(360 * ratio), round(152 * ratio))
    assert made.deviceIndependentSize().width() == 360
    if target := os.environ.get("CPDESK_PICTURES"):
        made.save(str(Path(target, f"splash-{ratio}.png")))
        picture(look.DARK, ratio).save(str(Path(target, f"splash-dark-{ratio}.png")))
