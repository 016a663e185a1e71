"""The links L1 to L6 through several levels of holdings, at their exact thresholds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from cpdesk.domain.company import Holding, Link, Party, PartyKind, Region
from cpdesk.domain.findings import Finding
from cpdesk.domain.record import Record
from cpdesk.domain.words import LocalText
from cpdesk.programme.eligibility import judge
from cpdesk.programme.ownership import (
    chart_findings,
    direct_share,
    effective_share,
    node_name,
    percent,
    persons,
    sum_findings,
)
from cpdesk.programme.schemes import Scheme
from tests.programme.making import COMPANY, FACTORY, LABEL, ON, ROUND, codes, made, places

PERSON = Party(id="p", code="P1", name=LocalText("Ms Chan"), kind=PartyKind.PERSON,
               hong_kong_resident=True)  # fmt: skip
MAINLAND = Party(id="m", code="P2", kind=PartyKind.MAINLAND_ENTERPRISE)
MIDDLE = (Party(id="x", code="P3"), Party(id="y", code="P4"))


def plant(link: Link, *shares: tuple[str, str, str | None], **more: Any) -> Record:
    held = [
        Holding(id=f"h{n}", code=f"H{n}", owner=owner, owned=owned,
                share=None if share is None else Decimal(share))
        for n, (owner, owned, share) in enumerate(shares, 1)
    ]  # fmt: skip
    at = Region.HONG_KONG if link in (Link.L5, Link.L6) else Region.GUANGDONG
    factory = replace(FACTORY, **{"link": link, "region": at, **more})
    return made(COMPANY, factory, PERSON, MAINLAND, *MIDDLE, *held)


def against(
    record: Record, scheme: Scheme = ROUND, on: date = ON
) -> tuple[Finding, ...]:
    factory = next(iter(record.all(type(FACTORY))))
    return judge(record, factory, scheme, on)


def test_l1_takes_any_share_and_asks_for_the_mainland_partner() -> None:
    joint = plant(Link.L1, ("c", "f", "0.001"), ("m", "f", "99.999"))
    assert not against(joint)
    alone = against(plant(Link.L1, ("c", "f", "60"), ("x", "f", "40")))
    assert codes(alone) == ["link-partner"]
    assert places(alone) == ["holding owner"]
    none = against(plant(Link.L1, ("c", "f", None), ("m", "f", "100")))
    assert codes(none) == ["link-share"]
    assert none[0].facts["share"] == 0


def test_l1_through_another_company_is_a_question() -> None:
    found = against(plant(Link.L1, ("c", "x", "10"), ("x", "f", "10"), ("m", "f", "90")))
    assert codes(found) == ["link-indirect"]
    assert found[0].facts["ask"] == ROUND.ask


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ([("c", "x", "100"), ("x", "y", "100"), ("y", "f", "100")], ["link-indirect"]),
        ([("c", "x", "100"), ("x", "f", "40"), ("c", "f", "60")], ["link-indirect"]),
        ([("c", "x", "99.9999999"), ("x", "f", "100")], ["link-share"]),
        ([("c", "f", "50"), ("c", "f", "50")], []),
        ([], ["link-share"]),
    ],
)
def test_l2_asks_for_all_of_it(shares: list[tuple[str, str, str]], expected: list[str]) -> None:
    assert codes(against(plant(Link.L2, *shares))) == expected


def test_a_share_is_told_without_rounding_it_up() -> None:
    found = against(plant(Link.L2, ("c", "x", "99.99999999999999"), ("x", "f", "100")))
    assert found[0].facts["share"] == Decimal("99.999999999999")
    assert found[0].facts["needed"] == "100%"
    assert percent(Fraction(1, 3)) == Decimal("33.333333333333")
    assert str(percent(Fraction(1))) == "100"


@pytest.mark.parametrize(
    ("enterprise", "applicant", "expected"),
    [
        ("50", "30", ["link-person"]),
        ("50.000000000001", "30", []),
        ("50.000000000001", "29.999999999999", ["link-person"]),
        ("100", "0", ["link-person"]),
    ],
)
def test_l4_exactly_half_is_not_over_half_and_exactly_thirty_is_enough(
    enterprise: str, applicant: str, expected: list[str]
) -> None:
    found = against(plant(Link.L4, ("p", "f", enterprise), ("p", "c", applicant)), LABEL)
    assert codes(found) == expected


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        # 100 % x 50 % + 0.1 % directly, and 60 % x 50 %: both fit, but through others.
        ([("p", "x", "100"), ("x", "f", "50"), ("p", "f", "0.1"), ("p", "y", "60"),
          ("y", "c", "50")], ["link-indirect"]),
        # 80 % x 62.5 % is exactly half.
        ([("p", "x", "80"), ("x", "f", "62.5"), ("p", "c", "30")], ["link-person"]),
        # 50 % x 60 % is exactly thirty.
        ([("p", "f", "51"), ("p", "x", "50"), ("x", "c", "60")], ["link-indirect"]),
        ([("p", "f", "51"), ("p", "x", "50"), ("x", "c", "59.99")], ["link-person"]),
        # Half directly and a tenth through another: only both together are over half.
        ([("p", "f", "50"), ("p", "x", "100"), ("x", "f", "10"), ("p", "c", "30")],
         ["link-indirect"]),
    ],
)  # fmt: skip
def test_l4_through_several_levels(
    shares: list[tuple[str, str, str]], expected: list[str]
) -> None:
    assert codes(against(plant(Link.L4, *shares), LABEL)) == expected


def test_l4_wants_one_natural_person_of_hong_kong_with_both() -> None:
    shares = (("p", "f", "60"), ("p", "c", "40"))
    for change in ({"kind": PartyKind.HONG_KONG_COMPANY}, {"hong_kong_resident": False},
                   {"hong_kong_resident": None}):  # fmt: skip
        other = replace(PERSON, **change)  # type: ignore[arg-type]
        record = made(*_all(plant(Link.L4, *shares)), other)
        assert not persons(record)
        assert codes(against(record, LABEL)) == ["link-person"]
    brother = replace(PERSON, id="q", code="P9")
    two = made(*_all(plant(Link.L4, ("p", "f", "60"), ("q", "c", "40"))), brother)
    found = against(two, LABEL)
    assert codes(found) == ["link-person"]
    assert (found[0].facts["enterprise"], found[0].facts["applicant"]) == (50, 30)


def _all(record: Record) -> list[Any]:
    kinds = (type(COMPANY), type(FACTORY), Party, Holding)
    return [entity for kind in kinds for entity in record.all(kind)]


def test_what_was_read_for_an_earlier_round_is_said() -> None:
    good = plant(Link.L4, ("p", "f", "60"), ("p", "c", "40"))
    assert codes(against(good)) == ["link-earlier-round"]
    assert codes(against(plant(Link.L5))) == ["link-earlier-round"]
    assert not against(plant(Link.L3, contract_number="1", contract_expiry=ON))


@pytest.mark.parametrize(
    ("contract", "place"),
    [
        ({}, "factory F1 contract_number"),
        ({"contract_expiry": date(2030, 1, 1)}, "factory F1 contract_number"),
        ({"contract_number": "1"}, "factory F1 contract_expiry"),
        ({"contract_number": "1", "contract_expiry": date(2026, 11, 23)},
         "factory F1 contract_expiry"),
    ],
)  # fmt: skip
def test_l3_wants_a_contract_in_force_on_the_day(contract: dict[str, Any], place: str) -> None:
    found = against(plant(Link.L3, **contract))
    assert (codes(found), places(found)) == (["link-contract"], [place])
    lasts = {"contract_number": "1", "contract_expiry": date(2026, 11, 24)}
    assert not against(plant(Link.L3, **lasts))
    assert codes(against(plant(Link.L3, **lasts), on=date(2026, 11, 25))) == ["link-contract"]


@pytest.mark.parametrize(
    ("link", "region", "sentence"),
    [
        (Link.L3, Region.HONG_KONG, "Guangdong"),
        (Link.L3, None, "Guangdong"),
        (Link.L5, Region.GUANGDONG, "Hong Kong"),
        (Link.L6, Region.GUANGDONG, "Hong Kong"),
    ],
)
def test_a_link_belongs_to_its_region(link: Link, region: Region | None, sentence: str) -> None:
    record = plant(link, region=region, polluting_process=LocalText("Spraying"),
                   contract_number="1", contract_expiry=ON)  # fmt: skip
    found = [each for each in against(record) if each.blocking]
    assert (codes(found), places(found)) == (["link-region"], ["factory F1 region"])
    assert sentence in found[0].kind.sentence


def test_a_place_in_hong_kong_wants_a_named_company_and_l6_a_process() -> None:
    nameless = made(replace(COMPANY, name=LocalText()), *_all(plant(Link.L6))[1:])
    assert codes(against(nameless, LABEL)) == ["link-company", "link-process"]
    assert places(against(nameless, LABEL)) == ["company C1 name", "factory F1 polluting_process"]


def test_a_circle_ends_the_judging_and_names_the_holding() -> None:
    circle = plant(Link.L2, ("c", "x", "50"), ("x", "y", "50"), ("y", "x", "50"), ("y", "f", "100"))
    found = against(circle)
    assert codes(found) == ["ownership-cycle"]
    assert found[0].place.kind == "holding"
    assert codes(chart_findings(circle))[0] == "ownership-cycle"
    itself = plant(Link.L2, ("f", "f", "10"), ("c", "f", "90"))
    assert codes(against(itself)) == ["ownership-cycle"]


def test_shares_of_one_are_a_share_each_and_together_the_whole() -> None:
    hundredth = plant(Link.L2, ("c", "f", "60"), ("x", "f", "40.01"))
    assert not list(sum_findings(hundredth))
    over = plant(Link.L2, ("c", "f", "60"), ("x", "f", "40.011"))
    assert codes(sum_findings(over)) == ["ownership-over-100"]
    assert not list(sum_findings(plant(Link.L2, ("c", "f", "99.99"))))
    under = list(sum_findings(plant(Link.L2, ("c", "f", "99.989"))))
    assert codes(under) == ["ownership-under-100"]
    assert not under[0].blocking
    assert not list(sum_findings(plant(Link.L2, ("c", "f", "100"), ("x", "f", "0"))))
    odd = list(sum_findings(plant(Link.L2, ("c", "f", "110"), ("x", "f", "-10"))))
    assert codes(odd) == ["ownership-share", "ownership-share"]
    assert places(odd) == ["holding H1 share", "holding H2 share"]


def test_direct_shares_add_up_and_names_fall_back_to_codes() -> None:
    record = plant(Link.L2, ("c", "f", "30"), ("c", "f", "20"), ("c", "x", "50"), ("x", "f", "50"))
    assert direct_share(record, "c", "f") == Fraction(1, 2)
    assert effective_share(record, "c", "f") == Fraction(3, 4)
    assert node_name(record, "p").en == "Ms Chan"
    assert node_name(record, "x").zh_Hans == "P3"
    with pytest.raises(KeyError):
        node_name(record, "h1")
