"""How a cell of the user's own sheet is painted: grey as written, black as understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from cpdesk.presenters.import_sheet import Look, SheetCell
from cpdesk.ui.cell_painter import Index
from cpdesk.ui.look import colours
from cpdesk.ui.marks import Mark, paint

if TYPE_CHECKING:
    from cpdesk.ui.import_grid import SheetModel

_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft | _MIDDLE, Qt.AlignmentFlag.AlignRight | _MIDDLE
_DISC = 16


class SheetPainter(QStyledItemDelegate):
    """Paints ground, number, and the two readings of a cell."""

    def __init__(self, model: SheetModel) -> None:
        super().__init__()
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        sheet, lead = self._model.sheet, self._model.lead
        painter.save()
        if sheet is not None and index.column() >= lead:
            cell = sheet.cell(index.row(), index.column() - lead)
            _ground(painter, option.rect, cell)
            _words(painter, option, cell)
        else:
            self._choice(painter, option, index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours().accent), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _choice(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """What the rows of this label are, with an arrow that says it can be changed."""
        found = self._model.beside.get(index.row())
        painter.fillRect(option.rect, QColor(colours().raised))
        if found is None:
            return
        painter.setPen(QColor(colours().text3 if found.aside else colours().text))
        room = option.rect.adjusted(8, 0, -20, 0)
        painter.drawText(room, _LEFT, _cut(painter, found.words, room.width()))
        painter.setPen(QPen(QColor(colours().text2), 1.3))
        middle = option.rect.right() - 12, option.rect.center().y()
        painter.drawLine(middle[0] - 4, middle[1] - 2, middle[0], middle[1] + 2)
        painter.drawLine(middle[0], middle[1] + 2, middle[0] + 4, middle[1] - 2)


def numbered(painter: QPainter, box: QRectF, number: int) -> None:
    """A disc with the number that ties a cell to its question."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours().warnmark))
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    font = QFont(painter.font())
    font.setBold(True)
    font.setPixelSize(11)
    painter.setFont(font)
    painter.setPen(QColor(colours().base))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))
    painter.restore()


def disc_width(number: int) -> int:
    """Wide enough for the figures of a number."""
    return _DISC + 6 * (len(str(number)) - 1)


def _ground(painter: QPainter, box: QRect, cell: SheetCell) -> None:
    if cell.look is Look.HEADING:
        painter.fillRect(box, QColor(colours().soft))
    elif cell.look is Look.ASIDE:
        painter.setBrushOrigin(box.topLeft())
        painter.fillRect(box, QBrush(QColor(colours().line), Qt.BrushStyle.BDiagPattern))
    elif _asked(cell):
        painter.fillRect(box, QColor(colours().warnsoft))
        painter.setPen(QPen(QColor(colours().warnmark), 1))
        painter.drawRect(box.adjusted(0, 0, -1, -1))


def _asked(cell: SheetCell) -> bool:
    return not cell.decided and (cell.look is Look.ASKED or bool(cell.number))


def _words(painter: QPainter, option: QStyleOptionViewItem, cell: SheetCell) -> None:
    room = option.rect.adjusted(8, 0, -8, 0)
    asked = _asked(cell)
    if cell.number:
        wide = disc_width(cell.number)
        top = option.rect.center().y() - _DISC / 2 + 1
        numbered(painter, QRectF(room.left() - 2, top, wide, _DISC), cell.number)
        room.setLeft(room.left() + wide + 4)
    if cell.estimated:
        paint(painter, Mark.ESTIMATED, QRectF(room.left(), option.rect.top() + 8, 8, 8))
        room.setLeft(room.left() + 12)
    font = QFont(option.font)
    font.setBold(cell.look is Look.HEADING)
    painter.setFont(font)
    if cell.understood:
        painter.setPen(QColor(colours().warn if asked else colours().text))
        painter.drawText(room, _RIGHT, _cut(painter, cell.understood, room.width()))
        used = painter.fontMetrics().horizontalAdvance(cell.understood) + 10
        room.setRight(room.right() - used)
    painter.setPen(QColor(_colour(cell, asked)))
    side = _RIGHT if cell.figure and not cell.understood else _LEFT
    if room.width() > 10:
        painter.drawText(room, side, _cut(painter, cell.written, room.width()))


def _colour(cell: SheetCell, asked: bool) -> str:
    if asked and not cell.understood:
        return colours().warn
    if cell.look is Look.HEADING:
        return colours().text2
    return colours().text3


def _cut(painter: QPainter, text: str, room: int) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
