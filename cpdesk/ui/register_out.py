"""The button above the register: to a printer, as a paper, or as a table."""

from __future__ import annotations

from PySide6.QtCore import Signal

from cpdesk.base.languages import Translator
from cpdesk.presenters.running import Runner
from cpdesk.presenters.upgrade_register import UpgradeRegister
from cpdesk.ui.out_button import PAPER, OutButton

TABLES = "Excel (*.xlsx);;CSV (*.csv)"


class RegisterOut(OutButton):
    """`Print register…` and what it offers; `paper_wanted` is for the printer."""

    paper_wanted = Signal()

    def __init__(self, register: UpgradeRegister, runner: Runner) -> None:
        super().__init__(register.session, runner)

    def retell(self, t: Translator) -> None:
        self.button.setText(t("Print register…"))
        self.menu.clear()
        self.menu.addAction(t("Print…"), self.paper_wanted.emit)
        self.menu.addAction(t("As a PDF…"), lambda: self._save(PAPER))
        self.menu.addAction(t("As a workbook…"), lambda: self._save(TABLES))

    def _save(self, kinds: str) -> None:
        t = self.session.t
        if path := self.ask(t("Register of upgrades"), t("Upgrades"), kinds):
            self.exports.write_register(path)
