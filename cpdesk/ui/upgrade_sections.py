"""Sections about an upgrade: rows between hairlines, each leading to where it was entered."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Place
from cpdesk.presenters.upgrade_parts import Line, Section
from cpdesk.ui.marks import Mark, MarkWidget
from cpdesk.ui.parts import button, clear, label, line
from cpdesk.ui.tables import Words

_TOP = Qt.AlignmentFlag.AlignTop
_MARKS = {"shown": Mark.SHOWN, "doubt": Mark.DOUBT}


class Sections(QWidget):
    """Sections below each other."""

    def __init__(
        self, go_to: Callable[[Place], object], begin: Callable[[type[Entity]], object],
        words: Callable[[], str],
    ) -> None:  # fmt: skip
        super().__init__()
        self._go_to, self._begin, self._words = go_to, begin, words
        self._shown: tuple[Section, ...] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(18)

    def show_sections(self, sections: tuple[Section, ...]) -> None:
        if sections == self._shown:
            return
        self._shown = sections
        clear(self._column)
        for each in sections:
            if each.lines or each.note or each.add:
                self._column.addLayout(self._section(each))
        self._column.addStretch(1)

    def _section(self, section: Section) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        if section.title:
            column.addLayout(self._head(section))
        if section.lines:
            column.addLayout(self._grid(section))
        if section.note:
            column.addWidget(label("hint", section.note, wraps=True))
        return column

    def _head(self, section: Section) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(label("strong", section.title, wraps=True), 1)
        if section.add is not None:
            kind = section.add
            add = button("small", lambda: self._begin(kind))
            add.setText(section.add_words)
            row.addWidget(add, 0, _TOP)
        return row

    def _grid(self, section: Section) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        wide = max(len(each.cells) for each in section.lines) + 1
        at = 0
        if any(section.heads):
            for place, head in enumerate(section.heads):
                made = label("hint", head)
                grid.addWidget(made, at, place, _side(place, section))
            at += 1
        for each in section.lines:
            grid.addWidget(line(), at, 0, 1, wide)
            self._row(grid, at + 1, each, section)
            at += 2
        grid.setColumnStretch(section.wide, 1)
        return grid

    def _row(self, grid: QGridLayout, at: int, row: Line, section: Section) -> None:
        for place, text in enumerate(row.cells):
            rank = "strong" if row.strong else ""
            if place == 0 and row.mark:
                grid.addLayout(_marked(row.mark, label(rank, text)), at, place, _TOP)
            else:
                made = Words(rank, text) if place == section.wide else label(rank, text)
                grid.addWidget(made, at, place, _side(place, section))
        if row.place is not None:
            there = row.place
            lead = button("text", lambda: self._go_to(there))
            lead.setText("›")
            lead.setProperty("dense", "least")
            lead.setToolTip(self._words())
            lead.setAccessibleName(f"{self._words()}: {row.cells[0]}")
            grid.addWidget(lead, at, len(row.cells), _TOP)


def _side(place: int, section: Section) -> Qt.AlignmentFlag:
    """Words keep the whole width of their column, so that they wrap in it."""
    return _TOP if place < section.words else Qt.AlignmentFlag.AlignRight | _TOP


def _marked(mark: str, words: QLabel) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    row.addWidget(MarkWidget(_MARKS[mark]))
    row.addWidget(words, 1)
    return row


def texts(widget: QWidget) -> Sequence[str]:
    """What is written in a widget, for whoever looks for it."""
    return [each.text() for each in widget.findChildren(QLabel) if each.text()]
