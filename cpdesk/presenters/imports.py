"""A file on its way into the record: what it is taken for, what the user decides, then all of it.

Reading and comparing is done in the background. Every correction is one more look at the file; of
several under way only the last one counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cpdesk.domain.findings import Finding, Place, Refusal, Severity, blocking
from cpdesk.domain.words import N_
from cpdesk.presenters import import_questions as asking
from cpdesk.presenters.findings import Line, accepted_lines, lines
from cpdesk.presenters.import_corrections import Corrections
from cpdesk.presenters.import_questions import Question
from cpdesk.presenters.import_sheet import ImportSheet
from cpdesk.presenters.import_sheets import Seen, Sheets, look_at
from cpdesk.presenters.import_told import Told, not_taken, summary, understood
from cpdesk.presenters.running import Runner
from cpdesk.presenters.session import Session
from cpdesk.services.import_cells import Cell, Status
from cpdesk.services.jobs import Cancelled, Job

if TYPE_CHECKING:
    from cpdesk.services.importing import Plan
    from cpdesk.services.workspace import Workspace

NOT_WRITTEN = blocking(
    "copy-not-written",
    N_("{file} cannot be written there ({reason}). Choose another folder, or close the program "
       "that has it open."),
)  # fmt: skip
_ASKED_ELSEWHERE = ("meter-unit-unknown", "meter-same-kind")


class ImportView(Protocol):
    def show_import(self) -> None:
        """Anything of the preview may have changed."""

    def show_question(self, number: int) -> None:
        """Lead to a question that stands in the way."""

    def leave_import(self) -> None:
        """The file was taken, or is not wanted any more."""


class ImportPage:
    """One file before it is imported; `running` while it is looked at, `taking` while taken in.

    `corrections` are what the user says of it; `sheet` is the key of the sheet that is shown.
    """

    def __init__(self, session: Session, path: Path, runner: Runner) -> None:
        self.session = session
        self.path = path
        self.running = self.taking = False
        self.sheet = ""
        self.questions: Mapping[str, Question] = {}
        self.corrections = Corrections(session, self.look, self._fault)
        self._runner = runner
        self._faults: tuple[Finding, ...] = ()
        self._seen: Seen | None = None
        self._sheets = Sheets(session, path, None, {})
        self._turn = 0
        self._job: Job | None = None
        self._view: ImportView | None = None
        session.listen(self._changed)
        self.look()

    def attach(self, view: ImportView) -> None:
        self._view = view
        view.show_import()

    # what is shown

    @property
    def plan(self) -> Plan | None:
        """What would be done; None until the file has been looked at."""
        return self._seen.plan if self._seen else None

    @property
    def cells(self) -> tuple[Cell, ...]:
        return self._seen.cells if self._seen else ()

    @property
    def _counts(self) -> Mapping[Status, int]:
        return self._seen.counts if self._seen else {}

    @property
    def possible(self) -> bool:
        """Whether there is anything to take."""
        return self.plan is not None and bool(self.plan.changes or self.plan.rule_file)

    @property
    def figures(self) -> int:
        """How many cells would be written; of a file without cells, how many things."""
        written = sum(self._counts.get(each, 0) for each in (Status.NEW, Status.CHANGED))
        return written or (self.plan.new + self.plan.changed if self.plan else 0)

    @property
    def summary(self) -> str:
        """What would happen, in one line."""
        t = self.session.t
        if self.plan is None:
            return t("The file is being read") if self.running else (
                t("Nothing can be taken from this file."))  # fmt: skip
        return summary(t, self._counts, len(self.undecided))

    @property
    def undecided(self) -> tuple[Question, ...]:
        """The questions that keep the file from being taken."""
        return tuple(each for each in self.questions.values() if each.open)

    @property
    def doubts(self) -> tuple[Line, ...]:
        """What is doubtful in the figures, and why the file as a whole is of no use."""
        wanted = [each for each in self._findings if each.severity is Severity.WARNING
                  and each.code not in _ASKED_ELSEWHERE]  # fmt: skip
        return lines(self.session.t, (*self._faults, *wanted), self.session.record)

    @property
    def accepted(self) -> tuple[Line, ...]:
        accepted = self.plan.accepted if self.plan else ()
        return accepted_lines(self.session.t, accepted, self.session.record)

    @property
    def sheets(self) -> tuple[tuple[str, str], ...]:
        """Key of each sheet, and its name with how many figures are taken from it."""
        return self._sheets.named

    @property
    def shown(self) -> ImportSheet | None:
        """The chosen sheet, otherwise the first from which something is taken."""
        if self.sheet not in [each.key for each in self._sheets.grids]:
            self.sheet = self._sheets.first
        return self._sheets.of(self.sheet) if self.sheet else None

    @property
    def understood(self) -> tuple[Told, ...]:
        sheet = self.shown
        return tuple(understood(self.session.t, sheet, self._findings)) if sheet else ()

    @property
    def not_taken(self) -> tuple[Told, ...]:
        sheet = self.shown
        return tuple(not_taken(self.session.t, sheet, self._findings)) if sheet else ()

    @property
    def _findings(self) -> tuple[Finding, ...]:
        return self.plan.findings if self.plan else ()

    # wishes

    def choose_sheet(self, key: str) -> None:
        self.sheet = key
        self._show()

    def turn_to(self, place: Place) -> tuple[int, int] | None:
        """Turn to the sheet that a finding lies in; the row and column of its cell."""
        found = self._sheets.find(place.spot)
        if found is None:
            return None
        self.choose_sheet(found[0])
        return found[1]

    def answer(self, question: Question, value: str) -> None:
        """Decide a question; that of all changes answers every one of them."""
        if question.key != asking.ALL_CHANGES:
            self.corrections.answer(question, value)
            return
        changed = (each.cell for each in (self._seen.changed if self._seen else ()))
        kept = self.corrections.answers.kept
        self.corrections.decide(dict.fromkeys((*changed, *kept), value))

    def leave_blank(self) -> None:
        """Leave every cell blank that is not decided yet."""
        blank = {each.key: asking.BLANK for each in self.undecided
                 if asking.BLANK in dict(each.options)}  # fmt: skip
        self.corrections.decide(blank)

    def take(self) -> bool:
        """Begin to import it as one change; whether it was begun. What is undecided is led to."""
        if self.undecided:
            self._lead(self.undecided[0])
            return False
        if self.plan is None or self.running:
            return False
        ws, plan = self.session.ws, self.plan
        self.running = self.taking = True
        self.session.changed(self.session.t("Importing {file} …", file=self.path.name))
        self._job = self._runner.run(lambda job: _carried_out(ws, plan, job), self._taken,
                                     self._not_taken, lambda _job: None)  # fmt: skip
        return not self._faults

    def cancel(self) -> None:
        """Give the file up; what is being taken in is stopped, or else taken in whole."""
        if self.taking and self._job is not None:
            self._job.cancel()
        else:
            self._end(self.session.t("{file} was not imported.", file=self.path.name))

    def _taken(self, _done: object) -> None:
        self.running = self.taking = False
        self._end(self._remembered())

    def _not_taken(self, error: Exception) -> None:
        self.running = self.taking = False
        if isinstance(error, Cancelled):
            self.cancel()
        elif isinstance(error, Refusal):
            self._fault(error.finding)
            self.session.changed("")
        else:
            self._show()
            raise error

    def write_marked(self, target: Path) -> None:
        """A copy of the file in which what is refused or doubtful is explained."""
        from cpdesk.services.marking import write_marked

        plan, t = self.plan, self.session.t
        if plan is not None:
            self._write(lambda: write_marked(plan, self.path, target, t), target)

    def save_mapping(self, target: Path) -> None:
        """What was said of the layouts of this file, as a file to be handed on."""
        self._write(lambda: self.corrections.save_mapping(target), target)

    # looking

    def look(self) -> None:
        """Read and compare anew, with all that was corrected and decided so far."""
        ws, path, said = self.session.ws, self.path, self.corrections
        book = self._seen.book if self._seen else None
        self.stop()
        turn = self._turn
        self.running = True
        self._job = self._runner.run(
            lambda job: look_at(ws, path, said, book, job), lambda seen: self._looked(turn, seen),
            lambda error: self._failed(turn, error), lambda _job: None,
        )  # fmt: skip
        self._show()

    def stop(self) -> None:
        """Nobody waits for what is being looked at now."""
        self._turn += 1
        self.running = False
        if self._job is not None:
            self._job.cancel()

    def _looked(self, turn: int, seen: Seen) -> None:
        if turn != self._turn:
            return
        self.running, self._faults, self._seen = False, (), seen
        self.corrections.own = seen.plan.own
        self._say_anew()

    def _failed(self, turn: int, error: Exception) -> None:
        if turn != self._turn:
            return
        self.running = False
        if isinstance(error, Cancelled):
            self.cancel()
        elif isinstance(error, Refusal):
            self._fault(error.finding)
        else:
            self._show()
            raise error

    # keeping up

    def _changed(self) -> None:
        """Look again where the record has moved on; say everything anew where only words have."""
        if self.taking:
            self._show()
            return
        moved = self.plan is not None and self.plan.based_on != self.session.record.identity.change
        if moved and not self.running and self._view is not None:
            self.look()
        else:
            self._say_anew()

    def _say_anew(self) -> None:
        seen, said = self._seen, self.corrections
        if seen is not None:
            decided = said.answers.said
            fresh = (*asking.questions_of(self.session, seen.plan, seen.changed, decided,
                                          said.factory),
                     *asking.years_given(self.session, said.years))  # fmt: skip
            self.questions = asking.remembered(self.session.t, self.questions, fresh, said.given)
        self._sheets = Sheets(self.session, self.path, self._seen, self.questions)
        self._show()

    def _lead(self, question: Question) -> None:
        found = self._sheets.find(question.key)
        self.sheet = found[0] if found else self.sheet
        self._show()
        if self._view:
            self._view.show_question(question.number)

    def _remembered(self) -> str:
        """That the file was imported, and where it is so, that its layout could not be kept."""
        t, file = self.session.t, self.path.name
        try:
            self.corrections.remember()
        except OSError:
            return t("{file} was imported, but what you said of its layout could not be kept on "
                     "this PC.", file=file)  # fmt: skip
        return t("{file} was imported.", file=file)

    def _end(self, status: str) -> None:
        view, self._view, self._seen = self._view, None, None
        self.stop()
        self._say_anew()
        if view:
            view.leave_import()
        self.session.changed(status)

    def _write(self, wish: Callable[[], Path], target: Path) -> None:
        try:
            made = wish()
        except Refusal as refusal:
            self._fault(refusal.finding)
        except OSError as error:
            self._fault(NOT_WRITTEN.at(file=target.name, reason=error.strerror or str(error)))
        else:
            self.session.changed(self.session.t("{file} was written.", file=made.name))

    def _fault(self, finding: Finding) -> None:
        self._faults = (finding,)
        self._show()

    def _show(self) -> None:
        if self._view:
            self._view.show_import()


def _carried_out(ws: Workspace, plan: Plan, job: Job) -> None:
    """Take a file in, and have its months ready for the pages that show them next."""
    from cpdesk.services import upkeep
    from cpdesk.services.importing import carry_out
    from cpdesk.services.series import make_ready

    upkeep.before_import(ws)  # what could not be kept is told when the record closes
    carry_out(ws, plan, job)
    make_ready(ws.record)
