"""How ready a pack is by its form: how each question and each paper stands, and what counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from cpdesk.domain.findings import Finding, Severity
from cpdesk.domain.papers import Evidence
from cpdesk.programme.cases import Case
from cpdesk.programme.form_parts import answered
from cpdesk.programme.questions import Document, Question
from cpdesk.programme.tags import Level

_COUNTING = (Level.REQUIRED, Level.ADVISED)


class State(Enum):
    """How a question or a chapter stands, the worst last."""

    READY = "ready"
    OPEN = "open"
    DOUBTFUL = "doubtful"
    BLOCKED = "blocked"


ORDER = tuple(State)
STANDS = {
    Severity.BLOCKING: State.BLOCKED, Severity.WARNING: State.DOUBTFUL, Severity.INFO: State.READY,
}  # fmt: skip


@dataclass(frozen=True)
class Point:
    """A question or paper by its number; what need not be answered counts once it is."""

    id: str
    state: State
    counts: bool

    @property
    def waiting(self) -> bool:
        """Whether something is still to be done about it."""
        return self.state is not State.READY and (self.counts or self.state is not State.OPEN)


def of_question(case: Case, question: Question, found: Sequence[Finding]) -> Point:
    """How a question stands with what was found about it."""
    state = _state(answered(case, question), found)
    return Point(question.id, state, question.level in _COUNTING)


def of_paper(case: Case, paper: Document, found: Sequence[Finding]) -> Point:
    """How a paper stands with what was found about it."""
    attached = bool(case.record.where(Evidence, document=paper.id))
    return Point(paper.id, _state(attached, found), paper.needed_in(case.circumstances))


def readiness(points: Iterable[Point]) -> tuple[int, int]:
    """How many points are ready, and how many are to be: what is only open is left out."""
    counted = [each for each in points if each.waiting or each.state is State.READY]
    return sum(each.state is State.READY for each in counted), len(counted)


def _state(given: bool, found: Sequence[Finding]) -> State:
    stands = [STANDS[each.severity] for each in found]
    return max((*stands, State.READY if given else State.OPEN), key=ORDER.index)
