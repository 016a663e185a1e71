"""The papers behind an answer, or those that are a document of the checklist."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpdesk.presenters.pack_papers import Paper
from cpdesk.presenters.packs_page import PacksPage
from cpdesk.ui import dialogs
from cpdesk.ui.findings_list import FindingsList
from cpdesk.ui.parts import Elided, button, clear, label, line

_MOST, _MOST_FINDINGS = 6, 120


class AnswerPapers(QWidget):
    """Code and name of each, with the way to it; and more of them from files."""

    def __init__(self, page: PacksPage) -> None:
        super().__init__()
        self.page = page
        self._shown: object = None
        self.title, self.count = label("strong"), label("second")
        self.attach = button("text", self._attach)
        self.refused = FindingsList(page.session.go_to, narrow=True, aside=False)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.attach)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(line())
        column.addLayout(self.rows)
        column.addWidget(self.refused)

    def show_now(self) -> None:
        t, papers = self.page.session.t, self.page.papers
        self.setVisible(papers.possible)
        if not papers.possible:
            return
        there = papers.there
        self.title.setText(t("Evidence"))
        self.count.setText(str(len(there)))
        self.attach.setText(t("Attach…"))
        self.attach.setEnabled(not papers.adding)
        self.attach.setToolTip(t("Papers can also be dropped anywhere on this question."))
        self.refused.show_findings(t, papers.refused)
        self.refused.fit(_MOST_FINDINGS)
        if (there, t.language) != self._shown:
            self._shown = (there, t.language)
            clear(self.rows)
            for each in there[:_MOST]:
                self.rows.addWidget(self._row(each))
            more = len(there) - _MOST
            if more > 0:
                words = t.plural("and {n} more", "and {n} more", more)
                self.rows.addWidget(label("hint", words))

    def _row(self, paper: Paper) -> QWidget:
        row, name = QWidget(), Elided()
        name.setText(paper.words)
        lead = button("text", lambda: self.page.papers.show(paper.code))
        lead.setText(paper.code)
        lead.setAccessibleName(f"{paper.code} {paper.words}")
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(name, 1)
        across.addWidget(lead)
        return row

    def _attach(self) -> None:
        title = self.page.session.t("Add files")
        self.page.papers.add(dialogs.files_to_open(self, title))
