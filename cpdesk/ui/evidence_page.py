"""Evidence: the papers at the left, one of them in the middle, what is told of it at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from cpdesk.domain.papers import Evidence
from cpdesk.presenters.evidence_page import EvidencePage
from cpdesk.presenters.findings import Line
from cpdesk.presenters.pages import Way
from cpdesk.ui import dialogs
from cpdesk.ui.evidence_details import WIDE, EvidenceDetails
from cpdesk.ui.evidence_list import EvidenceList, chosen_ids
from cpdesk.ui.evidence_viewer import EvidenceViewer
from cpdesk.ui.findings_list import FindingsList
from cpdesk.ui.panes import list_pane
from cpdesk.ui.parts import (
    Choice,
    Elided,
    EmptyPage,
    Page,
    PageHead,
    button,
    files_of,
    label,
)
from cpdesk.ui.side_by_side import SideBySide

_LIST, _MOST_FINDINGS = 288, 160


class EvidencePageView(Page):
    """The view of the papers."""

    def __init__(self, page: EvidencePage) -> None:
        super().__init__()
        self.page = page
        self.add, self.export = button("primary", self._ask), button("", self._export)
        self.stop, self.bar = button("", page.stop), QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(120)
        self.head = PageHead(self.bar, self.stop, self.export, self.add)
        self.findings = FindingsList(page.session.go_to)
        self.findings.hide()
        self.viewer, self.details = EvidenceViewer(page), EvidenceDetails(page)
        self.setAcceptDrops(True)
        self._build()
        page.attach(self)

    # the view of the presenter

    def show_page(self) -> None:
        self.refresh()

    def show_field(self, name: str) -> None:
        self.details.show_field(name)

    def show_findings(self, found: tuple[Line, ...]) -> None:
        self.findings.show_findings(self.page.session.t, found)
        self.findings.fit(_MOST_FINDINGS)

    def show_pictures(self) -> None:
        if self.isVisible():
            self.papers.draw()
            self.viewer.show_now()

    def show_progress(self, words: str, share: float) -> None:
        self.head.about.setText(words)
        self.bar.setValue(round(share * 100))

    def lead_to(self, way: Way) -> None:
        """What is missing is prepared for; of a paper that is there, the field is gone to."""
        self.page.turn_to(way)
        self.details.ask_for(way.field if way.code else "")
        self.refresh()
        if not way.code:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def confirm(self) -> None:
        self.details.confirm()

    def show_now(self) -> None:
        t, page = self.page.session.t, self.page
        there = bool(page.session.record.table(Evidence))
        self.head.title.setText(t("Evidence"))
        self.head.about.setText(t("Keeping the files") if page.running else page.list.summary)
        for each, words in (
            (self.add, t("Add files…")), (self.export, t("Export…")), (self.stop, t("Stop")),
            (self.next_words, t("The files added next are")), (self.remove, t("Remove")),
            (self.erase, t("Erase for good…")),
            (self.drop, t("Files can also be dropped anywhere on this page.")),
        ):  # fmt: skip
            each.setText(words)
        self.next.offer(page.documents, page.document)
        self._show_running(there)
        self._show_papers(there)
        self.viewer.show_now()
        if there:
            self.details.show_now()

    # building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self._side())
        across.addLayout(self._right(), 1)
        column.addLayout(across, 1)

    def _side(self) -> QWidget:
        self.papers, self.filter = EvidenceList(self._thumbnail), Choice()
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.textEdited.connect(self.page.find)
        self.search.textChanged.connect(lambda words: words or self.page.find(""))
        self.papers.picked.connect(self._picked)
        self.filter.chosen.connect(self.page.choose_filter)
        self.remove, self.erase = button("danger", self.page.remove), button("danger", self._erase)
        self.side = list_pane(self.papers, self.remove, self.erase,
                              above=(self.search, self.filter), width=_LIST)  # fmt: skip
        return self.side

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(20, 12, 0, 0)
        column.setSpacing(12)
        self.empty = EmptyPage(self._ask)
        self.body = SideBySide(self.viewer, self.details, WIDE)
        column.addLayout(self._tools())
        column.addWidget(self.findings)
        column.addWidget(self.empty, 1)
        column.addWidget(self.body, 1)
        return column

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.next_words, self.next, self.drop = label("second"), Choice(), Elided("hint")
        self.next.chosen.connect(self.page.choose_document)
        self.next.setMaximumWidth(330)
        self.next_words.setBuddy(self.next)
        row.addWidget(self.next_words)
        row.addWidget(self.next, 2)
        row.addWidget(self.drop, 3)
        return row

    # showing

    def _show_running(self, there: bool) -> None:
        running = self.page.running
        for each in (self.add, self.export):
            each.setVisible(there and not running)
        for each in (self.bar, self.stop):
            each.setVisible(running)
        if not running:
            self.bar.setValue(0)

    def _show_papers(self, there: bool) -> None:
        t, page = self.page.session.t, self.page
        self.empty.say(
            t("No paper yet"),
            t("Add the scans and files that prove what the record says: bills, licences, "
              "quotations, photographs."),
            t("Add files…"),
        )  # fmt: skip
        self.filter.offer(page.list.filters, page.list.filter)
        self.filter.setAccessibleName(t("Papers shown"))
        self.search.setPlaceholderText(t("Find a paper"))
        self.search.setAccessibleName(t("Find a paper"))
        if self.search.text() != page.list.sought:
            self.search.setText(page.list.sought)
        self.papers.setAccessibleName(t("Evidence"))
        first = there and self.side.isHidden()
        for each in (self.side, self.body):
            each.setVisible(there)
        if first and self.empty.begin.hasFocus():
            self.papers.setFocus(Qt.FocusReason.OtherFocusReason)
        self.empty.setVisible(not there)
        self.papers.show_papers(page.list.papers, chosen_ids(page.list.chosen))

    def _thumbnail(self, id: str, longest: int) -> bytes | None:
        paper = self.page.session.record.get(Evidence, id)
        return self.page.pictures.of(paper, 1, longest)

    def _picked(self, ids: tuple[str, ...]) -> None:
        self.confirm()
        self.page.choose(*ids)

    # wishes

    def _ask(self) -> None:
        self.page.add(dialogs.files_to_open(self, self.page.session.t("Add files")))

    def _export(self) -> None:
        t, record = self.page.session.t, self.page.session.ws.store.path
        wanted = dialogs.EvidenceFolder(self, t, record).asked()
        if wanted is not None:
            self.page.export(*wanted)

    def _erase(self) -> None:
        chosen = self.page.list.chosen
        if chosen and dialogs.may_erase(self, self.page.session.t, chosen):
            self.page.erase()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.page.add(files_of(event.mimeData()))
