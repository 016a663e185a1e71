"""Normalised saving: a model of each period, both at the same standard conditions.

For baselines and reporting periods that differ in weather or orders, and for figures that are to
be compared from year to year. What neither period saw is not asked of one model alone, at the
price of two uncertainties, which add in squares.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from cpdesk.analysis.models.regression import CONSTANT, Array, Fit, fit
from cpdesk.analysis.saving.avoided import LEAST_MONTHS, Avoided, BaselineMonth, Method, MonthSaving
from cpdesk.analysis.saving.series import Event, Series
from cpdesk.analysis.saving.uncertainty import HalfWidth, Places, half_width
from cpdesk.analysis.saving.verdict import (
    Lights,
    is_far,
    judge,
    model_light,
    range_light,
    uncertainty_light,
)
from cpdesk.domain.findings import Finding, Refusal, warning
from cpdesk.domain.periods import Month
from cpdesk.domain.words import N_

YEAR = 12
_FAR = 1000  # months: standard months are no months that happened, so nothing remembers them

SHORT = warning(
    "normalised-short",
    N_("A normalised saving needs two models of at least {least} months; here are {before} usable "
       "months before the works and {after} since. Enter more bills, or use avoided use."),
)  # fmt: skip
NO_DRIVER = warning(
    "normalised-no-driver", N_("A normalised saving needs a driver whose conditions can be set.")
)
WEAK = warning(
    "normalised-weak",
    N_("The drivers explain nothing of one of the two periods (p of F {before} before the works, "
       "{after} since), so there are no two models to compare. Choose other drivers."),
)  # fmt: skip


@dataclass(frozen=True)
class Normalised(Avoided):
    """Like `Avoided`: `months` are the standard months, `fit` is the baseline's model.

    There `adjusted` is the baseline's model and `actual` that of the reporting period, which is
    `reporting_fit`, with its own months in `since`.
    """

    reporting_fit: Fit = field(kw_only=True)
    since: tuple[BaselineMonth, ...] = field(kw_only=True)


@dataclass(frozen=True)
class _Side:
    """A period: its usable months, its model, and the standard months' rows for that model."""

    series: Series
    months: list[Month]
    fit: Fit
    design: Array

    @property
    def total(self) -> float:
        return float(self.fit.predict(self.design).sum())

    def width(self, confidence: float) -> HalfWidth:
        first, last = self.months[0], len(self.design)
        places = Places([month - first for month in self.months], range(_FAR, _FAR + last))
        return half_width(self.fit, self.design, places, confidence)

    def pull(self, event: Event) -> float:
        """What an event's amounts in these months take from the total at standard conditions."""
        weights = self.fit.x @ self.fit.inverse @ self.design.sum(axis=0)
        return float(weights @ np.array([event.added.get(month, 0.0) for month in self.months]))

    def history(self) -> tuple[BaselineMonth, ...]:
        modelled = (self.fit.y - self.fit.residuals).tolist()
        return tuple(
            BaselineMonth(month, _drivers(self.series, month), self.series.use[month],
                          value + self.series.added(month))
            for month, value in zip(self.months, modelled, strict=True)
        )  # fmt: skip


def normalised(
    series: Series, baseline: Sequence[Month], reporting: Sequence[Month],
    standard: Sequence[Month] | None = None, confidence: float = 0.9,
) -> Normalised | Finding:  # fmt: skip
    """The saving at the conditions of the standard months, or why there is none.

    Standard are the months of `standard` whose drivers are known; without it the last twelve
    usable months of the baseline. Each period must have nine usable months, three more than
    drivers, and a model whose p of F is below 0.10. An event without amounts is put at the share
    it has throughout a period that does not see it change, so that both models speak of one plant.
    """
    before, after = series.usable(baseline), series.usable(reporting)
    chosen = before[-YEAR:] if standard is None else _known(series, standard)
    try:
        sides = _sides(series, before, after, chosen)
    except Refusal as refusal:
        return refusal.finding
    chances = [side.fit.f_p for side in sides]
    if not max(chances) < 0.1:
        return WEAK.at(before=f"{chances[0]:.2g}", after=f"{chances[1]:.2g}")
    return _result(series, sides[0], sides[1], chosen, confidence)


def _known(series: Series, months: Sequence[Month]) -> list[Month]:
    return [month for month in months if all(month in each for each in series.drivers.values())]


def _sides(
    series: Series, before: list[Month], after: list[Month], standard: list[Month]
) -> tuple[_Side, _Side]:
    """Both models; raises Refusal where one cannot be made."""
    if not series.drivers:
        raise NO_DRIVER.refuse()
    least = max(LEAST_MONTHS, len(series.drivers) + len(series.indicators) + 3)
    if min(len(before), len(after)) < least or not standard:
        raise SHORT.refuse(least=least, before=len(before), after=len(after))
    columns = series.columns(standard)
    for event in series.indicators:
        columns[event.code] = [_level(event, before, after)] * len(standard)
    return _side(series, before, columns), _side(series, after, columns)


def _level(event: Event, before: list[Month], after: list[Month]) -> float:
    """The share of an event at which both periods can be compared.

    Raises Refusal where each is throughout at its own: that cannot be told from the works.
    """
    seen = [{event.share.get(month, 0.0) for month in side} for side in (before, after)]
    constant = set().union(*(each for each in seen if len(each) == 1))
    if len(constant) > 1:
        raise CONSTANT.refuse(name=event.code)
    return next(iter(constant), 0.0)


def _side(series: Series, months: list[Month], standard: dict[str, list[float]]) -> _Side:
    events = {event.code for event in series.indicators}
    columns = {
        name: values
        for name, values in series.columns(months).items()
        if name not in events or len(set(values)) > 1
    }
    model = fit(series.routine(months), columns)
    rows = len(next(iter(standard.values())))
    return _Side(series, months, model, model.design(standard, rows))


def _result(
    series: Series, before: _Side, after: _Side, standard: list[Month], confidence: float
) -> Normalised:
    widths = before.width(confidence), after.width(confidence)
    parts = [e.tolerance * (before.pull(e) - after.pull(e)) for e in series.amounts]
    exact = math.hypot(*(each.exact for each in widths), *parts)
    corrected = math.hypot(*(each.autocorrelated for each in widths), *parts)
    wider = math.hypot(*(each.wider for each in widths), *parts)
    months = _months(series, before, after, standard, widths)
    saved = before.total - after.total
    lights = Lights(
        _worse(model_light(before.fit), model_light(after.fit)),
        _range(series, before, after, months), uncertainty_light(saved, wider),
    )  # fmt: skip
    return Normalised(
        Method.NORMALISED, tuple(series.drivers), before.fit, before.history(), months,
        before.total, after.total, saved, saved / before.total if before.total else math.nan,
        confidence, exact, corrected, wider, wider / abs(saved) if saved else None,
        judge(saved, wider, lights), lights, reporting_fit=after.fit, since=after.history(),
    )  # fmt: skip


def _months(
    series: Series, before: _Side, after: _Side, standard: list[Month],
    widths: tuple[HalfWidth, HalfWidth],
) -> tuple[MonthSaving, ...]:  # fmt: skip
    modelled = [side.fit.predict(side.design).tolist() for side in (before, after)]
    monthly = np.hypot(widths[0].months, widths[1].months).tolist()
    return tuple(
        MonthSaving(month, _drivers(series, month), one, other, width,
                    all(_is_inside(side, month) for side in (before, after)))
        for month, one, other, width in zip(standard, *modelled, monthly, strict=True)
    )  # fmt: skip


def _is_inside(side: _Side, month: Month) -> bool:
    return all(
        min(each[m] for m in side.months) <= each[month] <= max(each[m] for m in side.months)
        for each in side.series.drivers.values()
    )


def _worse(one: Finding, other: Finding) -> Finding:
    """The first that is not green, or the first."""
    return other if one.severity is one.severity.INFO else one


def _range(
    series: Series, before: _Side, after: _Side, months: tuple[MonthSaving, ...]
) -> Finding:
    standard = [month.month for month in months]
    far = [
        name
        for name, each in series.drivers.items()
        if any(is_far([each[m] for m in side.months], [each[m] for m in standard])
               for side in (before, after))
    ]  # fmt: skip
    return range_light(len(months), sum(not month.inside for month in months), far, True)


def _drivers(series: Series, month: Month) -> tuple[float, ...]:
    return tuple(values[month] for values in series.drivers.values())
