"""Below the months grid: what its marks mean, how many there are, and the sum of what is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from cpdesk.presenters.month_blocks import summary
from cpdesk.presenters.months_grid import CellState, MonthsGrid
from cpdesk.ui.marks import Hatch, Mark, MarkWidget
from cpdesk.ui.parts import label


class MonthLegend(QWidget):
    """Marks with their numbers at the left, at the right the sum or what no mark means."""

    def __init__(self) -> None:
        super().__init__()
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
        row.addStretch(1)
        self.right = label("hint")
        row.addWidget(self.right)

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
        for state, said in words.items():
            self.counts[state].setText(said)
        self.right.setText(summary(grid, chosen) or t("No mark: typed, nothing attached"))
