"""What a chart draws and what is written of it are the same figures, and they add up."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from matplotlib.figure import Figure

from cpdesk.base.languages import LANGUAGES, translator
from cpdesk.bootstrap import sample_desk
from cpdesk.documents.charts.saving import savings_chart
from cpdesk.documents.charts.style import Look
from cpdesk.domain.plant import Meter
from cpdesk.domain.sheets import Sheet
from cpdesk.domain.upgrades import Upgrade
from cpdesk.services.charts import chart_sheets, effect_series, effect_sheet
from cpdesk.services.saving.savings import EffectSavings, savings_of
from cpdesk.services.series import monthly
from cpdesk.services.workspace import Workspace

T = translator("en")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    desk = sample_desk(tmp_path_factory.mktemp("樣本"))
    yield desk
    desk.store.close()


def column(sheet: Sheet, name: str) -> list[float]:
    """The figures below the heading that begins so."""
    (at,) = [i for i, each in enumerate(sheet.headings) if str(each).startswith(name)]
    return [float(str(row[at])) for row in sheet.rows if row[at] is not None]


def first(desk: Workspace) -> EffectSavings:
    upgrade = desk.record.find(Upgrade, "U1")
    assert upgrade
    return savings_of(desk.record, upgrade, desk.factors()).effects[0]


def drawn(figure: Figure) -> list[list[float]]:
    """The heights of every line of the figure."""
    lines = [line for axes in figure.axes for line in axes.lines]
    return [[float(y) for y in line.get_ydata()] for line in lines]  # type: ignore[union-attr]


def test_every_line_of_the_chart_is_a_column_of_its_sheet(desk: Workspace) -> None:
    known = first(desk)
    assert known.avoided
    series = effect_series(desk.record, known, known.avoided, T)
    sheet = effect_sheet(desk.record, known, known.avoided, T)
    lines = drawn(savings_chart(series, Look(T, paper=False)))
    use, model = column(sheet, "Actual use"), column(sheet, "Adjusted baseline")
    before = len(series.baseline)
    for expected in (use[:before], use[before:], model[:before], model[before:]):
        assert expected in lines
    assert [0.0, *column(sheet, "Saved to date (")] in lines  # it starts from nothing


def test_the_columns_of_a_sheet_add_up_to_the_result(desk: Workspace) -> None:
    known = first(desk)
    result = known.avoided
    assert result
    sheet = effect_sheet(desk.record, known, result, T)
    savings, low, high = (column(sheet, each) for each in ("Saving (", "Lower", "Upper"))
    assert math.fsum(savings) == pytest.approx(result.avoided)
    assert column(sheet, "Saved to date (")[-1] == pytest.approx(result.avoided)
    assert column(sheet, "Saved to date, half width")[-1] == pytest.approx(result.half_width)
    halves = column(sheet, "Saving, half width")
    assert [b - a for a, b in zip(low, high, strict=True)] == pytest.approx([2 * h for h in halves])
    heads = [str(each) for each in sheet.headings]
    assert heads[2] == "D1 Folding cartons (1000 m²; readings)"
    assert "Lower limit (kWh; 90% interval)" in heads


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_of_the_sample_has_its_sheet(desk: Workspace, language: str) -> None:
    sheets = list(chart_sheets(desk, translator(language)))
    assert len({each.name for each in sheets}) == len(sheets)
    codes = {each.name.split(" ")[0] for each in sheets}
    assert codes == {"F1", "P1", "U1", "U2", "U3"}
    assert all(len(row) == len(each.headings) for each in sheets for row in each.rows)
    assert (max(str(sheets[0].headings[0])) >= "一") == (language != "en")


def test_the_months_of_a_meter_are_those_of_its_bills(desk: Workspace) -> None:
    meter = desk.record.find(Meter, "M1")
    assert meter
    sheet = next(each for each in chart_sheets(desk, T) if each.name == "F1 Months")
    amounts = [float(v.amount) for v in monthly(desk.record, meter).months if v.complete]
    assert column(sheet, "M1") == amounts


def test_a_record_just_begun_has_no_charts(tmp_path: Path) -> None:
    from cpdesk.bootstrap import new_desk

    empty = new_desk(tmp_path / "a.cpdesk")
    assert not list(chart_sheets(empty, T))
    empty.store.close()


def test_owners_plan_and_grant_of_a_project_leave_too(desk: Workspace) -> None:
    """The sample: 1,384,829.50 of cost, half of it sought, the rest its own."""
    sheets = {each.name: each for each in chart_sheets(desk, T)}
    grant = [amount for _, amount in sheets["P1 Grant"].rows]
    assert grant == [1384829.50, 692414.75, 750000.0, 692414.75, 0.0, 692414.75]
    owners = [tuple(row) for row in sheets["F1 Owners"].rows]
    assert len(owners) == 3
    assert {share for _, _, share in owners} == {60.0, 40.0, 100.0}
    plan = sheets["P1 Plan"]
    assert [str(each) for each in plan.headings] == ["Code", "Step", "From", "To", "Done on"]
    assert all(row[2] <= row[3] for row in plan.rows)  # type: ignore[operator]


def test_every_further_chart_has_its_sheet_and_adds_up(desk: Workspace) -> None:
    sheets = {each.name: each for each in chart_sheets(desk, T)}
    result = first(desk).avoided
    assert result
    for code in result.drivers:
        points = [row for row in sheets[f"U1 X1 Scatter {code}"].rows if row[0] is not None]
        assert len(points) == len(result.baseline) + len(result.months)
    residuals = sheets["U1 X1 Residuals"]
    assert math.fsum(column(residuals, "Residual (")) == pytest.approx(0, abs=1e-5)
    mix = sheets["F1 Energy mix"]
    assert len(mix.rows) > 24
    assert column(mix, "Electricity (tce)")
