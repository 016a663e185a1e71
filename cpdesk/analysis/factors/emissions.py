"""Standard coal and CO2 of an amount: the same factor on both sides of a saving."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from cpdesk.analysis.factors.table import Factor, FactorTable, Status, Used
from cpdesk.domain.findings import Finding, Place, warning
from cpdesk.domain.plant import Grid, Meter, MeterKind
from cpdesk.domain.units import dimension, ratio
from cpdesk.domain.words import N_

NO_FACTOR = warning(
    "factor-missing",
    N_("There is no confirmed factor {key} for {year}, so {meter} has no such figure. Add one."),
)
NO_GRID = warning(
    "grid-missing", N_("Say which grid supplies {meter}; without it there is no CO2 figure.")
)
NO_DENSITY = warning(
    "density-missing",
    N_("{meter} counts litres, but the factor {key} is by weight. Enter the density that the "
       "supplier's invoice states."),
)  # fmt: skip
UNIT_DIFFERS = warning(
    "factor-unit",
    N_("The factor {key} is in {unit}, which does not fit the unit of {meter}. Correct one."),
)

_KJ = Decimal("29307.6")  # in one kilogram of standard coal (7,000 kcal)
_TONNES = {"t": 1.0, "kg": 1e-3, "g": 1e-6}
_UNIT = re.compile(r"(t|kg|g)(?:CO2e?|ce)\s*/\s*(.+)")
_BURNT = frozenset(
    {
        MeterKind.NATURAL_GAS, MeterKind.TOWN_GAS, MeterKind.LPG, MeterKind.LNG, MeterKind.DIESEL,
        MeterKind.PETROL, MeterKind.FUEL_OIL, MeterKind.COAL,
    }
)  # fmt: skip
_ENERGY = _BURNT | {MeterKind.ELECTRICITY, MeterKind.STEAM, MeterKind.HEAT}


@dataclass(frozen=True)
class Converted:
    """An amount turned into tonnes; `used` is the factor of the last year, `all_used` of each."""

    tonnes: float
    used: Used
    all_used: tuple[Used, ...] = ()


def standard_coal(
    amounts: Mapping[int, float], meter: Meter, factors: FactorTable
) -> Converted | Finding | None:
    """Tonnes of standard coal (GB/T 2589) of amounts by year; None where it is no energy.

    Where the supplier's net calorific value of a fuel is known, it takes the place of the table.
    """
    if meter.kind in _BURNT and meter.calorific_value:
        own = _own_coal(meter, meter.calorific_value)
        return _convert(amounts, meter, own.key, FactorTable([own]))
    return _convert(amounts, meter, f"coal.{_carrier(meter)}", factors)


def co2(
    amounts: Mapping[int, float], meter: Meter, factors: FactorTable
) -> Converted | Finding | None:
    """Tonnes of CO2 by the factor of each amount's own year; None where it is no energy."""
    if meter.kind is MeterKind.ELECTRICITY and meter.grid is None:
        return NO_GRID.at(Place("meter", meter.code, "grid"), meter=meter.code)
    key = _grid(meter.grid) if meter.kind is MeterKind.ELECTRICITY else _carrier(meter)
    return _convert(amounts, meter, f"co2.{key}", factors)


def _grid(grid: Grid | None) -> str:
    return f"grid.{grid.value}" if grid else ""


def _carrier(meter: Meter) -> str:
    """The factor's name for what a meter counts; steam by its heat where heat is what is read."""
    if meter.kind is MeterKind.STEAM and dimension(meter.unit) == "energy":
        return "heat"
    return str(meter.kind.value) if meter.kind in _ENERGY and meter.kind else ""


def _own_coal(meter: Meter, calorific_value: Decimal) -> Factor:
    return Factor(
        f"coal.{_carrier(meter)}", (calorific_value / _KJ).quantize(Decimal("0.00001")),
        f"kgce/{meter.unit}", "", None,
        f"{calorific_value} kJ/{meter.unit} / {_KJ} kJ/kgce", Status.USER,
    )  # fmt: skip


def _convert(
    amounts: Mapping[int, float], meter: Meter, key: str, factors: FactorTable
) -> Converted | Finding | None:
    if meter.kind not in _ENERGY:
        return None
    parts: list[float] = []
    used: list[Used] = []
    for year, amount in sorted(amounts.items()):
        found = factors.of_year(key, year)
        if found is None:
            place = Place("meter", meter.code)
            return NO_FACTOR.at(place, key=key, year=str(year), meter=meter.code)
        rate = tonnes_per_unit(found.factor, meter)
        if isinstance(rate, Finding):
            return rate
        parts.append(amount * rate)
        used.append(found)
    return Converted(math.fsum(parts), used[-1], tuple(used)) if used else None


def tonnes_per_unit(factor: Factor, meter: Meter) -> float | Finding:
    """How many tonnes one of the meter's units is by this factor; litres need the density."""
    match = _UNIT.fullmatch(factor.unit.replace("₂", "2").strip())
    if not match:
        return _differs(factor, meter)
    tonnes, per = _TONNES[match[1]], match[2]
    scale = _scale(meter, per)
    if scale is not None:
        return float(scale) * float(factor.value) * tonnes
    if dimension(meter.unit) == "volume" and dimension(per) == "mass":
        place = Place("meter", meter.code, "density")
        return NO_DENSITY.at(place, meter=meter.code, key=factor.key)
    return _differs(factor, meter)


def _scale(meter: Meter, per: str) -> Fraction | None:
    """How many of the factor's units one of the meter's is."""
    one, other = dimension(meter.unit), dimension(per)
    if one is not None and one == other:
        return ratio(meter.unit, per)
    if (one, other) == ("volume", "mass") and meter.density:
        return ratio(meter.unit, "L") * Fraction(meter.density) * ratio("kg", per)
    return Fraction(1) if one is other is None and meter.unit == per else None


def _differs(factor: Factor, meter: Meter) -> Finding:
    place = Place("meter", meter.code, "unit")
    return UNIT_DIFFERS.at(place, key=factor.key, unit=factor.unit, meter=meter.code)
