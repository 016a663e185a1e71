"""The record on its way out: written beside what the window does, told of when it is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from cpdesk.domain.findings import Finding, Refusal
from cpdesk.presenters.running import Runner
from cpdesk.presenters.session import Session
from cpdesk.services import exporting
from cpdesk.services.jobs import Cancelled, Job

if TYPE_CHECKING:
    from cpdesk.documents.saving import SavingView


class Exports:
    """Everything, the figures of all charts, the register of upgrades, or one saving.

    `refused` is told why a file was not written.
    """

    def __init__(
        self, session: Session, runner: Runner, refused: Callable[[Finding], None]
    ) -> None:
        self.session = session
        self._runner = runner
        self._refused = refused

    def write_record(self, path: Path) -> None:
        """As a workbook or as JSON, as the name's ending says."""
        ws, t = self.session.ws, self.session.t
        self._write(path, lambda job: exporting.export(ws, path, t, job))

    def write_charts(self, path: Path) -> None:
        ws, t = self.session.ws, self.session.t
        self._write(path, lambda job: exporting.export_charts(ws, path, t, job))

    def write_register(self, path: Path) -> None:
        """The upgrades as a paper or as a table, as the name's ending says."""
        from cpdesk.services import register_out

        ws, t = self.session.ws, self.session.t
        if path.suffix.lower() == ".pdf":
            self._write(path, lambda _job: register_out.write_paper(ws, t.language, path).path)
        else:
            self._write(path, lambda _job: register_out.write_table(ws, t, path))

    def write_saving(self, path: Path, view: Callable[[], SavingView]) -> None:
        """One saving as a paper."""
        from cpdesk.services import saving_out

        t = self.session.t
        self._write(path, lambda _job: saving_out.write_paper(view, t, path).path)

    def back_up(self) -> None:
        """A checked copy beside the record, named by the moment."""
        from cpdesk.services.upkeep import backup

        ws, path = self.session.ws, self.session.ws.store.path
        self._write(path, lambda _job: backup(path, None, ws.now()))

    def _write(self, path: Path, write: Callable[[Job], Path]) -> None:
        self.session.changed(self.session.t("Writing {file} …", file=path.name))
        work = lambda job: told(path, lambda: write(job))  # noqa: E731
        self._runner.run(work, self._done, lambda error: self._failed(error, path),
                         lambda _job: None)  # fmt: skip

    def _done(self, path: Path) -> None:
        self.session.changed(self.session.t("{file} was written.", file=path.name))

    def _failed(self, error: Exception, path: Path) -> None:
        if isinstance(error, Cancelled):
            self.session.changed(self.session.t("{file} was not written.", file=path.name))
            return
        self.session.changed("")
        if not isinstance(error, Refusal):
            raise error
        self._refused(error.finding)


def told(path: Path, write: Callable[[], Path]) -> Path:
    """Where a file was written; what the system says against it becomes a refusal."""
    with exporting.told_in_a_sentence(path):
        return write()
