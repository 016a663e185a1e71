"""Degree days of a driver, computed from the days' mean temperatures that another one holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from cpdesk.analysis.months.monthly import MonthlySeries, spread
from cpdesk.domain.findings import Finding, Place, warning
from cpdesk.domain.plant import Convention, Driver, DriverKind, Reading
from cpdesk.domain.record import Record
from cpdesk.domain.words import N_

NO_BASE = warning(
    "base-temperature-missing",
    N_("{series} has no base temperature, so its degree days cannot be computed. Enter one; "
       "{usual} °C is a usual start for it."),
)  # fmt: skip
NO_TEMPERATURES = warning(
    "not-temperatures",
    N_("{series} is to be computed from {source}, which does not hold outdoor temperatures in "
       "°C. Choose the driver that does, or correct its kind and unit."),
)  # fmt: skip
NOT_DAYS = warning(
    "temperatures-not-daily",
    N_("{n} readings of {source} cover more than one day, the first from {start}. Degree days "
       "need the mean of each day, so their months are left out of {series}."),
)  # fmt: skip
DAY_TWICE = warning(
    "temperature-twice",
    N_("{source} has more than one temperature on {n} days, the first {start}. Their months are "
       "left out of {series} until one is removed."),
)  # fmt: skip
TYPED_TOO = warning(
    "degree-days-typed-too",
    N_("{series} is computed from {source}; the {n} figures that were typed or imported for it "
       "are not used. Remove them, or choose not to compute it."),
)  # fmt: skip

USUAL_BASE = Decimal(18)  # °C; only ever proposed
_CELSIUS = ("", "°c", "℃", "c", "degc")
_COMPUTED = (DriverKind.COOLING_DEGREE_DAYS, DriverKind.HEATING_DEGREE_DAYS)


def computed_from(record: Record, driver: Driver) -> Driver | None:
    """The driver of temperatures that degree days are computed from; None for typed figures."""
    if driver.kind not in _COMPUTED or not driver.temperatures:
        return None
    return record.get(Driver, driver.temperatures)


def degree_day_series(
    driver: Driver, source: Driver, days: Sequence[Reading], typed: Sequence[Reading]
) -> MonthlySeries:
    """The degree days of each month whose every day has one mean temperature.

    `days` are the readings of `source`, `[day, day + 1)` each; every one becomes its degree days
    under its own id, so that a month can be followed back to them. `typed` are readings of the
    driver itself: they are not used, which is told. Gaps are told of the temperatures, once.
    """
    # It brings numpy, which a start can do without.
    from cpdesk.analysis.months.degree_days import of_day

    place = Place(driver.word, driver.code)
    doubt = _impossible(driver, source, days, place)
    usable = () if doubt else filter(_is_day, days)
    base = driver.base_temperature or Decimal(0)  # nothing is counted where there is none
    cooling = driver.kind is DriverKind.COOLING_DEGREE_DAYS
    counted = [
        Reading(
            id=each.id, driver=driver.id, start=each.start, end=each.end,
            amount=of_day(each.amount, base, cooling), estimated=each.estimated,
        )
        for each in usable
    ]
    made = spread(counted, driver.unit, Convention.NEXT, driver.code, driver.word, fold=False)
    told = (doubt,) if doubt else tuple(_unusable(driver, source, days, place))
    return replace(made, findings=(*told, *_typed_too(driver, source, typed, place)))


def _impossible(
    driver: Driver, source: Driver, days: Sequence[Reading], place: Place
) -> Finding | None:
    """Why nothing can be computed at all."""
    units = {each.unit or source.unit for each in days} or {source.unit}
    celsius = all(unit.replace(" ", "").lower() in _CELSIUS for unit in units)
    if source.kind is not DriverKind.TEMPERATURE or not celsius:
        return NO_TEMPERATURES.at(
            replace(place, field="temperatures"), series=driver.code, source=source.code
        )
    if driver.base_temperature is None:
        field = replace(place, field="base_temperature")
        return NO_BASE.at(field, series=driver.code, usual=USUAL_BASE)
    return None


def _is_day(reading: Reading) -> bool:
    return reading.end - reading.start == timedelta(1)


def _twice(days: Sequence[Reading]) -> list[date]:
    counts = Counter(each.start for each in days if _is_day(each))
    return sorted(day for day, n in counts.items() if n > 1)


def _unusable(
    driver: Driver, source: Driver, days: Sequence[Reading], place: Place
) -> Iterator[Finding]:
    """Temperatures that are no mean of one day, or not the only one."""
    longer = [each.start for each in days if not _is_day(each)]
    for kind, starts in ((NOT_DAYS, longer), (DAY_TWICE, _twice(days))):
        if starts:
            yield kind.at(
                replace(place, spot=str(min(starts))), series=driver.code, source=source.code,
                n=len(starts), start=min(starts),
            )  # fmt: skip


def _typed_too(
    driver: Driver, source: Driver, typed: Sequence[Reading], place: Place
) -> Iterator[Finding]:
    if typed:
        yield TYPED_TOO.at(place, series=driver.code, source=source.code, n=len(typed))
