"""Charts of a model: use against a driver, and what the model leaves unexplained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matplotlib.axes import Axes

from cpdesk.documents.charts.diagnosis_series import (
    Residuals,
    Scatter,
    ScatterMonth,
)
from cpdesk.documents.charts.pointing import Drawn, Panel, panel
from cpdesk.documents.charts.style import (
    DASHED,
    EndLabel,
    Look,
    Style,
    axis_number,
    cut,
    end_labels,
    month_axis,
    number_axis,
    scale_of,
    unit_words,
)

Size = tuple[float, float]
_LEFT, _WIDE = 0.07, 0.76
_DARK = 0.28  # how much of a band's colour shows on a dark ground


def scatter_chart(scatter: Scatter, look: Look, size: Size) -> Drawn:
    """Baseline months hollow and round, reporting months full and square; the line, its band."""
    with look.style():
        figure = look.figure(*size)
        line = look.size / 72 / size[1]
        axes = figure.add_axes((_LEFT, 3.6 * line, _WIDE, 1 - 6.6 * line))
        _draw_line(axes, scatter, look)
        for reporting in (False, True):
            _draw_months(axes, scatter, look, reporting)
        values = [*(each.shown for each in scatter.months), *(each.model for each in scatter.line)]
        scale, word = scale_of(values)
        axes.margins(0.03, 0.06)
        number_axis(axes, look, scale)
        _across(axes, look, [each.at for each in scatter.months])
        unit = look.t("{unit} a month", unit=unit_words(look.t, scatter.unit, word))
        names = tuple(each.name for each in scatter.others)
        more = names and look.t("with {names} at the mean of the baseline", names=names)
        _said(axes, look, unit, size, more)
        _below(axes, look, _driver_words(scatter, look), size)
        _name_ends(axes, scatter, look)
        points = [(each.month, each.at, each.shown) for each in scatter.months]
        return Drawn(figure, (panel(axes, points),))


def _draw_line(axes: Axes, scatter: Scatter, look: Look) -> None:
    x = [each.at for each in scatter.line]
    low = [each.model - each.half_width for each in scatter.line]
    high = [each.model + each.half_width for each in scatter.line]
    axes.fill_between(x, low, high, color=look.ink.control, alpha=_alpha(look), linewidth=0)
    axes.plot(x, [each.model for each in scatter.line], color=look.ink.text2, linewidth=1.4,
              linestyle=DASHED)  # fmt: skip


def _alpha(look: Look) -> float:
    return _DARK if look.ink.dark else 0.2


def _draw_months(axes: Axes, scatter: Scatter, look: Look, reporting: bool) -> None:
    ink = look.ink
    mine = [each for each in scatter.months if each.reporting is reporting]
    hollow: Style = {"markerfacecolor": ink.base, "markeredgewidth": 0.9, "color": ink.text2}
    full: Style = {"color": ink.accent}
    axes.plot(*_places(mine), "s" if reporting else "o", markersize=4.5,
              **(full if reporting else hollow))  # fmt: skip
    outside = [each for each in mine if not each.inside]
    frame: Style = {"markerfacecolor": "none", "markeredgecolor": ink.warnmark}
    axes.plot(*_places(outside), "s", markersize=10, markeredgewidth=1.3, **frame)


def _places(months: Sequence[ScatterMonth]) -> tuple[list[float], list[float]]:
    return [each.at for each in months], [each.shown for each in months]


def _across(axes: Axes, look: Look, values: Sequence[float]) -> None:
    """Figures of the x axis in the language's digits."""
    scale, _ = scale_of(values)
    scale = scale if scale > 1000 else 1.0
    axes.xaxis.set_major_formatter(lambda value, _at: axis_number(look.t, value / scale))
    axes.grid(True, axis="x")


def _driver_words(scatter: Scatter, look: Look) -> str:
    t = look.t
    scale, word = scale_of([each.at for each in scatter.months])
    unit = unit_words(t, scatter.driver.unit, word if scale > 1000 else "")
    return " · ".join(part for part in (scatter.driver.name, unit) if part)


def _name_ends(axes: Axes, scatter: Scatter, look: Look) -> None:
    """What line and marks stand for, at the right where the line ends."""
    ink, t = look.ink, look.t
    end = axes.get_xlim()[1] + 0.015 * (axes.get_xlim()[1] - axes.get_xlim()[0])
    labels = []
    if scatter.line:
        said = t("Model of the baseline")
        labels.append(EndLabel(scatter.line[-1].model, said, "", ink.text2))
    before = [each.shown for each in scatter.months if not each.reporting]
    since = [each.shown for each in scatter.months if each.reporting]
    if before:
        labels.append(EndLabel(max(before), f"○ {t('Baseline period')}", "", ink.text2))
    if since:
        labels.append(EndLabel(min(since), f"■ {t('Reporting period')}", "", ink.accent))
    if any(not each.inside for each in scatter.months):
        low, high = axes.get_ylim()
        said = f"□ {t('Out of range')}"
        labels.append(EndLabel(low + 0.04 * (high - low), said, "", ink.warn))
    end_labels(axes, look, end, labels)


def residuals_chart(residuals: Residuals, look: Look, size: Size) -> Drawn:
    """Stems by month, and beside them the same against what the model gives."""
    with look.style():
        figure = look.figure(*size)
        line = look.size / 72 / size[1]
        low, high = 3.6 * line, 1 - 6.6 * line
        left = figure.add_axes((_LEFT, low, 0.5, high))
        right = figure.add_axes((_LEFT + 0.57, low, 0.33, high), sharey=left)
        scale, word = scale_of([each.residual for each in residuals.months])
        panels = tuple(_residual_panels(left, right, residuals, look))
        number_axis(left, look, scale)
        right.tick_params(labelleft=False)
        unit = unit_words(look.t, residuals.unit, word)
        said = look.t("Use less what the model gives, {unit}", unit=unit)
        _said(left, look, said, size, residuals.sd and look.t("band: 2 standard deviations"))
        uses, more = scale_of([each.model for each in residuals.months])
        right.xaxis.set_major_formatter(lambda value, _at: axis_number(look.t, value / uses))
        fitted = unit_words(look.t, residuals.unit, more)
        _below(right, look, look.t("What the model gives, {unit}", unit=fitted), size)
        return Drawn(figure, panels)


def _residual_panels(
    left: Axes, right: Axes, residuals: Residuals, look: Look
) -> Iterator[Panel]:
    months = residuals.months
    first, last = min(each.month for each in months), max(each.month for each in months)
    x = [float(each.month - first) for each in months]
    most = max([*(abs(each.residual) for each in months), residuals.limit or 0.0]) or 1.0
    left.set_ylim(-1.12 * most, 1.12 * most)
    for axes, at in ((left, x), (right, [each.model for each in months])):
        if residuals.limit:
            axes.axhspan(-residuals.limit, residuals.limit, color=look.ink.control,
                         alpha=_alpha(look) / 2, linewidth=0)  # fmt: skip
        axes.axhline(0, color=look.ink.control, linewidth=0.9)
        _draw_residuals(axes, residuals, at, look)
    left.vlines(x, 0, [each.residual for each in months], color=look.ink.text2, linewidth=1.1)
    month_axis(left, look, first, last - first + 1)
    right.margins(x=0.08)
    yield panel(left, [(e.month, at, e.residual) for e, at in zip(months, x, strict=True)], first)
    yield panel(right, [(each.month, each.model, each.residual) for each in months])


def _draw_residuals(axes: Axes, residuals: Residuals, x: Sequence[float], look: Look) -> None:
    """Dots; what lies far off is a diamond, so that grey keeps it apart."""
    pairs = list(zip(x, residuals.months, strict=True))
    near = [(at, each.residual) for at, each in pairs if not residuals.is_far(each)]
    far = [(at, each.residual) for at, each in pairs if residuals.is_far(each)]
    axes.plot([at for at, _ in near], [y for _, y in near], "o", color=look.ink.text2)
    axes.plot([at for at, _ in far], [y for _, y in far], "D", markersize=6,
              color=look.ink.warnmark)  # fmt: skip


def _said(axes: Axes, look: Look, words: str, size: Size, more: object = "") -> None:
    """What goes up, as text above the axes at the left."""
    box = axes.get_position()
    figure = axes.get_figure(root=True)
    assert figure is not None
    said = "  ·  ".join(str(part) for part in (words, more) if part)
    figure.text(0.003, box.y1 + look.size * 0.95 / 72 / size[1], cut(look, said, 0.96 * size[0]),
                color=look.ink.text3, va="bottom", ha="left")  # fmt: skip


def _below(axes: Axes, look: Look, words: str, size: Size) -> None:
    """What goes across, below the figures of its axis."""
    box = axes.get_position()
    figure = axes.get_figure(root=True)
    assert figure is not None
    room = (0.96 - box.x0) * size[0]
    figure.text(box.x0, 0.5 * look.size / 72 / size[1], cut(look, words, room),
                color=look.ink.text3, va="bottom", ha="left")  # fmt: skip
