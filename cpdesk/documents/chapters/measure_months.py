"""The months of a comparison as a table that adds up, and the chart of the same months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from cpdesk.analysis.models.regression import Fit
from cpdesk.analysis.rounding import adding_up, place
from cpdesk.analysis.saving.avoided import Avoided, MonthSaving
from cpdesk.analysis.saving.avoided import BaselineMonth as BaselineSaid
from cpdesk.analysis.saving.normalised import Normalised
from cpdesk.base.languages import Translator
from cpdesk.documents.chapters.measured import MeasureView
from cpdesk.documents.chapters.parts import shared_places
from cpdesk.documents.chapters.use import named
from cpdesk.documents.charts.chart_series import compared
from cpdesk.documents.charts.saving import savings_chart
from cpdesk.documents.charts.style import PAPER_WIDTH
from cpdesk.documents.setting.figure import figure_block
from cpdesk.documents.setting.figures import (
    PrintedMonths,
    alone,
    at_place,
    plus_minus,
    printed_months,
)
from cpdesk.documents.setting.pair import Both, in_each
from cpdesk.documents.setting.tables import Column, book_table
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import MeasuredView
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, DriverKind
from cpdesk.domain.quantities import from_float
from cpdesk.domain.upgrades import Upgrade
from cpdesk.domain.words import N_

Story = list[Any]
_HIGH = 2.45  # inches: facts, photographs, chart and a year's effects stand on one page
_SUMMED = frozenset({
    DriverKind.PRODUCTION, DriverKind.COOLING_DEGREE_DAYS, DriverKind.HEATING_DEGREE_DAYS,
    DriverKind.WORKING_DAYS,
})  # fmt: skip


def span(t: Translator, n: int) -> str:
    return t.plural("{n} month", "{n} months", n)


def chart(
    paper: Paper, upgrade: Upgrade, measure: MeasureView, result: Avoided, name: str, more: str
) -> Story:
    """The chart of a comparison; `more` is said beside its caption."""
    upgraded = Month.of(upgrade.running_from) if upgrade.running_from else None
    series = compared(result, measure.unit, upgraded)
    figure = savings_chart(series, paper.drawn, (PAPER_WIDTH, _HIGH))
    return figure_block(paper, figure, name, Both.joined(_reading(paper.t, result), more))


def _reading(t: Translator, result: Avoided) -> str:
    confidence = t.percent(result.confidence, 0)
    if isinstance(result, Normalised):
        return t("Standard months, not months that were read. Top: what the models of both periods "
                 "give for their conditions. Bottom: the difference, added up, with its "
                 "{confidence} interval.", confidence=confidence)  # fmt: skip
    if result.half_width is None:
        return t("Top: use against the adjusted baseline. Bottom: cumulative saving. Circles: "
                 "baseline months.")  # fmt: skip
    return t("Top: use against the adjusted baseline. Bottom: cumulative saving with its "
             "{confidence} interval. Circles: baseline months.",
             confidence=confidence)  # fmt: skip


def months(
    paper: Paper, view: MeasuredView, measure: MeasureView, result: Avoided, name: str
) -> Story:
    """Every month of a comparison; the printed figures add up along rows and down columns."""
    t, printed = paper.t, printed_months(result)
    used = [printed.model, printed.added, printed.adjusted] if any(printed.added) else [
        printed.adjusted]  # fmt: skip
    figures = [*used, printed.actual, None, printed.saved]
    drivers = [_driver(t, d, [m.drivers[at] for m in result.months])
               for at, d in enumerate(_drivers(measure, result))]  # fmt: skip
    rows = [
        (
            _month(t, result, month), *(cells[at] for cells, _ in drivers),
            *(_mark(view, measure, month) if each is None
              else t.number(each[at], printed.decimals) for each in figures),
            plus_minus(t, month.half_width, printed.decimals),
        )
        for at, month in enumerate(result.months)
    ]  # fmt: skip
    total = (
        span(t, len(rows)), *(sum_ for _, sum_ in drivers),
        *("" if each is None else t.number(sum(each, Decimal(0)), printed.decimals)
          for each in figures),
        plus_minus(t, result.half_width, printed.decimals),
    )  # fmt: skip
    return book_table(
        paper, _columns(t, measure, result, len(used) > 1), rows, title=_title(t, result, name),
        total=total, notes=Both.joined(*_notes(t, measure, result, printed)),
    )  # fmt: skip


def _drivers(measure: MeasureView, result: Avoided) -> list[Driver]:
    by_code = {driver.code: driver for driver in measure.drivers}
    return [by_code[code] for code in result.drivers]


def _driver(
    t: Translator, driver: Driver, values: Sequence[float]
) -> tuple[list[str], str]:
    """A driver's cells at one decimal place, and their sum where it has a meaning."""
    decimals = shared_places([from_float(value) for value in values])
    if driver.kind not in _SUMMED:
        return [at_place(t, value, decimals) for value in values], ""
    parts = adding_up(values, decimals)
    return [t.number(each, decimals) for each in parts], t.number(sum(parts), decimals)


def _columns(t: Translator, measure: MeasureView, result: Avoided, events: bool) -> list[Column]:
    unit, standard = measure.unit, isinstance(result, Normalised)
    first = Column(t("Standard month") if standard else t("Month"), width=28)
    drivers = [Column(named(t, d), d.unit, "figures") for d in _drivers(measure, result)]
    adjusted = [t("Model before") if standard else t("Adjusted baseline")]
    if events:
        adjusted = [t("Baseline model"), t("Events"), *adjusted]
    actual = t("Model since") if standard else t("Actual use")
    return [
        first, *drivers, *(Column(each, unit, "figures") for each in adjusted),
        Column(actual, unit, "figures"), Column("", "", "evidence"),
        Column(t("Saving"), unit, "figures"),
        Column("±" + t.percent(result.confidence, 0), unit, "figures"),
    ]  # fmt: skip


def _month(t: Translator, result: Avoided, month: MonthSaving) -> str:
    standard = isinstance(result, Normalised)
    said = t("As {month}", month=month.month) if standard else t.month(month.month)
    return said if month.inside else f"{said} *"


def _mark(view: MeasuredView, measure: MeasureView, month: MonthSaving) -> str:
    """The evidence of the bills of a month that was read."""
    if isinstance(measure.avoided, Normalised):
        return ""
    return view.month_mark(measure.series, month.month)


def _title(t: Translator, result: Avoided, name: str) -> str:
    if isinstance(result, Normalised):
        return t("{name}: normalised saving by standard months", name=name)
    return t("{name}: saving month by month", name=name)


def _notes(
    t: Translator, measure: MeasureView, result: Avoided, printed: PrintedMonths
) -> list[str]:
    notes = [*_models(t, measure, result),
             t("Rounded so that rows and columns add up as printed.")]  # fmt: skip
    if any(printed.added):
        notes.append(t("Baseline model + events = adjusted baseline."))
    if not all(month.inside for month in result.months):
        notes.append(t("A star: outside the range of the baseline."))
    return notes


def _models(t: Translator, measure: MeasureView, result: Avoided) -> list[str]:
    if result.fit is None:
        return [t("Simple ratio to a baseline of {span}.", span=span(t, len(result.baseline)))]
    said = [_model(t, measure, result.fit, result.baseline,
                   N_("Model: {terms}; {span}, {first} to {last}; R² {r2}, CV(RMSE) {cv}."))]
    if isinstance(result, Normalised):
        said.append(_model(t, measure, result.reporting_fit, result.since, N_(
            "Model since: {terms}; {span}, {first} to {last}; R² {r2}, CV(RMSE) {cv}."
        )))  # fmt: skip
    half = result.half_width
    return [*said, t(
        "Exact interval ±{exact}, with autocorrelation ±{auto}; the wider counts.",
        exact=alone(t, result.exact or 0.0, half),
        auto=alone(t, result.autocorrelated or 0.0, half),
    )]  # fmt: skip


def _model(
    t: Translator, measure: MeasureView, fit: Fit, read: Sequence[BaselineSaid], words: str
) -> str:
    """A model with the months it was made from, and how well it fits them."""
    terms = in_each(t, lambda one: terms_of(one, measure, fit.coefficients))
    return t(words, terms=terms, span=span(t, fit.n), first=read[0].month, last=read[-1].month,
             r2=t.number(fit.r2, 3), cv=t.percent(fit.cv_rmse))  # fmt: skip


def terms_of(t: Translator, measure: MeasureView, coefficients: Mapping[str, float]) -> str:
    """A model with the names of its drivers: `16,116 + 148.1 × output`."""
    names = {driver.code: named(t, driver) for driver in measure.drivers}
    return " + ".join(
        significant(t, value) + ("" if name == "const" else f" × {names.get(name, name)}")
        for name, value in coefficients.items()
    ).replace("+ −", "− ")


def significant(t: Translator, value: float) -> str:
    """A coefficient with five digits, so that a month can be worked out again by hand."""
    return at_place(t, value, place(None, value) + 2)

