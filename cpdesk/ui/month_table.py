"""The months grid as Qt's table, with the keys that people know from their spreadsheet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QWidget,
)

from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Meter
from cpdesk.presenters.months_grid import MONTHS, MonthsGrid
from cpdesk.ui.cell_painter import CellPainter, Index
from cpdesk.ui.month_choice import ChosenMonths
from cpdesk.ui.month_heads import ColumnHeads, RowHeads, width_of
from cpdesk.ui.month_keys import ARROWS, wish_of

ROW = 25
_MOST_EXTRA = 40
_TRIGGERS = QAbstractItemView.EditTrigger
_TYPING = _TRIGGERS.AnyKeyPressed
_ADDED = QItemSelectionModel.SelectionFlag.Select


class MonthTable(ChosenMonths):
    """The grid that is typed into; `moved` tells that another cell, or others, are chosen."""

    moved = Signal()

    def __init__(self, grid: MonthsGrid, open_month: Callable[[Meter, Month], None]) -> None:
        super().__init__(grid)
        self._open_month = open_month
        self._painter = CellPainter(grid, self.typed)
        self._widths: list[int] = []
        self._typing = False
        self.setItemDelegate(self._painter)
        self.setHorizontalHeader(ColumnHeads())
        self.horizontalHeader().show()
        self.setVerticalHeader(RowHeads())
        self.verticalHeader().show()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setHighlightSections(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)  # it is done here, so that the last cell can be left
        self.setEditTriggers(_TYPING | _TRIGGERS.EditKeyPressed)
        self.doubleClicked.connect(self._opened)

    def reload(self) -> None:
        """Show the presenter's cells; the cursor and what is chosen stay."""
        at, chosen = self.currentIndex(), self.selectionModel().selection()
        row, column = at.row(), at.column()
        kept = [((r.top(), r.left()), (r.bottom(), r.right())) for r in chosen]
        self.months.reload()
        self._measure()
        if row >= 0:
            self.put_cursor(row, column)
            for first, last in kept:
                self.choose(first, last, _ADDED)

    def turn_to(self, cell: tuple[int, int] | None) -> None:
        """Put the cursor into a cell, once the months are there."""
        self.reload()
        if cell is not None:
            self.put_cursor(*cell)
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def confirm(self) -> None:
        """Keep what is being typed into a cell."""
        editor = self.findChild(QLineEdit, "cell")
        if editor is not None and self.state() is QAbstractItemView.State.EditingState:
            self.commitData(editor)
            self.closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)

    @property
    def meter(self) -> Meter | None:
        """The meter of the column with the cursor."""
        return self.grid.meter(self.currentIndex().column())

    def selectionChanged(self, chosen: QItemSelection, left: QItemSelection) -> None:
        super().selectionChanged(chosen, left)
        self._show_place()
        self.moved.emit()

    def _show_place(self) -> None:
        """Column and month of the cursor stand out in their heads."""
        at, heads = self.currentIndex(), self.horizontalHeader()
        self.months.current = at.row() if at.row() < MONTHS else -1
        if isinstance(heads, ColumnHeads):
            heads.current = at.column()
        for each in (heads, self.verticalHeader()):
            each.viewport().update()

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() is QAbstractItemView.State.EditingState:
            event.accept()  # the box of the cell has had it, and confirms or closes itself
            return
        wish = wish_of(event)
        if wish is None:
            super().keyPressEvent(event)
        else:
            wish(self)

    def edit(
        self, index: Index, trigger: QAbstractItemView.EditTrigger | None = None,
        event: QEvent | None = None,
    ) -> bool | None:
        """A cell into which one just types gives way to the arrows; one that F2 opened does not."""
        self._typing = trigger is _TYPING
        if trigger is None:
            return super().edit(index)
        return super().edit(index, trigger, event)

    def typed(self, editor: QLineEdit, event: QKeyEvent) -> bool:
        """A key in the box of a cell that ends the typing as in Excel; whether it did."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            text, cells = editor.text(), self.chosen()
            self.closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)
            self.grid.fill_with(cells, text)
            return True
        step = None if control else ARROWS.get(event.key())
        if step is None or (step[1] and not self._typing):
            return False
        self.confirm()
        self.go(*step)
        return True

    def edit_empty(self) -> None:
        """Begin to type anew, as Backspace does."""
        self.edit(self.currentIndex())
        if editor := self.findChild(QLineEdit, "cell"):
            editor.clear()
            self._typing = True

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes on to the next cell, as in Excel; from the last one, or with Ctrl, it leaves."""
        held = QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier
        if not held and self._step(1 if forward else -1):
            return True
        return super().focusNextPrevChild(forward)

    def go(self, down: int, right: int) -> None:
        at, last = self.currentIndex(), self.months.columnCount() - 1
        row = min(MONTHS - 1, max(0, at.row() + down))
        self.put_cursor(row, min(last, max(0, at.column() + right)))

    def _step(self, by: int) -> bool:
        """To the next cell along the rows of months; whether there was one."""
        columns, at = self.months.columnCount(), self.currentIndex()
        place = at.row() * columns + at.column() + by
        if not columns or not at.isValid() or not 0 <= place < MONTHS * columns:
            return False
        self.put_cursor(*divmod(place, columns))
        return True

    def closeEditor(self, editor: QWidget, hint: QStyledItemDelegate.EndEditHint) -> None:
        """Enter goes on to the next month, Tab to the next column."""
        editor.setObjectName("")  # it lives on for a moment, and is not to be found again
        hints = QStyledItemDelegate.EndEditHint
        steps = {hints.EditNextItem: 1, hints.EditPreviousItem: -1}
        super().closeEditor(editor, hints.NoHint if hint in steps else hint)
        if hint in steps:
            self._step(steps[hint])
        elif hint is hints.SubmitModelCache:
            self.go(1, 0)

    # wishes

    def open_current(self) -> None:
        self._opened(self.currentIndex())

    def _opened(self, at: Index) -> None:
        """A month of a meter opens its bills; what has none is typed into."""
        meter, month = self.grid.meter(at.column()), self.grid.month(at.row())
        if meter is not None and month is not None:
            self._open_month(meter, month)
        elif month is not None:
            self.edit(at)

    def copy(self, heads: bool = False) -> None:
        """The chosen cells for a spreadsheet, with their months and names where wished."""
        picked = [(each.row(), each.column()) for each in self.selectedIndexes()]
        rows, columns = sorted({row for row, _ in picked}), sorted({col for _, col in picked})
        if picked:
            QGuiApplication.clipboard().setText(self.grid.copy(rows, columns, heads))

    def cut(self) -> None:
        self.copy()
        self.empty()

    def paste(self) -> None:
        """From the upper left corner of what is chosen."""
        picked = self.chosen()
        if picked:
            (row, column), (last, right) = picked[0], picked[-1]
            over = (last - row + 1, right - column + 1)
            self.grid.paste(row, column, QGuiApplication.clipboard().text(), over)

    def empty(self) -> None:
        if picked := self.chosen():
            self.grid.clear(picked)

    def fill(self, *, down: bool) -> None:
        self.grid.fill(self.chosen(), down=down)

    def turn_year(self, by: int) -> None:
        self.grid.choose_year(self.grid.year + by)

    # width

    def _measure(self) -> None:
        metrics = self.fontMetrics()
        self._widths = [width_of(self.grid, each, metrics)
                        for each in range(self.months.columnCount())]  # fmt: skip
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

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "months"):
            self.horizontalHeader().updateGeometry()
