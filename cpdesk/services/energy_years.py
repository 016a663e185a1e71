"""The energy of a factory in standard coal, year by year, as an audit's tables ask for it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cpdesk.analysis.factors.emissions import Converted, standard_coal
from cpdesk.documents.view import CoalLine, EnergyYears, Metered
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Meter

if TYPE_CHECKING:
    from cpdesk.analysis.factors.table import FactorTable


def energy_years(
    series: Sequence[Metered], years: Sequence[int], factors: FactorTable
) -> EnergyYears:
    """Every main meter of energy in whole calendar years; a sub-meter is in the one above it."""
    lines = tuple(_lines(series, years, factors))
    totals = tuple(_total([line.tonnes[at] for line in lines]) for at in range(len(years)))
    return EnergyYears(lines, totals)


def _lines(
    series: Sequence[Metered], years: Sequence[int], factors: FactorTable
) -> Iterator[CoalLine]:
    for meter, known in series:
        if not isinstance(meter, Meter) or meter.above is not None:
            continue
        wholes = (known.whole([Month(year, month) for month in range(1, 13)]) for year in years)
        found = [
            None if whole is None else standard_coal({year: float(whole)}, meter, factors)
            for year, whole in zip(years, wholes, strict=True)
        ]
        if standard_coal({years[-1]: 1.0}, meter, factors) is None:
            continue  # no energy
        made = [each if isinstance(each, Converted) else None for each in found]
        used = tuple(factor for each in made if each for factor in each.all_used)
        yield CoalLine(meter, tuple(each.tonnes if each else None for each in made), used)


def _total(tonnes: Sequence[float | None]) -> float | None:
    """A part is never shown as the whole."""
    known = [each for each in tonnes if each is not None]
    return math.fsum(known) if known and len(known) == len(tonnes) else None
