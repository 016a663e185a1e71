"""New meters and drivers by what they count, with the unit that bills usually have."""

from __future__ import annotations

from collections.abc import Sequence

from cpdesk.base.languages import translator
from cpdesk.domain.company import Factory
from cpdesk.domain.findings import Finding
from cpdesk.domain.plant import Driver, DriverKind, Meter, MeterKind
from cpdesk.domain.record import Record
from cpdesk.domain.words import N_, LocalText
from cpdesk.services.entry import attempt
from cpdesk.services.paste_new import NewSeries
from cpdesk.services.workspace import Workspace

Kind = MeterKind | DriverKind

# What factories keep books of, most of them first.
USUAL: tuple[tuple[Kind, str], ...] = (
    (MeterKind.ELECTRICITY, "kWh"), (MeterKind.NATURAL_GAS, "m³"), (MeterKind.STEAM, "t"),
    (MeterKind.DIESEL, "L"), (MeterKind.LPG, "kg"), (MeterKind.WATER, "m³"),
    (MeterKind.WASTEWATER, "m³"), (MeterKind.SOLVENT, "kg"), (MeterKind.HAZARDOUS_WASTE, "t"),
    (DriverKind.PRODUCTION, "t"), (DriverKind.WORKING_DAYS, "d"),
)  # fmt: skip
ADDED = N_("Adding {n} columns")


def add_columns(
    ws: Workspace, kinds: Sequence[Kind], factory: Factory | None
) -> tuple[Finding, ...]:
    """A meter or driver for each kind, named by it, as one change; further ones are numbered."""
    new = NewSeries(ws.record, factory)
    made = [new.named(_named(ws.record, kind), kind, dict(USUAL).get(kind, "")) for kind in kinds]

    def change() -> None:
        with ws.store.change(ADDED, n=len(made)) as work:
            work.put_many((*new.parents, *made))

    return attempt(change) if made else ()


def _named(record: Record, kind: Kind) -> LocalText:
    """The kind's name in all languages; with a number where one counts the same already."""
    there = len(record.where(Meter, kind=kind)) + len(record.where(Driver, kind=kind))
    number = f" {there + 1}" if there else ""
    said = {language: translator(language)(kind.label) + number
            for language in ("en", "zh_Hant", "zh_Hans")}  # fmt: skip
    return LocalText(**said)
