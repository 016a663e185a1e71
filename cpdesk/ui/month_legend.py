"""Below the months grid: what its marks mean, how many there are, and the sum of what is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from cpdesk.presenters.month_blocks import summary
from cpdesk.presenters.months_grid import CellState, MonthsGrid
from cpdesk.ui.marks import Hatch, Mark, MarkWidget
from cpdesk.ui.parts import Elided, label

_LEAST = 620  # pixels in which the words of all marks find room


class MonthLegend(QWidget):
    """Marks with their numbers at the left, at the right the sum or what no mark means.

    Where there is little room the marks have only their numbers, and the words in a tip.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._said: dict[CellState, tuple[str, int]] = {}
        row = QHBoxLayout(self)
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
        self.right = Elided("hint")
        self.right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.right, 1)

    def show_now(self, grid: MonthsGrid, chosen: Sequence[tuple[int, int]]) -> None:
        t, counts = grid.session.t, grid.counts()
        words = {
            CellState.EVIDENCE: t("Evidence attached: {n}", n=counts[CellState.EVIDENCE]),
            CellState.ESTIMATED: t("Estimated: {n}", n=counts[CellState.ESTIMATED]),
            CellState.DOUBTFUL: t("Doubtful: {n}", n=counts[CellState.DOUBTFUL]),
            CellState.MISSING: t(
                "Missing or in part: {n}",
                n=counts[CellState.MISSING] + counts[CellState.PARTIAL],
            ),
        }
        counts[CellState.MISSING] += counts[CellState.PARTIAL]
        self._said = {state: (said, counts[state]) for state, said in words.items()}
        self._fit()
        self.right.setText(summary(grid, chosen) or t("No mark: typed, nothing attached"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        short = self.width() < _LEAST
        for state, (words, n) in self._said.items():
            self.counts[state].setText(str(n) if short else words)
            self.counts[state].setToolTip(words)
            self.counts[state].setAccessibleName(words)
