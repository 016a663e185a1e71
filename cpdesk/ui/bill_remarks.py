"""The doctor's column: each remark with its ways out, and below what is right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from cpdesk.domain.findings import Severity
from cpdesk.presenters.bill_form import BillForm
from cpdesk.presenters.bill_said import Said, counts
from cpdesk.ui.bill_boxes import NumberMark
from cpdesk.ui.boxes import LineBox
from cpdesk.ui.marks import Mark, MarkWidget
from cpdesk.ui.parts import Elided, button, clear, label, line, restyle

WIDTH = 336
_ROOM = WIDTH - 64  # beside the disc and the bar that scrolls


class BillRemarks(QWidget):
    """Numbered remarks; a press on the head of one leads to its field."""

    def __init__(self, form: BillForm, lead_to: Callable[[str], None]) -> None:
        super().__init__()
        self.form = form
        self._lead_to = lead_to
        self._shown: object = None
        self.title, self.counts = label("pane"), Elided("hint")
        self._build()

    def show_now(self) -> None:
        t, look = self.form.session.t, self.form.look
        self.title.setText(t("Bill doctor"))
        self.counts.setText(counts(t, look.remarks))
        wanted = (t.language, look.remarks, look.right)
        if wanted == self._shown:
            return
        self._shown = wanted
        clear(self._column)
        for each in look.remarks:
            self._column.addWidget(self._remark(each))
        if look.right:
            self._column.addSpacing(12)
            self._column.addWidget(label("second", t("Checked and right")))
        for words in look.right:
            self._column.addWidget(self._right(words))
        self._column.addStretch(1)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.counts, 1)
        column.addLayout(head)
        column.addWidget(line())
        self.scroll = QScrollArea()
        self.scroll.setWidgetResizable(True)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setObjectName("page")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(4)
        self.scroll.setWidget(body)
        column.addWidget(self.scroll, 1)

    def _right(self, words: str) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(MarkWidget(Mark.CHECKED), 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(label("", words, wraps=True), 1)
        return row

    def _remark(self, said: Said) -> QWidget:
        frame = QFrame()
        frame.setObjectName("remark")
        restyle(frame, "severity", "" if said.reason else said.severity.value)
        across = QHBoxLayout(frame)
        across.setContentsMargins(8, 8, 0, 10)
        across.setSpacing(8)
        mark = NumberMark()
        mark.load(said.number, None if said.reason else said.severity)
        across.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(self._words(said), 1)
        return frame

    def _words(self, said: Said) -> QVBoxLayout:
        t = self.form.session.t
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(label("strong", said.head, wraps=True))
        if said.words:
            column.addWidget(label("second", said.words, wraps=True))
        if said.reason:
            column.addWidget(label("hint", t("Stands: {reason}", reason=said.reason), wraps=True))
        else:
            self._ways(column, said)
        return column

    def _ways(self, column: QVBoxLayout, said: Said) -> None:
        """The ways out side by side, and in as many rows as they need."""
        t = self.form.session.t
        take = self.form.take
        made = [self._button(words, lambda way=way: take(way)) for words, way in said.ways]
        if not made:
            made = [self._button(t("Go there"), lambda: self._lead_to(said.field))]
        if said.keepable and said.severity is not Severity.INFO:
            made.append(self._keep(column, said))
        rest, row = 0, QHBoxLayout()
        for each in made:
            wide = each.fontMetrics().horizontalAdvance(each.text()) + 24
            if wide > rest:
                rest, row = _ROOM, QHBoxLayout()
                row.setSpacing(6)
                row.setAlignment(Qt.AlignmentFlag.AlignLeft)
                column.addLayout(row)
            row.addWidget(each)
            rest -= wide

    def _button(self, words: str, pressed: Callable[[], object]) -> QPushButton:
        made = button("small", pressed)
        made.setText(words)
        return made

    def _keep(self, column: QVBoxLayout, said: Said) -> QPushButton:
        """The button that opens a line for the reason, beneath the others."""
        t = self.form.session.t
        reason = LineBox()
        reason.setPlaceholderText(t("Why it stands, then Enter"))
        reason.setAccessibleName(t("Why it stands, then Enter"))
        reason.returnPressed.connect(lambda: self.form.keep(said.finding, reason.text()))
        reason.hide()

        def ask() -> None:
            column.addWidget(reason)
            reason.show()
            reason.setFocus(Qt.FocusReason.OtherFocusReason)

        return self._button(t("Keep, with a reason…"), ask)
