"""Parts of the page of the official form: the row above its paper, and the list of fields."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QWidget,
)

from cpdesk.presenters.official_form import OfficialForm
from cpdesk.ui.parts import button, label

_NARROW = 28
_EDGES = 24  # pixels at the left and the right


class SheetTools(QFrame):
    """Everything that the mouse and the keys can do on the page, as buttons too."""

    def __init__(self, page: OfficialForm) -> None:
        super().__init__()
        self.page = page
        sheet, places = page.sheet, page.places
        self.back = button("small", lambda: sheet.turn(-1))
        self.on = button("small", lambda: sheet.turn(1))
        self.number = label("second")
        self.add = button("small", places.add)
        self.remove = button("small", places.remove)
        self.turned = button("small", places.turn_page)
        self.undo, self.redo = button("small", places.undo), button("small", places.redo)
        self.turning = _row(self.back, self.number, self.on, None, self.undo, self.redo)
        self.marking = _row(self.add, self.remove, self.turned)
        self.rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.rows.setContentsMargins(8, 8, 16, 4)
        self.rows.setSpacing(6)
        self.rows.addWidget(self.turning, 1)
        self.rows.addWidget(self.marking)
        for each in (self.back, self.on):
            each.setFixedWidth(_NARROW)

    def minimumSizeHint(self) -> QSize:
        """Both rows beneath one another; beside one another only where there is room."""
        wide = max(each.minimumSizeHint().width() for each in (self.turning, self.marking))
        return QSize(wide + _EDGES, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        wide = sum(each.minimumSizeHint().width() for each in (self.turning, self.marking))
        fits = self.width() >= wide + _EDGES + self.rows.spacing()
        ways = QBoxLayout.Direction
        self.rows.setDirection(ways.LeftToRight if fits else ways.TopToBottom)

    def show_now(self) -> None:
        t, sheet, places = self.page.session.t, self.page.sheet, self.page.places
        named = (
            (self.back, "‹", t("Previous page"), "PgUp"), (self.on, "›", t("Next page"), "PgDown"),
            (self.add, t("Mark a place"), t("A place in the middle of the page"), "Insert"),
            (self.remove, t("Remove"), t("Remove the chosen place"), "Delete"),
            (self.turned, t("Turn the page"), t("A quarter clockwise, for scans"), ""),
            (self.undo, t("Undo"), t("As it was before the last correction"), "Ctrl+Z"),
            (self.redo, t("Redo"), t("The correction again"), "Ctrl+Y"),
        )  # fmt: skip
        for each, words, said, keys in named:
            each.setText(words)
            each.setToolTip(f"{said}  {keys}".strip())
        self.back.setAccessibleName(t("Previous page"))
        self.on.setAccessibleName(t("Next page"))
        shown = t("Page {page} of {pages}", page=sheet.number + 1, pages=sheet.pages)
        self.number.setText(shown if sheet.pages else "")
        self.back.setEnabled(sheet.number > 0)
        self.on.setEnabled(sheet.number + 1 < sheet.pages)
        self.add.setEnabled(places.possible)
        self.turned.setEnabled(places.possible)
        self.remove.setEnabled(places.chosen is not None)
        self.undo.setEnabled(places.can_undo)
        self.redo.setEnabled(places.can_redo)
        self._lay()


def _row(*widgets: QWidget | None) -> QWidget:
    """Widgets side by side; None takes the room that is over."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    for each in widgets:
        if each is None:
            row.addStretch(1)
        else:
            row.addWidget(each)
    return made


def fields_table() -> QTableWidget:
    """The fields of a form: its words, what they mean, and what is written there."""
    table = QTableWidget(0, 3)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
    return table
