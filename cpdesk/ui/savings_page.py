"""Savings: the verdict in words, three lights, the figures, then the chart."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cpdesk.domain.entity import Entity
from cpdesk.domain.verification import Adjustment
from cpdesk.presenters.alternatives import Alternatives
from cpdesk.presenters.running import Runner
from cpdesk.presenters.savings_page import Light, Row, Said, SavingsPage
from cpdesk.ui.chart_box import ChartBox
from cpdesk.ui.chart_tools import ChartTools
from cpdesk.ui.dialogs import answer_of
from cpdesk.ui.findings_list import FindingsList
from cpdesk.ui.marks import Mark, MarkWidget
from cpdesk.ui.parts import EmptyPage, Page, PageHead, clear, label
from cpdesk.ui.result_strip import ResultStrip
from cpdesk.ui.savings_out import PrintPage
from cpdesk.ui.savings_side import SavingsSide
from cpdesk.ui.tables import Fold, Tables

_MOST_FINDINGS = 400
_LEAST_FOR_BOTH = 940  # pixels of the page: verdict and figures side by side


class SavingsPageView(Page):
    """The view of the savings presenter."""

    def __init__(
        self, page: SavingsPage, begin: Callable[[type[Entity]], None], runner: Runner
    ) -> None:
        super().__init__()
        self.page = page
        self.strip = ResultStrip(runner, lambda: None)
        self.out = PrintPage(page, self.strip, runner)
        self.out.listen(self)
        self.head = PageHead(self.out)
        self.empty = EmptyPage(lambda: begin(page.first))
        self.side = SavingsSide(page, self.compare, self.search, lambda: begin(Adjustment))
        self.chart = ChartBox(page, runner)
        self.tools = ChartTools(self.chart, page.charts)
        self.findings = FindingsList(page.session.go_to)
        self._effect = ""
        self._build()
        page.attach(self)

    def show_choices(self) -> None:
        """The savings, which are shown next, are shown with their choices."""

    def show_savings(self) -> None:
        self.refresh()

    def show_chart(self) -> None:
        self.tools.show_now()
        self.chart.draw_later()

    def showEvent(self, event: QShowEvent) -> None:
        """Another effect may have been looked at in its form."""
        self._stale = self._stale or self._effect != self.page.chosen
        super().showEvent(event)

    def compare(self) -> None:
        """All models that the baseline allows."""
        self._offer(self.page.models())

    def search(self) -> None:
        """All base temperatures of the degree days."""
        self._offer(self.page.bases())

    def _offer(self, alternatives: Alternatives) -> None:
        from cpdesk.ui.alternatives_dialog import AlternativesDialog

        answer_of(AlternativesDialog(self, alternatives))

    def show_now(self) -> None:
        t, page, said = self.page.session.t, self.page, self.page.said
        self._effect = page.chosen
        self.head.title.setText(t("Savings"))
        self.head.about.setText(dict(page.choices).get(page.chosen, ""))
        self.out.retell(t)
        self.strip.speak(t)
        self.side.show_now()
        self.measured.setVisible(bool(page.choices))
        self.empty.setVisible(not page.choices)
        self.empty.say(said.verdict, said.explanation, t("Add: {kind}", kind=t(page.first.title)))
        self._show_said(said)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.strip)
        self.measured = QWidget()
        across = QHBoxLayout(self.measured)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.side)
        across.addWidget(self._right(), 1)
        column.addWidget(self.measured, 1)
        column.addWidget(self.empty, 1)

    def _right(self) -> QWidget:
        right, body = QScrollArea(), QWidget()
        right.setWidgetResizable(True)
        body.setObjectName("page")
        right.setWidget(body)
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        session = self.page.session
        self.instead, self.fold, self.tables = Tables(session), Fold(), Tables(session)
        self.fold.opened.connect(lambda _open: self._show_tables())
        self.rest = QWidget()
        column.addLayout(self._top())
        column.addWidget(self.tools)
        column.addWidget(self.chart, 1)
        for each in (self.instead, self.fold, self.tables, self.findings):
            column.addWidget(each)
        column.addWidget(self.rest, 1)
        return right

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The figures go beneath the verdict where they have no room beside it."""
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        beside = self.width() >= _LEAST_FOR_BOTH
        self.top.setDirection(directions.LeftToRight if beside else directions.TopToBottom)

    def _top(self) -> QBoxLayout:
        across = self.top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        across.setSpacing(24)
        block = QFrame()
        block.setObjectName("verdict")
        words = QVBoxLayout(block)
        words.setContentsMargins(16, 0, 0, 0)
        words.setSpacing(4)
        self.verdict = label("verdict", wraps=True)
        self.explanation = label("second", wraps=True)
        self.lights = QHBoxLayout()
        self.lights.setSpacing(16)
        words.addWidget(self.verdict)
        words.addWidget(self.explanation)
        words.addSpacing(4)
        words.addLayout(self.lights)
        across.addWidget(block, 1)
        self.results = QGridLayout()
        self.results.setHorizontalSpacing(8)
        self.results.setVerticalSpacing(6)
        self.results.setColumnStretch(3, 1)  # beneath the verdict they keep together
        across.addLayout(self.results)
        return across

    def _show_said(self, said: Said) -> None:
        self.verdict.setText(said.verdict)
        self.explanation.setText(said.explanation)
        self.fold.say(self.page.session.t("For a verifier"), said.summary)
        self.fold.setVisible(said.measured and bool(said.summary))
        self._show_tables()
        self.instead.show_tables((said.table,) if said.table else ())
        self.instead.setVisible(bool(said.table))
        self.findings.show_findings(self.page.session.t, said.findings)
        self.findings.fit(_MOST_FINDINGS)
        self._show_lights(said.lights)
        self._show_results(said.rows)
        for each in (self.tools, self.chart):
            each.setVisible(said.is_drawn)
        self.chart.retell()
        self.tools.show_now()
        self.rest.setVisible(not said.is_drawn)
        self.chart.draw_later()

    def _show_tables(self) -> None:
        """What is folded away is computed only once it is asked for."""
        is_open = self.out.whole = self.fold.is_open and not self.fold.isHidden()
        self.tables.show_tables(self.page.tables if is_open else ())
        self.tables.setVisible(is_open)

    def _show_lights(self, lights: tuple[Light, ...]) -> None:
        clear(self.lights)
        for light in lights:
            mark = MarkWidget(Mark.SHOWN if light.good else Mark.DOUBT)
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(label("strong", light.title))
            words.addWidget(label("label", light.reason, wraps=True))
            words.addStretch(1)
            self.lights.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            self.lights.addLayout(words, 1)

    def _show_results(self, rows: tuple[Row, ...]) -> None:
        clear(self.results)
        right = Qt.AlignmentFlag.AlignRight
        for at, row in enumerate(rows):
            self.results.addWidget(label("", row.name), at, 0)
            self.results.addWidget(label("", row.value), at, 1, right)
            self.results.addWidget(label("second", row.half_width), at, 2, right)
            self.results.addWidget(label("hint", row.unit), at, 3)
        for at in range(self.results.rowCount() + 1):
            self.results.setRowStretch(at, 1 if at == max(len(rows), 1) else 0)
