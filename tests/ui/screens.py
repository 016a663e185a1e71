"""Pictures of everything in the window, to be looked at.

`python -m tests.ui.screens DIR [RECORD]` writes each page, dialog and menu in each language at
1366x768, and once more as on a screen of 1920x1080 at 200 %.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cpdesk.base.languages import LANGUAGES
from cpdesk.ui.application import Appearance
from cpdesk.ui.main_window import MainWindow
from tests.ui import walking

SIZE, SMALL = (1366, 768), (960, 540)
_SETTLE = 250  # milliseconds


def write_screens(
    folder: Path, record: Path | None = None, size: tuple[int, int] = SIZE
) -> Iterator[Path]:
    """Write a picture of everything into the folder; of a record, or of the sample factory."""
    application = QApplication.instance() or QApplication([])
    appearance = Appearance(application, 10)
    for language in LANGUAGES:
        appearance.speak(language)
        window = MainWindow(appearance.speak)
        window.resize(*size)
        window.show()
        window.speak(language)
        yield from _of(window, folder, language, record)
        window.close()


def _of(window: MainWindow, folder: Path, language: str, record: Path | None) -> list[Path]:
    made: list[Path] = []

    def look(name: str, widget: QWidget) -> None:
        path = folder / f"{_tidy(name)}-{language}.png"
        made.append(grab(widget if widget.isWindow() else window, path))

    tour = walking.Walk(window, look, lambda: walking.rest(window))
    tour.start()
    if record is None:
        walking.open_sample(window, folder)
    else:
        window.open_record(record)
    tour.pages()
    tour.menus()
    tour.said()
    tour.presses()
    return made


def _tidy(name: str) -> str:
    """A name of a file, the same in every language."""
    return "-".join(re.sub(r"[^\x21-\x7e]+", " ", name).split())


def grab(widget: QWidget, path: Path) -> Path:
    """A picture of it once everything is drawn."""
    QTest.qWait(_SETTLE)  # what was drawn last is still to be laid out
    widget.grab().save(str(path))
    return path


def at_200_percent(folder: Path, record: Path | None) -> None:
    """The same in a process of its own, which alone can have another scale."""
    known = {**os.environ, "QT_SCALE_FACTOR": "2"}
    words = [sys.executable, "-m", "tests.ui.screens", str(folder), *([str(record)] * bool(record))]
    subprocess.run(words, env=known, check=True)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    shown = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    scaled = os.environ.get("QT_SCALE_FACTOR") == "2"
    for each in write_screens(target, shown, SMALL if scaled else SIZE):
        print(each)
    if not scaled:
        at_200_percent(target / "200 percent", shown)
