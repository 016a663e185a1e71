"""The boxes of a bill: what is typed, grey what is reckoned, and the number of its remark."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cpdesk.domain.findings import Severity
from cpdesk.presenters.bill_look import Box
from cpdesk.ui.boxes import LineBox
from cpdesk.ui.look import colours
from cpdesk.ui.parts import restyle

_FINDING = {Severity.BLOCKING: "error", Severity.WARNING: "doubt"}
_COLOURS = {Severity.BLOCKING: "err", Severity.WARNING: "warnmark", Severity.INFO: "text2"}
_SUFFIX_GAP = 6


class BillBox(LineBox):
    """One field of a bill; it tells of each letter, and once more when it is left."""

    typed = Signal(str, str)
    left = Signal()

    def __init__(self, name: str, figure: bool = True) -> None:
        super().__init__()
        self.name = name
        self._suffix = ""
        self.setProperty("dense", "." in name)
        side = Qt.AlignmentFlag.AlignRight if figure else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.textEdited.connect(lambda text: self.typed.emit(self.name, text))
        self.editingFinished.connect(self._leave)

    def set_suffix(self, words: str) -> None:
        """A unit in grey behind the figure."""
        self._suffix = words
        room = self.fontMetrics().horizontalAdvance(words) + _SUFFIX_GAP if words else 0
        self.setTextMargins(0, 0, room, 0)

    def load(self, box: Box) -> None:
        """Show a field; what is being typed at the moment is left alone."""
        if not (self.hasFocus() and self.isModified()) and self.text() != box.text:
            self.setText(box.text)
        self.setPlaceholderText(box.reckoned)
        finding = _FINDING.get(box.severity, "") if box.severity else ""
        restyle(self, "finding", finding)
        restyle(self, "reckoned", "true" if box.reckoned and not box.text else "false")
        self.setToolTip(box.problem or box.reckoned)
        self.setAccessibleName(box.label)
        self.setAccessibleDescription(" ".join((box.problem, box.reckoned)).strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next box, as Tab does."""
        super().keyPressEvent(event)
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)  # fmt: skip
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.focusNextChild()
            event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._suffix:
            painter = QPainter(self)
            painter.setPen(QColor(colours().text3))
            room = self.rect().adjusted(0, 0, -9, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                             self._suffix)  # fmt: skip

    def _leave(self) -> None:
        self.setModified(False)
        self.left.emit()


class NumberMark(QWidget):
    """A disc with the number that ties a field to its remark; without one it is only room."""

    def __init__(self) -> None:
        super().__init__()
        self._number, self._colour = 0, "text2"
        self.setFixedSize(QSize(18, 18))

    def load(self, number: int, severity: Severity | None) -> None:
        self._number = number
        self._colour = _COLOURS[severity] if severity else "control"
        self.setAccessibleName(str(number) if number else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._number:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(colours(), self._colour)))
        painter.drawEllipse(QPointF(9, 9), 8.5, 8.5)
        font = QFont(QGuiApplication.font())
        font.setPixelSize(12)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(colours().onaccent))
        painter.drawText(QRectF(0, 0, 18, 18), Qt.AlignmentFlag.AlignCenter, str(self._number))
