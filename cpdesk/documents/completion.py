"""The completion report of a project: planned beside achieved, spending, and the claim."""

from __future__ import annotations

from typing import Any, BinaryIO

from cpdesk.base.languages import Translator
from cpdesk.documents.chapters import achieved, closing, identity, spent
from cpdesk.documents.chapters.annexes import annexes
from cpdesk.documents.chapters.cover import Cover, both, cover
from cpdesk.documents.chapters.measures import measures
from cpdesk.documents.chapters.method import method
from cpdesk.documents.chapters.parts import Step, contacts, facts, texts, ticking
from cpdesk.documents.setting.blocks import Fact, facts_table
from cpdesk.documents.setting.fonts import glyph_findings
from cpdesk.documents.setting.headings import chapter, contents, section
from cpdesk.documents.setting.layout import Running, build, new_page
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import CompletionView
from cpdesk.domain.findings import Finding, Place
from cpdesk.domain.words import N_

DECLARATIONS = (
    N_("What this report says is true, complete and accurate."),
    N_("The project was carried out as approved, except as stated under the deviations."),
    N_("Every payment listed was made for this project; the originals can be inspected."),
    N_("No item of this project has received, or will receive, other public funding, except as "
       "stated."),
    N_("The equipment is installed, in use and belongs to the applicant or its factory."),
    N_("The Secretariat and its agents may visit the site; measured data will be given after "
       "completion."),
    N_("Results that are not confidential may be published."),
    N_("On misstatement the grant may be refused and what was paid recovered."),
)  # fmt: skip
_APPROVAL = ("reference", "approved_on", "approved_grant", "start", "end")


def write_completion(
    view: CompletionView, t: Translator, out: BinaryIO, step: Step | None = None
) -> tuple[Finding, ...]:
    """Print the completion report as PDF; the characters that no font could draw, as findings.

    `step` is called now and then while printing; what it raises ends the printing.
    """
    paper = Paper(t, draft=view.draft, has_cover=True)
    title, name = t("Completion report"), t.show(view.project.name) or view.project.code
    running = Running(
        t.show(view.company.name), t("Completion report: {name}", name=name), view.number,
        t.date(view.on), title, name,
    )
    build(out, _story(paper, view, name, step), running, paper)
    return tuple(glyph_findings(paper.missing, Place("project", view.project.code)))


def _story(paper: Paper, view: CompletionView, name: str, step: Step | None) -> list[Any]:
    return ticking(
        step,
        cover(paper, view, _cover(paper, view)),
        [*contents(paper), *new_page()],
        _project(paper, view),
        _achieved(paper, view),
        measures(paper, view),
        method(paper, view),
        _money(paper, view),
        closing.declarations(paper, view, DECLARATIONS, name),
        annexes(paper, view),
        closing.rules(paper, view),
        closing.explained(paper, view),
        closing.open_points(paper, view),
    )


def _cover(paper: Paper, view: CompletionView) -> Cover:
    t, project, claim = paper.t, view.project, view.claim
    lines = [
        both(paper, t("Applicant"), view.company.name),
        both(paper, t("Factory"), view.factory.name),
        Fact(t("Project number of the Programme"), project.reference or None),
        Fact(t("Approved on"), t.date(project.approved_on) if project.approved_on else None),
    ]
    claimed = "–" if claim.amount is None else t.money(claim.amount, "HKD")
    amounts = ((t("Spent"), t.money(claim.spent, "HKD")), (t("Payment claimed"), claimed))
    changed = [each.meter for _, effects in view.measures for each in effects if each.meter]
    known = [each for each in view.meters if each[1].complete_months() and each[0] in changed]
    return Cover(t("Completion report"), project.name, lines, amounts, known[0] if known else None)


def _project(paper: Paper, view: CompletionView) -> list[Any]:
    t, project = paper.t, view.project
    money = {"approved_grant": None if project.approved_grant is None
             else t.money(project.approved_grant, "HKD")}  # fmt: skip
    return [
        chapter(paper, t("Project and approval")),
        *facts_table(paper, facts(paper, project, _APPROVAL, money), label_mm=62),
        section(paper, t("Applicant")), *identity.applicant(paper, view, short=True),
        section(paper, t("Factory")), *identity.factory(paper, view, short=True),
        *contacts(paper, view, project.id, t("Project team")),
    ]  # fmt: skip


def _achieved(paper: Paper, view: CompletionView) -> list[Any]:
    t = paper.t
    return [
        chapter(paper, t("Planned and achieved")),
        section(paper, t("Work plan")), *achieved.steps(paper, view),
        section(paper, t("Objectives")), *achieved.targets(paper, view),
        section(paper, t("Expected and measured effects")), *achieved.effects(paper, view),
        *texts(paper, view.project, ("deviations", "publicity")),
    ]  # fmt: skip


def _money(paper: Paper, view: CompletionView) -> list[Any]:
    t = paper.t
    return [
        chapter(paper, t("Spending and claim of payment")),
        section(paper, t("Budget and spending")), *spent.against_budget(paper, view),
        section(paper, t("Payments")), *spent.payments(paper, view),
        section(paper, t("Claim of payment")), *spent.claimed(paper, view),
    ]  # fmt: skip
