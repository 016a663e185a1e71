"""The further charts hold any figures: every text within the picture, points where they are."""

from __future__ import annotations

import random

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from cpdesk.base.languages import LANGUAGES, translator
from cpdesk.documents.charts.billed import billed_chart
from cpdesk.documents.charts.chart_series import (
    BaselineMonth,
    DriverName,
    ReportingMonth,
    Series,
)
from cpdesk.documents.charts.cusum import cusum_chart, use_chart
from cpdesk.documents.charts.diagnosis_series import (
    Billed,
    BilledMonth,
    Intensity,
    IntensityMonth,
    LinePoint,
    ResidualMonth,
    Residuals,
    Scatter,
    ScatterMonth,
)
from cpdesk.documents.charts.intensity import intensity_chart
from cpdesk.documents.charts.pointing import Drawn
from cpdesk.documents.charts.scatter import residuals_chart, scatter_chart
from cpdesk.documents.charts.style import Look
from cpdesk.documents.setting.ink import DARK, LIGHT
from cpdesk.domain.periods import Month

FIRST = Month(2022, 3)
SIZES = ((9.3, 3.1), (9.0, 5.0), (7.0, 3.1))  # the window, a saved picture, a narrow window
LONG = "Long name of a product that is made of paper, film and much else besides"


def series(dice: random.Random, before: int, after: int) -> Series:
    scale = 10 ** dice.uniform(-2, 8)
    amount = lambda: scale * dice.uniform(0.3, 1.3) * dice.choice([1, 1, 1, 0])  # noqa: E731
    baseline = [BaselineMonth(FIRST + n, amount(), amount()) for n in range(before)]
    since = [ReportingMonth(FIRST + before + 1 + n, amount(), amount(), scale * dice.random() / 5)
             for n in range(after)]  # fmt: skip
    return Series("kWh", baseline, since, FIRST + before, scale * dice.random())


def look(dice: random.Random) -> Look:
    return Look(translator(dice.choice(LANGUAGES)), False, dice.choice([LIGHT, DARK]))


def check(drawn: Drawn, months: set[Month]) -> None:
    """Texts lie in the picture, and each point in its own plot."""
    canvas = FigureCanvasAgg(drawn.figure)
    canvas.draw()
    wide, high = canvas.get_width_height()
    texts = [*drawn.figure.texts, *(text for axes in drawn.figure.axes for text in axes.texts)]
    for text in texts:
        box = text.get_window_extent()
        assert box.y0 >= -1, text
        assert box.y1 <= high + 1, text
        assert box.x0 >= -1, text
        assert box.x1 <= wide + 1, text
    for panel in drawn.panels:
        left, top, right, bottom = panel.box
        assert 0 <= left < right <= 1
        assert 0 <= top < bottom <= 1
        for point in panel.points:
            assert left - 1e-6 <= point.x <= right + 1e-6
            assert top - 1e-6 <= point.y <= bottom + 1e-6
            assert point.month in months


@pytest.mark.parametrize("seed", range(24))
def test_use_and_what_is_cumulated_in_any_span(seed: int) -> None:
    dice = random.Random(seed)
    made = series(dice, dice.randrange(1, 40), dice.randrange(1, 30))
    months = {each.month for each in made.baseline} | {each.month for each in made.reporting}
    first = min(months) + dice.randrange(made.count)
    span = dice.choice([None, (first, first + dice.randrange(3, 12))])
    shown = Series(made.unit, made.baseline, made.reporting, made.upgraded, made.half_width,
                   span=span)  # fmt: skip
    for draw in (use_chart, cusum_chart):
        drawn = draw(shown, look(dice), dice.choice(SIZES))
        check(drawn, {m for m in months if span is None or span[0] <= m <= span[1]})


@pytest.mark.parametrize("seed", range(24))
def test_a_scatter_and_residuals_of_any_figures(seed: int) -> None:
    dice = random.Random(seed)
    scale, across = 10 ** dice.uniform(-2, 8), 10 ** dice.uniform(-1, 7)
    months = [
        ScatterMonth(FIRST + n, across * dice.random(), scale * dice.random(),
                     scale * dice.random(), scale * dice.uniform(-0.1, 1), 0.1 * scale, n > 12,
                     dice.random() < 0.8)
        for n in range(dice.randrange(3, 40))
    ]  # fmt: skip
    line = [LinePoint(across * n / 9, scale * (0.2 + n / 12), scale / 10) for n in range(10)]
    others = [DriverName(LONG, "t")] * dice.randrange(3)
    driver = DriverName(dice.choice([LONG, "D1", "針織布產量"]), dice.choice(["", "1000 m²"]))
    scatter = Scatter("m³", driver, months, dice.choice([line, []]), others)
    every = {each.month for each in months}
    check(scatter_chart(scatter, look(dice), dice.choice(SIZES)), every)
    left = [ResidualMonth(each.month, each.actual, each.model) for each in months]
    sd = dice.choice([None, scale / 5])
    check(residuals_chart(Residuals("m³", left, sd), look(dice), dice.choice(SIZES)), every)


@pytest.mark.parametrize("seed", range(24))
def test_intensity_and_bills_of_any_figures(seed: int) -> None:
    dice = random.Random(seed)
    scale, made = 10 ** dice.uniform(-2, 7), 10 ** dice.uniform(-1, 6)
    months = [
        IntensityMonth(FIRST + n, made * dice.uniform(0.1, 1), scale * dice.random(),
                       scale * dice.random(), n > 14)
        for n in range(dice.randrange(1, 40))
    ]  # fmt: skip
    before, since = dice.choice([None, scale / made]), dice.choice([None, 0.8 * scale / made])
    upgraded = dice.choice([None, FIRST + 14, FIRST + -3])
    output = DriverName(dice.choice([LONG, "", "產品"]), dice.choice(["", "t"]))
    told = Intensity("kWh", output, months, before, since, upgraded)
    check(intensity_chart(told, look(dice), dice.choice(SIZES)), {m.month for m in months})
    names = tuple(f"{LONG} {n}" for n in range(dice.randrange(1, 7)))
    parts = [
        BilledMonth(FIRST + n, tuple(scale * dice.uniform(-0.1, 1) for _ in names),
                    tuple(scale * dice.uniform(-0.3, 1) for _ in names))
        for n in range(dice.randrange(1, 60))
    ]  # fmt: skip
    billed = Billed("kWh", "CNY", names, dice.choice([names, names[:1]]), parts)
    if len(billed.lines) < len(names):
        parts = [BilledMonth(each.month, each.amounts, each.costs[:1]) for each in parts]
        billed = Billed("kWh", "CNY", names, names[:1], parts)
    check(billed_chart(billed, look(dice), dice.choice(SIZES)), {each.month for each in parts})
