"""One question of the form: what is asked and by whom, the fields that answer it, the way on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cpdesk.presenters.answer_fields import Group
from cpdesk.presenters.dropping import meant
from cpdesk.presenters.packs_page import PacksPage
from cpdesk.ui.answer_group import AnswerGroup
from cpdesk.ui.answer_papers import AnswerPapers
from cpdesk.ui.findings_list import FindingsList
from cpdesk.ui.marks import Mark, MarkWidget
from cpdesk.ui.panes import scrolled
from cpdesk.ui.parts import button, clear, files_of, label, line

_MOST_FINDINGS = 9000  # the pane scrolls, not the list in it


class QuestionPane(QWidget):
    """The middle of the page of a pack."""

    def __init__(self, page: PacksPage, to_list: Callable[[], None]) -> None:
        super().__init__()
        self.page = page
        self.groups: list[AnswerGroup] = []
        self._shown: object = None
        self._to_list = to_list
        self._wants_focus = False
        self.where, self.number = label("second"), label("hint")
        self.question, self.rule = label("verdict", wraps=True), label("second", wraps=True)
        self.papers = AnswerPapers(page)
        self.remarks = FindingsList(
            page.answering.go_to, page.accept, page.withdraw, narrow=True, aside=False
        )
        self.back, self.on = button("", lambda: self.step(-1)), button("primary", self.go_on)
        self._build()
        self.setAcceptDrops(True)
        page.answering.leaving = self.confirm

    def show_now(self) -> None:
        """The question that is looked at, with its fields as they stand."""
        asked, t = self.page.answering.asked, self.page.session.t
        if asked is None:
            return
        self.where.setText(
            t("{chapter} · {nth} of {n}", chapter=asked.chapter, nth=asked.nth, n=asked.n)
        )
        self.number.setText(asked.id)
        self.question.setText(asked.words)
        self.rule.setText(asked.rule)
        self.note.setVisible(bool(asked.rule))
        self._show_groups(asked.id)
        self.papers.show_now()
        self.remarks.show_findings(t, self.page.answering.remarks)
        self.remarks.fit(_MOST_FINDINGS)
        self.back.setText(t("Back"))
        paper = self.page.answering.question is None
        self.on.setText(t("Next paper") if paper else t("Next question"))
        for each, keys in ((self.back, "Alt+PgUp"), (self.on, "Alt+PgDown")):
            each.setToolTip(keys)
        self._take_focus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Papers of what is asked are dropped here; everything else is for the window."""
        papers = self.page.papers
        if papers.possible and not papers.adding and meant(files_of(event.mimeData())).papers:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.page.papers.add(files_of(event.mimeData()))

    def step(self, by: int) -> None:
        """To another question, into its first field."""
        self._wants_focus = True
        if not self.page.answering.step(by):
            self._wants_focus = False
            self._to_list()

    def go_on(self) -> None:
        self.step(1)

    def confirm(self) -> None:
        for group in self.groups:
            group.confirm()

    def take_focus(self) -> None:
        """Into the field that was asked for, or the first one, once it is shown."""
        self._wants_focus = True
        self._take_focus()

    # building

    def _build(self) -> None:
        inner = QWidget()
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(self.where, 1)
        head.addWidget(self.number)
        self.answers = QVBoxLayout()
        self.answers.setSpacing(12)
        for each in (head, self.answers):
            self.column.addLayout(each)
        self.column.insertWidget(1, self.question)
        self.column.insertWidget(2, self._note())
        self.column.addWidget(self.papers)
        self.column.addWidget(self.remarks)
        self.column.addStretch(1)
        self.scroll = scrolled(inner, above=16)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 8, 0)
        column.setSpacing(0)
        column.addWidget(self.scroll, 1)
        column.addWidget(line())
        column.addLayout(self._way())
        for keys, by in (("Alt+PgDown", 1), ("Alt+PgUp", -1), ("Ctrl+Return", 1)):
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(lambda by=by: self.step(by))

    def _note(self) -> QWidget:
        self.note = QFrame()
        self.note.setObjectName("note")
        row = QHBoxLayout(self.note)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(10)
        row.addWidget(MarkWidget(Mark.NOTE), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.rule, 1)
        return self.note

    def _way(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 12, 16, 12)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.on)
        return row

    # showing

    def _show_groups(self, question: str) -> None:
        groups = self.page.answering.fields
        shown = (question, *((each.word, _names(each)) for each in groups))
        if shown != self._shown:
            self._shown = shown
            clear(self.answers)
            self.groups = [AnswerGroup(self.page, each, self.go_on) for each in groups]
            for each in self.groups:
                self.answers.addWidget(each)
            self.scroll.verticalScrollBar().setValue(0)
        for view, group in zip(self.groups, groups, strict=True):
            view.show_group(group)

    def _take_focus(self) -> None:
        groups, wanted = self.page.answering.groups, self.page.answering.groups.asked_for
        if not (self._wants_focus or wanted) or not self.isVisible():
            return
        self._wants_focus, groups.asked_for = False, ""
        for group in self.groups:
            if wanted in group.editors:
                self.scroll.ensureWidgetVisible(group.editors[wanted])
                group.editors[wanted].take_focus(groups.spot)
                return
        if not any(group.take_focus() for group in self.groups):
            self.on.setFocus(Qt.FocusReason.OtherFocusReason)


def _names(group: Group) -> tuple[str, ...]:
    return tuple(each.name for each in group.fields)
