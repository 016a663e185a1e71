"""Evidence: the papers at the left, what is told of one at the right, files dropped anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cpdesk.presenters.evidence_page import FIELDS, EvidencePage, Paper
from cpdesk.presenters.findings import Line
from cpdesk.presenters.pages import Way
from cpdesk.ui import dialogs
from cpdesk.ui.field_editors import EDITORS, FieldEditor
from cpdesk.ui.findings_list import FindingsList
from cpdesk.ui.panes import list_pane, scrolled
from cpdesk.ui.parts import Choice, EmptyPage, Page, PageHead, button, label, line
from cpdesk.ui.supports import Supports

_ROW, _MOST_FINDINGS = 48, 160


class EvidencePageView(Page):
    """The view of the papers."""

    def __init__(self, page: EvidencePage) -> None:
        super().__init__()
        self.page = page
        self.editors: dict[str, FieldEditor] = {}
        self._asked_for = ""
        self.add = button("primary", self._ask)
        self.head = PageHead(self.add)
        self.findings = FindingsList(page.session.go_to)
        self.findings.hide()
        self.supports = Supports(page)
        self.setAcceptDrops(True)
        self._build()
        page.attach(self)

    # the view of the presenter

    def show_page(self) -> None:
        self.refresh()

    def show_field(self, name: str) -> None:
        if name in self.editors and self.page.form.selected:
            self.editors[name].load(self.page.session.t, self.page.field(name))

    def show_findings(self, found: tuple[Line, ...]) -> None:
        self.findings.show_findings(self.page.session.t, found)
        self.findings.fit(_MOST_FINDINGS)

    def lead_to(self, way: Way) -> None:
        """What is missing is prepared for; of a paper that is there, the field is gone to."""
        self.page.turn_to(way)
        self._asked_for = way.field if way.code else ""
        self.refresh()
        if not way.code:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def confirm(self) -> None:
        for editor in self.editors.values():
            editor.confirm()
        self.supports.confirm()

    def show_now(self) -> None:
        t, page = self.page.session.t, self.page
        self.head.title.setText(t("Evidence"))
        self.head.about.setText(t("Keeping the files") if page.running else page.summary)
        self.add.setText(t("Add files…"))
        self.add.setEnabled(not page.running)
        self.next_words.setText(t("The files added next are"))
        self.next.offer(page.documents, page.document)
        self.next.setToolTip(self.next.currentText())
        self.drop.setText(t("Files can also be dropped anywhere on this page."))
        self.remove.setText(t("Remove"))
        self.empty.say(
            t("No paper yet"),
            t("Add the scans and files that prove what the record says: bills, licences, "
              "quotations, photographs."),
            t("Add files…"),
        )  # fmt: skip
        self._show_papers(page.papers)
        self._show_fields()

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
        self.papers = QListWidget()
        self.papers.currentItemChanged.connect(self._chosen)
        self.remove = button("danger", self.page.remove)
        self.side = list_pane(self.papers, self.remove)
        return self.side

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(24, 12, 8, 8)
        column.setSpacing(12)
        self.empty = EmptyPage(self._ask)
        column.addLayout(self._tools())
        column.addWidget(self.findings)
        column.addWidget(self.empty, 1)
        column.addWidget(self._scroll(), 1)
        return column

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.next_words, self.next, self.drop = label("second"), Choice(), label("hint")
        self.next.chosen.connect(self.page.choose_document)
        self.next.setFixedWidth(380)
        for each in (self.next_words, self.next, self.drop):
            row.addWidget(each)
        row.addStretch(1)
        return row

    def _scroll(self) -> QScrollArea:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.about = label("hint", wraps=True)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(20)
        self.grid.setVerticalSpacing(12)
        self.grid.setColumnStretch(0, 2)
        self.grid.setColumnStretch(1, 1)
        for each in (self.about, line()):
            column.addWidget(each)
        column.addLayout(self.grid)
        column.addWidget(self.supports)
        column.addStretch(1)
        self.scroll = scrolled(inner, 4)
        return self.scroll

    # showing

    def _show_papers(self, papers: Sequence[Paper]) -> None:
        self.papers.blockSignals(True)
        self.papers.clear()
        for paper in papers:
            item = QListWidgetItem(f"{paper.words}\n{paper.about}", self.papers)
            item.setData(Qt.ItemDataRole.UserRole, paper.id)
            item.setSizeHint(QSize(0, _ROW))
            item.setToolTip(paper.words)
            if paper.id == self.page.form.selected:
                self.papers.setCurrentItem(item)
        self.papers.blockSignals(False)
        first = bool(papers) and self.side.isHidden()
        for each in (self.side, self.add, self.scroll):
            each.setVisible(bool(papers))
        if first and self.empty.begin.hasFocus():
            self.papers.setFocus(Qt.FocusReason.OtherFocusReason)
        self.empty.setVisible(not papers)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.confirm()
            self.page.choose(str(item.data(Qt.ItemDataRole.UserRole)))

    def _show_fields(self) -> None:
        paper = self.page.selected
        if paper is None:
            return
        self.about.setText(f"{paper.file_name}  ·  SHA-256 {paper.sha256[:16]}…")
        self.about.setToolTip(paper.sha256)
        for at, field in enumerate(self.page.fields):
            if field.name not in self.editors:
                self._make_editor(at)
            self.editors[field.name].load(self.page.session.t, field)
        self.supports.show_now()
        editor = self.editors.get(self._asked_for)
        if editor is not None:
            self._asked_for = ""
            editor.take_focus()

    def _make_editor(self, at: int) -> None:
        name = FIELDS[at]
        editor = EDITORS[self.page.field(name).kind](name)
        editor.confirmed.connect(self.page.set)
        for box in editor.boxes():
            box.setAcceptDrops(False)  # a file dropped on it is meant for the page
        self.editors[name] = editor
        where = {"name": (0, 0, 1, 2), "document": (1, 0, 1, 1), "added": (1, 1, 1, 1)}[name]
        self.grid.addWidget(editor, *where)

    # wishes

    def _ask(self) -> None:
        self.page.add(dialogs.files_to_open(self, self.page.session.t("Add files")))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.page.add(files_of(event.mimeData()))


def files_of(data: QMimeData) -> tuple[Path, ...]:
    """The files of this computer in what is dragged."""
    return tuple(Path(each.toLocalFile()) for each in data.urls() if each.isLocalFile())
