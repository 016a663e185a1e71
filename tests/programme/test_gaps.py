"""Entries made only in part: what a paper would show as a gap is told before it is printed."""

from __future__ import annotations

from decimal import Decimal

from cpdesk.base.languages import sentence, translator
from cpdesk.domain.company import (
    Company,
    Contact,
    ContactRole,
    Factory,
    Holding,
    Party,
    PartyKind,
    Region,
)
from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Finding, Place
from cpdesk.domain.projects import Milestone, Objective, Project
from cpdesk.domain.words import LocalText
from cpdesk.programme.asked import MISSING
from cpdesk.programme.cases import Case
from cpdesk.programme.gaps import gaps
from tests.programme.test_proof import of


def case(*more: Entity) -> Case:
    record = of((
        Company(id="c", code="C1", employees_part=0),
        Factory(id="f", code="F1", company="c", region=Region.GUANGDONG, city=LocalText("Foshan")),
        Project(id="p", code="P1", factory="f"), *more,
    ))  # fmt: skip
    return Case.of_project(record, record.get(Project, "p"))


def told(made: Case, known: tuple[Finding, ...] = ()) -> list[str]:
    return [sentence(translator("en"), each) for each in gaps(made, known)]


def test_an_entry_is_told_once_with_all_its_gaps() -> None:
    one = Contact(id="k", code="K1", of="c", role=ContactRole.COORDINATOR, mobile="9123 4567")
    (found,) = gaps(case(one), ())
    assert str(found.place) == "contact K1 name"
    assert "Contact K1 is entered only in part; the paper shows a gap for: Name, Post, E-mail" in (
        sentence(translator("en"), found)
    )


def test_what_was_told_already_is_not_told_again() -> None:
    objective = Objective(
        id="o", code="O1", project="p", name=LocalText("Less"), measure=LocalText("kWh"), unit="kWh"
    )
    known = MISSING.at(Place("objective", "O1", "target"))
    assert len(told(case(objective))) == 1
    assert told(case(objective), (known,)) == []


def test_a_step_that_is_one_day_needs_no_first_day() -> None:
    step = Milestone(id="w", code="W1", project="p", name=LocalText("Order"))
    assert "To. Enter them" in told(case(step))[0]


def test_only_a_person_is_asked_for_residence() -> None:
    firm = Party(id="a", code="Y1", name=LocalText("Firm"), kind=PartyKind.HONG_KONG_COMPANY)
    man = Party(id="b", code="Y2", name=LocalText("Chan"), kind=PartyKind.PERSON)
    assert told(case(firm)) == []
    assert "Hong Kong resident" in told(case(man))[0]


def test_the_applicant_has_owners_too_once_a_chain_has_begun() -> None:
    held = Holding(id="h", code="S1", owner="c", owned="f", share=Decimal(100))
    (found,) = gaps(case(held), ())
    assert (found.code, str(found.place)) == ("shareholders-missing", "party name")
    man = Party(id="b", code="Y2", name=LocalText("Chan"), kind=PartyKind.PERSON,
                hong_kong_resident=True)  # fmt: skip
    (found,) = gaps(case(held, man), ())
    assert str(found.place) == "holding owned C1"
    above = Holding(id="i", code="S2", owner="b", owned="c", share=Decimal(100))
    assert told(case(held, man, above)) == []
