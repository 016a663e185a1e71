"""What a factory's main meters used in standard coal, year by year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cpdesk.analysis.factors.emissions import Converted, standard_coal
from cpdesk.analysis.factors.table import FactorTable
from cpdesk.documents.view import EnergyUse, Metered
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Meter


def energy_of(
    series: Iterable[Metered], factors: FactorTable, years: Sequence[int]
) -> tuple[EnergyUse, ...]:
    """The energy meters that lie beneath no other; a meter of no energy is left out."""
    main = ((of, each) for of, each in series if isinstance(of, Meter) and of.above is None)
    found = []
    for meter, months in main:
        wholes = [months.whole([Month(year, at) for at in range(1, 13)]) for year in years]
        made = [
            None if whole is None else standard_coal({year: float(whole)}, meter, factors)
            for year, whole in zip(years, wholes, strict=True)
        ]
        if any(isinstance(each, Converted) for each in made):
            known = tuple(_only(made))
            used = tuple(one for each in known for one in each.all_used)
            tonnes = tuple(e.tonnes if isinstance(e, Converted) else None for e in made)
            found.append(EnergyUse(meter, tonnes, used))
    return tuple(found)


def _only(made: Iterable[object]) -> Iterator[Converted]:
    yield from (each for each in made if isinstance(each, Converted))
