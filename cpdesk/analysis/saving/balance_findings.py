"""What a balance is made from, and what is missing, impossible or doubtful in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cpdesk.domain.findings import Finding, Place, blocking, info, warning
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Meter, MeterKind
from cpdesk.domain.units import dimension, ratio
from cpdesk.domain.upgrades import Effect, Quantity
from cpdesk.domain.verification import Flow, FlowRole
from cpdesk.domain.words import N_

NO_INPUT = blocking(
    "balance-input-missing",
    N_("The balance of {effect} has no input, so nothing can be worked out. Add the flow put in."),
)
MIXED = blocking(
    "balance-mixed",
    N_("The balance of {effect} mixes masses with a concentration. Give each an effect of its "
       "own."),
)  # fmt: skip
NO_ROLE = blocking("flow-part-missing", N_("Say what the flow of {meter} is in the balance."))
NO_SHARE = blocking(
    "flow-share-missing",
    N_("Enter what share of {meter} counts (VOC by mass), as its safety data sheet says; it is "
       "not guessed."),
)  # fmt: skip
SHARE_RANGE = blocking(
    "flow-share-range", N_("The share of {meter} is {value}%. It must lie between 0 and 100.")
)
NO_MASS = blocking(
    "flow-unit",
    N_("{meter} is counted in {unit}, which is no mass. Correct the unit, or enter the density "
       "where litres or cubic metres are meant."),
)  # fmt: skip
NO_VOLUME = blocking(
    "flow-volume",
    N_("{meter} is counted in {unit}, which is no volume. Correct the unit, or enter the density "
       "(1 for water)."),
)  # fmt: skip
NO_CONCENTRATION = blocking(
    "flow-concentration-missing",
    N_("{meter} has no concentration. Choose the driver that holds it, in mg/L."),
)
NOT_FRACTION = blocking(
    "treatment-range", N_("{value}% is no share of the exhaust. It must lie between 0 and 100.")
)
NO_TREATMENT = blocking(
    "treatment-missing",
    N_("Capture and destruction of {effect} are known only in part. Enter 0 where there is none."),
)
NEGATIVE = warning(
    "balance-negative",
    N_("In {months} more left than was put in. Enter what was used, not what was bought, or check "
       "the flows."),
)  # fmt: skip
UNKNOWN = info(
    "balance-months-unknown",
    N_("Months that other flows have are missing for {meter} ({n}, from {first} to {last}); they "
       "are left out."),
)  # fmt: skip
NO_MONTHS = blocking(
    "balance-months-missing",
    N_("There is no month in which every flow of {effect} is known. Enter the missing readings."),
)

MASS_ROLES = frozenset({FlowRole.INPUT, FlowRole.RECOVERED, FlowRole.WASTE, FlowRole.PRODUCT})
_SIDES = {"before": ("capture_before", "destruction_before"),
          "after": ("capture_after", "destruction_after")}  # fmt: skip


@dataclass(frozen=True)
class FlowAmounts:
    """What the meter of a flow counted in its complete months, in the meter's unit.

    `concentration` is in mg/L by month, where the flow has one.
    """

    flow: Flow
    meter: Meter
    months: Mapping[Month, float]
    concentration: Mapping[Month, float] | None = None

    @property
    def rate(self) -> float:
        """Kilograms in one of the meter's units, or cubic metres for a load; 0 if none fits."""
        wanted = "mass" if self.flow.role in MASS_ROLES else "volume"
        if dimension(self.meter.unit) == wanted:
            return float(ratio(self.meter.unit, "kg" if wanted == "mass" else "m³"))
        if self.meter.density and dimension(self.meter.unit) in ("mass", "volume"):
            return _by_density(self.meter.unit, float(self.meter.density))
        return 0.0

    @property
    def known(self) -> frozenset[Month]:
        """The months that are known; without water there is no load, whatever its strength."""
        measured = self.concentration or {}
        is_load = self.flow.role is FlowRole.LOAD
        return frozenset(
            month for month, amount in self.months.items()
            if not is_load or month in measured or amount == 0
        )  # fmt: skip


def _by_density(unit: str, density: float) -> float:
    """Kilograms in a unit of volume, or cubic metres in one of mass; density in kg/L."""
    if dimension(unit) == "volume":
        return float(ratio(unit, "L")) * density
    return float(ratio(unit, "t")) / density


def faults(
    effect: Effect, flows: Sequence[FlowAmounts], since: date | None
) -> Iterator[Finding]:
    """What must be mended before there is a balance."""
    place, roles = Place("effect", effect.code), {each.flow.role for each in flows}
    if not roles & {FlowRole.INPUT, FlowRole.LOAD}:
        yield NO_INPUT.at(place, effect=effect.code)
    if FlowRole.LOAD in roles and roles & MASS_ROLES:
        yield MIXED.at(place, effect=effect.code)
    for flow in flows:
        yield from _share(effect, flow)
        yield from _counted(flow)
    yield from _treatment(effect, since)


def doubts(
    effect: Effect, flows: Sequence[FlowAmounts], negative: Sequence[Month]
) -> Iterator[Finding]:
    """What is left out and why, and months in which more leaves than comes in."""
    place = Place("effect", effect.code)
    if not frozenset.intersection(*(flow.known for flow in flows)):
        yield NO_MONTHS.at(place, effect=effect.code)
    every = frozenset[Month]().union(*(flow.months for flow in flows))
    for flow in flows:
        gone = sorted(every - flow.known)
        if gone:
            yield UNKNOWN.at(
                _at(flow, ""), meter=flow.meter.code, n=len(gone), first=gone[0], last=gone[-1]
            )
    if negative:
        yield NEGATIVE.at(place, months=tuple(negative))


def _at(flow: FlowAmounts, field: str) -> Place:
    return Place("flow", flow.flow.code, field)


def _share(effect: Effect, flow: FlowAmounts) -> Iterator[Finding]:
    share, meter = flow.flow.share, flow.meter
    solvent = effect.quantity is Quantity.VOC or meter.kind is MeterKind.SOLVENT
    if share is None and solvent and flow.flow.role is FlowRole.INPUT:
        yield NO_SHARE.at(_at(flow, "share"), meter=meter.code)
    if share is not None and not 0 <= share <= 100:
        yield SHARE_RANGE.at(_at(flow, "share"), meter=meter.code, value=share)


def _counted(flow: FlowAmounts) -> Iterator[Finding]:
    """Whether role, unit and concentration make kilograms."""
    meter, unit = flow.meter.code, flow.meter.unit
    if flow.flow.role is None:
        yield NO_ROLE.at(_at(flow, "role"), meter=meter)
    elif not flow.rate:
        kind = NO_MASS if flow.flow.role in MASS_ROLES else NO_VOLUME
        yield kind.at(Place("meter", meter, "unit"), meter=meter, unit=unit)
    if flow.flow.role is FlowRole.LOAD and flow.concentration is None:
        yield NO_CONCENTRATION.at(_at(flow, "concentration"), meter=meter)


def _treatment(effect: Effect, since: date | None) -> Iterator[Finding]:
    """Capture and destruction: in range, and none missing where any is given."""
    values = {name: getattr(effect, name) for side in _SIDES.values() for name in side}
    for name, value in values.items():
        if value is not None and not 0 <= value <= 100:
            yield NOT_FRACTION.at(Place("effect", effect.code, name), value=value)
    if all(value is None for value in values.values()):
        return
    needed = [*_SIDES["before"], *(_SIDES["after"] if since else ())]
    missing = [name for name in needed if values[name] is None]
    if missing:
        yield NO_TREATMENT.at(Place("effect", effect.code, missing[0]), effect=effect.code)
