"""Issuing a pack: the number and the day it gets, and what it means."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cpdesk.domain.findings import Place
from cpdesk.presenters.packs_page import PacksPage
from cpdesk.ui import dialogs
from cpdesk.ui.boxes import LineBox
from cpdesk.ui.findings_list import FindingsList
from cpdesk.ui.panes import scrolled
from cpdesk.ui.parts import Choice, button, label, line, restyle

_DAY, _MOST = 140, 9000  # the pane scrolls, not the list in it


class IssuingPane(QWidget):
    """Nothing is written before its button is pressed and a file is named."""

    def __init__(
        self, page: PacksPage, close: Callable[[], None], go_to: Callable[[Place], None]
    ) -> None:
        super().__init__()
        self.page = page
        self.title, self.words = label("verdict", wraps=True), label("second", wraps=True)
        self.number_words, self.number = label("label"), label("strong")
        self.day_words, self.day = label("label"), LineBox()
        self.paper_words, self.paper = label("label"), label("strong")
        self.size_words, self.size = label("label"), Choice()
        self.size.chosen.connect(page.choose_size)
        self.problem, self.still = label("problem", wraps=True), label("label")
        self.day.setFixedWidth(_DAY)
        self.day.editingFinished.connect(self.confirm)
        self.remarks = FindingsList(
            go_to, page.accept, page.withdraw, narrow=True, aside=False
        )
        self.close_it, self.issue = button("", close), button("primary", self.write)
        self._build()

    def show_now(self) -> None:
        t, page = self.page.session.t, self.page
        self.title.setText(t("Issue this pack?"))
        self.words.setText(
            t("The paper is numbered and kept in the record as it is, with all its annexes. It "
              "never changes; it can be written again at any time.")
        )  # fmt: skip
        self.number_words.setText(t("Number"))
        self.number.setText(page.issued.next_number)
        self.day_words.setText(t("Date"))
        self.day.setAccessibleName(t("Date"))
        self.paper_words.setText(t("Paper in"))
        form, tongue = page.issued.form, dict(page.languages)[page.language]
        self.paper.setText(
            t("{language}, after the official form {file}", language=tongue, file=form)
            if form else tongue
        )  # fmt: skip
        self.size_words.setText(t("Size of the file"))
        self.size.setAccessibleName(t("Size of the file"))
        self.size.setToolTip(t("Photographs and scans are reduced for it; the originals stay."))
        self.size.offer(page.sizes, page.under)
        if not self.day.isModified():
            self.day.setText(page.day.isoformat())
        restyle(self.day, "finding", "error" if page.issued.problem else "")
        self.problem.setText(page.issued.problem)
        self.problem.setVisible(bool(page.issued.problem))
        self._show_remarks()
        self.close_it.setText(t("Back to the questions"))
        self.issue.setText(t("Issue {number}…", number=page.issued.next_number))
        self.issue.setEnabled(not page.running)

    def confirm(self) -> None:
        if self.day.isModified():
            self.day.setModified(False)
            self.page.issued.choose_day(self.day.text())

    def take_focus(self) -> None:
        self.issue.setFocus()

    def write(self) -> None:
        """Judge once more on that day; what blocks is shown instead of asking for a file."""
        self.confirm()
        if self.page.issued.problem:
            self.day.setFocus()
        else:
            self.page.judge(self._ask_and_issue)

    def _ask_and_issue(self) -> None:
        t, page = self.page.session.t, self.page
        if not page.ready:
            page.show()
            return
        beside = page.session.ws.store.path.with_name(f"{page.issued.next_number}.pdf")
        path = dialogs.file_to_write(self, t("Save the paper as"), beside, "PDF (*.pdf)")
        if path is not None:
            page.make(path, issue=True)

    def _show_remarks(self) -> None:
        """What blocks, with its reasons; doubts are no obstacle, but are printed."""
        t, page = self.page.session.t, self.page
        blocking = tuple(each for each in page.findings if each.finding and each.finding.blocking)
        doubts = tuple(each for each in page.findings if each.doubt)
        shown = blocking or doubts
        self.still.setText(
            page.verdict if blocking
            else t.plural("{n} doubt stands and is printed in the paper",
                          "{n} doubts stand and are printed in the paper", len(doubts))
            if doubts else page.verdict
        )  # fmt: skip
        restyle(self.still, "rank", "problem" if blocking else "label")
        self.remarks.show_findings(t, shown)
        self.remarks.fit(_MOST)

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        rows = ((self.number_words, self.number), (self.day_words, self.day),
                (self.paper_words, self.paper), (self.size_words, self.size))  # fmt: skip
        for at, (words, box) in enumerate(rows):
            grid.addWidget(words, at, 0)
            grid.addWidget(box, at, 1)
        grid.addWidget(self.problem, 1, 2)
        inner = QWidget()
        told = QVBoxLayout(inner)
        told.setContentsMargins(0, 0, 0, 0)
        told.setSpacing(12)
        for each in (self.title, self.words):
            told.addWidget(each)
        told.addLayout(grid)
        for each in (line(), self.still, self.remarks):
            told.addWidget(each)
        told.addStretch(1)
        below = QHBoxLayout()
        below.setContentsMargins(0, 12, 16, 12)
        below.addWidget(self.close_it)
        below.addStretch(1)
        below.addWidget(self.issue)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 8, 0)
        column.setSpacing(0)
        column.addWidget(scrolled(inner, above=16), 1)
        column.addWidget(line())
        column.addLayout(below)
