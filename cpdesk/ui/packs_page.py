"""A pack: for what and in which language, what is missing, and making it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cpdesk.presenters.packs_page import PacksPage
from cpdesk.services.issued import Issued
from cpdesk.ui import dialogs
from cpdesk.ui.findings_list import FindingsList
from cpdesk.ui.parts import Choice, Page, PageHead, button, label

if TYPE_CHECKING:
    from cpdesk.programme.tags import Bringer

_SIDE, _LANGUAGE = 300, 176


class PacksPageView(Page):
    """The view of one pack's presenter."""

    def __init__(self, page: PacksPage) -> None:
        super().__init__()
        self.page = page
        self.draft = button("", self._make_draft)
        self.issue = button("primary", self._issue)
        self.language = Choice()
        self.language.setFixedWidth(_LANGUAGE)
        self.language_words = label("second")
        self.head = PageHead(self.language_words, self.language, self.draft, self.issue)
        self.findings = FindingsList(page.session.go_to, page.accept, page.withdraw)
        self.made: Path | None = None
        self._build()
        page.attach(self)

    # the view of the presenter

    def show_page(self) -> None:
        self.refresh()

    def show_progress(self, words: str, share: float) -> None:
        self.doing.setText(words)
        self.bar.setValue(round(share * 100))
        self._show_running(True)

    def show_made(self, path: Path | None) -> None:
        self._show_running(False)
        self.made = path
        self.paper.setText(path.name if path else "")
        self._show_result()

    def show_now(self) -> None:
        t, page = self.page.session.t, self.page
        if page.stale and not page.running:
            page.judge()
            return
        case = page.case
        self.head.title.setText(page.title)
        self.head.about.setText(case.words if case else "")
        self.language_words.setText(t("Paper in"))
        self.language.offer(page.languages, page.language)
        self.draft.setText(t("Draft…"))
        self.issue.setText(t("Issue…"))
        self.case_words.setText(t("For"))
        for each in (self.case_words, self.cases, self.explanation):
            each.setVisible(case is not None)
        self.cases.offer([(each.id, each.words) for each in page.cases], case.id if case else "")
        self.verdict.setText(page.verdict)
        self.explanation.setText(
            t("A draft can be made at any time; it is marked as a draft on every page. An issued "
              "pack is kept in the record and never changes.")
        )  # fmt: skip
        self.stop.setText(t("Stop"))
        self.open.setText(t("Open the paper"))
        self.findings.show_findings(t, page.findings, page.accepted)
        self._show_asking()
        self._show_issued()
        self._show_running(page.running)
        self._show_result()

    # building

    def _build(self) -> None:
        self.language.chosen.connect(self.page.choose_language)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self._side())
        right = QVBoxLayout()
        right.setContentsMargins(24, 12, 16, 12)
        right.addWidget(self.findings, 1)
        across.addLayout(right, 1)
        column.addLayout(across, 1)

    def _side(self) -> QWidget:
        side = QFrame()
        side.setObjectName("side")
        side.setFixedWidth(_SIDE)
        column = QVBoxLayout(side)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        self.case_words, self.cases = label("label"), Choice()
        self.cases.chosen.connect(self.page.choose)
        self.verdict = label("pane", wraps=True)
        self.explanation = label("second", wraps=True)
        column.addWidget(self.case_words)
        column.addWidget(self.cases)
        column.addSpacing(12)
        column.addWidget(self.verdict)
        column.addWidget(self.explanation)
        column.addSpacing(12)
        column.addWidget(self._progress())
        column.addWidget(self._result())
        column.addSpacing(12)
        column.addWidget(self._asking())
        column.addSpacing(12)
        column.addWidget(self._issued())
        column.addStretch(1)
        return side

    def _progress(self) -> QWidget:
        self.progress = QWidget()
        column = QVBoxLayout(self.progress)
        column.setContentsMargins(0, 0, 0, 0)
        self.doing, self.bar = label("second", wraps=True), QProgressBar()
        self.bar.setTextVisible(False)
        self.stop = button("", self.page.stop)
        for each in (self.doing, self.bar, self.stop):
            column.addWidget(each)
        return self.progress

    def _result(self) -> QWidget:
        self.result = QWidget()
        column = QVBoxLayout(self.result)
        column.setContentsMargins(0, 0, 0, 0)
        self.paper, self.open = label("strong", wraps=True), button("", self._open)
        column.addWidget(self.paper)
        column.addWidget(self.open)
        return self.result

    def _asking(self) -> QPushButton:
        """Opens the letters to whoever has what is missing, and the checklist."""
        self.ask, self.askable = button("", None), QMenu(self)
        self.ask.setMenu(self.askable)
        return self.ask

    def _issued(self) -> QWidget:
        """The packs as they were issued, to be written again to the same bytes."""
        self.issued = QWidget()
        column = QVBoxLayout(self.issued)
        column.setContentsMargins(0, 0, 0, 0)
        self.issued_title, self.since = label("label"), label("second", wraps=True)
        self.packs, self.again = Choice(), button("", self._write_again)
        self.packs.chosen.connect(lambda _code: self._show_since())
        for each in (self.issued_title, self.packs, self.since, self.again):
            column.addWidget(each)
        return self.issued

    # wishes

    def _make_draft(self) -> None:
        """Of nothing there is no draft either."""
        if self.page.case is None:
            self._lead_to_obstacle()
        else:
            self._ask_and_make(issue=False)

    def _issue(self) -> None:
        """What stands in the way is listed; only what is ready asks for a file."""
        self.page.judge()
        if self.page.ready:
            self._ask_and_make(issue=True)
        else:
            self._lead_to_obstacle()

    def _lead_to_obstacle(self) -> None:
        """To the field, and why is said in the status line."""
        if self.page.findings:
            first = self.page.findings[0]
            self.page.session.changed(first.sentence)
            self.page.session.go_to(first.place)

    def _ask_and_make(self, issue: bool) -> None:
        t = self.page.session.t
        beside = self.page.session.ws.store.path.with_name(self.page.file_name)
        path = dialogs.file_to_write(self, t("Save the paper as"), beside, "PDF (*.pdf)")
        if path is not None:
            self.page.make(path, issue)

    def _show_asking(self) -> None:
        t, asking = self.page.session.t, self.page.asking
        self.ask.setText(t("Ask for what is missing…"))
        self.ask.setVisible(self.page.case is not None)
        self.askable.clear()
        for who, n in asking.open:
            words = t("Letter: {who} ({n})…", who=who, n=n)
            self.askable.addAction(words, lambda who=who: self._write_asking(who))
        self.askable.addSeparator()
        self.askable.addAction(t("Checklist") + "…", lambda: self._write_asking(None))

    def _write_asking(self, to: Bringer | None) -> None:
        t, asking = self.page.session.t, self.page.asking
        beside = self.page.session.ws.store.path.with_name(asking.file_name(to))
        path = dialogs.file_to_write(self, t("Save the paper as"), beside, "PDF (*.pdf)")
        if path is not None:
            asking.write(to, path)

    def _show_issued(self) -> None:
        t, known = self.page.session.t, self.page.issued.all
        self.issued.setVisible(bool(known))
        self.issued_title.setText(t("Issued"))
        self.again.setText(t("Save this pack again…"))
        codes = [each.pack.code for each in known]
        shown = self.packs.value if self.packs.value in codes else next(iter(codes), "")
        self.packs.offer([(e.pack.code, self.page.issued.words(e)) for e in known], shown)
        self._show_since()

    def _chosen(self) -> Issued | None:
        known = self.page.issued.all
        return next((each for each in known if each.pack.code == self.packs.value), None)

    def _show_since(self) -> None:
        each = self._chosen()
        self.since.setText(self.page.issued.since(each) if each else "")

    def _write_again(self) -> None:
        each = self._chosen()
        if each is None:
            return
        t = self.page.session.t
        beside = self.page.session.ws.store.path.with_name(f"{each.pack.code}.pdf")
        path = dialogs.file_to_write(self, t("Save the paper as"), beside, "PDF (*.pdf)")
        if path is not None:
            self.page.write_again(each, path)

    def _open(self) -> None:
        if self.made is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.made)))

    def _show_running(self, running: bool) -> None:
        self.progress.setVisible(running)
        for each in (self.draft, self.issue, self.ask, self.cases, self.language):
            each.setEnabled(not running)
        if running:
            self.result.hide()

    def _show_result(self) -> None:
        self.result.setVisible(self.made is not None and not self.page.running)
