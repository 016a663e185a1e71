"""What the chosen paper supports: a line for each thing, and one to add another."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpdesk.presenters.evidence_page import EvidencePage
from cpdesk.presenters.evidence_supports import Support
from cpdesk.ui.boxes import LineBox
from cpdesk.ui.parts import Choice, Elided, button, clear, label, line

_PAGES, _KIND, _ACTION = 64, 132, 88


class Supports(QWidget):
    """The lower part of the page of evidence."""

    def __init__(self, page: EvidencePage) -> None:
        super().__init__()
        self.page = page
        self._shown: object = None
        self._boxes: dict[str, LineBox] = {}
        self.title, self.pages_words = label("pane"), label("hint")
        self.rows = QVBoxLayout()
        self.rows.setSpacing(0)
        self.kind, self.thing, self.pages = Choice(), Choice(), LineBox()
        self.kind.chosen.connect(page.choose_kind)
        self.attach = button("", self._attach)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._head())
        column.addWidget(line())
        column.addLayout(self.rows)
        column.addLayout(self._new())

    def show_now(self) -> None:
        t, page = self.page.session.t, self.page.supporting
        one = self.page.selected is not None
        self.title.setText(t("Supports"))
        self.pages_words.setText(t("Pages") if one and page.supports else "")
        self.attach.setText(t("Attach"))
        self.kind.offer(page.kinds, page.kind)
        self.kind.setAccessibleName(t("Kind"))
        self.thing.offer(page.things, self.thing.value or next(iter(page.things), ("",))[0])
        self.thing.setAccessibleName(t("Supports"))
        self.pages.setPlaceholderText("3-5")
        self.pages.setToolTip(t("As 3 or 3-5"))
        self.pages.setAccessibleName(t("Pages"))
        self._show_rows(page.supports)

    def confirm(self) -> None:
        for id, box in list(self._boxes.items()):
            if box.isModified():
                box.setModified(False)
                self.page.supporting.set_pages(id, box.text())

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.pages_words.setFixedWidth(_PAGES)
        row.addWidget(self.title, 1)
        row.addWidget(self.pages_words)
        row.addSpacing(_ACTION + 8)
        return row

    def _new(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        first, second = QHBoxLayout(), QHBoxLayout()
        self.kind.setFixedWidth(_KIND)
        self.pages.setFixedWidth(_PAGES)
        self.attach.setFixedWidth(_ACTION)
        for row, (left, right) in ((first, (self.kind, self.thing)),
                                   (second, (self.pages, self.attach))):  # fmt: skip
            row.setSpacing(8)
            column.addLayout(row)
            row.addWidget(left)
            row.addWidget(right, int(row is first))
        second.insertStretch(0, 1)
        return column

    def _show_rows(self, supports: tuple[Support, ...]) -> None:
        state = (self.page.session.t.language, supports)
        if state == self._shown:
            return
        self._shown = state
        clear(self.rows)
        self._boxes.clear()
        for each in supports:
            self.rows.addLayout(self._row(each))
            self.rows.addWidget(line())

    def _row(self, support: Support) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        words, pages = Elided(), LineBox(support.pages)
        words.setText(support.words)
        pages.setFixedWidth(_PAGES)
        pages.setAccessibleName(self.page.session.t("Pages"))
        pages.editingFinished.connect(self.confirm)
        self._boxes[support.id] = pages
        off = button("small", lambda: self.page.supporting.take_off(support.id))
        off.setText(self.page.session.t("Take off"))
        off.setFixedWidth(_ACTION)
        for each, room in ((words, 1), (pages, 0), (off, 0)):
            row.addWidget(each, room)
        return row

    def _attach(self) -> None:
        if self.page.supporting.support(self.thing.value, self.pages.text()):
            self.pages.clear()
