"""A block from a spreadsheet on its way into the grid of months: read and written in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cpdesk.domain.company import Factory
from cpdesk.domain.findings import Finding
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, Meter
from cpdesk.presenters.findings import Line, lines
from cpdesk.presenters.session import Session
from cpdesk.services import entry
from cpdesk.services.jobs import Job

Shown = Sequence[tuple[Meter | Driver, tuple[str, ...]]]


@dataclass(frozen=True)
class Block:
    """What is pasted and where: from a month and a column on, if it does not say so itself.

    With `making` its headings make the meters that are not there yet.
    """

    text: str
    first: Month
    column: int = 0
    making: bool = False

    @property
    def size(self) -> int:
        """About how many cells it has."""
        return self.text.count("\t") + self.text.count("\n") + 1


@dataclass(frozen=True)
class Pasted:
    """How many figures were kept, what is said of the rest, and how many columns could be made."""

    n: int
    said: tuple[Finding, ...]
    lines: tuple[Line, ...]
    offered: int

    @property
    def whole(self) -> bool:
        """Whether no figure was refused."""
        return not any(each.blocking for each in self.said)


def paste(session: Session, block: Block, shown: Shown, factory: Factory | None) -> Pasted:
    """Keep what can be kept, as one change; a large block aside. Raises Cancelled."""
    from cpdesk.services.paste_new import NewSeries
    from cpdesk.services.pasting import pasted

    ws, t = session.ws, session.t

    def work(job: Job) -> Pasted:
        job.report(entry.READING, 0.0)
        new = NewSeries(ws.record, factory) if block.making else None
        today = Month.of(ws.today)
        wanted = pasted(block.text, shown, block.first, block.column, today, new)
        made = (*new.parents, *wanted.new) if new and wanted.new else ()
        findings, n = entry.paste_amounts(ws, wanted.cells, made, job)
        said = (*wanted.findings, *findings)
        return Pasted(n, said, lines(t, said, ws.record), len(wanted.offered))

    return session.carry_out(work, block.size)
