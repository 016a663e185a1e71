"""Pictures of every page in every language, to be looked at: `python -m tests.ui.screens DIR`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cpdesk.base.languages import LANGUAGES
from cpdesk.presenters.desk import PAGES
from cpdesk.ui.application import Appearance
from cpdesk.ui.main_window import MainWindow

SIZE = (1366, 768)


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
    """A picture of the window once it has come to rest."""
    QTest.qWait(250)
    window.grab().save(str(path))
    return path


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for each in write_screens(target, Path(sys.argv[2]) if len(sys.argv) > 2 else None):
        print(each)
