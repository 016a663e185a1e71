"""The project on paper (block C): technology, objectives, expected effects, work plan."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from cpdesk.documents.blocks import Fact
from cpdesk.documents.charts import Expected, Milestone, Task, expected_bar, gantt_chart
from cpdesk.documents.figure import figure_block
from cpdesk.documents.headings import chapter, section
from cpdesk.documents.parts import contacts, entity_table, evidence, facts, figure, texts
from cpdesk.documents.tables import Column, Row, book_table
from cpdesk.documents.view import ApplicationView, EffectView
from cpdesk.documents.writing import Paper
from cpdesk.domain.projects import Milestone as Step
from cpdesk.domain.projects import Objective, Route
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
        *texts(paper, view.project, ("newness",)),
        section(paper, t("Objectives")), *_objectives(paper, view),
        *texts(paper, view.project, ("problem", "solution", "preventive")),
        section(paper, t("Before and after")), *_before_after(paper, view),
        section(paper, t("Expected effects")), *_effects(paper, view),
        section(paper, t("Expected economic benefits")), *_economics(paper, view),
        *texts(paper, view.project, ("verification", "replicability", "risks")),
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
        Column(t("Today"), "", "figures"), Column(t("Expected a year"), "", "figures"),
        Column(t("Tolerance"), "", "figures"), Column("%", "", "figures"), Column(t("Basis")),
    ]
    note = t("Expected: an engineering estimate before purchase, not measured. Today: the last "
             "twelve complete months of the meter. %: of today's use.")  # fmt: skip
    title = t("Expected effects a year")
    return [
        *book_table(paper, columns, rows, title=title, notes=note), *_expected_chart(paper, view),
        *_inputs(paper, view), *evidence(paper, view, *(e.effect for e in _all(view))),
    ]  # fmt: skip


def _all(view: ApplicationView) -> list[EffectView]:
    return [each for _, effects in view.upgrades for each in effects]


def _effect(paper: Paper, each: EffectView) -> Row:
    t, effect = paper.t, each.effect
    name = " ".join(filter(None, (t.show(effect.quantity), _meter(paper, each))))
    tolerance = None if effect.tolerance is None else f"±{t.number(effect.tolerance)}%"
    share = None
    if each.before and effect.expected is not None:
        share = effect.expected / each.before
    return Row((
        name, effect.unit, figure(paper, each.before), effect.expected, tolerance,
        "–" if share is None else t.number(share * 100, 1), effect.basis,
    ))  # fmt: skip


def _meter(paper: Paper, each: EffectView) -> str:
    name = paper.t.show(each.meter.name) or each.meter.code if each.meter else ""
    return f"({name})" if name else ""


def _expected_chart(paper: Paper, view: ApplicationView) -> Story:
    t = paper.t
    bars = []
    for each in _all(view):
        expected = each.effect.expected
        if each.before and expected is not None and each.meter:
            half = expected * (each.effect.tolerance or Decimal(0)) / 100
            name = t.show(each.meter.name) or each.meter.code
            after = float(each.before - expected)
            bars.append(Expected(name, each.effect.unit, float(each.before), after, float(half)))
    if not bars:
        return []
    reading = t("Use of a year today and as expected, with the tolerance of the estimate.")
    return figure_block(paper, expected_bar(bars, t), t("Today and expected"), reading)


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
    t, money = paper.t, view.economics
    if not money.yearly:
        return [paper.say(t("No saving of money is expected or entered."), "text")]
    rows = [
        (t("Expected saving of money a year"), t.money(amount, currency))
        for currency, amount in money.yearly
    ]
    rows.append((t("Total project cost"), t.money(view.grant.cost, "HKD")))
    years = "–" if money.payback is None else t("{n} years", n=t.number(money.payback, 1))
    rows.append((t("Simple payback without the grant"), years))
    columns = [Column(""), Column("", "", "figures")]
    return book_table(paper, columns, rows, title=t("Money"))


def name_of(paper: Paper, upgrade: Upgrade) -> str:
    return f"{upgrade.code}  {paper.t.show(upgrade.name)}".strip()


def _plan(paper: Paper, view: ApplicationView) -> Story:
    t = paper.t
    steps = sorted(
        view.record.where(Step, project=view.project.id),
        key=lambda each: (each.start is None, each.start, each.code),
    )
    if not steps:
        return [paper.say(t("No step of the work plan has been entered."), "text")]
    dated = [each for each in steps if each.start and each.end]
    tasks = [Task(f"{each.code}  {t.show(each.name)}", each.start, each.end) for each in dated]
    ends = [Milestone(s.code, s.end) for s in steps if s.end and not s.start]
    reading = t("Bars run from the first to the last day of each step. Nothing is ordered before "
                "approval.")  # fmt: skip
    chart = figure_block(paper, gantt_chart(tasks, ends, t), t("Work plan"), reading)
    rows = [
        (s.code, s.name or None, s.start and t.date(s.start), s.end and t.date(s.end))
        for s in steps
    ]
    columns = [Column("", width=12), Column(t("Step")), Column(t("From")), Column(t("To"))]
    return [*(chart if tasks or ends else []),
            *book_table(paper, columns, rows, title=t("Steps and dates"))]  # fmt: skip
