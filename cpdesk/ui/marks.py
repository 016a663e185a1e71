"""Marks painted as shapes, so that colour is never the only difference."""

from __future__ import annotations

from enum import Enum
from functools import cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QIcon,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QWidget

from cpdesk.domain.findings import Severity
from cpdesk.ui.look import Tokens, colours


class Mark(Enum):
    ERROR = "error"
    DOUBT = "doubt"
    NOTE = "note"
    SHOWN = "shown"
    EVIDENCE = "evidence"
    ESTIMATED = "estimated"
    CHECKED = "checked"
    UNDER_WAY = "under way"
    NOT_BEGUN = "not begun"


OF_SEVERITY = {
    Severity.BLOCKING: Mark.ERROR,
    Severity.WARNING: Mark.DOUBT,
    Severity.INFO: Mark.NOTE,
}


def paint(painter: QPainter, mark: Mark, box: QRectF) -> None:
    """Draw a mark into a square box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _PAINT[mark](painter, box, colours())
    painter.restore()


def _error(painter: QPainter, box: QRectF, tokens: Tokens) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.err))
    painter.drawRoundedRect(box, 2, 2)
    painter.setPen(QPen(QColor(tokens.onaccent), box.width() / 8))
    inner = box.adjusted(*(box.width() * each for each in (0.3, 0.3, -0.3, -0.3)))
    painter.drawLine(inner.topLeft(), inner.bottomRight())
    painter.drawLine(inner.topRight(), inner.bottomLeft())


def _doubt(painter: QPainter, box: QRectF, tokens: Tokens) -> None:
    path = QPainterPath(QPointF(box.center().x(), box.top()))
    path.lineTo(box.bottomRight())
    path.lineTo(box.bottomLeft())
    path.closeSubpath()
    painter.fillPath(path, QColor(tokens.warnmark))
    painter.setPen(QPen(QColor(tokens.onaccent), box.width() / 8))
    at, high = box.center().x(), box.height()
    painter.drawLine(QPointF(at, box.top() + high * 0.42), QPointF(at, box.top() + high * 0.64))
    painter.drawPoint(QPointF(at, box.top() + high * 0.84))


def _note(painter: QPainter, box: QRectF, tokens: Tokens) -> None:
    painter.setPen(QPen(QColor(tokens.text3), 1.2))
    painter.drawEllipse(box.adjusted(0.6, 0.6, -0.6, -0.6))
    middle = box.center()
    painter.drawLine(middle, middle + QPointF(0, box.height() * 0.24))
    painter.drawPoint(middle - QPointF(0, box.height() * 0.22))


def _shown(painter: QPainter, box: QRectF, tokens: Tokens) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.accent))
    painter.drawEllipse(box)
    painter.setPen(QPen(QColor(tokens.onaccent), box.width() / 8))
    at = [QPointF(box.left() + box.width() * x, box.top() + box.height() * y)
          for x, y in ((0.27, 0.52), (0.44, 0.69), (0.74, 0.35))]  # fmt: skip
    painter.drawPolyline(at)


def _checked(painter: QPainter, box: QRectF, tokens: Tokens) -> None:
    painter.setPen(QPen(QColor(tokens.accent), box.width() / 6))
    at = [QPointF(box.left() + box.width() * x, box.top() + box.height() * y)
          for x, y in ((0.08, 0.52), (0.38, 0.82), (0.92, 0.2))]  # fmt: skip
    painter.drawPolyline(at)


def _under_way(painter: QPainter, box: QRectF, tokens: Tokens) -> None:
    ring = box.adjusted(0.7, 0.7, -0.7, -0.7)
    painter.setPen(QPen(QColor(tokens.accent), 1.4))
    painter.drawEllipse(ring)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.accent))
    painter.drawPie(ring, 90 * 16, 180 * 16)


def _not_begun(painter: QPainter, box: QRectF, tokens: Tokens) -> None:
    painter.setPen(QPen(QColor(tokens.control), 1.4))
    painter.drawEllipse(box.adjusted(0.7, 0.7, -0.7, -0.7))


def _evidence(painter: QPainter, box: QRectF, tokens: Tokens) -> None:
    square = QRectF(0, 0, 4.4, 4.4)
    square.moveCenter(box.center())
    painter.fillRect(square, QColor(tokens.accent))


def _estimated(painter: QPainter, box: QRectF, tokens: Tokens) -> None:
    ring = QRectF(0, 0, 6, 6)
    ring.moveCenter(box.center())
    painter.setPen(QPen(QColor(tokens.text2), 1.2))
    painter.drawEllipse(ring)


_PAINT = {
    Mark.ERROR: _error, Mark.DOUBT: _doubt, Mark.NOTE: _note, Mark.SHOWN: _shown,
    Mark.EVIDENCE: _evidence, Mark.ESTIMATED: _estimated,
    Mark.CHECKED: _checked, Mark.UNDER_WAY: _under_way, Mark.NOT_BEGUN: _not_begun,
}  # fmt: skip


def icon(mark: Mark) -> QIcon:
    """A mark as an icon beside words, sharp on a dense screen; Qt would tint a chosen one."""
    return _icon(mark, colours())


@cache
def _icon(mark: Mark, _seen_in: Tokens) -> QIcon:
    """Made once for each set of colours, which `paint` asks for itself."""
    pixmap = QPixmap(36, 36)
    pixmap.setDevicePixelRatio(3)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint(painter, mark, QRectF(0.5, 0.5, 11, 11))
    painter.end()
    made = QIcon(pixmap)
    made.addPixmap(pixmap, QIcon.Mode.Selected)
    return made


class MarkWidget(QWidget):
    """A mark of 14 pixels beside words; the words say it to a screen reader."""

    def __init__(self, mark: Mark, words: str = "") -> None:
        super().__init__()
        self.mark = mark
        self.setFixedSize(QSize(14, 20))
        self.setAccessibleName(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint(painter, self.mark, QRectF(1, 4, 12, 12))


class Hatch(QWidget):
    """A little field of hatching for a legend."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(14, 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QBrush(QColor(colours().control), Qt.BrushStyle.BDiagPattern))
        painter.setPen(QColor(colours().line2))
        painter.drawRect(QRectF(self.rect()).adjusted(0, 0, -1, -1))


class Swatch(QWidget):
    """A little field with the ground of what is doubtful, for a legend."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(14, 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours().warnsoft))
        painter.setPen(QColor(colours().warnmark))
        painter.drawRect(QRectF(self.rect()).adjusted(0, 0, -1, -1))
