"""What bills are made up of: energy by time band above, cost by line below."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from cpdesk.documents.charts.cusum import LEFT, WIDE, Size
from cpdesk.documents.charts.diagnosis_series import Billed
from cpdesk.documents.charts.pointing import Drawn, Panel, panel
from cpdesk.documents.charts.saving import beside
from cpdesk.documents.charts.style import (
    EndLabel,
    Look,
    Style,
    axis_number,
    cut,
    end_labels,
    headline,
    month_axis,
    number_axis,
    scale_of,
    unit_words,
)
from cpdesk.documents.setting.ink import CATEGORIES, DARK_CATEGORIES, HATCHES
from cpdesk.domain.periods import Month

_Parts = Sequence[tuple[float, ...]]


def billed_chart(billed: Billed, look: Look, size: Size) -> Drawn:
    """Stacked bars of each month's bills; what reduces a bill hangs below zero."""
    with look.style():
        figure = look.figure(*size)
        plots = [
            (billed.bands, [each.amounts for each in billed.months], billed.unit),
            (billed.lines, [each.costs for each in billed.months], billed.currency),
        ]
        shown = [plot for plot in plots if plot[0]]
        panels = []
        for at, (names, parts, unit) in enumerate(shown):
            axes = figure.add_axes(_box(at, len(shown), look, size))
            months = [each.month for each in billed.months]
            last = at == len(shown) - 1
            inks = _inks(names, shown[0][0])
            panels.append(_draw(axes, names, inks, parts, unit, months, look, last))
        return Drawn(figure, tuple(panels))


def _inks(names: Sequence[str], first: Sequence[str]) -> list[int]:
    """Which colour each part has: a name that both plots have has the same in both."""
    known = {name: at for at, name in enumerate(first)}
    taken = {known[name] for name in names if name in known}
    free = iter([at for at in range(len(CATEGORIES)) if at not in taken])
    return [known[name] if name in known else next(free) for name in names]


def _box(at: int, count: int, look: Look, size: Size) -> tuple[float, float, float, float]:
    """The plots below each other; the words of months stand below the last."""
    line = look.size / 72 / size[1]
    below, above = 2.4 * line, 2.2 * line
    each = (1 - below) / count
    bottom = below + (count - 1 - at) * each
    return (LEFT, bottom + 0.8 * line, WIDE - 0.04, each - above - 0.8 * line)


def _draw(
    axes: Axes, names: Sequence[str], inks: Sequence[int], parts: _Parts, unit: str,
    months: Sequence[Month], look: Look, last: bool,
) -> Panel:  # fmt: skip
    first = min(months)
    x = [month - first for month in months]
    tops = _stack(axes, inks, parts, x, look)
    scale, word = scale_of([sum(each) for each in parts])
    month_axis(axes, look, first, max(x) + 1, labels=last)
    number_axis(axes, look, scale)
    headline(axes, look, look.t("{unit} a month", unit=unit_words(look.t, unit, word)))
    _name_parts(axes, names, parts[-1], look, scale, beside(max(x) + 1))
    return panel(axes, list(zip(months, map(float, x), tops, strict=True)), first)


def _stack(
    axes: Axes, inks: Sequence[int], parts: _Parts, x: Sequence[int], look: Look
) -> list[float]:
    """Parts above each other, those below zero beneath; where each bar ends above."""
    colours = DARK_CATEGORIES if look.ink.dark else CATEGORIES
    above, below = [0.0] * len(x), [0.0] * len(x)
    for at, ink in enumerate(inks):
        values = [each[at] for each in parts]
        base = [up if value >= 0 else down
                for value, up, down in zip(values, above, below, strict=True)]  # fmt: skip
        style: Style = {"color": colours[ink], "hatch": HATCHES[ink], "edgecolor": look.ink.base}
        axes.bar(x, values, 0.78, bottom=base, linewidth=0.6, **style)
        above = [up + max(value, 0.0) for up, value in zip(above, values, strict=True)]
        below = [down + min(value, 0.0) for down, value in zip(below, values, strict=True)]
    axes.axhline(0, color=look.ink.control, linewidth=0.8)
    return above


def _name_parts(
    axes: Axes, names: Sequence[str], values: Sequence[float], look: Look, scale: float, x: float
) -> None:
    """Each part beside the last bar, with its figure there."""
    figure = axes.get_figure(root=True)
    assert figure is not None
    room = 0.19 * figure.get_size_inches()[0]
    up, down, labels = 0.0, 0.0, []
    for at, (name, value) in enumerate(zip(names, values, strict=True)):
        middle = (up if value >= 0 else down) + value / 2
        up, down = up + max(value, 0.0), down + min(value, 0.0)
        said = f"{axis_number(look.t, float(f'{value / scale:.3g}'))}"
        words = f"{cut(look, name, room - 0.11 * len(said))} {said}"
        labels.append(EndLabel(middle, words, "", _ink(at, look)))
    end_labels(axes, look, x, labels)


def _ink(at: int, look: Look) -> str:
    """Words in the colour of their bar would be too faint for the light ones."""
    return look.ink.text if at < 2 else look.ink.text2
