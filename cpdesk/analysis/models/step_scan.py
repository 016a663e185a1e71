"""Whether the baseline itself holds a step: a change that no driver explains."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cpdesk.analysis.models.regression import Array, Fit, fit
from cpdesk.analysis.saving.series import Series
from cpdesk.domain.findings import Finding, Refusal, warning
from cpdesk.domain.periods import Month
from cpdesk.domain.words import N_

LIMIT = 12.0
EDGE = 6

STEP = warning(
    "baseline-step",
    N_("A step may be at {month}: an indicator that begins there has F {f}, the largest of {n} "
       "tried. Find out what changed and enter it as an event, or choose a baseline without it."),
)  # fmt: skip


@dataclass(frozen=True)
class Step:
    """F of an indicator that is 0 before `month` and 1 from there on, beside the drivers."""

    month: Month
    f: float


def step_found(series: Series, months: Sequence[Month]) -> Finding | None:
    """The likeliest step among the usable months, where its F is 12 or more.

    Not the 4 or 5 of one test: the largest of many is large by chance, about 9 in one of twenty
    long series without any step (Andrews 1993). None also where the months allow no model: why
    not is told with the saving.
    """
    rows = series.usable(months)
    try:
        model = fit(series.routine(rows), series.columns(rows))
    except Refusal:
        return None
    steps = scan(model, rows)
    largest = max(steps, key=lambda step: step.f, default=None)
    if largest is None or largest.f < LIMIT:
        return None
    return STEP.at(month=str(largest.month), f=f"{largest.f:.1f}", n=len(steps))


def scan(model: Fit, months: Sequence[Month]) -> list[Step]:
    """F of a step at each month that has six months on either side; `months` are the model's.

    By Frisch and Waugh: with M = I - H the indicator d takes (d'e)^2 / d'Md off the sum of
    squares. A step that the drivers themselves make is left out.
    """
    at = range(EDGE, model.n - EDGE + 1)
    free = model.df - 1
    if free < 1 or not at:
        return []
    steps = (np.arange(model.n)[:, None] >= np.array(at)[None, :]).astype(float)
    own = ((steps - _modelled(model, steps)) * steps).sum(axis=0)
    taken = (steps.T @ model.residuals) ** 2 / np.where(own > 1e-9, own, math.inf)
    rest = float(model.residuals @ model.residuals) - taken
    with np.errstate(divide="ignore", invalid="ignore"):
        f = np.where(taken > 0, taken / (np.maximum(rest, 0.0) / free), 0.0)
    return [Step(months[k], float(each)) for k, each, left in zip(at, f, own, strict=True)
            if left > 1e-9]  # fmt: skip


def _modelled(model: Fit, columns: Array) -> Array:
    """What the model's own columns make of others: H times them, by an orthonormal basis."""
    basis = np.linalg.qr(model.x)[0]
    return np.asarray(basis @ (basis.T @ columns))
