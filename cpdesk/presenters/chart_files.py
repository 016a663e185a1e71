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
        """The name of a file without its ending: `U1 X1`, `U1 X1 Scatter`.

        Empty where what the chart was of was taken back while its menu was open.
        """
        record = self.page.session.record
        if not self.page.chosen:
            return ""
        effect = record.get(Effect, self.page.chosen)
        upgrade = record.get(Upgrade, effect.upgrade)
        charts = self.page.charts
        kind = "" if charts.word == "use" else dict(charts.kinds).get(charts.word, "")
        name = _FORBIDDEN.sub("-", f"{upgrade.code} {effect.code} {kind}").strip(" .")
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

    def as_text(self) -> str:
        """The figures as lines with tabs, as any spreadsheet takes them from the clipboard."""
        sheet = self.page.sheet()
        if sheet is None:
            return ""
        rows = [[str(each) for each in sheet.headings]]
        rows += [[_plain(cell) for cell in row] for row in sheet.rows]
        return "\n".join("\t".join(row) for row in rows)

    def copied(self) -> None:
        """Say in the status line that the clipboard has it."""
        self.page.session.changed(self.page.session.t("The chart is in the clipboard."))

    def _write(self, path: Path, write: Callable[[], Path]) -> Finding | None:
        from cpdesk.presenters.exports import told

        try:
            written = told(path, write)
        except Refusal as refusal:
            return refusal.finding
        session = self.page.session
        session.changed(session.t("{file} was written.", file=written.name))
        return None


def _plain(cell: object) -> str:
    """A figure with 15 digits and no more; a name without what would part it."""
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return "" if cell is None else " ".join(str(cell).split())
