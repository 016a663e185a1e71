"""Offers exactly at a limit, related parties, orders too early; and the project as a whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from cpdesk.domain.findings import Finding
from cpdesk.domain.projects import (
    BudgetItem,
    Milestone,
    Provider,
    Quotation,
    Relation,
    Route,
)
from cpdesk.domain.upgrades import Effect, UpgradeKind
from cpdesk.domain.words import LocalText
from cpdesk.programme.budget import budget
from cpdesk.programme.offers import offer_findings
from cpdesk.programme.procurement import procurement, tier_of
from cpdesk.programme.project import project_findings
from cpdesk.programme.rounds import dates_in_round
from tests.programme.making import ON, PROJECT, ROUND, UPGRADE, case, codes, places


def line(price: str, **values: Any) -> BudgetItem:
    usual = BudgetItem(id="b", code="B1", project="p", quantity=D(1), unit_price=D(price))
    return replace(usual, **values)


def offers(count: int, **values: Any) -> list[Quotation]:
    usual = [
        Quotation(id=f"q{n}", code=f"Q{n}", item="b", amount=D(100 + n), conforms=True)
        for n in range(1, count + 1)
    ]
    return [replace(each, **values) for each in usual]


def hints(*entities: Any, **project: Any) -> list[Finding]:
    asked = case(*entities, **project)
    assert asked.project is not None
    costs = budget(asked.record, asked.project)
    return list(procurement(asked, asked.project, ROUND, costs, ON))


@pytest.mark.parametrize(
    ("amount", "above", "asked"),
    [
        ("2000", None, 0), ("2000.01", 2000, 2), ("50000", 2000, 2), ("50000.01", 50_000, 3),
        ("300000", 50_000, 3), ("300000.01", 300_000, 5), ("1400000", 300_000, 5),
    ],
)  # fmt: skip
def test_offers_exactly_at_a_limit(amount: str, above: int | None, asked: int) -> None:
    tier = tier_of(ROUND, D(amount))
    assert (tier.above if tier else None) == above
    assert codes(hints(line(amount), *offers(max(0, asked - 1)))) == (
        ["hint-quotations"] if asked else []
    )
    assert not hints(line(amount), *offers(asked))


def test_above_the_last_limit_a_tender_is_the_practice() -> None:
    tender = hints(line("1400000.01"), *offers(9))
    assert codes(tender) == ["hint-tender"]
    assert tender[0].facts["above"] == 1_400_000


def test_a_hint_is_only_told_and_says_whom_to_ask() -> None:
    found = hints(line("60000"), *offers(1))[0]
    assert (found.severity.value, str(found.place)) == ("info", "budget-item B1")
    assert (found.facts["n"], found.facts["offers"]) == (1, 3)
    assert found.facts["line"] == "B1"
    assert found.facts["ask"] == ROUND.ask
    assert not hints(line("60000", currency="CNY"))  # without a rate there is no amount in HK$


def test_the_dearer_offer_wants_a_reason() -> None:
    cheap, dear = offers(2)
    item = line("1000")
    assert not hints(item, replace(cheap, chosen=True), dear)
    found = hints(item, cheap, replace(dear, chosen=True))
    assert (codes(found), places(found)) == (["hint-lowest"], ["quotation Q2 reason"])
    assert found[0].facts["line"] == "B1"
    named = replace(item, name=LocalText("Oven"))
    assert hints(named, cheap, replace(dear, chosen=True))[0].facts["line"] == named.name
    assert not hints(item, cheap, replace(dear, chosen=True, reason=LocalText("Faster")))
    unfit = replace(cheap, conforms=False)
    assert not hints(item, unfit, replace(dear, chosen=True))
    foreign = replace(cheap, currency="CNY")
    assert not hints(item, foreign, replace(dear, chosen=True))
    assert not hints(item, cheap, dear)
    assert not hints(item, replace(cheap, amount=None), replace(dear, chosen=True))


def test_related_parties_are_declared() -> None:
    related = Provider(id="d", code="D1", project="p", relation=Relation.RELATED,
                       relation_detail=LocalText("A director's brother"))  # fmt: skip
    found = hints(related)
    assert (codes(found), places(found)) == (["related-party"], ["provider D1 relation"])
    assert found[0].facts["ask"] == ROUND.ask
    silent = replace(related, relation_detail=LocalText(), name=LocalText("Brother Ltd"))
    found = hints(silent)
    assert codes(found) == ["related-party", "related-detail"]
    assert found[1].facts["name"].en == "Brother Ltd"
    assert not hints(replace(related, relation=Relation.NONE))
    assert not hints(replace(related, project="another"))
    chosen = offers(1, chosen=True, relation=Relation.RELATED)
    theirs = hints(line("1000"), *chosen)
    assert (places(theirs), theirs[0].facts["name"]) == (["quotation Q1 relation"], "Q1")
    known = [replace(chosen[0], supplier=LocalText("Brother Ltd"))]
    assert hints(line("1000"), *known)[0].facts["name"] == known[0].supplier
    assert not hints(line("1000"), *offers(1, relation=Relation.RELATED))


@pytest.mark.parametrize(("day", "early"), [(ON, True), (date(2026, 11, 25), False)])
def test_nothing_begins_before_it_can_be_approved(day: date, early: bool) -> None:
    found = hints(start=day)
    assert codes(found) == (["before-approval"] if early else [])
    assert codes(hints(replace(UPGRADE, works_from=day))) == codes(found)
    assert codes(hints(replace(UPGRADE, running_from=day))) == codes(found)
    if early:
        assert found[0].facts["what"] == PROJECT.name
        assert hints(name=LocalText(), start=day)[0].facts["what"] == "P1"
        assert hints(replace(UPGRADE, works_from=day))[0].facts["what"] == UPGRADE.name
        nameless = replace(UPGRADE, name=LocalText(), works_from=day)
        assert hints(nameless)[0].facts["what"] == "U1"
        assert places(found) == ["project P1 start"]
        assert (found[0].facts["day"], found[0].facts["ask"]) == (day, ROUND.ask)


def together(*entities: Any, **project: Any) -> list[Finding]:
    asked = case(*entities, **project)
    assert asked.project is not None
    return list(project_findings(asked, asked.project, ROUND, budget(asked.record, asked.project)))


EFFECT = Effect(id="e", code="E1", upgrade="u", expected=D(1), tolerance=D(10))
WHOLE = (EFFECT, line("1000"))


def test_a_project_has_upgrades_effects_and_a_budget() -> None:
    assert not together(*WHOLE)
    assert codes(together()) == ["effect-missing", "budget-empty"]
    nameless = replace(UPGRADE, name=LocalText())
    assert [together(each)[0].facts["entity"] for each in (UPGRADE, nameless)] == [
        UPGRADE.name, "U1",
    ]  # fmt: skip
    alone = together(replace(UPGRADE, project=None), line("1000"))
    assert (codes(alone), places(alone)) == (["project-empty"], ["upgrade project"])
    unsure = together(replace(EFFECT, tolerance=None), line("1000"))
    assert (codes(unsure), places(unsure)) == (["effect-tolerance"], ["effect E1 tolerance"])


def test_the_grant_is_judged_once_the_budget_is_whole() -> None:
    dear = line("2000000")
    assert codes(together(EFFECT, dear)) == ["grant-ceiling"]
    assert not together(EFFECT, dear, line("1", id="b2", code="B2", currency="CNY"))
    asked = case(EFFECT, dear)
    unpaid = replace(ROUND, ceilings=None)
    assert not list(project_findings(asked, PROJECT, unpaid, budget(asked.record, PROJECT)))


def test_the_end_of_the_pipe_wants_its_preventive_part() -> None:
    pipe = replace(UPGRADE, kind=UpgradeKind.END_OF_PIPE)
    found = together(*WHOLE, pipe)
    assert (codes(found), places(found)) == (["end-of-pipe"], ["project P1 preventive"])
    assert found[0].facts["name"] == UPGRADE.name
    nameless = replace(pipe, name=LocalText())
    assert together(*WHOLE, nameless)[0].facts["name"] == "U1"
    assert not together(*WHOLE, pipe, preventive=LocalText("Less solvent"))


def test_a_listed_technology_has_its_number() -> None:
    assert codes(together(*WHOLE, route=Route.LISTED)) == ["list-item"]
    assert not together(*WHOLE, route=Route.LISTED, list_item="7")
    assert not together(*WHOLE, route=Route.CRITERIA)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2027, 3, 1), date(2028, 2, 29), []),
        (date(2027, 3, 1), date(2028, 3, 1), ["project-long"]),
        (date(2027, 3, 15), date(2028, 3, 14), []),
        (date(2027, 3, 15), date(2028, 3, 15), ["project-long"]),
        (date(2027, 3, 1), date(2027, 3, 1), []),
        (date(2027, 3, 1), date(2027, 2, 28), ["project-dates"]),
        (date(2027, 3, 1), None, []),
    ],
)
def test_the_length_of_a_project(start: date, end: date | None, expected: list[str]) -> None:
    found = together(*WHOLE, start=start, end=end)
    assert codes(found) == expected
    if expected == ["project-long"]:
        assert (found[0].facts["n"], found[0].facts["limit"]) == (13, 12)
        assert not found[0].blocking


def test_steps_lie_within_the_project() -> None:
    dates = {"start": date(2027, 3, 1), "end": date(2027, 9, 30)}
    step = Milestone(id="m", code="M1", project="p", start=dates["start"], end=dates["end"])
    assert not together(*WHOLE, step, **dates)
    for change in ({"start": date(2027, 2, 28)}, {"end": date(2027, 10, 1)}):
        found = together(*WHOLE, replace(step, **change), **dates)
        assert (codes(found), places(found)) == (["milestone-outside"], ["milestone M1"])
        assert found[0].facts["step"] == "M1"
        named = replace(step, name=LocalText("Works"), **change)
        assert together(*WHOLE, named, **dates)[0].facts["step"] == named.name
    assert not together(*WHOLE, replace(step, start=None, end=None), **dates)


def test_offers_in_two_currencies_are_compared_at_the_rate_of_the_budget() -> None:
    """RMB 900 at 1.10 is HK$990 and the lowest; at 1.20 it is HK$1,080 and is not."""
    item = line("900", currency="CNY", rate=D("1.10"), rate_date=ON)
    foreign, local = offers(2)
    foreign = replace(foreign, amount=D(900), currency="CNY", chosen=True)
    local = replace(local, amount=D(1000))
    assert not hints(item, foreign, local)
    assert codes(hints(replace(item, rate=D("1.20")), foreign, local)) == ["hint-lowest"]


def choices(*quotations: Quotation) -> list[Finding]:
    asked = case(line("100"), *quotations)
    assert asked.project is not None
    return list(offer_findings(budget(asked.record, asked.project)))


def test_the_choice_among_offers_is_said() -> None:
    one, other = offers(2)
    assert codes(choices(one, other)) == ["quotation-none-chosen"]
    assert places(choices(one, other)) == ["quotation Q1 chosen"]
    assert not choices(replace(one, chosen=True), other)
    unfit = replace(one, chosen=True, conforms=False)
    assert (codes(choices(unfit)), places(choices(unfit))) == (
        ["quotation-unfit"], ["quotation Q1 conforms"],
    )  # fmt: skip
    assert not choices()


@pytest.mark.parametrize(
    ("start", "end", "outside"),
    [
        (date(2025, 4, 1), date(2027, 6, 30), []),
        (date(2025, 3, 31), date(2027, 7, 1), ["project P1 start", "project P1 end"]),
        (None, None, []),
    ],
)
def test_dates_in_the_round(start: date | None, end: date | None, outside: list[str]) -> None:
    project = replace(PROJECT, start=start, end=end)
    found = list(dates_in_round(project, ROUND))
    assert places(found) == outside
    assert all(each.severity.value == "info" and each.facts["ask"] == ROUND.ask for each in found)


def test_a_step_ends_after_it_begins() -> None:
    dates = {"start": date(2027, 1, 1), "end": date(2027, 6, 30)}
    step = Milestone(id="m", code="M1", project="p", start=date(2027, 3, 2), end=date(2027, 3, 1))
    found = together(*WHOLE, step, **dates)
    assert (codes(found), places(found)) == (["milestone-dates"], ["milestone M1 end"])


def test_what_is_longer_than_similar_funds_take() -> None:
    long = {"name": LocalText("T" * 101), "summary": LocalText("word " * 201)}
    assert codes(together(*WHOLE, **long)) == ["hint-title", "hint-summary"]
    assert not together(*WHOLE, name=LocalText("T" * 100), summary=LocalText("word " * 200))
