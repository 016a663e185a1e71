"""How sure a saving is: the exact interval of least squares, and one for months with memory.

Both hold for the sum of the differences between prediction and meter over the reporting months.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cpdesk.analysis.models.distributions import t_quantile
from cpdesk.analysis.models.regression import Array, Fit


@dataclass(frozen=True)
class HalfWidth:
    """Half widths of the total, and of each month by the exact formula."""

    exact: float
    autocorrelated: float
    months: Array

    @property
    def wider(self) -> float:
        return max(self.exact, self.autocorrelated)


@dataclass(frozen=True)
class Places:
    """When each row was, counted in months from any start: for the memory between months."""

    baseline: Sequence[int]
    reporting: Sequence[int]

    @classmethod
    def following(cls, n: int, gap: int, m: int) -> Places:
        """`n` months, `gap` months that belong to neither side, and `m` months."""
        return cls(range(n), range(n + gap, n + gap + m))


def half_width(fit: Fit, design: Array, places: Places, confidence: float) -> HalfWidth:
    """The half widths for the reporting rows `design` (m x p), at these places in time.

    `exact` is s t sqrt(m + 1'X2 (X'X)^-1 X2'1), with Student's t at n - p degrees of freedom.
    """
    months = month_widths(fit, design, confidence)
    exact = _exact(fit, design, t_quantile(confidence, fit.df))
    # Far outside the baseline's range the corrected one can come out a trace narrower.
    return HalfWidth(exact, max(exact, _autocorrelated(fit, design, places, confidence)), months)


def month_widths(fit: Fit, design: Array, confidence: float) -> Array:
    """The half width of each row of the design by itself: t s sqrt(1 + x (X'X)^-1 x')."""
    t = t_quantile(confidence, fit.df)
    return np.asarray(t * fit.residual_sd * np.sqrt(1 + _quadratic(design, fit.inverse)))


def _quadratic(design: Array, inverse: Array) -> Array:
    return np.asarray(((design @ inverse) * design).sum(axis=1))


def _exact(fit: Fit, design: Array, t: float) -> float:
    """T s sqrt(m + 1'X2 (X'X)^-1 X2'1)."""
    total = design.sum(axis=0)
    return float(t * fit.residual_sd * math.sqrt(len(design) + total @ fit.inverse @ total))


def _autocorrelated(fit: Fit, design: Array, places: Places, confidence: float) -> float:
    """Errors that remember the month before: SE^2 = SSE/tr(M R) w'R w with w = (-a, 1).

    R_ij = rho^|i - j| over all months, M = I - H; degrees of freedom n' - p, at least 3.
    """
    n = fit.n
    rho = memory(fit)
    correlation = _correlation(rho, places)
    weights = np.concatenate([-fit.x @ fit.inverse @ design.sum(axis=0), np.ones(len(design))])
    leftover = np.eye(n) - fit.x @ fit.inverse @ fit.x.T
    sse = float(fit.residuals @ fit.residuals)
    scale = sse / float((leftover * correlation[:n, :n]).sum())
    variance = scale * float(weights @ correlation @ weights)
    df = max(effective_months(fit) - fit.parameters, 3.0)
    return t_quantile(confidence, df) * math.sqrt(max(variance, 0.0))


def memory(fit: Fit) -> float:
    """The correlation with the month before, corrected for the small sample; 0 to 0.95.

    rho_a + (1 + 3 rho_a)/n + (p - 1)/n with rho_a = sum e_t e_(t-1) / sum e^2.
    """
    lag = fit.lag1 if math.isfinite(fit.lag1) else 0.0
    return min(max(lag + (1 + 3 * lag) / fit.n + (fit.parameters - 1) / fit.n, 0.0), 0.95)


def effective_months(fit: Fit) -> float:
    """How many independent months the baseline is worth: n(1 - rho)/(1 + rho), never above n."""
    rho = memory(fit)
    return fit.n * (1 - rho) / (1 + rho)


def _correlation(rho: float, places: Places) -> Array:
    at = np.array([*places.baseline, *places.reporting], dtype=float)
    return np.asarray(rho ** np.abs(at[:, None] - at[None, :]))
