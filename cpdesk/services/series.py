"""The monthly series of a meter or driver, recomputed only when its readings change."""

from __future__ import annotations

from collections import OrderedDict

from cpdesk.analysis.months import MonthlySeries, spread
from cpdesk.domain.plant import Convention, Driver, Meter, Reading
from cpdesk.domain.record import Record

_MOST = 1024
_Key = tuple[tuple[int, ...], str, Convention, str]
# The readings are kept beside their series: as long as they live, no other can have their ids.
_known: OrderedDict[_Key, tuple[tuple[Reading, ...], MonthlySeries]] = OrderedDict()


def monthly(record: Record, series: Meter | Driver) -> MonthlySeries:
    """The readings of a meter or driver as months; raises Refusal where a unit does not match.

    The very same object is returned until a reading, the unit or the convention changes.
    """
    readings = record.readings(series)
    convention = series.convention if isinstance(series, Meter) else Convention.NEXT
    key = (tuple(map(id, readings)), series.unit, convention, f"{series.word} {series.code}")
    if key not in _known:
        made = spread(readings, series.unit, convention, series.code, series.word)
        _known[key] = (readings, made)
        if len(_known) > _MOST:
            _known.popitem(last=False)
    return _known[key][1]
