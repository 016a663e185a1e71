"""Findings below each other: mark, sentence, place, and a button that leads there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from cpdesk.base.languages import Translator
from cpdesk.domain.findings import Place
from cpdesk.presenters.findings import Line
from cpdesk.ui.marks import OF_SEVERITY, MarkWidget
from cpdesk.ui.parts import button, clear, label, line


class FindingsList(QScrollArea):
    """A list that scrolls; empty, it takes no room."""

    def __init__(self, go_to: Callable[[Place], None]) -> None:
        super().__init__()
        self._go_to = go_to
        self._shown: tuple[object, ...] = ()
        self._most = 0
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        body.setObjectName("page")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(0)
        self.setWidget(body)

    def show_findings(self, t: Translator, found: Sequence[Line]) -> None:
        if self._shown == (t.language, *found):
            return
        self._shown = (t.language, *found)
        clear(self._column)
        for each in found:
            self._column.addWidget(self._row(t, each))
            self._column.addWidget(line())
        self._column.addStretch(1)

    def fit(self, most: int) -> None:
        """Be as high as the findings need, up to so many pixels; without any, vanish."""
        self._most = most
        self.setVisible(len(self._shown) > 1)
        self._take_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take_height()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        done = super().eventFilter(watched, event)
        if event.type() is QEvent.Type.LayoutRequest:  # other words, or another font
            self._take_height()
        return done

    def _take_height(self) -> None:
        """The height depends on the width, for sentences wrap."""
        if self._most:
            needed = self._column.totalHeightForWidth(self.viewport().width())
            self.setFixedHeight(min(self._most, needed + 2))

    def _row(self, t: Translator, found: Line) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 6, 0, 6)
        across.setSpacing(8)
        mark = MarkWidget(OF_SEVERITY[found.severity], t(found.severity.label))
        across.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(self._words(found), 1)
        if found.leads:
            across.addWidget(self._exit(t, found), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _words(self, found: Line) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        said = label("", found.sentence, wraps=True)
        policy = said.sizePolicy()  # which knows that the height depends on the width
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        said.setSizePolicy(policy)
        words.addWidget(said)
        if found.where:
            words.addWidget(label("hint", found.where, wraps=True))
        words.addStretch(1)
        return words

    def _exit(self, t: Translator, found: Line) -> QWidget:
        made = button("small", lambda: self._go_to(found.place))
        made.setText(t("Go there"))
        return made
