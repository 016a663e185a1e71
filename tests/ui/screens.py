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
from cpdesk.ui.overview_page import OverviewPage

SIZE = (1366, 768)
_SETTLE = 250  # milliseconds


def write_screens(folder: Path, record: Path | None = None) -> Iterator[Path]:
    """Write a picture of each page into the folder; of a record, or of the sample factory."""
    application = QApplication.instance() or QApplication([])
    appearance = Appearance(application, 10)
    window = MainWindow(appearance.speak, appearance.resize_text)
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
        yield from _charts(window, folder, language)
        yield from _upgrades(window, folder, language)
    window.close()


def _charts(window: MainWindow, folder: Path, language: str) -> Iterator[Path]:
    """Every chart of the savings page."""
    window.desk.open_page("savings")
    charts = window.view.page("savings").page.charts
    for word, _ in charts.kinds[1:]:
        charts.choose(word)
        yield grab(window, folder / f"savings-{word}-{language}.png")
    charts.choose("use")


def _upgrades(window: MainWindow, folder: Path, language: str) -> Iterator[Path]:
    """Every part of what is known of the last upgrade, which is in a project."""
    window.desk.open_page("upgrades")
    register = window.view.page("upgrades").register.register
    while not register.fresh:
        QTest.qWait(_SETTLE)
    if register.entries:
        register.select(register.entries[-1].upgrade.id)
    for tab in ("costs", "diary", "papers", "before"):
        register.choose_tab(tab)
        yield grab(window, folder / f"upgrades-{tab}-{language}.png")


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
    overviews = window.findChildren(OverviewPage)
    fresh = all(each.page.fresh for each in overviews if each.isVisible())
    return not busy and fresh and all(each.drawn for each in charts if each.isVisible())


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for each in write_screens(target, Path(sys.argv[2]) if len(sys.argv) > 2 else None):
        print(each)
