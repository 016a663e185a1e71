"""The consumption page before there is a meter: paste, import, or choose what is counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cpdesk.base.languages import Translator
from cpdesk.ui.parts import button, clear, label, line, restyle

_WIDE, _COLUMNS = 860, 3


class FirstFigures(QWidget):
    """Three ways, the quickest first; Ctrl+V pastes wherever the cursor is on this page."""

    begun = Signal(object)

    def __init__(self, paste: Callable[[], object], bring: Callable[[], object]) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title, self.words = label("pane"), label("second", wraps=True)
        self.paste, self.bring = button("primary", paste), button("", bring)
        self.begin = button("", self._begin)
        self.paste_title, self.bring_title, self.type_title = (label("strong") for _ in range(3))
        self.paste_words, self.bring_words, self.type_words = (
            label("second", wraps=True) for _ in range(3))  # fmt: skip
        self.sheet, self.kinds = QGridLayout(), QGridLayout()
        self.boxes: dict[str, QCheckBox] = {}
        self._build()

    def say(self, t: Translator, kinds: Sequence[tuple[str, str]], example: str) -> None:
        self.title.setText(t("First figures"))
        self.words.setText(t("Bring the figures that you have; everything can be changed later."))
        self.paste_title.setText(t("Paste from Excel"))
        self.paste_words.setText(t(
            "Copy the block with its months and headings, as below, and paste it here. A heading "
            "with its unit becomes a meter."
        ))  # fmt: skip
        self.paste.setText(t("Paste") + "  Ctrl+V")
        self.bring_title.setText(t("Import a workbook"))
        self.bring_words.setText(t(
            "Your own ledger, as it is: you see first what is understood, and nothing is changed "
            "before. It can also be dropped anywhere on this window."
        ))  # fmt: skip
        self.bring.setText(t("Choose a workbook…"))
        self.type_title.setText(t("Type them"))
        self.type_words.setText(t("Tick what the factory counts; each becomes a column."))
        restyle(self.type_words, "rank", "second")
        self.begin.setText(t("Begin with these columns"))
        self._show_example(example)
        self._show_kinds(kinds)

    def ask_for_one(self, t: Translator) -> None:
        """Say what is missing where it is missing."""
        self.type_words.setText(t("Tick at least one of these first."))
        restyle(self.type_words, "rank", "problem")
        next(iter(self.boxes.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def ticked(self) -> tuple[str, ...]:
        return tuple(value for value, box in self.boxes.items() if box.isChecked())

    def _begin(self) -> None:
        self.begun.emit(self.ticked)

    def _show_example(self, example: str) -> None:
        clear(self.sheet)
        for row, cells in enumerate(example.split("\n")):
            for column, words in enumerate(cells.split("\t")):
                cell = label("label", words)
                side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                cell.setAlignment(side)
                self.sheet.addWidget(cell, row, column)

    def _show_kinds(self, kinds: Sequence[tuple[str, str]]) -> None:
        if not self.boxes:
            for at, (value, _) in enumerate(kinds):
                self.boxes[value] = QCheckBox()
                self.kinds.addWidget(self.boxes[value], at // _COLUMNS, at % _COLUMNS)
        for value, words in kinds:
            self.boxes[value].setText(words)

    def _build(self) -> None:
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 12, 0, 0)
        inner = QWidget()
        inner.setMaximumWidth(_WIDE)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addSpacing(12)
        self._way(column, self.paste_title, self.paste_words, self._sheet(), self.paste)
        self._way(column, self.bring_title, self.bring_words, None, self.bring)
        self._way(column, self.type_title, self.type_words, self.kinds, self.begin)
        column.addStretch(1)
        across.addWidget(inner, 1)
        across.addStretch(0)

    def _sheet(self) -> QHBoxLayout:
        frame = QFrame()
        frame.setObjectName("cellbar")
        frame.setLayout(self.sheet)
        self.sheet.setContentsMargins(10, 6, 10, 6)
        self.sheet.setHorizontalSpacing(24)
        self.sheet.setVerticalSpacing(2)
        row = QHBoxLayout()
        row.addWidget(frame)
        row.addStretch(1)
        return row

    def _way(
        self, column: QVBoxLayout, title: QWidget, words: QWidget,
        more: QHBoxLayout | QGridLayout | None, button: QWidget,
    ) -> None:  # fmt: skip
        column.addWidget(line())
        column.addSpacing(4)
        column.addWidget(title)
        column.addWidget(words)
        if more is not None:
            column.addLayout(more)
        row = QHBoxLayout()
        row.addWidget(button)
        row.addStretch(1)
        column.addSpacing(2)
        column.addLayout(row)
        column.addSpacing(8)
