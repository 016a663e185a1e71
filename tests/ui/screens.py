"""Pictures of every page in every language, to be looked at: `python -m tests.ui.screens DIR`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cpdesk.base.languages import LANGUAGES
from cpdesk.presenters.pages import PAGES
from cpdesk.ui.application import Appearance
from cpdesk.ui.chart_box import ChartBox
from cpdesk.ui.main_window import MainWindow

SIZE = (1366, 768)
_SETTLE = 250  # milliseconds


def write_screens(folder: Path, record: Path | None = None) -> Iterator[Path]:
    """Write a picture of each page into the folder; of a record, or of the sample factory."""
    application = QApplication.instance() or QApplication([])
    appearance = Appearance(application, 10)
    window = MainWindow(appearance.speak)
    window.resize(*SIZE)
    window.show()
    for language in LANGUAGES:
        window.speak(language)
        yield grab(window, folder / f"start-{language}.png")
    if record is None:
        window.open_sample()
    else:
        window.open_record(record)
    for language in LANGUAGES:
        window.speak(language)
        for page in PAGES:
            window.desk.open_page(page.word)
            yield grab(window, folder / f"{page.word}-{language}.png")
    window.close()


def grab(window: MainWindow, path: Path) -> Path:
    """A picture of the window once its work is done and everything is drawn."""
    QTest.qWait(_SETTLE)
    while not at_rest(window):
        QTest.qWait(_SETTLE)
    QTest.qWait(_SETTLE)  # what was drawn last is still to be laid out
    window.grab().save(str(path))
    return path


def at_rest(window: MainWindow) -> bool:
    """Whether nothing is computed in the background and no chart is still to be drawn."""
    charts = window.findChildren(ChartBox)
    view = window.view
    busy = window.runner.busy or bool(view and (view.drawing.busy or view.proofs.busy))
    return not busy and all(each.drawn for each in charts if each.isVisible())


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for each in write_screens(target, Path(sys.argv[2]) if len(sys.argv) > 2 else None):
        print(each)
