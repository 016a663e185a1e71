"""The pictures of the guide, taken of the sample: `python -m tests.ui.pictures`."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PIL import Image, ImageOps
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cpdesk.base.languages import LANGUAGES
from cpdesk.base.paths import resource
from cpdesk.domain.papers import Evidence
from cpdesk.domain.plant import Meter
from cpdesk.domain.upgrades import Upgrade
from cpdesk.domain.words import LocalText
from cpdesk.records.store import Store
from cpdesk.services import entry
from cpdesk.services.demo import open_sample
from cpdesk.services.evidence import add_evidence
from cpdesk.services.workspace import Workspace
from cpdesk.ui.application import Appearance
from cpdesk.ui.main_window import MainWindow
from tests.documents.forms.made_forms import FORMS
from tests.exchange.workbooks import dyeing_ledger
from tests.ui import stand_ins
from tests.ui.screens import grab
from tests.ui.walking import rest

SIZE = (1366, 768)
LARGEST = 110_000  # bytes
COLOURS, EDGE = 256, "#C9D0CB"
PAGES = ("overview", "months", "savings", "upgrades", "application", "dossier", "report",
         "evidence", "company", "factors", "history")  # fmt: skip
PACKS = ("application", "dossier", "report")
AUTHOR, SHOWN = "Fiction Wong", "D:/Paper Lantern.cpdesk"
NAMES = ("first-hour", *PAGES, "form", "bills", "import")
_PATIENCE = 60_000  # milliseconds until a page must have been printed
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
        ws = Workspace(store, _noon, AUTHOR)
        _with_papers(ws, Path(scratch))
        window.show_record(ws)
        form = Path(scratch, "Application form.pdf")
        form.write_bytes(FORMS[FORM]().finish())
        window.desk.open_page("form")
        window.view.page("form").page.load(form)
        for language in languages:
            yield from _pages(window, folder / language, language)
        store = Store.create(Path(scratch) / "Paper Lantern.cpdesk", author=AUTHOR, now=_noon)
        window.show_record(Workspace(store, _noon, AUTHOR))
        for language in languages:
            yield _import(window, folder / language, language, Path(scratch))
        window.close()


def _with_papers(ws: Workspace, scratch: Path) -> None:
    """A few bills and photographs, so that the pictures show what papers look like."""
    meter, upgrade = ws.record.find(Meter, "M1"), ws.record.find(Upgrade, "U1")
    for reading in ws.record.readings(meter)[-6:]:
        lines = (
            ("計費期 Period", f"{reading.start} - {reading.end}"),
            ("用電量 kWh", f"{reading.amount:,}"), ("應付 Due, CNY", f"{reading.cost or 0:,}"),
        )  # fmt: skip
        path = stand_ins.bill(scratch / f"電費單 {reading.start:%Y-%m}.pdf", "電費通知單", lines)
        add_evidence(ws, (path,), to=reading.id)
    for name, colour, count in (("Before", "#B9C1BC", 4), ("After", "#8FC3AB", 4)):
        path = stand_ins.compressors(scratch / f"{name}.jpg", colour, count, "drawn, 示意")
        add_evidence(ws, (path,), to=upgrade.id)
    names = {"Before": ("Before the works", "改造前", "改造前"),
             "After": ("With the upgrade", "改造後", "改造后")}  # fmt: skip
    for each in ws.record.all(Evidence):
        if found := names.get(Path(each.file_name).stem):
            entry.save(ws, replace(each, name=LocalText(*found)))


def _pages(window: MainWindow, folder: Path, language: str) -> Iterator[Path]:
    window.speak(language)
    for page in PAGES:
        window.desk.open_page(page)
        shown = window.view.page(page)
        if page in PACKS:
            shown.page.choose_language(language)
            _wait_for(lambda shown=shown: not shown.page.preview.stale)
        if page == "months":
            rest(window)
            shown.table.put_cursor(8, 0)
        yield _take(window, folder, page)
    window.desk.open_page("form")
    yield _take(window, folder, "form")
    window.desk.open_page("months")
    window.view.enter_bill(None)
    yield _take(window, folder, "bills")


def _import(window: MainWindow, folder: Path, language: str, scratch: Path) -> Path:
    """A factory's own ledger on its way into a record that was just begun."""
    window.speak(language)
    window.view.open_import(dyeing_ledger.write(scratch))
    page = window.view.stack.currentWidget().page
    _wait_for(lambda: not page.running)
    made = _take(window, folder, "import")
    page.cancel()
    return made


def _wait_for(there: Callable[[], bool]) -> None:
    """Raises AssertionError where it never comes."""
    waited = 0
    while not there():
        QTest.qWait(20)
        waited += 20
        assert waited < _PATIENCE


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
