"""The button above the register: to a printer, as a paper, or as a table."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from cpdesk.base.languages import Translator
from cpdesk.presenters.exports import Exports
from cpdesk.presenters.running import Runner
from cpdesk.presenters.upgrade_register import UpgradeRegister
from cpdesk.ui import dialogs
from cpdesk.ui.parts import button

PAPER, TABLES = "PDF (*.pdf)", "Excel (*.xlsx);;CSV (*.csv)"


class OutButton(QWidget):
    """`Print register…` and what it offers; `paper_wanted` is for the printer."""

    paper_wanted = Signal()

    def __init__(self, register: UpgradeRegister, runner: Runner) -> None:
        super().__init__()
        self._session = register.session
        refused = lambda finding: dialogs.say(self, self._session.t, finding)  # noqa: E731
        self._exports = Exports(register.session, runner, refused)
        self.button, self.menu = button(), QMenu(self)
        self.button.setMenu(self.menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)

    def retell(self, t: Translator) -> None:
        self.button.setText(t("Print register…"))
        self.menu.clear()
        self.menu.addAction(t("Print…"), self.paper_wanted.emit)
        self.menu.addAction(t("As a PDF…"), lambda: self._save(PAPER))
        self.menu.addAction(t("As a workbook…"), lambda: self._save(TABLES))

    def _save(self, kinds: str) -> None:
        t, record = self._session.t, self._session.ws.store.path
        proposed = record.with_name(f"{record.stem} {t('Upgrades')}")
        if path := dialogs.file_to_write(self, t("Register of upgrades"), proposed, kinds):
            self._exports.write_register(path)
