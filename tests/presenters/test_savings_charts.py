"""Charts of an effect without a display: which there are, months closer, words, copies."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from cpdesk.base.languages import LANGUAGES
from cpdesk.documents.charts.style import Look
from cpdesk.domain.findings import Place
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import BillLine, DriverKind, LineKind
from cpdesk.domain.upgrades import Effect
from cpdesk.domain.verification import Way
from cpdesk.presenters.chart_files import ChartFiles
from cpdesk.presenters.savings_page import SavingsPage
from cpdesk.presenters.session import Session
from tests.presenters.conftest import Recorder
from tests.services.test_effect_charts import OUTPUT, WARM, _days
from tests.services.test_savings import EFFECT

Plant = Callable[..., Session]
LINES = [BillLine(id=f"b{at}{kind.value}", reading=f"m{at}", kind=kind, name=name,
                  amount=Decimal(1000) if kind is LineKind.BAND else None, cost=Decimal(cost))
         for at in range(30) for kind, name, cost in (
             (LineKind.BAND, "Peak", 3000), (LineKind.CAPACITY, "", 500))]  # fmt: skip


def page(plant: Plant, *others: object) -> SavingsPage:
    return SavingsPage(plant(OUTPUT, WARM, *_days(), *others))


def words(made: SavingsPage) -> list[str]:
    return [word for word, _ in made.charts.kinds]


def test_an_effect_has_the_charts_that_its_data_allow(plant: Plant) -> None:
    made = page(plant)
    assert words(made) == ["use", "cumulated", "scatter", "residuals", "intensity", "mix"]
    assert made.charts.word == "use"


def test_bills_with_lines_have_a_chart_of_their_own(plant: Plant) -> None:
    made = page(plant, *LINES)
    assert "bills" in words(made)
    made.charts.choose("bills")
    told = made.charts.told(Month(2022, 3))
    assert told
    assert {("Peak", "1,000 kWh"), ("Peak", "3,000 CNY")} <= set(told.rows)
    assert [name for name, _ in told.rows].count("Together") == 2


def test_without_drivers_there_is_no_scatter_and_no_residual_of_a_mean(plant: Plant) -> None:
    made = page(plant, replace(EFFECT, drivers=()))
    assert "scatter" not in words(made)


def test_the_months_of_a_ratio_have_no_interval(plant: Plant) -> None:
    made = page(plant, replace(EFFECT, way=Way.RATIO))
    told = made.charts.told(Month(2024, 5))
    assert told
    assert "±" not in dict(told.rows)["Saving"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_is_drawn_and_has_its_figures(plant: Plant, language: str) -> None:
    made = page(plant, *LINES, replace(EFFECT, drivers=("d", "w")))
    made.session.speak(language)
    names = set()
    for word, title in made.charts.kinds:
        made.charts.choose(word)
        drawn, sheet = made.drawing()(Look(made.session.t, paper=False), (9, 4)), made.sheet()
        assert drawn
        assert drawn.panels
        assert sheet
        assert all(len(row) == len(sheet.headings) for row in sheet.rows)
        names.add(sheet.name)
        plot = made.charts.plot
        assert plot
        shown = {each.month for panel in drawn.panels for each in panel.points}
        assert shown == set(plot.months), title
        assert {row[0] for row in sheet.rows if row[0] is not None} == set(plot.months)
        assert all(made.charts.told(month) for month in plot.months)
    assert len(names) == len(made.charts.kinds)


def test_points_lie_where_they_are_pointed_at(plant: Plant) -> None:
    made = page(plant, *LINES)
    for word in words(made):
        made.charts.choose(word)
        drawn = made.drawing()(Look(made.session.t, paper=False), (9, 4))
        assert drawn
        for panel in drawn.panels:
            for point in panel.points:
                found = made.charts.at(drawn.panels, point.x, point.y)
                assert found is not None
                if panel.first is not None:
                    assert found == point.month
        assert made.charts.at(drawn.panels, 0.001, 0.001) is None


def test_a_month_says_use_baseline_and_saving(plant: Plant) -> None:
    """Use is 2,000 and 10 for each of 1,200 pieces, odd by 60; since then 3,000 less."""
    made = page(plant)
    told = made.charts.told(Month(2024, 5))
    assert told
    rows = dict(told.rows)
    assert told.title == "May 2024"
    assert rows["D1"] == "1,200 pcs"
    assert rows["Actual use"] == "11,060 kWh"
    assert rows["Saving"].startswith("2,9")
    assert "±" in rows["Saving"]
    assert made.charts.told(Month(2021, 12)) is None


def test_what_was_saved_at_the_last_month_is_the_saving_of_the_page(plant: Plant) -> None:
    made = page(plant)
    made.charts.choose("cumulated")
    last = made.charts.plot and made.charts.plot.months[-1]
    assert last
    told = made.charts.told(last)
    assert told
    row = made.said.rows[0]
    assert dict(told.rows)["Saved to date"] == f"{row.value} {row.half_width} {row.unit}"


def test_a_click_leads_to_the_reading(plant: Plant) -> None:
    made = page(plant)
    gone: list[Place] = []
    made.session.go_to = gone.append
    made.charts.open(Month(2024, 5))
    assert gone == [Place("meter", "M1", "amount", "2024-05")]


def test_months_closer_and_all_of_them_again(plant: Plant, view: Recorder) -> None:
    made = page(plant)
    made.attach(view)
    charts = made.charts
    whole = charts.plot and (charts.plot.months[0], charts.plot.months[-1])
    assert whole == (Month(2022, 1), Month(2024, 12))
    assert charts.can_zoom
    assert charts.span is None
    charts.zoom_to(Month(2023, 6), Month(2023, 2))
    assert charts.span == (Month(2023, 2), Month(2023, 6))
    charts.move(3)
    assert charts.span == (Month(2023, 5), Month(2023, 9))
    charts.move(100)
    assert charts.span == (Month(2024, 8), Month(2024, 12))
    charts.choose("scatter")
    assert charts.span is None  # its months do not stand side by side
    charts.choose("cumulated")
    assert charts.span == (Month(2024, 8), Month(2024, 12))
    charts.show_all()
    assert charts.span is None
    assert view.count("show_chart") == 6
    drawn = charts.drawing()(Look(made.session.t, paper=False), (9, 4))
    assert drawn
    assert drawn.panels[0].first == Month(2022, 1)


@pytest.mark.parametrize("seed", range(20))
def test_whatever_is_zoomed_the_span_stays_within_the_months(plant: Plant, seed: int) -> None:
    made, dice = page(plant), random.Random(seed)
    charts = made.charts
    for _ in range(60):
        month = Month(2021, 6) + dice.randrange(48)
        wish = dice.choice(["closer", "farther", "to", "move", "all"])
        if wish == "to":
            charts.zoom_to(month, Month(2021, 6) + dice.randrange(48))
        elif wish == "move":
            charts.move(dice.randrange(-20, 20))
        elif wish == "all":
            charts.show_all()
        else:
            charts.zoom(dice.choice([None, month]), closer=wish == "closer")
        if charts.span is not None:
            first, last = charts.span
            assert Month(2022, 1) <= first < last <= Month(2024, 12)
            assert (first, last) != (Month(2022, 1), Month(2024, 12))
        stepped = charts.beside(month, dice.choice([-1, 1]))
        assert stepped is not None


def test_farther_ends_at_all_months(plant: Plant) -> None:
    charts = page(plant).charts
    for _ in range(10):
        charts.zoom(Month(2023, 4), closer=True)
    assert charts.span
    first, last = charts.span
    assert last - first == 2
    assert first <= Month(2023, 4) <= last
    for _ in range(10):
        charts.zoom(None, closer=False)
    assert charts.span is None


def test_another_effect_shows_all_of_its_months(plant: Plant) -> None:
    other = Effect(id="e2", code="E2", upgrade="u", meter="m", drivers=("d",))
    made = page(plant, other)
    made.charts.zoom_to(Month(2023, 1), Month(2023, 6))
    made.choose("e2")
    assert made.charts.span is None


def test_scatter_and_intensity_ask_of_what(plant: Plant) -> None:
    film = replace(OUTPUT, id="o2", code="D3", kind=DriverKind.PRODUCTION)
    made = page(plant, film, replace(EFFECT, drivers=("d", "w")))
    charts = made.charts
    charts.choose("scatter")
    assert [code for code, _ in charts.choices] == ["D1", "D2"]
    assert charts.of == "D1"
    charts.choose_of("D2")
    assert charts.of == "D2"
    sheet = made.sheet()
    assert sheet
    assert str(sheet.headings[2]).startswith("D2")
    charts.choose("intensity")
    assert charts.of == "D1"
    charts.choose("use")
    assert not charts.choices


def test_figures_go_to_a_spreadsheet_as_lines_with_tabs(plant: Plant) -> None:
    made = page(plant)
    made.charts.choose("residuals")
    lines = [each.split("\t") for each in ChartFiles(made).as_text().splitlines()]
    assert lines[0][0] == "Month"
    assert len(lines) == 24
    assert {len(each) for each in lines} == {5}
    assert sum(float(each[3]) for each in lines[1:]) == pytest.approx(0, abs=1e-6)
    assert ChartFiles(made).proposed == "U1 E1 Residuals"
