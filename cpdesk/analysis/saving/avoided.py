"""Avoided use: the baseline's model at the reporting months' conditions, less what was used.

On the principles of IPMVP Option C. The interval is the wider of the exact least-squares one and
the one corrected for months that remember the month before.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cpdesk.analysis.models.regression import Array, Fit, fit
from cpdesk.analysis.saving.series import Event as Event
from cpdesk.analysis.saving.series import Series as Series
from cpdesk.analysis.saving.uncertainty import HalfWidth, Places, half_width
from cpdesk.analysis.saving.verdict import (
    MODEL_NONE,
    MODEL_NOTHING,
    MODEL_SHORT,
    RATIO_CHOSEN,
    is_far,
    judge,
    model_light,
    range_light,
    uncertainty_light,
)
from cpdesk.analysis.saving.verdict import Lights as Lights
from cpdesk.analysis.saving.verdict import Verdict as Verdict
from cpdesk.domain.findings import Finding, Refusal, blocking, info, warning
from cpdesk.domain.periods import Month
from cpdesk.domain.words import N_, Choice

METHOD_VERSION = "avoided-use-2"
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


class Method(Choice):
    REGRESSION = "regression", N_("Regression on drivers")
    RATIO = "ratio", N_("Simple ratio")
    NORMALISED = "normalised", N_("Normalised: both periods at standard conditions")


@dataclass(frozen=True)
class MonthSaving:
    """One reporting month; `half_width` is None for the simple ratio.

    `adjusted` is the baseline at the month's conditions, with what events added (`added`).
    """

    month: Month
    drivers: tuple[float, ...]
    adjusted: float
    actual: float
    half_width: float | None
    inside: bool
    added: float = 0.0

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
class Avoided:
    """What an upgrade saved at one meter, in the meter's unit, over the reporting months.

    `half_width` is the wider of `exact` and `autocorrelated`, `fsu` its share of the saving; they
    are None for a simple ratio. `fit` is the model that was used, None for a ratio.
    """

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


def avoided(
    series: Series, baseline: Sequence[Month], reporting: Sequence[Month], confidence: float = 0.9,
    *, by_ratio: bool = False,
) -> Avoided:  # fmt: skip
    """Compare reporting months with the baseline; both must hold at least one usable month.

    With fewer than nine baseline months, no driver, or drivers that explain nothing (p of F is
    0.10 or more), the ratio to the first driver is used, or to the days where there is none:
    without interval. `by_ratio` asks for the ratio itself. What events add is taken from the
    baseline before it is modelled and given to the reporting months' adjusted baseline.
    """
    before, after = series.usable(baseline), series.usable(reporting)
    model = RATIO_CHOSEN.at() if by_ratio else baseline_model(series, before)
    if isinstance(model, Finding):
        months, history = _by_ratio(series, before, after)
        return _result(series, history, months, confidence, model)
    months, history, width = _by_model(series, model, before, after, confidence)
    return _result(series, history, months, confidence, model, width)


def baseline_model(series: Series, months: Sequence[Month]) -> Fit | Finding:
    """The model of usable baseline months, or why there is none."""
    if not series.drivers:
        return MODEL_NONE.at()
    columns = series.columns(months)
    least = max(LEAST_MONTHS, len(columns) + 3)
    if len(months) < least:
        return MODEL_SHORT.at(n=len(months), least=least)
    try:
        model = fit(series.routine(months), columns)
    except Refusal as refusal:
        return refusal.finding
    if not model.f_p < 0.1:
        return MODEL_NOTHING.at(p=f"{model.f_p:.2g}")
    return model


def _by_model(
    series: Series, model: Fit, before: list[Month], after: list[Month], confidence: float
) -> tuple[list[MonthSaving], list[BaselineMonth], HalfWidth]:
    design = model.design(series.columns(after), len(after))
    first = min(before[0], after[0])
    places = Places([month - first for month in before], [month - first for month in after])
    width = with_events(series, model, design, before, after, half_width(
        model, design, places, confidence))  # fmt: skip
    pairs = zip(model.predict(design), width.months, strict=True)
    months = _reporting(series, before, after, [(float(a), float(w)) for a, w in pairs])
    modelled = model.y - model.residuals
    return months, _history(series, before, [float(each) for each in modelled]), width


def with_events(
    series: Series, model: Fit, design: Array, before: list[Month], after: list[Month],
    width: HalfWidth,
) -> HalfWidth:  # fmt: skip
    """The half widths with those of the events' amounts, in quadrature.

    An amount that is wrong by its tolerance changes the reporting months by what it adds there,
    less what the model makes of the baseline months it was taken from: a = X (X'X)^-1 X2'1.
    """
    if not series.amounts:
        return width
    pull = model.x @ model.inverse @ design.sum(axis=0)
    parts = [
        each.tolerance * (
            math.fsum(each.added.get(m, 0.0) for m in after)
            - math.fsum(p * each.added.get(m, 0.0) for p, m in zip(pull, before, strict=True))
        )
        for each in series.amounts
    ]  # fmt: skip
    monthly = [
        math.hypot(float(w), *(e.tolerance * e.added.get(m, 0.0) for e in series.amounts))
        for w, m in zip(width.months, after, strict=True)
    ]
    return HalfWidth(
        math.hypot(width.exact, *parts), math.hypot(width.autocorrelated, *parts),
        np.array(monthly),
    )  # fmt: skip


def _by_ratio(
    series: Series, before: list[Month], after: list[Month]
) -> tuple[list[MonthSaving], list[BaselineMonth]]:
    first = next(iter(series.drivers.values()), {})
    per = first if sum(first.get(month, 0) for month in before) else _days(before + after)
    rate = math.fsum(series.routine(before)) / math.fsum(per[m] for m in before)
    months = _reporting(series, before, after, [(rate * per[month], None) for month in after])
    return months, _history(series, before, [rate * per[month] for month in before])


def _days(months: Sequence[Month]) -> dict[Month, float]:
    return {month: float(month.days) for month in months}


def _reporting(
    series: Series, before: list[Month], after: list[Month],
    modelled: list[tuple[float, float | None]],
) -> list[MonthSaving]:  # fmt: skip
    ranges = [
        (values, min(values[m] for m in before), max(values[m] for m in before))
        for values in series.drivers.values()
    ]
    return [
        MonthSaving(
            month, _drivers(series, month), value + series.added(month), series.use[month], width,
            all(low <= values[month] <= high for values, low, high in ranges),
            series.added(month),
        )
        for month, (value, width) in zip(after, modelled, strict=True)
    ]  # fmt: skip


def _history(
    series: Series, before: list[Month], modelled: Sequence[float]
) -> list[BaselineMonth]:
    return [
        BaselineMonth(
            month, _drivers(series, month), series.use[month], value + series.added(month)
        )
        for month, value in zip(before, modelled, strict=True)
    ]


def _drivers(series: Series, month: Month) -> tuple[float, ...]:
    return tuple(values[month] for values in series.drivers.values())


def _result(
    series: Series, history: list[BaselineMonth], months: list[MonthSaving], confidence: float,
    model: Fit | Finding, width: HalfWidth | None = None,
) -> Avoided:  # fmt: skip
    adjusted = math.fsum(month.adjusted for month in months)
    actual = math.fsum(month.actual for month in months)
    saved = adjusted - actual
    wider = width.wider if width else None
    lights = Lights(
        model_light(model), _range_light(series, history, months), uncertainty_light(saved, wider)
    )
    made = model if isinstance(model, Fit) else None
    return Avoided(
        Method.REGRESSION if made else Method.RATIO, tuple(series.drivers), made, tuple(history),
        tuple(months), adjusted, actual, saved, saved / adjusted if adjusted else math.nan,
        confidence, width.exact if width else None, width.autocorrelated if width else None, wider,
        None if wider is None or saved == 0 else wider / abs(saved),
        judge(saved, wider, lights), lights,
    )  # fmt: skip


def _range_light(
    series: Series, history: list[BaselineMonth], months: list[MonthSaving]
) -> Finding:
    outside = [month.month for month in months if not month.inside]
    far = [
        name
        for at, name in enumerate(series.drivers)
        if is_far([m.drivers[at] for m in history], [m.drivers[at] for m in months])
    ]
    return range_light(len(months), len(outside), far, bool(series.drivers))
