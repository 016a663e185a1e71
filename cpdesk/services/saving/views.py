"""What was measured of the upgrades of a factory, as its dossier prints it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress

from cpdesk.analysis.money.price import InHongKong
from cpdesk.analysis.saving.avoided import Avoided
from cpdesk.analysis.saving.balance import MaterialLoss
from cpdesk.analysis.saving.normalised import Normalised
from cpdesk.documents.chapters.measured import (
    EconomyView,
    EventView,
    MeasureView,
    PartView,
    SharedView,
    group_of,
)
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, Meter
from cpdesk.domain.record import Record
from cpdesk.domain.units import dimension
from cpdesk.domain.upgrades import Effect, Quantity, Upgrade
from cpdesk.domain.verification import AdjustmentKind, Flow
from cpdesk.services.saving.balances import has_balance, losses
from cpdesk.services.saving.economics import CHANGES, Economy, economy
from cpdesk.services.saving.events import Told, events_of
from cpdesk.services.saving.measuring import gather
from cpdesk.services.saving.savings import EffectSavings, UpgradeSavings
from cpdesk.services.saving.sharing import Shared, shared_meters
from cpdesk.services.series import upwards

Measured = Sequence[UpgradeSavings]
Measures = tuple[tuple[Upgrade, tuple[MeasureView, ...]], ...]


@dataclass(frozen=True)
class Results:
    """What was measured of the upgrades that a paper is about.

    `groups` are the meters at which one of them shares a result, also with upgrades that the paper
    is not about, and `shared` is what a paper says of them. `economies` are by the upgrade's id.
    """

    measured: tuple[UpgradeSavings, ...]
    measures: Measures
    groups: tuple[Shared, ...]
    shared: tuple[SharedView, ...]
    economies: Mapping[str, EconomyView]


def results_of(record: Record, every: Measured, wanted: Callable[[Upgrade], bool]) -> Results:
    """The results of the upgrades wanted; `every` are all that may share a meter with them."""
    measures = measures_of(record, every)
    groups = shared_meters(record, every)
    shared = shared_of(groups, measures)
    economies = economies_of(record, every, shared, measures)
    ours = [any(wanted(upgrade) for upgrade, _ in each.members) for each in shared]
    return Results(
        tuple(each for each in every if wanted(each.upgrade)),
        tuple(each for each in measures if wanted(each[0])),
        tuple(compress(groups, ours)), tuple(compress(shared, ours)),
        {each.upgrade.id: economies[each.upgrade.id] for each in every
         if wanted(each.upgrade) and each.upgrade.id in economies},
    )  # fmt: skip


def measures_of(record: Record, measured: Measured) -> Measures:
    """Every measured effect of every upgrade; what could not be measured is left out."""
    return tuple(
        (each.upgrade, tuple(_measures(record, measured, each))) for each in measured
    )


def is_measured(savings: EffectSavings) -> bool:
    """Whether there is a result: compared months, or a year measured on the spot."""
    on_the_spot = savings.spot is not None and savings.spot.amount is not None
    return savings.avoided is not None or on_the_spot


def _measures(record: Record, measured: Measured, of: UpgradeSavings) -> Iterator[MeasureView]:
    for each in of.effects:
        if is_measured(each):
            plain = MeasureView(
                each.effect, each.meter, each.unit,
                tuple(record.get(Driver, driver) for driver in each.effect.drivers),
                each.avoided, each.spot if each.avoided is None else None, money=each.money,
                hkd=each.money_hkd, standard_coal=each.standard_coal, co2=each.co2,
            )  # fmt: skip
            if each.avoided is not None:
                yield _compared(record, of.upgrade, plain, each.avoided)
            else:
                yield replace(plain, within=_holder(record, measured, of.upgrade, each))


def _compared(
    record: Record, upgrade: Upgrade, plain: MeasureView, result: Avoided
) -> MeasureView:
    """With the months it was compared over, its events, and the flows of a balance."""
    inputs = gather(record, upgrade, plain.effect)
    flows = record.where(Flow, effect=plain.effect.id) if plain.meter is None else ()
    return replace(
        plain, series=inputs.use, events=tuple(_events(inputs.events, plain.unit, result)),
        flows=tuple((flow, record.get(Meter, flow.meter)) for flow in flows),
        losses=_losses(record, upgrade, plain.effect, result),
    )


def _losses(
    record: Record, upgrade: Upgrade, effect: Effect, result: Avoided
) -> tuple[MaterialLoss, ...]:
    """Of a material what was lost before and with the upgrade."""
    if effect.quantity is not Quantity.MATERIAL or not has_balance(record, effect):
        return ()
    before = [each.month for each in result.baseline]
    return losses(record, upgrade, effect, before, reporting(result))


def _holder(
    record: Record, measured: Measured, upgrade: Upgrade, savings: EffectSavings
) -> str:
    """The upgrade at whose meter, here or above, months with this one were compared, if any."""
    meters = _upwards(record, savings.meter)
    since = upgrade.running_from
    for each in measured:
        for other in each.effects:
            held = other.avoided and other.meter and other.meter.id in meters
            months = reporting(other.avoided) if other.avoided and held else []
            if since and any(month.start >= since for month in months):
                return each.upgrade.code
    return ""


def _upwards(record: Record, meter: Meter | None) -> set[str]:
    """A meter and those above it that count the same."""
    return {
        each.id for each in upwards(record, meter)
        if meter and dimension(each.unit) == dimension(meter.unit)
    }  # fmt: skip


def reporting(result: Avoided) -> list[Month]:
    """The months that were read with the upgrade; standard months are none of them."""
    months = result.since if isinstance(result, Normalised) else result.months
    return [each.month for each in months]


def _events(told: Sequence[Told], unit: str, result: Avoided) -> Iterator[EventView]:
    months = sorted({*(m.month for m in result.baseline), *reporting(result)})
    events = events_of(told, unit, months)
    for (adjustment, meter, _), event in zip(told, events, strict=True):
        if adjustment.kind is AdjustmentKind.INDICATOR:
            found = (result.fit.coefficients if result.fit else {}).get(adjustment.code)
            added = (found or 0.0) * _sum(event.share, reporting(result))
            yield EventView(adjustment, None, found, added, None)
        else:
            added = _sum(event.added, reporting(result))
            known = adjustment.tolerance is not None
            amount = None if adjustment.amount is None else float(adjustment.amount)
            yield EventView(
                adjustment, meter, amount if meter is None else None, added,
                abs(added) * event.tolerance if known else None,
            )  # fmt: skip


def _sum(values: Mapping[Month, float], months: Sequence[Month]) -> float:
    return math.fsum(values.get(month, 0.0) for month in months)


def shared_of(shared: Sequence[Shared], measures: Measures) -> tuple[SharedView, ...]:
    """The meters at which several upgrades act."""
    known = {each.effect.id: (u, each) for u, effects in measures for each in effects}
    return tuple(_shared(each, known) for each in shared)


def _shared(
    shared: Shared, known: Mapping[str, tuple[Upgrade, MeasureView]]
) -> SharedView:
    members = tuple(known[m.effect.id] for m in (shared.leader, *shared.others))
    return SharedView(members[0][1], members, _parts(shared, members), shared.other)


def _parts(
    shared: Shared, members: Sequence[tuple[Upgrade, MeasureView]]
) -> tuple[PartView, ...] | None:
    """One part for each upgrade, told at its first effect in the group."""
    if shared.shares is None:
        return None
    first: dict[str, tuple[Upgrade, MeasureView]] = {}
    for upgrade, measure in members:
        first.setdefault(upgrade.code, (upgrade, measure))
    return tuple(
        PartView(upgrade, measure.effect.id, measure.months, shared.shares[code])
        for code, (upgrade, measure) in first.items()
    )


def economies_of(
    record: Record, measured: Measured, shared: Sequence[SharedView], measures: Measures
) -> Mapping[str, EconomyView]:
    """What each upgrade is worth, by its id: only from effects that can be relied on.

    Of a shared meter it has its part, at the price of the meter's own result.
    """
    known = {each.effect.id: each for _, effects in measures for each in effects}
    found = {}
    for each in measured:
        own = tuple(_own(each, known, shared))
        made = economy(record, replace(each, effects=own))
        if made is not None:
            found[each.upgrade.id] = economy_view(made)
    return found


def _own(
    savings: UpgradeSavings, known: Mapping[str, MeasureView], shared: Sequence[SharedView]
) -> Iterator[EffectSavings]:
    """The effects of an upgrade that hold, none of them twice, and of shared meters its part."""
    for each in savings.effects:
        measure = known.get(each.effect.id)
        if measure is None:
            continue
        group = group_of(shared, measure)
        if group is None and measure.holds and measure.within != savings.upgrade.code:
            yield each
        part = group.part_of(measure) if group and group.leader.holds else None
        if group and part:
            yield _of_part(each, group.leader, group.scale(part.share.amount))


def _of_part(effect: EffectSavings, leader: MeasureView, scale: float) -> EffectSavings:
    hkd, co2 = leader.hkd, leader.co2
    return replace(
        effect, money_hkd=hkd and InHongKong(hkd.amount * scale, hkd.rate),
        co2=co2 and replace(co2, tonnes=co2.tonnes * scale),
    )


def economy_view(made: Economy) -> EconomyView:
    return EconomyView(
        made.alone, made.granted, made.life_known, made.rate_known, made.tonnes, made.abatement,
        made.public, CHANGES, made.sensitivity,
    )


def unmeasured(measured: Measured) -> tuple[tuple[Upgrade, tuple[Effect, ...]], ...]:
    """Effects of running upgrades without a result."""
    found = [
        (each.upgrade, tuple(e.effect for e in each.effects if not is_measured(e)))
        for each in measured
    ]
    return tuple((upgrade, effects) for upgrade, effects in found if effects)
