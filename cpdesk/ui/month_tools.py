"""Above the months grid: year, factory, a further column, the mark for estimates, the keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from cpdesk.presenters.first_figures import kinds_offered
from cpdesk.presenters.months_grid import MonthsGrid
from cpdesk.ui.parts import Choice, Elided, button, label


class MonthTools(QWidget):
    """One row of small wishes; the most used keys stand at its right, all of them in its tip."""

    def __init__(
        self, grid: MonthsGrid, estimate: Callable[[], None], add_column: Callable[[str], None]
    ) -> None:
        super().__init__()
        self.grid = grid
        self._add_column = add_column
        self.factories = Choice()
        self.factories.chosen.connect(grid.choose_factory)
        self.year, self.keys = label("strong"), Elided("hint")
        self.before = button("", lambda: grid.choose_year(grid.year - 1))
        self.after = button("", lambda: grid.choose_year(grid.year + 1))
        self.before.setText("‹")
        self.after.setText("›")
        self.estimate, self.column = button("", estimate), button("", self._offer)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for each in (self.before, self.year, self.after, self.factories, self.column,
                     self.estimate):  # fmt: skip
            row.addWidget(each)
        row.addSpacing(8)
        row.addWidget(self.keys, 1)

    def show_now(self) -> None:
        t, grid = self.grid.session.t, self.grid
        factory = grid.factory
        self.factories.offer(grid.factories, factory.code if factory else "")
        self.factories.setVisible(len(grid.factories) > 1)
        self.year.setText(str(grid.year))
        for each, words in ((self.before, t("Year before")), (self.after, t("Year after"))):
            each.setAccessibleName(words)
            each.setToolTip(f"{words} ({'PgUp' if each is self.before else 'PgDn'})")
        self.column.setText(t("Add a column"))
        self.estimate.setText(t("Estimated, or not"))
        self.keys.setText(t("Ctrl+V paste, Ctrl+D fill down, Ctrl+Enter bills of the month"))
        self.keys.setAccessibleDescription(self._all_keys())
        self.keys.tip = self._all_keys()

    def _all_keys(self) -> str:
        t = self.grid.session.t
        return "\n".join((
            t("F2 correct, Esc give up, Del remove, Backspace type anew"),
            t("Ctrl+C copy, Ctrl+Shift+C copy with headings, Ctrl+X cut, Ctrl+V paste"),
            t("=1200+345 adds up what is typed"),
            t("Ctrl+D fill down, Ctrl+R fill to the right"),
            t("Ctrl+arrow to the edge of the figures, with Shift choose as far as there"),
            t("Ctrl+A choose all, Ctrl+Space the column, Shift+Space the row"),
            t("Ctrl+Enter in a cell: the same figure in all that are chosen"),
            t("Ctrl+Enter bills of the month, Page Up and Page Down another year"),
        ))  # fmt: skip

    def _offer(self) -> None:
        """What a further column may count; the last one is any other meter, with its form."""
        menu = QMenu(self)
        for value, words in kinds_offered(self.grid.session):
            menu.addAction(words, lambda value=value: self._add_column(value))
        menu.addSeparator()
        menu.addAction(self.grid.session.t("Another meter…"), lambda: self._add_column(""))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.column.mapToGlobal(self.column.rect().bottomLeft()))
