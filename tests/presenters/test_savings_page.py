"""The verdict in words, its lights and figures."""

from __future__ import annotations

import pytest

from cpdesk.base.languages import translator
from cpdesk.documents.charts.style import Look
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.presenters.figures import interval
from cpdesk.presenters.savings_page import SavingsPage
from cpdesk.presenters.session import Session
from tests.presenters.conftest import Recorder


def test_half_width_to_three_digits_and_value_to_its_place() -> None:
    t = translator("en")
    assert interval(t, 253_612.4, 37_389.0) == ("253,600", "±37,400")
    assert interval(t, 87.0231, 9.8412) == ("87.02", "±9.84")
    assert interval(t, -1234.5, 120.0) == ("−1,234", "±120")
    assert interval(t, 1_234_567.0, None) == ("1,235,000", "")


def test_a_ratio_has_no_interval_but_lights(session: Session, view: Recorder) -> None:
    page = SavingsPage(session)
    page.attach(view)
    said = page.said
    assert page.choices[0][1].startswith("U1 LED lamps")
    assert said.measured
    assert "simple ratio" in said.explanation
    assert [light.title for light in said.lights] == ["Model", "Range", "Uncertainty"]
    assert not said.lights[0].good
    assert said.rows[0].half_width == ""


@pytest.mark.parametrize("language", ["en", "zh_Hant", "zh_Hans"])
def test_the_chart_is_made_in_each_language(session: Session, language: str) -> None:
    session.speak(language)
    figure = SavingsPage(session).figure(Look(session.t, paper=False), (8.0, 4.0))
    assert figure is not None
    assert figure.axes


def test_what_is_entered_first(session: Session, empty: Session) -> None:
    assert SavingsPage(session).first is Effect
    with session.ws.store.change("Bare") as work:
        for kind in (Effect, Upgrade):
            for each in session.record.all(kind):
                work.remove(each)
    assert SavingsPage(session).first is Upgrade


def test_an_empty_record_says_what_to_do_first(empty: Session) -> None:
    page = SavingsPage(empty)
    assert not page.said.measured
    assert page.said.explanation
    assert page.figure(Look(empty.t), (8.0, 4.0)) is None


def test_it_is_computed_once_for_each_state(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, computed = SavingsPage(session), []
    compute = page._compute
    monkeypatch.setattr(page, "_compute", lambda: computed.append(1) or compute())
    assert page.said == page.said
    assert len(computed) == 1
