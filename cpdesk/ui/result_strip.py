"""What is being made, or was made, across the page: progress with a stop, or the paper's ways."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from cpdesk.base.languages import Translator
from cpdesk.documents.leaves import pages_of
from cpdesk.presenters.running import Runner
from cpdesk.services.jobs import Cancelled, Job
from cpdesk.ui import dialogs
from cpdesk.ui.parts import Elided, button
from cpdesk.ui.printing import PRINTING, Printing

_BAR = 180


class ResultStrip(QFrame):
    """Empty, it takes no room."""

    def __init__(self, runner: Runner, stop: object) -> None:
        super().__init__()
        self.setObjectName("strip")
        self.runner = runner
        self.made: Path | None = None
        self.printing: Printing | None = None
        self._t: Translator | None = None
        self._stop_work = stop
        self.words, self.paper = Elided("second"), Elided("strong")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(_BAR)
        self.stop = button("small", self._stop)
        self.open, self.printed = button("small", self._open), button("small", self.print_made)
        self.folder, self.close_it = button("small", self._folder), button("text", self.forget)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 5, 16, 5)
        row.setSpacing(8)
        for each in (self.words, self.bar, self.stop):
            row.addWidget(each, 1 if each is self.words else 0)
        row.addWidget(self.paper, 1)
        for each in (self.open, self.printed, self.folder, self.close_it):
            row.addWidget(each)
        self.hide()

    @property
    def running(self) -> bool:
        return self.bar.isVisibleTo(self)

    def speak(self, t: Translator) -> None:
        self._t = t
        named = (
            (self.stop, t("Stop")), (self.open, t("Open the paper")), (self.printed, t("Print…")),
            (self.folder, t("Open the folder")), (self.close_it, t("Close")),
        )  # fmt: skip
        for each, words in named:
            each.setText(words)

    def show_progress(self, words: str, share: float) -> None:
        """Work that goes on, and how much of it is done (0 to 1)."""
        self.words.setText(words)
        self.bar.setValue(round(share * 100))
        self._show(running=True)

    def show_made(self, path: Path | None) -> None:
        """The work has ended: with a paper, or without one."""
        self.made = path or self.made
        self._show(running=False)

    def forget(self) -> None:
        self.made = None
        self._show(running=False)

    def print_made(self) -> None:
        """The paper that was made last to a printer."""
        if self.made is not None:
            self.print_content(self.made.read_bytes(), self.made.stem)

    def print_content(self, content: bytes, title: str) -> None:
        """Ask for a printer as soon as the pages are counted, then print."""
        def counted(pages: int) -> None:
            printer = dialogs.printer_for(self, title, pages)
            if printer is not None:
                first, last = printer.fromPage() or 1, printer.toPage() or pages
                wanted = range(first, min(last, pages) + 1)
                self.printing = Printing(self.runner, content, wanted, printer, self._told)

        def count(job: Job) -> int:
            found = pages_of(content)
            job.report(PRINTING, 0.0)
            return found

        self.runner.run(count, counted, failed, lambda _job: None)

    def _told(self, page: int, pages: int) -> None:
        t = self._t
        if page and t:
            words = t("Printing page {page} of {pages}", page=page, pages=pages)
            self.show_progress(words, (page - 1) / pages)
        else:
            self.printing = None
            self._show(running=False)

    def _stop(self) -> None:
        if self.printing is not None:
            self.printing.stop()
        else:
            self._stop_work()

    def _open(self) -> None:
        if self.made is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.made)))

    def _folder(self) -> None:
        if self.made is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.made.parent)))

    def _show(self, *, running: bool) -> None:
        there: list[QWidget] = [self.open, self.printed, self.folder, self.close_it]
        for each in (self.words, self.bar, self.stop):
            each.setVisible(running)
        for each in there:
            each.setVisible(self.made is not None and not running)
        self.paper.setVisible(not running)
        self.paper.setText(self.made.name if self.made else "")
        self.setVisible(running or self.made is not None)


def failed(error: Exception) -> None:
    if not isinstance(error, Cancelled):
        raise error
