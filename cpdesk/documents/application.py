"""The funding application, in the order of the form's blocks A to G."""

from __future__ import annotations

from typing import Any, BinaryIO

from cpdesk.base.languages import Translator
from cpdesk.documents.chapters import closing, identity
from cpdesk.documents.chapters.annexes import annexes
from cpdesk.documents.chapters.budget import budget_chapter
from cpdesk.documents.chapters.cover import Cover, both, cover
from cpdesk.documents.chapters.ownership import ownership
from cpdesk.documents.chapters.parts import Step, entity_table, facts, ticking
from cpdesk.documents.chapters.project import project_chapter
from cpdesk.documents.chapters.use import consumption, year_total, years_table
from cpdesk.documents.setting.blocks import Fact
from cpdesk.documents.setting.fonts import glyph_findings
from cpdesk.documents.setting.headings import chapter, contents, section
from cpdesk.documents.setting.layout import Running, build, new_page
from cpdesk.documents.setting.pair import behind, in_each
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import ApplicationView, Metered
from cpdesk.domain.findings import Finding, Place
from cpdesk.domain.projects import Provider, Quotation, Relation
from cpdesk.domain.words import N_

DECLARATIONS = (
    N_("The information given and the annexes are true, complete and accurate."),
    N_("The applicant is registered in Hong Kong and is linked to the factory as block B states."),
    N_("No item of this project has received, or will receive, other public funding, except as "
       "stated."),
    N_("No supplier is related to the applicant, its shareholders or directors, except as stated."),
    N_("No contract is signed, no deposit paid and no goods accepted before approval."),
    N_("The Secretariat and its agents may visit the site; measured data will be given after "
       "completion."),
    N_("Results that are not confidential may be published."),
    N_("On misstatement the application may be refused and the grant recovered."),
    N_("Personal data are used for this application only and may be accessed and corrected under "
       "Cap. 486."),
    N_("No advantage is offered or accepted in relation to this application; Cap. 201 is "
       "understood."),
)  # fmt: skip
_PROVIDER = (
    "name", "registration", "address", "contact", "role", "listed", "relation",
    "relation_detail", "track_record", "reason",
)


def write_application(
    view: ApplicationView, t: Translator, out: BinaryIO, step: Step | None = None
) -> tuple[Finding, ...]:
    """Print the application as PDF; the characters that no font could draw, as findings.

    `step` is called now and then while printing; what it raises ends the printing.
    """
    paper = Paper(t, draft=view.draft, has_cover=True)
    name = t.show(view.project.name) or view.project.code
    running = Running(
        t.show(view.company.name), t("Funding application: {name}", name=name), view.number,
        t.date(view.on), t("Funding application"), name,
    )
    build(out, _story(paper, view, name, step), running, paper)
    return tuple(glyph_findings(paper.missing, Place("project", view.project.code)))


def _story(paper: Paper, view: ApplicationView, name: str, step: Step | None) -> list[Any]:
    return ticking(
        step,
        cover(paper, view, _cover(paper, view)),
        [*contents(paper, official=view.official_pages), *new_page()],
        _applicant(paper, view),
        _factory(paper, view),
        project_chapter(paper, view),
        _provider(paper, view),
        budget_chapter(paper, view),
        closing.declarations(paper, view, DECLARATIONS, name),
        annexes(paper, view),
        closing.rules(paper, view),
        closing.explained(paper, view),
        closing.open_points(paper, view),
    )


def _cover(paper: Paper, view: ApplicationView) -> Cover:
    t, project = paper.t, view.project
    period = None
    if project.start and project.end:
        period = identity.span(paper, project.start, project.end)
    technology = project.technology
    lines = [
        both(paper, t("Applicant"), view.company.name),
        both(paper, t("Factory"), view.factory.name),
        both(paper, t("Sector"), view.sector),
        both(paper, t("Technology"), technology),
        Fact(t("Project period"), period),
    ]
    amounts = (
        (t("Total project cost"), t.money(view.grant.cost, "HKD")),
        (t("Funding sought"), t.money(view.grant.amount, "HKD")),
    )
    return Cover(t("Funding application"), project.name, lines, amounts, _main_meter(view))


def _main_meter(view: ApplicationView) -> Metered | None:
    """The meter the project changes first, else the first of the factory, with its months."""
    changed = [e.meter.id for _, effects in view.upgrades for e in effects if e.meter]
    known = [each for each in view.meters if each[1].complete_months()]
    ordered = sorted(known, key=lambda each: each[0].id not in changed)
    return ordered[0] if ordered else None


def _applicant(paper: Paper, view: ApplicationView) -> list[Any]:
    t = paper.t
    return [
        chapter(paper, t("Applicant"), other="A"),
        *identity.applicant(paper, view),
        section(paper, t("Earlier support and labels")), *identity.history(paper, view),
    ]  # fmt: skip


def _factory(paper: Paper, view: ApplicationView) -> list[Any]:
    t = paper.t
    return [
        chapter(paper, t("Factory"), other="B"),
        *identity.factory(paper, view), *identity.years(paper, view),
        section(paper, t("Ownership and link")), *ownership(paper, view),
        section(paper, t("Key equipment")), *identity.equipment(paper, view),
        section(paper, t("Certificates")), *identity.certificates(paper, view),
        section(paper, t("Consumption before the project")), *_years(paper, view),
        *consumption(paper, view),
    ]  # fmt: skip


def _years(paper: Paper, view: ApplicationView) -> list[Any]:
    """The last three calendar years, where one of them is whole (B13, B20, B21)."""
    years = [view.on.year - back for back in (3, 2, 1)]
    whole = any(year_total(series, year) is not None for _, series in view.series for year in years)
    return years_table(paper, view, years) if whole else []


def _provider(paper: Paper, view: ApplicationView) -> list[Any]:
    t = paper.t
    story: list[Any] = [chapter(paper, t("Technology provider"), other="D")]
    providers = view.record.where(Provider, project=view.project.id)
    for each in providers:
        related = each.relation is Relation.RELATED
        lines = facts(paper, each, [n for n in _PROVIDER if related or n != "relation_detail"])
        lines.append(Fact(behind("D8", t("Quotations")), _offers(paper, view) or None))
        story += entity_table(paper, view, each, lines)
    return story if providers else [*story, paper.say(t("None is named."), "text")]


def _offers(paper: Paper, view: ApplicationView) -> str:
    """The chosen quotations by code and date."""
    chosen: list[Quotation] = [
        each for line in view.budget.lines for each in line.quotations if each.chosen
    ]
    return in_each(paper.t, lambda t: t.show(tuple(
        " ".join(filter(None, (each.code, t.show(each.dated), view.mark(each.id))))
        for each in chosen
    )))  # fmt: skip
