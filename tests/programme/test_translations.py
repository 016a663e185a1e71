"""A text that nobody wrote in a paper's language is told before that paper is printed."""

from __future__ import annotations

from cpdesk.base.languages import sentence, translator
from cpdesk.domain.company import Company, Contact, Factory
from cpdesk.domain.entity import Entity
from cpdesk.domain.papers import PackKind
from cpdesk.domain.projects import Objective, Project
from cpdesk.domain.record import Record
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.domain.verification import Input
from cpdesk.domain.words import LocalText
from cpdesk.programme.cases import Case
from cpdesk.programme.translations import kept_in, untranslated
from tests.programme.test_proof import of

BOTH = LocalText("New dryers", "新烘乾機")


def record(*more: Entity) -> Record:
    return of((
        Company(id="c", code="C1", name=LocalText("Bright", "明亮", "明亮")),
        Factory(id="f", code="F1", company="c", name=LocalText("Bright", "明亮", "明亮")),
        Project(id="p", code="P1", factory="f", name=BOTH), *more,
    ))  # fmt: skip


def case(made: Record) -> Case:
    return Case.of_project(made, made.get(Project, "p"))


def told(made: Record, *languages: str, kind: PackKind = PackKind.APPLICATION) -> list[str]:
    found = untranslated(case(made), kind, languages)
    return [sentence(translator("en"), each) for each in found]


def test_fields_of_a_project_are_told_together_and_lead_to_the_first() -> None:
    project = Project(
        id="p", code="P1", factory="f", name=BOTH, summary=LocalText(zh_Hant="總結"),
        risks=LocalText(zh_Hant="風險"), replicability=LocalText(),
    )  # fmt: skip
    (found,) = untranslated(case(record(project)), PackKind.APPLICATION, ("en",))
    assert str(found.place) == "project P1 summary en"
    assert "New dryers is not written in English yet: Project summary, Risks, safety" in (
        sentence(translator("en"), found)
    )


def test_many_of_a_kind_are_told_once() -> None:
    people = [Contact(id=f"k{at}", code=f"K{at}", of="c", name=LocalText("Chan")) for at in (1, 2)]
    (said,) = told(record(*people), "zh_Hant")
    assert said.startswith("Contact: not written in Traditional Chinese yet: K1, K2.")


def test_one_script_does_not_stand_for_the_other() -> None:
    assert "Simplified Chinese" in told(record(), "zh_Hans")[0]
    assert told(record(), "zh_Hant", "en") == []


def test_figures_and_signs_need_no_translation() -> None:
    assert told(record(Objective(id="o", code="O1", project="p", name=LocalText("15 %"))),
                "zh_Hant") == []  # fmt: skip


def test_the_languages_it_is_kept_in_are_those_of_its_name() -> None:
    assert kept_in(case(record())) == ("en", "zh_Hant")


def test_what_another_project_or_a_later_paper_says_is_not_asked() -> None:
    made = record(
        Project(id="p", code="P1", factory="f", name=BOTH, deviations=LocalText("Late")),
        Upgrade(id="u", code="U9", factory="f"), Effect(id="e", code="X9", upgrade="u"),
        Input(id="i", code="I1", effect="e", name=LocalText("Hours")),
    )  # fmt: skip
    assert told(made, "zh_Hant") == []
    assert "Deviations" in told(made, "zh_Hant", kind=PackKind.COMPLETION)[0]
