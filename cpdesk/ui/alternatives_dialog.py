"""Alternatives side by side in a table, one of which is taken: models, base temperatures."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cpdesk.presenters.alternatives import Alternatives, Row
from cpdesk.ui.findings_list import FindingsList
from cpdesk.ui.parts import button, label
from cpdesk.ui.tables import space_out

_SIZE, _MOST, _ROW, _NARROWEST = (980, 560), 150, 27, 84


class AlternativesDialog(QDialog):
    """The table, what is to be known of it, and what speaks against the row that is looked at."""

    def __init__(self, parent: QWidget, offered: Alternatives) -> None:
        super().__init__(parent)
        self.offered = offered
        t = offered.session.t
        self.setWindowTitle(offered.title)
        self.resize(*_SIZE)
        self.warnings, self.doubts = FindingsList(_stay), FindingsList(_stay)
        self.table = QTableWidget(len(offered.rows), len(offered.heads))
        space_out(self.table)
        self.table.setAccessibleName(offered.title)
        self.close_it, self.take = button("", self.reject), button("primary", self._take)
        self.close_it.setText(t("Close"))
        self.take.setText(offered.wish)
        self._build(offered.about)
        self._fill()
        self._look()

    def _build(self, about: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addWidget(label("pane", self.windowTitle()))
        column.addWidget(label("second", about, wraps=True))
        column.addWidget(self.warnings)
        column.addWidget(self.table, 1)
        column.addWidget(self.doubts)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.close_it)
        row.addWidget(self.take)
        column.addLayout(row)

    def _fill(self) -> None:
        table, rows = self.table, self.offered.rows
        table.setHorizontalHeaderLabels(list(self.offered.heads))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW)
        table.horizontalHeader().setHighlightSections(False)
        for at, row in enumerate(rows):
            self._fill_row(at, row)
        self._size_columns()
        table.itemSelectionChanged.connect(self._look)
        table.itemDoubleClicked.connect(lambda _item: self._take())
        table.selectRow(next((at for at, row in enumerate(rows) if row.chosen), 0))

    def _fill_row(self, at: int, row: Row) -> None:
        for place, text in enumerate(row.cells):
            item = QTableWidgetItem(text)
            item.setTextAlignment(self._side(place) | Qt.AlignmentFlag.AlignVCenter)
            font = item.font()
            font.setBold(row.chosen)
            item.setFont(font)
            item.setToolTip(text)
            self.table.setItem(at, place, item)

    def _side(self, column: int) -> Qt.AlignmentFlag:
        figures = column in self.offered.figures
        return Qt.AlignmentFlag.AlignRight if figures else Qt.AlignmentFlag.AlignLeft

    def _size_columns(self) -> None:
        header = self.table.horizontalHeader()
        header.setMinimumSectionSize(_NARROWEST)
        for at in range(len(self.offered.heads)):
            head = self.table.horizontalHeaderItem(at)
            head.setTextAlignment(self._side(at))
            head.setToolTip(head.text())
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def _look(self) -> None:
        """What is known of the row that is looked at."""
        t, at = self.offered.session.t, self.table.currentRow()
        self.warnings.show_findings(t, self.offered.warnings)
        self.warnings.fit(_MOST)
        rows = self.offered.rows
        self.doubts.show_findings(t, rows[at].doubts if 0 <= at < len(rows) else ())
        self.doubts.fit(_MOST)
        self.table.setVisible(bool(rows))
        self.take.setVisible(bool(rows))

    def _take(self) -> None:
        if self.offered.take(self.table.currentRow()):
            self.accept()
        else:
            self._look()


def _stay(_place: object) -> None:
    """A dialog leads nowhere."""
