"""The ownership chart as the packs show it: boxes by level, stakes, and the link relied upon."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction

from cpdesk.documents.view import Owner, Ownership, Stake
from cpdesk.domain.company import Factory, Holding, Link
from cpdesk.domain.findings import Refusal
from cpdesk.domain.record import Record
from cpdesk.programme.eligibility import judge
from cpdesk.programme.ownership import effective_share, node_name, persons
from cpdesk.programme.schemes import Scheme

Way = tuple[str, str]


def ownership_view(record: Record, factory: Factory, scheme: Scheme, on: date) -> Ownership:
    """Everything the ownership pages print about a factory and its applicant."""
    names = {each.value for each in Link}
    links = tuple(rule for rule in scheme.rules if rule.id.partition("-")[0] in names)
    against = judge(record, factory, scheme, on)
    levels = _levels(record, factory)
    relied = _relied_on(record, factory)
    stakes = tuple(
        Stake(each.owner, each.owned, each.share, _on_a_way(record, each, relied))
        for each in record.all(Holding)
        if each.owner in levels and each.owned in levels
    )
    ends = {factory.id, factory.company} | {id for way in relied for id in way}
    owners = tuple(
        Owner(
            id, node_name(record, id), level, id in ends, _share(record, id, factory.id),
            _share(record, id, factory.company),
        )
        for id, level in sorted(levels.items(), key=lambda each: -each[1])
    )
    return Ownership(owners, stakes, links, against)


def _levels(record: Record, factory: Factory) -> dict[str, int]:
    """How far above the factory each owner stands; a circle ends where it closes."""
    levels = {factory.id: 0, factory.company: 1}

    def climb(owned: str, above: int, seen: tuple[str, ...]) -> None:
        for holding in record.where(Holding, owned=owned):
            if holding.owner not in seen:
                levels[holding.owner] = max(levels.get(holding.owner, 0), above)
                climb(holding.owner, levels[holding.owner] + 1, (*seen, holding.owner))

    climb(factory.id, 1, (factory.id,))
    climb(factory.company, levels[factory.company] + 1, (factory.id, factory.company))
    return levels


def _relied_on(record: Record, factory: Factory) -> tuple[Way, ...]:
    """From whom to whom the claimed link runs."""
    if factory.link in (Link.L1, Link.L2):
        return ((factory.company, factory.id),)
    if factory.link is Link.L4:
        holds = _holders(record, factory.id) & _holders(record, factory.company)
        both = [each.id for each in persons(record) if each.id in holds]
        return tuple((id, to) for id in both for to in (factory.id, factory.company))
    return ()


def _holders(record: Record, of: str) -> set[str]:
    return _reach(of, lambda id: (h.owner for h in record.where(Holding, owned=id)))


def _held(record: Record, by: str) -> set[str]:
    return _reach(by, lambda id: (h.owned for h in record.where(Holding, owner=id)))


def _reach(start: str, following: Callable[[str], Iterable[str]]) -> set[str]:
    """Everything that can be reached in one or more steps."""
    found: set[str] = set()
    todo = [start]
    while todo:
        new = set(following(todo.pop())) - found
        found |= new
        todo += sorted(new)
    return found


def _on_a_way(record: Record, stake: Holding, ways: Iterable[Way]) -> bool:
    return any(
        stake.owner in {first, *_held(record, first)}
        and stake.owned in {last, *_holders(record, last)}
        for first, last in ways
    )


def _share(record: Record, owner: str, owned: str) -> Fraction | None:
    try:
        return effective_share(record, owner, owned)
    except Refusal:
        # The circle itself is a finding of the check; the paper leaves the share open.
        return None
