"""Findings below each other: mark, sentence, place, and a button that leads there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from cpdesk.base.languages import Translator
from cpdesk.domain.findings import Place
from cpdesk.presenters.findings import Line
from cpdesk.ui.marks import OF_SEVERITY, MarkWidget
from cpdesk.ui.parts import button, clear, label, line

_AT_ONCE = 10  # rows
_AHEAD = 3  # heights of the list that are ready below what is seen


class FindingsList(QScrollArea):
    """A list that scrolls; empty, it takes no room.

    `narrow`: its buttons stand beneath the words; `aside`: it stands in a pane at the side.
    """

    def __init__(
        self, go_to: Callable[[Place], None],
        accept: Callable[[Line, str], object] | None = None,
        withdraw: Callable[[Line], object] | None = None, *,
        narrow: bool = False, aside: bool = True,
    ) -> None:
        super().__init__()
        self._go_to, self._accept, self._withdraw = go_to, accept, withdraw
        self._narrow = narrow
        self._shown: tuple[object, ...] = ()
        self._most = self._rows = 0
        self._rest: list[tuple[Translator, Line]] = []
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._add_some)
        self.verticalScrollBar().valueChanged.connect(lambda _at: self._go_on())
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        body.setObjectName("sidebody" if narrow and aside else "page")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(0)
        self.setWidget(body)

    def show_findings(
        self, t: Translator, found: Sequence[Line], accepted: Sequence[Line] = ()
    ) -> None:
        """Show the findings, and below them, folded, the doubts that were accepted."""
        if self._shown == (t.language, *found, *accepted):
            return
        self._shown = (t.language, *found, *accepted)
        self._rows = 0
        self._later.stop()
        clear(self._column)
        if accepted:
            self._column.addWidget(self._folded(t, accepted))
        self._column.addStretch(1)
        self._rest = [(t, each) for each in found]
        self._add_some()

    def _add_some(self) -> None:
        """The rows that are seen first; a long list grows as it is scrolled to its end."""
        some, self._rest = self._rest[:_AT_ONCE], self._rest[_AT_ONCE:]
        at = 2 * self._rows
        for t, each in some:
            self._column.insertWidget(at, self._row(t, each))
            self._column.insertWidget(at + 1, line())
            at += 2
        self._rows += len(some)
        self._take_height()
        self._go_on()

    def _go_on(self) -> None:
        """Make more rows where those that are made will soon be seen through."""
        if not self._rest or self._later.isActive():
            return
        high = self.viewport().height()
        left = self._column.sizeHint().height() - self.verticalScrollBar().value() - high
        if left < _AHEAD * high or self._column.sizeHint().height() < self._most:
            self._later.start()

    def _folded(self, t: Translator, accepted: Sequence[Line]) -> QWidget:
        """The doubts that were accepted, each with its reason, behind one row."""
        from cpdesk.ui.accepting import AcceptedDoubts

        return AcceptedDoubts(t, accepted, self._withdraw)

    def fit(self, most: int) -> None:
        """Be as high as the findings need, up to so many pixels; without any, vanish."""
        self._most = most
        self.setVisible(len(self._shown) > 1)
        self._take_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take_height()
        self._go_on()

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
        words = self._words(found)
        across.addLayout(words, 1)
        exits = across
        if self._narrow:  # beneath the words, where there is no room beside them
            exits = QHBoxLayout()
            exits.setContentsMargins(0, 4, 0, 0)
            exits.setSpacing(8)
            words.addLayout(exits)
        if found.leads:
            exits.addWidget(self._exit(t, found), 0, Qt.AlignmentFlag.AlignTop)
        return self._acceptable(t, row, exits, found)

    def _acceptable(
        self, t: Translator, row: QWidget, exits: QHBoxLayout, found: Line
    ) -> QWidget:
        if self._accept is not None and found.doubt:
            from cpdesk.ui.accepting import Acceptable

            row = Acceptable(t, row, exits, found, self._accept)
        if self._narrow:
            exits.addStretch(1)
        return row

    def _words(self, found: Line) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        said = label("", found.sentence, wraps=True)
        policy = said.sizePolicy()  # which knows that the height depends on the width
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        said.setSizePolicy(policy)
        words.addWidget(said)
        beneath = " · ".join(filter(None, (found.where, found.who)))
        if beneath:
            words.addWidget(label("hint", beneath, wraps=True))
        if not self._narrow:
            words.addStretch(1)
        return words

    def _exit(self, t: Translator, found: Line) -> QWidget:
        made = button("small", lambda: self._go_to(found.place))
        made.setText(t("Go there"))
        return made
