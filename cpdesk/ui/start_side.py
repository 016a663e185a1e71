"""The right of the first page: the sample factory, the records used last, where to drop a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cpdesk.presenters.start import Recent, Start
from cpdesk.ui import dialogs
from cpdesk.ui.parts import Elided, button, clear, label, line

WIDE = 340


class RecentRow(QFrame):
    """A record used last: its name, its folder, when it was written; one that is gone says so."""

    chosen = Signal()

    def __init__(self, start: Start, recent: Recent) -> None:
        super().__init__()
        self.recent = recent
        self.setObjectName("recent")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(str(recent.path))
        name, folder = Elided(), Elided("hint")
        name.setText(recent.path.name)
        folder.setText(str(recent.path.parent))
        when = label("hint" if recent.found else "doubt", start.when(recent))
        words, row = QVBoxLayout(), QHBoxLayout(self)
        words.setSpacing(0)
        words.addWidget(name)
        words.addWidget(folder)
        row.setContentsMargins(4, 5, 4, 5)
        row.addLayout(words, 1)
        row.addWidget(when)
        self.setAccessibleName(f"{recent.path.name}, {when.text()}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)


class StartSide(QWidget):
    """What one can do besides beginning a record."""

    sample_wanted = Signal()
    open_wanted = Signal(Path)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDE)
        self._title = ""
        self.sample_title = label("strong", wraps=True)
        self.sample_words = label("label", wraps=True)
        self.sample = button("", self.sample_wanted.emit)
        self.recent_title, self.recent = label("strong"), QVBoxLayout()
        self.recent.setSpacing(0)
        self.other = button("text", self._open_other)
        self.drop = label("second", wraps=True)
        self._build()

    def show_now(self, start: Start) -> None:
        t = start.t
        self._title = t("Open a record")
        self.sample_title.setText(t("First see the sample factory"))
        self.sample_words.setText(
            t("An invented factory: months of consumption, upgrades, and two packs that can be "
              "printed. Change what you like; your own records are not touched.")
        )  # fmt: skip
        self.sample.setText(t("Open the sample factory"))
        self.recent_title.setText(t("Recent records"))
        self.other.setText(t("Open another record…"))
        self.drop.setText(t("A ledger in Excel already? Drop the workbook anywhere on this window: "
                            "a record is made from it."))  # fmt: skip
        clear(self.recent)
        for each in start.recent:
            row = RecentRow(start, each)
            row.chosen.connect(lambda path=each.path: self.open_wanted.emit(path))
            self.recent.addWidget(row)
        if not start.recent:
            self.recent.addWidget(label("hint", t("None yet")))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.sample_title)
        column.addWidget(line())
        column.addWidget(self.sample_words)
        column.addWidget(self.sample, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(16)
        column.addWidget(self.recent_title)
        column.addWidget(line())
        column.addLayout(self.recent)
        column.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(12)
        frame = QFrame()
        frame.setObjectName("drop")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(24, 10, 24, 10)
        self.drop.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(self.drop)
        column.addWidget(frame)

    def _open_other(self) -> None:
        path = dialogs.file_to_open(self, self._title, dialogs.RECORDS)
        if path is not None:
            self.open_wanted.emit(path)
