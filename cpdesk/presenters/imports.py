"""A file on its way into the record: what it is taken for, what the user decides, then all of it.

Reading and comparing is done in the background. Every correction is one more look at the file; of
several under way only the last one counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cpdesk.domain.findings import Finding, Place, Refusal, Severity
from cpdesk.presenters import import_questions as asking
from cpdesk.presenters.findings import Line, accepted_lines, lines
from cpdesk.presenters.import_corrections import Corrections
from cpdesk.presenters.import_questions import Question
from cpdesk.presenters.import_sheet import ImportSheet, listed
from cpdesk.presenters.import_told import Told, not_taken, summary, understood
from cpdesk.presenters.running import Runner
from cpdesk.presenters.session import Session
from cpdesk.services.import_cells import Cell, Status
from cpdesk.services.jobs import Job

if TYPE_CHECKING:
    from cpdesk.exchange.proposal.grid import Book, Grid
    from cpdesk.services.importing import Plan

_ASKED_ELSEWHERE = ("meter-unit-unknown", "meter-same-kind")


class ImportView(Protocol):
    def show_import(self) -> None:
        """Anything of the preview may have changed."""

    def show_question(self, number: int) -> None:
        """Lead to a question that stands in the way."""

    def leave_import(self) -> None:
        """The file was taken, or is not wanted any more."""


class ImportPage:
    """One file before it is imported; `running` while it is looked at.

    `corrections` are what the user says of it; `sheet` is the key of the sheet that is shown.
    """

    def __init__(self, session: Session, path: Path, runner: Runner) -> None:
        self.session = session
        self.path = path
        self.running = False
        self.sheet = ""
        self.corrections = Corrections(session, self.look, self._fault)
        self.plan: Plan | None = None
        self.cells: tuple[Cell, ...] = ()
        self.questions: Mapping[str, Question] = {}
        self._runner = runner
        self._faults: tuple[Finding, ...] = ()
        self._book: Book | None = None
        self._sheets: dict[str, ImportSheet] = {}
        self._turn = 0
        self._view: ImportView | None = None
        session.listen(self._changed)
        self.look()

    def attach(self, view: ImportView) -> None:
        self._view = view
        view.show_import()

    # what is shown

    @property
    def possible(self) -> bool:
        """Whether there is anything to take."""
        return self.plan is not None and bool(self.plan.changes or self.plan.rule_file)

    @property
    def figures(self) -> int:
        """How many cells would be written; of a file without cells, how many things."""
        written = sum(each.status in (Status.NEW, Status.CHANGED) for each in self.cells)
        return written or (self.plan.new + self.plan.changed if self.plan else 0)

    @property
    def summary(self) -> str:
        """What would happen, in one line."""
        t = self.session.t
        if self.plan is None:
            return t("The file is being read") if self.running else (
                t("Nothing can be taken from this file."))  # fmt: skip
        return summary(t, self.cells, len(self.undecided))

    @property
    def undecided(self) -> tuple[Question, ...]:
        """The questions that keep the file from being taken."""
        return tuple(each for each in self.questions.values() if each.open)

    @property
    def doubts(self) -> tuple[Line, ...]:
        """What is doubtful in the figures, and why the file as a whole is of no use."""
        found = self.plan.findings if self.plan else ()
        wanted = [each for each in found if each.severity is Severity.WARNING
                  and each.code not in _ASKED_ELSEWHERE]  # fmt: skip
        return lines(self.session.t, (*self._faults, *wanted))

    @property
    def accepted(self) -> tuple[Line, ...]:
        return accepted_lines(self.session.t, self.plan.accepted if self.plan else ())

    @property
    def sheets(self) -> tuple[tuple[str, str], ...]:
        """Key of each sheet, and its name with how many figures are taken from it."""
        return tuple((each.key, f"{each.key}  {self._taken_of(each)}") for each in self._grids)

    @property
    def shown(self) -> ImportSheet | None:
        """The chosen sheet, otherwise the first from which something is taken."""
        keys = [each.key for each in self._grids]
        if not keys:
            return None
        if self.sheet not in keys:
            self.sheet = next((each for each in keys if self._of(each).cells), keys[0])
        return self._of(self.sheet)

    @property
    def understood(self) -> tuple[Told, ...]:
        sheet = self.shown
        found = self.plan.findings if self.plan else ()
        return tuple(understood(self.session.t, sheet, found)) if sheet else ()

    @property
    def not_taken(self) -> tuple[Told, ...]:
        sheet = self.shown
        found = self.plan.findings if self.plan else ()
        return tuple(not_taken(self.session.t, sheet, found)) if sheet else ()

    # wishes

    def choose_sheet(self, key: str) -> None:
        self.sheet = key
        self._show()

    def turn_to(self, place: Place) -> tuple[int, int] | None:
        """Turn to the sheet that a finding lies in; the row and column of its cell."""
        name = place.spot.rpartition("!")[0]
        for grid in (each for each in self._grids if name in self._names(each)):
            cell = self._of(grid.key).place(place.spot)
            if cell is not None:
                self.choose_sheet(grid.key)
                return cell
        return None

    def take(self) -> bool:
        """Import it as one change; whether it was. What is undecided is led to."""
        if self.undecided:
            self._lead(self.undecided[0])
            return False
        from cpdesk.services.importing import carry_out

        if self.plan is None or self.running:
            return False
        try:
            carry_out(self.session.ws, self.plan)
        except Refusal as refusal:
            self._faults = (refusal.finding,)
            self._show()
            return False
        self._end(self._said_of(self.path.name))
        return True

    def _said_of(self, file: str) -> str:
        """That it was imported, and where that is so, that its layout could not be kept."""
        t = self.session.t
        try:
            self.corrections.remember()
        except OSError:
            return t("{file} was imported, but what you said of its layout could not be kept on "
                     "this PC.", file=file)  # fmt: skip
        return t("{file} was imported.", file=file)

    def cancel(self) -> None:
        self._end(self.session.t("{file} was not imported.", file=self.path.name))

    def write_marked(self, target: Path) -> None:
        """A copy of the file in which what is refused or doubtful is explained."""
        from cpdesk.services.marking import write_marked

        try:
            made = write_marked(self.plan, self.path, target, self.session.t) if self.plan else None
        except Refusal as refusal:
            self._fault(refusal.finding)
        else:
            self._written(made)

    def save_mapping(self, target: Path) -> None:
        """What was said of the layouts of this file, as a file to be handed on."""
        self._written(self.corrections.save_mapping(target))

    def answer(self, question: Question, value: str) -> None:
        """Decide a question; that of all changes answers every one of them."""
        if question.key != asking.ALL_CHANGES:
            self.corrections.answer(question, value)
            return
        changed = (each.cell for each in self.cells if each.status is Status.CHANGED)
        kept = self.corrections.answers.kept
        self.corrections.decide(dict.fromkeys((*changed, *kept), value))

    def leave_blank(self) -> None:
        """Leave every cell blank that is not decided yet."""
        blank = {each.key: asking.BLANK for each in self.undecided
                 if asking.BLANK in dict(each.options)}  # fmt: skip
        self.corrections.decide(blank)

    # looking

    def look(self) -> None:
        """Read and compare anew, with all that was corrected and decided so far."""
        ws, path, said = self.session.ws, self.path, self.corrections
        own, factory, answers = said.own, said.factory, said.answers
        self._turn += 1
        turn, known = self._turn, self._book

        def work(job: Job) -> tuple[Plan, tuple[Cell, ...], Book | None]:
            from cpdesk.services import importing
            from cpdesk.services.import_cells import cells_of
            from cpdesk.services.own_workbooks import sheets_of

            plan = importing.preview_own(ws, own, factory, answers) if own else (
                importing.preview(ws, path, None, factory, answers))  # fmt: skip
            cells = tuple(cells_of(ws.record, plan))
            return plan, cells, plan.own.book if plan.own else known or sheets_of(path)

        self.running = True
        self._runner.run(
            work, lambda found: self._seen(turn, *found),
            lambda error: self._failed(turn, error), lambda _job: None,
        )  # fmt: skip
        self._show()

    def _seen(
        self, turn: int, plan: Plan, cells: tuple[Cell, ...], book: Book | None
    ) -> None:
        if turn != self._turn:
            return
        self.running, self._faults = False, ()
        self.plan, self.cells, self._book = plan, cells, book
        said = self.corrections
        said.own, decided = plan.own, said.answers.said
        fresh = asking.questions_of(self.session, plan, cells, decided, said.factory)
        self.questions = asking.remembered(self.questions, fresh, decided)
        self._sheets = {}
        self.__dict__.pop("_listed", None)
        self._show()

    def _failed(self, turn: int, error: Exception) -> None:
        if turn != self._turn:
            return
        self.running = False
        if not isinstance(error, Refusal):
            self._show()
            raise error
        self._faults = (error.finding,)
        self._show()

    # keeping up

    @property
    def _grids(self) -> tuple[Grid, ...]:
        return self._book.grids if self._book else self._listed

    @cached_property
    def _listed(self) -> tuple[Grid, ...]:
        """Of a file that has no sheets, a list of what would be written."""
        return (listed(self.session, self.path.stem, self.cells),) if self.cells else ()

    def _of(self, key: str) -> ImportSheet:
        if key not in self._sheets:
            grid = next(each for each in self._grids if each.key == key)
            own = self.plan.own if self.plan else None
            meaning = own.proposal.sheet(key) if own else None
            numbers = {each.key: each.number for each in self.questions.values()}
            self._sheets[key] = ImportSheet(
                self.session.t, grid, meaning, self.cells, numbers, self._names(grid)
            )
        return self._sheets[key]

    def _names(self, grid: Grid) -> tuple[str, ...]:
        """What findings call a sheet: a table of text is called by its file."""
        return grid.name, self.path.name

    def _taken_of(self, grid: Grid) -> str:
        sheet = self._of(grid.key)
        if sheet.taken or not grid.rows:
            return self.session.t.number(sheet.taken) if sheet.taken else self.session.t("empty")
        return self.session.t("left out")

    def _changed(self) -> None:
        """Look again where the record has moved on; say everything anew where only words have."""
        self._sheets = {}
        moved = self.plan is not None and self.plan.based_on != self.session.record.identity.change
        if moved and not self.running and self._view is not None:
            self.look()
        else:
            self._show()

    def _lead(self, question: Question) -> None:
        sheet = question.key.rpartition("!")[0]
        if sheet in dict(self.sheets):
            self.sheet = sheet
        self._show()
        if self._view:
            self._view.show_question(question.number)

    def _end(self, status: str) -> None:
        view, self._view = self._view, None
        self._turn += 1
        self.plan, self.cells, self._book, self._sheets = None, (), None, {}
        if view:
            view.leave_import()
        self.session.changed(status)

    def _written(self, path: Path | None) -> None:
        if path is not None:
            self.session.changed(self.session.t("{file} was written.", file=path.name))

    def _fault(self, finding: Finding) -> None:
        self._faults = (finding,)
        self._show()

    def _show(self) -> None:
        if self._view:
            self._view.show_import()

