"""Everything a verifier asks of a measured saving, as tables: the model, its intervals, the rules.

What is not of the model itself (rules apart) is in `savings_basis`.
"""

from __future__ import annotations

from collections.abc import Sequence

from cpdesk.analysis.models.regression import CONST, Fit
from cpdesk.analysis.models.rule_sets import Rule, rules_of
from cpdesk.analysis.saving.approximations import Formula, approximation, independent_months
from cpdesk.analysis.saving.avoided import Avoided, Method
from cpdesk.analysis.saving.normalised import Normalised
from cpdesk.analysis.saving.uncertainty import effective_months, memory
from cpdesk.base.languages import Translator
from cpdesk.domain.verification import Adjustment
from cpdesk.presenters.figures import DASH, fixed, percent, plainly, probability, significant
from cpdesk.presenters.savings_measured import driver_name
from cpdesk.presenters.session import Session
from cpdesk.presenters.tables import Table
from cpdesk.services.saving.measuring import Inputs, series_of

# The same in every language; the code is in `analysis.saving`.
_EXACT = "t s √(m + 1'Z (X'X)^-1 Z'1)"
_AUTOCORRELATED = "t √(SSE / tr(M R) w'R w)"
_FORMULAS = {
    Formula.ANNEX_B: "1.26 t CV √(n/n' (1 + 2/n') / m) E",
    Formula.SUN_BALTAZAR:
        "(−0.00022 m² + 0.03306 m + 0.94054) t CV √(n/n' (1 + 2/n') / m) E",
}  # fmt: skip
_SENSES = {"<": "<", "<=": "≤", ">": ">", ">=": "≥"}


def model_tables(session: Session, inputs: Inputs, result: Avoided) -> tuple[Table, ...]:
    """Statistics and coefficients of each model, the half widths, the rule sets side by side."""
    fits = fits_of(session.t, result)
    if not fits:
        return ()
    return (
        statistics_table(session.t, fits),
        *(coefficients_table(session, title, fit) for title, fit in fits),
        intervals_table(session.t, inputs, result), rules_table(session, result),
    )  # fmt: skip


def fits_of(t: Translator, result: Avoided) -> list[tuple[str, Fit]]:
    """The models by the period they are of: the baseline's, and where it is normalised a second."""
    fits = [] if result.fit is None else [(t("Baseline period"), result.fit)]
    if isinstance(result, Normalised):
        fits.append((t("Reporting period"), result.reporting_fit))
    return fits


def statistics_table(t: Translator, fits: Sequence[tuple[str, Fit]]) -> Table:
    columns = [_statistics(t, fit) for _, fit in fits]
    rows = tuple((name, *(each[name] for each in columns)) for name in columns[0])
    heads = (t.within("statistics", "Statistic"), *(title for title, _ in fits))
    return Table(t.within("statistics", "Model"), heads, rows)


def _statistics(t: Translator, fit: Fit) -> dict[str, str]:
    return {
        t.within("count", "Months"): t.number(fit.n),
        t("Parameters"): t.number(fit.parameters),
        t("R²"): fixed(t, fit.r2, 4),
        t("Adjusted R²"): fixed(t, fit.adjusted_r2, 4),
        t("CV(RMSE)"): percent(t, fit.cv_rmse, 2),
        t("CV(RMSE), each month left out in turn"): percent(t, fit.loo_cv_rmse, 2),
        t("NMBE"): percent(t, fit.nmbe, 2),
        t("F"): significant(t, fit.f),
        t("p of F"): probability(t, fit.f_p),
        t("Durbin-Watson"): fixed(t, fit.durbin_watson, 3),
        t("Lag-1 correlation"): fixed(t, fit.lag1, 3),
        t("AICc"): fixed(t, fit.aicc, 2),
    }


def coefficients_table(session: Session, title: str, fit: Fit) -> Table:
    t = session.t
    heads = (
        t.within("statistics", "Term"), t("Coefficient"), t("Standard error"), "t", "p", t("VIF"),
    )  # fmt: skip
    rows = tuple(
        (
            term_name(session, name), significant(t, value, 5),
            significant(t, fit.standard_errors[name]), fixed(t, fit.t[name], 2),
            probability(t, fit.p[name]),
            fixed(t, fit.vif[name], 2) if name in fit.vif else DASH,
        )
        for name, value in fit.coefficients.items()
    )  # fmt: skip
    return Table(t("Coefficients: {period}", period=title), heads, rows)


def term_name(session: Session, name: str) -> str:
    """A column of the model in words: the base load, a driver, or an event."""
    if name == CONST:
        return session.t("Base load (intercept)")
    event = session.record.find(Adjustment, name)
    words = session.t.show(event.name) if event else ""
    return words or driver_name(session, name)


def intervals_table(t: Translator, inputs: Inputs, result: Avoided) -> Table:
    """The two exact half widths and, where a common rule allows them, two approximate ones."""
    found = [
        (t("Exact, by least squares"), _EXACT, result.exact),
        (t("Corrected for months that remember the month before"), _AUTOCORRELATED,
         result.autocorrelated),
    ]  # fmt: skip
    found += [(t(each.label), _FORMULAS[each], _approximate(inputs, result, each))
              for each in Formula]  # fmt: skip
    heads = (t("Half width"), t("Formula"), inputs.use.unit, t("Of the saving"))
    rows = tuple(
        (name, formula, significant(t, each, 3), _share(t, each, result))
        for name, formula, each in found
    )
    note = t("At {confidence} confidence. The wider of the first two is shown. A dash: the formula "
             "must not be used here.", confidence=t.percent(result.confidence, 0))  # fmt: skip
    return Table(t("Intervals"), heads, rows, words=2, note=f"{note} {_symbols(t, result)}")


def _symbols(t: Translator, result: Avoided) -> str:
    """What the letters of the formulas stand for, with their values here."""
    fit = result.fit
    if fit is None:
        return ""
    free = effective_months(fit)
    return t(
        "t: Student's, at n − p = {df}; n = {n} and m = {m} months; s = {s}; CV = {cv}; n' = "
        "n(1 − ρ)/(1 + ρ) = {free} with ρ = {lag}. The corrected one takes ρ = {rho}, which allows "
        "for so few months, and t at {corrected}. X and Z: rows of the drivers in the baseline and "
        "the reporting period; E: adjusted baseline; R: correlation of the months; w: weight of "
        "each month in the saving; M = 1 − X (X'X)^-1 X'.",
        df=fit.df, n=fit.n, m=len(result.months), s=significant(t, fit.residual_sd),
        cv=percent(t, fit.cv_rmse, 2), lag=fixed(t, fit.lag1, 2), rho=fixed(t, memory(fit), 2),
        free=fixed(t, independent_months(fit), 1),
        corrected=fixed(t, max(free - fit.parameters, 3.0), 1),
    )  # fmt: skip


def _approximate(inputs: Inputs, result: Avoided, formula: Formula) -> float | None:
    if result.fit is None or result.method is not Method.REGRESSION:
        return None
    months = [each.month for each in result.months]
    design = result.fit.design(series_of(inputs).columns(months), len(months))
    made = approximation(formula, result.fit, design, result.confidence)
    return made.half_width if made else None


def _share(t: Translator, width: float | None, result: Avoided) -> str:
    return percent(t, width / abs(result.avoided) if width and result.avoided else None)


def rules_table(session: Session, result: Avoided) -> Table:
    """What three common rule sets ask, what was measured, and whether it is met."""
    t = session.t
    heads = (t("Rule set"), t("Rule"), t.within("rule", "Measured"), t("Limit"),
             t.within("rule", "Met"))  # fmt: skip
    rules = rules_of(result)
    before = (None, *(each.rule_set for each in rules))
    rows = tuple(_rule(session, each, each.rule_set is not last)
                 for each, last in zip(rules, before, strict=False))  # fmt: skip
    return Table(t("Rules of others, side by side"), heads, rows, words=2)


def _rule(session: Session, rule: Rule, first: bool) -> tuple[str, ...]:
    """A row; the rule set is named in its first."""
    t = session.t
    text = t(rule.text)
    if rule.driver:
        text = t("{rule}: {driver}", rule=text, driver=driver_name(session, rule.driver))
    met = {None: DASH, True: t("Yes"), False: t("No")}[rule.passed]
    limit = f"{_SENSES[rule.sense]} {plainly(t, rule.limit)}"
    return t(rule.rule_set.label) if first else "", text, plainly(t, rule.measured), limit, met
