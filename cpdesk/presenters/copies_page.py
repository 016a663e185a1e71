"""The copies of the open record: when each was made, and what it says otherwise than now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cpdesk.domain.findings import Refusal
from cpdesk.domain.words import N_
from cpdesk.presenters.comparing import (
    BEFORE,
    changes_alone,
    lines_of,
    moment_words,
    relation,
    side_told,
)
from cpdesk.presenters.figures import DASH
from cpdesk.presenters.form_fields import sentence_of
from cpdesk.presenters.running import Runner
from cpdesk.presenters.session import Session
from cpdesk.services.jobs import Cancelled, Job

if TYPE_CHECKING:
    from cpdesk.services.comparing import Comparison
    from cpdesk.services.upkeep import Backup

COMPARING = N_("Comparing")
_MANY = 60  # copies


@dataclass(frozen=True)
class CopyRow:
    """A copy in the list: when it was made and why, how many changes it has seen, and where."""

    path: Path
    cells: tuple[str, ...]


class CopiesPage:
    """A list of copies, and what is known of the one that is looked at."""

    def __init__(self, session: Session, runner: Runner, shown: Callable[[], None]) -> None:
        from cpdesk.services.upkeep import backups_of

        self.session = session
        self.path = session.ws.store.path
        self.running = False
        self.chosen: Path | None = None
        self.told: tuple[str, ...] = ()
        self.lines: tuple[str, ...] = ()
        self._found: Comparison | None = None
        self._runner, self._shown, self._turn = runner, shown, 0
        self._rows = tuple(self._row(each) for each in backups_of(self.path, _MANY))

    @property
    def heads(self) -> tuple[str, ...]:
        t = self.session.t
        return t("Copy of"), t("Made"), t("Changes"), t("Where")

    @property
    def rows(self) -> tuple[CopyRow, ...]:
        return self._rows

    @property
    def may_restore(self) -> bool:
        """Whether the copy that is looked at can take the record's place."""
        found, differs = self._found, self._found is not None and bool(self._found.differences)
        parted = found is not None and bool(found.one.alone or found.other.alone)
        same = found is not None and found.same_record
        return same and (differs or parted) and not self.session.ws.store.read_only

    def look(self, copy: Path) -> None:
        """Compare a copy with the record as it stands; neither is touched."""
        if copy == self.chosen:
            return
        self.chosen, self._found, self.lines = copy, None, ()
        self.told = (self.session.t("Comparing …"),)
        self._turn += 1
        turn, ws = self._turn, self.session.ws

        def work(job: Job) -> Comparison:
            from cpdesk.services.comparing import compare_with

            job.report(COMPARING, 0.0)
            return compare_with(ws, copy)

        self.running = True
        self._runner.run(work, lambda found: self._done(turn, found),
                         lambda error: self._failed(turn, error), lambda _job: None)  # fmt: skip
        self._shown()

    def leave(self) -> None:
        """Nobody looks any more: what is still found out is shown nowhere."""
        self._turn += 1

    def _done(self, turn: int, found: Comparison) -> None:
        if turn != self._turn:
            return
        t = self.session.t
        self.running, self._found = False, found
        self.told = (
            t("This copy: {told}", told=side_told(t, found.one)),
            t("The record now: {told}", told=side_told(t, found.other)),
            relation(t, found),
        )
        self.lines = lines_of(t, found)
        if not self.lines and (found.one.alone or found.other.alone):
            self.lines = tuple(changes_alone(t, (*found.one.alone, *found.other.alone)))
        self._shown()

    def _failed(self, turn: int, error: Exception) -> None:
        if turn != self._turn:
            return
        self.running = False
        self.told = (sentence_of(self.session.t, error),) if isinstance(error, Refusal) else ()
        self._shown()
        if not isinstance(error, Refusal | Cancelled):
            raise error

    def _row(self, copy: Backup) -> CopyRow:
        t = self.session.t
        why = t("a whole copy") if copy.whole else t(BEFORE[copy.why])
        where = t("second place") if copy.elsewhere else t("beside the record")
        n = DASH if copy.change is None else t.number(copy.change)
        return CopyRow(copy.path, (moment_words(t, copy.made), why, n, where))
