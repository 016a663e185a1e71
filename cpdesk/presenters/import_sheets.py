"""What one look at a file has found, and its sheets as they are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cpdesk.presenters.import_corrections import Corrections
from cpdesk.presenters.import_questions import Question
from cpdesk.presenters.import_sheet import ImportSheet, Placed, listed, placed
from cpdesk.presenters.session import Session
from cpdesk.services.import_cells import Cell, Status
from cpdesk.services.jobs import Job
from cpdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from cpdesk.exchange.proposal.grid import Book, Grid
    from cpdesk.services.importing import Plan


@dataclass(frozen=True)
class Seen:
    """What would be done with a file, cell by cell, and its sheets, if it has any.

    `placed` are the cells of each sheet by its key, `taken` how many of them are not refused,
    `counts` how many have each status, and `changed` those that are not as in the record: of a
    large file all that takes a while, so it is made where the file is read.
    """

    plan: Plan
    cells: tuple[Cell, ...]
    book: Book | None
    placed: Mapping[str, Placed]
    taken: Mapping[str, int]
    counts: Mapping[Status, int]
    changed: tuple[Cell, ...]


def look_at(
    ws: Workspace, path: Path, said: Corrections, book: Book | None, job: Job
) -> Seen:
    """Read a file and compare it with the record, with all that was said so far."""
    from cpdesk.services import importing
    from cpdesk.services.import_cells import cells_of
    from cpdesk.services.own_workbooks import READING, sheets_of

    job.report(READING, 0)
    own, factory, answers = said.own, said.factory, said.answers
    if own is not None:
        plan = importing.preview_own(ws, own, factory, answers)
    else:
        plan = importing.preview(ws, path, None, factory, answers, blindly=True, job=job)
    cells = tuple(cells_of(ws.record, plan))
    book = plan.own.book if plan.own else book or sheets_of(path, job)
    where = placed(book.grids, path.name, cells) if book else {}
    taken = {key: sum(each.status is not Status.REFUSED for each in found.values())
             for key, found in where.items()}  # fmt: skip
    changed = tuple(each for each in cells if each.status is Status.CHANGED)
    counts = Counter(each.status for each in cells)
    return Seen(plan, cells, book, where, taken, counts, changed)


class Sheets:
    """The sheets of a file; of one that has none, a list of what would be written."""

    def __init__(
        self, session: Session, path: Path, seen: Seen | None, questions: Mapping[str, Question]
    ) -> None:
        self._session, self._path, self._seen = session, path, seen
        self._numbers = {each.key: each.number for each in questions.values()}
        self._decided = frozenset(each.key for each in questions.values() if each.decided)
        self._made: dict[str, ImportSheet] = {}

    @property
    def named(self) -> tuple[tuple[str, str], ...]:
        """Key of each sheet, and its name with how many figures are taken from it."""
        return tuple((each.key, f"{each.key}  {self._taken(each)}") for each in self.grids)

    @property
    def first(self) -> str:
        """The first from which something is taken; empty where there is no sheet."""
        keys = [each.key for each in self.grids]
        return next((each for each in keys if self.of(each).cells), (*keys, "")[0])

    @cached_property
    def grids(self) -> tuple[Grid, ...]:
        seen = self._seen
        if seen is None or not (seen.book or seen.cells):
            return ()
        if seen.book is None:
            return (listed(self._session, self._path.stem, seen.cells),)
        return seen.book.grids

    def of(self, key: str) -> ImportSheet:
        """The sheet of this key; raises StopIteration."""
        if key not in self._made:
            assert self._seen is not None
            seen, grid = self._seen, next(each for each in self.grids if each.key == key)
            own = seen.plan.own
            names = (grid.name, self._path.name)  # a table of text is called by its file
            self._made[key] = ImportSheet(
                self._session.t, grid, own.proposal.sheet(key) if own else None,
                seen.placed.get(key, {}), self._numbers, self._decided, names,
            )  # fmt: skip
        return self._made[key]

    def find(self, spot: str) -> tuple[str, tuple[int, int]] | None:
        """The sheet, and in it row and column, of a place such as `Sheet!C7`."""
        for grid in self.grids:
            place = self.of(grid.key).place(spot)
            if place is not None:
                return grid.key, place
        return None

    def _taken(self, grid: Grid) -> str:
        seen, t = self._seen, self._session.t
        n = seen.taken.get(grid.key, 0) if seen else 0
        if n:
            return t.number(n)
        return t("left out") if grid.rows else t("empty")
