"""The grant: the lesser of a share of the cost and the ceiling, with its arithmetic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from cpdesk.analysis.rounding import cents
from cpdesk.domain.findings import Finding, Place, blocking, info, warning
from cpdesk.domain.papers import Evidence
from cpdesk.domain.projects import Developer, Project
from cpdesk.domain.record import Record
from cpdesk.domain.words import N_, Choice

NO_PROOF = warning(
    "proof-missing",
    N_("The raised ceiling needs evidence of who developed the technology. The usual one is used."),
)
OVER_CEILING = info(
    "grant-ceiling",
    N_("Half of the cost is HK${half}; the grant ends at the ceiling of HK${ceiling}."),
)
OVER_FUNDED = blocking(
    "grant-over-cost",
    N_("The grant of HK${amount} and other sources of HK${other} exceed the cost of HK${cost}."),
)
DOUBLE = warning(
    "grant-double",
    N_(
        "HK${other} come from other sources. If they are public money for the same costs, similar "
        "funds do not allow it; what this round says is not known. Declare it."
    ),
)
PROOF_PAPER = "G10"


@dataclass(frozen=True)
class Ceilings:
    """What a round pays at most: a share of the cost, and two ceilings in HK$."""

    share: Decimal
    usual: Decimal
    raised: Decimal


class StepKind(Choice):
    """A line of the arithmetic that leads to the grant."""

    COST = "cost", N_("Total project cost")
    HALF = "half", N_("Share of the cost that is funded at most")
    CEILING = "ceiling", N_("Ceiling that applies")
    GRANT = "grant", N_("Funding sought: the lesser of the two")
    OTHER = "other", N_("Other sources")
    OWN = "own", N_("Own contribution")


@dataclass(frozen=True)
class Grant:
    """The arithmetic of a grant, each step printed: all in HK$."""

    cost: Decimal
    share: Decimal
    of_cost: Decimal
    ceiling: Decimal
    raised: bool
    amount: Decimal
    other: Decimal
    own: Decimal

    @property
    def at_ceiling(self) -> bool:
        """Whether the ceiling decides, and not the share of the cost."""
        return self.of_cost > self.ceiling

    @property
    def steps(self) -> tuple[tuple[StepKind, Decimal], ...]:
        """The arithmetic in the order it is printed, in HK$."""
        amounts = (self.cost, self.of_cost, self.ceiling, self.amount, self.other, self.own)
        return tuple(zip(StepKind, amounts, strict=True))


def grant(
    cost: Decimal, ceilings: Ceilings, developer: Developer | None, proven: bool, other: Decimal
) -> Grant:
    """The grant for a project's cost; the raised ceiling needs a proven local development."""
    local = developer in (Developer.HONG_KONG, Developer.JOINT)
    raised = local and proven
    ceiling = ceilings.raised if raised else ceilings.usual
    of_cost = cents(cost * ceilings.share, ROUND_DOWN)
    amount = min(of_cost, ceiling)
    return Grant(
        cost, ceilings.share, of_cost, ceiling, raised, amount, other, cost - amount - other
    )


def proven(record: Record, project: Project) -> bool:
    """Whether there is evidence of who developed the technology: described, or attached as G10."""
    attached = record.where(Evidence, document=PROOF_PAPER)
    return bool(project.development_proof or attached)


def grant_of(record: Record, project: Project, ceilings: Ceilings, cost: Decimal) -> Grant:
    """The grant of a project whose budget adds up to `cost` in HK$."""
    other = project.other_funding_amount or Decimal(0)
    return grant(cost, ceilings, project.developer, proven(record, project), other)


def grant_findings(
    record: Record, project: Project, ceilings: Ceilings, cost: Decimal
) -> Iterator[Finding]:
    """What is worth knowing of the grant before it is asked for."""
    given = grant_of(record, project, ceilings, cost)
    place = Place("project", project.code, "developer")
    if project.developer in (Developer.HONG_KONG, Developer.JOINT) and not given.raised:
        yield NO_PROOF.at(Place("project", project.code, "development_proof"))
    if given.at_ceiling:
        yield OVER_CEILING.at(place, half=given.of_cost, ceiling=given.ceiling)
    funds = Place("project", project.code, "other_funding_amount")
    if given.other and given.own < 0:
        yield OVER_FUNDED.at(funds, amount=given.amount, other=given.other, cost=given.cost)
    elif given.other:
        yield DOUBLE.at(funds, other=given.other)
