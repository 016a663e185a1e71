"""Whether there are months enough for what a paper tells of them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from cpdesk.domain.company import Factory
from cpdesk.domain.findings import Finding, Place, Refusal, info, warning
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, DriverKind, Meter
from cpdesk.domain.record import Record
from cpdesk.domain.words import N_
from cpdesk.services.series import monthly
from cpdesk.services.weather import computed_from

NO_READING = warning(
    "series-empty",
    N_("{series} has no reading yet, so the paper can tell nothing of it. Enter its bills or "
       "figures."),
)  # fmt: skip
NO_YEAR = info(
    "series-no-year",
    N_("{series} has no twelve complete months in a row before the works; the bills of 12 to 36 "
       "months are usual (B20)."),
)  # fmt: skip
NOT_THREE = info(
    "series-not-three-years",
    N_("{series}: whole years of {first} to {last}: {n} of {of}. The label looks at each of them "
       "(R15)."),
)  # fmt: skip
NO_OUTPUT = warning(
    "output-missing",
    N_("No production is entered, so nothing can be told per unit of product (R15). Enter what "
       "the factory makes, month by month."),
)  # fmt: skip


def empty_series(record: Record, factory: Factory) -> Iterator[Finding]:
    """Meters and drivers of which nothing was ever read."""
    for each in _all(record, factory):
        if not _has_readings(record, each):
            yield NO_READING.at(_months(each), series=each.name or each.code)


def without_year(record: Record, factory: Factory, years: Container[str]) -> Iterator[Finding]:
    """Meters that were read, but not for the year before the works; `years` are by their ids."""
    for each in record.where(Meter, factory=factory.id):
        if each.id not in years and _has_readings(record, each):
            yield NO_YEAR.at(_months(each), series=each.name or each.code)


def without_three_years(
    record: Record, factory: Factory, years: Sequence[int]
) -> Iterator[Finding]:
    """What the label's three years of use per unit of product would leave empty."""
    if not record.where(Driver, factory=factory.id, kind=DriverKind.PRODUCTION):
        place = Place(Driver.word, "", "kind", DriverKind.PRODUCTION.value)
        yield NO_OUTPUT.at(place)
    for each in record.where(Meter, factory=factory.id):
        whole = _whole_years(record, each, years)
        if whole is not None and whole < len(years) and _has_readings(record, each):
            yield NOT_THREE.at(
                _months(each), series=each.name or each.code, first=str(years[0]),
                last=str(years[-1]), n=whole, of=len(years),
            )  # fmt: skip


def _all(record: Record, factory: Factory) -> tuple[Meter | Driver, ...]:
    meters = record.where(Meter, factory=factory.id)
    return (*meters, *record.where(Driver, factory=factory.id))


def _has_readings(record: Record, series: Meter | Driver) -> bool:
    """Its own, or those it is computed from."""
    source = computed_from(record, series) if isinstance(series, Driver) else None
    return bool(record.readings(series) or (source and record.readings(source)))


def _whole_years(record: Record, meter: Meter, years: Sequence[int]) -> int | None:
    """None where its months cannot be told; that is a finding of the series."""
    try:
        series = monthly(record, meter)
    except Refusal:
        return None
    wholes = (series.whole([Month(year, month) for month in range(1, 13)]) for year in years)
    return sum(each is not None for each in wholes)


def _months(series: Meter | Driver) -> Place:
    return Place(series.word, series.code, "amount")
