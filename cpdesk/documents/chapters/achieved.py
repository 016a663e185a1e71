"""What a project set out to do beside what it did: steps, targets, expected and measured."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from cpdesk.analysis.rounding import table_place
from cpdesk.base.languages import Translator
from cpdesk.documents.chapters.measured import Line, group_of
from cpdesk.documents.chapters.use import named
from cpdesk.documents.charts.saving import Milestone as Done
from cpdesk.documents.charts.saving import Task, gantt_chart
from cpdesk.documents.setting.figure import figure_block
from cpdesk.documents.setting.figures import at_place, plus_minus
from cpdesk.documents.setting.pair import behind
from cpdesk.documents.setting.tables import Column, Row, book_table
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import CompletionView
from cpdesk.domain.projects import Milestone, Objective
from cpdesk.domain.units import matches, ratio
from cpdesk.domain.upgrades import Effect, Upgrade

Story = list[Any]


def steps(paper: Paper, view: CompletionView) -> Story:
    """The work plan: a bar as planned, a diamond on the day it was done."""
    t, say = paper.t, paper.drawn.show
    every = sorted(
        view.record.where(Milestone, project=view.project.id),
        key=lambda each: (each.start is None, each.start, each.code),
    )
    if not every:
        return [paper.say(t("No step of the work plan has been entered."), "text")]
    tasks = [Task(f"{each.code}  {say(each.name)}", each.start, each.end)
             for each in every if each.start and each.end]  # fmt: skip
    done = [Done(each.code, each.done) for each in every if each.done]
    reading = t("Bars are the plan, diamonds the days on which steps were done.")
    chart = figure_block(paper, gantt_chart(tasks, done, paper.drawn), t("Planned and done"),
                         reading) if tasks or done else []  # fmt: skip
    rows = [
        (s.code, s.name or None, t.date(s.end) if s.end else "–", s.done and t.date(s.done),
         _days_late(t, s), s.remark or "", view.mark(s.id))
        for s in every
    ]  # fmt: skip
    columns = [
        Column("", width=12), Column(t("Step")), Column(t("Planned for")), Column(t("Done on")),
        Column(t("Days late"), "", "figures"), Column(t("Remark")), Column("", "", "evidence"),
    ]
    return [*chart, *book_table(paper, columns, rows, title=t("Steps and dates"))]


def _days_late(t: Translator, step: Milestone) -> str:
    if step.end is None or step.done is None:
        return "–"
    return t.number((step.done - step.end).days)


def targets(paper: Paper, view: CompletionView) -> Story:
    """Each objective with its target and what was achieved of it."""
    t = paper.t
    rows = [
        (each.name or None, each.measure or None, each.target, each.achieved, each.unit,
         each.explanation or "", view.mark(each.id))
        for each in view.record.where(Objective, project=view.project.id)
    ]  # fmt: skip
    if not rows:
        return [paper.say(t("No objective has been entered."), "text")]
    columns = [
        Column(t("Objective")), Column(t("Indicator")), Column(t("Target"), "", "figures"),
        Column(t("Achieved"), "", "figures"), Column(t("Unit")), Column(t("Remark")),
        Column("", "", "evidence"),
    ]
    return book_table(paper, columns, rows, title=t("Targets and what was achieved"))


def effects(paper: Paper, view: CompletionView) -> Story:
    """What was expected of a year beside what was measured, scaled to a year."""
    t = paper.t
    rows: list[Row] = []
    for upgrade, _ in view.measures:
        lines = list(_compared(paper, view, upgrade))
        if lines:
            name = behind(upgrade.code, t.show(upgrade.name))
            rows += [Row((name, "", "", "", "", "", ""), "group"), *lines]
    if not rows:
        return [paper.say(t("Nothing can be compared with what was expected yet."), "text")]
    columns = [
        Column(t("Effect"), width=42), Column(t("Unit")),
        Column(t("Expected a year"), "", "figures"),
        Column(t("Measured a year"), "", "figures"), Column("±", "", "figures"),
        Column(t("Of what was expected"), "%", "figures"), Column(t("Verdict"), width=30),
    ]
    note = t("Measured: months since it runs, scaled to twelve; a dash where they are fewer, or "
             "where nothing was expected in this unit. Of a meter that several upgrades share, "
             "each has its part.")  # fmt: skip
    return book_table(paper, columns, rows, title=t("Expected and measured effects"), notes=note)


def _compared(paper: Paper, view: CompletionView, upgrade: Upgrade) -> Iterator[Row]:
    t = paper.t
    for line in view.lines:
        if line.upgrades and line.upgrades[0].id == upgrade.id:
            yield _measured(t, view, line)
    for of, unmeasured in view.estimates:
        for effect in unmeasured if of.id == upgrade.id else ():
            expected = "–" if effect.expected is None else t.number(effect.expected)
            yield Row((t.show(effect.quantity) or effect.code, effect.unit, expected, "–", "–",
                       "–", t("not measured")))  # fmt: skip


def _measured(t: Translator, view: CompletionView, line: Line) -> Row:
    measure, year = line.measure, line.per_year
    expected = _expected(view, line)
    saved = None if year is None else line.amount * year
    half = None if year is None or line.half_width is None else line.half_width * year
    decimals = table_place(half, saved or expected or 0.0)
    share = saved / expected if saved is not None and expected else None
    return Row((
        _name(t, line), measure.unit,
        "–" if expected is None else at_place(t, expected, decimals),
        "–" if saved is None else at_place(t, saved, decimals), plus_minus(t, half, decimals),
        "–" if share is None else t.number(round(share * 100)), t(measure.verdict.label),
    ))  # fmt: skip


def _name(t: Translator, line: Line) -> str:
    each = line.measure
    name = named(t, each.meter) if each.meter else t.show(each.effect.quantity)
    if len(line.upgrades) < 2:
        return name
    codes = tuple(upgrade.code for upgrade in line.upgrades)
    return t("{name}, {codes} together", name=name, codes=codes)


def _expected(view: CompletionView, line: Line) -> float | None:
    """What was expected of a year of what the line tells, in its unit.

    Of a shared meter that is all that its upgrades were to save there and at the meters beneath;
    None where one of these was not told, or counts something else.
    """
    group, of = group_of(view.shared, line.measure), {each.id for each in line.upgrades}
    own = [each for upgrade, each in group.members if upgrade.id in of] if group else [line.measure]
    amounts = [_in_unit(each.effect, each.unit, line.measure.unit) for each in own]
    known = [each for each in amounts if each is not None]
    return math.fsum(known) if known and len(known) == len(amounts) else None


def _in_unit(effect: Effect, own: str, unit: str) -> float | None:
    """The expected effect in `unit`, or None; without a unit it is in its `own` meter's."""
    told = effect.unit or own
    if effect.expected is None or not matches(told, unit):
        return None
    return float(effect.expected) * float(ratio(told, unit))
