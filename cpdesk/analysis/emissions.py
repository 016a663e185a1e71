"""Standard coal and CO2 of an amount: the same factor on both sides of a saving."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from cpdesk.analysis.factors import FactorTable, Used
from cpdesk.domain.findings import Finding, Place, warning
from cpdesk.domain.plant import Grid, Meter, MeterKind
from cpdesk.domain.units import dimension, ratio
from cpdesk.domain.words import N_

NO_FACTOR = warning(
    "factor-missing",
    N_("There is no confirmed factor {key} for {year}, so {meter} has no such figure. Add one."),
)

_KCAL_COAL = Decimal("29307.6")  # kJ in one kilogram of standard coal (7,000 kcal)


@dataclass(frozen=True)
class Converted:
    """An amount turned into tonnes, with the factor that did it."""

    tonnes: float
    used: Used


def standard_coal(
    amount: float, meter: Meter, year: int, factors: FactorTable
) -> Converted | Finding | None:
    """Tonnes of standard coal (GB/T 2589); None where the meter counts no energy."""
    if meter.kind is MeterKind.NATURAL_GAS and meter.calorific_value:
        used = factors.of_year("coal.heat-value", year)
        if used:
            per_unit = float(meter.calorific_value / _KCAL_COAL)
            return Converted(amount * per_unit / 1000, used)
    return _convert(amount, meter, f"coal.{_carrier(meter)}", year, factors)


def co2(amount: float, meter: Meter, year: int, factors: FactorTable) -> Converted | Finding | None:
    """Tonnes of CO2 by the factor of the year; None where the meter counts no energy."""
    if meter.kind is MeterKind.ELECTRICITY:
        key = f"co2.grid.{(meter.grid or Grid.GUANGDONG).value}"
    else:
        key = f"co2.{_carrier(meter)}"
    return _convert(amount, meter, key, year, factors)


_ENERGY = frozenset(
    {
        MeterKind.ELECTRICITY, MeterKind.NATURAL_GAS, MeterKind.TOWN_GAS, MeterKind.LPG,
        MeterKind.LNG, MeterKind.DIESEL, MeterKind.PETROL, MeterKind.FUEL_OIL, MeterKind.COAL,
        MeterKind.STEAM, MeterKind.HEAT,
    }
)


def _carrier(meter: Meter) -> str:
    return meter.kind.value if meter.kind in _ENERGY and meter.kind else ""


def _convert(
    amount: float, meter: Meter, key: str, year: int, factors: FactorTable
) -> Converted | Finding | None:
    if not _carrier(meter):
        return None
    used = factors.of_year(key, year)
    if used is None:
        return NO_FACTOR.at(Place("meter", meter.code), key=key, year=str(year), meter=str(meter))
    per = used.factor.unit.partition("/")[2]
    scale = _scale(meter, per)
    if scale is None:
        return NO_FACTOR.at(
            Place("meter", meter.code, "unit"), key=f"{key} ({per})", year=str(year),
            meter=str(meter),
        )
    return Converted(amount * scale * float(used.factor.value) / 1000, used)


def _scale(meter: Meter, per: str) -> float | None:
    """How many of the factor's units one of the meter's is; litres need the density."""
    if dimension(meter.unit) == dimension(per) and dimension(per):
        return float(ratio(meter.unit, per))
    if dimension(meter.unit) == "volume" and dimension(per) == "mass" and meter.density:
        return float(ratio(meter.unit, "L")) * float(meter.density) * float(ratio("kg", per))
    return None
