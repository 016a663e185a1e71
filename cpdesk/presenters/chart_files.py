"""The chart of the savings page as a file: the picture, or the figures it is drawn from."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from cpdesk.domain.findings import Finding, Refusal
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.presenters.savings_page import SavingsPage

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')  # in the name of a file
_SIZE = (9.0, 5.0)  # inches


class ChartFiles:
    """What the menu of the chart does; None means done, and the status line says so."""

    def __init__(self, page: SavingsPage) -> None:
        self.page = page

    @property
    def proposed(self) -> str:
        """The name of a file without its ending: `U1 X1`."""
        record = self.page.session.record
        effect = record.get(Effect, self.page.chosen)
        upgrade = record.get(Upgrade, effect.upgrade)
        name = _FORBIDDEN.sub("-", f"{upgrade.code} {effect.code}").strip(" .")
        return name or self.page.session.t("Savings")

    def save_picture(self, path: Path) -> Finding | None:
        """As PNG, SVG or PDF, as the name's ending says."""
        from cpdesk.documents.charts.style import Look
        from cpdesk.services import exporting

        t = self.page.session.t
        figure = self.page.figure(Look(t, paper=False), _SIZE)
        if figure is None:
            return None
        return self._write(path, lambda: exporting.save_picture(figure, path, t.language))

    def save_figures(self, path: Path) -> Finding | None:
        """As a workbook or as CSV, as the name's ending says."""
        from cpdesk.services import exporting

        sheet, t = self.page.sheet(), self.page.session.t
        if sheet is None:
            return None
        return self._write(path, lambda: exporting.save_figures(sheet, path, t))

    def _write(self, path: Path, write: Callable[[], Path]) -> Finding | None:
        from cpdesk.presenters.exports import told

        try:
            written = told(path, write)
        except Refusal as refusal:
            return refusal.finding
        session = self.page.session
        session.changed(session.t("{file} was written.", file=written.name))
        return None
