"""The ownership chart: boxes by level, shares on the lines, the border drawn between the places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cpdesk.base.languages import Translator
from cpdesk.documents.chart_style import DASHED, PAPER_WIDTH, Look, Style
from cpdesk.documents.fonts import FontSet

_TALL, _STEP, _WIDE = 0.52, 0.98, 2.3  # inches


@dataclass(frozen=True)
class Box:
    """A person or company; `level` 0 is lowest. Strong ones are what the application relies on."""

    id: str
    name: str
    words: str
    level: int
    strong: bool = False


@dataclass(frozen=True)
class Line:
    """A stake from one box to another with its words, such as `60%`."""

    owner: str
    owned: str
    words: str
    strong: bool = False


Place = tuple[float, float, float]  # middle, foot and width of a box, in inches


def ownership_chart(
    boxes: Sequence[Box], lines: Sequence[Line], look: Look | Translator,
    border: tuple[str, str] | None = None,
) -> Figure:
    """Owners above what they own; `border` names the places above and below the lowest level."""
    look = look if isinstance(look, Look) else Look(look)
    height = _STEP * max(box.level for box in boxes) + _TALL + 0.06
    with look.style():
        figure = look.figure(PAPER_WIDTH, height)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, PAPER_WIDTH)
        axes.set_ylim(0, height)
        places = _places(boxes)
        if border:
            _draw_border(axes, border, look)
        for line in lines:
            _draw_line(axes, line, places, look)
        for box in boxes:
            _draw_box(axes, box, places[box.id], look)
    return figure


def _places(boxes: Sequence[Box]) -> dict[str, Place]:
    places: dict[str, Place] = {}
    for level in {box.level for box in boxes}:
        row = [box for box in boxes if box.level == level]
        slot = PAPER_WIDTH / len(row)
        for at, box in enumerate(row):
            places[box.id] = (slot * (at + 0.5), 0.03 + _STEP * level, min(_WIDE, slot - 0.12))
    return places


def _draw_box(axes: Axes, box: Box, place: Place, look: Look) -> None:
    middle, foot, wide = place
    ink = look.ink
    style: Style = {"facecolor": ink.base, "edgecolor": ink.control, "linewidth": 0.8}
    if box.strong:
        style = {"facecolor": ink.soft, "edgecolor": ink.accent, "linewidth": 1.4}
    axes.add_patch(Rectangle((middle - wide / 2, foot), wide, _TALL, zorder=3, **style))
    words = _wrapped(box.name, wide * 72 - 10, look, 2)
    rows = [*((row, True) for row in words), *([(box.words, False)] if box.words else [])]
    leading = look.size * 1.32 / 72
    top = foot + _TALL / 2 + leading * (len(rows) - 1) / 2
    for at, (row, bold) in enumerate(rows):
        text: Style = {"ha": "center", "va": "center_baseline", "zorder": 4}
        text |= {"fontweight": 700} if bold else {"color": ink.text2}
        axes.text(middle, top - at * leading, row, **text)


def _wrapped(words: str, width: float, look: Look, most: int) -> list[str]:
    """The words on at most so many lines; what does not fit is cut short."""
    fonts = FontSet.of(look.t.language)
    lines = [""]
    for piece in _pieces(words):
        if lines[-1] and fonts.width(lines[-1] + piece.rstrip(), look.size, bold=True) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1].rstrip() + "..."]
    return [line.rstrip() for line in lines]


def _pieces(words: str) -> list[str]:
    """Latin words whole, other characters one by one."""
    found: list[str] = []
    for char in words:
        joins = char.isascii() and found and found[-1][-1].isascii() and found[-1][-1] != " "
        if joins:
            found[-1] += char
        else:
            found.append(char)
    return found


def _draw_line(axes: Axes, line: Line, places: dict[str, Place], look: Look) -> None:
    ink = look.ink
    x0, y0, _ = places[line.owner]
    x1, below, _ = places[line.owned]
    y1 = below + _TALL
    turn = y1 + 0.13
    colour = ink.text if line.strong else ink.control
    stroke: Style = {"color": colour, "linewidth": 1.5 if line.strong else 0.8, "zorder": 1}
    axes.plot([x0, x0, x1, x1], [y0, turn, turn, y1], **stroke)
    ground: Style = {"facecolor": ink.base, "edgecolor": "none", "pad": 1.2}
    text: Style = {"ha": "center", "va": "center_baseline", "bbox": ground, "zorder": 2}
    axes.text(x0, y0 - 0.15, line.words, fontweight=700 if line.strong else 400, **text)


def _draw_border(axes: Axes, border: tuple[str, str], look: Look) -> None:
    y = 0.03 + _TALL + 0.22
    ink = look.ink
    axes.plot([0, PAPER_WIDTH], [y, y], color=ink.line2, linewidth=0.8, linestyle=DASHED, zorder=0)
    words: Style = {"ha": "right", "color": ink.text3}
    axes.text(PAPER_WIDTH, y + 0.05, border[0], va="bottom", **words)
    axes.text(PAPER_WIDTH, y - 0.05, border[1], va="top", **words)
