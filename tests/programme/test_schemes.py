"""The scheme files read back, and the links at their thresholds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cpdesk.domain.company import Company, Factory, Holding, Link, Party, PartyKind, Region
from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Refusal
from cpdesk.domain.papers import Answer, RuleFile, RuleFileKind
from cpdesk.domain.record import Record
from cpdesk.domain.words import LANGUAGES, LocalText
from cpdesk.programme.eligibility import judge
from cpdesk.programme.schemes import Certainty, load_schemes, read_scheme
from tests.programme.test_ownership_and_money import record

ON = date(2026, 11, 24)
ROUND = load_schemes().by_id["cppp-2025-27"]


def test_every_text_is_there_in_three_languages() -> None:
    for scheme in load_schemes().by_id.values():
        texts = [scheme.name, scheme.ask, *(rule.text for rule in scheme.rules)]
        texts += [sector.name for sector in scheme.sectors]
        texts += [document.name for document in (*scheme.documents, *scheme.closing)]
        texts += [criterion.text for criterion in scheme.criteria]
        assert all(text.exact(language) for text in texts for language in LANGUAGES)


def test_what_is_known_names_its_source_and_what_is_not_names_none() -> None:
    for scheme in load_schemes().by_id.values():
        for rule in scheme.rules:
            assert bool(rule.source) is (rule.certainty is not Certainty.UNK), rule.id


def test_rounds_are_found_by_their_day_and_ended_ones_are_history() -> None:
    schemes = load_schemes()
    assert schemes.on(ON) is ROUND
    assert schemes.on(date(2027, 7, 1)) is None
    assert schemes.on(date(2024, 1, 1)) is None
    assert schemes.newest() is ROUND


def test_budgets_add_up_to_what_the_secretary_said() -> None:
    """About HK$600 million by March 2025."""
    ended = [each for each in load_schemes().by_id.values() if each.status == "history"]
    assert sum(each.budget_million or 0 for each in ended) == Decimal("604.06")
    assert ROUND.budget_million == 100


def test_a_broken_scheme_file_names_what_is_wrong() -> None:
    with pytest.raises(Refusal) as caught:
        read_scheme('id = "x"\nkind = "programme"')
    assert "name" in str(caught.value.finding.facts["key"])
    with pytest.raises(Refusal):
        read_scheme("not toml at all [")


def test_an_answer_takes_the_place_of_an_unknown_rule() -> None:
    answer = Answer(
        id="a", code="A1", scheme="cppp-2025-27", rule="duration",
        answer=LocalText("12 months", "12個月", "12个月"),
        source=LocalText("Secretariat, telephone"), given=date(2026, 12, 3),
    )
    rule = load_schemes(record(answer)).by_id["cppp-2025-27"].rule("duration")
    assert rule.certainty is Certainty.USER
    assert rule.source.en == "Secretariat, telephone, 3 December 2026"
    assert rule.text.zh_Hant == "項目期限：12個月"


def test_a_scheme_file_can_be_added_later() -> None:
    text = 'id="next"\nkind="programme"\nstatus="current"\nopens=2027-07-01\n' + "".join(
        f'{key}.{language}="x"\n' for key in ("name", "ask") for language in LANGUAGES
    )
    added = record(RuleFile(id="r", code="RF1", kind=RuleFileKind.SCHEME, text=text))
    found = load_schemes(added).on(date(2027, 8, 1))
    assert found is not None
    assert found.id == "next"


def plant(link: Link | None, *shares: tuple[str, str, str], **more: object) -> Record:
    guangdong = link not in (Link.L5, Link.L6)
    factory = Factory(
        id="f", code="F1", company="c", link=link,
        region=Region.GUANGDONG if guangdong else Region.HONG_KONG,
    )
    entities: list[Entity] = [
        Company(id="c", code="C1", name=LocalText("A")), replace(factory, **more),  # type: ignore[arg-type]
        Party(id="p", code="P1", hong_kong_resident=True, kind=PartyKind.PERSON),
        Party(id="h", code="P2", hong_kong_resident=True, kind=PartyKind.HONG_KONG_COMPANY),
    ]
    entities += [
        Holding(id=f"h{number}", owner=owner, owned=owned, share=Decimal(share))
        for number, (owner, owned, share) in enumerate(shares)
    ]
    return record(*entities)


def codes(held: Record) -> list[str]:
    factory = held.get(Factory, "f")
    return [finding.code for finding in judge(held, factory, ROUND, ON) if finding.blocking]


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (plant(None), ["link-missing"]),
        (plant(Link.L1, ("c", "f", "0.1")), []),
        (plant(Link.L1, ("p", "f", "100")), ["link-share"]),
        (plant(Link.L2, ("c", "f", "100")), []),
        (plant(Link.L2, ("c", "f", "99.99")), ["link-share"]),
        (plant(Link.L2, ("c", "h", "100"), ("h", "f", "100")), []),
        (plant(Link.L4, ("p", "f", "50"), ("p", "c", "30")), ["link-person"]),
        (plant(Link.L4, ("p", "f", "50.01"), ("p", "c", "30")), []),
        (plant(Link.L4, ("p", "f", "50.01"), ("p", "c", "29.99")), ["link-person"]),
        (plant(Link.L4, ("h", "f", "60"), ("h", "c", "60")), ["link-person"]),
        (plant(Link.L5), []),
        (plant(Link.L5, region=Region.GUANGDONG), ["link-region"]),
        (plant(Link.L6), ["link-process"]),
        (plant(Link.L6, polluting_process=LocalText("Spraying")), []),
        (plant(Link.L3), ["link-contract"]),
        (plant(Link.L3, contract_number="1", contract_expiry=date(2026, 11, 24)), []),
        (
            plant(Link.L3, contract_number="1", contract_expiry=date(2026, 11, 23)),
            ["link-contract"],
        ),
    ],
)
def test_links_at_their_thresholds(held: Record, expected: list[str]) -> None:
    assert codes(held) == expected


def test_indirect_ownership_is_a_question_and_not_a_verdict() -> None:
    held = plant(Link.L2, ("c", "h", "100"), ("h", "f", "100"))
    found = judge(held, held.get(Factory, "f"), ROUND, ON)
    assert [finding.code for finding in found] == ["link-indirect"]
