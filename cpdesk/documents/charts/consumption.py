"""Bars of a meter's months: what was billed before, after, and what is expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.ticker import MaxNLocator

from cpdesk.base.languages import Translator
from cpdesk.documents.charts.chart_series import MonthBar, Panel
from cpdesk.documents.charts.style import (
    PAPER_WIDTH,
    Look,
    Style,
    cut,
    headline,
    month_axis,
    number_axis,
    scale_of,
    unit_words,
)
from cpdesk.documents.setting.fonts import FontSet
from cpdesk.documents.setting.ink import Ink
from cpdesk.domain.periods import Month


@dataclass(frozen=True)
class Span:
    """Words over a run of months, such as `Before the new machines`."""

    words: str
    first: Month
    last: Month
    look: str = "before"


def consumption_chart(
    bars: Sequence[MonthBar], unit: str, look: Look | Translator, *,
    spans: Sequence[Span] = (), size: tuple[float, float] | None = None,
) -> Figure:  # fmt: skip
    """Monthly bars from zero; missing months are hatched, expected ones hatched and hollow."""
    look = look if isinstance(look, Look) else Look(look)
    with look.style():
        figure = look.figure(*(size or (PAPER_WIDTH, 2.1)))
        axes = figure.add_axes((0.062, 0.12, 0.933, 0.74))
        _draw(axes, bars, unit, look)
        first = min(bar.month for bar in bars)
        for span in spans:
            _draw_span(axes, span, first, look)
    return figure


_COLUMNS = 2  # of small charts
_HALF = 0.39  # of the width of a bar, in months
_ROW, _GAP, _AXIS = 1.06, 0.3, 0.42  # inches: a row, between columns, for the figures


def small_multiples(panels: Sequence[Panel], look: Look | Translator) -> Figure:
    """Small charts in two columns over the same months, each with its own scale, name and unit."""
    look = look if isinstance(look, Look) else Look(look)
    rows = -(-len(panels) // _COLUMNS)
    months = [bar.month for panel in panels for bar in panel.bars]
    wide = (PAPER_WIDTH - _GAP * (_COLUMNS - 1)) / _COLUMNS
    with look.style():
        figure = look.figure(PAPER_WIDTH, _ROW * rows)
        for at, panel in enumerate(panels):
            left, row = (at % _COLUMNS) * (wide + _GAP), at // _COLUMNS
            inches = (left + _AXIS, _ROW * (rows - row - 1) + 0.22, wide - _AXIS, _ROW - 0.48)
            axes = figure.add_axes(
                (inches[0] / PAPER_WIDTH, inches[1] / (_ROW * rows),
                 inches[2] / PAPER_WIDTH, inches[3] / (_ROW * rows))
            )  # fmt: skip
            _draw_panel(axes, panel, min(months), max(months), look)
            _name_panel(axes, panel, left, wide, look)
    return figure


def _draw_panel(axes: Axes, panel: Panel, first: Month, last: Month, look: Look) -> None:
    _draw_bars(axes, panel.bars, first, look)
    month_axis(axes, look, first, last - first + 1)
    axes.yaxis.set_major_locator(MaxNLocator(2, steps=[1, 2, 5, 10]))


def _name_panel(axes: Axes, panel: Panel, left: float, wide: float, look: Look) -> None:
    """The name at the left and the unit at the right, above the bars."""
    figure = axes.get_figure(root=True)
    assert figure is not None
    scale, word = scale_of(_known(panel.bars))
    number_axis(axes, look, scale)
    unit = cut(look, look.t("{unit} a month", unit=unit_words(look.t, panel.unit, word)), wide / 2)
    room = wide - FontSet.of(look.t.language).width(unit, look.size) / 72 - 0.1
    y = axes.get_position().y1 + 0.06 / figure.get_size_inches()[1]
    words: Style = {"va": "bottom", "color": look.ink.text}
    name = cut(look, panel.name, room, bold=True)
    figure.text(left / PAPER_WIDTH, y, name, ha="left", fontweight=700, **words)
    right: Style = {**words, "color": look.ink.text3}
    figure.text((left + wide) / PAPER_WIDTH, y, unit, ha="right", **right)


def _known(bars: Sequence[MonthBar]) -> list[float]:
    return [bar.amount for bar in bars if bar.amount is not None]


def _draw(axes: Axes, bars: Sequence[MonthBar], unit: str, look: Look) -> None:
    first = min(bar.month for bar in bars)
    scale, word = scale_of(_known(bars))
    _draw_bars(axes, bars, first, look)
    month_axis(axes, look, first, max(bar.month for bar in bars) - first + 1)
    number_axis(axes, look, scale)
    headline(axes, look, look.t("{unit} a month", unit=unit_words(look.t, unit, word)))


def _draw_bars(axes: Axes, bars: Sequence[MonthBar], first: Month, look: Look) -> None:
    known = _known(bars)
    axes.set_ylim(min(0, *known, 0), max(*known, 0) * 1.14 or 1)
    for name in dict.fromkeys(bar.look for bar in bars):
        group = [bar for bar in bars if bar.look == name and bar.amount is not None]
        places = [bar.month - first for bar in group]
        # As an artist, for the limits stand already, and a patch would look for them.
        axes.add_artist(PathPatch(_outline(places, _known(group)), **_style(name, look.ink)))
    for bar in bars:
        if bar.amount is None:
            _draw_missing(axes, bar.month - first, look.ink)


def _style(name: str, ink: Ink) -> Style:
    """How the bars of a look are drawn."""
    if name == "expected":
        hollow: Style = {"facecolor": "none", "edgecolor": ink.accent, "hatch": "/////"}
        return {**hollow, "linewidth": 0.6}
    return {"facecolor": ink.accent if name == "after" else ink.before, "linewidth": 0}


def _outline(places: Sequence[int], amounts: Sequence[float]) -> Path:
    """All bars as one outline: as things of their own, those of 50 meters are millions of parts."""
    x, high = np.array(places, float), np.array(amounts, float)
    corners = np.zeros((len(places), 5, 2))
    corners[:, :, 0] = x[:, None] + np.array([-_HALF, -_HALF, _HALF, _HALF, -_HALF])
    corners[:, 1:3, 1] = high[:, None]
    codes = [Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY]
    return Path(corners.reshape(-1, 2), codes * len(places))


def _draw_missing(axes: Axes, x: float, ink: Ink) -> None:
    top = axes.get_ylim()[1] / 1.14
    hatched: Style = {
        "facecolor": "none", "edgecolor": ink.line2, "hatch": "////", "linewidth": 0,
    }  # fmt: skip
    axes.add_patch(Rectangle((x - _HALF, 0), 2 * _HALF, top, **hatched))


def _draw_span(axes: Axes, span: Span, first: Month, look: Look) -> None:
    colour = look.ink.text3 if span.look == "before" else look.ink.accent
    left, right = span.first - first - 0.39, span.last - first + 0.39
    y = axes.get_ylim()[1] * 0.97
    axes.plot([left, right], [y, y], color=colour, linewidth=0.8)
    middle: Style = {"ha": "center", "va": "bottom", "color": colour}
    axes.text((left + right) / 2, axes.get_ylim()[1] * 0.985, span.words, **middle)
