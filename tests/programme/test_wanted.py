"""Who is asked for what is open: papers by the checklist, the rest by where it lies."""

from __future__ import annotations

import pytest

from cpdesk.domain.findings import Finding, Place, blocking, info, warning
from cpdesk.domain.words import LocalText
from cpdesk.programme import asked
from cpdesk.programme.schemes import load_schemes
from cpdesk.programme.tags import Bringer
from cpdesk.programme.wanted import bringer, wanted

PAPERS = load_schemes().papers
WRONG, ODD, FACT = blocking("wrong", "Wrong."), warning("odd", "Odd."), info("fact", "Fact.")


def paper(number: str) -> Finding:
    place = Place("evidence", "", "document", number)
    return asked.NO_PAPER.at(place, document=LocalText(number), number=number)


@pytest.mark.parametrize(
    ("found", "who"),
    [
        (paper("G1"), Bringer.APPLICANT),  # business registration
        (paper("G3"), Bringer.FACTORY),  # factory business licence
        (paper("G9"), Bringer.PROVIDER),  # supplier's profile
        (paper("H5"), Bringer.FACTORY),  # meter data of the label
        (paper("Z3"), Bringer.PROVIDER),  # invoice at the end
        (paper("X99"), Bringer.APPLICANT),  # of a scheme that is not known here
        (WRONG.at(Place("reading", "R1")), Bringer.FACTORY),
        (WRONG.at(Place("quotation", "Q1")), Bringer.PROVIDER),
        (WRONG.at(Place("holding", "H1")), Bringer.APPLICANT),
        (FACT.at(Place("rule", "R1")), Bringer.SECRETARIAT),
    ],
)
def test_who_has_it(found: Finding, who: Bringer) -> None:
    assert bringer(found, PAPERS) is who


def test_every_paper_is_with_somebody_who_is_no_secretariat() -> None:
    assert {each.by for each in PAPERS} == {*Bringer} - {Bringer.SECRETARIAT}


def test_an_outsider_is_asked_for_what_is_missing_and_told_no_doubts() -> None:
    missing = asked.MISSING.at(Place("provider", "P1", "name"), label="Name", number="D1",
                               entity=LocalText("P1"))  # fmt: skip
    found = [paper("G9"), missing, ODD.at(Place("quotation", "Q1")), WRONG.at(Place("meter", "M"))]
    of_provider = wanted(found, Bringer.PROVIDER, PAPERS)
    assert (of_provider.papers, of_provider.particulars) == ((found[0],), (missing,))
    assert of_provider.points == ()
    assert wanted(found, Bringer.FACTORY, PAPERS).points == (found[3],)


def test_what_is_only_to_know_is_asked_of_nobody_but_the_secretariat() -> None:
    told, rule = FACT.at(Place("meter", "M")), FACT.at(Place("rule", "R1"))
    assert len(wanted([told, rule], Bringer.FACTORY, PAPERS)) == 0
    assert wanted([told, rule], Bringer.SECRETARIAT, PAPERS).rules == (rule,)
