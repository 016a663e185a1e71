"""The grant: the lesser of a share of the cost and the ceiling, with its arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from cpdesk.domain.projects import Developer

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Ceilings:
    """What a round pays at most: a share of the cost, and two ceilings in HK$."""

    share: Decimal
    usual: Decimal
    raised: Decimal


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


def grant(
    cost: Decimal, ceilings: Ceilings, developer: Developer | None, proven: bool, other: Decimal
) -> Grant:
    """The grant for a project's cost; the raised ceiling needs a proven local development."""
    local = developer in (Developer.HONG_KONG, Developer.JOINT)
    raised = local and proven
    ceiling = ceilings.raised if raised else ceilings.usual
    of_cost = (cost * ceilings.share).quantize(CENT, ROUND_DOWN)
    amount = min(of_cost, ceiling)
    return Grant(
        cost, ceilings.share, of_cost, ceiling, raised, amount, other, cost - amount - other
    )
