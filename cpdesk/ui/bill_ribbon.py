"""The ribbon below a bill: its days and those of the last bill over the months."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cpdesk.base.languages import Translator
from cpdesk.presenters.bill_ribbon import Piece, Ribbon
from cpdesk.ui.look import colours

_HEADS, _BAR, _GAP = 20, 20, 6
_LEFT = 84
_CENTRE = Qt.AlignmentFlag.AlignCenter
_BEFORE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RibbonView(QWidget):
    """Painted; the same in words for a screen reader."""

    def __init__(self) -> None:
        super().__init__()
        self._ribbon = Ribbon()
        self._words = ("", "", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEADS + 2 * (_BAR + _GAP) + 30)

    def sizeHint(self) -> QSize:
        return QSize(400, self.height())

    def load(self, t: Translator, ribbon: Ribbon) -> None:
        self._ribbon = ribbon
        self._words = (t("Last bill"), t("This bill"), t("Month totals"))
        months = (f"{words}: {total}" for (_, words), total
                  in zip(ribbon.months, ribbon.totals, strict=True))  # fmt: skip
        self.setAccessibleName(t("Spread onto months"))
        told = "; ".join(months)
        self.setAccessibleDescription(told)
        self.setToolTip(told)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._ribbon.months:
            return
        painter = QPainter(self)
        self._frame(painter)
        top = _HEADS + _GAP
        ink = colours()
        self._bar(painter, self._ribbon.last, top, ink.line2, ink.text)
        self._bar(painter, self._ribbon.this, top + _BAR + _GAP, ink.accent, ink.onaccent)
        self._both(painter, top)
        self._names(painter, top)

    def _x(self, day: date) -> float:
        days = self._ribbon.days
        part = (day - days.start).days / days.days
        return _LEFT + max(0.0, min(1.0, part)) * (self.width() - _LEFT - 1)

    def _frame(self, painter: QPainter) -> None:
        """A line at the beginning of each month, its name above and its total below."""
        bottom, shape = self.height() - 26, self._shape(painter)
        for (month, words), total in zip(self._ribbon.months, self._ribbon.totals, strict=True):
            left, right = self._x(month.start), self._x(month.end)
            painter.setPen(QPen(QColor(colours().line2), 1))
            painter.drawLine(int(left), 0, int(left), self.height())
            painter.setPen(QColor(colours().text2))
            head = QRectF(left + 6, 0, right - left - 8, _HEADS)
            self._text(painter, head, (words, str(month), str(month.month))[shape], _BEFORE)
            painter.setPen(QColor(colours().text))
            self._total(painter, QRectF(left + 2, bottom, right - left - 4, 26), total)
        painter.setPen(QPen(QColor(colours().line2), 1))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())

    def _shape(self, painter: QPainter) -> int:
        """How the months are named, all alike: in words (0), as 2026-08 (1) or as 8 (2)."""
        metrics = painter.fontMetrics()
        for shape in (0, 1):
            if all(metrics.horizontalAdvance((words, str(month))[shape])
                   <= self._x(month.end) - self._x(month.start) - 8
                   for month, words in self._ribbon.months):  # fmt: skip
                return shape
        return 2

    def _total(self, painter: QPainter, box: QRectF, total: str) -> None:
        """What all bills make of a month; words that find no room are hatched as missing is."""
        wide = painter.fontMetrics().horizontalAdvance(total) > box.width()
        if wide and any(each.isalpha() for each in total):
            hatch = QBrush(QColor(colours().line2), Qt.BrushStyle.BDiagPattern)
            painter.fillRect(box.adjusted(2, 4, -2, -4), hatch)
        else:
            self._text(painter, box, total, _CENTRE)

    def _bar(
        self, painter: QPainter, pieces: tuple[Piece, ...], top: int, ground: str, ink: str
    ) -> None:
        for each in pieces:
            left, right = self._x(each.days.start), self._x(each.days.end)
            box = QRectF(left, top, max(1.0, right - left), _BAR)
            painter.fillRect(box.adjusted(0, 0, -1, 0), QColor(ground))
            painter.setPen(QColor(ink))
            if painter.fontMetrics().horizontalAdvance(each.words) + 8 < box.width():
                painter.drawText(box, _CENTRE, each.words)

    def _both(self, painter: QPainter, top: int) -> None:
        """The days that two bills claim are hatched in red across both."""
        if self._ribbon.both is None:
            return
        left, right = self._x(self._ribbon.both.start), self._x(self._ribbon.both.end)
        box = QRectF(left, top, max(3.0, right - left), 2 * _BAR + _GAP)
        painter.fillRect(box, QColor(colours().errsoft))
        painter.fillRect(box, QBrush(QColor(colours().err), Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(QColor(colours().err), 1))
        painter.drawRect(box)

    def _names(self, painter: QPainter, top: int) -> None:
        places = (top, top + _BAR + _GAP, self.height() - 24)
        for at, (words, place) in enumerate(zip(self._words, places, strict=True)):
            font = QFont(painter.font())
            font.setBold(at == 1)
            painter.setFont(font)
            painter.setPen(QColor(colours().text if at == 1 else colours().text2))
            self._text(painter, QRectF(0, place, _LEFT - 8, _BAR), words, _BEFORE)

    def _text(
        self, painter: QPainter, box: QRectF, words: str, side: Qt.AlignmentFlag
    ) -> None:
        shown = painter.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, int(box.width())
        )
        painter.drawText(box, side, shown)
