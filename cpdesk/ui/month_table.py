"""The months grid as Qt's table: one model over the presenter, one delegate, one header."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelectionModel,
    Qt,
)
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QTableView,
    QWidget,
)

from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Meter
from cpdesk.presenters.months_grid import MONTHS, MonthsGrid
from cpdesk.ui.cell_painter import CellPainter, Index
from cpdesk.ui.month_heads import ColumnHeads

ROW, NARROW, TOTALS = 25, 92, 3
_MOST_EXTRA = 40
_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole,
          Qt.ItemDataRole.AccessibleTextRole)  # fmt: skip


class MonthModel(QAbstractTableModel):
    """Answers from the presenter's cells, which are made ready before."""

    def __init__(self, grid: MonthsGrid) -> None:
        super().__init__()
        self.grid = grid
        self._heads: tuple[str, ...] = ()

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
        if role == Qt.ItemDataRole.FontRole and section == MONTHS:
            font = QFont(QGuiApplication.font())
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class MonthTable(QTableView):
    """The grid with the keys people know: type, F2, Enter, Tab, copy, paste, Delete."""

    def __init__(self, grid: MonthsGrid, open_month: Callable[[Meter, Month], None]) -> None:
        super().__init__()
        self.grid = grid
        self._open_month = open_month
        self.months = MonthModel(grid)
        self._painter = CellPainter(grid)
        self._widths: list[int] = []
        self.setModel(self.months)
        self.setItemDelegate(self._painter)
        self.setHorizontalHeader(ColumnHeads())
        self.horizontalHeader().show()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setHighlightSections(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)  # it is done here, so that the last cell can be left
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.doubleClicked.connect(self._opened)

    def reload(self) -> None:
        """Show the presenter's cells; the place of the cursor stays."""
        at = self.currentIndex()
        row, column = at.row(), at.column()
        self.months.reload()
        self._measure()
        if row >= 0:
            self.put_cursor(row, column)

    def turn_to(self, cell: tuple[int, int] | None) -> None:
        """Put the cursor into a cell, once the months are there."""
        self.reload()
        if cell is not None:
            self.put_cursor(*cell)
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_cursor(self, row: int, column: int) -> None:
        """To one cell, which alone is chosen, whatever keys are held at the moment."""
        only = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self.months.index(row, column), only)

    def confirm(self) -> None:
        """Keep what is being typed into a cell."""
        editor = self.findChild(QLineEdit, "cell")
        if editor is not None and self.state() is QAbstractItemView.State.EditingState:
            self.commitData(editor)
            self.closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def _measure(self) -> None:
        self._widths = [self._width(each) for each in range(self.months.columnCount())]
        self._fit()

    def _fit(self) -> None:
        """Columns as wide as they need, and a share of what room is left."""
        left = self.viewport().width() - sum(self._widths)
        share = min(_MOST_EXTRA, max(0, left // max(1, len(self._widths))))
        for at, width in enumerate(self._widths):
            self.setColumnWidth(at, width + share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _width(self, column: int) -> int:
        """Wide enough for every figure and, within reason, for the head."""
        figures = self.fontMetrics()
        cells = (self.grid.cell(row, column).text for row in range(MONTHS + TOTALS))
        widest = max((figures.horizontalAdvance(text) for text in cells), default=0) * 27 // 25
        head = max(figures.horizontalAdvance(each) for each in self.grid.columns[column].head)
        return max(NARROW, widest + 32, min(head * 27 // 25 + 16, 150))

    def chosen(self) -> list[tuple[int, int]]:
        """Rows and columns of the selected months."""
        picked = [(each.row(), each.column()) for each in self.selectedIndexes()]
        return sorted(each for each in picked if each[0] < MONTHS)

    @property
    def meter(self) -> Meter | None:
        """The meter of the column with the cursor."""
        return self.grid.meter(self.currentIndex().column())

    def _opened(self, at: Index) -> None:
        """A month of a meter opens its bills; what has none is typed into."""
        meter, month = self.grid.meter(at.column()), self.grid.month(at.row())
        if meter is not None and month is not None:
            self._open_month(meter, month)
        elif month is not None:
            self.edit(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() is QAbstractItemView.State.EditingState:
            event.accept()  # the box of the cell has had it, and confirms or closes itself
            return
        wish = next((wish for key, wish in self._keys() if event.matches(key)), None)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if wish is not None:
            wish()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self._opened(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(-1 if shift else 1, 0)
        elif event.key() == Qt.Key.Key_C and control and shift:
            self.copy(heads=True)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes on to the next cell, as in Excel; from the last one, or with Ctrl, it leaves."""
        held = QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier
        if not held and self._step(1 if forward else -1):
            return True
        return super().focusNextPrevChild(forward)

    def _step(self, by: int) -> bool:
        """To the next cell along the rows of months; whether there was one."""
        columns, at = self.months.columnCount(), self.currentIndex()
        place = at.row() * columns + at.column() + by
        if not columns or not at.isValid() or not 0 <= place < MONTHS * columns:
            return False
        self.put_cursor(*divmod(place, columns))
        return True

    def _go(self, down: int, right: int) -> None:
        at = self.currentIndex()
        row = min(MONTHS - 1, max(0, at.row() + down))
        self.put_cursor(row, at.column() + right)

    def _keys(self) -> tuple[tuple[QKeySequence.StandardKey, object], ...]:
        keys = QKeySequence.StandardKey
        return ((keys.Copy, self.copy), (keys.Paste, self.paste), (keys.Delete, self.empty))

    def copy(self, heads: bool = False) -> None:
        """The chosen cells for a spreadsheet, with their months and names where wished."""
        picked = [(each.row(), each.column()) for each in self.selectedIndexes()]
        rows, columns = sorted({row for row, _ in picked}), sorted({col for _, col in picked})
        QGuiApplication.clipboard().setText(self.grid.copy(rows, columns, heads))

    def paste(self) -> None:
        at = self.currentIndex()
        if at.isValid():
            self.grid.paste(at.row(), at.column(), QGuiApplication.clipboard().text())

    def empty(self) -> None:
        if picked := self.chosen():
            self.grid.clear(picked)

    def closeEditor(self, editor: QWidget, hint: QStyledItemDelegate.EndEditHint) -> None:
        """Enter goes on to the next month, Tab to the next column."""
        hints = QStyledItemDelegate.EndEditHint
        steps = {hints.EditNextItem: 1, hints.EditPreviousItem: -1}
        super().closeEditor(editor, hints.NoHint if hint in steps else hint)
        if hint in steps:
            self._step(steps[hint])
        elif hint is hints.SubmitModelCache:
            self._go(1, 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "months"):
            self.horizontalHeader().updateGeometry()
