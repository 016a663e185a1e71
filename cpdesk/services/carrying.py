"""Copies on their way to the second place, which may be a share that is slow or answers nobody."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

from cpdesk.domain.findings import Finding
from cpdesk.services.jobs import Cancelled, Job
from cpdesk.services.upkeep import copies_of, keep_there

_LAST = 1.0  # seconds for a piece that is just being written when all are to end


@dataclass(frozen=True)
class Carried:
    """A record whose copy is in the second place now, or what stood against it.

    `turn` counts the copies of that record that were asked for; `error` is what the program did
    wrong itself.
    """

    path: Path
    turn: int
    findings: tuple[Finding, ...] = ()
    error: Exception | None = None


class Carrying:
    """One copy after the other, each in a thread that nobody has to wait for.

    The process ends whether such a thread has ended or not: a call to a share that does not answer
    cannot be called off. What is in the place then is whole all the same, for each file gets its
    name last.
    """

    def __init__(self) -> None:
        self._job = Job()
        self._ended: SimpleQueue[Carried] = SimpleQueue()
        self._last: Thread | None = None
        self._turns: Counter[Path] = Counter()

    @property
    def busy(self) -> bool:
        return self._last is not None and self._last.is_alive()

    def begin(self, path: Path, place: Path, now: datetime, copy: Path | None = None) -> None:
        """Carry a copy of a record to a place, by default the newest that lies beside it."""
        newest = copy or next((each.path for each in copies_of(path)), None)
        self._turns[path] += 1
        about = (path, self._turns[path], newest, place, now, self._last)
        self._last = Thread(target=self._carry, args=about, name="cpdesk-copy", daemon=True)
        self._last.start()

    def ended(self) -> tuple[Carried, ...]:
        """What has come to an end since this was asked last."""
        found: list[Carried] = []
        while True:
            try:
                found.append(self._ended.get_nowait())
            except Empty:
                return tuple(found)

    def settles(self, carried: Carried) -> bool:
        """Whether the second place has all of that record now, and no later copy is on its way."""
        failed = carried.findings or carried.error
        return not failed and carried.turn == self._turns[carried.path]

    def wait(self, seconds: float) -> None:
        """Until all have come to an end, but no longer."""
        if self._last is not None:
            self._last.join(seconds)

    def finish(self, seconds: float) -> None:
        """Wait so long, then have the others end where they are; of those nothing is heard."""
        self.wait(seconds)
        self._job.cancel()
        self.wait(_LAST)

    def _carry(
        self, path: Path, turn: int, copy: Path | None, place: Path, now: datetime,
        former: Thread | None,
    ) -> None:  # fmt: skip
        if former is not None:
            former.join()
        step = self._job.pause("")
        try:
            step()
            self._ended.put(Carried(path, turn, keep_there(path, copy, place, now, step=step)))
        except Cancelled:
            return
        except Exception as error:  # whoever asks what has ended tells of it
            self._ended.put(Carried(path, turn, error=error))
