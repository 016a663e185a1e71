"""The longest block of the event loop on a record of 20 years and 50 meters."""

from __future__ import annotations

import gc
import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from cpdesk.base.settings import Settings, save_settings
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Reading
from cpdesk.presenters.pages import PAGES
from cpdesk.ui.application import Appearance, load_the_rest
from cpdesk.ui.main_window import MainWindow
from cpdesk.ui.tidying import Tidying
from tests.benchmarks.blocking import Listening
from tests.presenters.months import type_month
from tests.ui.walking import at_rest

LIMIT = 0.100  # seconds
ROUNDS = 3  # of which the best counts: what else the computer does is not ours
SCENES = ("first", "again", "changed", "edit", "undo", "language")
STEPS = ("paste", "undo", "redo")

Wish = Callable[[], object]
Told = dict[tuple[str, str], float]


@pytest.fixture
def window(qapp: QApplication, twenty_years: Path, tmp_path: Path) -> Iterator[MainWindow]:
    """The window on a copy of the record, as the program starts it."""
    save_settings(Settings())
    appearance = Appearance(qapp, 10)
    appearance.speak("en")
    made = MainWindow(appearance.speak)
    made.resize(1366, 768)
    made.show()
    assert made.open_record(Path(shutil.copy(twenty_years, tmp_path)))
    load_the_rest().join()
    gc.collect()
    gc.freeze()
    Tidying(made)
    yield made
    made.close()
    made.deleteLater()
    gc.enable()


@pytest.mark.timeout(1800)
def test_no_wish_blocks_the_window(window: MainWindow) -> None:
    """Each page opened for the first time, again, and after a change; what is done on each."""
    told: Told = {}
    for page in PAGES:
        for scene, wish in _scenes(window, page.word):
            rounds = 1 if scene == "first" else ROUNDS
            told[page.word, scene] = min(_longest(window, wish, scene) for _ in range(rounds))
    _judge(told, [page.word for page in PAGES], SCENES, "a wish")


@pytest.mark.timeout(1800)
def test_much_pasted_taken_back_and_made_again_blocks_nothing(window: MainWindow) -> None:
    """Figures of every meter: a year of new ones, a year that is replaced, five years of them."""
    desk, told = window.desk, {}
    desk.open_page("months")
    grid = window.view.page("months").grid
    pastes = {"550 new": (2026, 11), "600 replaced": (2020, 12), "3000 replaced": (2010, 60)}
    for name, (year, months) in pastes.items():
        grid.choose_year(year)
        _longest(window, lambda: None)
        rounds = []
        for at in range(ROUNDS):
            text = _block(months, 50, 5000 + 10_000 * at)
            paste = lambda text=text: grid.paste(0, 0, text)  # noqa: E731
            rounds.append([_longest(window, each) for each in (paste, desk.undo, desk.redo)])
            assert desk.status.startswith("Done again: Paste of"), desk.status
            desk.undo()
            _longest(window, lambda: None)
        told |= {(name, step): min(each) for step, each in
                 zip(STEPS, zip(*rounds, strict=True), strict=True)}  # fmt: skip
    _judge(told, list(pastes), STEPS, "figures of 50 meters")


@pytest.mark.timeout(1800)
def test_a_list_of_many_thousand_entries_blocks_nothing(window: MainWindow) -> None:
    """The form of the readings: shown, one far away chosen, one corrected, another month typed."""
    desk = window.desk
    desk.open_page("meters")
    page, grid = window.view.page("meters"), window.view.page("months").grid
    _longest(window, lambda: None)
    told = {("readings", "shown"): _longest(window, lambda: page.kinds.chosen.emit(Reading.word))}
    pane, far = page.pane(Reading), itertools.cycle((9000, 50))
    entries = pane.entries
    assert entries.model().rowCount() > 12_000
    steps: dict[str, Wish] = {
        "chosen": lambda: entries.setCurrentIndex(entries.model().index(next(far), 0)),
        "corrected": lambda: pane.form.set("amount", str(next(_amounts))),
        "edit": lambda: type_month(grid, "M0", Month(2024, 6), str(next(_amounts))),
        "undo": desk.undo,
    }
    for name, wish in steps.items():
        told["readings", name] = min(_longest(window, wish) for _ in range(ROUNDS))
    assert desk.status.startswith("Taken back: ")
    _judge(told, ["readings"], ("shown", *steps), "a list of 12,720")


def _longest(window: MainWindow, wish: Wish, scene: str = "") -> float:
    """Seconds; what comes before the wish is over by then."""
    desk = window.desk
    if scene in ("again", "changed"):
        here = desk.page
        desk.open_page(PAGES[0].word if here != PAGES[0].word else PAGES[1].word)
        if scene == "changed":
            type_month(window.view.page("months").grid, "M0", Month(2024, 6), str(next(_amounts)))
        Listening(lambda: at_rest(window)).longest(lambda: None)
    return Listening(lambda: at_rest(window)).longest(wish)


def _judge(told: Told, rows: list[str], columns: tuple[str, ...], what: str) -> None:
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print("\nlongest block of the event loop, in milliseconds, 20 years and 50 meters; "
          f"load {load:.1f} on {os.cpu_count()} processors")  # fmt: skip
    print(f"{what:22}" + "".join(f"{each:>10}" for each in columns))
    for row in rows:
        print(f"{row:22}" + "".join(f"{told[row, each] * 1000:10.0f}" for each in columns))
    over = {where: round(took * 1000) for where, took in told.items() if took > LIMIT}
    assert not over, f"over {LIMIT * 1000:.0f} ms: {over}"


_amounts = itertools.count(6000, 100)
_languages = itertools.cycle(("zh_Hant", "zh_Hans", "en"))


def _scenes(window: MainWindow, word: str) -> Iterator[tuple[str, Wish]]:
    desk = window.desk
    grid = window.view.page("months").grid
    yield "first", lambda: desk.open_page(word)
    yield "again", lambda: desk.open_page(word)
    yield "changed", lambda: desk.open_page(word)
    yield "edit", lambda: type_month(grid, "M0", Month(2024, 6), str(next(_amounts)))
    yield "undo", desk.undo
    yield "language", lambda: window.speak(next(_languages))


def _block(months: int, meters: int, first: int) -> str:
    """Figures as a spreadsheet puts them on the clipboard."""
    return "\n".join(
        "\t".join(str(first + 7 * meter + month) for meter in range(meters))
        for month in range(months)
    )
