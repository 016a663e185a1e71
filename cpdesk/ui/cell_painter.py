"""How a cell of the months is painted: ground, mark and figure."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cpdesk.presenters.months_grid import MONTHS, CellState, MonthsGrid
from cpdesk.ui.look import colours
from cpdesk.ui.marks import Mark, paint

Index = QModelIndex | QPersistentModelIndex
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MARKS = {
    CellState.EVIDENCE: Mark.EVIDENCE,
    CellState.ESTIMATED: Mark.ESTIMATED,
    CellState.DOUBTFUL: Mark.DOUBT,
}
_COLOURS = {
    CellState.ESTIMATED: "text2",
    CellState.PARTIAL: "text3",
    CellState.DOUBTFUL: "warn",
    CellState.EARLIER: "text3",
}


class CellPainter(QStyledItemDelegate):
    """Paints a cell's ground, mark and figure; the editor is a plain line."""

    def __init__(
        self, grid: MonthsGrid, typed: Callable[[QLineEdit, QKeyEvent], bool]
    ) -> None:
        super().__init__()
        self.grid = grid
        self._typed = typed

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = self.grid.cell(index.row(), index.column())
        painter.save()
        self._ground(painter, option, cell.state)
        if mark := _MARKS.get(cell.state):
            size = 9 if mark is Mark.DOUBT else 8
            box = QRectF(0, 0, size, size)
            box.moveCenter(QRectF(option.rect.left() + 4, option.rect.top(), 10,
                                  option.rect.height()).center())  # fmt: skip
            paint(painter, mark, box)
        self._figure(painter, option, cell.text, cell.state)
        if index.row() == MONTHS:
            painter.setPen(QPen(QColor(colours().line2), 1))
            painter.drawLine(option.rect.topLeft(), option.rect.topRight())
        if self._first_driver(index.column()):
            painter.setPen(QPen(QColor(colours().line2), 2))
            painter.drawLine(option.rect.topLeft(), option.rect.bottomLeft())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours().accent), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _first_driver(self, column: int) -> bool:
        """Whether the meters end here and what explains them begins."""
        columns = self.grid.columns
        return column > 0 and columns[column].is_driver and not columns[column - 1].is_driver

    def _ground(
        self, painter: QPainter, option: QStyleOptionViewItem, state: CellState
    ) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(colours().sel))
        elif state is CellState.DOUBTFUL:
            painter.fillRect(option.rect, QColor(colours().warnsoft))
        if state in (CellState.MISSING, CellState.PARTIAL):
            painter.setBrushOrigin(option.rect.topLeft())
            painter.fillRect(
                option.rect, QBrush(QColor(colours().line), Qt.BrushStyle.BDiagPattern)
            )

    def _figure(
        self, painter: QPainter, option: QStyleOptionViewItem, text: str, state: CellState
    ) -> None:
        font = QFont(option.font)
        font.setBold(state is CellState.TOTAL)
        painter.setFont(font)
        painter.setPen(QColor(getattr(colours(), _COLOURS.get(state, "text"))))
        painter.drawText(option.rect.adjusted(18, 0, -8, 0), RIGHT, text)

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QLineEdit:
        made = QLineEdit(parent)
        made.setObjectName("cell")
        made.setAlignment(RIGHT)
        return made

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Keys that end the typing are the table's; the others are those of any such box."""
        pressed = event.type() is QEvent.Type.KeyPress and isinstance(editor, QLineEdit)
        if pressed and self._typed(editor, event):
            return True
        return super().eventFilter(editor, event)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
