"""Files that are kept in the record and said to support one thing of it, in the background."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cpdesk.domain.findings import Finding, Refusal
from cpdesk.domain.papers import Evidence
from cpdesk.presenters.running import Runner
from cpdesk.presenters.session import Session
from cpdesk.services.jobs import Cancelled

if TYPE_CHECKING:
    from cpdesk.services.evidence import Added


class AddingPapers:
    """One lot of files at a time; `refused` is told what was not taken, and why."""

    def __init__(self, session: Session, runner: Runner) -> None:
        self.session = session
        self.running = False
        self.refused: Callable[[tuple[Finding, ...]], None] = lambda _found: None
        self._runner = runner

    def add(self, paths: Sequence[Path], to: str) -> None:
        """Keep files; they support the thing with this id."""
        from cpdesk.services.evidence import add_evidence

        ws = self.session.ws
        if not paths or self.running:
            return
        self.running = True
        self.session.changed(self.session.t("Keeping the files"))
        self._runner.run(lambda job: add_evidence(ws, paths, "", job, to),
                         lambda added: self._added(added, to), self._failed,
                         lambda _job: None)  # fmt: skip

    def _added(self, added: Added, to: str) -> None:
        """Papers that the record had before support it as well."""
        from cpdesk.services.evidence import KNOWN, attach_all

        self.running = False
        codes = [str(e.facts.get("code")) for e in added.findings if e.kind is KNOWN]
        known = [e for code in codes if (e := self.session.find(Evidence, code)) is not None]
        found = attach_all(self.session.ws, known, to) if known else ()
        n = len(added.papers) + len(known)
        self.session.changed(self.session.t.plural("{n} paper attached.", "{n} papers attached.", n)
                             if n else "")  # fmt: skip
        self.refused((*(e for e in added.findings if e.kind is not KNOWN), *found))

    def _failed(self, error: Exception) -> None:
        self.running = False
        self.session.changed("")
        if isinstance(error, Refusal):
            self.refused((error.finding,))
        elif not isinstance(error, Cancelled):
            raise error
