"""Every question and paper as data with fields that answer them, and what is still open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from cpdesk.domain.company import Company, Contact, ContactRole, Factory, Holding, Link, Region
from cpdesk.domain.fields import fields_of
from cpdesk.domain.papers import Evidence
from cpdesk.domain.plant import Meter
from cpdesk.domain.projects import BudgetItem, Developer, Project, Quotation, Route
from cpdesk.domain.recognition import Candidacy, Label, LabelClass
from cpdesk.domain.record import BY_WORD, Record
from cpdesk.domain.upgrades import Effect, Quantity
from cpdesk.domain.words import LANGUAGES, LocalText
from cpdesk.programme.asked import FieldLabel, papers, unanswered
from cpdesk.programme.cases import Case
from cpdesk.programme.questions import Circumstances, Document, Question, Target, When
from cpdesk.programme.readiness import check_application, check_dossier
from cpdesk.programme.schemes import load_schemes
from cpdesk.programme.tags import Basis, Level
from tests.programme.making import (
    COMPANY,
    FACTORY,
    LABEL,
    ON,
    PROJECT,
    ROUND,
    UPGRADE,
    case,
    codes,
    made,
    places,
)

ALL = load_schemes()


def ids(letter: str, *ranges: tuple[int, int]) -> set[str]:
    return {f"{letter}{n}" for first, last in ranges for n in range(first, last + 1)}


def test_every_question_of_the_form_and_the_dossier_is_there() -> None:
    asked = {each.id for each in ROUND.questions}
    assert asked == (
        ids("A", (1, 22)) | ids("B", (1, 29)) | ids("C", (1, 19)) | ids("D", (1, 9))
        | ids("E", (1, 11)) | {"F1"}
    )  # fmt: skip
    assert {each.id for each in ROUND.documents} == ids("G", (1, 16))
    assert {each.id for each in LABEL.questions} == ids(
        "R", (1, 15), (20, 36), (40, 42), (50, 53)
    )


def test_every_question_has_a_field_a_basis_and_three_languages() -> None:
    for scheme in (ROUND, LABEL):
        for question in scheme.questions:
            assert question.basis, question.id
            assert all(question.text.exact(each) for each in LANGUAGES), question.id
            for target in question.answers:
                names = {each.name: each for each in fields_of(BY_WORD[target.word])}
                assert not target.field or target.field in names
                if target.value:
                    names[target.field].type(target.value)  # one of the choices of that field


def test_no_two_questions_share_a_number_and_each_has_an_answer() -> None:
    for scheme in (ROUND, LABEL):
        numbers = [each.id for each in scheme.questions]
        assert len(set(numbers)) == len(numbers)
        assert all(each.answers for each in scheme.questions)


def test_circumstances_decide_what_is_asked() -> None:
    facts = Circumstances(link="L4", region="guangdong", route="criteria", developer="joint")
    assert ROUND.question("A16").applies(facts)
    assert not ROUND.question("A16").applies(replace(facts, link="L5"))
    assert not ROUND.question("B11").applies(facts)
    assert ROUND.question("B5").applies(facts)
    assert not ROUND.question("B5").applies(Circumstances())
    either = (When(links=("L1",)), When(regions=("hong-kong",), routes=("listed",)))
    question = Question("X1", LocalText("?"), (), Level.USEFUL, (Basis.R,), either)
    assert question.applies(Circumstances(link="L1"))
    assert question.applies(Circumstances(region="hong-kong", route="listed"))
    assert not question.applies(Circumstances(region="hong-kong"))


@pytest.mark.parametrize(
    ("link", "needed"),
    [
        (None, {"G1"}),
        (Link.L1, {"G1", "G3", "G4"}),
        (Link.L2, {"G1", "G3", "G4"}),
        (Link.L3, {"G1", "G3", "G5"}),
        (Link.L4, {"G1", "G2", "G3", "G4", "G6"}),
        (Link.L5, {"G1"}),
        (Link.L6, {"G1"}),
    ],
)
def test_the_papers_each_link_asks_for(link: Link | None, needed: set[str]) -> None:
    region = "hong-kong" if link in (Link.L5, Link.L6) else "guangdong" if link else ""
    facts = Circumstances(link.value if link else "", region)
    assert {each.id for each in ROUND.documents if each.needed_in(facts)} == needed


def test_the_papers_of_a_new_technology() -> None:
    g10 = next(each for each in ROUND.documents if each.id == "G10")
    assert g10.needed_in(Circumstances(route="criteria"))
    assert g10.needed_in(Circumstances(route="listed", developer="hong-kong"))
    assert not g10.needed_in(Circumstances(route="listed", developer="other"))


def of(found: Any, number: str) -> Any:
    return next((each for each in found if each.facts.get("number") == number), None)


def test_an_empty_field_is_named_with_its_number_and_place() -> None:
    found = list(unanswered(case(), ROUND))
    missing = of(found, "A3")
    assert (missing.code, str(missing.place)) == ("field-missing", "company C1 br_number")
    assert str(missing.facts["label"]) == "Business Registration No."
    assert missing.facts["entity"] == COMPANY.name
    assert (of(found, "A7").code, of(found, "A5").code) == ("field-advised", "field-useful")
    assert of(found, "A12") is of(found, "A1") is None  # optional, and answered
    answered = case(replace(COMPANY, br_number="12345678", established=ON))
    assert of(unanswered(answered, ROUND), "A3") is of(unanswered(answered, ROUND), "A7") is None


def test_a_thing_without_a_name_is_called_by_its_kind_and_code() -> None:
    found = of(unanswered(case(replace(COMPANY, name=LocalText())), ROUND), "A1")
    assert found.facts["entity"].en == "Company C1"
    asked = case(Contact(id="k", code="K1", of="p", role=ContactRole.COORDINATOR))
    assert of(unanswered(asked, ROUND), "A18") is None


def test_a_name_in_the_other_language_does_not_answer() -> None:
    english = of(unanswered(case(), ROUND), "A2")
    assert str(english.place) == "company C1 name zh"
    chinese = case(replace(COMPANY, name=LocalText(zh_Hans="公司")), replace(FACTORY,
                   name=LocalText(zh_Hans="工厂")))  # fmt: skip
    assert of(unanswered(chinese, ROUND), "A2") is None
    assert str(of(unanswered(chinese, ROUND), "B2").place) == "factory F1 name en"


def test_what_there_is_none_of_is_told_once() -> None:
    found = list(unanswered(case(), ROUND))
    meter = of(found, "B20")
    assert (meter.code, str(meter.place)) == ("answer-advised", "meter")
    assert of(found, "B19").code == "answer-useful"
    meter = Meter(id="m", code="M1", factory="f")
    assert of(unanswered(case(meter), ROUND), "B20") is None
    assert of(found, "E1") is None  # an empty budget is told once, as what it is
    linked = case(replace(FACTORY, link=Link.L2))
    assert of(unanswered(linked, ROUND), "A16").code == "answer-missing"
    holding = Holding(id="h", code="H1", owner="c", owned="f")
    empty = of(unanswered(case(replace(FACTORY, link=Link.L2), holding), ROUND), "A16")
    assert (empty.code, str(empty.place)) == ("field-missing", "holding H1 share")


def test_only_what_belongs_to_the_case_answers() -> None:
    theirs = Factory(id="g", code="F2", company="c2")
    foreign = [
        Meter(id="1", code="M1", factory="g"), Company(id="c2", code="C2"),
        BudgetItem(id="2", code="B1", project="p2"), Project(id="p2", code="P2", factory="g"),
    ]
    asked = case(theirs, *foreign)
    assert of(unanswered(asked, ROUND), "B20") is not None
    assert asked.subjects("company") == (COMPANY,)
    assert asked.subjects("budget-item") == ()
    ours = BudgetItem(id="3", code="B2", project="p")
    offer = Quotation(id="4", code="Q1", item="3")
    asked = case(ours, offer, *foreign)
    assert (asked.subjects("budget-item"), asked.subjects("quotation")) == ((ours,), (offer,))
    with pytest.raises(KeyError):
        asked.subjects("nonsense")


def test_a_choice_answers_by_its_value() -> None:
    water = case(Effect(id="e", code="E1", upgrade="u", quantity=Quantity.WATER))
    question = replace(LABEL.question("R28"), level=Level.ADVISED, when=())
    asks = replace(LABEL, questions=(question,))
    assert not list(unanswered(water, asks))
    waste = replace(question, answers=(Target("contact", "role", "signatory"),))
    found = list(unanswered(water, replace(LABEL, questions=(waste,))))
    assert (codes(found), places(found)) == (["answer-advised"], ["contact role signatory"])


def test_labels_are_equal_by_what_they_say() -> None:
    label = FieldLabel.of(COMPANY, "fax")
    assert label == FieldLabel("Fax")
    assert label != FieldLabel("Telephone")
    assert label != "Fax"
    assert len({label, FieldLabel("Fax")}) == 1


def test_papers_not_attached_yet() -> None:
    asked = case(Evidence(id="e", document="G1"))
    found = {each.facts["number"]: each.code for each in papers(asked, ROUND.documents)}
    assert found["G3"] == "paper-missing"
    assert found["G11"] == "paper-advised"
    assert "G1" not in found  # attached
    assert "G5" not in found  # only for another link
    paper = next(papers(asked, ROUND.documents))
    assert (paper.place.kind, paper.place.spot) == ("evidence", paper.facts["number"])
    rare = Document("G99", LocalText("Rare"), False, (When(links=("L1",)),))
    assert not list(papers(asked, (rare,)))


def test_what_the_project_says_decides_its_circumstances() -> None:
    asked = case(route=Route.CRITERIA, developer=Developer.JOINT)
    assert asked.circumstances == Circumstances("L5", "guangdong", "criteria", "joint", "")
    bare = made(COMPANY, replace(FACTORY, link=None, region=None))
    label = Case.of_label(bare, bare.get(Factory, "f"), LabelClass.PARTNER, 2026)
    assert label.circumstances == Circumstances(label="partner")


def application(record: Record, on: date = ON) -> tuple[Any, ...]:
    return check_application(record, record.get(Project, "p"), ALL, on)


def test_an_application_is_judged_whole() -> None:
    found = application(made(COMPANY, FACTORY, PROJECT, UPGRADE))
    said = codes(found)
    for code in (
        "field-missing", "budget-empty", "effect-missing", "paper-missing", "rule-unknown",
        "link-region", "link-earlier-round",
    ):  # fmt: skip
        assert code in said, code
    assert "round-closed" not in said
    assert "round-closed" in codes(application(made(COMPANY, FACTORY, PROJECT), date(2030, 1, 1)))


def test_nothing_is_told_twice() -> None:
    """No link and no sector: the question need not be asked again by the rule's own judge."""
    bare = replace(FACTORY, link=None)
    priceless = BudgetItem(id="b", code="B1", project="p", quantity=D(1))
    found = application(made(COMPANY, bare, PROJECT, UPGRADE, priceless))
    at_link = [each.code for each in found if str(each.place) == "factory F1 link"]
    assert at_link == ["link-missing"]
    at_price = [each.code for each in found if str(each.place) == "budget-item B1 unit_price"]
    assert len(at_price) == 1
    assert len({(each.code, each.place) for each in found}) == len(found)


def test_an_unlikely_payback_reaches_the_application() -> None:
    item = BudgetItem(id="b", code="B1", project="p", quantity=D(1), unit_price=D(1000))
    saves = Effect(id="e", code="E1", upgrade="u", money=D(1), money_currency="HKD",
                   baseline_from=date(2025, 1, 2), baseline_to=date(2025, 2, 1))  # fmt: skip
    said = codes(application(made(COMPANY, FACTORY, PROJECT, UPGRADE, item, saves)))
    assert "payback-slow" in said
    assert "period-short" in said


def dossier(label: LabelClass, *entities: Any) -> list[str]:
    record = made(COMPANY, FACTORY, *entities)
    return codes(check_dossier(record, record.get(Factory, "f"), label, 2026, ALL, ON))


def test_a_dossier_is_judged_whole() -> None:
    said = dossier(LabelClass.EXCELLENT)
    for code in ("candidacy-missing", "measure-missing", "label-history", "rule-unknown",
                 "paper-missing"):  # fmt: skip
        assert code in said, code
    assert "budget-empty" not in said


def test_a_dossier_names_its_factory_and_year_whatever_the_day() -> None:
    for factory, name in ((FACTORY, FACTORY.name), (replace(FACTORY, name=LocalText()), "F1")):
        record = made(COMPANY, factory)
        for day in (ON, date(2009, 7, 31)):
            found = check_dossier(record, factory, LabelClass.PARTNER, 2026, ALL, day)
            assert [each.facts["entity"] for each in found[:2]] == [name, name]
            assert found[0].facts["year"] == "2026"
            assert "rule-unknown" in codes(found)


def test_what_a_class_of_the_label_wants() -> None:
    runs = replace(UPGRADE, running_from=date(2025, 1, 1))
    wants = Candidacy(id="k", code="K1", factory="f", label=LabelClass.EXCELLENT, year=2026)
    held = Label(id="l", code="L1", factory="f", year=2024)
    said = dossier(LabelClass.EXCELLENT, runs, wants, held)
    for code in ("candidacy-missing", "measure-missing", "label-history"):
        assert code not in said
    other_year = replace(wants, year=2025)
    assert "candidacy-missing" in dossier(LabelClass.EXCELLENT, other_year)
    service = dossier(LabelClass.TECHNOLOGY)
    assert "measure-missing" not in service
    assert "label-history" not in service
    assert "label-history" not in dossier(LabelClass.PARTNER)
    assert "measure-missing" in dossier(LabelClass.PARTNER, UPGRADE)  # it does not run yet


def test_the_label_asks_each_class_its_own() -> None:
    wants = Candidacy(id="k", code="K1", factory="f", label=LabelClass.TECHNOLOGY, year=2026)
    record = made(COMPANY, FACTORY, wants)
    asked = Case.of_label(record, record.get(Factory, "f"), LabelClass.TECHNOLOGY, 2026)
    numbers = {each.facts["number"] for each in unanswered(asked, LABEL)}
    assert {"R50", "R51", "R52", "R9"} <= numbers
    assert not {"R40", "R41", "R42", "R20", "R15"} & numbers
    assert LABEL.label("technology") is not None


def test_the_years_penalties_are_inferred_for_the_programme() -> None:
    """Only the label's check of violations is established."""
    assert ROUND.question("B28").basis == (Basis.INF,)
    assert LABEL.question("R9").basis == (Basis.R,)
    assert {LABEL.rule(each).certainty.value for each in ("L2", "L4-enterprise", "L4-applicant")} \
        == {"INF"}
    assert LABEL.rule("ownership").unknown
    assert Region.GUANGDONG.value in ROUND.question("B5").when[0].regions
