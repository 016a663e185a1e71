"""Boxes for text that leave Ctrl+Z to the record while nothing is being typed in them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

UNDO_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
_HIGH = 58


class LineBox(QLineEdit):
    """One line of text."""

    def event(self, event: QEvent) -> bool:
        if wants_undo(event) and not self.isModified():
            event.ignore()
            return False
        return super().event(event)


class LongBox(QPlainTextEdit):
    """A few lines of text, confirmed by leaving them; Tab goes on to the next box."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(_HIGH)

    def event(self, event: QEvent) -> bool:
        if wants_undo(event) and not self.document().isModified():
            event.ignore()
            return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.confirm()

    def confirm(self) -> None:
        if self.document().isModified():
            self.document().setModified(False)
            self.left.emit()


def wants_undo(event: QEvent) -> bool:
    """Whether a box asks to have the keys of undo or redo for itself."""
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return any(event.matches(each) for each in UNDO_KEYS)
