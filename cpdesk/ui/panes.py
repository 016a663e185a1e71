"""The two panes of a page that lists things: the list at the left, one of them beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

_LIST, _FORM = 252, 760


def list_pane(
    entries: QListWidget, *beneath: QPushButton, above: Sequence[QWidget] = (), width: int = _LIST
) -> QFrame:
    """The side with the list of things and, beneath it, the buttons that take some away."""
    side = QFrame()
    side.setObjectName("side")
    side.setFixedWidth(width)
    column = QVBoxLayout(side)
    column.setContentsMargins(16, 12, 16, 12)
    column.setSpacing(8)
    entries.setObjectName("list")
    for each in above:
        column.addWidget(each)
    column.addWidget(entries, 1)
    row = QHBoxLayout()
    row.setSpacing(8)
    for each in beneath:
        row.addWidget(each)
    row.addStretch(1)
    column.addLayout(row)
    return side


class PageStack(QStackedWidget):
    """Pages of which one is shown; it asks for the room that this one needs."""

    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown else super().minimumSizeHint()


def scrolling(inner: QWidget) -> QScrollArea:
    """What scrolls where it has no room; Tab comes to what is in it."""
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(inner)
    return scroll


class _Whole(QWidget):
    """Gives what is in it all its room, and asks for no more than that can do with.

    Qt would make a scrolling page as high as all its words would like to stand, although what is
    in it scrolls by itself; it does so wherever it finds a layout, so there is none.
    """

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self._inner = inner
        inner.setParent(self)

    def minimumSizeHint(self) -> QSize:
        return self._inner.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._inner.setGeometry(self.rect())


def sideways(inner: QWidget) -> QScrollArea:
    """What needs its width; in a window that is narrower it scrolls."""
    inner.setObjectName("page")
    return scrolling(_Whole(inner))


def scrolled(inner: QWidget, above: int = 0) -> QScrollArea:
    """Fields that scroll up and down and are never wider than can be read at ease."""
    body = QWidget()
    body.setObjectName("page")
    across = QHBoxLayout(body)
    across.setContentsMargins(0, above, 16, 16)
    inner.setMaximumWidth(_FORM)
    across.addWidget(inner, 1)
    across.addStretch(0)
    return scrolling(body)
