"""What is said of one month of a chart: its figures, beside the pointer or under the keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cpdesk.base.languages import Translator
from cpdesk.documents.charts.chart_series import DriverName, Series, cumulated, cumulated_before
from cpdesk.documents.charts.diagnosis_series import Billed, Intensity, Residuals, Scatter
from cpdesk.domain.periods import Month
from cpdesk.presenters.figures import fixed, interval, plainly, significant

Row = tuple[str, str]


@dataclass(frozen=True)
class Told:
    """A month, its figures as names and values, and what a click does."""

    title: str
    rows: tuple[Row, ...]
    hint: str = ""

    def __str__(self) -> str:
        """As a screen reader says it."""
        return ". ".join([self.title, *(f"{name} {value}" for name, value in self.rows)])


def of_use(series: Series, month: Month, t: Translator) -> Iterator[Row]:
    """Conditions, use, model and what is saved, in a month of either period."""
    for each in series.baseline:
        if each.month == month:
            yield from _drivers(series.drivers, each.drivers, t)
            yield t(series.words.actual), _amount(t, each.actual, series.unit)
            if each.model is not None:
                yield t.within("statistics", "Model"), _amount(t, each.model, series.unit)
    for after in series.reporting:
        if after.month == month:
            yield from _drivers(series.drivers, after.drivers, t)
            yield t(series.words.adjusted), _amount(t, after.adjusted, series.unit)
            yield t(series.words.actual), _amount(t, after.actual, series.unit)
            saved = interval(t, after.adjusted - after.actual, after.half_width or None)
            yield t("Saving"), _joined(*saved, series.unit)


def of_cumulated(series: Series, month: Month, t: Translator) -> Iterator[Row]:
    """What was saved up to a month; before the upgrade what the model differs, added up."""
    for each, value in zip(series.baseline, cumulated_before(series), strict=True):
        if each.month == month:
            yield t("Model less use, added up"), _amount(t, value, series.unit)
    if not series.reporting:
        return
    _, saved, width = cumulated(series)
    for at, after in enumerate(series.reporting, 1):
        if after.month == month:
            yield t(series.words.total), _joined(
                *interval(t, saved[at], width[at] or None), series.unit
            )


def of_scatter(scatter: Scatter, month: Month, t: Translator) -> Iterator[Row]:
    """The driver, the use, and what the model of the month's own period gives."""
    for each in scatter.months:
        if each.month == month:
            driver = scatter.driver
            yield driver.name, _of(plainly(t, each.at, 6), driver.unit)
            yield t("Actual use"), _amount(t, each.actual, scatter.unit)
            model = t("Model since") if each.reporting else t("Model before")
            yield model, _amount(t, each.model, scatter.unit)


def of_residual(residuals: Residuals, month: Month, t: Translator) -> Iterator[Row]:
    """Use, model, their difference, and that in standard deviations."""
    for each in residuals.months:
        if each.month == month:
            yield t("Actual use"), _amount(t, each.actual, residuals.unit)
            yield t.within("statistics", "Model"), _amount(t, each.model, residuals.unit)
            yield t("Residual"), _amount(t, each.residual, residuals.unit)
            if residuals.sd:
                yield t("In standard deviations"), fixed(t, each.residual / residuals.sd, 2)


def of_intensity(intensity: Intensity, month: Month, t: Translator) -> Iterator[Row]:
    """Output, use, and use for one unit of output as it was and as the model gives it."""
    for each in intensity.months:
        if each.month == month:
            output = intensity.output
            yield output.name, _of(plainly(t, each.output, 6), output.unit)
            yield t("Actual use"), _amount(t, each.actual, intensity.unit)
            yield t("For one unit"), _amount(t, each.per_unit, intensity.per)
            model = t("Adjusted baseline") if each.reporting else t.within("statistics", "Model")
            yield model, _amount(t, each.expected, intensity.per)


def of_bills(billed: Billed, month: Month, t: Translator) -> Iterator[Row]:
    """The parts of a month with their sums; what is nothing is left out."""
    for each in billed.months:
        if each.month == month:
            yield from _parts(billed.bands, each.amounts, billed.unit, t)
            yield from _parts(billed.lines, each.costs, billed.currency, t)


def _parts(
    names: Sequence[str], values: Sequence[float], unit: str, t: Translator
) -> Iterator[Row]:
    known = [(name, value) for name, value in zip(names, values, strict=True) if value]
    for name, value in known:
        yield name, _amount(t, value, unit)
    if len(known) > 1:
        yield t("Together"), _amount(t, sum(value for _, value in known), unit)


def _drivers(
    drivers: Sequence[DriverName], values: Sequence[float], t: Translator
) -> Iterator[Row]:
    for driver, value in zip(drivers, values, strict=False):
        yield driver.name, _of(plainly(t, value, 6), driver.unit)


def _amount(t: Translator, value: float, unit: str) -> str:
    """Whole where it has four digits or more, with four digits otherwise."""
    said = t.number(round(value), 0) if abs(value) >= 1_000 else significant(t, value, 4)
    return _of(said, unit)


def _of(said: str, unit: str) -> str:
    """A unit that begins with a figure, such as `1000 m²`, is not to run into the amount."""
    return f"{said}×{unit}" if unit[:1].isdigit() else _joined(said, unit)


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
