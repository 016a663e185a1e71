"""The monthly series of a meter or driver, recomputed only when its readings change."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from cpdesk.analysis.months import registers
from cpdesk.analysis.months.monthly import MonthlySeries, spread
from cpdesk.domain.findings import Finding, Refusal
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Convention, Driver, DriverKind, Meter, MeterKind, Reading
from cpdesk.domain.record import Record
from cpdesk.services.weather import computed_from, degree_day_series

_MOST = 1024
_BEFORE = 3  # months before the first that is wanted: an estimate is corrected within 70 days
_Key = tuple[tuple[int, ...], Meter | Driver, Driver | None]
# The readings are kept beside their series: as long as they live, no other can have their ids.
_known: OrderedDict[_Key, tuple[tuple[Reading, ...], MonthlySeries]] = OrderedDict()

# Delivered or weighed each time anew: a later figure of these corrects no earlier estimate.
_EACH_BY_ITSELF = frozenset({
    MeterKind.LPG, MeterKind.LNG, MeterKind.DIESEL, MeterKind.PETROL, MeterKind.FUEL_OIL,
    MeterKind.COAL, MeterKind.SOLVENT, MeterKind.CHEMICAL, MeterKind.MATERIAL, MeterKind.WASTE,
    MeterKind.HAZARDOUS_WASTE,
})  # fmt: skip


def monthly(record: Record, series: Meter | Driver) -> MonthlySeries:
    """The readings of a meter or driver as months; raises Refusal where a unit does not match.

    Degree days that name a driver of temperatures are computed from its days. The very same
    object is returned until a reading, the meter or the driver itself changes.
    """
    key, readings = _key_of(record, series)
    known = _known.get(key)
    if known is None:  # another thread may make it too, or let it go: this one has its own
        known = (readings, _made(series, record.readings(series), key[2], readings))
        _known[key] = known
        if len(_known) > _MOST:
            _known.popitem(last=False)
    return known[1]


def latest(record: Record, series: Meter | Driver, since: Month) -> MonthlySeries:
    """The months from `since` on, each as `monthly` has it; there may be earlier ones as well.

    A factory at a glance needs no more, and most of a long record is older.
    """
    key, readings = _key_of(record, series)
    if key in _known or key[2] is not None:
        return monthly(record, series)
    near = tuple(each for each in readings if each.end >= (since + -_BEFORE).start)
    made = _made(series, near, None, near)
    return replace(made, months=tuple(each for each in made.months if each.month >= since))


def _key_of(record: Record, series: Meter | Driver) -> tuple[_Key, tuple[Reading, ...]]:
    source = computed_from(record, series) if isinstance(series, Driver) else None
    readings = (*record.readings(series), *(record.readings(source) if source else ()))
    return (tuple(map(id, readings)), series, source), readings


def make_ready(record: Record) -> None:
    """Have the months of every meter and driver at hand, as after an import."""
    every: tuple[Meter | Driver, ...] = (*record.all(Meter), *record.all(Driver))
    for each in every[:_MOST]:
        with suppress(Refusal):  # it is said where the months are shown
            monthly(record, each)


def upwards(record: Record, meter: Meter | None) -> Iterator[Meter]:
    """A meter and all those above it, the next one first."""
    seen: set[str] = set()
    while meter and meter.id not in seen:
        seen.add(meter.id)
        yield meter
        meter = record.get(Meter, meter.above) if meter.above else None


def floats(series: MonthlySeries) -> dict[Month, float]:
    """The amounts of a series's complete months, as a model takes them."""
    return {value.month: float(value.amount) for value in series.months if value.complete}


def _made(
    series: Meter | Driver, own: tuple[Reading, ...], source: Driver | None,
    readings: tuple[Reading, ...],
) -> MonthlySeries:  # fmt: skip
    if isinstance(series, Meter):
        return metered(series, own)
    if source is not None:
        return degree_day_series(series, source, readings[len(own) :], own)
    means = series.kind is DriverKind.TEMPERATURE
    return spread(
        own, series.unit, Convention.NEXT, series.code, series.word, fold=False, means=means
    )


def metered(meter: Meter, readings: tuple[Reading, ...]) -> MonthlySeries:
    """The months of a meter with these bills, and what its registers say against them.

    Raises Refusal where a unit does not match.
    """
    fold = meter.kind not in _EACH_BY_ITSELF
    made = spread(readings, meter.unit, meter.convention, meter.code, meter.word, fold=fold)
    found: tuple[Finding, ...] = registers.check(readings, meter)
    return replace(made, findings=(*made.findings, *found)) if found else made
