"""History, factors and schemes: browsed, filtered, confirmed, overridden, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cpdesk.analysis.factors.table import Status
from cpdesk.base.languages import LANGUAGES
from cpdesk.domain.company import Company
from cpdesk.domain.papers import Answer, OwnFactor
from cpdesk.domain.words import LocalText
from cpdesk.presenters.browsing import Browser
from cpdesk.presenters.factors_page import FactorsPage
from cpdesk.presenters.history_page import HistoryPage
from cpdesk.presenters.schemes_page import SchemesPage
from cpdesk.presenters.session import Session
from cpdesk.services import entry


def words(browser: Browser) -> list[str]:
    """What the rows say, each on one line."""
    return [" ".join(cell.text for cell in row.cells) for row in browser.listing.rows]


def texts(browser: Browser) -> dict[str, str]:
    details = browser.details
    assert details is not None
    return {each.label: each.value for each in details.facts}


def name_company(session: Session, name: str) -> None:
    company = session.record.all(Company)[0]
    entry.save(session.ws, replace(company, name=LocalText(en=name)))
    session.changed()


# history


@pytest.fixture
def history(session: Session) -> HistoryPage:
    for name in ("First", "Second", "Third"):
        name_company(session, name)
    return HistoryPage(session)


def test_who_changed_what_and_when(history: HistoryPage) -> None:
    assert words(history)[0] == "24 November 2026 12:00 Changing Company C1 test "
    assert len(words(history)) == 4
    details = history.details
    assert details
    assert details.about == "24 November 2026 12:00 · test"
    told = {each.label: (each.value, each.before) for each in details.facts if each.label}
    assert told["Name of applicant"] == ("Third", "before: Second")


def test_a_large_step_tells_how_many_of_what(history: HistoryPage) -> None:
    history.look(1)
    told = texts(history)
    assert told["Meter"] == "2 added: CLP, PAINT"
    assert told["Reading"].startswith("30 added")


def test_undo_is_named_and_leads_as_far_back_as_wished(history: HistoryPage) -> None:
    details = history.details
    assert details
    assert [each.words for each in details.actions] == ["Undo: Changing Company C1"]
    history.look(2)
    details = history.details
    assert details
    assert [each.words for each in details.actions] == [
        "Take back this and the 2 changes after it"
    ]
    history.act("back", {})
    session = history.session
    assert session.record.all(Company)[0].name.en == "Red Kettle Auto Spray"
    assert session.status == "3 changes were taken back"
    assert words(history)[0].startswith("24 November 2026 12:00 Taken back:")
    history.look(4)
    assert history.details
    assert [each.word for each in history.details.actions] == ["forth"]
    history.act("forth", {})
    assert session.record.all(Company)[0].name.en == "Third"


def test_what_was_taken_back_is_still_told_and_can_be_listed_alone(history: HistoryPage) -> None:
    entry.undo(history.session.ws)
    history.choose("stands", "no")
    (row,) = words(history)
    assert row.endswith("taken back")
    history.choose("stands", "yes")
    assert len(words(history)) == 4  # two changes, the first, and the undo itself
    history.choose("stands", "")
    history.find("taken back COMPANY")
    assert len(words(history)) == 1
    history.find("nobody did this")
    assert words(history) == []


def test_an_undo_tells_what_it_took_back(history: HistoryPage) -> None:
    entry.undo(history.session.ws)
    details = history.details
    assert details
    assert details.title == "Taken back: Changing Company C1"
    assert texts(history)["Name of applicant"] == "Third"
    assert details.actions == ()


def test_in_a_record_that_is_only_read_nothing_is_taken_back(
    history: HistoryPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history.session.ws.store, "read_only", True)
    assert history.details
    assert history.details.actions == ()


# factors


@pytest.fixture
def factors(session: Session) -> FactorsPage:
    return FactorsPage(session)


def test_at_first_those_that_the_record_uses(factors: FactorsPage) -> None:
    listed = {row.key.key for row in factors.listing.rows}
    assert listed == {"co2.grid.clp", "coal.electricity"}
    factors.choose("show", "")
    assert len(factors.listing.rows) > 150
    factors.choose("kind", "gwp")
    assert {row.key.key.partition(".")[0] for row in factors.listing.rows} == {"gwp"}


def test_factors_are_found_by_name_key_year_and_source(factors: FactorsPage) -> None:
    factors.choose("show", "")
    for sought, key in (
        ("guangdong grid 2022", "co2.grid.guangdong"), ("coal.natural-gas", "coal.natural-gas"),
        ("ar6 gwp.co2", "gwp.co2"),
    ):  # fmt: skip
        factors.find(sought)
        assert key in {row.key.key for row in factors.listing.rows}, sought


def test_an_own_value_needs_a_reason_and_then_counts(factors: FactorsPage) -> None:
    factors.choose("show", "")
    grid = next(row.key for row in factors.listing.rows
                if (row.key.key, row.key.year) == ("co2.grid.clp", 2023))  # fmt: skip
    factors.look(grid)
    details = factors.details
    assert details
    assert [each.name for each in details.fields] == ["value", "year", "source"]
    factors.act("set", {"value": "0.38", "year": "2025", "source": ""})
    assert factors.details
    assert "where the value comes from" in factors.details.problem
    assert factors.session.record.all(OwnFactor) == ()
    factors.act("set", {"value": "0.38", "year": "2025", "source": "CLP letter of May 2026"})
    assert factors.details
    assert factors.details.problem == ""
    assert texts(factors)["Source"] == "CLP letter of May 2026"
    assert texts(factors)["How sure"] == "Set by the user"
    used = factors.session.ws.factors().of_year("co2.grid.clp", 2026)
    assert used
    assert used.factor.status is Status.USER
    assert factors.session.ws.store.history()[-1].label == "Own value of the factor {factor}"
    factors.act("unset", {})
    assert factors.session.record.all(OwnFactor) == ()


def test_a_factor_from_memory_is_confirmed(factors: FactorsPage) -> None:
    factors.choose("show", Status.MEMORY.value)
    usual = next(row.key for row in factors.listing.rows if not row.key.purpose)
    factors.look(usual)
    details = factors.details
    assert details
    assert [each.words for each in details.actions] == ["Confirm this factor"]
    given = {each.name: each.value for each in details.fields}
    factors.act("set", {**given, "source": "Read in the standard"})
    assert texts(factors)["How sure"] == "Set by the user"


def test_a_factor_for_another_purpose_is_only_read(factors: FactorsPage) -> None:
    factors.choose("show", "")
    other = next(row.key for row in factors.listing.rows if row.key.purpose == "carbon-market")
    factors.look(other)
    details = factors.details
    assert details
    assert (details.fields, details.actions) == ((), ())
    assert "carbon market" in texts(factors)["Purpose"]


# schemes


@pytest.fixture
def schemes(session: Session) -> SchemesPage:
    return SchemesPage(session)


def test_the_round_that_runs_now_and_its_window(schemes: SchemesPage) -> None:
    assert schemes.scheme.id == "cppp-2025-27"
    assert schemes.about == "April 2025 to June 2027, day not published"
    schemes.choose("scheme", "recognition")
    assert schemes.about == "Since August 2009; closing dates are not published"
    schemes.choose("scheme", "cppp-2015-20")
    assert schemes.about == "15 June 2015 to 31 March 2020"


@pytest.mark.parametrize("state", ["sure", "unsure", "unknown", "hints"])
def test_rules_by_how_sure_they_are(schemes: SchemesPage, state: str) -> None:
    everything = len(schemes.listing.rows)
    schemes.choose("sure", state)
    assert 0 < len(schemes.listing.rows) < everything


def test_what_is_not_published_says_where_to_ask_and_leads_to_an_answer(
    schemes: SchemesPage,
) -> None:
    went: list[Any] = []
    schemes.session.go_to = went.append
    schemes.look("closing-day")
    told = texts(schemes)
    assert told["How sure"] == "Not published"
    assert "2788 5588" in told["Where to ask"]
    schemes.act("answer", {})
    assert (went[0].kind, went[0].code, went[0].spot) == ("rule", "closing-day", "cppp-2025-27")


def test_an_answer_takes_the_place_of_what_was_unknown(schemes: SchemesPage) -> None:
    answer = Answer(
        id="a", code="A1", scheme="cppp-2025-27", rule="closing-day", given=date(2026, 11, 1),
        answer=LocalText(en="30 June 2027, noon"), source=LocalText(en="Hotline"),
    )  # fmt: skip
    entry.save(schemes.session.ws, answer)
    schemes.look("closing-day")
    told = texts(schemes)
    assert "30 June 2027, noon" in told["Rule"]
    assert told["Found out on"] == "1 November 2026"
    schemes.choose("sure", "answered")
    assert len(schemes.listing.rows) == 1


def test_an_established_rule_cannot_be_answered(schemes: SchemesPage) -> None:
    schemes.look("window")
    assert schemes.details
    assert schemes.details.actions == ()


# all of them


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("of", [HistoryPage, FactorsPage, SchemesPage])
def test_in_each_language_nothing_is_left_open(
    session: Session, of: type[Browser], language: str
) -> None:
    session.speak(language)
    browser = of(session)
    details = browser.details
    assert details
    shown = [browser.title, browser.about, *(each.head for each in browser.listing.columns),
             *(words for f in browser.filters for _, words in f.options),
             *(each.label for each in details.facts)]  # fmt: skip
    assert all(each and "{" not in each for each in shown if each != "")
    assert browser.current == browser.listing.rows[0].key
