"""The button above a saving: what the page shows, to a printer or as a PDF."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from cpdesk.base.languages import Translator
from cpdesk.presenters.exports import Exports
from cpdesk.presenters.running import Runner
from cpdesk.presenters.savings_page import SavingsPage
from cpdesk.ui import dialogs
from cpdesk.ui.parts import button
from cpdesk.ui.result_strip import ResultStrip, failed

PAPER, KEYS = "PDF (*.pdf)", "Ctrl+P"


class PrintPage(QWidget):
    """`Print this page…` and what it offers; `whole` says whether everything is unfolded.

    The paper is made aside, of the page as it is when it is asked for.
    """

    def __init__(self, page: SavingsPage, strip: ResultStrip, runner: Runner) -> None:
        super().__init__()
        self.page, self.strip = page, strip
        self.whole = False
        refused = lambda finding: dialogs.say(self, page.session.t, finding)  # noqa: E731
        self._exports = Exports(page.session, runner, refused)
        self.button, self.menu = button(), QMenu(self)
        self.button.setMenu(self.menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)

    def listen(self, page: QWidget) -> None:
        """Take the keys of the whole page."""
        QShortcut(QKeySequence(KEYS), page, self.print_it)

    def retell(self, t: Translator) -> None:
        self.button.setText(t("Print this page…"))
        self.button.setToolTip(KEYS)
        self.menu.clear()
        self.menu.addAction(f"{t('Print…')}\t{KEYS}", self.print_it)
        self.menu.addAction(t("As a PDF…"), self.save_it)
        self.setVisible(bool(self.page.choices))

    def print_it(self) -> None:
        """To a printer."""
        if not self.page.choices:
            return
        from cpdesk.presenters.savings_paper import paper_of
        from cpdesk.services.saving_out import paper

        t, strip = self.page.session.t, self.strip
        view, title = paper_of(self.page, whole=self.whole), self.page.title
        strip.runner.run(lambda _job: paper(view, t),
                         lambda made: strip.print_content(made, title),
                         failed, lambda _job: None)  # fmt: skip

    def save_it(self) -> None:
        """As a file."""
        from cpdesk.presenters.savings_paper import paper_of

        record = self.page.session.ws.store.path
        proposed = record.with_name(f"{record.stem} {self.page.title}")
        if path := dialogs.file_to_write(self, self.button.text(), proposed, PAPER):
            self._exports.write_saving(path, paper_of(self.page, whole=self.whole))
