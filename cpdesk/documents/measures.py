"""A measure on paper (R20 to R36): verdict, charts, months, and its effects of a year."""

from __future__ import annotations

from typing import Any

from cpdesk.analysis.emissions import Converted
from cpdesk.analysis.savings import Avoided, Method
from cpdesk.base.languages import Translator, sentence
from cpdesk.documents.blocks import Fact, Light, verdict
from cpdesk.documents.chart_style import PAPER_WIDTH
from cpdesk.documents.charts import BaselineMonth, ReportingMonth, Series, savings_chart
from cpdesk.documents.figure import figure_block
from cpdesk.documents.headings import section
from cpdesk.documents.pair import Both, behind, in_each
from cpdesk.documents.parts import entity_table, evidence, facts, lowered, money, places
from cpdesk.documents.tables import Column, Row, book_table
from cpdesk.documents.use import named
from cpdesk.documents.view import DossierView, MeasureView
from cpdesk.documents.writing import Paper
from cpdesk.domain.findings import Severity
from cpdesk.domain.periods import Month
from cpdesk.domain.upgrades import Upgrade

Story = list[Any]
_MARKS = {Severity.INFO: "shown", Severity.WARNING: "doubt", Severity.BLOCKING: "error"}


def measure(
    paper: Paper, view: DossierView, upgrade: Upgrade, effects: tuple[MeasureView, ...]
) -> Story:
    """One measure with everything that was measured of it."""
    title = behind(upgrade.code, paper.t.show(upgrade.name))
    names = ("name", "kind", "location", "running_from", "cost", "before", "after")
    instead = {"cost": money(paper, upgrade.cost, upgrade.currency)}
    lines = facts(paper, upgrade, names, instead)
    lines.append(Fact(behind("R34", paper.t("Payback")), _payback(paper, upgrade, effects)))
    story = [section(paper, title), *entity_table(paper, view, upgrade, lines, 50)]
    for each in effects:
        story += _effect(paper, view, upgrade, each)
    if effects:
        return [*story, *_yearly(paper, effects)]
    return [*story, paper.say(paper.t("Nothing can be compared at a meter yet."), "text")]


def _payback(paper: Paper, upgrade: Upgrade, effects: tuple[MeasureView, ...]) -> str:
    """Cost over the measured saving of a year; only where both are in one currency."""
    t = paper.t
    yearly = [
        each.money * each.per_year
        for each in effects
        if each.counted and each.per_year and each.money and each.currency == upgrade.currency
    ]
    if not upgrade.cost or sum(yearly) <= 0:
        return t("not computed")
    years = t.number(float(upgrade.cost) / sum(yearly), 1)
    return t("{n} years, from the measured saving of a year", n=years)


def _effect(paper: Paper, view: DossierView, upgrade: Upgrade, effect: MeasureView) -> Story:
    t, result, unit = paper.t, effect.avoided, effect.meter.unit
    lights = [
        Light(_MARKS[each.severity], name, sentence(t, each))
        for name, each in zip(
            (t("Model."), t("Range."), t("Uncertainty.")), result.lights, strict=True
        )
    ]
    name = named(t, effect.meter)
    reading = _reading(t, result)
    chart = savings_chart(_series(upgrade, effect), paper.drawn, (PAPER_WIDTH, 3.05))
    said = verdict(paper, _headline(t, result, unit, name), _explanation(t, effect), lights)
    return [
        said, *figure_block(paper, chart, name, reading),
        *_months(paper, view, effect, name),
        *evidence(paper, view, effect.effect),
    ]  # fmt: skip


def _reading(t: Translator, result: Avoided) -> str:
    if result.half_width is None:
        return t("Top: use against the adjusted baseline. Bottom: cumulative saving. Circles: "
                 "baseline months.")  # fmt: skip
    return t("Top: use against the adjusted baseline. Bottom: cumulative saving with its "
             "{confidence} interval. Circles: baseline months.",
             confidence=t.percent(result.confidence, 0))  # fmt: skip


def _headline(t: Translator, result: Avoided, unit: str, name: str) -> str:
    facts = {
        "verdict": t(result.verdict.label), "amount": figure_of(t, result.avoided), "unit": unit,
        "meter": name, "span": _span(t, len(result.months)),
    }
    if result.half_width is None:
        return t("{verdict}: {amount} {unit} of {meter} in {span}", **facts)
    amount, half = rounded(t, result.avoided, result.half_width)
    return t("{verdict}: {amount} ±{half} {unit} of {meter} in {span}",
             **{**facts, "amount": amount, "half": half})  # fmt: skip


def rounded(t: Translator, value: float, half: float) -> tuple[str, str]:
    """A value and its half-width: three significant digits of the half-width, for both."""
    digits = 3 - len(f"{abs(half):.0f}") if abs(half) >= 1 else 2
    return tuple(  # type: ignore[return-value]
        t.number(round(each, digits), max(0, digits)) for each in (value, half)
    )


def figure_of(t: Translator, value: float) -> str:
    return t.number(value, places(value))


def _explanation(t: Translator, effect: MeasureView) -> str:
    result = effect.avoided
    first, last = result.months[0].month, result.months[-1].month
    share = t.percent(result.fraction)
    if result.half_width is None:
        said = [t("{share} of the adjusted baseline, {first} to {last}, without an interval.",
                  share=share, first=first, last=last)]  # fmt: skip
    else:
        said = [t("{share} of the adjusted baseline, {first} to {last}, at {confidence} "
                  "confidence.", share=share, first=first, last=last,
                  confidence=t.percent(result.confidence, 0))]  # fmt: skip
    if effect.money is not None:
        said.append(t("In money: {money} at the average price of the bills.",
                      money=t.money(effect.money, effect.currency, 0)))  # fmt: skip
    if effect.standard_coal is not None:
        said.append(t("Standard coal: {tonnes} t.", tonnes=tonnes(t, effect.standard_coal)))
    if effect.co2 is not None:
        said.append(t("{gas}: {tonnes} t.", gas=lowered(effect.co2.used.factor.gas),
                      tonnes=tonnes(t, effect.co2)))  # fmt: skip
    if effect.within:
        said.append(t("The same meter also carries the earlier measure {code}, whose saving "
                      "contains this one; it is counted there.", code=effect.within))  # fmt: skip
    return Both.joined(*said)


def tonnes(t: Translator, converted: Converted | None) -> str:
    return "–" if converted is None else figure_of(t, converted.tonnes)


def _series(upgrade: Upgrade, effect: MeasureView) -> Series:
    result = effect.avoided
    upgraded = Month.of(upgrade.running_from) if upgrade.running_from else None
    return Series(
        effect.meter.unit,
        [BaselineMonth(each.month, each.actual, each.modelled) for each in result.baseline],
        [ReportingMonth(m.month, m.adjusted, m.actual, m.half_width or 0.0) for m in result.months],
        upgraded, result.half_width or 0.0,
    )


def _months(paper: Paper, view: DossierView, effect: MeasureView, name: str) -> Story:
    t, result, unit = paper.t, effect.avoided, effect.meter.unit
    series = view.series_of(effect.meter)
    columns = [Column(t("Month"), width=28)]
    columns += [Column(named(t, d), d.unit, "figures") for d in effect.drivers]
    columns += [Column(t("Adjusted baseline"), unit, "figures"),
                Column(t("Actual use"), unit, "figures"), Column("", "", "evidence"),
                Column(t("Saving"), unit, "figures"),
                Column("±" + t.percent(result.confidence, 0), unit, "figures")]  # fmt: skip
    rows = [
        (
            t.month(month.month) + ("" if month.inside else " *"),
            *(figure_of(t, value) for value in month.drivers),
            t.number(month.adjusted, 0), t.number(month.actual, 0),
            view.month_mark(series, month.month), t.number(month.avoided, 0),
            "–" if month.half_width is None else f"±{t.number(month.half_width, 0)}",
        )
        for month in result.months
    ]
    total = (
        _span(t, len(rows)), *("" for _ in effect.drivers),
        t.number(result.adjusted, 0), t.number(result.actual, 0), "", t.number(result.avoided, 0),
        "–" if result.half_width is None else f"±{t.number(result.half_width, 0)}",
    )
    notes = [_model(t, effect), t("Totals are rounded once, from unrounded months.")]
    if not all(month.inside for month in result.months):
        notes.append(t("A star: outside the range of the baseline."))
    return book_table(
        paper, columns, rows, title=t("{name}: saving month by month", name=name), total=total,
        notes=Both.joined(*notes),
    )


def _model(t: Translator, effect: MeasureView) -> str:
    result = effect.avoided
    if result.method is Method.RATIO or result.fit is None:
        return t("Simple ratio to a baseline of {span}.", span=_span(t, len(result.baseline)))
    terms = in_each(t, lambda one: _terms(one, effect))
    return t(
        "Model: {terms}; {span}, {first} to {last}; R² {r2}, CV(RMSE) {cv}. Exact interval "
        "±{exact}, with autocorrelation ±{auto}; the wider counts.",
        terms=terms, span=_span(t, result.fit.n), first=result.baseline[0].month,
        last=result.baseline[-1].month, r2=t.number(result.fit.r2, 3),
        cv=t.percent(result.fit.cv_rmse), exact=figure_of(t, result.exact or 0.0),
        auto=figure_of(t, result.autocorrelated or 0.0),
    )


def _terms(t: Translator, effect: MeasureView) -> str:
    """The model with the names of its drivers: `16,116 + 148.1 × output`."""
    names = {driver.code: named(t, driver) for driver in effect.drivers}
    fit = effect.avoided.fit
    return " + ".join(
        _significant(t, value) + ("" if name == "const" else f" × {names.get(name, name)}")
        for name, value in (fit.coefficients.items() if fit else ())
    ).replace("+ −", "− ")


def _span(t: Translator, n: int) -> str:
    return t.plural("{n} month", "{n} months", n)


def _significant(t: Translator, value: float) -> str:
    return t.number(value, places(value) + 1)


def _yearly(paper: Paper, effects: tuple[MeasureView, ...]) -> Story:
    """The measured effects of a year (R27 to R33), each scaled from its own months."""
    t = paper.t
    rows: list[Row] = []
    for each in effects:
        rows += _yearly_rows(paper, each)
    columns = [
        Column(t("Effect"), width=52), Column(t("Unit")), Column(t("Before"), "", "figures"),
        Column(t("After"), "", "figures"), Column(t("Saved a year"), "", "figures"),
        Column("±", "", "figures"), Column(t("Factor")),
    ]
    return book_table(
        paper, columns, rows, title=t("Effects of a year"),
        notes=t("Measured months scaled to twelve; before is the adjusted baseline. A dash: fewer "
                "than twelve months, or no factor."),
    )  # fmt: skip


def _yearly_rows(paper: Paper, each: MeasureView) -> list[Row]:
    t, result = paper.t, each.avoided
    year = each.per_year

    def row(words: str, unit: str, per: float | None, source: str) -> Row:
        scale = None if year is None or per is None else year * per
        amounts = (result.adjusted, result.actual, result.avoided, result.half_width)
        cells = ["–" if scale is None or a is None else figure_of(t, a * scale) for a in amounts]
        half = cells[3] if cells[3] == "–" else f"±{cells[3]}"
        return Row((words, unit, *cells[:3], half, source))

    name = named(t, each.meter)
    coal, co2 = each.standard_coal, each.co2
    rows = [row(name, each.meter.unit, 1.0, t("meter"))]
    if coal:
        rows.append(row(t("Standard coal"), "tce", _per(coal, result), _factor(t, coal)))
    if co2:
        rows.append(row(lowered(co2.used.factor.gas), "t", _per(co2, result), _factor(t, co2)))
    if each.price is not None:
        price = t("{price} a {unit}, bills", price=t.money(each.price, each.currency, 3),
                  unit=each.meter.unit)  # fmt: skip
        rows.append(row(t("Money"), each.currency, each.price, price))
    if each.hkd is not None and each.currency != "HKD":
        per = each.hkd / result.avoided if result.avoided else None
        rows.append(row(t("Money"), "HK$", per, t("at the rate of the record")))
    return rows


def _per(converted: Converted, result: Avoided) -> float | None:
    return converted.tonnes / result.avoided if result.avoided else None


def _factor(t: Translator, converted: Converted) -> str:
    factors = {each.factor.value for each in converted.all_used}
    if len(factors) > 1:
        return t("by year, see the factors")
    factor = converted.used.factor
    return f"{t.number(factor.value)} {lowered(factor.unit)}"
