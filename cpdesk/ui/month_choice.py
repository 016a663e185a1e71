"""A table of months in which blocks of cells are chosen by keys, as in Excel."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QTableView

from cpdesk.presenters.month_blocks import edge
from cpdesk.presenters.months_grid import MONTHS, MonthsGrid
from cpdesk.ui.month_heads import TOTALS
from cpdesk.ui.month_model import MonthModel


class ChosenMonths(QTableView):
    """The cursor stays where choosing began; the other corner moves."""

    def __init__(self, grid: MonthsGrid) -> None:
        super().__init__()
        self.grid = grid
        self.months = MonthModel(grid)
        self.setModel(self.months)

    def put_cursor(self, row: int, column: int, extend: bool = False) -> None:
        """To one cell, which alone is chosen; with `extend` also all from where choosing began."""
        if extend:
            self._extend(row, column)
            return
        only = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self.months.index(row, column), only)

    def chosen(self) -> list[tuple[int, int]]:
        """Rows and columns of the selected months."""
        picked = [(each.row(), each.column()) for each in self.selectedIndexes()]
        return sorted(each for each in picked if each[0] < MONTHS)

    def choose_all(self) -> None:
        """All months of all columns."""
        self.choose((0, 0), (MONTHS - 1, self.months.columnCount() - 1))

    def choose_line(self, *, column: bool) -> None:
        """The whole column of the cursor, or its whole row."""
        at, last = self.currentIndex(), self.months.columnCount() - 1
        if column:
            self.choose((0, at.column()), (MONTHS - 1, at.column()))
        else:
            self.choose((at.row(), 0), (at.row(), last))

    def jump(self, down: int, right: int, extend: bool = False) -> None:
        """To the edge of the figures, as with Ctrl and an arrow in Excel."""
        at = self._far if extend else (self.currentIndex().row(), self.currentIndex().column())
        self.put_cursor(*edge(self.grid, *at, down, right), extend)

    def leap(self, row: int, column: int, extend: bool = False) -> None:
        """To the first or last cell; -1 means the last one."""
        places = (MONTHS, self.months.columnCount())
        self.put_cursor(row % places[0], column % max(1, places[1]), extend)

    @property
    def _far(self) -> tuple[int, int]:
        """The corner of what is chosen that lies across from the cursor's own."""
        at, picked = self.currentIndex(), self.selectedIndexes()
        rows, columns = {e.row() for e in picked}, {e.column() for e in picked}
        ends = [max(lines, key=lambda each, own=own: abs(each - own), default=own)
                for lines, own in ((rows, at.row()), (columns, at.column()))]  # fmt: skip
        return ends[0], ends[1]

    def extend(self, down: int, right: int) -> None:
        """One row or column more, or less, of what is chosen."""
        row, column = self._far
        last = self.months.columnCount() - 1
        self._extend(min(MONTHS + TOTALS - 1, max(0, row + down)),
                     min(last, max(0, column + right)))  # fmt: skip

    def _extend(self, row: int, column: int) -> None:
        at = self.currentIndex()
        self.choose((at.row(), at.column()), (row, column))
        self.scrollTo(self.months.index(row, column))

    def choose(
        self, one: tuple[int, int], other: tuple[int, int],
        how: QItemSelectionModel.SelectionFlag = QItemSelectionModel.SelectionFlag.ClearAndSelect,
    ) -> None:
        """All cells between two corners."""
        corners = sorted((one[0], other[0])), sorted((one[1], other[1]))
        first, last = (self.months.index(corners[0][at], corners[1][at]) for at in (0, 1))
        self.selectionModel().select(QItemSelection(first, last), how)
