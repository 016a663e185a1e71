"""The figures behind a chart as a table: from the same values that are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cpdesk.base.languages import Translator
from cpdesk.documents.charts.chart_series import (
    STANDARD,
    Expected,
    Panel,
    ReportingMonth,
    Series,
    cumulated,
)
from cpdesk.domain.sheets import Heading, Sheet

Row = tuple[object, ...]


def savings_sheet(series: Series, t: Translator, name: str, about: str) -> Sheet:
    """Every month of a savings chart: conditions, use, model, limits, and what adds up."""
    rows = [*_baseline(series, t), *_reporting(series, t)]
    return Sheet(name, about, tuple(_headings(series, t)), rows)


def _headings(series: Series, t: Translator) -> Iterator[Heading]:
    unit, read, model = series.unit, t("readings"), t("model")
    interval = t("{confidence} interval", confidence=t.percent(series.confidence, 0))
    yield Heading(t("Month"))
    yield Heading(t("Period"))
    for driver in series.drivers:
        yield Heading(driver.name, driver.unit, read)
    yield Heading(t(series.words.actual), unit, model if series.words is STANDARD else read)
    yield Heading(t(series.words.adjusted), unit, model)
    yield Heading(t("Lower limit"), unit, interval)
    yield Heading(t("Upper limit"), unit, interval)
    yield Heading(t("Saving"), unit)
    yield Heading(t("Saving, half width"), unit, interval)
    yield Heading(t("Saved to date"), unit)
    yield Heading(t("Saved to date, half width"), unit, interval)


def _baseline(series: Series, t: Translator) -> Iterator[Row]:
    for each in series.baseline:
        drivers = _drivers(series, each.drivers)
        yield (each.month, t("Baseline period"), *drivers, each.actual, each.model, *(None,) * 6)


def _reporting(series: Series, t: Translator) -> Iterator[Row]:
    period = t("Standard month") if series.words is STANDARD else t("Reporting period")
    _, saved, width = cumulated(series) if series.reporting else ((), (0.0,), (0.0,))
    for at, each in enumerate(series.reporting, 1):
        half = width[at] if series.half_width else None
        yield (
            each.month, period, *_drivers(series, each.drivers), each.actual, each.adjusted,
            *_limits(series, each), saved[at], half,
        )  # fmt: skip


def _limits(series: Series, each: ReportingMonth) -> Row:
    """Limits, saving and half width of a month; a simple ratio has no interval."""
    saving = each.adjusted - each.actual
    if not series.half_width:
        return None, None, saving, None
    return each.adjusted - each.half_width, each.adjusted + each.half_width, saving, each.half_width


def _drivers(series: Series, values: Sequence[float]) -> Row:
    return tuple(values) or (None,) * len(series.drivers)


def months_sheet(panels: Sequence[Panel], t: Translator, name: str, about: str) -> Sheet:
    """The months of several meters side by side, as in the small charts."""
    known = [{bar.month: bar.amount for bar in panel.bars} for panel in panels]
    months = sorted({month for each in known for month in each})
    headings = [Heading(panel.name, panel.unit, t("readings")) for panel in panels]
    rows = [(month, *(each.get(month) for each in known)) for month in months]
    return Sheet(name, about, (Heading(t("Month")), *headings), rows)


def expected_sheet(effects: Sequence[Expected], t: Translator, name: str, about: str) -> Sheet:
    """Use of a year today and as expected; each effect has its own unit."""
    headings = (
        Heading(t("Effect")), Heading(t("Unit")), Heading(t("Today"), "", t("readings")),
        Heading(t("Expected a year"), "", t("estimate")),
        Heading(t("Tolerance (±)"), "", t("estimate")),
    )  # fmt: skip
    rows = [(e.name, e.unit, e.before, e.after, e.tolerance or None) for e in effects]
    return Sheet(name, about, headings, rows)
