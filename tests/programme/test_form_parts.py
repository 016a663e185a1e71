"""The parts of a form: in their order, what answers them, and which question a finding is about."""

from __future__ import annotations

import pytest

from cpdesk.domain.company import Company, Contact, ContactRole, Factory
from cpdesk.domain.findings import Place, warning
from cpdesk.domain.projects import Project
from cpdesk.domain.record import Record
from cpdesk.domain.words import LocalText
from cpdesk.programme.cases import Case
from cpdesk.programme.form_parts import answered, asked_fields, documents, owners, parts, subjects
from cpdesk.programme.schemes import Scheme, load_schemes
from tests.programme.making import made

ODD = warning("test-odd", "This is odd.")


@pytest.fixture
def scheme() -> Scheme:
    return load_schemes().newest()


def case_of(*others: object, company: Company | None = None) -> Case:
    record: Record = made(
        company or Company(id="co", code="C1", name=LocalText("Kite")),
        Factory(id="fa", code="F1", company="co"), Project(id="pr", code="P1", factory="fa"),
        *others,
    )
    return Case.of_project(record, record.get(Project, "pr"))


def question(scheme: Scheme, id: str):  # noqa: ANN201
    return next(each for each in scheme.questions if each.id == id)


def test_blocks_stand_in_the_order_of_the_form_and_lose_no_question(scheme: Scheme) -> None:
    case = case_of()
    told = parts(case, scheme)
    assert [each.id for each in told] == ["A", "B", "C", "D", "E", "F"]
    asked = [each for part in told for each in part.questions]
    assert asked == [e for e in scheme.questions if e.applies(case.circumstances)]


def test_a_name_in_english_answers_only_the_english_question(scheme: Scheme) -> None:
    case = case_of()
    assert answered(case, question(scheme, "A1"))
    assert not answered(case, question(scheme, "A2"))


def test_a_person_with_another_role_is_no_answer(scheme: Scheme) -> None:
    case = case_of(Contact(id="k", of="co", role=ContactRole.COORDINATOR))
    assert answered(case, question(scheme, "A18"))
    assert not answered(case, question(scheme, "A19"))
    target = question(scheme, "A18").answers[0]
    assert [each.id for each in subjects(case, target)] == ["k"]


def test_of_several_fields_each_is_wanted(scheme: Scheme) -> None:
    asked = question(scheme, "A14")
    assert set(asked_fields(asked, "company")) >= {"turnover", "turnover_from", "turnover_to"}
    assert not answered(case_of(), asked)


@pytest.mark.parametrize(
    ("place", "facts", "number"),
    [
        (Place("company", "C1", "br_number"), {}, "A3"),
        (Place("company", "C1", "name", "zh"), {}, "A2"),
        (Place("company", "C1", "name"), {}, "A1"),
        (Place("company", "C1", "fax"), {}, "A10"),  # by the number of the field
        (Place("company", "C1", "website"), {"number": "A11"}, "A11"),
        (Place("contact", "K1", "email"), {}, "A18"),
        (Place("evidence", "", "document", "G3"), {}, "G3"),
        (Place("rule", "size", "", "cppp"), {}, ""),
        (Place("nonsense", "X"), {}, ""),
        (Place(), {}, ""),
    ],
)
def test_a_finding_belongs_to_one_question_or_to_none(
    scheme: Scheme, place: Place, facts: dict[str, str], number: str
) -> None:
    case = case_of(Contact(id="k", code="K1", of="co", role=ContactRole.COORDINATOR))
    found = ODD.at(place, **facts)
    assert owners(case, scheme, [found]) == {number: (found,)}


def test_papers_for_other_circumstances_are_left_out(scheme: Scheme) -> None:
    case = case_of()
    shown = documents(case, scheme.documents)
    assert {each.id for each in shown} < {each.id for each in scheme.documents}
    assert all(each.needed_in(case.circumstances) or not each.when for each in shown)
