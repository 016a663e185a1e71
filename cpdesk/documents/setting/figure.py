"""A matplotlib figure as a block of the page, with its caption beneath."""

from __future__ import annotations

from typing import Any

from matplotlib.figure import Figure
from matplotlib.text import Text
from reportlab.platypus import Flowable, Spacer

from cpdesk.documents.charts.vector import draw_figure
from cpdesk.documents.setting.captions import caption, spaced
from cpdesk.documents.setting.fonts import FontSet
from cpdesk.documents.setting.rehearsal import rehearses
from cpdesk.documents.setting.together import Together
from cpdesk.documents.setting.writing import Paper


class FigureBlock(Flowable):  # type: ignore[misc]
    """The figure at its own size, scaled down if the column is narrower."""

    def __init__(self, figure: Figure, fonts: FontSet) -> None:
        super().__init__()
        self.figure, self.fonts = figure, fonts
        self.natural, self._tall = (float(side) * 72 for side in figure.get_size_inches())

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self._scale = min(1.0, width / self.natural)
        self.width, self.height = self.natural * self._scale, self._tall * self._scale
        return self.width, self.height

    def draw(self) -> None:
        if rehearses(self.canv):
            return
        self.canv.saveState()
        self.canv.scale(self._scale, self._scale)
        draw_figure(self.figure, self.canv, self.fonts)
        self.canv.restoreState()


def figure_block(
    paper: Paper, figure: Figure, title: str = "", reading: object = "", number: str | None = None
) -> list[Flowable]:
    """A figure and its caption, never on two pages."""
    for text in figure.findobj(Text):
        paper.missing |= paper.fonts.missing(str(getattr(text, "get_text", str)()))
    parts: list[Any] = [FigureBlock(figure, paper.fonts)]
    if title:
        parts += [Spacer(1, 2), caption(paper, "figure", title, reading, number)]
    return [Together(spaced(parts, 2.5))]
