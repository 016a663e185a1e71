"""Long work that tells how far it is and can be stopped between its steps."""

from __future__ import annotations

from collections.abc import Callable


class Cancelled(Exception):
    """The user asked to stop; nothing half done is left behind."""


class Job:
    """Reports of progress; `cancel` from any thread ends the work at the next report."""

    def __init__(self) -> None:
        self.sentence = ""
        self.share = 0.0
        self._cancelled = False

    def cancel(self) -> None:
        self._cancelled = True

    def report(self, sentence: str, share: float) -> None:
        """Say what is being done (an English text of the catalogue) and how much is done (0-1)."""
        if self._cancelled:
            raise Cancelled
        self.sentence, self.share = sentence, share


    def pause(self, sentence: str) -> Callable[[], None]:
        """For work that waits: called now and then, it says what is done or ends the work."""
        return lambda: self.report(sentence, self.share)


class NullJob(Job):
    """Progress that nobody watches."""
