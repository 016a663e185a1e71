"""The menu of a right click in the months grid, with the keys that do the same."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from cpdesk.ui.month_table import MonthTable


def menu_of(
    table: MonthTable, estimate: Callable[[], object], idea: Callable[[], object]
) -> QMenu:
    """It goes once it is closed."""
    t, menu = table.grid.session.t, QMenu(table)
    menu.aboutToHide.connect(menu.deleteLater)
    filled, full = bool(table.chosen()), bool(QGuiApplication.clipboard().text())
    for words, key, wish, possible in (
        (t("Cut"), "Ctrl+X", table.cut, filled),
        (t("Copy"), "Ctrl+C", table.copy, True),
        (t("Copy with headings"), "Ctrl+Shift+C", lambda: table.copy(heads=True), True),
        (t("Paste"), "Ctrl+V", table.paste, filled and full),
        ("", "", None, False),
        (t("Fill down"), "Ctrl+D", lambda: table.fill(down=True), filled),
        (t("Fill to the right"), "Ctrl+R", lambda: table.fill(down=False), filled),
        (t("Remove the figures"), "Del", table.empty, filled),
        ("", "", None, False),
        (t("Estimated, or not"), "", estimate, filled),
        (t("Bills of the month"), "Ctrl+Enter", table.open_current, table.meter is not None),
        (t("Note an upgrade idea"), "", idea, table.meter is not None and filled),
    ):  # fmt: skip
        if wish is None:
            menu.addSeparator()
            continue
        item = menu.addAction(f"{words}\t{key}" if key else words)
        item.triggered.connect(lambda _checked=False, wish=wish: wish())
        item.setEnabled(possible)
    return menu
