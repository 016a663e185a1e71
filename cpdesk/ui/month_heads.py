"""The heads of the months grid: name, kind and unit below each other, and the months."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPainter
from PySide6.QtWidgets import QHeaderView

from cpdesk.presenters.months_grid import MONTHS, MonthsGrid
from cpdesk.ui.cell_painter import RIGHT
from cpdesk.ui.look import colours

TOTALS = 3  # rows below the months
_NARROW, _MOST_HEAD = 92, 150


class ColumnHeads(QHeaderView):
    """Name in bold, kind and unit below in grey, all to the right as the figures are."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.current = -1  # the column of the cursor

    def sizeHint(self) -> QSize:
        """The table only asks for the height; Qt's own answer would measure every head."""
        return QSize(self.width(), 3 * self._line() + 10)

    def _line(self) -> int:
        return self.fontMetrics().height() - 1

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        ink = colours()
        painter.fillRect(rect, QColor(ink.soft if section == self.current else ink.base))
        words = str(self.model().headerData(section, self.orientation())).split("\n")
        for at, text in enumerate(words):
            font = QFont(QGuiApplication.font())
            font.setBold(at == 0)
            font.setPixelSize(font.pixelSize() - (1 if at else 0))
            painter.setFont(font)
            painter.setPen(QColor(colours().text3 if at else colours().text))
            place = QRect(rect.left() + 6, rect.top() + 4 + at * self._line(), rect.width() - 14,
                          self._line())  # fmt: skip
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight,
                                                     place.width())  # fmt: skip
            painter.drawText(place, RIGHT, shown)
        painter.setPen(QColor(colours().line2))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()


class RowHeads(QHeaderView):
    """The months and, under a line that goes on through the grid, the totals."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.setSectionsClickable(True)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        if section == MONTHS:
            painter.setPen(QColor(colours().line2))
            painter.drawLine(rect.topLeft(), rect.topRight())


def width_of(grid: MonthsGrid, column: int, metrics: QFontMetrics) -> int:
    """Wide enough for every figure of a column and, within reason, for its head."""
    rows = MONTHS + TOTALS
    cells = (grid.cell(row, column).text for row in range(rows))
    widest = max((metrics.horizontalAdvance(text) for text in cells), default=0) * 27 // 25
    head = max(metrics.horizontalAdvance(each) for each in grid.columns[column].head)
    return max(_NARROW, widest + 32, min(head * 27 // 25 + 16, _MOST_HEAD))
