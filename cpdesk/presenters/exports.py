"""The record on its way out: written beside what the window does, told of when it is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cpdesk.domain.findings import Finding, Refusal
from cpdesk.presenters.running import Runner
from cpdesk.presenters.session import Session
from cpdesk.services import exporting


class Exports:
    """Everything, or the figures of all charts; `refused` is told why a file was not written."""

    def __init__(
        self, session: Session, runner: Runner, refused: Callable[[Finding], None]
    ) -> None:
        self.session = session
        self._runner = runner
        self._refused = refused

    def write_record(self, path: Path) -> None:
        """As a workbook or as JSON, as the name's ending says."""
        ws, t = self.session.ws, self.session.t
        self._write(path, lambda: exporting.export(ws, path, t))

    def write_charts(self, path: Path) -> None:
        ws, t = self.session.ws, self.session.t
        self._write(path, lambda: exporting.export_charts(ws, path, t))

    def _write(self, path: Path, write: Callable[[], Path]) -> None:
        self.session.changed(self.session.t("Writing {file} …", file=path.name))
        work = lambda _job: told(path, write)  # noqa: E731
        self._runner.run(work, self._done, self._failed, lambda _job: None)

    def _done(self, path: Path) -> None:
        self.session.changed(self.session.t("{file} was written.", file=path.name))

    def _failed(self, error: Exception) -> None:
        self.session.changed("")
        if not isinstance(error, Refusal):
            raise error
        self._refused(error.finding)


def told(path: Path, write: Callable[[], Path]) -> Path:
    """Where a file was written; what the system says against it becomes a refusal."""
    with exporting.told_in_a_sentence(path):
        return write()
