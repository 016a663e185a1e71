"""Two approximate half widths of a saving, for those who are asked for them by name.

Both come out too narrow where the reporting months differ from the baseline, so that they are
refused there; the exact interval and the corrected one of `uncertainty` are the ones to print.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from cpdesk.analysis.models.distributions import t_quantile
from cpdesk.analysis.models.regression import Array, Fit
from cpdesk.domain.words import N_, Choice

CONFIDENCES = (0.68, 0.80, 0.90, 0.95)
BEYOND = 0.1  # of the baseline's span: the practice of 90 to 110 %


class Formula(Choice):
    ANNEX_B = "ashrae-14-annex-b", N_("ASHRAE Guideline 14, Annex B")
    SUN_BALTAZAR = "sun-baltazar", N_("Sun and Baltazar, monthly bills")


@dataclass(frozen=True)
class Approximation:
    """A half width in the meter's unit, and the independent months n' it rests on."""

    formula: Formula
    confidence: float
    independent: float
    half_width: float

    def fsu(self, saved: float) -> float:
        """The half width as a share of what was saved; NaN where nothing was."""
        return self.half_width / abs(saved) if saved else math.nan


def approximation(
    formula: Formula, fit: Fit, design: Array, confidence: float = 0.9
) -> Approximation | None:
    """By this formula for the reporting rows `design` (m x p); None where it must not be used.

    t CV k sqrt((n/n')(1 + 2/n')/m) of the adjusted baseline of the reporting period, with
    Student's t at n - p; n' = n(1 - rho)/(1 + rho) is never above n. It must not be used where a
    driver lies outside the baseline's range by more than a tenth of its span.
    """
    if is_outside(fit, design):
        return None
    n, m = fit.n, len(design)
    free = independent_months(fit)
    share = t_quantile(confidence, fit.df) * fit.cv_rmse * factor(formula, m)
    adjusted = float(fit.predict(design).sum())
    width = share * math.sqrt(n / free * (1 + 2 / free) / m) * abs(adjusted)
    return Approximation(formula, confidence, free, width)


def factor(formula: Formula, months: int) -> float:
    """1.26, or the polynomial in the number of reporting months that replaces it."""
    if formula is Formula.ANNEX_B:
        return 1.26
    return -0.00022 * months**2 + 0.03306 * months + 0.94054


def independent_months(fit: Fit) -> float:
    """n(1 - rho)/(1 + rho) with the residuals' own rho; a negative one adds no months."""
    rho = max(fit.lag1, 0.0) if math.isfinite(fit.lag1) else 0.0
    return fit.n * (1 - rho) / (1 + rho)


def is_outside(fit: Fit, design: Array) -> bool:
    """Whether a reporting month lies beyond the baseline's range by more than a tenth of it."""
    low, high = fit.x.min(axis=0), fit.x.max(axis=0)
    margin = BEYOND * (high - low) + 1e-12 * abs(high)
    return bool(((design < low - margin) | (design > high + margin)).any())
