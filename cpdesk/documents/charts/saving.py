"""Charts of consumption and savings over months, for screen and paper; see also the bars.

Every chart takes plain values and a `Look` (language, paper or screen, colours) and gives a
matplotlib Figure that no global state knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from cpdesk.base.languages import Translator
from cpdesk.documents.charts.bars import (
    Amount,
    Measure,
    expected_bar,
    measures_chart,
    mix_chart,
)
from cpdesk.documents.charts.chart_series import (
    MEASURED,
    STANDARD,
    BaselineMonth,
    Expected,
    MonthBar,
    ReportingMonth,
    Series,
    Words,
    cumulated,
)
from cpdesk.documents.charts.consumption import Span, consumption_chart
from cpdesk.documents.charts.gantt import Milestone, Task, gantt_chart
from cpdesk.documents.charts.grant_bar import Grant, grant_bar
from cpdesk.documents.charts.style import (
    DASHED,
    DOTTED,
    PAPER_WIDTH,
    EndLabel,
    Look,
    Style,
    axis_number,
    end_labels,
    headline,
    month_axis,
    number_axis,
    scale_of,
    unit_words,
)

__all__ = [
    "MEASURED", "STANDARD", "Amount", "BaselineMonth", "Expected", "Grant", "Look", "Measure",
    "Milestone", "MonthBar", "ReportingMonth", "Series", "Span", "Task", "Words",
    "consumption_chart", "cumulated", "cumulative_chart", "expected_bar", "gantt_chart",
    "grant_bar", "measures_chart", "mix_chart", "savings_chart", "series_chart",
]  # fmt: skip


def series_chart(series: Series, look: Look | Translator, size: Size = None) -> Figure:
    """Use against the adjusted baseline with its band; size in inches."""
    look = _look(look)
    with look.style():
        figure = look.figure(*(size or (PAPER_WIDTH, 2.6)))
        axes = figure.add_axes((0.062, 0.1, 0.768, 0.72))
        _draw_series(axes, series, look)
        month_axis(axes, look, series.first, series.count)
    return figure


def cumulative_chart(series: Series, look: Look | Translator, size: Size = None) -> Figure:
    """What has been saved up to each month, with the band that grows with it."""
    look = _look(look)
    with look.style():
        figure = look.figure(*(size or (PAPER_WIDTH, 1.25)))
        axes = figure.add_axes((0.062, 0.2, 0.768, 0.56))
        draw_cumulative(axes, series, look)
        month_axis(axes, look, series.first, series.count)
    return figure


def savings_chart(series: Series, look: Look | Translator, size: Size = None) -> Figure:
    """Both above each other on one axis of months, as in the packs."""
    look = _look(look)
    with look.style():
        figure = look.figure(*(size or (PAPER_WIDTH, 3.55)))
        upper, lower = (figure.add_axes(box) for box in _above_each_other(figure, look))
        _draw_series(upper, series, look)
        draw_cumulative(lower, series, look)
        month_axis(upper, look, series.first, series.count, labels=False)
        month_axis(lower, look, series.first, series.count)
    return figure


def _above_each_other(figure: Figure, look: Look) -> Sequence[tuple[float, float, float, float]]:
    """Boxes of both charts; however low they are, their words keep their height."""
    high = figure.get_size_inches()[1]
    top, between, below = (lines * look.size / 72 / high for lines in (3.6, 3.2, 2.4))
    room = 1 - top - between - below
    upper, lower = 0.72 * room, 0.28 * room
    return (0.062, below + lower + between, 0.768, upper), (0.062, below, 0.768, lower)


Size = tuple[float, float] | None


def _look(look: Look | Translator) -> Look:
    return look if isinstance(look, Look) else Look(look)


def _draw_series(axes: Axes, series: Series, look: Look) -> None:
    scale, word = scale_of(series.values())
    start = _set_range(axes, series)
    _draw_baseline(axes, series, look)
    _draw_reporting(axes, series, look)
    _draw_upgrade(axes, series, look, words=True)
    number_axis(axes, look, scale)
    unit = unit_words(look.t, series.unit, word)
    said = look.t("{unit} a month", unit=unit)
    if start:
        from_ = axis_number(look.t, start / scale)
        said = look.t("{unit} a month, axis from {start}", unit=unit, start=from_)
    headline(axes, look, said, lines_below=0 if series.upgraded is None else 1)
    if series.reporting_shown:
        _label_ends(axes, series, look, scale)


def _set_range(axes: Axes, series: Series) -> float:
    """A line chart may begin above zero if all values lie far above it; its head then says so."""
    values = series.values()
    band = [each.adjusted + each.half_width for each in series.reporting_shown]
    most, least = max(*values, *band, 0.0), min(values)
    step = _step(most)
    start = floor(least * 0.85 / step) * step if least > 0.4 * most else min(0.0, least)
    axes.set_ylim(start, max(most * 1.04, start + step))
    axes.set_yticks([step * n for n in range(ceil(start / step), ceil(most * 1.04 / step) + 1)
                     if step * n <= most * 1.06])  # fmt: skip
    return start


def _step(most: float) -> float:
    """A round distance of grid lines, about five to the height."""
    if most <= 0:
        return 1.0
    power = 10.0 ** floor(_log10(most))
    return next(power * part for part in (0.1, 0.2, 0.5, 1.0, 2.0) if most / (power * part) <= 6)


def _log10(value: float) -> float:
    from math import log10

    return log10(value)


def _draw_baseline(axes: Axes, series: Series, look: Look) -> None:
    x = [series.at(each.month) for each in series.baseline]
    model = [(at, each.model) for at, each in zip(x, series.baseline, strict=True)]
    known = [(at, value) for at, value in model if value is not None]
    axes.plot(*_columns(known), color=look.ink.control, linewidth=look.pick(0.9, 1.1))
    actual = [each.actual for each in series.baseline]
    hollow: Style = {"markerfacecolor": look.ink.base, "markeredgewidth": 0.8}
    axes.plot(x, actual, "o", color=look.ink.text2, **hollow)


def _columns(pairs: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def _draw_reporting(axes: Axes, series: Series, look: Look) -> None:
    ink = look.ink
    x = [series.at(each.month) for each in series.reporting]
    adjusted = [each.adjusted for each in series.reporting]
    actual = [each.actual for each in series.reporting]
    low = [each.adjusted - each.half_width for each in series.reporting]
    high = [each.adjusted + each.half_width for each in series.reporting]
    alpha = 0.28 if ink.dark else 0.2
    axes.fill_between(x, low, high, color=ink.control, alpha=alpha, linewidth=0)
    if look.paper:
        axes.fill_between(x, actual, adjusted, facecolor="none", edgecolor=ink.accentline,
                          hatch="////", linewidth=0)  # fmt: skip
    axes.fill_between(x, actual, adjusted, color=ink.accent, alpha=0.13, linewidth=0)
    dashed: Style = {"linestyle": DASHED, "linewidth": look.pick(1.2, 1.4)}
    axes.plot(x, adjusted, color=ink.text2, **dashed)
    axes.plot(x, actual, "o-", color=ink.accent, markersize=look.pick(2.6, 3.4))


def _draw_upgrade(axes: Axes, series: Series, look: Look, words: bool) -> None:
    if series.upgraded is None:
        return
    x = series.at(series.upgraded)
    if series.shows(series.upgraded):
        axes.axvline(x, color=look.ink.text2, linestyle=DOTTED, linewidth=0.8)
    if words:
        top = axes.get_ylim()[1]
        if series.shows(series.upgraded):
            said = look.t("Installed {month}", month=series.upgraded)
            axes.text(x + 0.35, top, said, va="bottom", color=look.ink.text2)
        if not series.span or x > 0.2 * series.count:  # else one would run into the other
            axes.text(0, top, look.t("Baseline period"), va="bottom", color=look.ink.text3)


def _label_ends(axes: Axes, series: Series, look: Look, scale: float) -> None:
    last = series.reporting_shown[-1]
    adjusted = sum(each.adjusted for each in series.reporting_shown)
    actual = sum(each.actual for each in series.reporting_shown)
    t = look.t
    labels = [
        EndLabel(last.adjusted, t(series.words.adjusted), _rounded(t, adjusted / scale),
                 look.ink.text2),
        EndLabel(last.actual, t(series.words.actual), _rounded(t, actual / scale),
                 look.ink.accent),
    ]  # fmt: skip
    end_labels(axes, look, beside(series.count), labels)


def beside(months: int) -> float:
    """Where words begin behind an axis of months: as near to few of them as to many."""
    return months - 0.2 + 0.012 * (months + 0.6)


def _rounded(t: Translator, value: float) -> str:
    return t.number(value, 0 if abs(value) >= 100 else 1)


def draw_cumulative(
    axes: Axes, series: Series, look: Look, lines: int = 3,
    also: Sequence[tuple[float, float]] = (),
) -> None:  # fmt: skip
    """The saving up to each reporting month with its band; about so many lines of the grid.

    `also` are places of other values in the same plot.
    """
    x, saved, width = cumulated(series)
    ink = look.ink
    low = [value - half for value, half in zip(saved, width, strict=True)]
    high = [value + half for value, half in zip(saved, width, strict=True)]
    scale, word = scale_of([*high, *low])
    axes.fill_between(x, low, high, color=ink.accent, alpha=0.16, linewidth=0)
    for edge in (low, high):
        axes.plot(x, edge, color=ink.accentline, linewidth=0.6)
    axes.plot(x, saved, color=ink.accent)
    axes.axhline(0, color=ink.control, linewidth=0.8)
    _draw_upgrade(axes, series, look, words=False)
    axes.yaxis.set_major_locator(MaxNLocator(lines))
    number_axis(axes, look, scale)
    unit = unit_words(look.t, series.unit, word)
    headline(axes, look, look.t(series.words.cumulative, unit=unit))
    _keep_to(axes, series, [*also, *zip(x, low, strict=True), *zip(x, high, strict=True)])
    if series.reporting_shown:
        _label_saved(axes, series, look, scale, len(series.reporting_until) - 1)


def _label_saved(axes: Axes, series: Series, look: Look, scale: float, last: int) -> None:
    """What was saved up to the last month in the picture, at the end of its line."""
    _, saved, width = cumulated(series)
    total, half = saved[last + 1], width[last + 1]
    places = 0 if abs(total) >= 100 * scale else 1
    told = look.t.number(total / scale, places)
    if width[-1]:  # a simple ratio has no interval
        told = f"{told} ±{look.t.number(half / scale, places)}"
    words = look.t(series.words.total)
    if last + 1 < len(series.reporting):
        words = look.t("Until {month}", month=series.reporting[last].month)
    end_labels(axes, look, beside(series.count), [EndLabel(total, words, told, look.ink.accent)])


def _keep_to(axes: Axes, series: Series, values: Sequence[tuple[float, float]]) -> None:
    """Of a span of months only its own values, and zero, need room."""
    if series.span:
        seen = [value for at, value in values if -1 <= at <= series.count] or [0.0]
        low, high = min(*seen, 0.0), max(*seen, 0.0)
        room = 0.06 * (high - low) or 1.0
        axes.set_ylim(low - room, high + room)
