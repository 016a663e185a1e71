"""The two panes of a page that lists things: the list at the left, one of them beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

_LIST, _FORM = 252, 760


def list_pane(entries: QListWidget, remove: QPushButton) -> QFrame:
    """The side with the list of things and, beneath it, the button that takes one away."""
    side = QFrame()
    side.setObjectName("side")
    side.setFixedWidth(_LIST)
    column = QVBoxLayout(side)
    column.setContentsMargins(16, 12, 16, 12)
    column.setSpacing(8)
    entries.setObjectName("list")
    column.addWidget(entries, 1)
    column.addWidget(remove, 0, Qt.AlignmentFlag.AlignLeft)
    return side


def scrolled(inner: QWidget, above: int = 0) -> QScrollArea:
    """Fields that scroll up and down and are never wider than can be read at ease."""
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    body = QWidget()
    body.setObjectName("page")
    across = QHBoxLayout(body)
    across.setContentsMargins(0, above, 16, 16)
    inner.setMaximumWidth(_FORM)
    across.addWidget(inner, 1)
    across.addStretch(0)
    scroll.setWidget(body)
    return scroll
