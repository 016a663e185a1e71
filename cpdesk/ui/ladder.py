"""The way of an upgrade from an idea to a verified saving, as a row of steps."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cpdesk.presenters.upgrade_details import Step
from cpdesk.ui.look import colours
from cpdesk.ui.marks import Mark, paint

_HIGH, _DOT, _MARK, _LINE = 62, 4.5, 13.0, 17.0


class Ladder(QWidget):
    """Steps that are reached are full, the farthest has a tick; the others are rings."""

    def __init__(self) -> None:
        super().__init__()
        self.steps: tuple[Step, ...] = ()
        self.setFixedHeight(_HIGH)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_steps(self, steps: tuple[Step, ...]) -> None:
        self.steps = steps
        said = (f"{each.words} {each.when}".strip() for each in steps if each.reached)
        self.setAccessibleName(", ".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, _HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        try:
            self._paint(painter)
        finally:
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        count = max(len(self.steps), 1)
        wide = self.width() / count
        places = [QPointF((at + 0.5) * wide, 9.0) for at in range(count)]
        last = max((at for at, each in enumerate(self.steps) if each.reached), default=0)
        painter.setPen(QPen(QColor(colours().line2), 2))
        painter.drawLine(places[0], places[-1])
        painter.setPen(QPen(QColor(colours().accent), 2))
        painter.drawLine(places[0], places[last])
        for place, step in zip(places, self.steps, strict=False):
            self._paint_step(painter, place, step, wide)

    def _paint_step(self, painter: QPainter, place: QPointF, step: Step, wide: float) -> None:
        if step.farthest:
            box = QRectF(0, 0, _MARK, _MARK)
            box.moveCenter(place)
            paint(painter, Mark.SHOWN, box)
        else:
            ink = QColor(colours().accent if step.reached else colours().control)
            painter.setPen(QPen(ink, 1.4))
            painter.setBrush(ink if step.reached else QColor(colours().raised))
            painter.drawEllipse(place, _DOT, _DOT)
        font = QFont(self.font())
        font.setPixelSize(round(self.fontInfo().pixelSize() * 12 / 13))
        font.setBold(step.farthest)
        painter.setFont(font)
        painter.setPen(QColor(colours().text if step.reached else colours().text3))
        for line, words in enumerate((step.words, step.when)):
            room = QRectF(place.x() - wide / 2, 20 + line * _LINE, wide, _LINE)
            shown = painter.fontMetrics().elidedText(
                words, Qt.TextElideMode.ElideRight, int(wide) - 4
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter, shown)
            font.setBold(False)
            painter.setFont(font)
            painter.setPen(QColor(colours().text3))
