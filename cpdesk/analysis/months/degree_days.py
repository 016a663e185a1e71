"""Degree days from the means of days, and the search for the base they are counted from.

A day of 27.5 °C has 9.5 cooling degree days above a base of 18 °C. The base is a parameter of the
model like any other: where it was chosen by the data, it is counted in AICc and the degrees of
freedom, and the table of all bases shows how much the data had to say about it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from cpdesk.analysis.models.regression import TOO_FEW, Fit, aicc, fit
from cpdesk.domain.findings import Finding, Place, Refusal, warning
from cpdesk.domain.periods import Month
from cpdesk.domain.words import N_

ON_THE_EDGE = warning(
    "base-on-the-edge",
    N_("The base temperature that fits best, {base} °C, lies at the end of the range from {least} "
       "to {most} °C, so the true best may lie beyond. Choose the base from how the building is "
       "run."),
)  # fmt: skip

DEGREE_DAYS = "degree days"  # the name of their column in the models of a search
BASES = tuple(16 + step / 2 for step in range(17))  # 16 to 24 °C

Number = TypeVar("Number", float, Decimal)


def of_day(mean: Number, base: Number, cooling: bool = True) -> Number:
    """The degree days of one day: how far its mean lies above the base; for heating, below."""
    degrees = mean - base if cooling else base - mean
    return degrees if degrees > 0 else degrees - degrees


def degree_days(
    daily: Mapping[date, float], base: float, cooling: bool = True
) -> dict[Month, float]:
    """Degree days by month from the mean temperature of each day, in the unit of both.

    A month of which a day is missing is left out: its sum would be too small.
    """
    return {
        month: math.fsum(of_day(daily[day], base, cooling) for day in days)
        for month, days in _whole_months(daily).items()
    }


@dataclass(frozen=True)
class BaseTried:
    """A model of the use with degree days from one base; without `model`, `refused` says why.

    `parameters` counts the base beside the model's own; `df` are the values less these, and
    `aicc` counts it too. Without a model both counts are 0, `sse` and `aicc` NaN.
    """

    base: float
    model: Fit | None
    refused: Finding | None = None

    @property
    def sse(self) -> float:
        """The sum of squares that is left."""
        return float(self.model.residuals @ self.model.residuals) if self.model else math.nan

    @property
    def parameters(self) -> int:
        return self.model.parameters + 1 if self.model else 0

    @property
    def df(self) -> int:
        return self.model.n - self.parameters if self.model else 0

    @property
    def aicc(self) -> float:
        return aicc(self.sse, self.model.n, self.parameters) if self.model else math.nan


@dataclass(frozen=True)
class BaseSearch:
    """Every base that was tried, in order, and the one that leaves the least."""

    table: tuple[BaseTried, ...]
    best: BaseTried
    months: tuple[Month, ...]
    findings: tuple[Finding, ...]


def search_base(
    use: Mapping[Month, float], daily: Mapping[date, float],
    others: Mapping[str, Mapping[Month, float]] | None = None, *, cooling: bool = True,
    bases: Sequence[float] = BASES, place: Place | None = None,
) -> BaseSearch:  # fmt: skip
    """Choose the base whose degree days, with the other drivers, explain the use of months best.

    All models have the same months: those in which the use, every day's mean and every driver
    are known. The best is that of the least sum of squares; of equals, the first. Raises Refusal
    where the months are too few for the model and the base, or no base gives a model at all.
    """
    others = others or {}
    common = set(use).intersection(_whole_months(daily), *others.values())
    months = tuple(sorted(common))
    if len(months) <= len(others) + 3:
        raise TOO_FEW.refuse(place, n=len(months), p=len(others) + 3)
    columns = {name: [values[month] for month in months] for name, values in others.items()}
    table = tuple(
        _tried(base, [use[month] for month in months], columns,
               degree_days(daily, base, cooling), months)
        for base in bases
    )  # fmt: skip
    fitted = [each for each in table if each.model]
    if not fitted:
        raise Refusal(next(each.refused for each in table if each.refused))
    best = min(fitted, key=lambda each: each.sse)
    return BaseSearch(table, best, months, _edge(best, fitted, place))


def _tried(
    base: float, use: Sequence[float], columns: Mapping[str, Sequence[float]],
    degrees: Mapping[Month, float], months: Sequence[Month],
) -> BaseTried:  # fmt: skip
    column = [degrees[month] for month in months]
    try:
        return BaseTried(base, fit(use, {DEGREE_DAYS: column, **columns}))
    except Refusal as refusal:
        return BaseTried(base, None, refusal.finding)


def _edge(
    best: BaseTried, fitted: Sequence[BaseTried], place: Place | None
) -> tuple[Finding, ...]:
    """A best base at an end of the range was stopped there, not found."""
    first, last = fitted[0], fitted[-1]
    if best is not first and best is not last:
        return ()
    return (ON_THE_EDGE.at(place, base=best.base, least=first.base, most=last.base),)


def _whole_months(daily: Mapping[date, float]) -> dict[Month, list[date]]:
    months = {Month.of(day) for day in daily}
    days = {month: [month.start + timedelta(at) for at in range(month.days)] for month in months}
    return {month: each for month, each in days.items() if all(day in daily for day in each)}
