"""Bars of one meter's months: what was billed before, after, and what is expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cpdesk.base.languages import Translator
from cpdesk.documents.chart_style import (
    PAPER_WIDTH,
    Look,
    Style,
    headline,
    month_axis,
    number_axis,
    scale_of,
    unit_words,
)
from cpdesk.domain.periods import Month


@dataclass(frozen=True)
class MonthBar:
    """A month's use; None is a missing month. `look` is before, after or expected."""

    month: Month
    amount: float | None
    look: str = "before"


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
        axes = figure.add_axes((0.055, 0.12, 0.94, 0.74))
        _draw(axes, bars, unit, look)
        first = min(bar.month for bar in bars)
        for span in spans:
            _draw_span(axes, span, first, look)
    return figure


def _draw(axes: Axes, bars: Sequence[MonthBar], unit: str, look: Look) -> None:
    first = min(bar.month for bar in bars)
    known = [bar.amount for bar in bars if bar.amount is not None]
    scale, word = scale_of(known)
    axes.set_ylim(min(0, *known, 0), max(*known, 0) * 1.14 or 1)
    for bar in bars:
        _draw_bar(axes, bar, bar.month - first, look)
    month_axis(axes, look, first, max(bar.month for bar in bars) - first + 1)
    number_axis(axes, look, scale)
    headline(axes, look, look.t("{unit} a month", unit=unit_words(look.t, unit, word)))


def _draw_bar(axes: Axes, bar: MonthBar, x: float, look: Look) -> None:
    ink = look.ink
    if bar.amount is None:
        top = axes.get_ylim()[1] / 1.14
        missing: Style = {
            "facecolor": "none",
            "edgecolor": ink.line2,
            "hatch": "////",
            "linewidth": 0,
        }
        axes.add_patch(Rectangle((x - 0.39, 0), 0.78, top, **missing))
    elif bar.look == "expected":
        hollow: Style = {"facecolor": "none", "edgecolor": ink.accent, "hatch": "/////"}
        axes.bar(x, bar.amount, 0.78, linewidth=0.6, **hollow)
    else:
        axes.bar(x, bar.amount, 0.78, color=ink.accent if bar.look == "after" else ink.before)


def _draw_span(axes: Axes, span: Span, first: Month, look: Look) -> None:
    colour = look.ink.text3 if span.look == "before" else look.ink.accent
    left, right = span.first - first - 0.39, span.last - first + 0.39
    y = axes.get_ylim()[1] * 0.97
    axes.plot([left, right], [y, y], color=colour, linewidth=0.8)
    middle: Style = {"ha": "center", "va": "bottom", "color": colour}
    axes.text((left + right) / 2, axes.get_ylim()[1] * 0.985, span.words, **middle)
