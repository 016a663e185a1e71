"""The three steps of a new record: their numbers and words, and the fields of the first two."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cpdesk.presenters.beginning import Hint
from cpdesk.ui.parts import Choice, label, restyle

_DISC = 26  # twice the radius that the style sheet gives its border


class StepsHead(QWidget):
    """Where one is: the current step filled and underlined, those that are done outlined."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._steps = [(label("pane", str(number)), label("strong"), label("hint", wraps=True),
                        QFrame()) for number in (1, 2, 3)]  # fmt: skip
        for disc, title, words, under in self._steps:
            row.addLayout(self._step(disc, title, words, under), 1)

    def say(self, steps: Sequence[tuple[str, str]], current: int) -> None:
        for at, ((disc, title, words, under), (what, means)) in enumerate(
            zip(self._steps, steps, strict=True)
        ):
            here = at == current
            title.setText(what)
            words.setText(means)
            under.setFixedHeight(3 if here else 1)
            for each in (disc, under):
                restyle(each, "here", "yes" if here else "no")

    def _step(self, disc: QWidget, title: QWidget, words: QWidget, under: QFrame) -> QVBoxLayout:
        disc.setObjectName("disc")
        under.setObjectName("underline")
        disc.setAlignment(Qt.AlignmentFlag.AlignCenter)
        disc.setFixedSize(_DISC, _DISC)
        across, column, whole = QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
        across.setSpacing(12)
        across.setContentsMargins(0, 0, 16, 0)
        column.setSpacing(0)
        column.addWidget(title)
        column.addWidget(words)
        across.addWidget(disc, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(column, 1)
        whole.setSpacing(8)
        whole.addLayout(across)
        whole.addStretch(1)
        whole.addWidget(under, 0, Qt.AlignmentFlag.AlignBottom)
        return whole


class _Line(QLineEdit):
    """Enter goes on to the next step."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()


class Fields(QWidget):
    """Boxes in two columns, each with its words above and a hint beneath."""

    typed = Signal(str, str)
    entered = Signal()

    def __init__(self, names: Sequence[str], chosen: Sequence[str] = ()) -> None:
        super().__init__()
        self.boxes: dict[str, QLineEdit | Choice] = {}
        self._words = {name: label("label") for name in names}
        self._hints = {name: label("hint", wraps=True) for name in names}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for at, name in enumerate(names):
            row, column = at // 2 * 4, at % 2
            self.boxes[name] = self._choice(name) if name in chosen else self._line(name)
            self._words[name].setBuddy(self.boxes[name])
            grid.addWidget(self._words[name], row, column)
            grid.addWidget(self.boxes[name], row + 1, column)
            grid.addWidget(self._hints[name], row + 2, column)
            grid.setRowMinimumHeight(row + 3, 6)
            grid.setColumnStretch(column, 1)

    def say(self, words: dict[str, str], hints: dict[str, Hint]) -> None:
        for name, each in words.items():
            self._words[name].setText(each)
            hint = hints.get(name, Hint())
            self._hints[name].setText(hint.words)
            self._hints[name].setVisible(bool(hint.words))
            restyle(self._hints[name], "rank", "problem" if hint.problem else "hint")
            restyle(self.boxes[name], "finding", "error" if hint.problem else "")
            self.boxes[name].setAccessibleDescription(hint.words)

    def _line(self, name: str) -> QLineEdit:
        made = _Line()
        made.textChanged.connect(lambda text: self.typed.emit(name, text))
        made.entered.connect(self.entered)
        return made

    def _choice(self, name: str) -> Choice:
        made = Choice()
        made.chosen.connect(lambda value: self.typed.emit(name, value))
        return made

