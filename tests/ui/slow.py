"""Much that is written, and takes until the test lets it go on."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from cpdesk.services import entry
from cpdesk.services.jobs import Job
from cpdesk.services.workspace import Workspace


class Slow:
    """A wish that waits, once it has begun, until the test lets it go on or it is stopped."""

    def __init__(self, real: Callable[[Workspace, Job], object]) -> None:
        self.go_on = threading.Event()
        self._real = real

    def __call__(self, ws: Workspace, job: Job) -> object:
        while not self.go_on.is_set():
            job.report(entry.TAKING_BACK, 0.5)
            time.sleep(0.005)
        return self._real(ws, job)
