"""How a label application stands against each dimension that is worth documenting.

The criteria themselves are not published: the dimensions are inferred, and no score is made of
them. What is counted is only how much of each the record tells, and what of that has evidence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Finding, Place, info
from cpdesk.domain.words import N_
from cpdesk.programme.asked import answers
from cpdesk.programme.cases import Case
from cpdesk.programme.questions import Dimension, Target
from cpdesk.programme.schemes import Scheme

WEAKEST = info(
    "label-weakest",
    N_("The weakest point by what is known of the class: {dimension}. {n} of {of} of it is told, "
       "{evidenced} with evidence."),
)  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """Of a dimension's `of` fields `told` are answered, and `evidenced` of them with evidence.

    `place` is where the first of those that are not could be told.
    """

    dimension: Dimension
    told: int
    evidenced: int
    of: int
    place: Place

    @property
    def strength(self) -> tuple[float, float]:
        """What is told, then what of it has evidence; both as parts of the whole."""
        return self.told / self.of, self.evidenced / self.of


def standings(case: Case, scheme: Scheme) -> tuple[Standing, ...]:
    """Every dimension of the class that is applied for, those of the class it includes first."""
    kind = scheme.label(case.label.value) if case.label else None
    below = scheme.label(kind.includes) if kind and kind.includes else None
    every = (*(below.dimensions if below else ()), *(kind.dimensions if kind else ()))
    return tuple(_standing(case, each) for each in every if each.answers)


def weakest(found: tuple[Standing, ...]) -> Standing | None:
    """The one of which least is told and proved; None where nothing is missing."""
    least = min(found, key=lambda each: each.strength, default=None)
    return None if least is None or least.strength == (1, 1) else least


def standing_findings(case: Case, scheme: Scheme) -> Iterator[Finding]:
    """The weakest point, which is worth an hour before anything else."""
    least = weakest(standings(case, scheme))
    if least is not None:
        yield WEAKEST.at(
            least.place, dimension=least.dimension.text, n=least.told, of=least.of,
            evidenced=least.evidenced,
        )  # fmt: skip


def _standing(case: Case, dimension: Dimension) -> Standing:
    found = [(target, _answering(case, target)) for target in dimension.answers]
    missing = [target for target, entities in found if not entities]
    bare = [target for target, entities in found if not _evidenced(case, entities)]
    target = next(iter([*missing, *bare]), dimension.answers[0])
    return Standing(
        dimension, len(found) - len(missing), len(found) - len(bare), len(found),
        Place(target.word, _code(case, target), target.field),
    )


def _answering(case: Case, target: Target) -> list[Entity]:
    return [each for each in case.subjects(target.word) if answers(each, target)]


def _evidenced(case: Case, entities: list[Entity]) -> bool:
    return any(case.record.attachments(each) for each in entities)


def _code(case: Case, target: Target) -> str:
    """The entity in which the field would be told, where there is one already."""
    return next((each.code for each in case.subjects(target.word)), "") if target.field else ""
