"""The funding application, in the order of the form's blocks A to G."""

from __future__ import annotations

from typing import Any, BinaryIO

from cpdesk.base.languages import Translator
from cpdesk.documents import parts
from cpdesk.documents.blocks import Fact, facts_table
from cpdesk.documents.charts import Grant as GrantBar
from cpdesk.documents.charts import Task, gantt_chart, grant_bar
from cpdesk.documents.figure import figure_block
from cpdesk.documents.fonts import glyph_findings
from cpdesk.documents.headings import chapter, contents, section
from cpdesk.documents.layout import Running, build, keep_room, new_page
from cpdesk.documents.tables import Column, Row, book_table
from cpdesk.documents.view import ApplicationView
from cpdesk.documents.writing import Paper
from cpdesk.domain.findings import Finding, Place
from cpdesk.domain.projects import BudgetCategory, Milestone, Objective, Provider
from cpdesk.domain.upgrades import Upgrade
from cpdesk.domain.words import N_

DECLARATIONS = (
    N_("What this application says is true and complete."),
    N_("The applicant and the factory are linked as stated in block B."),
    N_("No other public money was received or sought for the same items, except as stated."),
    N_("No supplier is related to the applicant, the factory or a director, except as stated."),
    N_("Nothing of the project was ordered before approval."),
    N_("Site visits and the use of the data for assessing this application are agreed to."),
)


def write_application(view: ApplicationView, t: Translator, out: BinaryIO) -> tuple[Finding, ...]:
    """Print the application as PDF; the characters that no font could draw, as findings."""
    paper = Paper(t, draft=view.draft, has_cover=True)
    name = t.show(view.project.name) or view.project.code
    running = Running(
        t.show(view.company.name), t("Funding application: {name}", name=name), view.number,
        t.date(view.on), t("Funding application"), name,
    )
    build(out, _story(paper, view, name), running, paper)
    return tuple(glyph_findings(paper.missing, Place("project", view.project.code)))


def _story(paper: Paper, view: ApplicationView, name: str) -> list[Any]:
    t = paper.t
    amounts = [
        Fact(t("Total project cost"), t.money(view.grant.cost, "HKD")),
        Fact(t("Funding sought"), t.money(view.grant.amount, "HKD")),
    ]
    return [
        *parts.cover(paper, view, t("Funding application"), name, amounts),
        *contents(paper), *new_page(),
        *_applicant(paper, view), *_factory(paper, view), *_project(paper, view),
        *_provider(paper, view), *_budget(paper, view),
        *parts.declarations(paper, view, [t(each) for each in DECLARATIONS]),
        *parts.annexes(paper, view), *parts.rules(paper, view), *parts.open_points(paper, view),
    ]


def _applicant(paper: Paper, view: ApplicationView) -> list[Any]:
    t = paper.t
    return [
        chapter(paper, t("Applicant")),
        *facts_table(paper, parts.entity_facts(paper, view.company, "A"), label_mm=62),
        *parts.contacts(paper, view, view.company.id),
    ]


def _factory(paper: Paper, view: ApplicationView) -> list[Any]:
    t = paper.t
    return [
        chapter(paper, t("Factory")),
        *facts_table(paper, parts.entity_facts(paper, view.factory, "B"), label_mm=62),
        section(paper, t("Ownership")), *parts.ownership(paper, view),
        section(paper, t("Consumption before the project")), *parts.consumption(paper, view),
    ]


def _project(paper: Paper, view: ApplicationView) -> list[Any]:
    t = paper.t
    short = [f for f in parts.entity_facts(paper, view.project, "C") if len(str(f.value)) < 90]
    return [
        chapter(paper, t("Project")),
        *facts_table(paper, short, label_mm=62),
        *parts.texts(paper, view.project, ("summary", "newness", "problem", "solution",
                                           "preventive")),
        *_objectives(paper, view), section(paper, t("Expected effects")), *_effects(paper, view),
        *parts.texts(paper, view.project, ("verification", "replicability", "risks")),
        *_plan(paper, view),
    ]  # fmt: skip


def _objectives(paper: Paper, view: ApplicationView) -> list[Any]:
    t = paper.t
    rows = [
        (each.name, each.measure, each.target, each.unit)
        for each in view.record.where(Objective, project=view.project.id)
    ]
    if not rows:
        return []
    columns = [Column(t("Objective")), Column(t("Indicator")),
               Column(t("Target"), "", "figures"), Column(t("Unit"))]  # fmt: skip
    return [section(paper, t("Objectives")), *book_table(paper, columns, rows,
                                                         title=t("Objectives"))]  # fmt: skip


def _effects(paper: Paper, view: ApplicationView) -> list[Any]:
    t = paper.t
    rows: list[Row] = []
    for upgrade, effects in view.upgrades:
        rows.append(Row((_name(paper, upgrade), "", "", "", ""), "group"))
        rows += [
            Row((
                each.quantity or "", each.expected, each.unit,
                None if each.tolerance is None else f"±{t.number(each.tolerance)}%",
                each.basis or "",
            ))
            for each in effects
        ]  # fmt: skip
    if not rows:
        return [paper.say(t("No upgrade belongs to the project yet."), "text")]
    columns = [
        Column(t("What it reduces")), Column(t("Expected a year"), "", "figures"),
        Column(t("Unit")), Column(t("Tolerance"), "", "figures"), Column(t("Basis")),
    ]
    inputs = [
        paper.say(f"{_name(paper, upgrade)}: {t.show(each.inputs)}", "note")
        for upgrade, effects in view.upgrades for each in effects if each.inputs
    ]  # fmt: skip
    note = t("Expected: an engineering estimate before purchase. It has not been measured.")
    return [
        *book_table(paper, columns, rows, title=t("Expected effects"), notes=note), *inputs,
    ]


def _name(paper: Paper, upgrade: Upgrade) -> str:
    return f"{upgrade.code}  {paper.t.show(upgrade.name)}"


def _plan(paper: Paper, view: ApplicationView) -> list[Any]:
    t = paper.t
    steps = view.record.where(Milestone, project=view.project.id)
    if not steps:
        return []
    rows = [(s.name, s.start and t.date(s.start), s.end and t.date(s.end)) for s in steps]
    columns = [Column(t("Step")), Column(t("From")), Column(t("To"))]
    story = [section(paper, t("Work plan")),
             *book_table(paper, columns, rows, title=t("Work plan"))]  # fmt: skip
    tasks = [Task(t.show(s.name), s.start, s.end) for s in steps if s.start and s.end]
    return [*story, *(figure_block(paper, gantt_chart(tasks, [], t), t("Work plan")) if tasks
                      else [])]  # fmt: skip


def _provider(paper: Paper, view: ApplicationView) -> list[Any]:
    t = paper.t
    providers = view.record.where(Provider, project=view.project.id)
    story: list[Any] = [chapter(paper, t("Technology provider"))]
    for each in providers:
        story += facts_table(paper, parts.entity_facts(paper, each, "D"), label_mm=62)
    return story if providers else [*story, paper.say(t("None is named."), "text")]


def _budget(paper: Paper, view: ApplicationView) -> list[Any]:
    t, grant = paper.t, view.grant
    bar = GrantBar(float(grant.cost), float(grant.amount), float(grant.ceiling))
    return [
        keep_room(70), chapter(paper, t("Budget and funding")),
        section(paper, t("Budget")), *_lines(paper, view),
        section(paper, t("Quotations")), *_quotations(paper, view),
        section(paper, t("Funding sought")),
        *(figure_block(paper, grant_bar(bar, t)) if grant.cost else []),
        *_arithmetic(paper, view),
    ]


def _lines(paper: Paper, view: ApplicationView) -> list[Any]:
    t = paper.t
    rows: list[Row] = []
    for category in (*BudgetCategory, None):
        lines = view.budget.of(category)
        if not lines:
            continue
        subtotal = t.number(view.budget.subtotal(category), 2)
        rows.append(Row((category or t("Other"), "", "", "", "", subtotal), "group"))
        rows += [
            Row((
                line.item.name or line.item.code, line.item.quantity,
                _money(t, line.item.unit_price), line.item.currency, _money(t, line.amount),
                _money(t, line.hkd),
            ))
            for line in lines
        ]  # fmt: skip
    if not rows:
        return [paper.say(t("No budget line has been entered."), "text")]
    columns = [
        Column(t("Item")), Column(t("Quantity"), "", "figures"),
        Column(t("Unit price"), "", "figures"), Column(t("Currency")),
        Column(t("Amount of money"), "", "figures"), Column("HK$", "", "figures"),
    ]
    total = (t("Total project cost"), "", "", "", "", t.number(view.budget.total, 2))
    return book_table(
        paper, columns, rows, title=t("Budget"), total=total, notes=_rates(paper, view)
    )


def _rates(paper: Paper, view: ApplicationView) -> str:
    """Tax apart, and every rate with its date and source."""
    t = paper.t
    items = [line.item for line in view.budget.lines]
    tax = [f"{i.code} {t.money(i.tax, i.currency)}" for i in items if i.tax]
    rates = {
        t("{currency} at {rate} HK$ of {day} ({source})", currency=i.currency, rate=i.rate,
          day=i.rate_date, source=i.rate_source)
        for i in items if i.rate and i.rate_date
    }  # fmt: skip
    apart = t("Amounts are without tax; the tax is apart: {tax}.", tax=", ".join(tax))
    said = [apart] if tax else []
    return " ".join([*said, *(f"{each}." for each in sorted(rates))])


def _money(t: Translator, amount: Any) -> str | None:
    return None if amount is None else t.number(amount, 2)


def _quotations(paper: Paper, view: ApplicationView) -> list[Any]:
    t = paper.t
    rows: list[Row] = []
    for line in view.budget.lines:
        if line.quotations:
            rows.append(Row((line.item.name or line.item.code, "", "", "", ""), "group"))
        rows += [
            Row((q.supplier, q.dated and t.date(q.dated), _money(t, q.amount), q.currency,
                 "" if q.conforms is None else q.conforms), "chosen" if q.chosen else "row")
            for q in line.quotations
        ]  # fmt: skip
    if not rows:
        return [paper.say(t("No quotation has been entered."), "text")]
    columns = [
        Column(t("Supplier")), Column(t("Date")), Column(t("Amount of money"), "", "figures"),
        Column(t("Currency")), Column(t("Meets the specification")),
    ]
    return book_table(
        paper, columns, rows, title=t("Quotations compared"), notes=t("The chosen one is shaded.")
    )


def _arithmetic(paper: Paper, view: ApplicationView) -> list[Any]:
    t, grant = paper.t, view.grant
    ceiling = (
        t("raised: developed locally, with evidence") if grant.raised else t("usual ceiling")
    )
    rows = [
        ("(1)", t("Total project cost"), t("sum of the budget"), t.number(grant.cost, 2)),
        ("(2)", t("Share of the cost"), f"(1) × {t.percent(grant.share, 0)}",
         t.number(grant.of_cost, 2)),
        ("(3)", t("Ceiling that applies"), ceiling, t.number(grant.ceiling, 2)),
        ("(4)", t("Funding sought"), t("the lesser of (2) and (3)"), t.number(grant.amount, 2)),
        ("(5)", t("Other sources"), t("as declared"), t.number(grant.other, 2)),
        ("(6)", t("Own contribution"), "(1) − (4) − (5)", t.number(grant.own, 2)),
    ]  # fmt: skip
    columns = [Column("", width=10), Column(""), Column(t("Basis")), Column("HK$", "", "figures")]
    return book_table(paper, columns, rows, title=t("How the grant is computed"))
