"""The pictures of the guide, taken of the sample: `python -m tests.ui.pictures`."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from PIL import Image, ImageOps
from PySide6.QtWidgets import QApplication

from cpdesk.base.languages import LANGUAGES
from cpdesk.base.paths import resource
from cpdesk.services.demo import open_sample
from cpdesk.services.workspace import Workspace
from cpdesk.ui.application import Appearance
from cpdesk.ui.main_window import MainWindow
from tests.documents.forms.made_forms import FORMS
from tests.ui.screens import grab
from tests.ui.walking import rest

SIZE = (1366, 768)
LARGEST = 110_000  # bytes
COLOURS, EDGE = 256, "#C9D0CB"
PAGES = ("overview", "months", "savings", "upgrades", "application", "dossier", "evidence",
         "factors", "history")  # fmt: skip
AUTHOR, SHOWN = "Fiction Wong", "D:/Paper Lantern.cpdesk"
NAMES = ("first-hour", *PAGES, "form", "bills")
FORM = "bilingual"  # of those made for the tests; no office's own is shown


def write_pictures(folder: Path, languages: tuple[str, ...] = LANGUAGES) -> Iterator[Path]:
    """Write the pictures of each language into a folder of its name."""
    application = QApplication.instance() or QApplication([])
    appearance = Appearance(application, 10)
    window = MainWindow(appearance.speak)
    window.resize(*SIZE)
    window.show()
    for language in languages:
        window.speak(language)
        window.start.file.setText(SHOWN)
        yield _take(window, folder / language, "first-hour")
    with tempfile.TemporaryDirectory() as scratch:
        store = open_sample(Path(scratch), _noon, AUTHOR)
        window.show_record(Workspace(store, _noon, AUTHOR))
        form = Path(scratch, "Application form.pdf")
        form.write_bytes(FORMS[FORM]().finish())
        window.desk.open_page("form")
        window.view.page("form").page.load(form)
        for language in languages:
            yield from _pages(window, folder / language, language)
        window.close()


def _pages(window: MainWindow, folder: Path, language: str) -> Iterator[Path]:
    window.speak(language)
    for page in PAGES:
        window.desk.open_page(page)
        if page in ("application", "dossier"):
            window.view.page(page).page.choose_language(language)
        yield _take(window, folder, page)
    window.desk.open_page("form")
    yield _take(window, folder, "form")
    window.desk.open_page("months")
    window.view.enter_bill(None)
    yield _take(window, folder, "bills")


def _noon() -> datetime:
    return datetime(2026, 11, 24, 12)


def _take(window: MainWindow, folder: Path, name: str) -> Path:
    """A picture of few colours: flat as it is, nobody sees that the others are missing."""
    folder.mkdir(parents=True, exist_ok=True)
    rest(window)
    path = grab(window, folder / f"{name}.png")
    with Image.open(path) as picture:
        framed = ImageOps.expand(picture.convert("RGB"), 1, EDGE)
        few = framed.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    return path


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ.setdefault("CPDESK_HOME", home)
        for each in write_pictures(resource("help")):
            print(each)
