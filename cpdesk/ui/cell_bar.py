"""The line above the months grid that says and takes the figure of the cell with the cursor."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy

from cpdesk.ui.parts import Elided, label

_NAME, _LEAST, _HIGH, _NO_LIMIT = 232, 96, 30, 16_777_215


class _Figure(QLineEdit):
    """Enter keeps what was typed, Esc gives it up; both lead back to the grid."""

    kept = Signal(str, bool)
    left = Signal()

    def keep(self, move: bool) -> None:
        text, typed = self.text(), self.isModified()
        self.setModified(False)
        if typed or move:
            self.kept.emit(text, move)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep(move=True)
        elif event.key() == Qt.Key.Key_Escape:
            self.setModified(False)
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed is kept, as in every field."""
        super().focusOutEvent(event)
        self.keep(move=False)


class CellBar(QFrame):
    """Name and month at the left, the figure as it was typed, its unit at the right.

    `kept` tells the text and whether the cursor goes on to the next month.
    """

    kept = Signal(str, bool)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("cellbar")
        self.setFixedHeight(_HIGH)
        self.name, self.figure, self.unit = Elided("second"), _Figure(), label("hint")
        self.figure.setObjectName("barfigure")
        self.name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.name.setMinimumWidth(_LEAST)
        self.name.setMaximumWidth(_NAME)
        self.figure.setMinimumWidth(_LEAST)
        self.figure.kept.connect(self.kept)
        self.figure.left.connect(self.left)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(8)
        row.addWidget(self.name, 1)
        row.addWidget(self.figure, 2)
        row.addWidget(self.unit)

    def confirm(self) -> None:
        self.figure.keep(move=False)

    def rest(self, words: str) -> None:
        """No cell has the cursor: what this line is for."""
        self.say("", "", "", editable=False)
        self.name.setMaximumWidth(_NO_LIMIT)
        self.name.setText(words)

    def say(self, name: str, figure: str, unit: str, editable: bool) -> None:
        """Show a cell; what is being typed here is left alone."""
        self.name.setMaximumWidth(_NAME)
        self.name.setText(name)
        self.unit.setText(unit)
        self.figure.setEnabled(editable)
        if not (self.figure.hasFocus() and self.figure.isModified()):
            self.figure.setText(figure)
        self.figure.setAccessibleName(name)
        self.figure.setVisible(bool(name))
