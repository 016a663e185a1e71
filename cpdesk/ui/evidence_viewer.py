"""One paper, page by page: as large as there is room for, or larger, turned as it is printed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from cpdesk.presenters.evidence_page import EvidencePage
from cpdesk.ui.parts import button, label

_ZOOMS = (1.0, 1.5, 2.0, 3.0, 4.5)
_SETTLE = 120  # milliseconds in which a window is dragged to its size


class EvidenceViewer(QWidget):
    """The middle of the page of evidence."""

    def __init__(self, page: EvidencePage) -> None:
        super().__init__()
        self.page = page
        self.zoom = 0
        self._shown: object = None
        self._made = b""
        self._picture = QPixmap()
        self.sheet, self.none = QLabel(), label("second", wraps=True)
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.none.setContentsMargins(16, 0, 16, 0)
        self.area = QScrollArea()
        self.area.setObjectName("paper")
        self.area.setWidgetResizable(True)
        self.area.setWidget(self.sheet)
        self.area.viewport().installEventFilter(self)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLE)
        self._settled.timeout.connect(self.show_now)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(8)
        column.addLayout(self._tools())
        column.addWidget(self.area, 1)
        column.addWidget(self.none, 1)
        self._listen()

    def show_now(self) -> None:
        """The page that is shown, or in words why there is none."""
        t, paper = self.page.session.t, self.page.selected
        self._name_tools()
        self._turn_over()
        made = self.page.picture(self._longest()) if paper else b""
        there = bool(paper and paper.printable and made != b"")
        for each in self.tools:
            each.setEnabled(there)
        for each in (self.left, self.right):
            each.setEnabled(any(one.printable for one in self.page.list.chosen))
        self.area.setVisible(there)
        self.none.setVisible(not there)
        if paper is None:
            self.none.setText("")
        elif not there:
            self.none.setText(t("This file is kept in the record as it is. No page of it can be "
                                "shown here or printed."))  # fmt: skip
        self._show(made)

    def larger(self, steps: int) -> None:
        self.zoom = max(0, min(len(_ZOOMS) - 1, self.zoom + steps))
        self.show_now()

    def fit(self) -> None:
        self.larger(-len(_ZOOMS))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()
        self._settled.start()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """It keeps to its room; a wheel with the control key held makes it larger or smaller."""
        held = Qt.KeyboardModifier.ControlModifier
        if event.type() is QEvent.Type.Resize:
            self._lay()
        if event.type() is QEvent.Type.Wheel and event.modifiers() & held:
            self.larger(1 if event.angleDelta().y() > 0 else -1)
            return True
        return super().eventFilter(watched, event)

    def _tools(self) -> QHBoxLayout:
        page = self.page
        self.back = button("small", lambda: page.leaf(-1))
        self.on = button("small", lambda: page.leaf(1))
        self.less = button("small", lambda: self.larger(-1))
        self.more = button("small", lambda: self.larger(1))
        self.whole = button("small", self.fit)
        self.left = button("small", lambda: page.turn(-90))
        self.right = button("small", lambda: page.turn(90))
        self.number = label("second")
        self.tools = (self.back, self.on, self.less, self.more, self.whole)
        row = QHBoxLayout()
        row.setSpacing(4)
        for each in (self.less, self.more, self.whole):
            row.addWidget(each)
        row.addSpacing(12)
        row.addWidget(self.left)
        row.addWidget(self.right)
        row.addStretch(1)
        for each in (self.back, self.number, self.on):
            row.addWidget(each)
        return row

    def _name_tools(self) -> None:
        t, paper = self.page.session.t, self.page.selected
        several = bool(paper and (paper.pages or 0) > 1)
        self.number.setText(f"{self.page.page} / {paper.pages}" if several else "")
        named = (
            (self.back, "‹", t("Previous page")), (self.on, "›", t("Next page")),
            (self.less, "−", t("Smaller")), (self.more, "+", t("Larger")),
            (self.whole, t("Whole page"), t("Whole page")),
            (self.left, t("Turn left"), t("Turn left")),
            (self.right, t("Turn right"), t("Turn right")),
        )  # fmt: skip
        keys = {self.back: "PgUp", self.on: "PgDown", self.less: "Ctrl+-", self.more: "Ctrl++",
                self.whole: "Ctrl+0"}  # fmt: skip
        for each, words, said in named:
            each.setText(words)
            each.setToolTip(f"{said} ({keys[each]})" if each in keys else said)
            each.setAccessibleName(said)
        for each in (self.back, self.number, self.on):
            each.setVisible(several)

    def _listen(self) -> None:
        for keys, wish in (
            ("PgDown", lambda: self.page.leaf(1)), ("PgUp", lambda: self.page.leaf(-1)),
            ("Ctrl++", lambda: self.larger(1)), ("Ctrl+=", lambda: self.larger(1)),
            ("Ctrl+-", lambda: self.larger(-1)), ("Ctrl+0", self.fit),
        ):  # fmt: skip
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(wish)

    def _longest(self) -> int:
        room = self.area.maximumViewportSize()
        most = max(room.width(), room.height(), 400)
        return round(most * _ZOOMS[self.zoom] * self.devicePixelRatioF())

    def _turn_over(self) -> None:
        """Another page than before: the old one is not shown in its place."""
        paper = self.page.selected
        shown = (paper.sha256, paper.turned, self.page.page) if paper else None
        if shown != self._shown:
            self._shown, self._made, self._picture = shown, b"", QPixmap()

    def _show(self, made: bytes | None) -> None:
        """While a larger one is made the old one stays."""
        if made is not None and made != self._made:
            self._made = made
            self._picture = QPixmap()
            self._picture.loadFromData(made)
        self._lay()

    def _lay(self) -> None:
        if self._picture.isNull():
            self.sheet.clear()
            return
        ratio = self.devicePixelRatioF()
        room = self.area.maximumViewportSize() - QSize(2, 2)
        wanted = room * _ZOOMS[self.zoom] * ratio
        laid = self._picture.scaled(wanted, Qt.AspectRatioMode.KeepAspectRatio,
                                    Qt.TransformationMode.SmoothTransformation)  # fmt: skip
        laid.setDevicePixelRatio(ratio)
        self.sheet.setPixmap(laid)
        self.sheet.setMinimumSize(laid.deviceIndependentSize().toSize())
