"""What may be said of a saving: three lights (model, range, uncertainty), each with its reason."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from cpdesk.analysis.models.regression import CONST, Fit
from cpdesk.domain.findings import Finding, Severity, info, warning
from cpdesk.domain.words import N_, Choice

MODEL_GOOD = info("model-good", N_("The model holds: CV(RMSE) {cv}, R² {r2}."))
MODEL_SPARE = info(
    "model-spare",
    N_("The model holds: CV(RMSE) {cv}, R² {r2}; but {names} explains little beside the rest."),
)
MODEL_WEAK = warning("model-weak", N_("The model is weak: CV(RMSE) {cv}, R² {r2}, p of F {p}."))
MODEL_NONE = warning(
    "model-none",
    N_("No driver explains this meter, so the saving is a simple ratio without interval."),
)
RATIO_CHOSEN = warning(
    "model-ratio",
    N_("The simple ratio was chosen, so the saving has no interval. A model of the baseline says "
       "how sure it is."),
)  # fmt: skip
MODEL_NOTHING = warning(
    "model-nothing",
    N_("The drivers explain nothing of this meter (p of F {p}), so the saving is a simple ratio "
       "without interval. Choose other drivers, or meter the equipment itself."),
)  # fmt: skip
MODEL_SHORT = warning(
    "model-short",
    N_("{n} usable months are too few for a model, which needs {least}; the saving is a simple "
       "ratio without interval. Enter earlier bills."),
)  # fmt: skip
RANGE_GOOD = info("range-good", N_("All {n} reporting months lie within the baseline's range."))
RANGE_OUTSIDE = warning(
    "range-outside", N_("{outside} of {n} reporting months lie outside the baseline's range.")
)
RANGE_FAR = warning(
    "range-far",
    N_("{outside} of {n} reporting months lie outside the baseline's range, and the mean of "
       "{names} is far from it. A baseline with such months is needed."),
)  # fmt: skip
RANGE_NONE = info("range-none", N_("There is no driver whose range could be compared."))
UNCERTAINTY_GOOD = info(
    "uncertainty-good", N_("The interval is {fsu} of the saving; the limit is 50%.")
)
UNCERTAINTY_WIDE = warning(
    "uncertainty-wide", N_("The interval is {fsu} of the saving, more than the limit of 50%.")
)
UNCERTAINTY_NONE = warning("uncertainty-none", N_("A simple ratio has no interval."))
NOT_LESS = warning(
    "saving-not-positive", N_("The meter used no less than the baseline would have used.")
)

FAR = 3.0  # standard deviations: SEP / EnPI
LIMIT = 0.5  # of the saving: ASHRAE Guideline 14, there at 68 % confidence, here at the one chosen


class Verdict(Choice):
    """What may be said of a saving."""

    SHOWN = "shown", N_("Saving shown")
    INDICATED = "indicated", N_("Saving indicated")
    NOT_SHOWN = "not-shown", N_("Saving not shown")


@dataclass(frozen=True)
class Lights:
    """The three lights of a verdict, each with its reason; green is of severity `info`."""

    model: Finding
    range: Finding
    uncertainty: Finding

    def __iter__(self) -> Iterator[Finding]:
        return iter((self.model, self.range, self.uncertainty))


def model_light(model: Fit | Finding) -> Finding:
    """SEP and ASHRAE Guideline 14: CV(RMSE) at most 20 %, R2 at least 0.5, p of F under 0.10.

    Where no model was made, the light is the reason given.
    """
    if isinstance(model, Finding):
        return model
    cv, r2, p = f"{model.cv_rmse:.1%}", f"{model.r2:.3f}", f"{model.f_p:.2g}"
    if not (0 <= model.cv_rmse <= 0.2 and model.r2 >= 0.5 and model.f_p < 0.1):
        return MODEL_WEAK.at(cv=cv, r2=r2, p=p)
    spare = [name for name, each in model.p.items() if name != CONST and each >= 0.2]
    if spare:
        return MODEL_SPARE.at(cv=cv, r2=r2, names=", ".join(spare))
    return MODEL_GOOD.at(cv=cv, r2=r2, p=p)


def range_light(n: int, outside: int, far: Sequence[str], has_drivers: bool) -> Finding:
    """Whether the reporting months are like those the model has seen."""
    if not has_drivers:
        return RANGE_NONE.at()
    if far:
        return RANGE_FAR.at(outside=outside, n=n, names=", ".join(far))
    return (RANGE_OUTSIDE if outside else RANGE_GOOD).at(outside=outside, n=n)


def is_far(baseline: Sequence[float], reporting: Sequence[float]) -> bool:
    """The SEP rule: the mean lies neither within the baseline's range nor within 3 SD of it."""
    return deviations_beyond(baseline, reporting) > FAR


def deviations_beyond(baseline: Sequence[float], period: Sequence[float]) -> float:
    """0 where the period's mean lies within the baseline's range; else how many SD it is off."""
    mean = float(np.mean(period))
    if min(baseline) <= mean <= max(baseline):
        return 0.0
    spread = float(np.std(baseline, ddof=1)) if len(baseline) > 1 else 0.0
    return abs(mean - float(np.mean(baseline))) / spread if spread else float("inf")


def uncertainty_light(saved: float, half_width: float | None) -> Finding:
    """The half width as a share of the saving (FSU)."""
    if saved <= 0:
        return NOT_LESS.at()
    if half_width is None or math.isnan(half_width):
        return UNCERTAINTY_NONE.at()
    fsu = half_width / saved
    return (UNCERTAINTY_GOOD if fsu <= LIMIT else UNCERTAINTY_WIDE).at(fsu=f"{fsu:.0%}")


def judge(saved: float, half_width: float | None, lights: Lights) -> Verdict:
    """Shown: no light is against it, though single months may lie outside the range.

    Not shown: nothing was saved, or the interval reaches down to nothing.
    """
    if saved <= 0 or (half_width is not None and half_width >= saved):
        return Verdict.NOT_SHOWN
    good = lights.model.severity is Severity.INFO and lights.uncertainty.severity is Severity.INFO
    return Verdict.SHOWN if good and lights.range.kind is not RANGE_FAR else Verdict.INDICATED


def judge_year(saved: float, half_width: float | None) -> Verdict:
    """What may be said of a year's saving that was measured on the spot, without months.

    Without an interval it is at most indicated, however large it is.
    """
    if saved <= 0 or (half_width is not None and half_width >= saved):
        return Verdict.NOT_SHOWN
    sure = half_width is not None and half_width <= LIMIT * saved
    return Verdict.SHOWN if sure else Verdict.INDICATED
