"""What is painted over a chart: the month under the pointer, its figures, the months dragged."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from cpdesk.domain.periods import Month
from cpdesk.presenters.chart_values import Told
from cpdesk.ui.look import colours

_PAD, _LINE, _APART, _BESIDE, _RING = 10.0, 19.0, 20.0, 14.0, 5.5
_HINT = "hint"


def paint_month(
    painter: QPainter, room: QSizeF, panels: tuple[object, ...], month: Month, told: Told,
    at: QPointF | None,
) -> None:  # fmt: skip
    """A line through the month, rings on its points, and its figures in a box beside them."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    seen = [(panel, each) for panel in panels for each in panel.points if each.month == month]
    for panel, each in seen:
        spot = QPointF(each.x * room.width(), each.y * room.height())
        at = at or spot
        if panel.first is not None:
            _, top, _, bottom = panel.box
            painter.setPen(QPen(QColor(colours().control), 1))
            painter.drawLine(QPointF(spot.x(), top * room.height()),
                             QPointF(spot.x(), bottom * room.height()))  # fmt: skip
        painter.setPen(QPen(QColor(colours().accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(spot, _RING, _RING)
    if at is not None:
        _paint_box(painter, room, told, at)


def paint_dragged(painter: QPainter, room: QSizeF, panel: object, x: float, to: float) -> None:
    """The width that is dragged over, in the plot it lies in."""
    left, top, right, bottom = panel.box
    low, high = (min(max(each, left), right) * room.width() for each in sorted((x, to)))
    tint = QColor(colours().accent)
    tint.setAlphaF(0.12)
    painter.fillRect(
        QRectF(low, top * room.height(), high - low, (bottom - top) * room.height()), tint
    )


def _paint_box(painter: QPainter, room: QSizeF, told: Told, at: QPointF) -> None:
    plain, bold = QFont(painter.font()), QFont(painter.font())
    bold.setBold(True)
    rows = [(told.title, "", "title"), *((*row, "") for row in told.rows)]
    if told.hint:
        rows.append((told.hint, "", _HINT))
    metrics, strong = QFontMetricsF(plain), QFontMetricsF(bold)
    wide = max(
        strong.horizontalAdvance(told.title),
        *(metrics.horizontalAdvance(name) + _APART + strong.horizontalAdvance(value)
          for name, value in told.rows), metrics.horizontalAdvance(told.hint),
    )  # fmt: skip
    box = QRectF(0, 0, wide + 2 * _PAD, _LINE * len(rows) + 1.4 * _PAD)
    box.moveTopLeft(_place(box, room, at))
    painter.setPen(QPen(QColor(colours().line2), 1))
    painter.setBrush(QColor(colours().raised))
    painter.drawRoundedRect(box, 3, 3)
    for row, (name, value, rank) in enumerate(rows):
        line = QRectF(box.left() + _PAD, box.top() + 0.7 * _PAD + row * _LINE, wide, _LINE)
        painter.setFont(bold if rank == "title" else plain)
        painter.setPen(QColor(colours().text if rank == "title" else colours().text3))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        painter.setPen(QColor(colours().text))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, value)


def _place(box: QRectF, room: QSizeF, at: QPointF) -> QPointF:
    """At the right of a point, or at its left where there is no room; never over the edge."""
    x = at.x() + _BESIDE
    if x + box.width() > room.width() - 1:
        x = at.x() - _BESIDE - box.width()
    y = min(at.y() + _BESIDE, room.height() - box.height() - 1)
    return QPointF(max(1.0, x), max(1.0, y))
