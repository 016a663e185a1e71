"""How a label application stands: what is told of each dimension, and the weakest of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cpdesk.domain.entity import Entity
from cpdesk.domain.papers import Attachment
from cpdesk.domain.recognition import Candidacy, Label, LabelClass, Training
from cpdesk.domain.words import LocalText
from cpdesk.programme.cases import Case
from cpdesk.programme.schemes import load_schemes
from cpdesk.programme.standing import Standing, standing_findings, standings, weakest
from tests.programme.making import COMPANY, FACTORY, LABEL, UPGRADE, made


def case(label: LabelClass, *entities: Entity, **told: Any) -> Case:
    mine = Candidacy(id="y", code="Y1", factory="f", label=label, year=2026, **told)
    record = made(COMPANY, FACTORY, mine, *entities)
    return Case.of_label(record, FACTORY, label, 2026)


def by_words(found: tuple[Standing, ...]) -> dict[str, tuple[int, int, int]]:
    return {each.dimension.text.en: (each.told, each.evidenced, each.of) for each in found}


def test_every_field_that_a_dimension_names_is_one_of_the_record() -> None:
    """Read when the file is loaded; here that each class has its dimensions."""
    for kind in load_schemes().by_id["recognition"].classes:
        assert len(kind.dimensions) >= 4
        assert all(each.answers for each in kind.dimensions)


def test_the_excellent_class_stands_on_the_dimensions_of_the_partner() -> None:
    partner = standings(case(LabelClass.PARTNER), LABEL)
    excellent = standings(case(LabelClass.EXCELLENT), LABEL)
    assert by_words(partner).keys() < by_words(excellent).keys()
    assert [each.dimension for each in excellent[: len(partner)]] == [
        each.dimension for each in partner
    ]


def test_what_is_told_and_what_of_it_has_evidence_are_counted() -> None:
    training = Training(id="n", code="N1", factory="f")
    paper = Attachment(id="a", evidence="e", to="n")
    told = case(LabelClass.PARTNER, training, paper, team=LocalText("Three people"))
    found = by_words(standings(told, LABEL))
    assert found["Organisation and training"] == (2, 1, 2)
    assert found["Proof of Hong Kong ownership"] == (1, 0, 2)  # the link, but no holding
    assert found["At least one measure carried out, with data"] == (0, 0, 2)


def test_the_weakest_point_leads_to_the_field_that_would_mend_it() -> None:
    running = replace(UPGRADE, running_from=date(2025, 1, 1))
    told = case(
        LabelClass.TECHNOLOGY, running, partners=LocalText("Six mills"),
        activities=LocalText("Nine projects"), results=LocalText("Measured"),
        sharing=LocalText("Two talks"),
    )
    (finding,) = standing_findings(told, LABEL)
    assert finding.facts["dimension"].en == "Evaluation by clients"  # type: ignore[attr-defined]
    assert (finding.facts["n"], finding.facts["of"]) == (0, 1)
    assert str(finding.place) == "candidacy Y1 references"


def test_where_all_is_told_and_proved_nothing_is_weak() -> None:
    told = case(
        LabelClass.SUPPLY_CHAIN, Training(id="n", code="N1", factory="f"),
        policy=LocalText("P"), partners=LocalText("S"), activities=LocalText("A"),
        results=LocalText("R"),
    )  # fmt: skip
    papers = [Attachment(id=f"a{to}", evidence="e", to=to) for to in ("n", "y")]
    record = told.record
    whole = Case.of_label(
        made(*(each for kind in (type(COMPANY), type(FACTORY), Candidacy, Training)
               for each in record.all(kind)), *papers),
        FACTORY, LabelClass.SUPPLY_CHAIN, 2026,
    )  # fmt: skip
    assert weakest(standings(whole, LABEL)) is None
    assert list(standing_findings(whole, LABEL)) == []


@pytest.mark.parametrize("label", LabelClass)
def test_an_earlier_label_counts_for_the_excellent_class_only(label: LabelClass) -> None:
    found = by_words(standings(case(label, Label(id="l", code="L1", factory="f")), LABEL))
    words = "Several years of cleaner production, earlier labels"
    assert found.get(words) == ((1, 0, 1) if label is LabelClass.EXCELLENT else None)
