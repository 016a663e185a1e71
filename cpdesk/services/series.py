"""The monthly series of a meter or driver, recomputed only when its readings change."""

from __future__ import annotations

from functools import lru_cache

from cpdesk.analysis.months import MonthlySeries, spread
from cpdesk.domain.plant import Convention, Driver, Meter, Reading
from cpdesk.domain.record import Record


def monthly(record: Record, series: Meter | Driver) -> MonthlySeries:
    """The readings of a meter or driver as months; raises Refusal where a unit does not match."""
    convention = series.convention if isinstance(series, Meter) else Convention.NEXT
    return _spread(record.readings(series), series.unit, convention, series.code)


@lru_cache(maxsize=512)
def _spread(
    readings: tuple[Reading, ...], unit: str, convention: Convention, name: str
) -> MonthlySeries:
    return spread(readings, unit, convention, name)
