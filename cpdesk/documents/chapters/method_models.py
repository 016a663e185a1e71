"""The models of a dossier in figures: fit, drivers, and both intervals side by side."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from cpdesk.analysis.models.regression import CONST, Fit
from cpdesk.analysis.rounding import table_place
from cpdesk.analysis.saving.avoided import Avoided
from cpdesk.analysis.saving.normalised import Normalised
from cpdesk.analysis.saving.uncertainty import effective_months, memory
from cpdesk.base.languages import Translator
from cpdesk.documents.chapters.measure_months import significant
from cpdesk.documents.chapters.measured import MeasureView
from cpdesk.documents.chapters.method_data import Compared, compared
from cpdesk.documents.chapters.use import named
from cpdesk.documents.setting.figures import plus_minus
from cpdesk.documents.setting.pair import behind
from cpdesk.documents.setting.tables import Column, Row, book_table
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import MeasuredView

Story = list[Any]
_Model = tuple[str, MeasureView, Fit]


def _models(t: Translator, view: MeasuredView) -> Iterator[_Model]:
    """Every model that was made: one for each comparison, two of a normalised saving."""
    for one in compared(view):
        title, each, result = one.title(t), one.measure, one.measure.avoided
        if result is None or result.fit is None:
            continue
        if isinstance(result, Normalised):
            yield t("{name}: before", name=title), each, result.fit
            yield t("{name}: since", name=title), each, result.reporting_fit
        else:
            yield title, each, result.fit


def statistics(paper: Paper, view: MeasuredView) -> Story:
    """How well each model fits."""
    t = paper.t
    rows = [
        (name, fit.n, t.number(fit.r2, 3), t.number(fit.adjusted_r2, 3), t.percent(fit.cv_rmse),
         _percent(t, fit.loo_cv_rmse), _number(t, fit.f, 1), _chance(t, fit.f_p),
         _number(t, fit.durbin_watson, 2), _number(t, fit.lag1, 2))
        for name, _, fit in _models(t, view)
    ]  # fmt: skip
    if not rows:
        return []
    heads = (
        "n", "R²", t("Adjusted R²"), "CV(RMSE)", t("Leave-one-out CV(RMSE)"), "F", t("p of F"),
        "Durbin-Watson", t("Lag-1 correlation"),
    )
    columns = [Column(t.within("statistics", "Model"), width=36),
               *(Column(head, "", "figures") for head in heads)]  # fmt: skip
    return book_table(paper, columns, rows, title=t("How well the models fit"))


def drivers(paper: Paper, view: MeasuredView) -> Story:
    """The terms of each model with their standard error, t and p."""
    t = paper.t
    rows: list[Row] = []
    for name, each, fit in _models(t, view):
        rows.append(Row((name, "", "", "", "", "", ""), "group"))
        rows += [Row(cells) for cells in _terms(t, each, fit)]
    if not rows:
        return []
    columns = [
        Column(t("Term"), width=52), Column(t("Unit")), Column(t("Coefficient"), "", "figures"),
        Column(t("Standard error"), "", "figures"), Column("t", "", "figures"),
        Column("p", "", "figures"), Column("VIF", "", "figures"),
    ]
    return book_table(paper, columns, rows, title=t("Terms of the models"))


def _terms(t: Translator, each: MeasureView, fit: Fit) -> Iterator[tuple[str, ...]]:
    known = {driver.code: (named(t, driver), driver.unit) for driver in each.drivers}
    events = {e.adjustment.code: e.adjustment for e in each.events}
    for code, value in fit.coefficients.items():
        name, unit = known.get(code, (code, ""))
        if code == CONST:
            name = t("Intercept, a month")
        elif code in events:
            name = behind(code, t.show(events[code].name))
        yield (
            name, f"{each.unit}/{unit}" if unit else each.unit, significant(t, value),
            significant(t, fit.standard_errors[code]), _number(t, fit.t[code], 2),
            _chance(t, fit.p[code]), _number(t, fit.vif.get(code, math.nan), 1),
        )  # fmt: skip


def intervals(paper: Paper, view: MeasuredView) -> Story:
    """The exact interval and that with autocorrelation beside each other; the wider counts."""
    t = paper.t
    rows = [
        _interval(t, one, one.measure.avoided) for one in compared(view)
        if one.measure.avoided and one.measure.avoided.fit
    ]  # fmt: skip
    columns = [
        Column(t("Measure and meter"), width=46), Column("ρ", "", "figures"),
        Column("n'", "", "figures"), Column(t("Exact"), "±", "figures"),
        Column(t("With autocorrelation"), "±", "figures"), Column(t("Counts"), "±", "figures"),
        Column(t("Unit")), Column(t("Of the saving"), "", "figures"),
    ]  # fmt: skip
    return book_table(paper, columns, rows, title=t("Intervals of the totals"))


def _interval(t: Translator, one: Compared, result: Avoided) -> Row:
    fits = [result.fit] if result.fit else []
    if isinstance(result, Normalised):
        fits.append(result.reporting_fit)
    decimals = table_place(result.half_width, result.avoided)
    widths = (result.exact, result.autocorrelated, result.half_width)
    return Row((
        one.title(t), "; ".join(t.number(memory(fit), 2) for fit in fits),
        "; ".join(t.number(effective_months(fit), 1) for fit in fits),
        *(plus_minus(t, width, decimals).removeprefix("±") for width in widths), one.measure.unit,
        "–" if result.fsu is None else t.percent(result.fsu, 0),
    ))  # fmt: skip


def _number(t: Translator, value: float, places: int) -> str:
    return t.number(value, places) if math.isfinite(value) else "–"


def _percent(t: Translator, value: float) -> str:
    return t.percent(value) if math.isfinite(value) else "–"


def _chance(t: Translator, p: float) -> str:
    """A probability; what is smaller than it is worth saying is said so."""
    if not math.isfinite(p):
        return "–"
    return f"<{t.number(0.001, 3)}" if p < 0.001 else t.number(p, 3)
