"""The last twelve months of every meter against the same months a year earlier."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cpdesk.analysis.factors.emissions import Converted, co2, standard_coal
from cpdesk.analysis.factors.table import FactorTable, Used
from cpdesk.analysis.months.monthly import MonthlySeries
from cpdesk.domain.company import Factory
from cpdesk.domain.findings import Finding, Refusal
from cpdesk.domain.periods import Month, month_range
from cpdesk.domain.plant import Driver, DriverKind, Meter, MeterKind
from cpdesk.domain.record import Record
from cpdesk.domain.words import N_
from cpdesk.services.jobs import Job
from cpdesk.services.series import latest, monthly

YEAR = 12
_NEAR = 30  # months up to the newest bill: two years, and some for meters that end earlier
READING = N_("Reading the months")
# Energy first, then water, then what is bought or thrown away.
_ORDER = tuple(MeterKind)
_Known = tuple[Meter | Driver, int, MonthlySeries]  # with how many meters lie above
_Convert = Callable[[Mapping[int, float], Meter, FactorTable], Converted | Finding | None]


@dataclass(frozen=True)
class Pair:
    """The same figure for the months a year earlier, and for the last ones."""

    before: float
    after: float

    @property
    def change(self) -> float | None:
        """As a fraction of what was before; None where that is nothing."""
        return (self.after - self.before) / abs(self.before) if self.before else None


@dataclass(frozen=True)
class Tonnes:
    """Standard coal or a gas of both years, and the factors they were made with."""

    pair: Pair
    gas: str
    used: tuple[Used, ...]


@dataclass(frozen=True)
class SeriesYear:
    """A meter or product: what it counted in those months that are complete in both years.

    `months` are these months of the last year; without any, `amount` is None. `cost` is over
    `cost_months` of them, in one currency. `depth` of a sub-meter is how many lie above it.
    `trend` are the 24 months up to the last, None where one is not complete. `lacking` says why
    energy has no standard coal or CO2.
    """

    series: Meter | Driver
    depth: int
    months: tuple[Month, ...]
    amount: Pair | None
    trend: tuple[float | None, ...]
    cost: Pair | None = None
    currency: str = ""
    cost_months: int = 0
    coal: Tonnes | None = None
    co2: Tonnes | None = None
    lacking: tuple[Finding, ...] = ()
    is_energy: bool = False


@dataclass(frozen=True)
class Total:
    """What the main meters come to together; `without` names those that are not in it.

    `partly` is true where one of them is in it with fewer than twelve months.
    """

    pair: Pair
    unit: str
    without: tuple[str, ...]
    partly: bool


@dataclass(frozen=True)
class Years:
    """The last months of a factory, up to the month at which most of its meters end."""

    until: Month | None
    meters: tuple[SeriesYear, ...] = ()
    outputs: tuple[SeriesYear, ...] = ()
    costs: tuple[Total, ...] = ()
    energy: Total | None = None
    gases: tuple[Total, ...] = ()
    per_output: Pair | None = None


def years_of(record: Record, factory: Factory, factors: FactorTable, job: Job) -> Years:
    """Every meter and product of a factory; one that cannot be read is left to the findings."""
    known, until = _known_until(record, factory, job)
    if until is None:
        return Years(None)
    made = [_year(*each, until, factors) for each in known]
    meters = tuple(each for each in made if isinstance(each.series, Meter))
    outputs = tuple(each for each in made if isinstance(each.series, Driver))
    main = [each for each in meters if each.depth == 0]
    return Years(
        until, meters, outputs, tuple(_costs(main)), _energy(main), tuple(_gases(main)),
        _per_output(main, outputs, factors, {s: spread for s, _, spread in known}),
    )  # fmt: skip


def _known_until(
    record: Record, factory: Factory, job: Job
) -> tuple[Sequence[_Known], Month | None]:
    """The months of each series, and the one with which the last year ends.

    Older ones are worked out only where that year turns out to lie far back.
    """
    every = _every(record, factory)
    ends = [each.end for series, _ in every for each in record.readings(series)]
    if not ends:
        return (), None
    since = Month.of(max(ends)) + -_NEAR
    known = list(_read(record, every, since, job))
    until = _until(known)
    if until is not None and until + (1 - 2 * YEAR) < since:
        known = list(_read(record, every, None, job))
        until = _until(known)
    return known, until


def _every(record: Record, factory: Factory) -> Sequence[tuple[Meter | Driver, int]]:
    """The meters and products of a factory, and how many meters lie above each."""
    made = record.where(Driver, factory=factory.id, kind=DriverKind.PRODUCTION)
    return (*_meters(record, factory), *((each, 0) for each in made))


def _read(
    record: Record, every: Sequence[tuple[Meter | Driver, int]], since: Month | None, job: Job
) -> Iterator[_Known]:
    """The months of each series: all of them, or those since one if at least one is complete."""
    for at, (series, depth) in enumerate(every):
        job.report(READING, at / len(every))
        try:
            made = latest(record, series, since) if since else monthly(record, series)
            if not made.complete_months():
                made = monthly(record, series)
        except Refusal:
            continue  # its unit is a finding of the series
        yield series, depth, made


def _meters(record: Record, factory: Factory) -> Iterator[tuple[Meter, int]]:
    """Main meters by what they count, each followed by its sub-meters."""
    meters = record.where(Meter, factory=factory.id)
    known = {each.id for each in meters}
    seen: set[str] = set()

    def with_those_beneath(meter: Meter, depth: int) -> Iterator[tuple[Meter, int]]:
        if meter.id in seen:
            return
        seen.add(meter.id)
        yield meter, depth
        for each in meters:
            if each.above == meter.id:
                yield from with_those_beneath(each, depth + 1)

    tops = [each for each in meters if each.above not in known]
    for each in sorted(tops, key=lambda meter: _ORDER.index(meter.kind or MeterKind.OTHER)):
        yield from with_those_beneath(each, 0)
    for each in meters:  # those that lie above themselves
        yield from with_those_beneath(each, 0)


def _until(known: Sequence[_Known]) -> Month | None:
    """The last complete month of most meters, else products; of several such months the latest."""
    series = [each for each in known if isinstance(each[0], Meter)] or known
    ends = Counter(months[-1] for _, _, each in series if (months := each.complete_months()))
    return max(ends, key=lambda month: (ends[month], month), default=None)


def _year(
    series: Meter | Driver, depth: int, spread: MonthlySeries, until: Month, factors: FactorTable
) -> SeriesYear:
    months = tuple(each for each in month_range(until + (1 - YEAR), until) if _both(spread, each))
    trend = tuple(
        None if (known := spread.amount(each)) is None else float(known)
        for each in month_range(until + (1 - 2 * YEAR), until)
    )
    amount = _pair(spread, months)
    if not isinstance(series, Meter):
        return SeriesYear(series, depth, months, amount, trend)
    energy = standard_coal({until.year: 0.0}, series, factors) is not None
    if amount is None:
        return SeriesYear(series, depth, months, amount, trend, is_energy=energy)
    cost, currency, n = _cost(spread, months)
    coal, no_coal = _tonnes(standard_coal, series, spread, months, factors)
    gas, no_gas = _tonnes(co2, series, spread, months, factors)
    lacking = tuple(each for each in (no_coal, no_gas) if each)
    return SeriesYear(
        series, depth, months, amount, trend, cost, currency, n, coal, gas, lacking, energy
    )


def _both(spread: MonthlySeries, month: Month) -> bool:
    return spread.amount(month) is not None and spread.amount(month + -YEAR) is not None


def _pair(spread: MonthlySeries, months: Sequence[Month]) -> Pair | None:
    before, after = spread.whole([each + -YEAR for each in months]), spread.whole(months)
    return None if before is None or after is None else Pair(float(before), float(after))


def _cost(
    spread: MonthlySeries, months: Sequence[Month]
) -> tuple[Pair | None, str, int]:
    """The costs of the months whose bills say one in both years; in the currency of most."""
    known = [each for month in months for each in _priced(spread, month)]
    if not known:
        return None, "", 0
    currency = Counter(each[0] for each in known).most_common(1)[0][0]
    same = [(before, after) for c, before, after in known if c == currency]
    befores, afters = (sum(side, Decimal(0)) for side in zip(*same, strict=True))
    return Pair(float(befores), float(afters)), currency, len(same)


def _priced(spread: MonthlySeries, month: Month) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Currency and both costs of a month, where both are known in one currency."""
    before, after = spread.value(month + -YEAR), spread.value(month)
    if before is None or after is None or before.currency != after.currency:
        return
    if before.cost is not None and after.cost is not None:
        yield after.currency, before.cost, after.cost


def _tonnes(
    convert: _Convert, meter: Meter, spread: MonthlySeries, months: Sequence[Month],
    factors: FactorTable,
) -> tuple[Tonnes | None, Finding | None]:  # fmt: skip
    """Both years by the factor of each month's own year; or why not."""
    sides = [convert(_by_year(spread, [each + back for each in months]), meter, factors)
             for back in (-YEAR, 0)]  # fmt: skip
    made = [each for each in sides if isinstance(each, Converted)]
    if len(made) < len(sides):
        return None, next((each for each in sides if isinstance(each, Finding)), None)
    used = tuple(dict.fromkeys(used for each in made for used in each.all_used))
    return Tonnes(Pair(made[0].tonnes, made[1].tonnes), made[1].used.factor.gas, used), None


def _by_year(spread: MonthlySeries, months: Sequence[Month]) -> Mapping[int, float]:
    found: dict[int, float] = {}
    for each in months:
        found[each.year] = found.get(each.year, 0.0) + float(spread.amount(each) or 0)
    return found


def _costs(main: Sequence[SeriesYear]) -> Iterator[Total]:
    """One total for each currency."""
    for currency in dict.fromkeys(each.currency for each in main if each.cost):
        parts = [(each, each.cost, each.cost_months) for each in main if each.currency == currency]
        without = tuple(each.series.code for each in main if each.cost is None)
        yield _total(parts, currency, without)


def _energy(main: Sequence[SeriesYear]) -> Total | None:
    parts = [(each, each.coal.pair, len(each.months)) for each in main if each.coal]
    without = tuple(each.series.code for each in main if each.coal is None and each.is_energy)
    return _total(parts, "tce", without) if parts else None


def _gases(main: Sequence[SeriesYear]) -> Iterator[Total]:
    """One total for each gas: CO2 is never added to CO2e."""
    without = tuple(each.series.code for each in main if each.co2 is None and each.is_energy)
    for gas in dict.fromkeys(each.co2.gas for each in main if each.co2):
        parts = [(each, each.co2.pair, len(each.months))
                 for each in main if each.co2 and each.co2.gas == gas]  # fmt: skip
        yield _total(parts, gas, without)


def _total(
    parts: Sequence[tuple[SeriesYear, Pair | None, int]], unit: str, without: tuple[str, ...]
) -> Total:
    pairs = [pair for _, pair, _ in parts if pair]
    pair = Pair(math.fsum(e.before for e in pairs), math.fsum(e.after for e in pairs))
    return Total(pair, unit, without, any(n < YEAR for _, _, n in parts))


def _per_output(
    main: Sequence[SeriesYear], outputs: Sequence[SeriesYear], factors: FactorTable,
    spreads: Mapping[Meter | Driver, MonthlySeries],
) -> Pair | None:
    """Standard coal for one unit of the only product, over the months that all of them have."""
    energy = [each for each in main if each.coal]
    made = [each for each in outputs if each.amount]
    if len(made) != 1 or not energy or any(e.is_energy and e.coal is None for e in main):
        return None
    shared = set.intersection(*(set(each.months) for each in (*energy, *made)))
    months = sorted(shared)
    output = _pair(spreads[made[0].series], months) if months else None
    if output is None or not output.before or not output.after:
        return None
    coal = [_tonnes(standard_coal, each.series, spreads[each.series], months, factors)[0]
            for each in energy if isinstance(each.series, Meter)]  # fmt: skip
    pairs = [each.pair for each in coal if each]
    return Pair(
        math.fsum(each.before for each in pairs) / output.before,
        math.fsum(each.after for each in pairs) / output.after,
    )
