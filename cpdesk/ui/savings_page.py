"""Savings: the verdict in words, three lights, the figures, then the chart."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cpdesk.domain.entity import Entity
from cpdesk.presenters.savings_page import CONFIDENCES, Light, Row, Said, SavingsPage
from cpdesk.ui.findings_list import FindingsList
from cpdesk.ui.marks import Mark, MarkWidget
from cpdesk.ui.parts import Choice, EmptyPage, Page, PageHead, Segments, clear, label

_SIDE, _DPI, _SETTLE = 252, 96, 120
_LOWEST, _MOST_FINDINGS = 410, 400  # below it the words above the chart are cut off


class ChartBox(QWidget):
    """Holds the one canvas of the page; matplotlib is loaded when a chart is first drawn."""

    def __init__(self, page: SavingsPage) -> None:
        super().__init__()
        self.page = page
        self.canvas: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._later = QTimer(self, singleShot=True, interval=_SETTLE)
        self._later.timeout.connect(self.draw)
        self.setMinimumHeight(_LOWEST)

    @property
    def drawn(self) -> bool:
        """Whether the chart shows what the page says."""
        return not self._later.isActive()

    def draw_later(self) -> None:
        """Draw once the layout has given the box its size."""
        self._later.start()

    def draw(self) -> None:
        """Draw the chart at the size of the box."""
        from cpdesk.documents.chart_style import Look

        size = (max(3.0, self.width() / _DPI), max(2.0, self.height() / _DPI))
        figure = self.page.figure(Look(self.page.session.t, paper=False), size)
        if self.canvas is not None:
            self._column.removeWidget(self.canvas)
            self.canvas.close()
            self.canvas.deleteLater()
            self.canvas = None
        if figure is not None:
            self._show(figure)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.canvas is not None:
            self._later.start()

    def _show(self, figure: object) -> None:
        from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg

        self.canvas = FigureCanvasQTAgg(figure)
        self.canvas.setParent(self)
        self.canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.canvas.setAccessibleName(self.page.said.verdict)
        self._column.addWidget(self.canvas)


class SavingsPageView(Page):
    """The view of the savings presenter."""

    def __init__(self, page: SavingsPage, begin: Callable[[type[Entity]], None]) -> None:
        super().__init__()
        self.page = page
        self.head = PageHead()
        self.empty = EmptyPage(lambda: begin(page.first))
        self.chart = ChartBox(page)
        self.findings = FindingsList(page.session.go_to)
        self._build()
        page.attach(self)

    def show_choices(self) -> None:
        self.refresh()

    def show_savings(self) -> None:
        self.refresh()

    def show_now(self) -> None:
        t, page, said = self.page.session.t, self.page, self.page.said
        self.head.title.setText(t("Savings"))
        self.head.about.setText(dict(page.choices).get(page.chosen, ""))
        self.upgrade_words.setText(t("Upgrade and meter"))
        self.upgrade.offer(page.choices, page.chosen)
        self.upgrade.setToolTip(self.upgrade.currentText())
        self.confidence_words.setText(t("Confidence"))
        options = [(str(each), t.percent(each, 0)) for each in CONFIDENCES]
        self.confidence.offer(options, str(page.confidence))
        self.measured.setVisible(bool(page.choices))
        self.empty.setVisible(not page.choices)
        self.empty.say(said.verdict, said.explanation, t("Add: {kind}", kind=t(page.first.title)))
        self._show_said(said)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        self.measured = QWidget()
        across = QHBoxLayout(self.measured)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._side())
        across.addWidget(self._right(), 1)
        column.addWidget(self.measured, 1)
        column.addWidget(self.empty, 1)

    def _side(self) -> QWidget:
        side = QFrame()
        side.setObjectName("side")
        side.setFixedWidth(_SIDE)
        column = QVBoxLayout(side)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(4)
        self.upgrade_words, self.confidence_words = label("label"), label("label")
        self.upgrade, self.confidence = Choice(), Segments()
        self.upgrade.chosen.connect(self.page.choose)
        self.confidence.chosen.connect(lambda said: self.page.choose_confidence(Decimal(said)))
        column.addWidget(self.upgrade_words)
        column.addWidget(self.upgrade)
        column.addSpacing(12)
        column.addWidget(self.confidence_words)
        column.addWidget(self.confidence)
        column.addStretch(1)
        return side

    def _right(self) -> QWidget:
        right, body = QScrollArea(), QWidget()
        right.setWidgetResizable(True)
        right.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body.setObjectName("page")
        right.setWidget(body)
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        self.statistics = label("hint", wraps=True)
        column.addLayout(self._top())
        column.addWidget(self.chart, 1)
        column.addWidget(self.statistics)
        column.addWidget(self.findings)
        self.rest = QWidget()
        column.addWidget(self.rest, 1)
        return right

    def _top(self) -> QHBoxLayout:
        across = QHBoxLayout()
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
        across.addLayout(self.results)
        return across

    def _show_said(self, said: Said) -> None:
        self.verdict.setText(said.verdict)
        self.explanation.setText(said.explanation)
        self.statistics.setText(said.statistics)
        self.statistics.setVisible(bool(said.statistics))
        self.findings.show_findings(self.page.session.t, said.findings)
        self.findings.fit(_MOST_FINDINGS)
        self._show_lights(said.lights)
        self._show_results(said.rows)
        self.chart.setVisible(said.measured)
        self.rest.setVisible(not said.measured)
        self.chart.draw_later()

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
        self.results.setRowStretch(len(rows), 1)
