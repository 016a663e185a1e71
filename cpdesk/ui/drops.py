"""Files that are dropped: a box for words would only write their names, so it is passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from cpdesk.presenters.dropping import meant
from cpdesk.ui.parts import files_of

if TYPE_CHECKING:
    from cpdesk.ui.main_window import MainWindow

_WORDS = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox)
_KINDS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class Drops(QObject):
    """Hears of what is dragged over the window before any of its widgets does.

    A record is for the window wherever it is dropped; every other file is for the first widget
    under the pointer that takes files, and in the end for the window.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _KINDS or not isinstance(event, QDropEvent):
            return False
        if not files_of(event.mimeData()):
            return False  # words are for the box they are dropped on
        found = self._taker(event)
        if found is None:
            event.ignore()
            return True
        event.acceptProposedAction()
        if event.type() is QEvent.Type.Drop:
            found.dropEvent(QDropEvent(*_told(event)))
        return True

    def _taker(self, event: QDropEvent) -> QWidget | None:
        """Who takes these files, if anyone does now."""
        at = event.position().toPoint()
        widget: QWidget | None = self._window.childAt(at) or self._window
        if QApplication.activeModalWidget() is not None:
            return None
        if meant(files_of(event.mimeData())).record is not None:
            widget = self._window
        while widget is not None:
            if widget.acceptDrops() and not _is_for_words(widget) and _takes(widget, event):
                return widget
            widget = widget.parentWidget() if widget is not self._window else None
        return None


def _is_for_words(widget: QWidget) -> bool:
    """A box of words, or the viewport of one."""
    return isinstance(widget, _WORDS) or isinstance(widget.parentWidget(), _WORDS)


def _takes(widget: QWidget, event: QDropEvent) -> bool:
    """Whether it would let these files be dropped on it."""
    asked = QDragEnterEvent(QPoint(0, 0), *_told(event)[1:])
    asked.ignore()
    widget.dragEnterEvent(asked)  # asked itself: Qt would ask those around it as well
    return asked.isAccepted()


def _told(event: QDropEvent) -> tuple[object, ...]:
    return (event.position(), event.possibleActions(), event.mimeData(), event.buttons(),
            event.modifiers())  # fmt: skip
