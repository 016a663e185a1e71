"""The ownership chart: boxes by level, shares on the lines, the border drawn between the places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cpdesk.base.languages import Translator
from cpdesk.documents.charts.style import DASHED, PAPER_WIDTH, Look, Style
from cpdesk.documents.setting.fonts import FontSet

_TALL, _BETWEEN, _WIDE = 0.52, 0.46, 2.3  # inches: a box, the room beneath it, its width
_MOST = 5  # boxes in one row


@dataclass(frozen=True)
class Box:
    """A person or company; `level` 0 is lowest. Strong ones are what the application relies on.

    `other` is the name in the second language of a paper that has two.
    """

    id: str
    name: str
    words: str
    level: int
    strong: bool = False
    other: str = ""


@dataclass(frozen=True)
class Line:
    """A stake from one box to another with its words, such as `60%`."""

    owner: str
    owned: str
    words: str
    strong: bool = False


@dataclass(frozen=True)
class Place:
    """Where a box stands: its middle, foot, width and height in inches."""

    middle: float
    foot: float
    wide: float
    tall: float

    @property
    def top(self) -> float:
        return self.foot + self.tall


def ownership_chart(
    boxes: Sequence[Box], lines: Sequence[Line], look: Look | Translator,
    border: tuple[str, str] | None = None,
) -> Figure:
    """Owners above what they own; `border` names the places above and below the lowest level.

    A level of more than five stands in two rows, one between the other, so that names keep room.
    """
    look = look if isinstance(look, Look) else Look(look)
    places = _places(boxes, look)
    height = max(place.top for place in places.values()) + 0.03
    with look.style():
        figure = look.figure(PAPER_WIDTH, height)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, PAPER_WIDTH)
        axes.set_ylim(0, height)
        if border:
            _draw_border(axes, border, _tall(boxes, look), look)
        for line, shift in _shifted(lines):
            _draw_line(axes, line, places, look, shift)
        for box in boxes:
            _draw_box(axes, box, places[box.id], look)
    return figure


def _tall(boxes: Sequence[Box], look: Look) -> float:
    """How high all boxes are: two languages need one more line than a name and its role."""
    return _TALL + (_leading(look) if any(box.other for box in boxes) else 0)


def _leading(look: Look) -> float:
    return look.size * 1.32 / 72


def _places(boxes: Sequence[Box], look: Look) -> dict[str, Place]:
    places: dict[str, Place] = {}
    foot, tall = 0.03, _tall(boxes, look)
    for level in sorted({box.level for box in boxes}):
        level_boxes = [box for box in boxes if box.level == level]
        for row in _rows(level_boxes, foot, tall):
            places |= row
            foot += tall + _BETWEEN
    return places


def _rows(boxes: Sequence[Box], foot: float, tall: float) -> list[dict[str, Place]]:
    """A level in one row, or in two whose boxes stand over the gaps of the row beneath."""
    if len(boxes) <= _MOST:
        slot = PAPER_WIDTH / len(boxes)
        return [_row(boxes, slot, 0.5, foot, tall)]
    half = -(-len(boxes) // 2)
    slot = PAPER_WIDTH / (half + 0.5)
    lower, upper = boxes[:half], boxes[half:]
    above = foot + tall + _BETWEEN
    return [_row(lower, slot, 0.5, foot, tall), _row(upper, slot, 1.0, above, tall)]


def _row(
    boxes: Sequence[Box], slot: float, first: float, foot: float, tall: float
) -> dict[str, Place]:
    wide = min(_WIDE, slot - 0.12)
    return {
        box.id: Place(slot * (at + first), foot, wide, tall) for at, box in enumerate(boxes)
    }


def _shifted(lines: Sequence[Line]) -> list[tuple[Line, float]]:
    """Lines that leave one box beside one another, each with its place from the middle."""
    shifted = []
    for line in lines:
        same = [each for each in lines if each.owner == line.owner]
        shifted.append((line, (same.index(line) - (len(same) - 1) / 2) * 0.5))
    return shifted


def _draw_box(axes: Axes, box: Box, place: Place, look: Look) -> None:
    ink = look.ink
    style: Style = {"facecolor": ink.base, "edgecolor": ink.control, "linewidth": 0.8}
    if box.strong:
        style = {"facecolor": ink.soft, "edgecolor": ink.accent, "linewidth": 1.4}
    corner = (place.middle - place.wide / 2, place.foot)
    axes.add_patch(Rectangle(corner, place.wide, place.tall, zorder=3, **style))
    rows, leading = _said(box, place.wide * 72 - 10, look), _leading(look)
    top = place.foot + place.tall / 2 + leading * (len(rows) - 1) / 2
    for at, (row, bold) in enumerate(rows):
        text: Style = {"ha": "center", "va": "center_baseline", "zorder": 4}
        text |= {"fontweight": 700} if bold else {"color": ink.text2}
        axes.text(place.middle, top - at * leading, row, **text)


def _said(box: Box, width: float, look: Look) -> list[tuple[str, bool]]:
    """The lines of a box, the bold ones first; a second language takes what the first leaves."""
    name = _wrapped(box.name, width, look, 2)
    other = _wrapped(box.other, width, look, 3 - len(name)) if box.other else []
    plain = [*other, *([box.words] if box.words else [])]
    return [*((row, True) for row in name), *((row, False) for row in plain)]


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
    return [fonts.fitted(line.rstrip(), width, look.size, bold=True) for line in lines]


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


def _draw_line(
    axes: Axes, line: Line, places: dict[str, Place], look: Look, shift: float
) -> None:
    ink = look.ink
    owner, owned = places[line.owner], places[line.owned]
    x0 = owner.middle + max(-owner.wide / 2, min(owner.wide / 2, shift))
    y0, x1, y1 = owner.foot, owned.middle, owned.top
    down = _beside(x0, places, above=y1, under=y0)
    turn = y1 + 0.13
    colour = ink.text if line.strong else ink.control
    stroke: Style = {"color": colour, "linewidth": 1.5 if line.strong else 0.8, "zorder": 1}
    early = y0 - 0.28 if down != x0 else turn
    axes.plot([x0, x0, down, down, x1, x1], [y0, early, early, turn, turn, y1], **stroke)
    ground: Style = {"facecolor": ink.base, "edgecolor": "none", "pad": 1.2}
    text: Style = {"ha": "center", "va": "center_baseline", "bbox": ground, "zorder": 2}
    axes.text(x0, y0 - 0.15, line.words, fontweight=700 if line.strong else 400, **text)


def _beside(x: float, places: dict[str, Place], above: float, under: float) -> float:
    """Where a line that skips a level goes down: at `x`, or beside the boxes it would cross."""
    between = [
        (place.middle - place.wide / 2 - 0.06, place.middle + place.wide / 2 + 0.06)
        for place in places.values()
        if above < place.foot and place.top < under
    ]
    edges = [x, *(edge for pair in between for edge in pair)]
    free = [
        edge for edge in edges
        if 0 < edge < PAPER_WIDTH and not any(left < edge < right for left, right in between)
    ]  # fmt: skip
    return min(free, key=lambda edge: abs(edge - x), default=x)


def _draw_border(axes: Axes, border: tuple[str, str], tall: float, look: Look) -> None:
    y = 0.03 + tall + 0.22
    ink = look.ink
    axes.plot([0, PAPER_WIDTH], [y, y], color=ink.line2, linewidth=0.8, linestyle=DASHED, zorder=0)
    words: Style = {"ha": "right", "color": ink.text3}
    axes.text(PAPER_WIDTH, y + 0.05, border[0], va="bottom", **words)
    axes.text(PAPER_WIDTH, y - 0.05, border[1], va="top", **words)
