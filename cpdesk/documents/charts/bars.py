"""Bars: the grant and its ceilings, the expected effect, measures with intervals, the mix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cpdesk.base.languages import Translator
from cpdesk.documents.charts.chart_series import Expected
from cpdesk.documents.charts.style import (
    PAPER_WIDTH,
    EndLabel,
    Look,
    Style,
    axis_number,
    bare,
    cut,
    end_labels,
    headline,
    number_axis,
    scale_of,
    unit_words,
)
from cpdesk.documents.setting.figures import with_interval
from cpdesk.documents.setting.ink import CATEGORIES, HATCHES

Size = tuple[float, float] | None
_LEFT, _RIGHT = 0.24, 0.25 * PAPER_WIDTH  # of the chart for names; inches for figures


def expected_bar(effects: Sequence[Expected], look: Look | Translator, size: Size = None) -> Figure:
    """Per effect two bars, today and expected, as shares of today's use, with the tolerance."""
    look = look if isinstance(look, Look) else Look(look)
    with look.style():
        figure = look.figure(*(size or (PAPER_WIDTH, 0.28 + 0.46 * len(effects))))
        axes = figure.add_axes((_LEFT, 0.02, 0.5, 0.94))
        bare(axes)
        axes.set_xlim(0, max([1.0, *(_share(e, e.after + e.tolerance) for e in effects)]) * 1.01)
        axes.set_ylim(len(effects) - 0.4, -0.6)
        for at, effect in enumerate(effects):
            _draw_expected(axes, effect, at, look)
    return figure


def _share(effect: Expected, amount: float) -> float:
    return amount / effect.before if effect.before else 0.0


def _draw_expected(axes: Axes, effect: Expected, at: int, look: Look) -> None:
    t, ink = look.t, look.ink
    axes.barh(at - 0.19, 1.0, 0.3, color=ink.before)
    share = _share(effect, effect.after)
    hollow: Style = {
        "facecolor": "none",
        "edgecolor": ink.accent,
        "hatch": "////",
        "linewidth": 0.7,
    }
    axes.barh(at + 0.19, share, 0.3, **hollow)
    if effect.tolerance:
        half = _share(effect, effect.tolerance)
        whisker: Style = {"capsize": 2.5, "capthick": 1, "elinewidth": 1, "ecolor": ink.text}
        axes.errorbar(share, at + 0.19, xerr=half, fmt="none", **whisker)
    name: Style = {"ha": "right", "va": "center_baseline", "clip_on": False}
    axes.text(-0.02, at, cut(look, effect.name, _LEFT * PAPER_WIDTH - 0.1), **name)
    end = axes.get_xlim()[1] * 1.02
    words: Style = {"ha": "left", "va": "center_baseline", "clip_on": False}
    today = t("Today {amount} {unit}", amount=_short(look, effect.before), unit=effect.unit)
    axes.text(end, at - 0.19, cut(look, today, _RIGHT), color=ink.text2, **words)
    amount = _short(look, effect.after) + (
        f" ±{_short(look, effect.tolerance)}" if effect.tolerance else ""
    )
    expected = t("Expected {amount} {unit}", amount=amount, unit=effect.unit)
    axes.text(end, at + 0.19, cut(look, expected, _RIGHT), color=ink.accent, **words)


def _short(look: Look, value: float) -> str:
    return look.t.number(value, 0) if abs(value) >= 100 else axis_number(look.t, value)


@dataclass(frozen=True)
class Measure:
    """What an upgrade saves a year, with its half-width if known; not shown ones are hollow."""

    name: str
    amount: float
    half_width: float | None = None
    shown: bool = True


def measures_chart(
    measures: Sequence[Measure], words: str, look: Look | Translator, size: Size = None
) -> Figure:
    """Bars with intervals, largest first as given; `words` say what is measured, and its unit."""
    look = look if isinstance(look, Look) else Look(look)
    with look.style():
        figure = look.figure(*(size or (PAPER_WIDTH, 0.6 + 0.3 * len(measures))))
        foot = 0.25 / figure.get_size_inches()[1]
        axes = figure.add_axes((_LEFT, foot, 0.6, 1 - 1.9 * foot))
        axes.grid(False, axis="y")
        axes.grid(True, axis="x")
        axes.spines["left"].set_visible(True)
        names = [cut(look, each.name, _LEFT * PAPER_WIDTH - 0.12) for each in measures]
        axes.set_yticks(range(len(measures)), names)
        axes.tick_params(axis="y", labelcolor=look.ink.text)
        axes.set_ylim(len(measures) - 0.4, -0.6)
        for at, measure in enumerate(measures):
            _draw_measure(axes, measure, at, look)
        axes.xaxis.set_major_formatter(lambda value, _at: axis_number(look.t, value))
        headline(axes, look, words)
    return figure


def _draw_measure(axes: Axes, measure: Measure, at: int, look: Look) -> None:
    t, ink = look.t, look.ink
    value, half = with_interval(t, measure.amount, measure.half_width), measure.half_width or 0.0
    if measure.shown:
        axes.barh(at, measure.amount, 0.52, color=ink.accent)
        whisker: Style = {"capsize": 3, "capthick": 1, "elinewidth": 1, "ecolor": ink.text}
        axes.errorbar(measure.amount, at, xerr=half, fmt="none", **whisker)
    else:
        hollow: Style = {"facecolor": "none", "edgecolor": ink.warnmark, "hatch": "////"}
        axes.barh(at, measure.amount, 0.52, linewidth=0.9, **hollow)
        value = t("not shown")
    end = measure.amount + (half if measure.shown else 0)
    colour = ink.text if measure.shown else ink.warn
    beside: Style = {"xytext": (5, 0), "textcoords": "offset points", "annotation_clip": False}
    axes.annotate(value, (max(end, 0), at), va="center_baseline", color=colour, **beside)


@dataclass(frozen=True)
class Amount:
    """One part of a mix, with an amount for every year, and what is said of the last one."""

    name: str
    amounts: Sequence[float]
    last: str


def mix_chart(
    years: Sequence[object], parts: Sequence[Amount], unit: str, look: Look | Translator,
    size: Size = None,
) -> Figure:  # fmt: skip
    """Stacked bars per year, six parts at most (the caller sums the rest), named at the end."""
    look = look if isinstance(look, Look) else Look(look)
    with look.style():
        figure = look.figure(*(size or (PAPER_WIDTH / 2, 2.4)))
        axes = figure.add_axes((0.1, 0.1, 0.55, 0.76))
        totals = [sum(part.amounts[at] for part in parts) for at in range(len(years))]
        scale, word = scale_of(totals)
        axes.set_ylim(0, max([*totals, 0]) * 1.06 or 1)
        axes.set_xticks(range(len(years)), [str(year) for year in years])
        _stack(axes, parts, look, figure.get_size_inches()[0] * 0.33)
        number_axis(axes, look, scale)
        headline(axes, look, unit_words(look.t, unit, word))
    return figure


def _stack(axes: Axes, parts: Sequence[Amount], look: Look, room: float) -> None:
    count = len(parts[0].amounts) if parts else 0
    base, labels = [0.0] * count, []
    for at, part in enumerate(parts):
        style: Style = {"color": CATEGORIES[at], "hatch": HATCHES[at], "edgecolor": look.ink.base}
        axes.bar(range(count), part.amounts, 0.68, bottom=base, linewidth=0.8, **style)
        middle = base[-1] + part.amounts[-1] / 2
        words = cut(look, f"{part.name} {part.last}", room)
        labels.append(EndLabel(middle, words, "", look.ink.text))
        base = [low + amount for low, amount in zip(base, part.amounts, strict=True)]
    end_labels(axes, look, count - 0.55, labels)
