"""Each way of measuring on the savings page: by a balance, normalised, on the spot, expected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from cpdesk.documents.charts.style import Look
from cpdesk.domain.findings import Place
from cpdesk.domain.upgrades import Effect
from cpdesk.domain.verification import Way
from cpdesk.domain.words import LocalText
from cpdesk.presenters.savings_page import SavingsPage
from cpdesk.presenters.session import Session
from tests.services.test_plans import COMING, INPUTS
from tests.services.test_savings import EFFECT, METER
from tests.services.test_savings_ways import SPOTS, VOC, solvent

Plant = Callable[..., Session]


def test_on_the_spot_there_is_a_table_and_no_chart(plant: Plant) -> None:
    """10 machines x (7.5 - 5) kW x 6,000 h = 150,000 kWh."""
    page = SavingsPage(plant(replace(EFFECT, way=Way.SPOT), *SPOTS))
    said = page.said
    assert said.measured
    assert said.verdict == "Measured on the spot: 150,000 kWh are saved in a year"
    assert "Option A" in said.explanation
    assert [light.title for light in said.lights] == ["Uncertainty"]
    assert said.table is not None
    assert [row[0].split()[0] for row in said.table.rows] == [
        "afterpower", "beforehours", "beforepower",
    ]  # fmt: skip
    assert said.table.rows[1][3] == "agreed"
    # 2 % of 5 kW for 10 machines and 6,000 hours are 6,000 kWh, of 7.5 kW 9,000; 5 % of the hours
    # are 7,500: together the root of 36 + 81 + 56.25.
    assert [row[-1] for row in said.table.rows] == ["±6,000 kWh", "±7,500 kWh", "±9,000 kWh"]
    assert said.rows[0].half_width == "±13,200"
    assert page.figure(Look(page.session.t), (8.0, 4.0)) is None
    assert page.setting is not None
    assert not page.setting.modelled


def test_on_the_spot_without_accuracy_there_is_no_interval(plant: Plant) -> None:
    rough = [replace(each, tolerance=None) for each in SPOTS]
    said = SavingsPage(plant(replace(EFFECT, way=Way.SPOT), *rough)).said
    assert said.verdict.startswith("Measurements on the spot indicate")
    assert "how sure" in said.explanation
    assert said.lights == ()


def test_on_the_spot_what_is_missing_is_said(plant: Plant) -> None:
    said = SavingsPage(plant(replace(EFFECT, way=Way.SPOT))).said
    assert (said.verdict, said.measured) == ("Not measured yet", False)
    assert said.findings


def test_a_balance_is_shown_like_a_meter(plant: Plant) -> None:
    page = SavingsPage(plant(*solvent(), VOC))
    said = page.said
    assert said.is_drawn
    assert page.choices == (("e", "U1 · VOC"),)
    assert (said.rows[0].name, said.rows[0].unit) == ("VOC", "kg")
    assert len(said.rows) == 1
    figure = page.figure(Look(page.session.t, paper=False), (8.0, 4.0))
    assert figure is not None
    assert page.setting is not None
    assert page.setting.modelled


def test_normalised_compares_two_models_in_charts_and_a_table(plant: Plant) -> None:
    page = SavingsPage(plant(replace(EFFECT, way=Way.NORMALISED)))
    said = page.said
    assert said.measured
    assert "like those before the works" in said.explanation
    assert said.table is not None
    assert len(said.table.rows) == 12
    assert said.is_drawn
    for word in ("standard", "both", "added"):
        page.charts.choose(word)
        assert page.figure(Look(page.session.t, paper=False), (8.0, 4.0)) is not None
        assert page.sheet().rows
        assert page.charts.told(page.charts.plot.months[0]).rows
    page.charts.choose("both")
    months, period = page.charts.plot.months, {row[1] for row in page.sheet().rows}
    assert {"Baseline period", "Reporting period"} <= period
    assert months[0] < months[-1]
    gone: list[Place] = []
    page.session.go_to = gone.append
    page.charts.open(months[-1])  # these months happened, the standard ones did not
    page.charts.choose("standard")
    page.charts.open(page.charts.plot.months[0])
    assert [each.spot for each in gone] == [str(months[-1])]
    assert page.tables[0].heads[1:] == ("Baseline period", "Reporting period")
    coefficients = [each.title for each in page.tables if each.title.startswith("Coefficients")]
    assert len(coefficients) == 2


def test_what_does_not_run_yet_is_worked_out(plant: Plant) -> None:
    """10 x 2.5 x 1,500 = 37,500; the root of 2,250, 1,500 and 1,875 squared is 3,291."""
    page = SavingsPage(plant(
        COMING, *INPUTS, replace(EFFECT, formula="n × (P0 − P1) × h", unit="kWh")
    ))  # fmt: skip
    said = page.said
    assert said.verdict == "Expected: 37,500 kWh a year, ±8.8%"
    assert said.table is not None
    assert "37,500 ±3,290 kWh" in said.table.note
    assert [row[0] for row in said.table.rows] == ["P0", "P1", "h", "n"]
    assert [row[-1] for row in said.table.rows] == [
        "±2,250 kWh", "±1,500 kWh", "±1,880 kWh", "±0 kWh",
    ]  # fmt: skip
    assert [light.title for light in said.lights] == ["Will the meter show it?"]
    assert not said.measured


def test_whether_the_meter_will_show_it_is_a_light(plant: Plant) -> None:
    session = plant(COMING, replace(EFFECT, expected=Decimal(100), unit="kWh"))
    (light,) = SavingsPage(session).said.lights
    assert not light.good
    assert "sub-meter" in light.reason


def test_a_running_effect_without_meter_says_what_to_enter(plant: Plant) -> None:
    bare = replace(EFFECT, meter=None, expected=Decimal(480), unit="kg", tolerance=Decimal(30))
    said = SavingsPage(plant(bare)).said
    assert said.verdict == "Not measured yet"
    assert said.explanation.startswith("Expected: 480 kg a year, ±30%.")


def test_the_effect_looked_at_last_is_shown_everywhere(session: Session) -> None:
    page = SavingsPage(session)
    assert page.chosen == "e1"
    page.choose("e2")
    assert session.shown["effect"] == "e2"
    assert page.said.verdict.startswith("Expected: 480 kg")
    with session.ws.store.change("Gone") as work:
        work.remove(session.record.get(Effect, "e2"))
    assert page.chosen == "e1"


@pytest.mark.parametrize("language", ["en", "zh_Hant", "zh_Hans"])
def test_each_way_is_told_in_each_language(plant: Plant, language: str) -> None:
    meter = replace(METER, name=LocalText("Main", "總錶", "总表"))
    session = plant(meter, *SPOTS, *INPUTS)
    session.speak(language)
    for way in Way:
        with session.ws.store.change("Another way") as work:
            work.put(replace(session.record.get(Effect, "e"), way=way))
        page = SavingsPage(session)
        assert page.said.verdict
        assert page.said.explanation
        for table in page.tables:
            assert all(len(row) == len(table.heads) for row in table.rows)
