"""Our window on a record; it prints `painted` when the last year of its meters is."""

from __future__ import annotations

import gc
import sys

gc.disable()  # as cpdesk.app does before it loads anything of the window

from PySide6.QtGui import QPaintEvent  # noqa: E402

from cpdesk.__main__ import main  # noqa: E402
from cpdesk.ui.listing_view import ListingView  # noqa: E402

_paint = ListingView.paintEvent


def paint(table: ListingView, event: QPaintEvent) -> None:
    _paint(table, event)
    if table.rows.listing.rows:
        print("painted", flush=True)


ListingView.paintEvent = paint  # type: ignore[method-assign, assignment]
sys.exit(main())
