"""Savings from values measured on the spot: machines x kW x hours, before and with the upgrade.

On the principles of IPMVP: Option A where a value is agreed, Option B where all are measured.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import NormalDist

from cpdesk.analysis.models.distributions import t_quantile
from cpdesk.analysis.saving.cooling import Cooling, cooling
from cpdesk.analysis.saving.spot_findings import doubts, faults
from cpdesk.domain.findings import Finding
from cpdesk.domain.quantities import from_float
from cpdesk.domain.upgrades import Effect
from cpdesk.domain.verification import Side, Spot, SpotKind
from cpdesk.domain.words import N_, Choice

UNIT = "kWh"


class Option(Choice):
    """How much of a saving is measured, in the words of IPMVP."""

    A = "A", N_("Option A: key values measured, others agreed")
    B = "B", N_("Option B: all values measured")


@dataclass(frozen=True)
class Term:
    """A value of the formula, for a table; half widths are in the value's unit, None if unknown.

    `sides` are those it counts for; `standard` is the standard uncertainty of the sample's mean,
    `sampling` its half width, `instrument` that of the instrument or of the agreed value. One
    more of the value's unit changes the saving by `weight` kWh a year.
    """

    spot: Spot
    sides: tuple[Side, ...]
    value: float
    standard: float | None
    sampling: float | None
    instrument: float | None
    weight: float

    @property
    def half_width(self) -> float | None:
        """Sampling and instrument together, in squares."""
        if self.sampling is None or self.instrument is None:
            return None
        return math.hypot(self.sampling, self.instrument)

    @property
    def part(self) -> float | None:
        """What the half width makes of the saving, in kWh a year."""
        return None if self.half_width is None else abs(self.weight) * self.half_width


@dataclass(frozen=True)
class SpotSaving:
    """What a year saves in kWh: `before` less `after`, and the cooling that is saved with it.

    The amount is None while a finding stands against it, `half_width` as long as the uncertainty
    of any value is not known.
    """

    confidence: float
    findings: tuple[Finding, ...]
    amount: float | None = None
    half_width: float | None = None
    before: float | None = None
    after: float | None = None
    option: Option | None = None
    terms: tuple[Term, ...] = ()
    cooling: Cooling | None = None


def spot_saving(effect: Effect, spots: Sequence[Spot], confidence: float = 0.9) -> SpotSaving:
    """Machines before x P0 x h0 - machines after x P1 x h1, in kWh a year, from an effect's spots.

    Hours, and the number of machines, that are given for one side only hold for both; an error of
    such hours then counts once, by (N0 P0 - N1 P1). Cooling that is saved besides is added. Half
    widths of the values add in squares by their weight, which for one side is the relative rule
    u(Ph)/Ph = sqrt((uP/P)^2 + (uh/h)^2).
    A tolerance counts in full as a half width, whatever the confidence.
    """
    found = tuple(faults(effect, spots))
    if any(each.blocking for each in found):
        return SpotSaving(confidence, found)
    formula = _Formula(spots)
    before, after = formula.use(Side.BEFORE), formula.use(Side.AFTER)
    less = cooling(effect, from_float(before - after))
    terms = tuple(formula.terms(confidence, less.factor if less else 1.0))
    return SpotSaving(
        confidence, (*found, *formula.doubts(confidence)),
        before - after + (float(less.amount) if less else 0.0), _half_width(terms, less),
        before, after, Option.A if any(each.agreed for each in spots) else Option.B, terms, less,
    )  # fmt: skip


def _half_width(terms: Sequence[Term], less: Cooling | None) -> float | None:
    """The parts of all values, and of the cooling, in squares; None while one is not known."""
    parts = [term.part for term in terms]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    return math.hypot(*known, less.change if less else 0.0)


def mean_uncertainty(sd: float, n: int, population: int) -> float:
    """The standard uncertainty of a mean of `n` machines out of `population`, both at least 1.

    s / sqrt(n) x sqrt((N - n) / (N - 1)): nothing is left of it where all are measured.
    """
    return 0.0 if n >= population else sd * math.sqrt((population - n) / (population - 1) / n)


def sample_size(
    cv: float, precision: float, confidence: float = 0.9, population: int | None = None
) -> int:
    """How many of `population` machines to measure: n0 = (z cv / e)^2, n = n0 / (1 + n0 / N).

    `cv` is the spread and `precision` the half width wanted, both relative to the mean. At least
    two, for one machine says nothing of the spread. Raises ValueError for what is no such figure.
    """
    if not (cv >= 0 and precision > 0 and 0 < confidence < 1 and (population or 1) >= 1):
        raise ValueError(f"no sample for {cv}, {precision}, {confidence}, {population}")
    wanted = (NormalDist().inv_cdf((1 + confidence) / 2) * cv / precision) ** 2
    if population is None:
        return max(2, math.ceil(wanted))
    return min(population, max(2, math.ceil(wanted / (1 + wanted / population))))


class _Formula:
    """The values of both sides, once it is known that there are enough."""

    def __init__(self, spots: Sequence[Spot]) -> None:
        self._spots = spots
        self._by = {(spot.side, spot.kind): spot for spot in spots}

    def _spot(self, side: Side, kind: SpotKind) -> Spot:
        return self._by.get((side, kind)) or self._by[_OTHER[side], kind]

    def _value(self, side: Side, kind: SpotKind) -> float:
        return float(self._spot(side, kind).value or 0)

    def _machines(self, side: Side) -> int:
        own, other = (self._spot(each, SpotKind.POWER) for each in (side, _OTHER[side]))
        return own.population or other.population or 0

    def use(self, side: Side) -> float:
        """What a side uses in a year, in kWh."""
        power, hours = (self._value(side, kind) for kind in (SpotKind.POWER, SpotKind.HOURS))
        return self._machines(side) * power * hours

    def terms(self, confidence: float, factor: float) -> Iterator[Term]:
        """Each value with its weight; `factor` is what the cooling makes of it."""
        for spot in self._spots:
            if spot.kind is None:
                continue
            kind = spot.kind
            sides = tuple(side for side in Side if self._spot(side, kind) is spot)
            standard, sampling = self._sampling(spot, confidence)
            yield Term(
                spot, sides, float(spot.value or 0), standard, sampling, _instrument(spot),
                math.fsum(self._weight(side, kind) for side in sides) * factor,
            )  # fmt: skip

    def _weight(self, side: Side, kind: SpotKind) -> float:
        """How the saving changes with a side's power or hours."""
        other = SpotKind.HOURS if kind is SpotKind.POWER else SpotKind.POWER
        sign = 1 if side is Side.BEFORE else -1
        return sign * self._machines(side) * self._value(side, other)

    def _population(self, spot: Spot) -> int:
        return spot.population or self._machines(spot.side or Side.BEFORE)

    def _sampling(self, spot: Spot, confidence: float) -> tuple[float | None, float | None]:
        """Standard uncertainty and half width of the mean, by Student's t at n - 1."""
        n, population = spot.samples, self._population(spot)
        if spot.agreed or n == population:
            return 0.0, 0.0
        if n is None or n < 2 or spot.sd is None:
            return None, None
        standard = mean_uncertainty(float(spot.sd), n, population)
        return standard, t_quantile(confidence, n - 1) * standard

    def doubts(self, confidence: float) -> Iterator[Finding]:
        for spot in self._spots:
            yield from doubts(spot, self._population(spot), self._wanted(spot, confidence))

    def _wanted(self, spot: Spot, confidence: float) -> int:
        """How many machines the spread asks for; 0 where it is not known."""
        if spot.agreed or not spot.sd or not spot.value:
            return 0
        cv = float(spot.sd / spot.value)
        return sample_size(cv, _PRECISION, confidence, self._population(spot))


def _instrument(spot: Spot) -> float | None:
    if spot.tolerance is None:
        return None
    return float(spot.tolerance * (spot.value or 0) / 100)


_OTHER = {Side.BEFORE: Side.AFTER, Side.AFTER: Side.BEFORE}
_PRECISION = 0.1  # of the mean: the usual 90/10 rule of IPMVP sampling
