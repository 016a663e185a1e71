"""The months grid as Qt's model over the presenter."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtGui import QFont, QGuiApplication

from cpdesk.presenters.months_grid import MONTHS, MonthsGrid
from cpdesk.ui.cell_painter import Index
from cpdesk.ui.month_heads import TOTALS

_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole,
          Qt.ItemDataRole.AccessibleTextRole)  # fmt: skip


class MonthModel(QAbstractTableModel):
    """Answers from the presenter's cells, which are made ready before."""

    def __init__(self, grid: MonthsGrid) -> None:
        super().__init__()
        self.grid = grid
        self._heads: tuple[str, ...] = ()
        self.current = -1  # the row of the cursor

    def reload(self) -> None:
        self.beginResetModel()
        self._heads = self.grid.row_heads
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return MONTHS + TOTALS if self.grid.columns else 0

    def columnCount(self, parent: Index | None = None) -> int:
        return len(self.grid.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in _ROLES:
            return None
        cell = self.grid.cell(index.row(), index.column())
        said = (cell.text, cell.edit, cell.tip or None, " ".join((cell.text, cell.tip)).strip())
        return said[_ROLES.index(role)]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical:
            return self._row_head(section, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return "\n".join(self.grid.columns[section].head)
        if role == Qt.ItemDataRole.ToolTipRole:
            return " · ".join(each for each in self.grid.columns[section].head if each)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.row() < MONTHS else flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if str(value).strip() == self.grid.cell(index.row(), index.column()).edit:
            return True
        return self.grid.type(index.row(), index.column(), str(value))

    def _row_head(self, section: int, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole and section < len(self._heads):
            return self._heads[section]
        if role == Qt.ItemDataRole.FontRole and section in (MONTHS, self.current):
            font = QFont(QGuiApplication.font())
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None
