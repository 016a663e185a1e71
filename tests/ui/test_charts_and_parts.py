"""Every chart and every part of an upgrade, in each language: nothing cut, everything named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cpdesk.ui.main_window import MainWindow
from tests.ui.looking import Fault, cut, nameless, wordless
from tests.ui.walking import open_sample, rest


@pytest.fixture
def sample(window: MainWindow, tmp_path: Path) -> MainWindow:
    open_sample(window, tmp_path)
    return window


def faults(window: MainWindow) -> Iterator[Fault]:
    rest(window)
    page = window.view.stack.currentWidget()
    for look in (cut, nameless, wordless):
        yield from look(page)


@pytest.mark.parametrize("language", ["en", "zh_Hant", "zh_Hans"])
def test_every_chart(sample: MainWindow, language: str) -> None:
    sample.speak(language)
    sample.desk.open_page("savings")
    charts = sample.view.page("savings").page.charts
    for word, _ in charts.kinds:
        charts.choose(word)
        assert not list(faults(sample)), word
        if charts.can_zoom:
            charts.zoom(None, closer=True)
            assert not list(faults(sample)), word
            charts.show_all()


@pytest.mark.parametrize("language", ["en", "zh_Hant", "zh_Hans"])
def test_every_part_of_an_upgrade(sample: MainWindow, language: str) -> None:
    sample.speak(language)
    sample.desk.open_page("upgrades")
    rest(sample)
    register = sample.view.page("upgrades").register.register
    assert len(register.entries) == 4
    for entry in (register.entries[0], register.entries[-1]):
        register.select(entry.upgrade.id)
        for tab in ("before", "costs", "diary", "papers"):
            register.choose_tab(tab)
            assert not list(faults(sample)), tab
