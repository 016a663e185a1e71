"""A pack: how ready it is, one of its questions, and the page of the paper beside it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cpdesk.domain.findings import Place
from cpdesk.presenters.answering import ALL
from cpdesk.presenters.packs_page import PacksPage
from cpdesk.presenters.running import Runner
from cpdesk.services.issued import Issued
from cpdesk.ui import dialogs
from cpdesk.ui.asking_pane import AskingPane
from cpdesk.ui.chapters_list import ChaptersList
from cpdesk.ui.issued_pane import IssuedPane
from cpdesk.ui.issuing_pane import IssuingPane
from cpdesk.ui.parts import Choice, EmptyPage, Page, PageHead, button, label, restyle
from cpdesk.ui.points_pane import PointsPane
from cpdesk.ui.preview_pane import PAPER, PreviewPane
from cpdesk.ui.question_pane import QuestionPane
from cpdesk.ui.result_strip import ResultStrip

_SIDE, _LANGUAGE, _LEAST, _WIDEST = 272, 160, 240, 2000
_NARROW = 1060  # below it the paper and the question take turns


class _Panes(QStackedWidget):
    """What does not fit scrolls: a pane that is not seen never makes the window larger."""

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, _LEAST)


class PacksPageView(Page):
    """The view of one pack's presenter."""

    def __init__(self, page: PacksPage, drawer: Runner) -> None:
        super().__init__()
        self.page = page
        self.draft = button("", self._make_draft)
        self.issue = button("", self._issue)
        self.turned = button("", self._turn_over)
        self.language = Choice()
        self.language.setFixedWidth(_LANGUAGE)
        self.language_words = label("second")
        self.head = PageHead(
            self.turned, self.language_words, self.language, self.draft, self.issue
        )
        self.strip = ResultStrip(drawer, page.stop)
        self.question = QuestionPane(page, self._to_list)
        self.points, self.asking = PointsPane(page, self.go_to), AskingPane(page, self.answer)
        self.issuing = IssuingPane(page, self.answer, self.go_to)
        self.issued = IssuedPane(page, self.answer, self._print_issued)
        self.preview = PreviewPane(page)
        self._over = False
        self._build()
        self._listen()
        page.attach(self)

    @property
    def made(self) -> Path | None:
        """The paper that was made last."""
        return self.strip.made

    # the view of the presenter

    def show_page(self) -> None:
        self.refresh()

    def show_progress(self, words: str, share: float) -> None:
        self.strip.show_progress(words, share)
        self._hold(True)

    def show_made(self, path: Path | None) -> None:
        self.strip.show_made(path)
        self._hold(False)
        if path is not None:
            self.answer()

    def confirm(self) -> None:
        for each in (self.question, self.asking, self.issuing):
            each.confirm()

    def show_now(self) -> None:
        page = self.page
        if page.judging.stale and not page.running:
            page.judge()
            return
        self._show_head()
        self.strip.speak(page.session.t)
        there, known = page.case is not None, page.judging.known
        self.empty.setVisible(not there)
        if there and known:
            self._show_side()
            self._show_middle()
            page.preview.follow(*page.answering.place)
        elif not there:
            self._show_empty()
        self._lay_out()
        self.preview.show_now()
        self.preview.look_again()

    def go_to(self, place: Place) -> None:
        """To the question that what was found there is about, and its field; else to its page."""
        self.page.answering.go_to(place)
        self.answer()

    def answer(self) -> None:
        """Back to the questions, or to what was found."""
        answering = self.page.answering.asked is not None
        self._turn_to(self.question if answering else self.points)

    # building

    def _build(self) -> None:
        self.language.chosen.connect(self.page.choose_language)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.strip)
        across = QHBoxLayout()
        across.setSpacing(0)
        self.empty = EmptyPage(self._lead_to_obstacle)
        self.empty.hide()  # it would push the window wider for a moment
        self.middle = _Panes()
        for each in (self.question, self.points, self.asking, self.issuing, self.issued):
            self.middle.addWidget(each)
        across.addWidget(self._side())
        across.addWidget(self.middle, 1)
        across.addWidget(self.empty, 1)
        across.addWidget(self.preview)
        column.addLayout(across, 1)

    def _side(self) -> QWidget:
        self.side = QFrame()
        self.side.setObjectName("side")
        self.side.setFixedWidth(_SIDE)
        self.cases = Choice()
        self.cases.chosen.connect(self.page.choose)
        self.count, self.blocks = label("strong"), button("problem", self._show_all)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.chapters = ChaptersList(self.page, self._into_fields)
        self.chapters.itemSelectionChanged.connect(self._answer_again)
        self.chapters.itemClicked.connect(lambda _item: self.answer())
        self.ask = button("small", lambda: self._turn_to(self.asking))
        self.packs = button("small", lambda: self._turn_to(self.issued))
        column = QVBoxLayout(self.side)
        column.setContentsMargins(12, 14, 12, 12)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        row.addWidget(self.blocks)
        column.addWidget(self.cases)
        column.addLayout(row)
        column.addWidget(self.bar)
        column.addWidget(self.chapters, 1)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.ask)
        below.addWidget(self.packs)
        below.addStretch(1)
        column.addLayout(below)
        return self.side

    def _listen(self) -> None:
        for keys, wish in (
            ("F6", self._next_pane), ("Ctrl++", lambda: self.preview.larger(1)),
            ("Ctrl+=", lambda: self.preview.larger(1)),
            ("Ctrl+-", lambda: self.preview.larger(-1)),
            ("Ctrl+0", lambda: self.preview.larger(-9)),
            ("Ctrl+PgDown", lambda: self.preview.turn(1)),
            ("Ctrl+PgUp", lambda: self.preview.turn(-1)),
        ):  # fmt: skip
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(wish)

    # showing

    def _show_head(self) -> None:
        t, page = self.page.session.t, self.page
        case = page.case
        self.head.title.setText(page.title)
        self.head.about.setText(case.words if case else "")
        self.language_words.setText(t("Paper in"))
        self.language.setAccessibleName(t("Paper in"))
        self.language.offer(page.languages, page.language)
        self.draft.setText(t("Draft…"))
        self.issue.setText(t("Issue…"))
        self.turned.setText(t("Questions") if self._over else t("Page preview"))
        self._hold(page.running)

    def _show_side(self) -> None:
        t, page = self.page.session.t, self.page
        cases = [(each.id, each.words) for each in page.cases]
        self.cases.offer(cases, page.case.id if page.case else "")
        self.cases.setAccessibleName(t("For"))
        self.cases.setVisible(len(cases) > 1)
        ready, n = page.chapters.count
        self.count.setText(t("{ready} of {n} ready", ready=ready, n=n) if n else t("Points"))
        self.bar.setVisible(n > 0)
        self.bar.setMaximum(max(n, 1))
        self.bar.setValue(ready)
        blocking = page.blocking
        self.blocks.setText(
            t.plural("{n} blocks issuing", "{n} block issuing", blocking) if blocking
            else t("All points")
        )  # fmt: skip
        kind = "problem" if blocking else "text"
        restyle(self.blocks, "kind", kind)
        self.chapters.setAccessibleName(t("Chapters and questions"))
        self.chapters.show_now()
        self.ask.setText(t("Ask for what is missing…"))
        self.packs.setText(t("Issued: {n}", n=page.issued.count))
        self.packs.setVisible(page.issued.count > 0)

    def _show_middle(self) -> None:
        if self.middle.currentWidget() in (self.question, self.points):
            answering = self.page.answering.asked is not None
            self.middle.setCurrentWidget(self.question if answering else self.points)
        self.middle.currentWidget().show_now()

    def _show_empty(self) -> None:
        t = self.page.session.t
        said = self.page.findings[0].sentence if self.page.findings else ""
        self.empty.say(
            said, t("The questions of the form appear here then, with the pages beside them."),
            t("Begin"),
        )  # fmt: skip

    def _hold(self, running: bool) -> None:
        for each in (self.draft, self.issue, self.cases, self.language):
            each.setEnabled(not running)

    # wishes

    def _make_draft(self) -> None:
        """Of nothing there is no draft either."""
        if self.page.case is None:
            self._lead_to_obstacle()
            return
        t = self.page.session.t
        beside = self.page.session.ws.store.path.with_name(self.page.file_name)
        path = dialogs.file_to_write(self, t("Save the paper as"), beside, "PDF (*.pdf)")
        if path is not None:
            self.page.make(path)

    def _issue(self) -> None:
        """What it gets and what stands in the way; it is issued from there."""
        if self.page.case is None:
            self._lead_to_obstacle()
        else:
            self._turn_to(self.issuing)

    def _lead_to_obstacle(self) -> None:
        """To the field, and why is said in the status line."""
        if self.page.findings:
            first = self.page.findings[0]
            self.page.session.changed(first.sentence)
            self.page.session.go_to(first.place)

    def _show_all(self) -> None:
        """Every point that was found, what blocks first."""
        self.page.answering.choose(ALL)
        self._turn_to(self.points)

    def _print_issued(self, each: Issued) -> None:
        with self.page.session.ws.store.open_bytes(each.pack.sha256) as kept:
            self.strip.print_content(kept.read(), each.pack.code)

    def _answer_again(self) -> None:
        if self.chapters.hasFocus():
            self.answer()

    def _turn_to(self, pane: QWidget) -> None:
        self.confirm()
        if self.middle.currentWidget() is not pane:
            self.middle.setCurrentWidget(pane)
            pane.show_now()
            if pane not in (self.question, self.points):
                pane.take_focus()
        self._over = False
        self._lay_out()

    def _to_list(self) -> None:
        self.chapters.setFocus()

    def _into_fields(self) -> None:
        self.middle.currentWidget().take_focus()

    def _next_pane(self) -> None:
        """From the list to the fields, to the paper, and back."""
        if self.chapters.hasFocus():
            self._into_fields()
        elif self.middle.isAncestorOf(self.focusWidget() or self):
            self.preview.area.setFocus()
        else:
            self.chapters.setFocus()

    # room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _turn_over(self) -> None:
        self._over = not self._over
        self.refresh()

    def _lay_out(self) -> None:
        """In a narrow window the paper takes the place of the question when it is asked for."""
        there = self.page.case is not None and self.page.judging.known
        narrow = self.width() < _NARROW
        self.side.setVisible(there)
        self.turned.setVisible(narrow and there)
        self.preview.setMaximumWidth(_WIDEST if narrow else PAPER)
        self.preview.setVisible(there and (not narrow or self._over))
        self.middle.setVisible(there and not (narrow and self._over))
