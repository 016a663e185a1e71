"""The copies of the open record, what each says otherwise, and the way back to one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cpdesk.presenters.copies_page import CopiesPage
from cpdesk.presenters.running import Runner
from cpdesk.presenters.session import Session
from cpdesk.ui import dialogs, opening
from cpdesk.ui.parts import button, label
from cpdesk.ui.tables import space_out

if TYPE_CHECKING:
    from cpdesk.ui.main_window import MainWindow

_SIZE, _ROW, _LIST = (940, 620), 27, 190
_KINDS = "cpdesk (*.cpdesk *.cpdesk-copy)"
_FIGURES = 2  # the column of numbers


def show_copies(window: MainWindow) -> None:
    """Look at the copies; where one is wanted back, close the record and put it in its place."""
    dialog = CopiesDialog(window, window.desk.session, window.runner)
    wanted, path = dialog.wanted(), window.desk.path
    if wanted is None or not window.close_record():
        return
    if not opening.attempt(window, path, lambda: opening.restore(window, wanted, path)):
        window.open_record(path)


class CopiesDialog(QDialog):
    """The list above, beneath it what differs between the copy looked at and the record."""

    def __init__(self, parent: QWidget, session: Session, runner: Runner) -> None:
        super().__init__(parent)
        self.page = CopiesPage(session, runner, self.show_now)
        t = session.t
        self.setWindowTitle(t("Copies of the record"))
        self.resize(*_SIZE)
        rows = self.page.rows
        self.table = QTableWidget(len(rows), len(self.page.heads))
        space_out(self.table)
        self.table.setAccessibleName(self.windowTitle())
        self.told, self.lines = label("second", wraps=True), QListWidget()
        self.lines.setAccessibleName(t("What differs"))
        self.lines.setWordWrap(True)
        self.other = button("", self._choose)
        self.close_it, self.take = button("", self.reject), button("primary", self.accept)
        self.other.setText(t("Compare with another file…"))
        self.close_it.setText(t("Close"))
        self.take.setText(t("Restore this copy"))
        self._build(t(
            "A copy is kept whenever the record is closed, before an import and before a restore. "
            "Restoring one keeps the record as it is now beside it."
        ))  # fmt: skip
        self._fill()
        self.show_now()
        if rows:
            self.table.selectRow(0)

    def wanted(self) -> Path | None:
        """The copy that is to be restored; None where none is."""
        taken = dialogs.answer_of(self)
        self.page.leave()
        return self.page.chosen if taken and self.page.may_restore else None

    def show_now(self) -> None:
        page, t = self.page, self.page.session.t
        none = t("No copy has been kept yet: the first is when the record is closed.")
        self.told.setText("\n".join(page.told) or ("" if page.rows else none))
        self.lines.clear()
        self.lines.addItems(page.lines)
        self.lines.setVisible(bool(page.lines))
        self.take.setEnabled(page.may_restore)

    def _build(self, about: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addWidget(label("pane", self.windowTitle()))
        column.addWidget(label("second", about, wraps=True))
        column.addWidget(self.table, 1)
        column.addWidget(self.told)
        column.addWidget(self.lines, 1)
        if not self.page.rows:  # nothing else takes the room
            column.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(self.other)
        row.addStretch(1)
        row.addWidget(self.close_it)
        row.addWidget(self.take)
        column.addLayout(row)

    def _fill(self) -> None:
        table = self.table
        table.setHorizontalHeaderLabels(list(self.page.heads))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW)
        table.setMinimumHeight(_LIST)
        for at, row in enumerate(self.page.rows):
            for place, text in enumerate(row.cells):
                item = QTableWidgetItem(text)
                item.setTextAlignment(_side(place) | Qt.AlignmentFlag.AlignVCenter)
                table.setItem(at, place, item)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        for at in range(len(self.page.heads)):
            table.horizontalHeaderItem(at).setTextAlignment(_side(at))
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        table.setVisible(bool(self.page.rows))
        table.itemSelectionChanged.connect(self._look)

    def _look(self) -> None:
        at = self.table.currentRow()
        if 0 <= at < len(self.page.rows) and self.table.selectedItems():
            self.page.look(self.page.rows[at].path)

    def _choose(self) -> None:
        path = dialogs.file_to_open(self, self.other.text().rstrip("…"), _KINDS)
        if path is not None:
            self.table.clearSelection()
            self.page.look(path)


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column == _FIGURES else Qt.AlignmentFlag.AlignLeft
