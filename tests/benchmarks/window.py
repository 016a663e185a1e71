"""Our window on a record; it prints `painted` when its page of consumption is."""

from __future__ import annotations

import gc
import sys

gc.disable()  # as cpdesk.app does before it loads anything of the window

from PySide6.QtGui import QPaintEvent  # noqa: E402

from cpdesk.__main__ import main  # noqa: E402
from cpdesk.ui.month_table import MonthTable  # noqa: E402

_paint = MonthTable.paintEvent


def paint(table: MonthTable, event: QPaintEvent) -> None:
    _paint(table, event)
    print("painted", flush=True)


MonthTable.paintEvent = paint  # type: ignore[method-assign, assignment]
sys.exit(main())
