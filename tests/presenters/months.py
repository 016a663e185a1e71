"""Typing into the grid of months as a person finds a cell: by the meter, then the month."""

from __future__ import annotations

from cpdesk.domain.periods import Month
from cpdesk.presenters.months_grid import MonthsGrid


def type_month(grid: MonthsGrid, code: str, month: Month, text: str) -> bool:
    """Type a figure for a meter or driver, turning to its year; whether it was saved."""
    if month.year != grid.year:
        grid.choose_year(month.year)
    codes = [column.series.code for column in grid.columns]
    return grid.type(month.month - 1, codes.index(code), text)
