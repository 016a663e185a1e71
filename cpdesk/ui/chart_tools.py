"""What stands above the chart: which one, of what, closer or farther, copy and save."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from cpdesk.presenters.savings_charts import SavingsCharts
from cpdesk.ui.chart_box import ChartBox
from cpdesk.ui.parts import Choice, button
from cpdesk.ui.segments import SegmentsOrChoice

_LETTERS = 20  # of a driver's name that are seen


class ChartTools(QWidget):
    """The row above a chart."""

    def __init__(self, chart: ChartBox, charts: SavingsCharts) -> None:
        super().__init__()
        self.charts = charts
        self.chart = chart
        self.kinds, self.of = SegmentsOrChoice(), Choice()
        self.kinds.chosen.connect(charts.choose)
        self.of.chosen.connect(charts.choose_of)
        self.of.setMinimumContentsLength(_LETTERS)
        self.less = button("small", lambda: charts.zoom(None, closer=False))
        self.more = button("small", lambda: charts.zoom(None, closer=True))
        self.whole = button("small", charts.show_all)
        row = _row(self)
        row.addWidget(self.kinds)
        row.addStretch(1)
        for each in (chart.copy, chart.save):
            row.addWidget(each)
        self.corner = QWidget(chart)
        inner = _row(self.corner)
        for each in (self.of, self.whole, self.less, self.more):
            inner.addWidget(each)
        chart.keep_at_corner(self.corner)

    def show_now(self) -> None:
        """What can be chosen of the effect, in the language of the screen."""
        t, charts = self.charts.session.t, self.charts
        self.kinds.offer(charts.kinds, charts.word, t("Charts"))
        self.of.setVisible(len(charts.choices) > 1)
        self.of.offer(charts.choices, charts.of)
        self.of.setAccessibleName(dict(charts.kinds).get(charts.word, ""))
        named = (
            (self.less, "−", t("More months")), (self.more, "+", t("Fewer months")),
            (self.whole, t("All months"), t("All months")),
        )  # fmt: skip
        for each, words, said in named:
            each.setText(words)
            each.setToolTip(said)
            each.setAccessibleName(said)
        self.less.setVisible(charts.can_zoom)
        self.more.setVisible(charts.can_zoom)
        self.less.setEnabled(charts.span is not None)
        self.whole.setVisible(charts.span is not None)
        self.chart.keep_at_corner(self.corner)


def _row(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    return row
