"""What one look at a file has found, and its sheets as they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cpdesk.presenters.import_corrections import Corrections
from cpdesk.presenters.import_questions import Question
from cpdesk.presenters.import_sheet import ImportSheet, listed
from cpdesk.presenters.session import Session
from cpdesk.services.import_cells import Cell
from cpdesk.services.jobs import Job
from cpdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from cpdesk.exchange.proposal.grid import Book, Grid
    from cpdesk.services.importing import Plan


@dataclass(frozen=True)
class Seen:
    """What would be done with a file, cell by cell, and its sheets, if it has any."""

    plan: Plan
    cells: tuple[Cell, ...]
    book: Book | None


def look_at(
    ws: Workspace, path: Path, said: Corrections, book: Book | None, job: Job
) -> Seen:
    """Read a file and compare it with the record, with all that was said so far."""
    from cpdesk.services import importing
    from cpdesk.services.import_cells import cells_of
    from cpdesk.services.own_workbooks import sheets_of

    own, factory, answers = said.own, said.factory, said.answers
    if own is not None:
        plan = importing.preview_own(ws, own, factory, answers)
    else:
        plan = importing.preview(ws, path, None, factory, answers, blindly=True, job=job)
    cells = tuple(cells_of(ws.record, plan))
    return Seen(plan, cells, plan.own.book if plan.own else book or sheets_of(path, job))


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
            grid = next(each for each in self.grids if each.key == key)
            own = self._seen.plan.own
            names = (grid.name, self._path.name)  # a table of text is called by its file
            self._made[key] = ImportSheet(
                self._session.t, grid, own.proposal.sheet(key) if own else None,
                self._seen.cells, self._numbers, self._decided, names,
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
        n, t = self.of(grid.key).taken, self._session.t
        if n:
            return t.number(n)
        return t("left out") if grid.rows else t("empty")
