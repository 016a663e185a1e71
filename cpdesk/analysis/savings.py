"""Avoided use: the baseline's model at the reporting months' conditions, less what was used.

On the principles of IPMVP Option C. The interval is the wider of the exact least-squares one and
the one corrected for months that remember the month before.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cpdesk.analysis.regression import Fit, fit
from cpdesk.analysis.uncertainty import half_width
from cpdesk.domain.findings import Finding, FindingKind, Refusal, blocking, info, warning
from cpdesk.domain.periods import Month
from cpdesk.domain.words import N_, Choice

METHOD_VERSION = "avoided-use-1"
LEAST_MONTHS = 9

NO_BASELINE = blocking(
    "baseline-missing",
    N_(
        "{meter} has no complete month before the works of {upgrade}, so nothing can be compared. "
        "Enter earlier bills."
    ),
)
NO_REPORTING = info(
    "reporting-missing",
    N_("{meter} has no complete month since {upgrade} runs; the saving cannot be measured yet."),
)
SHORT_BASELINE = warning(
    "baseline-short",
    N_("The baseline of {meter} has {n} complete months; twelve cover a full year."),
)
OVERLAPPING = blocking(
    "baseline-overlaps",
    N_("The baseline of {upgrade} reaches into its reporting period. Correct the dates."),
)
MODEL_GOOD = info("model-good", N_("The model holds: CV(RMSE) {cv}, R² {r2}."))
MODEL_WEAK = warning("model-weak", N_("The model is weak: CV(RMSE) {cv}, R² {r2}, p of F {p}."))
MODEL_NONE = warning(
    "model-none",
    N_("No driver explains this meter, so the saving is a simple ratio without interval."),
)
RANGE_GOOD = info("range-good", N_("All {n} reporting months lie within the baseline's range."))
RANGE_OUTSIDE = warning(
    "range-outside", N_("{outside} of {n} reporting months lie outside the baseline's range.")
)
UNCERTAINTY_GOOD = info(
    "uncertainty-good", N_("The interval is {fsu} of the saving; the limit is 50%.")
)
UNCERTAINTY_WIDE = warning(
    "uncertainty-wide", N_("The interval is {fsu} of the saving, more than the limit of 50%.")
)
UNCERTAINTY_NONE = warning("uncertainty-none", N_("A simple ratio has no interval."))


class Method(Choice):
    REGRESSION = "regression", N_("Regression on drivers")
    RATIO = "ratio", N_("Simple ratio")


class Verdict(Choice):
    """What may be said of a saving."""

    SHOWN = "shown", N_("Saving shown")
    INDICATED = "indicated", N_("Saving indicated")
    NOT_SHOWN = "not-shown", N_("Saving not shown")


@dataclass(frozen=True)
class MonthSaving:
    """One reporting month; `half_width` is None for the simple ratio."""

    month: Month
    drivers: tuple[float, ...]
    adjusted: float
    actual: float
    half_width: float | None
    inside: bool

    @property
    def avoided(self) -> float:
        return self.adjusted - self.actual


@dataclass(frozen=True)
class BaselineMonth:
    month: Month
    drivers: tuple[float, ...]
    actual: float
    modelled: float


@dataclass(frozen=True)
class Lights:
    """The three lights of a verdict, each with its reason."""

    model: Finding
    range: Finding
    uncertainty: Finding

    def __iter__(self) -> Iterator[Finding]:
        return iter((self.model, self.range, self.uncertainty))


@dataclass(frozen=True)
class Avoided:
    """What an upgrade saved at one meter, in the meter's unit, over the reporting months."""

    method: Method
    drivers: tuple[str, ...]
    fit: Fit | None
    baseline: tuple[BaselineMonth, ...]
    months: tuple[MonthSaving, ...]
    adjusted: float
    actual: float
    avoided: float
    fraction: float
    confidence: float
    exact: float | None
    autocorrelated: float | None
    half_width: float | None
    fsu: float | None
    verdict: Verdict
    lights: Lights


@dataclass(frozen=True)
class Series:
    """What goes in: the meter's complete months and each driver's, by name in the order chosen."""

    use: Mapping[Month, float]
    drivers: Mapping[str, Mapping[Month, float]]

    def usable(self, months: Sequence[Month]) -> list[Month]:
        """The months in which the meter and every driver are known."""
        known = (self.use, *self.drivers.values())
        return [month for month in months if all(month in each for each in known)]


def avoided(
    series: Series, baseline: Sequence[Month], reporting: Sequence[Month], confidence: float = 0.9
) -> Avoided:
    """Compare reporting months with the baseline; both must hold at least one usable month.

    With fewer than nine baseline months, or no driver, or a model that cannot be made, the ratio
    to the first driver is used, or the mean month where there is no driver: without interval.
    """
    before, after = series.usable(baseline), series.usable(reporting)
    model = _model(series, before)
    if model is None:
        return _by_ratio(series, before, after, confidence)
    return _by_model(series, model, before, after, confidence)


def _model(series: Series, months: Sequence[Month]) -> Fit | None:
    if not series.drivers or len(months) < max(LEAST_MONTHS, len(series.drivers) + 3):
        return None
    try:
        return fit([series.use[month] for month in months], _columns(series, months))
    except Refusal:
        # A model that cannot be made is answered by the ratio, and said so by its light.
        return None


def _columns(series: Series, months: Sequence[Month]) -> dict[str, list[float]]:
    return {name: [values[m] for m in months] for name, values in series.drivers.items()}


def _by_model(
    series: Series, model: Fit, before: list[Month], after: list[Month], confidence: float
) -> Avoided:
    design = model.design(_columns(series, after), len(after))
    predicted = model.predict(design)
    widths = half_width(model, design, _gap(before, after), confidence)
    ranges = {name: _range([values[m] for m in before]) for name, values in series.drivers.items()}
    months = tuple(
        MonthSaving(
            month, _drivers(series, month), float(adjusted), series.use[month], float(width),
            all(low <= series.drivers[n][month] <= high for n, (low, high) in ranges.items()),
        )
        for month, adjusted, width in zip(after, predicted, widths.months, strict=True)
    )
    fitted = model.y - model.residuals
    history = tuple(
        BaselineMonth(month, _drivers(series, month), series.use[month], float(value))
        for month, value in zip(before, fitted, strict=True)
    )
    return _result(
        series, Method.REGRESSION, model, history, months, confidence, widths.exact,
        widths.autocorrelated,
    )


def _by_ratio(
    series: Series, before: list[Month], after: list[Month], confidence: float
) -> Avoided:
    first = next(iter(series.drivers.values()), {})
    base = sum(first[m] for m in before) if first else 0.0
    used = sum(series.use[m] for m in before)
    rate = used / base if base else used / len(before)

    def expected(month: Month) -> float:
        return rate * first[month] if base else rate

    months = tuple(
        MonthSaving(m, _drivers(series, m), expected(m), series.use[m], None, True) for m in after
    )
    history = tuple(
        BaselineMonth(m, _drivers(series, m), series.use[m], expected(m)) for m in before
    )
    return _result(series, Method.RATIO, None, history, months, confidence, None, None)


def _result(
    series: Series, method: Method, model: Fit | None, history: tuple[BaselineMonth, ...],
    months: tuple[MonthSaving, ...], confidence: float, exact: float | None,
    autocorrelated: float | None,
) -> Avoided:
    adjusted = math.fsum(month.adjusted for month in months)
    actual = math.fsum(month.actual for month in months)
    saved = adjusted - actual
    wider = None if exact is None or autocorrelated is None else max(exact, autocorrelated)
    fsu = None if wider is None or saved == 0 else wider / abs(saved)
    lights = Lights(_model_light(model), _range_light(months), _uncertainty_light(fsu))
    return Avoided(
        method, tuple(series.drivers), model, history, months, adjusted, actual, saved,
        saved / adjusted if adjusted else math.nan, confidence, exact, autocorrelated, wider, fsu,
        _verdict(saved, fsu, model, lights), lights,
    )


def _verdict(saved: float, fsu: float | None, model: Fit | None, lights: Lights) -> Verdict:
    """Shown: a model that holds and an interval under half the saving, which must be positive."""
    if saved <= 0 or (fsu is not None and fsu >= 1):
        return Verdict.NOT_SHOWN
    if model is None or fsu is None or fsu > 0.5 or lights.model.kind is MODEL_WEAK:
        return Verdict.INDICATED
    return Verdict.SHOWN


def _model_light(model: Fit | None) -> Finding:
    """ASHRAE Guideline 14 and the SEP rule: CV(RMSE) at most 20 %, R2 0.5, p of F under 0.10."""
    if model is None:
        return MODEL_NONE.at()
    cv, r2, p = f"{model.cv_rmse:.1%}", f"{model.r2:.3f}", f"{model.f_p:.2g}"
    good = model.cv_rmse <= 0.2 and model.r2 >= 0.5 and model.f_p < 0.1
    return (MODEL_GOOD if good else MODEL_WEAK).at(cv=cv, r2=r2, p=p)


def _range_light(months: Sequence[MonthSaving]) -> Finding:
    outside = sum(not month.inside for month in months)
    kind: FindingKind = RANGE_OUTSIDE if outside else RANGE_GOOD
    return kind.at(outside=outside, n=len(months))


def _uncertainty_light(fsu: float | None) -> Finding:
    if fsu is None:
        return UNCERTAINTY_NONE.at()
    return (UNCERTAINTY_GOOD if fsu <= 0.5 else UNCERTAINTY_WIDE).at(fsu=f"{fsu:.0%}")


def _drivers(series: Series, month: Month) -> tuple[float, ...]:
    return tuple(values[month] for values in series.drivers.values())


def _range(values: list[float]) -> tuple[float, float]:
    return float(np.min(values)), float(np.max(values))


def _gap(before: Sequence[Month], after: Sequence[Month]) -> int:
    """Months that lie between the last baseline and the first reporting month."""
    return max(0, after[0] - before[-1] - 1)
