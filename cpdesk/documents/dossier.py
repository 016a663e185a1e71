"""The recognition dossier: who applies, what runs, what it saved and how sure that is."""

from __future__ import annotations

from typing import Any, BinaryIO

from cpdesk.analysis.emissions import Converted
from cpdesk.analysis.savings import Avoided, Method
from cpdesk.base.languages import Translator, sentence
from cpdesk.documents import parts
from cpdesk.documents.blocks import Fact, Light, facts_table, verdict
from cpdesk.documents.charts import BaselineMonth, ReportingMonth, Series, savings_chart
from cpdesk.documents.figure import figure_block
from cpdesk.documents.fonts import glyph_findings
from cpdesk.documents.headings import chapter, contents, section
from cpdesk.documents.layout import Running, build, new_page
from cpdesk.documents.tables import Column, book_table
from cpdesk.documents.view import DossierView, MeasureView
from cpdesk.documents.writing import Paper
from cpdesk.domain.findings import Finding, Place, Severity
from cpdesk.domain.periods import Month
from cpdesk.domain.recognition import Certificate, Label, LabelClass, Training
from cpdesk.domain.upgrades import Upgrade
from cpdesk.domain.words import N_

DECLARATIONS = (
    N_("What this dossier says is true and complete."),
    N_("The figures come from the readings and bills kept in the factory's record."),
    N_("The factory keeps to environmental law; penalties are stated in full."),
    N_("Site visits and a check of the violation record are agreed to."),
)
_MARKS = {Severity.INFO: "shown", Severity.WARNING: "doubt", Severity.BLOCKING: "error"}


def write_dossier(view: DossierView, t: Translator, out: BinaryIO) -> tuple[Finding, ...]:
    """Print the dossier as PDF; the characters that no font could draw, as findings."""
    paper = Paper(t, draft=view.draft, has_cover=True)
    title = t("Recognition dossier")
    running = Running(
        t.show(view.company.name), f"{title} {view.year}", view.number, t.date(view.on), title,
        t.show(view.factory.name),
    )
    build(out, _story(paper, view, title), running, paper)
    return tuple(glyph_findings(paper.missing, Place("factory", view.factory.code)))


def _story(paper: Paper, view: DossierView, title: str) -> list[Any]:
    t = paper.t
    facts = [Fact(t("Class applied for"), t(view.label.label)), Fact(t("Year"), str(view.year))]
    return [
        *parts.cover(paper, view, title, t.show(view.factory.name), facts),
        *contents(paper), *new_page(),
        *_identity(paper, view), *_candidacy(paper, view), *_intensity(paper, view),
        *_measures(paper, view), *_method(paper, view),
        *parts.declarations(paper, view, [t(each) for each in DECLARATIONS]),
        *parts.annexes(paper, view), *parts.rules(paper, view), *parts.open_points(paper, view),
    ]


def _identity(paper: Paper, view: DossierView) -> list[Any]:
    t = paper.t
    return [
        chapter(paper, t("Company and factory")),
        *facts_table(paper, parts.entity_facts(paper, view.company, "A")[:8], label_mm=62),
        *facts_table(paper, parts.entity_facts(paper, view.factory, "B")[:9], label_mm=62),
        section(paper, t("Ownership")), *parts.ownership(paper, view),
        section(paper, t("Labels held")), *_labels(paper, view),
    ]


def _labels(paper: Paper, view: DossierView) -> list[Any]:
    t = paper.t
    rows = [
        (str(each.year or ""), each.label or "", each.number)
        for each in view.record.where(Label, factory=view.factory.id)
    ]
    if not rows:
        return [paper.say(t("No label has been held before."), "text")]
    columns = [Column(t("Year")), Column(t("Class")), Column(t("Number"))]
    return book_table(paper, columns, rows, title=t("Labels held"))


def _candidacy(paper: Paper, view: DossierView) -> list[Any]:
    t = paper.t
    story: list[Any] = [chapter(paper, t("How cleaner production is run"))]
    if view.candidacy is None:
        return [*story, *facts_table(paper, [Fact(t("Label application"), None)])]
    names = ["participation", "compliance", "policy", "team", "sharing"]
    if view.label in (LabelClass.SUPPLY_CHAIN, LabelClass.TECHNOLOGY):
        names += ["partners", "activities", "results"]
    story += parts.texts(paper, view.candidacy, names)
    systems = [
        (c.system, c.number, c.expires and t.date(c.expires))
        for c in view.record.where(Certificate, factory=view.factory.id)
    ]
    if systems:
        columns = [Column(t("System")), Column(t("Number")), Column(t("Valid until"))]
        story += book_table(paper, columns, systems, title=t("Management systems"))
    held = [
        (each.name, each.held and t.date(each.held), each.hours, each.heads)
        for each in view.record.where(Training, factory=view.factory.id)
    ]
    if held:
        columns = [Column(t("Title")), Column(t("Date")), Column(t("Hours"), "", "figures"),
                   Column(t("Participants"), "", "figures")]  # fmt: skip
        story += book_table(paper, columns, held, title=t("Training"))
    return story


def _intensity(paper: Paper, view: DossierView) -> list[Any]:
    """The last three calendar years in full: a year with a missing month stays empty."""
    t = paper.t
    years = [view.year - back for back in (3, 2, 1)]
    rows = [
        (each.name or each.code, each.unit, *(_year(paper, series, year) for year in years))
        for each, series in view.series
    ]
    columns = [Column(t("Meter or driver")), Column(t("Unit"))]
    columns += [Column(str(year), "", "figures") for year in years]
    return [
        chapter(paper, t("Three years of consumption and output")),
        *book_table(
            paper, columns, rows, title=t("Totals of calendar years"),
            notes=t("A dash is a year in which a month is missing."),
        ),
        *parts.consumption(paper, view),
    ]


def _year(paper: Paper, series: Any, year: int) -> str:
    amounts = [series.amount(Month(year, month)) for month in range(1, 13)]
    known = [each for each in amounts if each is not None]
    total = sum(known)
    return paper.t.number(total, parts.places(total)) if len(known) == 12 else "–"


def _measures(paper: Paper, view: DossierView) -> list[Any]:
    t = paper.t
    story: list[Any] = [chapter(paper, t("Measures and what they saved"))]
    for upgrade, effects in view.measures:
        story += _measure(paper, upgrade, effects)
    return story if view.measures else [*story, paper.say(t("No upgrade runs yet."), "text")]


def _measure(paper: Paper, upgrade: Upgrade, effects: tuple[MeasureView, ...]) -> list[Any]:
    title = f"{upgrade.code}  {paper.t.show(upgrade.name)}"
    facts = [f for f in parts.entity_facts(paper, upgrade, "R") if f.value is not None]
    story = [section(paper, title), *facts_table(paper, facts, label_mm=50)]
    for effect in effects:
        story += _effect(paper, upgrade, effect)
    return story if effects else [
        *story, paper.say(paper.t("Nothing can be compared at a meter yet."), "text")
    ]  # fmt: skip


def _effect(paper: Paper, upgrade: Upgrade, effect: MeasureView) -> list[Any]:
    t, result, unit = paper.t, effect.avoided, effect.meter.unit
    lights = [
        Light(_MARKS[each.severity], name, sentence(t, each))
        for name, each in zip(
            (t("Model."), t("Range."), t("Uncertainty.")), result.lights, strict=True
        )
    ]
    name = t.show(effect.meter.name) or effect.meter.code
    figure = savings_chart(_series(upgrade, effect), t)
    reading = t("Use against the adjusted baseline, and the saving added up with its interval.")
    return [
        verdict(paper, _headline(t, result, unit, name), _explanation(t, effect), lights),
        *figure_block(paper, figure, name, reading),
        *_months(paper, effect, name),
    ]


def _headline(t: Translator, result: Avoided, unit: str, name: str) -> str:
    verdict_words = t(result.verdict.label)
    amount = f"{_rounded(t, result.avoided)}"
    if result.half_width is not None:
        amount += f" ±{_rounded(t, result.half_width)}"
    return t(
        "{verdict}: {amount} {unit} of {meter} in {n} months", verdict=verdict_words,
        amount=amount, unit=unit, meter=name, n=len(result.months),
    )


def _explanation(t: Translator, effect: MeasureView) -> str:
    result = effect.avoided
    first, last = result.months[0].month, result.months[-1].month
    said = [
        t("{share} of the adjusted baseline, {first} to {last}, at {confidence} confidence.",
          share=t.percent(result.fraction), first=first, last=last,
          confidence=t.percent(result.confidence, 0))
    ]  # fmt: skip
    if effect.money is not None:
        said.append(
            t("This is {money} at the average price of the bills.",
              money=t.money(effect.money, effect.currency, 0))
        )  # fmt: skip
    for converted, words in (
        (
            effect.standard_coal,
            N_("{tonnes} t of standard coal, factor {value} {unit} ({source})."),
        ),
        (effect.co2, N_("{tonnes} t of {gas}, factor {value} {unit} ({source}).")),
    ):
        if converted is not None:
            said.append(_converted(t, converted, words))
    return " ".join(said)


def _converted(t: Translator, converted: Converted, words: str) -> str:
    used = converted.used
    text = t(
        words, tonnes=t.number(converted.tonnes, parts.places(converted.tonnes)),
        value=used.factor.value, unit=used.factor.unit, source=used.factor.source,
        gas=used.factor.gas,
    )
    if used.substituted:
        text += " " + t(
            "The factor of {year} serves for {asked}.", year=str(used.factor.year),
            asked=str(used.asked),
        )
    return text


def _rounded(t: Translator, value: float) -> str:
    return t.number(value, parts.places(value))


def _series(upgrade: Upgrade, effect: MeasureView) -> Series:
    result = effect.avoided
    upgraded = Month.of(upgrade.running_from) if upgrade.running_from else None
    return Series(
        effect.meter.unit,
        [BaselineMonth(each.month, each.actual, each.modelled) for each in result.baseline],
        [ReportingMonth(m.month, m.adjusted, m.actual, m.half_width or 0.0) for m in result.months],
        upgraded, result.half_width or 0.0,
    )


def _months(paper: Paper, effect: MeasureView, name: str) -> list[Any]:
    t, result, unit = paper.t, effect.avoided, effect.meter.unit
    columns = [Column(t("Month"))]
    columns += [Column(t.show(d.name) or d.code, d.unit, "figures") for d in effect.drivers]
    heads = (t("Adjusted baseline"), t("Actual use"), t("Saving"), "±" + t.percent(
        result.confidence, 0))  # fmt: skip
    columns += [Column(head, unit, "figures") for head in heads]
    rows = [
        (
            t.month(month.month), *(_rounded(t, value) for value in month.drivers),
            t.number(month.adjusted, 0), t.number(month.actual, 0), t.number(month.avoided, 0),
            "–" if month.half_width is None else f"±{t.number(month.half_width, 0)}",
        )
        for month in result.months
    ]
    total = (
        t.plural("{n} month", "{n} months", len(rows)), *("" for _ in effect.drivers),
        t.number(result.adjusted, 0), t.number(result.actual, 0), t.number(result.avoided, 0),
        "–" if result.half_width is None else f"±{t.number(result.half_width, 0)}",
    )
    return book_table(
        paper, columns, rows, title=t("{name}: saving month by month", name=name), total=total,
        notes=_model(t, effect) + " " + t("Totals are rounded once, from unrounded months."),
    )


def _model(t: Translator, effect: MeasureView) -> str:
    result = effect.avoided
    if result.method is Method.RATIO or result.fit is None:
        return t("Simple ratio to the baseline of {n} months.", n=len(result.baseline))
    terms = " + ".join(
        f"{_significant(t, value)}" + ("" if name == "const" else f"×{name}")
        for name, value in result.fit.coefficients.items()
    )
    return t(
        "Model: {terms}; {n} months, {first} to {last}; R² {r2}, CV(RMSE) {cv}. Exact interval "
        "±{exact}, with autocorrelation ±{auto}; the wider counts.",
        terms=terms, n=result.fit.n, first=result.baseline[0].month,
        last=result.baseline[-1].month, r2=t.number(result.fit.r2, 3),
        cv=t.percent(result.fit.cv_rmse), exact=_rounded(t, result.exact or 0.0),
        auto=_rounded(t, result.autocorrelated or 0.0),
    )


def _significant(t: Translator, value: float) -> str:
    return t.number(value, parts.places(value) + 1)


def _method(paper: Paper, view: DossierView) -> list[Any]:
    t = paper.t
    if not view.measures:
        return []
    words = (
        t("Savings are avoided use on the principles of IPMVP, Option C: what the baseline's model "
          "gives for the conditions of the reporting months, less what the meter shows."),
        t("Bills are spread over calendar months by days, so that the parts add up to the bills. A "
          "month that bills do not cover completely is left out, never counted as zero."),
        t("The model is ordinary least squares on the drivers named. The interval is the exact one "
          "of least squares, and one for months that remember the month before (our own, "
          "conservative); the wider decides."),
        t("One factor serves both sides of a saving: that of the last reporting year, or the "
          "newest earlier one, which is then named."),
    )  # fmt: skip
    return [chapter(paper, t("Method")), *(paper.say(each, "text") for each in words)]
