"""The performance tables of a Guangdong cleaner production audit, from the same record.

What the audit's report asks of materials, energy, water, options and their results (`programme.md`
7.1); the report itself is the audit team's.
"""

from __future__ import annotations

from typing import Any, BinaryIO

from cpdesk.base.languages import Translator
from cpdesk.documents.chapters import closing, identity
from cpdesk.documents.chapters.annexes import annexes
from cpdesk.documents.chapters.cover import Cover, both, cover
from cpdesk.documents.chapters.energy import energy
from cpdesk.documents.chapters.measure_totals import estimates, factors, totals
from cpdesk.documents.chapters.options import carried_out, to_come, worth_of_options
from cpdesk.documents.chapters.parts import Step, ticking
from cpdesk.documents.chapters.training import training
from cpdesk.documents.chapters.use import consumption, intensity_table, years_table
from cpdesk.documents.setting.blocks import Fact
from cpdesk.documents.setting.fonts import glyph_findings
from cpdesk.documents.setting.headings import chapter, contents, section
from cpdesk.documents.setting.layout import Running, build, new_page
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import AuditView
from cpdesk.domain.findings import Finding, Place
from cpdesk.domain.words import N_

DECLARATIONS = (
    N_("What these tables say is true, complete and accurate."),
    N_("The figures come from the readings and bills kept in the factory's record."),
)


def write_audit(
    view: AuditView, t: Translator, out: BinaryIO, step: Step | None = None
) -> tuple[Finding, ...]:
    """Print the tables as PDF; the characters that no font could draw, as findings.

    `step` is called now and then while printing; what it raises ends the printing.
    """
    paper = Paper(t, draft=view.draft, has_cover=True)
    title = t("Cleaner production audit: performance tables")
    name = t.show(view.factory.name) or view.factory.code
    running = Running(t.show(view.company.name), title, view.number, t.date(view.on), title, name)
    build(out, _story(paper, view, title, step), running, paper)
    return tuple(glyph_findings(paper.missing, Place("factory", view.factory.code)))


def _story(paper: Paper, view: AuditView, title: str, step: Step | None) -> list[Any]:
    return ticking(
        step,
        cover(paper, view, _cover(paper, view)),
        [*contents(paper), *new_page()],
        _factory(paper, view),
        _use(paper, view),
        _options(paper, view),
        closing.declarations(paper, view, DECLARATIONS, title),
        annexes(paper, view),
        closing.explained(paper, view),
        closing.open_points(paper, view),
    )


def _cover(paper: Paper, view: AuditView) -> Cover:
    t = paper.t
    lines = [
        both(paper, t("Company"), view.company.name),
        both(paper, t("Sector"), view.sector),
        Fact(t("Years"), f"{view.years[0]}–{view.years[-1]}"),
        Fact(t("Options that run"), str(len(view.measures))),
    ]
    known = [each for each in view.meters if each[1].complete_months()]
    chart, over = known[0] if known else None, t("Guangdong cleaner production audit")
    return Cover(t("Performance tables"), view.factory.name, lines, (), chart, over)


def _factory(paper: Paper, view: AuditView) -> list[Any]:
    t = paper.t
    return [
        chapter(paper, t("Factory")), *identity.factory(paper, view),
        *identity.years(paper, view),
        section(paper, t("Key equipment")), *identity.equipment(paper, view),
        section(paper, t("Management systems and certificates")),
        *identity.certificates(paper, view),
        section(paper, t("Training")), *training(paper, view),
    ]  # fmt: skip


def _use(paper: Paper, view: AuditView) -> list[Any]:
    t = paper.t
    years = view.years
    return [
        chapter(paper, t("Materials, energy and water")),
        section(paper, t("Consumption and output")), *years_table(paper, view, years),
        section(paper, t("Energy in standard coal")), *energy(paper, view, years),
        section(paper, t("Use per unit of product")), *intensity_table(paper, view, years),
        section(paper, t("Months of {year}", year=str(view.year))),
        *consumption(paper, view, view.year),
    ]  # fmt: skip


def _options(paper: Paper, view: AuditView) -> list[Any]:
    """Every option that was carried out, what it brought and is worth; then those to come."""
    t = paper.t
    story: list[Any] = [chapter(paper, t("Options carried out and their results"))]
    if view.measures:
        story += [
            *carried_out(paper, view),
            section(paper, t("What they saved")), *totals(paper, view), *estimates(paper, view),
            section(paper, t("What they are worth")), *worth_of_options(paper, view),
        ]  # fmt: skip
    else:
        story.append(paper.say(t("No upgrade runs yet."), "text"))
    return [
        *story, section(paper, t("Options still to come")), *to_come(paper, view),
        section(paper, t("Factors")), *factors(paper, view),
    ]  # fmt: skip
