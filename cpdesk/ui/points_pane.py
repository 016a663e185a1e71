"""What was found: all of it, or what belongs to no question; each leads to its field."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpdesk.domain.findings import Place
from cpdesk.presenters.packs_page import PacksPage
from cpdesk.ui.findings_list import FindingsList
from cpdesk.ui.parts import label


class PointsPane(QWidget):
    """A verdict, what it says of drafts and issuing, and the list."""

    def __init__(self, page: PacksPage, go_to: Callable[[Place], None]) -> None:
        super().__init__()
        self.page = page
        self.verdict, self.words = label("verdict", wraps=True), label("second", wraps=True)
        self.findings = FindingsList(
            go_to, page.accept, page.withdraw, narrow=True, aside=False
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 8, 12)
        column.setSpacing(8)
        column.addWidget(self.verdict)
        column.addWidget(self.words)
        column.addSpacing(4)
        column.addWidget(self.findings, 1)

    def show_now(self) -> None:
        t, page = self.page.session.t, self.page
        self.verdict.setText(page.verdict)
        self.words.setText(
            t("A draft can be made at any time; it is marked as a draft on every page. An issued "
              "pack is kept in the record and never changes.")
        )  # fmt: skip
        self.findings.show_findings(t, page.answering.remarks, page.accepted)

    def take_focus(self) -> None:
        self.findings.setFocus()
        self.findings.focusNextChild()
