"""Long work on one worker thread; everything comes back to the main thread."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from cpdesk.base.loading import load_in_hand
from cpdesk.services.jobs import Job

T = TypeVar("T")
_PULSE = 100  # milliseconds between two looks at the progress
_SHOWN = 30  # milliseconds until the window has shown what has just arrived
# Seconds a worker keeps the interpreter for itself while the window waits for it. Drawing a page
# of widgets gives it up and takes it back hundreds of times, so that Python's own 5 ms would be
# felt. Where nobody waits it costs nothing, and two workers a tenth of their time. On Windows
# Python counts whole milliseconds; less would be none, and waiting would never rest.
_KEPT = 0.001 if sys.platform == "win32" else 0.00005


class WorkRunner(QObject):
    """Owns the only worker; `close` waits for it, so that no thread outlives the window.

    Work begins when what is already to be drawn has been: Python runs one thread at a time. So
    does what is asked for as the result of other work arrives, which is to be seen first.
    `pulsed` tells now and then of a job that is under way, `rested` when there is none any more.
    """

    rested = Signal()
    pulsed = Signal(object)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_KEPT)
        self._pool = ThreadPoolExecutor(1, "cpdesk", initializer=load_in_hand)
        self._jobs: dict[Job, Callable[[Job], None]] = {}
        self._arriving = False  # whether a result is being taken in
        self._arrived.connect(lambda deliver: deliver())
        self._pulse = QTimer(self, interval=_PULSE)
        self._pulse.timeout.connect(self._look)

    def run(
        self, work: Callable[[Job], T], done: Callable[[T], None],
        failed: Callable[[Exception], None], watch: Callable[[Job], None],
    ) -> Job:
        job = Job()
        self._jobs[job] = watch
        self._pulse.start()

        def begin() -> None:
            if job in self._jobs:  # else it was closed meanwhile
                future = self._pool.submit(work, job)
                future.add_done_callback(lambda finished: self._arrived.emit(
                    lambda: self._deliver(job, finished, done, failed)
                ))  # fmt: skip

        QTimer.singleShot(_SHOWN if self._arriving else 0, self, begin)
        return job

    @property
    def busy(self) -> bool:
        return bool(self._jobs)

    def stop(self) -> None:
        """Ask everything that is under way to end; it does at its next step."""
        for job in self._jobs:
            job.cancel()

    def close(self) -> None:
        """Stop what runs and wait for the worker."""
        self.stop()
        self._pulse.stop()
        self._jobs.clear()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _deliver(
        self, job: Job, finished: Future[Any], done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        if self._jobs.pop(job, None) is None:
            return
        if not self._jobs:
            self._pulse.stop()
            self.rested.emit()
        self._arriving = True
        try:
            self._hand_on(finished, done, failed)
        finally:
            self._arriving = False

    @staticmethod
    def _hand_on(
        finished: Future[Any], done: Callable[[Any], None], failed: Callable[[Exception], None]
    ) -> None:
        error = finished.exception()
        if error is None:
            done(finished.result())
        elif isinstance(error, Exception):
            failed(error)
        else:
            raise error

    def _look(self) -> None:
        for job, watch in list(self._jobs.items()):
            watch(job)
        for job in list(self._jobs)[:1]:
            self.pulsed.emit(job)
