"""Every chart on paper and screen, in three languages, and apart in grey."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from subprocess import run

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from cpdesk.base.languages import translator
from cpdesk.documents.charts import saving as charts
from cpdesk.documents.charts.style import EndLabel, axis_number, end_labels, scale_of
from cpdesk.documents.setting.figure import figure_block
from cpdesk.documents.setting.ink import CATEGORIES, DARK, HATCHES
from cpdesk.documents.setting.layout import Running, build
from cpdesk.documents.setting.writing import Paper
from cpdesk.domain.periods import Month
from tests.documents.reading import fonts_without_a_file, texts

FIRST = Month(2022, 6)
SERIES = charts.Series(
    "m³",
    [charts.BaselineMonth(FIRST + at, 90000 + 500 * (at % 5), 91000.0) for at in range(24)],
    [charts.ReportingMonth(FIRST + at, 90000, 76000 + at, 4500) for at in range(25, 43)],
    FIRST + 24,
    37400,
)


def plan(look: charts.Look) -> Figure:
    tasks = [
        charts.Task("Preparation", look="group"),
        charts.Task("Detailed design", date(2026, 6, 1), date(2026, 7, 15), "Engineering"),
        charts.Task("Baseline", date(2026, 6, 1), date(2026, 10, 30), "", "baseline"),
        charts.Task("Monitoring", date(2027, 1, 1), date(2027, 3, 15), "", "monitoring"),
        charts.Task("Water tests", tests=[date(2026, 8, 1)]),
    ]
    return charts.gantt_chart(tasks, [charts.Milestone("M1", date(2026, 7, 10))], look)


def water(look: charts.Look) -> Figure:
    bars = [
        charts.MonthBar(FIRST + at, None if at == 3 else 40000, each)
        for at, each in enumerate(["before"] * 6 + ["after"] * 6 + ["expected"] * 6)
    ]
    spans = [charts.Span("Before the machines", FIRST, FIRST + 5)]
    return charts.consumption_chart(bars, "m³", look, spans=spans)


def mix(look: charts.Look) -> Figure:
    parts = [charts.Amount("Steam", [6.4, 6.2], "6.2"), charts.Amount("Gas", [1.4, 1.3], "1.3")]
    return charts.mix_chart([2023, 2024], parts, "tce", look)


CHARTS: dict[str, tuple[Callable[[charts.Look], Figure], tuple[str, ...]]] = {
    "series": (lambda look: charts.series_chart(SERIES, look), ("axis from 60", "1,620", "2023")),
    "cumulative": (lambda look: charts.cumulative_chart(SERIES, look), ("251 ±37",)),
    "savings": (lambda look: charts.savings_chart(SERIES, look), ("Actual use", "251 ±37")),
    "water": (water, ("Before the machines", "40")),
    "grant of a large project": (
        lambda look: charts.grant_bar(charts.Grant(90000000, 750000, 750000, 650000), look),
        ("HK$750,000.00", "General ceiling 650,000", "Total cost HK$90,000,000.00"),
    ),
    "grant beside others": (
        lambda look: charts.grant_bar(
            charts.Grant(1000000, 9000, 750000, 650000, other=980000), look
        ),
        ("Grant sought HK$9,000.00", "Applicant's share HK$11,000.00"),
    ),
    "grant": (
        lambda look: charts.grant_bar(charts.Grant(1319297.4, 659648.7, 750000, 650000), look),
        ("HK$659,648.70", "750,000", "650,000"),
    ),
    "expected": (
        lambda look: charts.expected_bar([charts.Expected("Water", "m³", 4800, 3900, 90)], look),
        ("Water", "4,800", "3,900 ±90"),
    ),
    "measures": (
        lambda look: charts.measures_chart(
            [charts.Measure("U2", 741, 109), charts.Measure("U4", 340, 0, False)], "HK$ 000", look
        ),
        ("741 ±109", "not shown", "HK$ 000"),
    ),
    "mix": (mix, ("Steam 6.2", "Gas 1.3", "tce")),
    "plan": (plan, ("Detailed design", "M1", "2027", "Jun")),
}


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_on_paper_says_its_figures_as_text(name: str) -> None:
    draw, said = CHARTS[name]
    pages = []
    for _ in range(2):
        paper, out = Paper(translator("en")), io.BytesIO()
        figure = draw(charts.Look(paper.t))
        build(out, figure_block(paper, figure, "Title"), Running("", "", "", ""), paper)
        pages.append(out.getvalue())
        assert paper.missing == set()
    assert pages[0] == pages[1]
    assert fonts_without_a_file(pages[0]) == []
    (page,) = texts(pages[0])
    for words in said:
        assert words in page, page


@pytest.mark.parametrize("language", ["zh_Hant", "zh_Hans"])
@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_on_a_dark_screen_draws_without_a_warning(
    name: str, language: str, recwarn: pytest.WarningsRecorder
) -> None:
    look = charts.Look(translator(language), paper=False, ink=DARK)
    figure = CHARTS[name][0](look)
    FigureCanvasAgg(figure).draw()
    assert [str(each.message) for each in recwarn if "lyph" in str(each.message)] == []


@pytest.mark.parametrize("name", CHARTS)
def test_no_words_leave_the_paper(name: str) -> None:
    figure = CHARTS[name][0](charts.Look(translator("en")))
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    words = [*figure.texts, *(text for axes in figure.axes for text in axes.texts)]
    assert words
    for text in words:
        box = text.get_window_extent(canvas.get_renderer())
        assert box.x0 > -2, text.get_text()
        assert box.x1 < figure.bbox.width + 2, text.get_text()
        assert box.y0 > -2, text.get_text()
        assert box.y1 < figure.bbox.height + 2, text.get_text()


def test_categories_stay_apart_in_grey() -> None:
    lightness = sorted(_lightness(colour) for colour in CATEGORIES)
    steps = [high - low for low, high in pairwise(lightness)]
    assert min(steps) > 6
    assert len(CATEGORIES) == len(HATCHES)


def _lightness(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    y = sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return float(116 * y ** (1 / 3) - 16)


def test_the_band_of_the_total_is_the_one_given() -> None:
    x, saved, width = charts.cumulated(SERIES)
    assert width[-1] == pytest.approx(37400)
    assert width[0] == saved[0] == 0
    assert saved[-1] == pytest.approx(sum(m.adjusted - m.actual for m in SERIES.reporting))
    assert len(x) == len(SERIES.reporting) + 1


def test_labels_at_line_ends_do_not_overlap() -> None:
    look = charts.Look(translator("en"))
    with look.style():
        figure = look.figure(4, 2)
        axes = figure.add_axes((0.1, 0.1, 0.6, 0.8))
        axes.set_ylim(0, 100)
        end_labels(
            axes, look, 1, [EndLabel(98, "a", "1", "#000000"), EndLabel(97, "b", "2", "#000000")]
        )
    heights = sorted(text.get_position()[1] for text in axes.texts)
    line = look.size * 100 / (2 * 72 * 0.8)
    assert all(b - a > line for a, b in pairwise(heights))
    assert heights[-1] <= 100


@pytest.mark.parametrize(("most", "scale"), [(9999, 1), (10000, 1e3), (2e7, 1e6), (0, 1)])
def test_an_axis_stays_short(most: float, scale: float) -> None:
    assert scale_of([most, -1])[0] == scale
    assert scale_of([])[0] == 1


def test_a_series_of_nothing_but_zeros_or_a_plan_without_days() -> None:
    months = [charts.BaselineMonth(FIRST + at, 0.0, 0.0) for at in range(3)]
    charts.series_chart(charts.Series("t", months, []), translator("en"))
    with pytest.raises(ValueError, match="date"):
        charts.gantt_chart([charts.Task("x")], [], translator("en"))


def test_pyplot_is_never_imported() -> None:
    code = "import sys, cpdesk.documents.charts.saving; print('matplotlib.pyplot' in sys.modules)"
    done = run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_figures_too_small_for_the_margin_are_written_with_a_power_of_ten() -> None:
    said = [axis_number(translator("en"), each) for each in (0, 0.0002, 2.5e-7, -1e-6, 1234.5)]
    assert said == ["0", "0.0002", "2.5E−7", "−1E−6", "1,234.5"]
