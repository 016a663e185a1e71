"""What was measured, as a dossier prints it: effects, shared meters, lines of totals."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cpdesk.analysis.factors.emissions import Converted
from cpdesk.analysis.money.finance import Varied, Worth
from cpdesk.analysis.money.price import InHongKong, Money
from cpdesk.analysis.months.monthly import MonthlySeries
from cpdesk.analysis.saving.attribution import Share
from cpdesk.analysis.saving.avoided import Avoided
from cpdesk.analysis.saving.balance import MaterialLoss
from cpdesk.analysis.saving.normalised import Normalised
from cpdesk.analysis.saving.spot import SpotSaving
from cpdesk.analysis.saving.verdict import Verdict, judge_year
from cpdesk.domain.plant import Driver, Meter
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.domain.verification import Adjustment, Flow

YEAR = 12


@dataclass(frozen=True)
class EventView:
    """A non-routine event that was used: `monthly` is its amount, `added` all it added since.

    Amounts are in the measure's unit; those of an indicator are what the model found. A sub-meter
    has no amount of a month: it counts each. `half_width` is that of `added`, None if unknown.
    """

    adjustment: Adjustment
    meter: Meter | None
    monthly: float | None
    added: float
    half_width: float | None


@dataclass(frozen=True)
class MeasureView:
    """One measured effect of an upgrade: at a meter, by a balance of flows, or on the spot.

    Either `avoided` (with the months of `series`) or `spot` holds the result, in `unit`. `money`
    is in the bills' currency, `hkd` the same in HK$, None without a rate. `losses` are those of a
    material before and with the upgrade. `within` names the upgrade whose meter already holds a
    saving that was measured on the spot.
    """

    effect: Effect
    meter: Meter | None
    unit: str
    drivers: tuple[Driver, ...]
    avoided: Avoided | None
    spot: SpotSaving | None = None
    series: MonthlySeries | None = None
    money: Money | None = None
    hkd: InHongKong | None = None
    standard_coal: Converted | None = None
    co2: Converted | None = None
    events: tuple[EventView, ...] = ()
    flows: tuple[tuple[Flow, Meter], ...] = ()
    losses: tuple[MaterialLoss, ...] = ()
    within: str = ""

    @property
    def amount(self) -> float:
        """All that was saved since it runs; on the spot that of a year."""
        if self.avoided is not None:
            return self.avoided.avoided
        return (self.spot.amount if self.spot else None) or 0.0

    @property
    def half_width(self) -> float | None:
        if self.avoided is not None:
            return self.avoided.half_width
        return self.spot.half_width if self.spot else None

    @property
    def verdict(self) -> Verdict:
        if self.avoided is not None:
            return self.avoided.verdict
        return judge_year(self.amount, self.half_width)

    @property
    def of_year(self) -> bool:
        """Whether it is the saving of a year, not of the months since it runs."""
        return self.avoided is None or isinstance(self.avoided, Normalised)

    @property
    def holds(self) -> bool:
        """Whether it can be relied on: not a saving that is not shown, but any use that grew."""
        return self.verdict is not Verdict.NOT_SHOWN or self.amount < 0

    @property
    def counted(self) -> bool:
        """Whether it enters totals."""
        return self.holds and not self.within

    @property
    def months(self) -> int:
        """Months that were compared; none for what was measured on the spot."""
        return len(self.avoided.months) if self.avoided else 0

    @property
    def per_year(self) -> float | None:
        """What turns the result into that of twelve months; None below twelve months."""
        if self.avoided is None:
            return 1.0
        return YEAR / self.months if self.months >= YEAR else None

    @property
    def co2_tonnes(self) -> float | None:
        """CO2 is added to CO2 only, never to CO2e."""
        is_co2 = self.co2 is not None and self.co2.used.factor.gas == "CO2"
        return self.co2.tonnes if self.co2 and is_co2 else None


@dataclass(frozen=True)
class PartView:
    """What an upgrade has of a shared meter's result; `effect` is the id of the one it is told at.

    `months` are those of its own comparison, from which a year of it is made.
    """

    upgrade: Upgrade
    effect: str
    months: int
    share: Share


@dataclass(frozen=True)
class SharedView:
    """A meter at which several upgrades act: its result, told at `leader`, and who has what of it.

    `members` are all effects that lie within the result, the leader first. `parts` are None where
    it cannot be divided. They and `other` add up to the leader's result.
    """

    leader: MeasureView
    members: tuple[tuple[Upgrade, MeasureView], ...]
    parts: tuple[PartView, ...] | None
    other: float

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(upgrade.code for upgrade, _ in self.members))

    def part_of(self, measure: MeasureView) -> PartView | None:
        """The part that is told at this measure."""
        found = (each for each in self.parts or () if each.effect == measure.effect.id)
        return next(found, None)

    def scale(self, amount: float) -> float:
        """What an amount is of the whole result."""
        return amount / self.leader.amount if self.leader.amount else 0.0


@dataclass(frozen=True)
class EconomyView:
    """What an investment is worth in HK$, with and without its grant; what is unknown is None.

    `sensitivity` holds the simple paybacks when something changes by the shares `changes`.
    """

    alone: Worth
    granted: Worth | None
    life_known: bool
    rate_known: bool
    tonnes: float | None
    abatement: float | None
    public: float | None
    changes: tuple[float, ...]
    sensitivity: Mapping[Varied, tuple[float | None, ...]]


@dataclass(frozen=True)
class Line:
    """A line of totals: `scale` of a measure's result is that of these upgrades together.

    Without upgrades it is what no estimate explains. `per_year` is None below twelve months.
    What is not `ours` alone, but may be another project's, enters no total.
    """

    upgrades: tuple[Upgrade, ...]
    measure: MeasureView
    scale: float = 1.0
    months: int = 0
    per_year: float | None = None
    group: int | None = None
    ours: bool = True

    @property
    def counted(self) -> bool:
        return self.ours and self.measure.counted

    @property
    def amount(self) -> float:
        return self.measure.amount * self.scale

    @property
    def half_width(self) -> float | None:
        return self.of(self.measure.half_width, size=True)

    @property
    def coal(self) -> float | None:
        coal = self.measure.standard_coal
        return self.of(coal.tonnes if coal else None)

    @property
    def co2(self) -> float | None:
        return self.of(self.measure.co2_tonnes)

    @property
    def hkd(self) -> float | None:
        return self.of(self.measure.hkd.amount if self.measure.hkd else None)

    def of(self, value: float | None, *, size: bool = False) -> float | None:
        """The line's part of something that belongs to the measure's whole result."""
        return None if value is None else value * (abs(self.scale) if size else self.scale)


Measures = Sequence[tuple[Upgrade, tuple[MeasureView, ...]]]


def group_of(shared: Sequence[SharedView], measure: MeasureView) -> SharedView | None:
    """The shared meter in whose result a measure lies."""
    return next(
        (s for s in shared if any(m.effect.id == measure.effect.id for _, m in s.members)), None
    )


def lines_of(measures: Measures, shared: Sequence[SharedView]) -> tuple[Line, ...]:
    """The lines of totals, so that each meter is counted once and each upgrade has its own.

    What no estimate explains, and what cannot be divided, is told of meters that other projects
    share, but it is not counted: it may be theirs.
    """
    told = {each.effect.id for _, effects in measures for each in effects}
    ours = [all(each.effect.id in told for _, each in group.members) for group in shared]
    found: list[Line] = []
    for upgrade, effects in measures:
        for each in effects:
            group = group_of(shared, each)
            if group is None:
                found.append(Line((upgrade,), each, 1.0, each.months, each.per_year))
            elif group.parts is not None:
                found += _part(group, each, shared.index(group))
            elif each.effect.id == next(m.effect.id for _, m in group.members
                                        if m.effect.id in told):  # fmt: skip
                found.append(_together(group, upgrade, ours[shared.index(group)]))
    rests = [(at, group) for at, group in enumerate(shared) if ours[at] and _has_rest(group)]
    return (*found, *(_rest(group, at) for at, group in rests))


def half_width_of(lines: Sequence[Line], values: Sequence[float | None]) -> float | None:
    """That of a column's total, in squares; the lines of one meter go together."""
    by_meter: dict[str, float] = {}
    for line, value in zip(lines, values, strict=True):
        if value is None:
            continue
        if line.half_width is None or not line.amount:
            return None
        own = abs(value / line.amount) * line.half_width
        of = line.measure.effect.id
        by_meter[of] = by_meter.get(of, 0.0) + own
    return math.hypot(*by_meter.values()) or None


def _together(group: SharedView, first: Upgrade, ours: bool) -> Line:
    """All that share the meter on one line, in place of the first that is told."""
    leader = group.leader
    upgrades = {each.id: each for each in (first, *(upgrade for upgrade, _ in group.members))}
    return Line(tuple(upgrades.values()), leader, 1.0, leader.months, leader.per_year, ours=ours)


def _part(group: SharedView, measure: MeasureView, number: int) -> list[Line]:
    part = group.part_of(measure)
    if part is None:
        return []
    per_year = YEAR / part.months if part.months >= YEAR else None
    scale = group.scale(part.share.amount)
    return [Line((part.upgrade,), group.leader, scale, part.months, per_year, number)]


def _rest(group: SharedView, number: int) -> Line:
    leader = group.leader
    return Line((), leader, group.scale(group.other), leader.months, leader.per_year, number)


def _has_rest(group: SharedView) -> bool:
    """More than what adding up floats leaves."""
    return group.parts is not None and abs(group.other) > 1e-9 * abs(group.leader.amount)
