"""Our window on a record; it prints `painted` when its page of consumption is."""

from __future__ import annotations

import sys

from PySide6.QtGui import QPaintEvent

from cpdesk.__main__ import main
from cpdesk.ui.month_table import MonthTable

_paint = MonthTable.paintEvent


def paint(table: MonthTable, event: QPaintEvent) -> None:
    _paint(table, event)
    print("painted", flush=True)


MonthTable.paintEvent = paint  # type: ignore[method-assign, assignment]
sys.exit(main())
