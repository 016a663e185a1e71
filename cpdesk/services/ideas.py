"""An idea for an upgrade, noted where a bill or a month suggests it."""

from __future__ import annotations

from cpdesk.domain.entity import new_id
from cpdesk.domain.findings import Finding
from cpdesk.domain.plant import Meter, MeterKind
from cpdesk.domain.record import Record
from cpdesk.domain.upgrades import Effect, Quantity, Upgrade
from cpdesk.domain.words import N_, LocalText
from cpdesk.services.entry import attempt
from cpdesk.services.workspace import Workspace

NOTED = N_("Noting the idea {code}")
_QUANTITIES = {
    MeterKind.WATER: Quantity.WATER, MeterKind.WASTEWATER: Quantity.WASTEWATER,
    MeterKind.SOLVENT: Quantity.MATERIAL, MeterKind.CHEMICAL: Quantity.MATERIAL,
    MeterKind.MATERIAL: Quantity.MATERIAL, MeterKind.WASTE: Quantity.WASTE,
    MeterKind.HAZARDOUS_WASTE: Quantity.HAZARDOUS_WASTE, MeterKind.OTHER: None,
}  # fmt: skip


def noted(record: Record, meter: Meter, name: LocalText) -> Upgrade | None:
    """The upgrade of this title at the meter's factory, if it was noted before."""
    same = record.where(Upgrade, factory=meter.factory, name=name) if name else ()
    return next(iter(same), None)


def note_idea(
    ws: Workspace, meter: Meter, name: LocalText, why: LocalText
) -> tuple[Upgrade, tuple[Finding, ...]]:
    """A new upgrade with nothing but its reason and the meter it would act on, as one change.

    One of the same title is not noted twice; findings say why it could not be noted.
    """
    known = noted(ws.record, meter, name)
    if known is not None:
        return known, ()
    made = Upgrade(id=new_id(), code=_free_code(ws.record, Upgrade, "U"), factory=meter.factory,
                   name=name, description=why)  # fmt: skip
    quantity = _QUANTITIES.get(meter.kind, Quantity.ENERGY) if meter.kind else None
    effect = Effect(id=new_id(), code=_free_code(ws.record, Effect, "X"), upgrade=made.id,
                    meter=meter.id, quantity=quantity, unit=meter.unit)  # fmt: skip

    def change() -> None:
        with ws.store.change(NOTED, code=made.code) as work:
            work.put_many((made, effect))

    return made, attempt(change)


def _free_code(record: Record, kind: type[Upgrade] | type[Effect], stem: str) -> str:
    number = 1
    while record.find(kind, f"{stem}{number}") is not None:
        number += 1
    return f"{stem}{number}"
