"""Who holds what through several levels, exactly."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from cpdesk.domain.company import Company, Factory, Holding, Party
from cpdesk.domain.findings import Finding, Place, blocking, warning
from cpdesk.domain.record import Record
from cpdesk.domain.words import N_, LocalText

CYCLE = blocking(
    "ownership-cycle",
    N_("{name} would own a part of itself through others. Correct the ownership chart."),
)
OVER_100 = blocking(
    "ownership-over-100",
    N_("The shares of {name} add up to {total}%, more than 100%. Correct the ownership chart."),
)
UNDER_100 = warning(
    "ownership-under-100",
    N_("The shares of {name} add up to {total}% only. Enter the other shareholders."),
)

Node = Company | Factory | Party


def effective_share(record: Record, owner: str, owned: str) -> Fraction:
    """The part of `owned` that `owner` holds over all ways, from 0 to 1; raises Refusal on a cycle.

    Both are ids. Shares multiply down a way and add up over ways.
    """
    return _share(record, owner, owned, ())


def _share(record: Record, owner: str, owned: str, seen: tuple[str, ...]) -> Fraction:
    if owned in seen:
        raise CYCLE.refuse(Place("holding"), name=node_name(record, owned))
    total = Fraction(0)
    for holding in record.where(Holding, owned=owned):
        part = Fraction(holding.share or 0) / 100
        above = Fraction(1) if holding.owner == owner else Fraction(0)
        total += part * (above + _share(record, owner, holding.owner, (*seen, owned)))
    return total


def direct_share(record: Record, owner: str, owned: str) -> Fraction:
    """The part held directly."""
    held = record.where(Holding, owner=owner, owned=owned)
    return sum((Fraction(each.share or 0) / 100 for each in held), Fraction(0))


def persons(record: Record) -> tuple[Party, ...]:
    """The parties that are Hong Kong residents."""
    return record.where(Party, hong_kong_resident=True)


def node_name(record: Record, node: str) -> LocalText:
    """The name of a company, factory or party; raises KeyError for anything else."""
    found = record.entity(node)
    if not isinstance(found, Node):
        raise KeyError(node)
    return found.name or LocalText(found.code, found.code, found.code)


def sum_findings(record: Record) -> Iterator[Finding]:
    """Where the shares of one entity are more or less than the whole."""
    for owned in dict.fromkeys(holding.owned for holding in record.all(Holding)):
        holdings = record.where(Holding, owned=owned)
        total = sum((each.share or Decimal(0) for each in holdings), Decimal(0))
        name = node_name(record, owned)
        if total > 100:
            yield OVER_100.at(Place("holding"), name=name, total=total)
        elif 100 - total > Decimal("0.01"):
            yield UNDER_100.at(Place("holding"), name=name, total=total)
