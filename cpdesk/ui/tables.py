"""Small tables of words and figures, and a row that folds something away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)

from cpdesk.presenters.session import Session
from cpdesk.presenters.tables import Table
from cpdesk.ui.copying import Copies
from cpdesk.ui.look import icon_file
from cpdesk.ui.parts import Elided, button, clear, label, line

_WORDS, _FIGURES, _MOST_LETTERS = 180, 120, 60  # pixels of a column; letters that count
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


def space_out(table: QTableWidget) -> None:
    """Columns of a dialog's table stand clear of each other, each under its head."""
    table.setObjectName("dialogtable")


class TableView(QWidget):
    """One table: title, heads, rows between hairlines, and its note."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self.setAccessibleName(table.title)
        figures = len(table.heads) - table.words
        self.setMaximumWidth(_WORDS * (table.words + 1) + _FIGURES * figures)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label("strong", table.title, wraps=True))
        column.addLayout(self._grid(table))
        if table.note:
            column.addWidget(label("hint", table.note, wraps=True))

    def _grid(self, table: Table) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(3)
        self._put(grid, 0, [label("hint", each, wraps=at < table.words)
                            for at, each in enumerate(table.heads)], table.words)  # fmt: skip
        for at, row in enumerate(table.rows, 1):
            grid.addWidget(line(), 2 * at - 1, 0, 1, len(table.heads))
            self._put(grid, 2 * at, [_cell(text, place, table) for place, text in enumerate(row)],
                      table.words)  # fmt: skip
        for at in range(table.words):
            grid.setColumnStretch(at, _longest(table, at))
        return grid

    def _put(
        self, grid: QGridLayout, row: int, labels: Sequence[QLabel], words: int
    ) -> None:
        for at, each in enumerate(labels):
            each.setAlignment(_LEFT if at < words else _RIGHT)
            grid.addWidget(each, row, at)


def _longest(table: Table, at: int) -> int:
    """How much room a column of words wants beside the others."""
    return min(_MOST_LETTERS, max(len(row[at]) for row in (table.heads, *table.rows)))


def _cell(text: str, place: int, table: Table) -> QLabel:
    return Words("", text) if place < table.words else label("", text)


class Words(QLabel):
    """Words that wrap, and that no layout makes lower than all of their lines."""

    def __init__(self, rank: str, text: str) -> None:
        super().__init__(text)
        self.setProperty("rank", rank)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(max(0, self.heightForWidth(self.width())))


class Tables(QWidget):
    """Tables below each other; with a session they can be copied, each or all of them."""

    def __init__(self, session: Session | None = None) -> None:
        super().__init__()
        self._session = session
        self._shown: tuple[Table, ...] = ()
        self._all = Copies(self, session, self._text) if session else None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 8)
        self._column.setSpacing(20)

    @property
    def shown(self) -> tuple[Table, ...]:
        return self._shown

    def show_tables(self, tables: Sequence[Table]) -> None:
        if self._shown != tuple(tables):
            self._shown = tuple(tables)
            clear(self._column)
            for each in tables:
                made = TableView(each)
                self._column.addLayout(_at_the_left(made))
                if self._session is not None:
                    Copies(made, self._session, lambda of=each: of.as_text)
            if self._session is not None and self._all is not None and tables:
                copy = button("small", self._all.figures)  # also for whoever has no mouse
                copy.setText(self._session.t("Copy the figures"))
                self._column.addWidget(copy, 0, _LEFT)

    def _text(self) -> str:
        return "\n\n".join(each.as_text for each in self._shown)


def _at_the_left(table: TableView) -> QHBoxLayout:
    """A row, for only a row tells its height from the width that the table takes of it."""
    row = QHBoxLayout()
    row.addWidget(table, 1)
    row.addStretch(0)
    return row


class Fold(QWidget):
    """A row with a title and a line of words that opens and closes what is beneath it."""

    opened = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.head, self.words = button("fold", self.turn), Elided("hint")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.head)
        row.addWidget(self.words, 1)
        self.is_open = False
        self._show()

    def turn(self) -> None:
        self.is_open = not self.is_open
        self._show()
        self.opened.emit(self.is_open)

    def say(self, title: str, words: str) -> None:
        self.head.setText(title)
        self.words.setText(words)

    def changeEvent(self, event: QEvent) -> None:
        """The arrow has the grey of the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show()

    def _show(self) -> None:
        name = "down" if self.is_open else "right"
        self.head.setIcon(QIcon(str(icon_file(name))))
