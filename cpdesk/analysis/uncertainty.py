"""How sure a saving is: the exact interval of least squares, and one for months with memory.

Both hold for the sum of the differences between prediction and meter over the reporting months.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from cpdesk.analysis.distributions import t_quantile
from cpdesk.analysis.regression import Array, Fit


@dataclass(frozen=True)
class HalfWidth:
    """Half widths of the total, and of each month by the exact formula."""

    exact: float
    autocorrelated: float
    months: Array

    @property
    def wider(self) -> float:
        return max(self.exact, self.autocorrelated)


def half_width(fit: Fit, design: Array, gap: int, confidence: float) -> HalfWidth:
    """The half widths for reporting rows that begin `gap` months after the last baseline row."""
    t = t_quantile(confidence, fit.df)
    months = t * fit.residual_sd * np.sqrt(1 + _quadratic(design, fit.inverse))
    exact = _exact(fit, design, t)
    # Far outside the baseline's range the corrected one can come out a trace narrower.
    return HalfWidth(exact, max(exact, _autocorrelated(fit, design, gap, confidence)), months)


def _quadratic(design: Array, inverse: Array) -> Array:
    return np.asarray(((design @ inverse) * design).sum(axis=1))


def _exact(fit: Fit, design: Array, t: float) -> float:
    """T s sqrt(m + 1'X2 (X'X)^-1 X2'1)."""
    total = design.sum(axis=0)
    return float(t * fit.residual_sd * math.sqrt(len(design) + total @ fit.inverse @ total))


def _autocorrelated(fit: Fit, design: Array, gap: int, confidence: float) -> float:
    """Errors that remember the month before: AR(1), its lag corrected for the small sample.

    rho_a + (1 + 3 rho_a)/n + (p - 1)/n, between 0 and 0.95; SE^2 = SSE/tr(M R) w'R w with
    w = (-a, 1); degrees of freedom n(1 - rho)/(1 + rho) - p, at least 3.
    """
    n, p, m = fit.n, fit.parameters, len(design)
    lag = fit.lag1 if math.isfinite(fit.lag1) else 0.0
    rho = min(max(lag + (1 + 3 * lag) / n + (p - 1) / n, 0.0), 0.95)
    a = fit.x @ fit.inverse @ design.sum(axis=0)
    places = np.concatenate([np.arange(n), n + gap + np.arange(m)])
    correlation = rho ** np.abs(places[:, None] - places[None, :]) if rho else np.eye(n + m)
    weights = np.concatenate([-a, np.ones(m)])
    leftover = np.eye(n) - fit.x @ fit.inverse @ fit.x.T
    sse = float(fit.residuals @ fit.residuals)
    variance = sse / float((leftover * correlation[:n, :n]).sum()) * float(
        weights @ correlation @ weights
    )
    df = max(n * (1 - rho) / (1 + rho) - p, 3.0)
    return t_quantile(confidence, df) * math.sqrt(max(variance, 0.0))
