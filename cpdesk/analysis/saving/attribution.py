"""Several upgrades at one meter: its result is the ceiling, and the parts add up to it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True)
class Share:
    """What one upgrade has of a meter's result; amounts and half width in the meter's unit.

    `estimate` is what engineering expected of it for the same months, `scale` what it was
    multiplied with to fit under the ceiling (1: not at all).
    """

    estimate: float
    amount: float
    half_width: float | None
    scale: float


@dataclass(frozen=True)
class Attribution:
    """A meter's saving divided: the shares and what no estimate explains add up to `saving`."""

    saving: float
    shares: Mapping[str, Share]
    other: float


def attribute(
    saving: float, half_width: float | None, estimates: Mapping[str, float]
) -> Attribution:
    """Divide a meter's saving by engineering estimates of the same months.

    Estimates that sum to more than the meter shows are scaled down to it; where they sum to
    less, each keeps its own and the rest is `other`. Nothing saved leaves nothing to divide. The
    half width goes with the amounts, for it is one measurement.
    """
    expected = math.fsum(estimates.values())
    scale = min(1.0, max(saving, 0.0) / expected) if expected > 0 else 0.0
    shares = {
        code: Share(each, each * scale, _part(half_width, each * scale, saving), scale)
        for code, each in estimates.items()
    }
    return Attribution(saving, shares, saving - math.fsum(s.amount for s in shares.values()))


def _part(half_width: float | None, amount: float, saving: float) -> float | None:
    return None if half_width is None or not saving else half_width * abs(amount / saving)


def without_overlap(estimates: Mapping[str, float], baseline: float) -> dict[str, float]:
    """Estimates without what measures at one load take from each other.

    Each was made as if it acted alone on the whole baseline; together they save what is left when
    one acts after the other, divided so that no order is preferred. Without a baseline they stay.
    """
    if baseline <= 0:
        return dict(estimates)
    fractions = {code: min(max(each / baseline, 0.0), 1.0) for code, each in estimates.items()}
    return {code: each * baseline for code, each in order_free(fractions).items()}


def order_free(fractions: Mapping[str, float]) -> dict[str, float]:
    """Each measure's part of what they save together, averaged over every order (Shapley).

    The parts add up to 1 - prod(1 - f), what they save one after the other: 20 % and 10 % make
    28 %, not 30 %.
    """
    return {code: _average(code, fractions) for code in fractions}


def _average(code: str, fractions: Mapping[str, float]) -> float:
    """The fraction times the mean of prod(1 - g) over the measures before it, each order alike."""
    others = [each for name, each in fractions.items() if name != code]
    n = len(fractions)
    parts = [
        math.prod(1 - each for each in before) / (n * math.comb(n - 1, size))
        for size in range(n)
        for before in combinations(others, size)
    ]
    return fractions[code] * math.fsum(parts)
