"""What is missing, impossible or doubtful in values measured on the spot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from cpdesk.domain.findings import Finding, Place, blocking, warning
from cpdesk.domain.units import dimension
from cpdesk.domain.upgrades import Effect
from cpdesk.domain.verification import Side, Spot, SpotKind
from cpdesk.domain.words import N_

YEAR = 8784  # hours of the longest year

NO_POWER = blocking(
    "spot-power-missing",
    N_("{effect} has no power for '{side}'. Measure it on the spot and enter it."),
)
NO_HOURS = blocking(
    "spot-hours-missing",
    N_("{effect} has no hours of the year. Measure or agree them, before or with the upgrade."),
)
NO_MACHINES = blocking(
    "spot-machines-missing",
    N_("{effect} does not say how many machines there are in all. Enter it with their power."),
)
TWICE = blocking(
    "spot-twice",
    N_("{effect} has more than one value of '{kind}' for '{side}'. Give each group of like "
       "machines an effect of its own."),
)  # fmt: skip
ALL_AGREED = blocking(
    "spot-all-agreed",
    N_("Every value of {effect} is agreed and none is measured, so this is an estimate. Measure "
       "the power or the hours."),
)  # fmt: skip
NO_ENERGY = blocking(
    "spot-unit",
    N_("Power and hours make kilowatt-hours, but {effect} is counted in {unit}. Correct the unit."),
)
UNPLACED = blocking(
    "spot-unplaced",
    N_("Say of {spot} when it was measured, and whether it is power or hours."),
)
EMPTY = blocking("spot-empty", N_("{spot} has no mean value. Enter it, or delete the line."))
NEGATIVE = blocking("spot-negative", N_("{spot} holds {value}; it cannot be less than zero."))
TOO_MANY_HOURS = blocking(
    "spot-hours", N_("{spot} holds {value} hours, but a year has no more than {most}.")
)
NO_COUNT = blocking("spot-count", N_("{spot} counts {value} machines; there must be at least one."))
OVERCOUNTED = blocking(
    "spot-sample-large",
    N_("{spot} says that {n} machines were measured, but there are {population}. Correct one."),
)
MACHINES_DIFFER = warning(
    "spot-machines-differ",
    N_("There were {before} machines and there are {after} with the upgrade; each side is counted "
       "with its own. Correct one if this is not so."),
)  # fmt: skip
NO_SAMPLE = warning(
    "spot-sample-missing",
    N_("{spot} does not say how many machines were measured, so the saving has no interval."),
)
ONE_SAMPLE = warning(
    "spot-sample-one",
    N_("One machine of {population} was measured for {spot}, which says nothing of how they "
       "differ. The saving has no interval until two or more are measured."),
)  # fmt: skip
NO_SPREAD = warning(
    "spot-spread-missing",
    N_("{n} of {population} machines were measured for {spot}. Enter the standard deviation; "
       "without it the saving has no interval."),
)  # fmt: skip
SMALL_SAMPLE = warning(
    "spot-sample-small",
    N_("{n} of {population} machines were measured for {spot}. They differ so much that {wanted} "
       "are needed to know the mean to 10%."),
)  # fmt: skip
NO_TOLERANCE = warning(
    "spot-tolerance-missing",
    N_("{spot} does not say how exact the instrument or the agreed value is, so the saving has no "
       "interval. Enter it in percent."),
)  # fmt: skip


def faults(effect: Effect, spots: Sequence[Spot]) -> Iterator[Finding]:
    """What must be mended before there is a saving, and numbers of machines that differ."""
    for spot in spots:
        yield from _in_itself(spot)
    yield from _missing(effect, spots)
    yield from _twice(effect, spots)
    yield from _machines(effect, spots)
    place = Place("effect", effect.code, "unit")
    if effect.unit and dimension(effect.unit) != "energy":
        yield NO_ENERGY.at(place, effect=effect.code, unit=effect.unit)


def doubts(spot: Spot, population: int, wanted: int) -> Iterator[Finding]:
    """What keeps a value from having an interval, or makes it a wide one.

    `wanted` machines of `population` would have to be measured, as far as is known.
    """
    yield from _sample(spot, population, wanted)
    if spot.tolerance is None:
        yield NO_TOLERANCE.at(_at(spot, "tolerance"), spot=spot.code)


def _at(spot: Spot, field: str) -> Place:
    return Place("spot", spot.code, field)


def _in_itself(spot: Spot) -> Iterator[Finding]:
    if spot.side is None or spot.kind is None:
        yield UNPLACED.at(_at(spot, "side" if spot.side is None else "kind"), spot=spot.code)
    if spot.value is None:
        yield EMPTY.at(_at(spot, "value"), spot=spot.code)
    for field in ("value", "sd", "tolerance"):
        value = getattr(spot, field)
        if value is not None and value < 0:
            yield NEGATIVE.at(_at(spot, field), spot=spot.code, value=value)
    if spot.kind is SpotKind.HOURS and spot.value is not None and spot.value > YEAR:
        yield TOO_MANY_HOURS.at(_at(spot, "value"), spot=spot.code, value=spot.value, most=YEAR)
    for field in ("samples", "population"):
        count = getattr(spot, field)
        if count is not None and count < 1:
            yield NO_COUNT.at(_at(spot, field), spot=spot.code, value=count)


def _missing(effect: Effect, spots: Sequence[Spot]) -> Iterator[Finding]:
    place, given = Place("effect", effect.code), {(spot.side, spot.kind) for spot in spots}
    for side in Side:
        if (side, SpotKind.POWER) not in given:
            yield NO_POWER.at(place, effect=effect.code, side=side)
    if not any(spot.kind is SpotKind.HOURS for spot in spots):
        yield NO_HOURS.at(place, effect=effect.code)
    has_power = any(spot.kind is SpotKind.POWER for spot in spots)
    if has_power and all(spot.agreed for spot in spots):
        yield ALL_AGREED.at(place, effect=effect.code)


def _twice(effect: Effect, spots: Sequence[Spot]) -> Iterator[Finding]:
    for (side, kind), count in Counter((spot.side, spot.kind) for spot in spots).items():
        if count > 1 and side and kind:
            place = Place("effect", effect.code)
            yield TWICE.at(place, effect=effect.code, side=side, kind=kind)


def _machines(effect: Effect, spots: Sequence[Spot]) -> Iterator[Finding]:
    """Numbers of machines: unknown, different on both sides, or fewer than were measured."""
    power = [spot for spot in spots if spot.kind is SpotKind.POWER]
    known = {spot.side: spot.population for spot in power if spot.population}
    if power and not known:
        yield NO_MACHINES.at(_at(power[0], "population"), effect=effect.code)
    for spot in spots:
        population = spot.population or known.get(spot.side) or next(iter(known.values()), None)
        if population and spot.samples and spot.samples > population:
            yield OVERCOUNTED.at(
                _at(spot, "samples"), spot=spot.code, n=spot.samples, population=population
            )
    before, after = known.get(Side.BEFORE), known.get(Side.AFTER)
    if before and after and before != after:
        yield MACHINES_DIFFER.at(Place("effect", effect.code), before=before, after=after)


def _sample(spot: Spot, population: int, wanted: int) -> Iterator[Finding]:
    if spot.agreed or spot.samples == population:
        return
    if spot.samples is None:
        yield NO_SAMPLE.at(_at(spot, "samples"), spot=spot.code)
    elif spot.samples == 1:
        yield ONE_SAMPLE.at(_at(spot, "samples"), spot=spot.code, population=population)
    elif spot.sd is None:
        yield NO_SPREAD.at(
            _at(spot, "sd"), spot=spot.code, n=spot.samples, population=population
        )
    elif spot.samples < wanted:
        yield SMALL_SAMPLE.at(
            _at(spot, "samples"), spot=spot.code, n=spot.samples, population=population,
            wanted=wanted,
        )  # fmt: skip
