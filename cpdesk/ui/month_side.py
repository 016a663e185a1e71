"""Beside the months grid: what stands behind the month that the cursor is in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cpdesk.domain.findings import Place
from cpdesk.domain.papers import Evidence
from cpdesk.presenters.month_details import Details, MonthDetails, Paper
from cpdesk.ui import dialogs
from cpdesk.ui.bill_ribbon import RibbonView
from cpdesk.ui.copying import Copies
from cpdesk.ui.panes import scrolled
from cpdesk.ui.parts import Elided, button, clear, files_of, label, line

WIDE, _PICTURE = 296, QSize(252, 150)


class MonthSide(QFrame):
    """Facts, the ribbon of a bill that crosses months, its papers, and a place to drop more."""

    def __init__(self, details: MonthDetails, open_bills: Callable[[], None]) -> None:
        super().__init__()
        self.details = details
        self.setObjectName("beside")
        self.setFixedWidth(WIDE)
        self.setAcceptDrops(True)
        self.title, self.month = label("pane", wraps=True), label("label")
        self.facts, self.check = QGridLayout(), label("second", wraps=True)
        self.spread_title, self.ribbon = label("strong"), RibbonView()
        self.papers_title, self.papers = label("strong"), QVBoxLayout()
        self.picture, self.drop = QLabel(), label("hint", wraps=True)
        self.add, self.bills = button("small", self._ask), button("small", open_bills)
        self.idea = button("text", details.note_idea)
        self.sources = label("hint", wraps=True)
        self.copies = Copies(self.ribbon, details.session, lambda: self.ribbon.shown.as_text)
        self._build()
        details.changed = self.show_now
        details.pictures.arrived = self._draw

    def show_now(self) -> None:
        t, told = self.details.session.t, self.details.details
        self.title.setText(told.title or t("No month chosen"))
        self.month.setText(told.month)
        self._show_facts(told)
        self.check.setText(told.check)
        self.check.setVisible(bool(told.check))
        self.spread_title.setText(t("Spread onto months"))
        self.ribbon.load(t, told.ribbon)
        for each in (self.spread_title, self.ribbon):
            each.setVisible(bool(told.ribbon.months))
        self.papers_title.setText(t("Evidence"))
        self._show_papers(told)
        self.sources.setText("\n".join(told.sources))
        self.drop.setText(t("Drop the bill or a photograph here, as a PDF or picture."))
        self.add.setText(t("Choose a file…"))
        self.bills.setText(t("Bills of the month"))
        self.bills.setVisible(self.details.has_bills)
        self.idea.setText(t("Note an upgrade idea"))
        self.idea.setVisible(self.details.has_bills)
        for each in (self.papers_title, self.drop, self.add):
            each.setVisible(bool(told.title))
        self.add.setEnabled(not self.details.running)
        self._draw()

    def _show_facts(self, told: Details) -> None:
        clear(self.facts)
        for row, (words, figure) in enumerate(told.facts):
            value = label("", figure)
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            self.facts.addWidget(label("label", words, wraps=True), 2 * row, 0)
            self.facts.addWidget(value, 2 * row, 1)
            self.facts.addWidget(line(), 2 * row + 1, 0, 1, 2)

    def _show_papers(self, told: Details) -> None:
        clear(self.papers)
        for each in told.papers:
            row, words, turn = QHBoxLayout(), Elided(), button("text", partial(self._open, each))
            words.setText(each.words)
            turn.setText(self.details.session.t("Open"))
            turn.setAccessibleName(f"{turn.text()}: {each.words}")
            row.addWidget(words, 1)
            row.addWidget(turn)
            self.papers.addLayout(row)

    def _draw(self) -> None:
        """The first paper as it is printed, once its picture is made."""
        papers = self.details.details.papers
        made = self.details.picture(papers[0], 2 * _PICTURE.width()) if papers else b""
        picture = QPixmap()
        if made:
            picture.loadFromData(made)
        self.picture.setVisible(not picture.isNull())
        if not picture.isNull():
            self.picture.setPixmap(_fitted(picture))

    def _open(self, paper: Paper) -> None:
        session = self.details.session
        found = session.record.table(Evidence).get(paper.id)
        if found is not None:
            session.go_to(Place(Evidence.word, found.code))

    def _ask(self) -> None:
        title = self.details.session.t("Add files")
        self.details.add_files(dialogs.files_to_open(self, title))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.details.add_files(files_of(event.mimeData()))

    def _build(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 0, 4, 0)
        column.setSpacing(8)
        self.facts.setVerticalSpacing(5)
        self.facts.setColumnStretch(0, 1)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.title)
        column.addWidget(self.month)
        column.addSpacing(4)
        column.addLayout(self.facts)
        column.addWidget(self.check)
        column.addWidget(self.idea, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(8)
        column.addWidget(self.spread_title)
        column.addWidget(self.ribbon)
        column.addSpacing(8)
        column.addWidget(self.papers_title)
        column.addLayout(self.papers)
        column.addWidget(self.picture)
        column.addWidget(self.drop)
        exits = QHBoxLayout()
        exits.setSpacing(8)
        exits.addWidget(self.add)
        exits.addWidget(self.bills)
        exits.addStretch(1)
        column.addLayout(exits)
        column.addSpacing(8)
        column.addWidget(self.sources)
        column.addStretch(1)
        around = QVBoxLayout(self)
        around.setContentsMargins(1, 0, 0, 0)  # beside the line
        inner = scrolled(body, above=14)
        body.setObjectName("sidebody")
        inner.widget().setObjectName("sidebody")
        around.addWidget(inner)


def _fitted(picture: QPixmap) -> QPixmap:
    """The top of the page, as wide as there is room for, at twice the pixels."""
    wide = picture.scaledToWidth(
        2 * _PICTURE.width(), Qt.TransformationMode.SmoothTransformation)
    shown = wide.copy(0, 0, wide.width(), min(wide.height(), 2 * _PICTURE.height()))
    shown.setDevicePixelRatio(2)
    return shown
