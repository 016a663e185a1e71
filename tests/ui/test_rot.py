"""A date that rotted in the file: the record opens, says where, and every page can be looked at."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from cpdesk.base.languages import LANGUAGES
from cpdesk.cli.command_line import main
from cpdesk.domain.findings import Finding
from cpdesk.domain.plant import Meter, Reading
from cpdesk.presenters.pages import PAGES
from cpdesk.ui.main_window import MainWindow
from tests.ui.walking import settle

DAYS = 400


def fill(window: MainWindow) -> Meter:
    """A meter with a reading for each day, as one import brings them in."""
    store = window.desk.session.ws.store
    meter = replace(store.record.all(Meter)[0], id="daily", code="DAY")
    first = date(2024, 1, 1)
    with store.change("Import") as work:
        work.put(meter)
        work.put_many(
            Reading(id=f"d{n:03}", meter="daily", start=first + timedelta(n),
                    end=first + timedelta(n + 1), amount=Decimal(100 + n % 7))
            for n in range(DAYS)
        )  # fmt: skip
    return meter


def spoil(path: Path, change: str) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"UPDATE reading SET {change} WHERE id = 'd045'")
        other.commit()


@pytest.fixture(params=["start = '2024-02-14'", "end = '2023-01-01'", "end = '9999-12-31'"])
def rotten(filled: MainWindow, request: pytest.FixtureRequest) -> Path:
    """A record that was closed in order, and a day of which rotted afterwards."""
    path = filled.desk.path
    fill(filled)
    filled.close_record()
    spoil(path, request.param)
    return path


def test_it_opens_says_where_and_leads_to_the_check(
    filled: MainWindow, rotten: Path, said: list[Finding], qtbot  # noqa: ANN001
) -> None:
    assert filled.open_record(rotten)
    assert filled.view.doubt is None, "nobody waits for it"
    filled.view.look_closer()
    told = lambda: filled.view.doubt is not None and filled.view.doubt.isVisible()  # noqa: E731
    qtbot.waitUntil(told, timeout=20_000)
    assert "DAY" in filled.view.doubt.words.text()
    assert "February 2024" in filled.view.doubt.words.text()
    for language in LANGUAGES:
        filled.speak(language)
        assert ("1 thing in" in filled.view.doubt.words.text()) == (language == "en")
        if target := os.environ.get("CPDESK_PICTURES"):
            settle()
            filled.grab().save(str(Path(target, f"rot-{language}.png")))
    filled.speak("en")
    filled.view.doubt.way_out.click()
    assert filled.desk.page == "settings"
    page = filled.view.page("settings").page
    qtbot.waitUntil(lambda: not page.checking, timeout=20_000)
    assert any("DAY 2024-02" in each.sentence for each in page.faults)
    assert said == []


def test_every_page_can_be_looked_at(
    filled: MainWindow, rotten: Path, said: list[Finding]
) -> None:
    assert filled.open_record(rotten)
    for each in PAGES:
        filled.desk.open_page(each.word)
        settle()
    meter = filled.desk.session.find(Meter, "DAY")
    assert len(filled.desk.session.record.readings(meter)) >= DAYS - 1
    assert said == []


def test_the_console_goes_on_too(
    filled: MainWindow, rotten: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (
        ("list", rotten, "meters"), ("months", rotten, "--meter", "DAY"), ("savings", rotten),
        ("export", rotten, "-o", tmp_path / "out.xlsx"),
        ("export", rotten, "-o", tmp_path / "out.json"),
        ("backup", rotten, "-o", tmp_path / "copy.cpdesk"),
        ("salvage", rotten, tmp_path / "saved.cpdesk"),
    ):  # fmt: skip
        assert main([*map(str, command), "--messages", "en"]) == 0, command
    assert main(["verify", str(rotten), "--messages", "en"]) == 1
    told = capsys.readouterr()
    assert "DAY 2024-02" in told.out
    assert "made a mistake" not in told.err


def test_a_sound_record_says_nothing(filled: MainWindow, qtbot) -> None:  # noqa: ANN001
    path = filled.desk.path
    fill(filled)
    filled.close_record()
    assert filled.open_record(path)
    filled.view.look_closer()
    qtbot.waitUntil(lambda: not filled.view.checks.busy, timeout=20_000)
    assert filled.view.doubt is None


def test_it_is_looked_at_by_itself_once_the_window_lives(
    filled: MainWindow, rotten: Path, monkeypatch: pytest.MonkeyPatch, qtbot  # noqa: ANN001
) -> None:
    monkeypatch.setattr("cpdesk.ui.desk_view._CLOSER", 50)
    assert filled.open_record(rotten)
    qtbot.waitUntil(lambda: filled.view.doubt is not None, timeout=20_000)


def test_closing_does_not_wait_for_it(filled: MainWindow) -> None:
    filled.view.look_closer()
    filled.close_record()
    assert filled.desk is None
