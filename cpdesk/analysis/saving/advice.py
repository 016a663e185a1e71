"""What to record next so that more can be said of a saving."""

from __future__ import annotations

import math

import numpy as np

from cpdesk.analysis.models.distributions import t_quantile
from cpdesk.analysis.saving.avoided import Avoided, Method
from cpdesk.analysis.saving.verdict import (
    LIMIT,
    MODEL_WEAK,
    RANGE_FAR,
    UNCERTAINTY_WIDE,
    Verdict,
)
from cpdesk.domain.findings import Finding, Place, info
from cpdesk.domain.words import N_

MOST_MONTHS = 60  # of measuring: nobody waits longer

MORE_MONTHS = info(
    "next-more-months",
    N_("Next: go on reading {meter}. If it saves on as until now, {n} months in all show the "
       "saving; {known} are measured."),
)  # fmt: skip
SUB_METER = info(
    "next-sub-meter",
    N_("Next: put a sub-meter on the equipment. {meter} counts too much besides for this saving "
       "ever to be shown there with this baseline."),
)  # fmt: skip
OTHER_DRIVERS = info(
    "next-drivers",
    N_("Next: record what else moves the use of {meter} in the same months, such as another "
       "product, working days or degree days, and choose it as a driver."),
)  # fmt: skip
LIKE_MONTHS = info(
    "next-like-months",
    N_("Next: compare months that are like those of the baseline, or take a baseline that holds "
       "such months; {names} lies far from it."),
)  # fmt: skip
CHECK = info(
    "next-check",
    N_("Next: check whether {upgrade} runs as planned, and whether something else now uses more at "
       "{meter}; enter such an event as a non-routine adjustment."),
)  # fmt: skip


def next_step(result: Avoided, meter: str, upgrade: str) -> Finding | None:
    """The one thing to do next; None where the saving is shown."""
    place, facts = Place("upgrade", upgrade), {"meter": meter, "upgrade": upgrade}
    if result.verdict is Verdict.SHOWN:
        return None
    if result.avoided <= 0:
        return CHECK.at(place, **facts)
    if result.lights.range.kind is RANGE_FAR:
        return LIKE_MONTHS.at(place, names=result.lights.range.facts["names"])
    if result.method is Method.RATIO or result.lights.model.kind is MODEL_WEAK:
        return OTHER_DRIVERS.at(place, meter=meter)
    if result.lights.uncertainty.kind is not UNCERTAINTY_WIDE:
        return None
    months = months_needed(result)
    if months is None:
        return SUB_METER.at(place, meter=meter)
    return MORE_MONTHS.at(place, meter=meter, n=months, known=len(result.months))


def months_needed(result: Avoided) -> int | None:
    """In how many reporting months the interval is half the saving, if they go on as until now.

    After m months like the mean of those measured, the exact half width is t s sqrt(m + m^2 q)
    with q = x'(X'X)^-1 x: it grows more slowly than the saving only as long as m q is small. What
    is wider than the exact one is taken to stay so in proportion. None: not within five years.
    """
    fit = result.fit
    if fit is None or not result.exact or not result.half_width or result.avoided <= 0:
        return None
    known = len(result.months)
    mean = np.array([1.0, *np.mean([each.drivers for each in result.months], axis=0)])
    if len(mean) != fit.parameters:
        return None  # an indicator's months cannot be foretold
    q = float(mean @ fit.inverse @ mean)
    monthly, wider = result.avoided / known, result.half_width / result.exact
    scale = wider * t_quantile(result.confidence, fit.df) * fit.residual_sd
    for m in range(known, MOST_MONTHS + 1):
        if scale * math.sqrt(m + m * m * q) <= LIMIT * m * monthly:
            return m
    return None
