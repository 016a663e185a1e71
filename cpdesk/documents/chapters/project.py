"""The project on paper (block C): technology, objectives, expected effects, work plan."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from cpdesk.base.languages import Translator
from cpdesk.documents.chapters.expected import expected_factors, expected_totals
from cpdesk.documents.chapters.parts import contacts, entity_table, evidence, facts, figure, texts
from cpdesk.documents.chapters.use import named
from cpdesk.documents.chapters.verification import verification
from cpdesk.documents.chapters.worth import worth_table
from cpdesk.documents.charts.saving import Expected, Milestone, Task, expected_bar, gantt_chart
from cpdesk.documents.setting.blocks import Fact
from cpdesk.documents.setting.figure import figure_block
from cpdesk.documents.setting.headings import chapter, section
from cpdesk.documents.setting.pair import behind
from cpdesk.documents.setting.tables import Column, Row, book_table
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import ApplicationView, EffectView
from cpdesk.domain.projects import Criterion, Objective, Route
from cpdesk.domain.projects import Milestone as Step
from cpdesk.domain.upgrades import Upgrade

Story = list[Any]
_NAMES = (
    "name", "technology", "route", "list_item", "developer", "developer_name",
    "development_proof", "start", "end",
)


def project_chapter(paper: Paper, view: ApplicationView) -> Story:
    """Block C in its order, C1 to C19."""
    t = paper.t
    return [
        chapter(paper, t("Project"), other="C"),
        *texts(paper, view.project, ("summary",)),
        section(paper, t("Technology, developer and period")), *_facts(paper, view),
        *texts(paper, view.project, ("newness",)), *_criteria(paper, view),
        section(paper, t("Objectives")), *_objectives(paper, view),
        *texts(paper, view.project, ("problem", "solution", "preventive")),
        section(paper, t("Before and after")), *_before_after(paper, view),
        section(paper, t("Expected effects")), *_effects(paper, view),
        *expected_totals(paper, view),
        section(paper, t("Expected economic benefits")), *_economics(paper, view),
        *texts(paper, view.project, ("verification",)), *verification(paper, view),
        *expected_factors(paper, view),
        *texts(paper, view.project, ("replicability", "risks")),
        section(paper, t("Work plan")), *_plan(paper, view),
        *contacts(paper, view, view.project.id, t("Project team")),
    ]  # fmt: skip


def _facts(paper: Paper, view: ApplicationView) -> Story:
    t, project = paper.t, view.project
    listed = project.route is not Route.CRITERIA
    names = [each for each in _NAMES if each != "list_item" or listed]
    lines = facts(paper, project, names)
    if project.start and project.end:
        months = round((project.end - project.start).days / 30.44)
        lines.append(Fact(t("Duration"), t.plural("{n} month", "{n} months", months)))
    lines.append(Fact(t("Ceiling that applies"), t.money(view.grant.ceiling, "HKD")))
    return entity_table(paper, view, project, lines)


def _objectives(paper: Paper, view: ApplicationView) -> Story:
    t = paper.t
    rows = [
        (each.name or None, each.measure or None, each.target, each.unit)
        for each in view.record.where(Objective, project=view.project.id)
    ]
    if not rows:
        return [paper.say(t("No objective has been entered."), "text")]
    columns = [Column(t("Objective")), Column(t("Indicator")),
               Column(t("Target"), "", "figures"), Column(t("Unit"))]  # fmt: skip
    return book_table(paper, columns, rows, title=t("Objectives"))


def _criteria(paper: Paper, view: ApplicationView) -> Story:
    """The answers to the criteria by which newness can be argued; nothing where none is given."""
    t = paper.t
    given = {each.number: each for each in view.record.where(Criterion, project=view.project.id)}
    if not given:
        return []
    rows = [
        (each.number, each.text, answer.holds if answer else None,
         (answer.answer or None) if answer else None, view.mark(answer.id) if answer else "")
        for each in view.scheme.criteria for answer in [given.get(each.number)]
    ]  # fmt: skip
    columns = [
        Column("", width=8), Column(t("Criterion"), width=58), Column(t("It holds"), width=24),
        Column(t("Answer")), Column("", "", "evidence"),
    ]
    note = t("The questions are those of a similar fund. This round's own criteria could not be "
             "read; where they differ, they prevail.")  # fmt: skip
    return book_table(paper, columns, rows, title=t("Newness, question by question"), notes=note)


def _before_after(paper: Paper, view: ApplicationView) -> Story:
    t = paper.t
    rows = [
        (name_of(paper, each), each.before or None, each.after or None, view.mark(each.id))
        for each, _ in view.upgrades
    ]
    if not rows:
        return [paper.say(t("No upgrade belongs to the project yet."), "text")]
    columns = [Column(t("Upgrade"), width=44), Column(t("Before")), Column(t("After")),
               Column("", "", "evidence")]  # fmt: skip
    return book_table(paper, columns, rows, title=t("Process before and after"))


def _effects(paper: Paper, view: ApplicationView) -> Story:
    t = paper.t
    rows: list[Row] = []
    for upgrade, effects in view.upgrades:
        rows.append(Row((name_of(paper, upgrade), "", "", "", "", "", ""), "group"))
        rows += [_effect(paper, each) for each in effects]
    if not rows:
        return [paper.say(t("No upgrade belongs to the project yet."), "text")]
    columns = [
        Column(t("What it reduces"), width=38), Column(t("Unit")),
        Column(t("Today"), "", "figures"), Column(t("Expected reduction"), "", "figures"),
        Column(t("Tolerance"), "", "figures"), Column("%", "", "figures"), Column(t("Basis")),
    ]
    note = t("Expected: an engineering estimate before purchase, not measured. Today: the last "
             "twelve complete months of the meter before the works. %: of today's "
             "use.")  # fmt: skip
    title = t("Expected effects a year")
    return [
        *book_table(paper, columns, rows, title=title, notes=note), *_expected_chart(paper, view),
        *_inputs(paper, view), *evidence(paper, view, *(e.effect for e in _all(view))),
    ]  # fmt: skip


def _all(view: ApplicationView) -> list[EffectView]:
    return [each for _, effects in view.upgrades for each in effects]


def _effect(paper: Paper, each: EffectView) -> Row:
    t, effect = paper.t, each.effect
    name = t.show(effect.quantity)
    if each.meter:
        name = t("{quantity} ({meter})", quantity=name, meter=named(t, each.meter))
    tolerance = None if effect.tolerance is None else f"±{t.number(effect.tolerance)}%"
    share = None
    if each.before and effect.expected is not None:
        share = effect.expected / each.before
    return Row((
        name, effect.unit or (each.meter and each.meter.unit), figure(paper, each.before),
        effect.expected, tolerance,
        "–" if share is None else t.number(share * 100, 1), effect.basis,
    ))  # fmt: skip


def _expected_chart(paper: Paper, view: ApplicationView) -> Story:
    t, bars = paper.t, expected_bars(_all(view), paper.drawn)
    if not bars:
        return []
    reading = t("Use of a year today and as expected, with the tolerance of the estimate.")
    return figure_block(paper, expected_bar(bars, paper.drawn), t("Today and expected"), reading)


def expected_bars(effects: Iterable[EffectView], t: Translator) -> list[Expected]:
    """What is expected at a meter beside a year of it, as its chart takes it."""
    bars = []
    for each in effects:
        expected = each.effect.expected
        if each.before and expected is not None and each.meter:
            half = expected * (each.effect.tolerance or Decimal(0)) / 100
            after, unit = float(each.before - expected), each.effect.unit or each.meter.unit
            name = named(t, each.meter)
            bars.append(Expected(name, unit, float(each.before), after, float(half)))
    return bars


def _inputs(paper: Paper, view: ApplicationView) -> Story:
    t = paper.t
    rows = [
        (each.effect.code, t.show(each.effect.quantity) or t.show(each.meter and each.meter.name),
         each.effect.inputs or None)
        for each in _all(view)
    ]  # fmt: skip
    if not rows:
        return []
    columns = [Column("", width=12), Column(t("Effect"), width=40), Column(t("Inputs and formula"))]
    return book_table(paper, columns, rows, title=t("How the effects were estimated"))


def _economics(paper: Paper, view: ApplicationView) -> Story:
    """Money saved a year and what pays it back, each step so that it can be redone by hand."""
    t, money, grant = paper.t, view.economics, view.grant
    if not money.yearly:
        return [paper.say(t("No saving of money is expected or entered."), "text")]
    steps: list[tuple[str, str, str]] = [
        (t("Expected saving of money a year"), _at_rate(t, currency, rate),
         t.money(amount, currency))
        for currency, amount, rate in money.yearly
    ]  # fmt: skip
    steps += [
        (t("All of it in HK$ a year"), t("at these rates"), _hkd(t, money.hkd)),
        (t("Total project cost"), t("sum of the budget"), t.money(grant.cost, "HKD")),
        (t("Funding sought"), t("see the budget"), t.money(grant.amount, "HKD")),
    ]
    saved, cost, sought = (f"({len(money.yearly) + step})" for step in (1, 2, 3))
    steps += [
        (t("Simple payback without the grant"), f"{cost} ÷ {saved}",
         _years(t, money.payback(grant.cost))),
        (t("Simple payback with the grant"), f"({cost} − {sought}) ÷ {saved}",
         _years(t, money.payback(grant.cost - grant.amount))),
    ]  # fmt: skip
    rows = [(f"({at})", *step) for at, step in enumerate(steps, 1)]
    columns = [Column("", width=10), Column(""), Column(t("Basis")), Column("", "", "figures")]
    note = t("Without interest, and without a change of running costs.")
    table = book_table(paper, columns, rows, title=t("Money"), notes=note)
    worth = view.economy
    return [*table, *(worth_table(paper, worth, t("What the project is worth")) if worth else [])]


def _at_rate(t: Translator, currency: str, rate: Decimal | None) -> str:
    if currency == "HKD":
        return t("expected effects")
    if rate is None:
        return t("no rate has been entered")
    return t("{currency} at HK$ {rate}", currency=currency, rate=rate)


def _hkd(t: Translator, amount: Decimal | None) -> str:
    return "–" if amount is None else t.money(amount, "HKD")


def _years(t: Translator, years: Decimal | None) -> str:
    return "–" if years is None else t("{n} years", n=t.number(years, 1))


def name_of(paper: Paper, upgrade: Upgrade) -> str:
    return behind(upgrade.code, paper.t.show(upgrade.name))


def _plan(paper: Paper, view: ApplicationView) -> Story:
    t = paper.t
    steps = sorted(
        view.record.where(Step, project=view.project.id),
        key=lambda each: (each.start is None, each.start, each.code),
    )
    if not steps:
        return [paper.say(t("No step of the work plan has been entered."), "text")]
    dated = [each for each in steps if each.start and each.end]
    say = paper.drawn.show
    tasks = [Task(f"{each.code}  {say(each.name)}", each.start, each.end) for each in dated]
    ends = [Milestone(s.code, s.end) for s in steps if s.end and not s.start]
    reading = t("Bars run from the first to the last day of each step. Nothing is ordered before "
                "approval.")  # fmt: skip
    chart: Story = []
    if tasks or ends:
        drawn = gantt_chart(tasks, ends, paper.drawn)
        chart = figure_block(paper, drawn, t("Work plan"), reading)
    rows = [
        (s.code, s.name or None, s.start and t.date(s.start), s.end and t.date(s.end))
        for s in steps
    ]
    columns = [Column("", width=12), Column(t("Step")), Column(t("From")), Column(t("To"))]
    return [*chart, *book_table(paper, columns, rows, title=t("Steps and dates"))]
