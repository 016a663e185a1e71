"""The button above a saving: what the page shows, to a printer or as a PDF."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from cpdesk.base.languages import Translator
from cpdesk.presenters.running import Runner
from cpdesk.presenters.savings_page import SavingsPage
from cpdesk.ui.out_button import OutButton
from cpdesk.ui.result_strip import ResultStrip, failed

KEYS = "Ctrl+P"


class PrintPage(OutButton):
    """`Print this page…` and what it offers; `whole` says whether everything is unfolded.

    The paper is made aside, of the page as it is when it is asked for.
    """

    def __init__(self, page: SavingsPage, strip: ResultStrip, runner: Runner) -> None:
        super().__init__(page.session, runner)
        self.page, self.strip = page, strip
        self.whole = False

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
        if not self.page.choices:
            return
        from cpdesk.presenters.savings_paper import paper_of

        if path := self.ask(self.button.text(), self.page.title):
            self.exports.write_saving(path, paper_of(self.page, whole=self.whole))
