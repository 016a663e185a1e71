"""Small drawings in the cells of a table: a trend of two years, a value in its interval."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from cpdesk.presenters.listings import Whisker
from cpdesk.ui.look import colours

_SQUARE, _CAP = 6.0, 4.0


def draw_trend(painter: QPainter, room: QRectF, values: Sequence[float | None]) -> None:
    """The months as a line, the last year of them in the accent; a missing month is a gap."""
    known = [each for each in values if each is not None]
    if len(known) < 2:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    points = _points(room, values, min(known), max(known))
    half = len(values) // 2
    _draw_line(painter, points[: half + 1], QColor(colours().control))
    _draw_line(painter, points[half:], QColor(colours().accent))
    if points[-1] is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours().accent))
        painter.drawEllipse(points[-1], 2.4, 2.4)
    painter.restore()


def _points(
    room: QRectF, values: Sequence[float | None], least: float, most: float
) -> list[QPointF | None]:
    step, span = room.width() / (len(values) - 1), most - least
    return [
        None if each is None else QPointF(
            room.left() + step * at,
            room.bottom() - room.height() * ((each - least) / span if span else 0.5),
        )
        for at, each in enumerate(values)
    ]  # fmt: skip


def _draw_line(painter: QPainter, points: Sequence[QPointF | None], colour: QColor) -> None:
    painter.setPen(QPen(colour, 1.4))
    run: list[QPointF] = []
    for each in (*points, None):
        if each is not None:
            run.append(each)
            continue
        if len(run) == 1:  # a month between two that lack
            painter.drawPoint(run[0])
        painter.drawPolyline(QPolygonF(run))
        run = []


def draw_whisker(
    painter: QPainter, room: QRectF, value: Whisker, span: tuple[float, float]
) -> None:
    """A square at the value and a line over its interval; the thin line is nothing saved."""
    least, most = span
    inner = room.adjusted(5, 0, -5, 0)

    def at(share: float) -> float:
        return inner.left() + inner.width() * (share - least) / (most - least)

    painter.save()
    painter.setPen(QColor(colours().line2))
    painter.drawLine(QPointF(at(0), room.top()), QPointF(at(0), room.bottom()))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink, middle = colours(), room.center().y()
    colour = QColor(ink.accent if value.shown else ink.warnmark)
    painter.setPen(QPen(colour, 1.4))
    painter.drawLine(QPointF(at(value.least), middle), QPointF(at(value.most), middle))
    for end in (value.least, value.most) if value.most > value.least else ():
        painter.drawLine(QPointF(at(end), middle - _CAP), QPointF(at(end), middle + _CAP))
    square = QRectF(at(value.value) - _SQUARE / 2, middle - _SQUARE / 2, _SQUARE, _SQUARE)
    painter.setBrush(colour if value.shown else QColor(colours().base))
    painter.drawRect(square)
    painter.restore()
