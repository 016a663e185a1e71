"""Several upgrades at one meter, or at a meter and its sub-meter: counted once, divided fairly."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cpdesk.analysis.saving.attribution import (
    Attribution,
    Share,
    attribute,
    without_overlap,
)
from cpdesk.analysis.saving.avoided import Avoided, MonthSaving
from cpdesk.domain.findings import Finding, Place
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Meter
from cpdesk.domain.record import Record
from cpdesk.domain.units import dimension, matches, ratio
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.services.saving.findings import NOT_DIVIDED
from cpdesk.services.series import upwards

if TYPE_CHECKING:
    from cpdesk.services.saving.savings import UpgradeSavings


@dataclass(frozen=True)
class Member:
    """One upgrade's measured effect at the shared meter or beneath it."""

    upgrade: Upgrade
    effect: Effect
    meter: Meter
    avoided: Avoided


@dataclass(frozen=True)
class Shared:
    """A meter whose result holds the savings of several upgrades.

    `leader` is the one that has run longest at the uppermost meter: its result is the ceiling.
    `shares` are by the code of the upgrade, in the leader's unit; they and `other` add up to the
    ceiling. They are None where an estimate is missing, so that nothing can be divided.
    """

    leader: Member
    others: tuple[Member, ...]
    shares: Mapping[str, Share] | None
    other: float
    unestimated: tuple[str, ...] = ()

    @property
    def ceiling(self) -> float:
        return self.leader.avoided.avoided


def shared_meters(record: Record, measured: Sequence[UpgradeSavings]) -> tuple[Shared, ...]:
    """Every meter whose result several upgrades share, with its division."""
    members = list(_members(measured))
    known = {each.meter.id for each in members}
    groups: dict[str, list[Member]] = {}
    for each in members:
        groups.setdefault(_uppermost(record, each.meter, known), []).append(each)
    return tuple(each for key, group in groups.items() for each in _shared(key, group))


def sharing_findings(shared: Sequence[Shared]) -> Iterator[Finding]:
    """The meters whose result cannot be divided, with what is missing."""
    for each in shared:
        if each.shares is None:
            upgrades = sorted({m.upgrade.code for m in (each.leader, *each.others)})
            yield NOT_DIVIDED.at(
                Place("effect", "", "expected"), upgrades=tuple(upgrades),
                meter=each.leader.meter.code, missing=each.unestimated,
            )  # fmt: skip


def contained(shared: Sequence[Shared]) -> Mapping[str, str]:
    """The effects whose saving another holds: their id, and the code of the upgrade it is in."""
    return {
        other.effect.id: each.leader.upgrade.code for each in shared for other in each.others
    }


def _members(measured: Sequence[UpgradeSavings]) -> Iterator[Member]:
    for each in measured:
        for one in each.effects:
            if one.avoided is not None and one.meter is not None:
                yield Member(each.upgrade, one.effect, one.meter, one.avoided)


def _uppermost(record: Record, meter: Meter, known: set[str]) -> str:
    """The highest meter above (or the meter itself) at which any upgrade was measured too."""
    above = [each.id for each in upwards(record, meter)
             if each.id in known and dimension(each.unit) == dimension(meter.unit)]
    return above[-1]


def _shared(meter: str, group: list[Member]) -> Iterator[Shared]:
    """The longest running first, with all that were measured in its months; then the rest."""
    rest = sorted(group, key=lambda each: (each.meter.id != meter, *_since(each)))
    while rest:
        leader, span = rest[0], _span(rest[0])
        together = [each for each in rest if _span(each) & span]
        rest = [each for each in rest if not _span(each) & span]
        if len(together) > 1:
            yield _divide(leader, together)


def _span(member: Member) -> set[Month]:
    return {each.month for each in member.avoided.months}


def _divide(leader: Member, group: list[Member]) -> Shared:
    others = tuple(sorted((each for each in group if each is not leader), key=_since))
    missing = {e.upgrade.code for e in group if _monthly_estimate(e, leader) is None}
    if missing and len({e.upgrade.id for e in group}) > 1:
        return Shared(leader, others, None, 0.0, tuple(sorted(missing)))
    shares, other = _parts(leader, group)
    return Shared(leader, others, shares, other)


def _since(member: Member) -> tuple[date, str]:
    return member.upgrade.running_from or date.max, member.upgrade.code


def _parts(leader: Member, group: list[Member]) -> tuple[dict[str, Share], float]:
    """The ceiling divided among the upgrades that ran in each month; what is left over."""
    spans: dict[frozenset[str], list[MonthSaving]] = {}
    for month in leader.avoided.months:
        running = frozenset(e.upgrade.code for e in group if e is leader or _ran(e, month.month))
        spans.setdefault(running, []).append(month)
    found: dict[str, list[Share]] = {}
    other = 0.0
    for running, months in spans.items():
        made = _of_span(leader, [e for e in group if e.upgrade.code in running], months)
        other += made.other
        for code, share in made.shares.items():
            found.setdefault(code, []).append(share)
    return {code: _sum(shares, leader) for code, shares in found.items()}, other


def _of_span(leader: Member, running: list[Member], months: list[MonthSaving]) -> Attribution:
    """Months in which the same upgrades ran; one alone has all of what was saved."""
    total = math.fsum(month.avoided for month in months)
    codes = sorted({each.upgrade.code for each in running})
    if len(codes) == 1:
        return Attribution(total, {codes[0]: Share(total, total, None, 1.0)}, 0.0)
    measured, expected = dict.fromkeys(codes, 0.0), dict.fromkeys(codes, 0.0)
    for each in running:
        sort = expected if each.meter.id == leader.meter.id else measured
        sort[each.upgrade.code] += (_monthly_estimate(each, leader) or 0.0) * len(months)
    left = without_overlap(expected, math.fsum(month.adjusted for month in months))
    return attribute(total, None, {code: measured[code] + left[code] for code in codes})


def _ran(member: Member, month: Month) -> bool:
    since = member.upgrade.running_from
    return since is not None and month.start >= since


def _monthly_estimate(member: Member, leader: Member) -> float | None:
    """A month's saving in the leader's unit: measured at a sub-meter, else as engineers expect."""
    if member.meter.id != leader.meter.id:
        scale = float(ratio(member.meter.unit, leader.meter.unit))
        return member.avoided.avoided * scale / len(member.avoided.months)
    expected, unit = member.effect.expected, member.effect.unit or leader.meter.unit
    if expected is None or not matches(unit, leader.meter.unit):
        return None
    return float(expected) * float(ratio(unit, leader.meter.unit)) / 12


def _sum(shares: list[Share], leader: Member) -> Share:
    ceiling, half_width = leader.avoided.avoided, leader.avoided.half_width
    estimate = math.fsum(each.estimate for each in shares)
    amount = math.fsum(each.amount for each in shares)
    part = None if half_width is None or not ceiling else half_width * abs(amount / ceiling)
    return Share(estimate, amount, part, amount / estimate if estimate else 0.0)
