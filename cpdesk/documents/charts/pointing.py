"""Where the months of a chart lie in its picture, so that they can be pointed at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cpdesk.domain.periods import Month

Box = tuple[float, float, float, float]
At = tuple[Month, float, float]


@dataclass(frozen=True)
class Point:
    """A month's place, as shares of the picture's width and height from its upper left corner."""

    month: Month
    x: float
    y: float


@dataclass(frozen=True)
class Panel:
    """One plot of a chart: left, top, right and bottom as such shares, and its points.

    Where months stand side by side, `first` is at `origin` and each is `step` wide.
    """

    box: Box
    points: tuple[Point, ...]
    first: Month | None = None
    origin: float = 0.0
    step: float = 0.0

    def month_at(self, x: float) -> Month | None:
        """The month at a place of the width; None where months do not stand side by side."""
        if self.first is None or not self.step:
            return None
        return self.first + round((x - self.origin) / self.step)


@dataclass(frozen=True)
class Drawn:
    """A chart that was drawn, and its plots."""

    figure: Figure
    panels: tuple[Panel, ...]


def panel(axes: Axes, points: Sequence[At], first: Month | None = None) -> Panel:
    """The plot of axes that are drawn already; `first` is the month at 0 of an axis of months."""
    figure = axes.get_figure(root=True)
    assert figure is not None
    x, y = axes.get_xlim(), axes.get_ylim()
    seen = [each for each in points
            if min(x) <= each[1] <= max(x) and min(y) <= each[2] <= max(y)]  # fmt: skip
    shares = axes.transData + figure.transFigure.inverted()
    ends = [(0.0, y[0]), (1.0, y[0])]
    placed = shares.transform(np.array([*ends, *((px, py) for _, px, py in seen)]))
    box = axes.get_position()
    origin = float(placed[0][0])
    return Panel(
        (box.x0, 1 - box.y1, box.x1, 1 - box.y0),
        tuple(
            Point(month, float(at[0]), 1 - float(at[1]))
            for (month, _, _), at in zip(seen, placed[2:], strict=True)
        ),
        first, origin, float(placed[1][0]) - origin if first else 0.0,
    )  # fmt: skip
