"""What is told of the chosen paper, how it is printed, and what it supports."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from cpdesk.presenters.evidence_page import FIELDS, EvidencePage
from cpdesk.ui.field_editors import EDITORS, FieldEditor
from cpdesk.ui.panes import scrolled
from cpdesk.ui.parts import Choice, Elided, label, line
from cpdesk.ui.supports import Supports

WIDE = 372


class EvidenceDetails(QFrame):
    """The right of the page of evidence; of several papers, what all of them can be told."""

    def __init__(self, page: EvidencePage) -> None:
        super().__init__()
        self.page = page
        self.editors: dict[str, FieldEditor] = {}
        self._asked_for = ""
        self.title, self.file, self.sha = label("pane", wraps=True), Elided("hint"), label("hint")
        self.together, self.together_words = Choice(), label("label")
        self.together.chosen.connect(page.classify)
        self.reduced = QCheckBox()
        self.reduced.clicked.connect(page.reduce)
        self.supports = Supports(page)
        self.fields = QVBoxLayout()
        self.fields.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 0, 0)
        column.addWidget(scrolled(self._inner()))

    def show_now(self) -> None:
        t, page = self.page.session.t, self.page
        paper, chosen = page.selected, page.list.chosen
        several = len(chosen) > 1
        self.setVisible(bool(chosen))
        self.title.setText(t.plural("{n} paper chosen", "{n} papers chosen", len(chosen)))
        self.title.setVisible(several)
        for each in (self.together, self.together_words):
            each.setVisible(several)
        self.together_words.setText(t("Document"))
        same = {each.document for each in chosen}
        self.together.offer(page.documents, same.pop() if len(same) == 1 else "")
        for each in (self.file, self.sha):
            each.setVisible(not several)
        if paper is not None:
            self.file.setText(paper.file_name)
            self.sha.setText(f"SHA-256 {paper.sha256[:16]}…")
            self.sha.setToolTip(paper.sha256)
        self._show_print()
        self._show_fields()
        self.supports.show_now()

    def show_field(self, name: str) -> None:
        if name in self.editors and self.page.selected:
            self.editors[name].load(self.page.session.t, self.page.field(name))

    def ask_for(self, field: str) -> None:
        """Go to this field once it is shown."""
        self._asked_for = field

    def confirm(self) -> None:
        for editor in self.editors.values():
            editor.confirm()
        self.supports.confirm()

    def _inner(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for each in (self.title, self.file, self.sha, line(), self.together_words, self.together):
            column.addWidget(each)
        column.addLayout(self.fields)
        column.addWidget(self.reduced)
        column.addWidget(self.supports)
        column.addStretch(1)
        return inner

    def _show_print(self) -> None:
        t = self.page.session.t
        papers = [each for each in self.page.list.chosen if each.printable]
        self.reduced.setText(t("Reduce for print"))
        self.reduced.setToolTip(t("At most 2,000 pixels on paper; the original stays in the "
                                  "record."))  # fmt: skip
        self.reduced.setVisible(bool(papers))
        states = {each.reduced for each in papers}
        self.reduced.setTristate(len(states) > 1)
        self.reduced.setCheckState(
            Qt.CheckState.PartiallyChecked if len(states) > 1
            else Qt.CheckState.Checked if True in states else Qt.CheckState.Unchecked
        )  # fmt: skip

    def _show_fields(self) -> None:
        shown = self.page.fields
        for field in shown:
            if field.name not in self.editors:
                self._make_editor(field.name)
            self.editors[field.name].load(self.page.session.t, field)
        for each in self.editors.values():
            each.setVisible(bool(shown))
        editor = self.editors.get(self._asked_for)
        if editor is not None and shown:
            self._asked_for = ""
            editor.take_focus()

    def _make_editor(self, name: str) -> None:
        editor = EDITORS[self.page.field(name).kind](name)
        editor.confirmed.connect(self.page.set)
        for box in editor.boxes():
            box.setAcceptDrops(False)  # a file dropped on it is meant for the page
        self.editors[name] = editor
        self.fields.insertWidget(FIELDS.index(name), editor)
