"""Consumption: the months of a year in a grid that is typed into."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Meter
from cpdesk.presenters.findings import Line, accepted_lines, lines
from cpdesk.presenters.months_grid import CellState, MonthsGrid
from cpdesk.presenters.pages import Way
from cpdesk.ui.findings_list import FindingsList
from cpdesk.ui.marks import Hatch, Mark, MarkWidget
from cpdesk.ui.month_table import MonthTable
from cpdesk.ui.parts import Choice, Elided, EmptyPage, Page, PageHead, button, label

_ROOM_FOR_FINDINGS = 150


class MonthsPage(Page):
    """The view of the months grid."""

    def __init__(
        self, grid: MonthsGrid, enter_bill: Callable[[Meter | None], None],
        open_month: Callable[[Meter, Month], None], add_meter: Callable[[], None],
    ) -> None:  # fmt: skip
        super().__init__()
        self.grid = grid
        self.table = MonthTable(grid, open_month)
        self.findings = FindingsList(grid.session.go_to, grid.accept, grid.withdraw)
        self.estimate = button("", self._mark_estimated)
        self.bill = button("primary", lambda: enter_bill(self.table.meter))
        self.head = PageHead(self.estimate, self.bill)
        self._build(add_meter)
        grid.attach(self)

    # the view of the presenter

    def show_grid(self) -> None:
        self.refresh()

    def show_findings(self, found: tuple[Line, ...]) -> None:
        t = self.grid.session.t
        accepted = accepted_lines(t, self.grid.accepted)
        self.findings.show_findings(t, found or lines(t, self.grid.findings), accepted)
        self.findings.fit(_ROOM_FOR_FINDINGS)

    def lead_to(self, way: Way) -> None:
        self.table.turn_to(self.grid.turn_to(way))

    def confirm(self) -> None:
        self.table.confirm()

    def show_now(self) -> None:
        t, grid = self.grid.session.t, self.grid
        factory = grid.factory
        self.head.title.setText(t("Consumption"))
        self.head.about.setText(t.show(factory.name) if factory else "")
        self.bill.setText(t("Enter a bill"))
        self.estimate.setText(t("Estimated, or not"))
        self.factories.offer(grid.factories, factory.code if factory else "")
        self.factories.setVisible(len(grid.factories) > 1)
        self.year.setText(str(grid.year))
        self.table.setAccessibleName(f"{t('Consumption')} {grid.year}")
        for turn, words in ((self.before, t("Year before")), (self.after, t("Year after"))):
            turn.setAccessibleName(words)
            turn.setToolTip(words)
        self.keys.setText(t(
            "F2 correct, Ctrl+Enter bills of the month, Ctrl+C copy, Ctrl+V paste, Del remove"
        ))
        self._show_legend()
        self._show_empty()
        self.table.reload()
        self.show_findings(())

    def _build(self, add_meter: Callable[[], None]) -> None:
        self.factories = Choice()
        self.factories.chosen.connect(self.grid.choose_factory)
        self.year = label("strong")
        self.before = button("", lambda: self.grid.choose_year(self.grid.year - 1))
        self.after = button("", lambda: self.grid.choose_year(self.grid.year + 1))
        self.before.setText("‹")
        self.after.setText("›")
        self.keys = Elided("hint")
        self.keys.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.empty = EmptyPage(add_meter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        body = QVBoxLayout()
        body.setContentsMargins(24, 12, 24, 8)
        body.setSpacing(12)
        body.addWidget(self._tools())
        body.addWidget(self.empty, 1)
        body.addWidget(self.table, 1)
        body.addWidget(self._legend())
        body.addWidget(self.findings)
        column.addLayout(body)

    def _tools(self) -> QWidget:
        self.tools = QWidget()
        row = QHBoxLayout(self.tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for each in (self.before, self.year, self.after, self.factories):
            row.addWidget(each)
        row.addWidget(self.keys, 1)
        return self.tools

    def _legend(self) -> QWidget:
        self.legend = QWidget()
        row = QHBoxLayout(self.legend)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.counts = {}
        marks = {
            CellState.EVIDENCE: MarkWidget(Mark.EVIDENCE),
            CellState.ESTIMATED: MarkWidget(Mark.ESTIMATED),
            CellState.DOUBTFUL: MarkWidget(Mark.DOUBT),
            CellState.MISSING: Hatch(),
        }
        for state, mark in marks.items():
            self.counts[state] = label("hint")
            row.addWidget(mark)
            row.addWidget(self.counts[state])
            row.addSpacing(8)
        row.addStretch(1)
        self.unmarked = label("hint")
        row.addWidget(self.unmarked)
        return self.legend

    def _show_legend(self) -> None:
        t, counts = self.grid.session.t, self.grid.counts()
        words = {
            CellState.EVIDENCE: t("Evidence attached: {n}", n=counts[CellState.EVIDENCE]),
            CellState.ESTIMATED: t("Estimated: {n}", n=counts[CellState.ESTIMATED]),
            CellState.DOUBTFUL: t("Doubtful: {n}", n=counts[CellState.DOUBTFUL]),
            CellState.MISSING: t(
                "Missing or in part: {n}",
                n=counts[CellState.MISSING] + counts[CellState.PARTIAL],
            ),
        }
        for state, said in words.items():
            self.counts[state].setText(said)
        self.unmarked.setText(t("No mark: typed, nothing attached"))

    def _show_empty(self) -> None:
        t, shown = self.grid.session.t, bool(self.grid.columns)
        self.empty.say(
            t("No meter yet"), t("Add the first meter: what it counts, and in which unit."),
            t("Add a meter"),
        )  # fmt: skip
        self.empty.setVisible(not shown)
        for each in (self.tools, self.legend, self.table, self.estimate, self.bill):
            each.setVisible(shown)

    def _mark_estimated(self) -> None:
        for row, column in self.table.chosen()[:1]:
            self.grid.mark_estimated(row, column)
