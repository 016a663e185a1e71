"""Use per unit of output before and since the upgrade, month by month."""

from __future__ import annotations

from matplotlib.axes import Axes

from cpdesk.documents.charts.cusum import LEFT, WIDE, Size, plot_box
from cpdesk.documents.charts.diagnosis_series import Intensity
from cpdesk.documents.charts.pointing import Drawn, panel
from cpdesk.documents.charts.saving import beside
from cpdesk.documents.charts.style import (
    DASHED,
    DOTTED,
    EndLabel,
    Look,
    Style,
    axis_number,
    cut,
    end_labels,
    headline,
    month_axis,
    number_axis,
)
from cpdesk.domain.periods import Month


def intensity_chart(intensity: Intensity, look: Look, size: Size) -> Drawn:
    """Hollow dots before, full ones since; dashed what the baseline's model gives for them."""
    with look.style():
        figure = look.figure(*size)
        axes = figure.add_axes(plot_box(size, look, 2.2 if intensity.upgraded is None else 3.2))
        first = min(each.month for each in intensity.months)
        last = max(each.month for each in intensity.months)
        for reporting in (False, True):
            _draw_period(axes, intensity, look, first, reporting)
        month_axis(axes, look, first, last - first + 1)
        _from_where(axes, intensity, look)
        _draw_upgrade(axes, intensity, look, first, last)
        number_axis(axes, look, 1.0)
        _name_levels(axes, intensity, look, beside(last - first + 1))
        points = [(each.month, float(each.month - first), each.per_unit)
                  for each in intensity.months]  # fmt: skip
        return Drawn(figure, (panel(axes, points, first),))


def _draw_period(
    axes: Axes, intensity: Intensity, look: Look, first: Month, reporting: bool
) -> None:
    ink = look.ink
    mine = [each for each in intensity.months if each.reporting is reporting]
    x = [each.month - first for each in mine]
    model: Style = {"linestyle": DASHED if reporting else "-", "linewidth": 1.1}
    colour = ink.text2 if reporting else ink.control
    axes.plot(x, [each.expected for each in mine], color=colour, **model)
    hollow: Style = {"color": ink.text2, "markerfacecolor": ink.base, "markeredgewidth": 0.8}
    full: Style = {"color": ink.accent, "markersize": 3.4}
    uses = [each.per_unit for each in mine]
    axes.plot(x, uses, "o-" if reporting else "o", **(full if reporting else hollow))
    level = intensity.since if reporting else intensity.before
    if level is not None and x:
        axes.hlines(level, min(x) - 0.4, max(x) + 0.4, linewidth=1.8,
                    color=ink.accent if reporting else ink.text2)  # fmt: skip


def _from_where(axes: Axes, intensity: Intensity, look: Look) -> None:
    """The words above; a line chart that begins above zero says so."""
    t = look.t
    low, high = axes.get_ylim()
    axes.set_ylim(max(low - 0.05 * (high - low), 0.0) if low > 0 else low, high)
    said = t("{unit} of {name}", unit=intensity.per, name=intensity.output.name)
    start = axes.get_ylim()[0]
    if start > 0:
        figure = axis_number(t, float(f"{start:.3g}"))
        said = t("{words}, axis from {start}", words=said, start=figure)
    headline(axes, look, said, lines_below=0 if intensity.upgraded is None else 1)


def _draw_upgrade(axes: Axes, intensity: Intensity, look: Look, first: Month, last: Month) -> None:
    on = intensity.upgraded
    if on is not None and first <= on <= last:
        x, top = on - first, axes.get_ylim()[1]
        axes.axvline(x, color=look.ink.text2, linestyle=DOTTED, linewidth=0.8)
        said = look.t("Installed {month}", month=on)
        axes.text(x + 0.35, top, said, va="bottom", color=look.ink.text2)


def _name_levels(axes: Axes, intensity: Intensity, look: Look, x: float) -> None:
    t, ink = look.t, look.ink
    figure = axes.get_figure(root=True)
    assert figure is not None
    room = 0.95 * (1 - LEFT - WIDE) * figure.get_size_inches()[0] - 0.1
    pairs = (
        (intensity.before, t("Before the upgrade"), ink.text2),
        (intensity.since, t("Since the upgrade"), ink.accent),
    )
    labels = [
        EndLabel(level, cut(look, words, room), t.number(*_digits(level)), colour)
        for level, words, colour in pairs if level is not None
    ]  # fmt: skip
    end_labels(axes, look, x, labels)


def _digits(value: float) -> tuple[float, int]:
    """Four digits of a figure, but no more decimals than four."""
    places = 0
    while places < 4 and abs(value) * 10**places < 1000:
        places += 1
    return round(value, places), places
