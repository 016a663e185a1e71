"""A pack: how ready it is, one of its questions, and the page of the paper beside it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cpdesk.domain.findings import Place
from cpdesk.presenters.answering import ALL
from cpdesk.presenters.packs_page import PacksPage
from cpdesk.presenters.running import Runner
from cpdesk.services.issued import Issued
from cpdesk.ui import dialogs
from cpdesk.ui.asking_pane import AskingPane
from cpdesk.ui.issued_pane import IssuedPane
from cpdesk.ui.issuing_pane import IssuingPane
from cpdesk.ui.packs_side import PacksSide
from cpdesk.ui.parts import Choice, EmptyPage, Page, PageHead, button, label
from cpdesk.ui.points_pane import PointsPane
from cpdesk.ui.preview_pane import PAPER, PreviewPane
from cpdesk.ui.question_pane import QuestionPane
from cpdesk.ui.result_strip import ResultStrip

_LANGUAGE, _LEAST, _WIDEST = 160, 240, 2000
_NARROW = 1060  # below it the paper and the question take turns
_KEYS = ("F6, Ctrl+Enter, Alt+PgUp, Alt+PgDown, PgUp, PgDown, Ctrl+PgUp, Ctrl+PgDown, "
         "Ctrl++, Ctrl+-, Ctrl+0")  # fmt: skip


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
        self.side = PacksSide(page, self._into_fields, self._show_all)
        self.chapters, self.cases, self.blocks = (
            self.side.chapters, self.side.cases, self.side.blocks
        )
        self.ask, self.packs = self.side.ask, self.side.packs
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
            self.side.show_now()
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
        self.chapters.itemSelectionChanged.connect(self._answer_again)
        self.chapters.itemClicked.connect(lambda _item: self.answer())
        self.ask.clicked.connect(lambda _checked: self._turn_to(self.asking))
        self.packs.clicked.connect(lambda _checked: self._turn_to(self.issued))
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
        across.addWidget(self.side)
        across.addWidget(self.middle, 1)
        across.addWidget(self.empty, 1)
        across.addWidget(self.preview)
        column.addLayout(across, 1)

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
        self.head.title.setToolTip(_KEYS)
        self.head.about.setText(case.words if case else "")
        self.language_words.setText(t("Paper in"))
        self.language.setAccessibleName(t("Paper in"))
        self.language.offer(page.languages, page.language)
        self.draft.setText(t("Draft…"))
        self.issue.setText(t("Issue…"))
        self.turned.setText(t("Questions") if self._over else t("Page preview"))
        self._hold(page.running)

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
        for each in (self.draft, self.issue, self.issuing.issue, self.cases, self.language):
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
        self.side.fit(self.width())
        self.turned.setVisible(narrow and there)
        self.preview.setMaximumWidth(_WIDEST if narrow else PAPER)
        self.preview.setVisible(there and (not narrow or self._over))
        self.middle.setVisible(there and not (narrow and self._over))
