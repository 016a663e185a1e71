"""The recognition dossier: who applies, what runs, what it saved and how sure that is."""

from __future__ import annotations

from typing import Any, BinaryIO

from cpdesk.base.languages import Translator
from cpdesk.documents.chapters import closing, identity
from cpdesk.documents.chapters.annexes import annexes
from cpdesk.documents.chapters.cover import Cover, both, cover
from cpdesk.documents.chapters.energy import energy
from cpdesk.documents.chapters.measure_totals import estimates, measured_tonnes
from cpdesk.documents.chapters.measures import measures
from cpdesk.documents.chapters.method import method
from cpdesk.documents.chapters.ownership import ownership
from cpdesk.documents.chapters.parts import Step, texts, ticking
from cpdesk.documents.chapters.reward import reward
from cpdesk.documents.chapters.standing import standing
from cpdesk.documents.chapters.training import training
from cpdesk.documents.chapters.use import consumption, intensity_table, years_table
from cpdesk.documents.setting.blocks import Fact, facts_table
from cpdesk.documents.setting.fonts import glyph_findings
from cpdesk.documents.setting.headings import chapter, contents, section
from cpdesk.documents.setting.layout import Running, build, new_page
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import DossierView
from cpdesk.domain.findings import Finding, Place
from cpdesk.domain.recognition import LabelClass
from cpdesk.domain.words import N_

DECLARATIONS = (
    N_("What this dossier says is true, complete and accurate."),
    N_("The figures come from the readings and bills kept in the factory's record."),
    N_("The factory keeps to environmental law; penalties of the last years are stated in full."),
    N_("Site visits and a check of the violation record are agreed to."),
    N_("Results that are not confidential may be published."),
    N_("Personal data are used for this application only and may be accessed and corrected under "
       "Cap. 486."),
)  # fmt: skip
_RUN = ("policy", "team")
_MORE = ("partners", "activities", "results")
_SERVICES = (*_MORE, "references")


def write_dossier(
    view: DossierView, t: Translator, out: BinaryIO, step: Step | None = None
) -> tuple[Finding, ...]:
    """Print the dossier as PDF; the characters that no font could draw, as findings.

    `step` is called now and then while printing; what it raises ends the printing.
    """
    paper = Paper(t, draft=view.draft, has_cover=True)
    title = t("Recognition dossier")
    name = t("{title} {year}, {label}", title=title, year=str(view.year), label=view.label)
    running = Running(
        t.show(view.company.name), name, view.number, t.date(view.on), title,
        t.show(view.factory.name),
    )
    build(out, _story(paper, view, title, step), running, paper)
    return tuple(glyph_findings(paper.missing, Place("factory", view.factory.code)))


def _story(paper: Paper, view: DossierView, title: str, step: Step | None) -> list[Any]:
    t = paper.t
    name = t("{title} {year}, {label}", title=title, year=str(view.year), label=view.label)
    return ticking(
        step,
        cover(paper, view, _cover(paper, view, title)),
        [*contents(paper, official=view.official_pages), *new_page()],
        _identity(paper, view),
        _running(paper, view),
        _years(paper, view),
        [*measures(paper, view, "R20–R36"), *estimates(paper, view)],
        method(paper, view),
        reward(paper, view),
        closing.declarations(paper, view, DECLARATIONS, name),
        annexes(paper, view),
        closing.rules(paper, view),
        closing.explained(paper, view),
        standing(paper, view),
        closing.open_points(paper, view),
    )


def _cover(paper: Paper, view: DossierView, title: str) -> Cover:
    t = paper.t
    running = [upgrade for upgrade, _ in view.measures]
    lines = [
        Fact(t("Class applied for"), t(view.label.label)),
        both(paper, t("Company"), view.company.name),
        both(paper, t("Sector"), view.sector),
        Fact(t("Measures that run"), str(len(running))),
    ]  # fmt: skip
    known = [each for each in view.meters if each[1].complete_months()]
    return Cover(
        t("{title} {year}", title=title, year=str(view.year)), view.factory.name, lines,
        _cover_amounts(paper, view), known[0] if known else None,
    )


def _cover_amounts(paper: Paper, view: DossierView) -> list[tuple[str, str]]:
    """Standard coal and CO2 of the measures that count, where there are any."""
    t = paper.t
    coal, co2 = measured_tonnes(t, view)
    told = [(t("Standard coal saved, measured"), coal), (t("CO₂ avoided, measured"), co2)]
    return [(words, f"{tonnes} t") for words, tonnes in told if tonnes != "–"]


def _identity(paper: Paper, view: DossierView) -> list[Any]:
    t = paper.t
    return [
        chapter(paper, t("Company and factory"), other="R1–R9"),
        section(paper, t("Company")), *identity.applicant(paper, view, short=True),
        section(paper, t("Factory")), *identity.factory(paper, view, short=True),
        *identity.years(paper, view),
        section(paper, t("Ownership")), *ownership(paper, view),
        section(paper, t("Labels held and earlier projects")), *identity.history(paper, view),
        *_candidacy(paper, view, ("participation", "compliance")),
    ]  # fmt: skip


def _candidacy(paper: Paper, view: DossierView, names: tuple[str, ...]) -> list[Any]:
    if view.candidacy is None:
        return facts_table(paper, [Fact(paper.t("Label application"), None)])
    return texts(paper, view.candidacy, names)


def _running(paper: Paper, view: DossierView) -> list[Any]:
    t = paper.t
    story = [
        chapter(paper, t("How cleaner production is run"), other="R10–R14"),
        *_candidacy(paper, view, _RUN),
        section(paper, t("Management systems and certificates")),
        *identity.certificates(paper, view),
        section(paper, t("Training")), *training(paper, view),
    ]  # fmt: skip
    if view.candidacy:
        story += texts(paper, view.candidacy, ("sharing",))
    if view.candidacy and view.label in (LabelClass.SUPPLY_CHAIN, LabelClass.TECHNOLOGY):
        suppliers = view.label is LabelClass.SUPPLY_CHAIN
        numbers, names = ("R40–R42", _MORE) if suppliers else ("R50–R53", _SERVICES)
        story.append(chapter(paper, _class_title(paper, view.label), other=numbers))
        story += texts(paper, view.candidacy, names)
    return story


def _class_title(paper: Paper, label: LabelClass) -> str:
    t = paper.t
    if label is LabelClass.SUPPLY_CHAIN:
        return t("Work with suppliers")
    return t("Services to factories")


def _years(paper: Paper, view: DossierView) -> list[Any]:
    """The last three calendar years (R15), and the last twelve months."""
    t = paper.t
    years = view.years
    return [
        chapter(paper, t("Three years of consumption and output"), other="R15"),
        section(paper, t("Use per unit of product")), *intensity_table(paper, view, years),
        section(paper, t("Consumption and output")), *years_table(paper, view, years),
        *energy(paper, view, years),
        *consumption(paper, view),
    ]  # fmt: skip
