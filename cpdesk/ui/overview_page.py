"""The overview: key figures, savings, the last year, and beside them what needs attention."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cpdesk.presenters.listings import Listing
from cpdesk.presenters.overview import Overview
from cpdesk.presenters.session import Session
from cpdesk.ui.copying import Copies
from cpdesk.ui.listing_view import ListingView
from cpdesk.ui.overview_side import WIDTH, OverviewSide
from cpdesk.ui.parts import Choice, Elided, EmptyPage, Page, PageHead, button, clear, label

if TYPE_CHECKING:
    from cpdesk.presenters.overview_said import Figure

_LEAST, _BETWEEN, _AROUND = 640, 28, 56  # pixels: of the tables, and beside them


class OverviewPage(Page):
    """The view of the overview's presenter."""

    def __init__(
        self, page: Overview, enter: Callable[[], object], begin: Callable[[], object],
        open_import: Callable[[], object],
    ) -> None:  # fmt: skip
        super().__init__()
        self.page = page
        self.factory = Choice()
        self.factory.setMinimumContentsLength(16)
        self.load, self.enter = button("", open_import), button("primary", enter)
        self.head = PageHead(self.factory, self.load, self.enter)
        self.empty = EmptyPage(begin)
        self.key = _KeyFigures()
        session = page.session
        self.savings, self.months = _Section(session), _Section(session)
        self.nothing = label("second", wraps=True)
        self.side = OverviewSide(page)
        self._build()
        self.factory.chosen.connect(page.choose)
        for each in (self.savings, self.months):
            each.table.opened.connect(page.open_row)
        page.attach(self)

    def show_overview(self) -> None:
        self.refresh()

    def show_progress(self) -> None:
        self.head.about.setText(self.page.about)

    def show_now(self) -> None:
        """Show what is known; what is not begins to be found out once this is painted."""
        page, t = self.page, self.page.session.t
        self.head.title.setText(t("Overview"))
        self.load.setText(t("Import a file…"))
        self.enter.setText(page.next_bill)
        self._show_factories()
        self._show_body()
        self._arrange()
        self.show_progress()
        QTimer.singleShot(0, self._look)

    def _look(self) -> None:
        if self.isVisible():
            self.page.look()
        else:  # turned away from at once: next time, then
            self._stale = True

    def _show_factories(self) -> None:
        page, t = self.page, self.page.session.t
        self.factory.setAccessibleName(t("Factory"))
        self.factory.offer(page.factories, page.factory.id if page.factory else "")
        self.factory.setVisible(len(page.factories) > 1)
        there = page.factory is not None
        self.empty.setVisible(not there)
        self.body.setVisible(there)
        self.enter.setVisible(there)
        self.empty.say(
            t("No factory yet"),
            t("Enter the company and its factory first; then its figures and papers."),
            t("Begin"),
        )

    def _show_body(self) -> None:
        page, t = self.page, self.page.session.t
        self.key.show_figures(page.figures)
        against = t("against the adjusted baseline, at 90% confidence")
        self.savings.show_listing(t("Savings to date"), against, page.savings)
        self.months.show_listing(t("Last twelve months and the year before"), "", page.months)
        self.nothing.setText(t("No month is recorded yet. Enter bills, paste or import figures."))
        self.nothing.setVisible(page.years is not None and page.months is None)
        self.side.show_now()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.empty, 1)
        self.body = QScrollArea()
        self.body.setWidgetResizable(True)
        self.body.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setObjectName("page")
        self.across = QHBoxLayout(inner)
        self.across.setContentsMargins(24, 18, 16, 20)
        self.across.setSpacing(_BETWEEN)
        self.tables = self._tables()
        self.across.addWidget(self.tables, 1)
        self.across.addWidget(self.side)
        self.body.setWidget(inner)
        column.addWidget(self.body, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """The side goes beneath the tables where a window is narrow or its text large."""
        needed = self.tables.minimumSizeHint().width() + WIDTH + _BETWEEN + _AROUND
        beside = needed <= self.width()
        directions = QBoxLayout.Direction
        self.across.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        self.side.keep_narrow(beside)

    def _tables(self) -> QWidget:
        tables = QWidget()
        column = QVBoxLayout(tables)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(22)
        self.months.setMinimumWidth(_LEAST)
        for each in (self.key, self.savings, self.nothing, self.months):
            column.addWidget(each)
        column.addStretch(1)
        return tables


class _KeyFigures(QWidget):
    """The sums side by side on hairlines, the first beside the accent."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Figure, ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.hide()

    def show_figures(self, figures: tuple[Figure, ...]) -> None:
        if figures == self._shown:
            return
        self._shown = figures
        clear(self._row)
        for at, each in enumerate(figures):
            self._row.addWidget(_figure(each, first=at == 0))
        self._row.addStretch(1)
        self.setVisible(bool(figures))


def _figure(said: Figure, *, first: bool) -> QFrame:
    box = QFrame()
    box.setObjectName("keyfirst" if first else "keyfigure")
    column = QVBoxLayout(box)
    column.setContentsMargins(14, 0, 26, 0)
    column.setSpacing(0)
    column.addWidget(label("label", said.name))
    value = QHBoxLayout()
    value.setSpacing(6)
    parts = [label("second", said.unit), label("key", said.value)]
    for each in parts if said.unit == "HK$" else parts[::-1]:
        value.addWidget(each, 0, Qt.AlignmentFlag.AlignBaseline)
    value.addStretch(1)
    column.addLayout(value)
    column.addWidget(label("hint", said.half_width))
    return box


class _Section(QWidget):
    """A table under its title, with a note beneath; without rows it takes no room."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.title, self.about = label("strong"), Elided("hint")
        policy = QSizePolicy.Policy  # the title has its room, what is beside it gives way
        self.title.setSizePolicy(policy.Fixed, policy.Preferred)
        self.table, self.note = ListingView(whole=True), label("hint", wraps=True)
        self.copies = Copies(self.table, session, lambda: self.table.rows.listing.as_text)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.about, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.table)
        column.addWidget(self.note)
        self.hide()

    def show_listing(self, title: str, about: str, listing: Listing | None) -> None:
        self.setVisible(listing is not None)
        if listing is None:
            return
        self.title.setText(title)
        self.about.setText(about)
        self.table.show_listing(listing)
        self.note.setText(listing.note)
        self.note.setVisible(bool(listing.note))
