"""The figures behind the charts of a model, of intensity and of bills, as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cpdesk.base.languages import Translator
from cpdesk.documents.charts.diagnosis_series import (
    Billed,
    Intensity,
    LinePoint,
    Residuals,
    Scatter,
)
from cpdesk.domain.sheets import Heading, Sheet

Row = tuple[object, ...]


def scatter_sheet(scatter: Scatter, t: Translator, name: str, about: str) -> Sheet:
    """Every month at its driver; below them the line with the limits of a single month."""
    interval = t("{confidence} interval", confidence=t.percent(scatter.confidence, 0))
    headings = (
        Heading(t("Month")), Heading(t("Period")),
        Heading(scatter.driver.name, scatter.driver.unit, t("readings")),
        Heading(t("Actual use"), scatter.unit, t("readings")),
        Heading(t.within("statistics", "Model") if scatter.since else t("Model of the baseline"),
                scatter.unit, t("model")),
        Heading(t("Lower limit"), scatter.unit, interval),
        Heading(t("Upper limit"), scatter.unit, interval),
        Heading(t("Use with the other drivers at their mean"), scatter.unit),
    )  # fmt: skip
    before = _line(scatter.line, t("Line"))
    since = _line(scatter.since, f"{t('Line')} · {t('Model since')}")
    return Sheet(name, about, headings, [*_points(scatter, t), *before, *since])


def _points(scatter: Scatter, t: Translator) -> Iterator[Row]:
    for each in scatter.months:
        period = t("Reporting period") if each.reporting else t("Baseline period")
        half = each.half_width
        low, high = (None, None) if half is None else (each.model - half, each.model + half)
        yield each.month, period, each.at, each.actual, each.model, low, high, each.shown


def _line(line: Sequence[LinePoint], words: str) -> Iterator[Row]:
    for each in line:
        half = each.half_width
        low, high = (each.model - half, each.model + half) if half else (None, None)
        yield None, words, each.at, None, each.model, low, high, None


def residuals_sheet(residuals: Residuals, t: Translator, name: str, about: str) -> Sheet:
    """Use less model in each month of the baseline, also in standard deviations of the model."""
    unit = residuals.unit
    headings = (
        Heading(t("Month")), Heading(t("Actual use"), unit, t("readings")),
        Heading(t("Model of the baseline"), unit, t("model")), Heading(t("Residual"), unit),
        Heading(t("Residual in standard deviations")),
    )  # fmt: skip
    rows = [
        (each.month, each.actual, each.model, each.residual,
         each.residual / residuals.sd if residuals.sd else None)
        for each in residuals.months
    ]  # fmt: skip
    return Sheet(name, about, headings, rows)


def intensity_sheet(intensity: Intensity, t: Translator, name: str, about: str) -> Sheet:
    """Output, use and model of each month, and both for one unit of output."""
    unit, output = intensity.unit, intensity.output
    headings = (
        Heading(t("Month")), Heading(t("Period")), Heading(output.name, output.unit, t("readings")),
        Heading(t("Actual use"), unit, t("readings")),
        Heading(t("Model of the baseline"), unit, t("model")),
        Heading(t("Actual use for one unit of output"), intensity.per),
        Heading(t("Model for one unit of output"), intensity.per, t("model")),
    )  # fmt: skip
    rows = [
        (each.month, t("Reporting period") if each.reporting else t("Baseline period"),
         each.output, each.actual, each.model, each.per_unit, each.expected)
        for each in intensity.months
    ]  # fmt: skip
    return Sheet(name, about, headings, rows)


def billed_sheet(billed: Billed, t: Translator, name: str, about: str) -> Sheet:
    """Each month's parts of the amounts, then of the costs."""
    headings = (
        Heading(t("Month")), *(Heading(each, billed.unit) for each in billed.bands),
        *(Heading(each, billed.currency) for each in billed.lines),
    )  # fmt: skip
    rows = [(each.month, *each.amounts, *each.costs) for each in billed.months]
    return Sheet(name, about, headings, rows)
