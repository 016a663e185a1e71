"""Buttons side by side of which one is chosen, and what takes their place in a narrow window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QStackedWidget, QWidget

from cpdesk.ui.parts import Choice, button, clear


class Segments(QWidget):
    """Checkable buttons side by side, one of which is chosen; `room` pixels beside its words."""

    chosen = Signal(str)

    def __init__(self, room: int = 22) -> None:
        super().__init__()
        self._room = room
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._values: list[str] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group.idClicked.connect(lambda at: self.chosen.emit(self._values[at]))

    def offer(self, options: Sequence[tuple[str, str]], current: str) -> None:
        """Show these values and words, the current one pressed."""
        values = [value for value, _ in options]
        if values != self._values:
            self._rebuild(values)
        focus = Qt.FocusPolicy
        for at, (value, words) in enumerate(options):
            segment = self._group.button(at)
            segment.setText(words)
            segment.setMinimumWidth(self._bold_width(words))
            segment.setChecked(value == current)
            # Tab comes to the one that is chosen; arrows choose another.
            segment.setFocusPolicy(focus.StrongFocus if value == current else focus.ClickFocus)

    def mark(self, icons: Mapping[str, QIcon]) -> None:
        """Put an icon beside the words of these values, and none beside the others."""
        for at, value in enumerate(self._values):
            made = icons.get(value, QIcon())
            self._group.button(at).setIcon(made)
            if not made.isNull():
                wide = self._bold_width(self._group.button(at).text()) + 16
                self._group.button(at).setMinimumWidth(wide)

    def _bold_width(self, words: str) -> int:
        """Room for the words when they are chosen, and so in bold."""
        font = QFont(self.font())
        font.setBold(True)
        return QFontMetrics(font).horizontalAdvance(words) + self._room

    def _rebuild(self, values: list[str]) -> None:
        clear(self.layout())
        for each in self._group.buttons():
            self._group.removeButton(each)
        self._values = values
        for at in range(len(values)):
            made = button("segment")
            made.setCheckable(True)
            made.setProperty("first", "false" if at else "true")
            self._group.addButton(made, at)
            self.layout().addWidget(made)


class SegmentsOrChoice(QStackedWidget):
    """Segments where there is room for all of them, a combo box where there is not."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.segments, self.choice = Segments(), Choice()
        for each in (self.segments, self.choice):
            each.chosen.connect(self.chosen)
            self.addWidget(each)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)

    def offer(self, options: Sequence[tuple[str, str]], current: str, name: str) -> None:
        """Show these values and words; `name` says what they are, to who cannot see them."""
        self.segments.offer(options, current)
        self.choice.offer(options, current)
        for each in (self.segments, self.choice):
            each.setAccessibleName(name)
        self.updateGeometry()
        self._take_the_one_that_fits()

    def sizeHint(self) -> QSize:
        return QSize(self.segments.sizeHint().width(), self.currentWidget().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        least = min(self.choice.sizeHint().width(), self.segments.sizeHint().width())
        return QSize(least, self.currentWidget().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take_the_one_that_fits()

    def _take_the_one_that_fits(self) -> None:
        fits = self.segments.sizeHint().width() <= self.width()
        wanted = self.segments if fits else self.choice
        if wanted is not self.currentWidget():
            self.setCurrentWidget(wanted)
            self.updateGeometry()  # one is higher than the other
