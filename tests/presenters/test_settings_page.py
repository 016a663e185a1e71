"""Settings: what can be chosen, what is said of the record, and its health."""

from __future__ import annotations

import pytest

from cpdesk.base.languages import LANGUAGES
from cpdesk.base.settings import Settings
from cpdesk.domain.company import Company
from cpdesk.presenters.session import Session
from cpdesk.presenters.settings_page import SettingsPage
from cpdesk.services import entry
from tests.presenters.conftest import AtOnce, Recorder


@pytest.fixture
def page(session: Session, runner: AtOnce, view: Recorder) -> SettingsPage:
    made = SettingsPage(session, runner, Settings)
    made.attach(view)
    return made


def test_the_record_says_where_it_lies_and_who_wrote_last(page: SettingsPage) -> None:
    told = {each.name: each.value for each in page.record}
    assert told["File"] == str(page.session.ws.store.path)
    assert told["State"] == "1 change, the last by test"
    assert told["Evidence"] == "0 papers, 0.0 MB"


def test_a_sound_record_is_said_to_be_sound_until_it_changes(page: SettingsPage) -> None:
    assert page.health == ""
    page.check()
    assert page.health == "The record is sound."
    entry.save(page.session.ws, Company(id="n", code="C9"))
    assert page.health.endswith("it has changed since.")


def test_what_is_wrong_is_listed(page: SettingsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    from cpdesk.records import faults

    found = (faults.BAD_JOURNAL.at(number=3),)
    monkeypatch.setattr("cpdesk.services.upkeep.verify", lambda _path: found)
    page.check()
    assert page.health == "1 fault was found:"
    assert [each.finding.code for each in page.faults if each.finding] == ["journal-broken"]


@pytest.mark.parametrize(("points", "shown"), [(10, "10"), (7, "9"), (24, "16"), (13, "12")])
def test_the_nearest_size_is_pressed(
    session: Session, runner: AtOnce, points: int, shown: str
) -> None:
    assert SettingsPage(session, runner, lambda: Settings(text_size=points)).size == shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_each_language(page: SettingsPage, language: str) -> None:
    page.session.speak(language)
    names = [each.name for each in (*page.record, *page.program)]
    assert len(set(names)) == 7
    assert all(name.isascii() == (language == "en") for name in names)
