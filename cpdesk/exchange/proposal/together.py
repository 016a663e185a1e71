"""Columns, or rows, seen together: totals beside their parts, and costs beside their amounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cpdesk.exchange.proposal import meaning as say
from cpdesk.exchange.proposal import words
from cpdesk.exchange.proposal.describing import figures_meaning
from cpdesk.exchange.proposal.meaning import Meaning, Role, Sure

_BESIDE = (Role.REGISTER_FROM, Role.REGISTER_TO, Role.ESTIMATED, Role.MULTIPLIER, Role.INVOICE)


@dataclass
class Part:
    """A column or row: its key (letter or label), its headings, its meaning so far."""

    key: str
    pieces: tuple[str, ...]
    meaning: Meaning

    @property
    def group(self) -> str:
        """The heading that it shares with others."""
        return self.pieces[0] if len(self.pieces) > 1 else ""

    def is_of(self, role: Role) -> bool:
        return self.meaning.role is role

    def leave(self, reason: str) -> None:
        self.meaning = replace(self.meaning, role=Role.IGNORED, reason=reason)


def seen_together(parts: Sequence[Part], context: Sequence[str], unit: str) -> list[Meaning]:
    """The meaning of each part once its neighbours are known."""
    for role in (Role.AMOUNT, Role.COST):
        _settle_totals(parts, role, context, unit)
    for part in parts:
        if part.is_of(Role.COST):
            _pair(parts, part)
        elif part.meaning.role in _BESIDE:
            _pair_nearest(parts, part)
    _one_cost_each(parts)
    return [each.meaning for each in parts]


def _settle_totals(
    parts: Sequence[Part], role: Role, context: Sequence[str], unit: str
) -> None:
    """A total is taken where its parts are not meters: none at all, or peak, flat and valley.

    So is the total cost of a single amount, whose parts are its charges.
    """
    for part in parts:
        if not (part.is_of(Role.IGNORED) and part.meaning.reason == say.IS_TOTAL):
            continue
        bare = _without_total(part.pieces)
        whole = figures_meaning(bare, context, unit)
        if not bare or whole.role is not role:
            continue
        alike = [each for each in parts if each.is_of(role) and _same(each, whole)]
        tariffs = [each for each in alike if _is_tariff_part(each)]
        costs = role is Role.COST and len(alike) > 1 and (
            whole.kind is not None or sum(each.is_of(Role.AMOUNT) for each in parts) == 1
        )
        if alike and len(tariffs) < len(alike) and not costs:
            continue
        for each in alike:
            each.leave(say.IS_PART)
        part.meaning = replace(whole, sure=Sure.LIKELY)


def _without_total(pieces: Sequence[str]) -> tuple[str, ...]:
    bare = (words.TOTAL.sub(" ", each).strip() for each in pieces)
    return tuple(each for each in bare if each)


def _same(part: Part, whole: Meaning) -> bool:
    """Of the same kind; a total that names none sums up all there are."""
    return whole.kind is None or part.meaning.kind is whole.kind


def _is_tariff_part(part: Part) -> bool:
    return any(words.TARIFF_PART.search(words.plain(each)) for each in part.pieces)


def _pair(parts: Sequence[Part], cost: Part) -> None:
    """The amount that a cost belongs to: of its group, of its kind, or the one before it."""
    amounts = [each for each in parts if each.is_of(Role.AMOUNT)]
    at = parts.index(cost)
    nearest = sorted(
        amounts, key=lambda each: (abs(parts.index(each) - at), parts.index(each) > at)
    )
    kind = cost.meaning.kind
    if not kind and cost.group:
        kind = next((e.meaning.kind for e in amounts if e.group == cost.group), None)
    fitting = [each for each in nearest if not kind or each.meaning.kind is kind]
    grouped = [each for each in fitting if cost.group and each.group == cost.group]
    before = [each for each in fitting if parts.index(each) < at]
    best = next(iter((*grouped, *before, *fitting)), None)
    if best is None:
        cost.leave(say.NO_AMOUNT)
        return
    sure = Sure.SURE if grouped or kind else Sure.LIKELY
    reason = say.HEADING_SAYS if sure is Sure.SURE else say.BESIDE_AMOUNT
    cost.meaning = replace(cost.meaning, of=best.key, kind=best.meaning.kind, sure=sure,
                           reason=reason)  # fmt: skip


def _pair_nearest(parts: Sequence[Part], beside: Part) -> None:
    """Registers and estimates belong to the nearest amount, of their group if there is one."""
    amounts = [each for each in parts if each.is_of(Role.AMOUNT)]
    grouped = [each for each in amounts if beside.group and each.group == beside.group]
    at = parts.index(beside)
    nearest = sorted(grouped or amounts, key=lambda each: abs(parts.index(each) - at))
    if not nearest:
        beside.leave(say.NO_AMOUNT)
        return
    beside.meaning = replace(beside.meaning, of=nearest[0].key)


def _one_cost_each(parts: Sequence[Part]) -> None:
    """Of several costs for one amount the first is taken; which is whole, the user knows."""
    taken: set[str] = set()
    for part in parts:
        if not part.is_of(Role.COST):
            continue
        if part.meaning.of in taken:
            part.leave(say.IS_TWICE)
        taken.add(part.meaning.of)
