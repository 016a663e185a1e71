"""Consumption: the months of a year in a grid that is typed into."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpdesk.domain.findings import Finding
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Meter
from cpdesk.presenters import first_figures
from cpdesk.presenters.dropping import meant
from cpdesk.presenters.findings import Line, accepted_lines, lines
from cpdesk.presenters.month_details import MonthDetails
from cpdesk.presenters.months_grid import MonthsGrid
from cpdesk.presenters.pages import Way
from cpdesk.ui.cell_bar import CellBar
from cpdesk.ui.findings_list import FindingsList
from cpdesk.ui.month_legend import MonthLegend
from cpdesk.ui.month_table import MonthTable
from cpdesk.ui.month_tools import MonthTools
from cpdesk.ui.parts import Page, PageHead, button, files_of

_ROOM_FOR_FINDINGS = 150
_LEAST_FOR_SIDE = 900  # pixels of a page; in a narrower window the grid has all of it


@dataclass(frozen=True)
class Wishes:
    """What leads away from the page: a bill, the bills of a month, a meter's form, a file."""

    enter_bill: Callable[[Meter | None], None]
    open_month: Callable[[Meter, Month], None]
    add_meter: Callable[[], None]
    bring: Callable[[], None]


class MonthsPage(Page):
    """The view of the months grid."""

    def __init__(self, grid: MonthsGrid, wishes: Wishes, details: MonthDetails) -> None:
        super().__init__()
        self.grid, self.wishes, self.details = grid, wishes, details
        self.table = MonthTable(grid, wishes.open_month)
        self.findings = FindingsList(grid.session.go_to, grid.accept, grid.withdraw)
        self.bring = button("", wishes.bring)
        self.bill = button("primary", lambda: wishes.enter_bill(self.table.meter))
        self.head = PageHead(self.bring, self.bill)
        self.tools = MonthTools(grid, self._mark_estimated, self._add_column)
        self.offer = button("small", self._take_offer)
        self.bar, self.legend = CellBar(), MonthLegend()
        self.first: QWidget | None = None
        self.side: QWidget | None = None
        self._build()
        grid.attach(self)
        details.refused = self._refused

    # the view of the presenter

    def show_grid(self) -> None:
        self.refresh()

    def show_findings(self, found: tuple[Line, ...]) -> None:
        t, n, record = self.grid.session.t, self.grid.offered, self.grid.session.record
        accepted = accepted_lines(t, self.grid.accepted, record)
        self.findings.show_findings(t, found or lines(t, self.grid.findings, record), accepted)
        self.findings.fit(_ROOM_FOR_FINDINGS)
        self.offer.setVisible(n > 0)
        self.offer.setText(t.plural("Make a new column for it and paste its figures",
                                    "Make {n} new columns and paste their figures", n))  # fmt: skip

    def lead_to(self, way: Way) -> None:
        self.table.turn_to(self.grid.turn_to(way))

    def take_focus(self) -> None:
        if not self.grid.columns:
            super().take_focus()
        elif not self.table.currentIndex().isValid():
            self._into_grid()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def confirm(self) -> None:
        self.table.confirm()
        self.bar.confirm()

    def show_now(self) -> None:
        t, grid = self.grid.session.t, self.grid
        factory = grid.factory
        self.head.title.setText(t("Consumption"))
        self.head.about.setText(t.show(factory.name) if factory else "")
        self.bill.setText(t("Enter a bill"))
        self.bring.setText(t("Import a workbook…"))
        self.tools.show_now()
        self.table.setAccessibleName(f"{t('Consumption')} {grid.year}")
        self._show_empty()
        self.table.reload()
        self._show_cell()
        self.show_findings(())

    # building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        self._across = QHBoxLayout()
        self._across.setSpacing(0)
        self._body = QVBoxLayout()
        self._body.setContentsMargins(24, 12, 24, 8)
        self._body.setSpacing(10)
        for each, stretch in ((self.tools, 0), (self.bar, 0), (self.table, 1), (self.legend, 0),
                              (self.findings, 0)):  # fmt: skip
            self._body.addWidget(each, stretch)
        self._body.addWidget(self.offer, 0, Qt.AlignmentFlag.AlignLeft)
        self._across.addLayout(self._body, 1)
        column.addLayout(self._across, 1)
        self.table.moved.connect(self._show_cell)
        self.table.horizontalHeader().sectionDoubleClicked.connect(self._open_column)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._menu)
        self.setAcceptDrops(True)
        self.bar.kept.connect(self._keep)
        self.bar.left.connect(self.table.setFocus)

    def _show_empty(self) -> None:
        """Where there is no column yet, the ways to the first figures instead of the grid."""
        shown = bool(self.grid.columns)
        if not shown and self.first is None:
            self._make_first()
        if self.first is not None:
            self.first.setVisible(not shown)
            session = self.grid.session
            self.first.say(session.t, first_figures.kinds_offered(session),
                           first_figures.example(session))  # fmt: skip
        for each in (self.tools, self.bar, self.legend, self.table, self.bill, self.bring):
            each.setVisible(shown)
        if self.side is not None:
            self._fit_side()

    def _make_first(self) -> None:
        from cpdesk.ui.first_figures import FirstFigures

        self.first = FirstFigures(self._paste_first, self.wishes.bring)
        self.first.begun.connect(self._add_columns)
        self._body.insertWidget(0, self.first, 1)

    def _make_side(self) -> None:
        from cpdesk.ui.month_side import MonthSide

        self.side = MonthSide(self.details, self.table.open_current)
        self._across.addWidget(self.side)
        self._fit_side()

    def _fit_side(self) -> None:
        wide = self.width() >= _LEAST_FOR_SIDE
        self.side.setVisible(wide and bool(self.grid.columns))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.side is not None:
            self._fit_side()

    # the cell with the cursor

    def _show_cell(self) -> None:
        at, grid = self.table.currentIndex(), self.grid
        chosen = self.table.chosen()
        self.legend.show_now(grid, chosen)
        month = grid.month(at.row())
        column = grid.columns[at.column()] if 0 <= at.column() < len(grid.columns) else None
        if column is None:
            t = grid.session.t
            self.bar.rest(t("Choose a cell: its figure stands here and can be typed."))
            return
        name = " · ".join((column.head[0], grid.row_heads[at.row()]))
        cell = grid.cell(at.row(), at.column())
        self.bar.say(name, cell.edit, column.head[2], editable=month is not None)
        if self.side is None:
            self._make_side()
        self.details.choose(column.series, month)

    def _keep(self, text: str, move: bool) -> None:
        at = self.table.currentIndex()
        if at.isValid():
            self.table.months.setData(at, text)
        if move:
            self.table.setFocus()
            self.table.go(1, 0)

    # wishes

    def _menu(self, where: QPoint) -> None:
        """What a right click offers, with the keys that do the same."""
        from cpdesk.ui.month_menu import menu_of

        menu = menu_of(self.table, self._mark_estimated, self.details.note_idea)
        menu.exec(self.table.viewport().mapToGlobal(where))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Bills are dropped on the month with the cursor; everything else is for the window."""
        if self._papers(event):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.details.add_files(self._papers(event))

    def _papers(self, event: QDropEvent) -> tuple[Path, ...]:
        there = self.details.month is not None and self.side is not None
        return meant(files_of(event.mimeData())).papers if there else ()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Before there is a grid the page itself takes what is pasted."""
        if event.matches(QKeySequence.StandardKey.Paste) and not self.grid.columns:
            self._paste_first()
        else:
            super().keyPressEvent(event)

    def _paste_first(self) -> None:
        self.grid.paste(0, 0, QGuiApplication.clipboard().text())
        self._into_grid()

    def _add_columns(self, kinds: tuple[str, ...]) -> None:
        if not kinds:
            self.first.ask_for_one(self.grid.session.t)
            return
        self._refused(first_figures.add_columns(self.grid.session, kinds, self.grid.factory))
        self._into_grid()

    def _add_column(self, kind: str) -> None:
        """One more column, with the cursor in it; without a kind the form of a new meter."""
        if not kind:
            self.wishes.add_meter()
            return
        before = {each.series.id for each in self.grid.columns}
        self._refused(first_figures.add_columns(self.grid.session, (kind,), self.grid.factory))
        made = [at for at, e in enumerate(self.grid.columns) if e.series.id not in before]
        if made:
            self.table.put_cursor(max(0, self.table.currentIndex().row()), made[0])
            self.table.setFocus()

    def _into_grid(self) -> None:
        if self.grid.columns:
            self.table.put_cursor(0, 0)
            self.table.setFocus()

    def _take_offer(self) -> None:
        self.grid.take_offer()
        self.table.setFocus()

    def _open_column(self, column: int) -> None:
        """A double click on the head of a column leads to its meter or driver."""
        from cpdesk.domain.findings import Place

        for shown in self.grid.columns[column : column + 1]:  # none where it has gone meanwhile
            self.grid.session.go_to(Place(shown.series.word, shown.series.code))

    def _mark_estimated(self) -> None:
        self.grid.mark_all(self.table.chosen())

    def _refused(self, found: tuple[Finding, ...]) -> None:
        if found:
            session = self.grid.session
            self.show_findings(lines(session.t, found, session.record))
