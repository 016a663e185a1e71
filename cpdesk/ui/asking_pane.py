"""Asking others for what is missing: a letter to each who has something, and the checklist."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cpdesk.presenters.packs_page import PacksPage
from cpdesk.ui import dialogs
from cpdesk.ui.boxes import LineBox
from cpdesk.ui.panes import scrolled
from cpdesk.ui.parts import button, clear, label, line, restyle

if TYPE_CHECKING:
    from cpdesk.programme.tags import Bringer

_DAY = 140


class AskingPane(QWidget):
    """Who has what, by when it is to be answered, and a button for each letter."""

    def __init__(self, page: PacksPage, close: Callable[[], None]) -> None:
        super().__init__()
        self.page = page
        self.letters: dict[Bringer | None, QWidget] = {}
        self._shown: object = None
        self.title, self.words = label("verdict", wraps=True), label("second", wraps=True)
        self.by_words, self.by = label("label"), LineBox()
        self.problem = label("problem", wraps=True)
        self.by.setFixedWidth(_DAY)
        self.by.editingFinished.connect(self.confirm)
        self.rows = QGridLayout()
        self.rows.setColumnStretch(0, 1)
        self.rows.setHorizontalSpacing(12)
        self.rows.setVerticalSpacing(8)
        self.close_it = button("", close)
        self._build()

    def show_now(self) -> None:
        t, asking = self.page.session.t, self.page.asking
        self.title.setText(t("Ask for what is missing"))
        self.words.setText(t("Each letter lists what its reader has. It is written in the language "
                             "of the paper, chosen above."))  # fmt: skip
        self.by_words.setText(t("To be answered by"))
        self.by.setAccessibleName(t("To be answered by"))
        self.by.setPlaceholderText(t("As 2026-03-05"))
        if not self.by.isModified():
            self.by.setText(asking.typed)
        restyle(self.by, "finding", "error" if asking.problem else "")
        self.problem.setText(asking.problem)
        self.problem.setVisible(bool(asking.problem))
        self.close_it.setText(t("Back to the questions"))
        self._show_rows()

    def confirm(self) -> None:
        if self.by.isModified():
            self.by.setModified(False)
            self.page.asking.choose_by(self.by.text())

    def take_focus(self) -> None:
        self.by.setFocus()

    def _build(self) -> None:
        inner, day, below = QWidget(), QHBoxLayout(), QHBoxLayout()
        told = QVBoxLayout(inner)
        told.setContentsMargins(0, 0, 0, 0)
        told.setSpacing(12)
        day.setSpacing(12)
        day.addWidget(self.by_words)
        day.addWidget(self.by)
        day.addWidget(self.problem, 1)
        day.addStretch(0)
        for each in (self.title, self.words):
            told.addWidget(each)
        told.addLayout(day)
        told.addWidget(line())
        told.addLayout(self.rows)
        told.addStretch(1)
        below.setContentsMargins(0, 12, 16, 12)
        below.addWidget(self.close_it)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 8, 0)
        column.setSpacing(0)
        column.addWidget(scrolled(inner, above=16), 1)
        column.addWidget(line())
        column.addLayout(below)

    def _show_rows(self) -> None:
        t, open_ = self.page.session.t, self.page.asking.open
        shown = (t.language, self.page.running, *open_)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self.rows)
        self.letters = {}
        for at, (who, n) in enumerate(open_):
            points = t.plural("{n} point is open", "{n} points are open", n)
            self._row(at, t.show(who), points, t("Letter…"), who)
        self._row(len(open_), t("Checklist"), t("for everybody: every paper with its state"),
                  t("Checklist") + "…", None)  # fmt: skip

    def _row(self, at: int, who: str, what: str, words: str, to: Bringer | None) -> None:
        texts = QWidget()
        column = QVBoxLayout(texts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label("strong", who))
        column.addWidget(label("hint", what))
        made = button("", lambda: self.write(to))
        made.setText(words)
        made.setAccessibleName(f"{words} {who}")
        made.setEnabled(not self.page.running)
        self.rows.addWidget(texts, at, 0)
        self.rows.addWidget(made, at, 1)
        self.letters[to] = made

    def write(self, to: Bringer | None) -> None:
        """Write the letter to one of them, or without one the checklist."""
        self.confirm()
        t, asking = self.page.session.t, self.page.asking
        if asking.problem:
            self.by.setFocus()
            return
        beside = self.page.session.ws.store.path.with_name(asking.file_name(to))
        path = dialogs.file_to_write(self, t("Save the paper as"), beside, "PDF (*.pdf)")
        if path is not None:
            asking.write(to, path)
