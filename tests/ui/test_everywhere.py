"""Wherever one goes in the window: nothing cut, nameless or in the wrong language, all by keys."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from cpdesk.base.languages import LANGUAGES, translator
from cpdesk.base.paths import log_folder
from cpdesk.base.settings import Settings, save_settings
from cpdesk.ui import look
from cpdesk.ui.application import Appearance
from cpdesk.ui.main_window import MainWindow
from tests.ui import looking, walking, wording
from tests.ui.doubling import Doubled
from tests.ui.looking import Fault

pytestmark = pytest.mark.timeout(900)  # seconds of a busy computer
PROVING = bool(os.environ.get("CPDESK_PROVE"))
SCREEN, SMALL = (1366, 768), (960, 540)  # the second is a screen of 1920 pixels at 200 %
NORMAL, LARGE = 10, 15


@dataclass
class Found:
    """What was found at fault, and where; and what was looked at."""

    window: MainWindow
    check: Callable[[str, QWidget], Iterator[Fault]]
    faults: dict[Fault, list[str]] = field(default_factory=dict)
    places: list[str] = field(default_factory=list)

    def look(self, name: str, widget: QWidget) -> None:
        wide = self.window.width()
        widget.grab()  # what is cut short notices it when it is painted
        self.places.append(name)
        for fault in self.check(name, widget):
            self.faults.setdefault(fault, []).append(name)
        if self.window.width() != wide:
            self.faults.setdefault(Fault("makes the window wider", name), []).append(name)

    def tell(self) -> str:
        return "\n".join(f"{fault.what}: {fault.thing} at {places[:3]}"
                         for fault, places in self.faults.items())  # fmt: skip


@pytest.fixture
def opened(qapp: QApplication) -> Iterator[Callable[..., MainWindow]]:
    """Makes a window of a size, in a language and with a size of text."""
    made: list[MainWindow] = []

    def make(size: tuple[int, int], language: str, text_size: int = NORMAL) -> MainWindow:
        save_settings(Settings(language=language, text_size=text_size))
        appearance = Appearance(qapp, text_size)
        appearance.speak(language)
        window = MainWindow(appearance.speak)
        window.resize(*size)
        window.show()
        made.append(window)
        return window

    yield make
    for window in made:
        window.close()
        window.deleteLater()
    Appearance(qapp, NORMAL).speak("en")


def walk(
    window: MainWindow, check: Callable[[str, QWidget], Iterator[Fault]], folder: Path,
    *, presses: bool,
) -> Found:
    """Look everywhere; the fewest places are those there were when this was written."""
    found = Found(window, check)
    tour = walking.Walk(window, found.look, lambda: walking.rest(window))
    tour.start()
    walking.open_sample(window, folder)
    tour.pages()
    tour.menus()
    tour.said()
    if presses:
        tour.presses()
    assert len(found.places) >= 50
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_said_whole_and_named(
    opened: Callable[..., MainWindow], language: str, tmp_path: Path
) -> None:
    window = opened(SCREEN, language)

    def check(_name: str, widget: QWidget) -> Iterator[Fault]:
        yield from looking.cut(widget)
        yield from looking.nameless(widget)
        yield from looking.wordless(widget)
        if language != "en":
            yield from wording.foreign(widget, language, _typed(window))

    found = walk(window, check, tmp_path, presses=PROVING or language == "zh_Hant")
    assert not found.faults, found.tell()


def _typed(window: MainWindow) -> frozenset[str]:
    """What is in the record, and where it lies."""
    paths = [str(each) for each in (Path.home(), "My company")]
    if window.desk is None:
        return wording.pieces(*paths)
    session = window.desk.session
    paths += [str(window.desk.path), str(log_folder()), session.ws.author]
    return wording.typed_into(session.record) | wording.pieces(*paths)


def test_words_of_double_length_are_not_cut(
    opened: Callable[..., MainWindow], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translator("en"), "_catalogue", Doubled())
    window = opened(SCREEN, "en")
    found = walk(window, lambda _, widget: looking.cut(widget), tmp_path, presses=PROVING)
    assert not found.faults, found.tell()


@pytest.mark.parametrize(
    ("size", "text_size", "language"),
    [(SMALL, NORMAL, "en"), (SCREEN, LARGE, "zh_Hant"), (SMALL, NORMAL, "zh_Hans"),
     (SCREEN, LARGE, "en")][: 4 if PROVING else 2],
)  # fmt: skip
def test_nothing_is_cut_on_a_small_screen_or_in_large_letters(
    opened: Callable[..., MainWindow], size: tuple[int, int], text_size: int, language: str,
    tmp_path: Path,
) -> None:
    window = opened(size, language, text_size)
    found = walk(window, lambda _, widget: looking.cut(widget), tmp_path, presses=PROVING)
    assert not found.faults, found.tell()


def test_all_by_keys_and_to_be_seen(opened: Callable[..., MainWindow], tmp_path: Path) -> None:
    """Tab comes to everything, the focus shows, every key is told, and no words are faint."""
    window = opened(SCREEN, "en")
    focused: set[object] = set()
    painted: set[object] = set()

    def check(name: str, widget: QWidget) -> Iterator[Fault]:
        yield from looking.faint(widget, painted)
        if name.startswith("menu"):
            return
        yield from looking.untabbed(widget)
        yield from looking.unsaid_keys(widget)
        if window.isActiveWindow():
            yield from looking.unseen_focus(widget, focused)

    found = walk(window, check, tmp_path, presses=False)
    assert not found.faults, found.tell()
    assert len(focused) >= 10
    assert len(painted) >= 30


# the colours


_FURTHER = {
    "text": ("soft", "sel", "warnsoft"), "text2": ("soft",), "text3": ("line",),
    "warn": ("warnsoft",), "err": ("errsoft",), "accent": ("soft",),
}  # fmt: skip


@pytest.mark.parametrize("theme", [look.LIGHT, look.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["text", "text2", "text3", "accent", "accent2", "err", "warn"])
def test_each_ink_can_be_read_on_each_ground_it_may_stand_on(
    ink: str, theme: look.Tokens
) -> None:
    for ground in ("window", "base", "raised", *_FURTHER.get(ink, ())):
        assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5, ground


@pytest.mark.parametrize("theme", [look.LIGHT, look.DARK], ids=["light", "dark"])
def test_words_on_the_accent_and_edges_of_fields(theme: look.Tokens) -> None:
    for ground in (theme.accent, theme.accent2):
        assert contrast(theme.onaccent, ground) >= 4.5
    assert contrast(theme.control, theme.base) >= 3  # WCAG 1.4.11, for what is not words


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.1 between two colours; 21 between black and white."""
    dark, light = sorted(
        looking.luminance([QColor(each).getRgb()[:3]])[0] for each in (one, other)
    )
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_21_to_1() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)  # WCAG's own example


# what the checks would find


def shown(qtbot, *widgets: QWidget) -> QWidget:  # noqa: ANN001
    top = QWidget()
    column = QVBoxLayout(top)
    for each in widgets:
        column.addWidget(each)
    qtbot.addWidget(top)
    top.show()
    walking.settle()
    return top


def test_what_is_wrong_is_found(qtbot) -> None:  # noqa: ANN001
    cut, faint, alone = QLabel("Phrases that are long"), QLabel("Faint"), QPushButton("›")
    cut.setMaximumWidth(30)
    faint.setStyleSheet("color:#999999; background:#FFFFFF")
    alone.setFocusPolicy(looking.Qt.FocusPolicy.NoFocus)
    top = shown(qtbot, cut, faint, alone)
    assert [each.thing for each in looking.cut(top)] == [looking.told(cut)]
    assert [each.thing for each in looking.faint(top, set())] == [looking.told(faint)]
    assert [each.thing for each in looking.wordless(top)] == [looking.told(alone)]
    assert [each.thing for each in looking.untabbed(top)] == [looking.told(alone)]
    strange = {each.what for each in wording.foreign(top, "zh_Hant", wording.pieces("faint"))}
    assert strange == {f"'{each}' in 'Phrases that are long'" for each in cut.text().split()}
    cut.setText("电费账单")
    assert {each.what for each in wording.foreign(top, "zh_Hant", wording.pieces("faint"))}
    assert not list(wording.foreign(top, "zh_Hans", wording.pieces("faint")))
