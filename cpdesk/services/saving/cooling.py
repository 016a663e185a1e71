"""When the cooling that an effect saves may be added: inside the boundary, and not metered yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cpdesk.analysis.saving.cooling import faults
from cpdesk.analysis.saving.spot import UNIT as SPOT_UNIT
from cpdesk.domain.findings import Finding, Place, info
from cpdesk.domain.plant import Meter
from cpdesk.domain.record import Record
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.domain.verification import Way
from cpdesk.domain.words import N_
from cpdesk.services.saving.balances import has_balance
from cpdesk.services.series import upwards

OUTSIDE = info(
    "cooling-outside",
    N_("The chiller at {chiller} does not lie behind {meter}, so the cooling saved by {effect} "
       "is not added: {meter} will not show it."),
)  # fmt: skip
METERED = info(
    "cooling-metered",
    N_("What the chiller at {chiller} saves is in the result of {upgrade} at {meter}, so the "
       "cooling saved by {effect} is not added again."),
)  # fmt: skip
NO_FORMULA = info(
    "cooling-no-formula",
    N_("{effect} has no formula to which cooling could be added: what is entered as expected "
       "counts as the whole."),
)  # fmt: skip


def within_boundary(record: Record, effect: Effect) -> tuple[Effect, tuple[Finding, ...]]:
    """The effect without cooling that may not be added to it, and what is to be said of it."""
    if effect.cooling_share is None and effect.cooling_cop is None:
        return effect, ()
    meter = record.get(Meter, effect.meter) if effect.meter else None
    unit = SPOT_UNIT if effect.way is Way.SPOT else meter.unit if meter else ""
    against = tuple(_against(record, effect, meter))
    found = (*faults(effect, unit), *against)
    if against or any(each.blocking for each in found):
        return replace(effect, cooling_share=None, cooling_cop=None), found
    return effect, found


def _against(record: Record, effect: Effect, meter: Meter | None) -> Iterator[Finding]:
    place = Place("effect", effect.code, "chiller")
    if effect.way is not Way.SPOT and not effect.formula.strip():
        yield NO_FORMULA.at(Place("effect", effect.code, "formula"), effect=effect.code)
    if effect.chiller is None:
        return
    chiller = record.get(Meter, effect.chiller)
    counted = list(upwards(record, chiller))
    facts = {"chiller": chiller.code, "effect": effect.code}
    if effect.way is not Way.SPOT:
        if meter and meter not in counted:
            yield OUTSIDE.at(place, **facts, meter=meter.code)
        return
    own = set(upwards(record, meter))
    for upgrade, at in _compared(record):
        if at in counted and at not in own:
            yield METERED.at(place, **facts, upgrade=upgrade.code, meter=at.code)
            return


def _compared(record: Record) -> Iterator[tuple[Upgrade, Meter]]:
    """Every running upgrade with each meter at which its months are compared."""
    for effect in record.all(Effect):
        upgrade = record.get(Upgrade, effect.upgrade)
        apart = effect.way is Way.SPOT or has_balance(record, effect)
        if upgrade.running_from and effect.meter and not apart:
            yield upgrade, record.get(Meter, effect.meter)
