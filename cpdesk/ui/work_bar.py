"""In the status line: what long work is doing, how far it is, and a button that stops it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from cpdesk.base.languages import Translator
from cpdesk.services.jobs import Job
from cpdesk.ui.parts import button, label
from cpdesk.ui.runner import WorkRunner

_BAR = 120
_PATIENCE = 5  # pulses of work that is not worth a word


class WorkBar(QWidget):
    """Hidden until work has lasted half a second; the window stays alive beside it."""

    def __init__(self, translator: Callable[[], Translator], *runners: WorkRunner) -> None:
        super().__init__()
        self._translator = translator
        self._runners = runners
        self._pulses = 0
        self.words, self.bar, self.stop = label(), QProgressBar(), button("text", self._stop)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(_BAR)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(8)
        for each in (self.words, self.bar, self.stop):
            row.addWidget(each)
        self.hide()
        for each in runners:
            each.pulsed.connect(self._pulsed)
            each.rested.connect(self._rest)

    def _stop(self) -> None:
        for each in self._runners:
            each.stop()

    def _pulsed(self, job: Job) -> None:
        self._pulses += 1
        if self._pulses < _PATIENCE:
            return
        t = self._translator()
        self.words.setText(t(job.sentence) if job.sentence else t("Working"))
        self.bar.setRange(0, 100 if job.share else 0)  # of some work nobody knows how far it is
        self.bar.setValue(round(job.share * 100))
        self.bar.setAccessibleName(self.words.text())
        self.stop.setText(t("Stop"))
        self.stop.setToolTip("Esc" if self._runners[-1].busy else "")
        self.show()

    def _rest(self) -> None:
        if not any(each.busy for each in self._runners):
            self._pulses = 0
            self.hide()
