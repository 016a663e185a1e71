"""A savings chart whose months can be pointed at, and its cumulative part by itself."""

from __future__ import annotations

from collections.abc import Iterator

from cpdesk.documents.charts.chart_series import Series, cumulated, cumulated_before
from cpdesk.documents.charts.pointing import At, Drawn, panel
from cpdesk.documents.charts.saving import draw_cumulative, savings_chart
from cpdesk.documents.charts.style import Look, month_axis

Size = tuple[float, float]
LEFT, WIDE = 0.07, 0.76  # of the picture: where a plot of months begins, and its width


def use_chart(series: Series, look: Look, size: Size) -> Drawn:
    """Use against the adjusted baseline, the cumulative saving below it."""
    figure = savings_chart(series, look, size)
    upper, lower = figure.axes
    known = [(each.month, each.actual) for each in series.baseline]
    known += [(each.month, each.actual) for each in series.reporting]
    uses = [(month, float(series.at(month)), used) for month, used in known]
    return Drawn(figure, (
        panel(upper, uses, series.first), panel(lower, [*_saved(series)], series.first),
    ))  # fmt: skip


def cusum_chart(series: Series, look: Look, size: Size) -> Drawn:
    """What was saved up to each month; before the upgrade the model's differences added up."""
    with look.style():
        figure = look.figure(*size)
        axes = figure.add_axes(plot_box(size, look))
        before = [*_before(series)]
        axes.plot([x for _, x, _ in before], [y for _, _, y in before], "o-",
                  color=look.ink.text2, markersize=3, linewidth=1.1,
                  markerfacecolor=look.ink.base)  # fmt: skip
        draw_cumulative(axes, series, look, 6, [(x, y) for _, x, y in before])
        saved = [*_saved(series)]
        axes.plot([x for _, x, _ in saved], [y for _, _, y in saved], "o",
                  color=look.ink.accent, markersize=3.4)  # fmt: skip
        month_axis(axes, look, series.first, series.count)
        return Drawn(figure, (panel(axes, [*before, *saved], series.first),))


def plot_box(size: Size, look: Look, lines_above: float = 2.2) -> tuple[float, float, float, float]:
    """The box of a single plot of months: words of so many lines above, those of months below."""
    line = look.size / 72 / size[1]
    below, above = 2.4 * line, (lines_above + 1) * line
    return (LEFT, below, WIDE, 1 - below - above)


def _before(series: Series) -> Iterator[At]:
    for each, value in zip(series.baseline, cumulated_before(series), strict=True):
        yield each.month, float(series.at(each.month)), value


def _saved(series: Series) -> Iterator[At]:
    if series.reporting:
        x, saved, _ = cumulated(series)
        for each, at, value in zip(series.reporting, x[1:], saved[1:], strict=True):
            yield each.month, at, value
