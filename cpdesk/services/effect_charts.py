"""What the further charts of a measured effect take, from its comparison and its bills."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from cpdesk.analysis.models.regression import Array, Fit
from cpdesk.analysis.saving.avoided import Avoided
from cpdesk.analysis.saving.normalised import Normalised
from cpdesk.analysis.saving.uncertainty import month_widths
from cpdesk.base.languages import Translator
from cpdesk.documents.charts.chart_series import DriverName
from cpdesk.documents.charts.diagnosis_series import (
    Intensity,
    IntensityMonth,
    LinePoint,
    ResidualMonth,
    Residuals,
    Scatter,
    ScatterMonth,
)
from cpdesk.domain.findings import Refusal
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, DriverKind
from cpdesk.domain.record import Record
from cpdesk.domain.upgrades import Upgrade
from cpdesk.services.effect_series import driver_name, named
from cpdesk.services.saving.savings import EffectSavings
from cpdesk.services.series import floats, monthly

Means = Mapping[str, float]
_STEPS = 25  # of the line over the range of a driver


def scatter_of(
    record: Record, known: EffectSavings, result: Avoided, driver: str, t: Translator
) -> Scatter:
    """Use against one of the result's drivers, given by its code."""
    if isinstance(result, Normalised):
        return _of_both(record, known, result, driver, t)
    at = result.drivers.index(driver)
    before = [
        ScatterMonth(m.month, m.drivers[at], m.actual, m.modelled, m.actual)
        for m in result.baseline
    ]
    since = [
        ScatterMonth(
            m.month, m.drivers[at], m.actual, m.adjusted, m.actual, m.half_width, True, m.inside
        )
        for m in result.months
    ]
    others = [driver_name(record, each, t) for each in result.drivers if each != driver]
    months, line = [*before, *since], tuple(_rate(before))
    if result.fit is not None:
        months = [*_shown(result.fit, result.drivers[at], months)]
        line = tuple(_line(result.fit, result.drivers[at], months, result.confidence))
    return Scatter(
        known.unit, driver_name(record, driver, t), months, line,
        others if result.fit else (), result.confidence,
    )  # fmt: skip


def _of_both(
    record: Record, known: EffectSavings, result: Normalised, driver: str, t: Translator
) -> Scatter:
    """The months of both periods, each with the model and the line of its own."""
    sides = ((result.fit, result.baseline, False), (result.reporting_fit, result.since, True))
    at, means = result.drivers.index(driver), _means(result.fit) if result.fit else {}
    months: list[ScatterMonth] = []
    lines: list[tuple[LinePoint, ...]] = []
    for fit, side, reporting in sides:
        mine = [
            ScatterMonth(m.month, m.drivers[at], m.actual, m.modelled, m.actual,
                         reporting=reporting)
            for m in side
        ]  # fmt: skip
        if fit is not None:
            mine = [*_shown(fit, driver, mine, means)]
            lines.append(tuple(_line(fit, driver, mine, result.confidence, means)))
        months += mine
    others = [driver_name(record, each, t) for each in result.drivers if each != driver]
    return Scatter(
        known.unit, driver_name(record, driver, t), months, lines[0] if len(lines) > 1 else (),
        others, result.confidence, lines[-1],
    )  # fmt: skip


def _shown(
    fit: Fit, driver: str, months: Sequence[ScatterMonth], means: Means | None = None
) -> Iterator[ScatterMonth]:
    """Each month as far from the line as its use is from the model."""
    on_line = fit.predict(_at_means(fit, driver, [each.at for each in months], means))
    for each, value in zip(months, on_line, strict=True):
        yield replace(each, shown=float(value) + each.actual - each.model)


def _line(
    fit: Fit, driver: str, months: Sequence[ScatterMonth], confidence: float,
    means: Means | None = None,
) -> Iterator[LinePoint]:  # fmt: skip
    """The model over the range of its driver, everything else at the mean of the baseline."""
    values = [each.at for each in months]
    grid = [float(each) for each in np.linspace(min(values), max(values), _STEPS)]
    design = _at_means(fit, driver, grid, means)
    widths = month_widths(fit, design, confidence)
    for each in zip(grid, fit.predict(design), widths, strict=True):
        yield LinePoint(*map(float, each))


def _at_means(
    fit: Fit, driver: str, values: Sequence[float], means: Means | None = None
) -> Array:
    """A row of the model for each value of a driver, the others at their means.

    Two models can only be compared at the same ones: `means` are those of another model.
    """
    count = len(values)
    columns: dict[str, Sequence[float]]
    columns = {name: [(means or {}).get(name, mean)] * count
               for name, mean in _means(fit).items()}  # fmt: skip
    columns[driver] = values
    return fit.design(columns, count)


def _means(fit: Fit) -> dict[str, float]:
    """The mean of each column of the model but the intercept."""
    means = fit.x.mean(axis=0)[int(fit.intercept) :]
    return {name: float(mean) for name, mean in zip(fit.names, means, strict=True)}


def _rate(months: Sequence[ScatterMonth]) -> Iterator[LinePoint]:
    """The line of a ratio: what it gives at the driver of each month, where that makes one."""
    rates = [each.model / each.at for each in months if each.at]
    if rates and math.isclose(min(rates), max(rates), rel_tol=1e-9):
        for each in sorted(months, key=lambda each: each.at):
            yield LinePoint(each.at, each.model)


def residuals_of(known: EffectSavings, result: Avoided) -> Residuals:
    """What the model of the baseline leaves unexplained in each of its months."""
    months = [ResidualMonth(m.month, m.actual, m.modelled) for m in result.baseline]
    return Residuals(known.unit, months, result.fit.residual_sd if result.fit else None)


def outputs(record: Record, known: EffectSavings, result: Avoided) -> tuple[Driver, ...]:
    """The products by which intensity can be told: those of the model, else of the factory."""
    made = [each for each in record.all(Driver) if each.kind is DriverKind.PRODUCTION]
    mine = [each for each in made if each.code in result.drivers]
    if mine or known.meter is None:
        return tuple(mine)
    return tuple(each for each in made if each.factory == known.meter.factory)


def intensity_of(
    record: Record, known: EffectSavings, result: Avoided, output: Driver, t: Translator
) -> Intensity | None:
    """Use per unit of an output; None where no month of the comparison has any."""
    try:
        made = floats(monthly(record, output))
    except Refusal:  # what is wrong in its readings is a finding of its own
        return None
    every = [
        *((m.month, m.actual, m.modelled, False) for m in result.baseline),
        *((m.month, m.actual, m.adjusted, True) for m in result.months),
    ]
    months = [
        IntensityMonth(month, made[month], actual, model, reporting)
        for month, actual, model, reporting in every if made.get(month, 0) > 0
    ]  # fmt: skip
    if not months:
        return None
    began = record.get(Upgrade, known.effect.upgrade).running_from
    return Intensity(
        known.unit, DriverName(named(output, t), output.unit), months,
        _level([each for each in months if not each.reporting]),
        _level([each for each in months if each.reporting]),
        Month.of(began) if began else None, len(every) - len(months),
    )  # fmt: skip


def _level(months: Sequence[IntensityMonth]) -> float | None:
    """Over all months: the whole use by the whole output, not the mean of single months."""
    output = math.fsum(each.output for each in months)
    return math.fsum(each.actual for each in months) / output if output else None
