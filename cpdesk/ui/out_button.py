"""The button above what a page shows: to a printer, or into a file named after the record."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from cpdesk.presenters.exports import Exports
from cpdesk.presenters.running import Runner
from cpdesk.presenters.session import Session
from cpdesk.ui import dialogs
from cpdesk.ui.parts import button

PAPER = "PDF (*.pdf)"


class OutButton(QWidget):
    """A button with a menu of the ways out; whoever inherits it fills both."""

    def __init__(self, session: Session, runner: Runner) -> None:
        super().__init__()
        self.session = session
        refused = lambda finding: dialogs.say(self, session.t, finding)  # noqa: E731
        self.exports = Exports(session, runner, refused)
        self.button, self.menu = button(), QMenu(self)
        self.button.setMenu(self.menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)

    def ask(self, title: str, name: str, kinds: str = PAPER) -> Path | None:
        """Where it is to be written: beside the record unless another place is chosen."""
        record = self.session.ws.store.path
        proposed = record.with_name(f"{record.stem} {name}")
        return dialogs.file_to_write(self, title, proposed, kinds)
