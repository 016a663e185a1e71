"""Signs of a finding or a state, drawn as shapes so that no font and no colour is needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from cpdesk.documents.setting.ink import LIGHT

Draw = Callable[[Any, float], None]


class Mark(Flowable):  # type: ignore[misc]
    """A sign of the given size in points: one of `MARKS`."""

    def __init__(self, kind: str, size: float = 8.4, drop: float = 0) -> None:
        super().__init__()
        self.kind, self.size, self.drop = kind, size, drop

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.size, self.size + self.drop

    def draw(self) -> None:
        draw_mark(self.canv, self.kind, 0, 0, self.size)


def draw_mark(canvas: Any, kind: str, x: float, y: float, size: float) -> None:
    """Draw a sign with its lower left corner at (x, y); raises KeyError for an unknown one."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    _DRAW[kind](canvas, size)
    canvas.restoreState()


def _disc(canvas: Any, s: float, colour: str, fill: int = 1) -> None:
    canvas.setFillColor(HexColor(colour))
    canvas.setStrokeColor(HexColor(colour))
    canvas.setLineWidth(s * 0.11)
    canvas.circle(s / 2, s / 2, s * (0.5 if fill else 0.44), stroke=1 - fill, fill=fill)


def _line(canvas: Any, s: float, colour: str, width: float, *points: tuple[float, float]) -> None:
    canvas.setStrokeColor(HexColor(colour))
    canvas.setLineWidth(s * width)
    path = canvas.beginPath()
    path.moveTo(points[0][0] * s, points[0][1] * s)
    for x, y in points[1:]:
        path.lineTo(x * s, y * s)
    canvas.drawPath(path)


def _dot(canvas: Any, s: float, colour: str, y: float) -> None:
    canvas.setFillColor(HexColor(colour))
    canvas.circle(s / 2, y * s, s * 0.065, stroke=0, fill=1)


def _shown(canvas: Any, s: float) -> None:
    _disc(canvas, s, LIGHT.accent)
    _line(canvas, s, LIGHT.base, 0.12, (0.28, 0.5), (0.44, 0.34), (0.73, 0.65))


def _tick(canvas: Any, s: float) -> None:
    _line(canvas, s, LIGHT.accent, 0.16, (0.12, 0.48), (0.38, 0.2), (0.9, 0.8))


def _cross(canvas: Any, s: float) -> None:
    for rise in ((0.2, 0.8), (0.8, 0.2)):
        _line(canvas, s, LIGHT.err, 0.18, (0.2, rise[0]), (0.8, rise[1]))


def _error(canvas: Any, s: float) -> None:
    canvas.setFillColor(HexColor(LIGHT.err))
    canvas.roundRect(0.03 * s, 0.03 * s, 0.94 * s, 0.94 * s, 0.1 * s, stroke=0, fill=1)
    for rise in ((0.3, 0.7), (0.7, 0.3)):
        _line(canvas, s, LIGHT.base, 0.12, (0.3, rise[0]), (0.7, rise[1]))


def _doubt(canvas: Any, s: float) -> None:
    canvas.setFillColor(HexColor(LIGHT.warnmark))
    path = canvas.beginPath()
    path.moveTo(0.5 * s, 0.97 * s)
    path.lineTo(s, 0.05 * s)
    path.lineTo(0, 0.05 * s)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)
    _line(canvas, s, LIGHT.base, 0.11, (0.5, 0.66), (0.5, 0.38))
    _dot(canvas, s, LIGHT.base, 0.2)


def _note(canvas: Any, s: float) -> None:
    _disc(canvas, s, LIGHT.text3, fill=0)
    _line(canvas, s, LIGHT.text3, 0.11, (0.5, 0.27), (0.5, 0.53))
    _dot(canvas, s, LIGHT.text3, 0.7)


def _question(canvas: Any, s: float) -> None:
    _disc(canvas, s, LIGHT.warnmark, fill=0)
    _line(canvas, s, LIGHT.warnmark, 0.11, (0.5, 0.74), (0.5, 0.46))
    _dot(canvas, s, LIGHT.warnmark, 0.29)


def _under_way(canvas: Any, s: float) -> None:
    _disc(canvas, s, LIGHT.accent, fill=0)
    canvas.setFillColor(HexColor(LIGHT.accent))
    canvas.wedge(0.06 * s, 0.06 * s, 0.94 * s, 0.94 * s, 90, 180, stroke=0, fill=1)


def _ring(canvas: Any, s: float) -> None:
    _disc(canvas, s, LIGHT.control, fill=0)


def _box(canvas: Any, s: float) -> None:
    canvas.setStrokeColor(HexColor(LIGHT.text2))
    canvas.setLineWidth(0.09 * s)
    canvas.rect(0.08 * s, 0.08 * s, 0.84 * s, 0.84 * s)


def _ticked_box(canvas: Any, s: float) -> None:
    _box(canvas, s)
    _line(canvas, s, LIGHT.accent, 0.14, (0.24, 0.5), (0.42, 0.28), (0.8, 0.76))


_DRAW: dict[str, Draw] = {
    "error": _error,
    "doubt": _doubt,
    "note": _note,
    "question": _question,
    "shown": _shown,
    "under-way": _under_way,
    "not-begun": _ring,
    "tick": _tick,
    "cross": _cross,
    "box": _box,
    "ticked-box": _ticked_box,
}

MARKS = tuple(_DRAW)
OF_SEVERITY = {"blocking": "error", "warning": "doubt", "info": "note"}
