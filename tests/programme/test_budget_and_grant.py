"""The budget's arithmetic, taxes apart, currencies with their dated rate; and the grant."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from cpdesk.domain.papers import Evidence
from cpdesk.domain.projects import BudgetCategory, BudgetItem, Developer, Quotation
from cpdesk.domain.words import LocalText
from cpdesk.programme.budget import Budget, budget
from cpdesk.programme.funding import (
    Ceilings,
    StepKind,
    grant,
    grant_findings,
    grant_of,
    proven,
)
from tests.programme.making import PROJECT, codes, made, places

LIMITS = Ceilings(D("0.5"), D(650_000), D(750_000))
DAY = date(2026, 11, 1)


def line(**values: Any) -> BudgetItem:
    usual = BudgetItem(id="1", code="B1", project="p", quantity=D(2), unit_price=D(100))
    return replace(usual, **values)


def costs(*entities: Any) -> Budget:
    return budget(made(PROJECT, *entities), PROJECT)


def test_quantity_times_price_to_the_cent() -> None:
    one = costs(line(quantity=D(3), unit_price=D("0.335")))
    assert (one.lines[0].amount, one.lines[0].hkd) == (D("1.01"), D("1.01"))
    assert one.complete
    assert not one.findings
    assert not costs().complete
    assert costs(line(), line(id="2", project="another")).total == 200


def test_a_currency_counts_only_with_a_rate_and_its_day() -> None:
    foreign = {"currency": "CNY", "rate": D("1.0855"), "rate_date": DAY}
    whole = costs(line(**foreign))
    assert (whole.lines[0].amount, whole.total) == (D("200.00"), D("217.10"))
    for lacks in ({"rate": None}, {"rate": D(0)}, {"rate_date": None}):
        part = costs(line(**(foreign | lacks)), line(id="2", code="B2"))
        assert (part.lines[0].hkd, part.total, part.complete) == (None, D(200), False)
        assert codes(part.findings) == ["budget-no-rate"]
        assert places(part.findings) == ["budget-item B1 rate"]
        assert part.findings[0].facts["currency"] == "CNY"


def test_tax_stands_apart_in_dollars() -> None:
    taxed = costs(
        line(tax=D(26)), line(id="2", code="B2", currency="CNY", rate=D("1.1"), rate_date=DAY,
                              tax=D(10)),
        line(id="3", code="B3", currency="EUR", tax=D(9), unit_price=None),
    )  # fmt: skip
    assert (taxed.total, taxed.tax) == (D("420.00"), D("37.00"))
    assert taxed.lines[2].tax is None


def test_what_is_missing_or_impossible_leads_to_its_field() -> None:
    assert places(costs(line(quantity=None)).findings) == ["budget-item B1 quantity"]
    assert places(costs(line(quantity=None, unit_price=None)).findings) == [
        "budget-item B1 unit_price"
    ]
    for negative in ({"quantity": D(-1)}, {"unit_price": D(-1)}, {"tax": D(-1)}):
        assert codes(costs(line(**negative)).findings) == ["budget-negative"]
    assert not costs(line(quantity=D(0), tax=D(0)), line(id="2", unit_price=D(0))).findings
    odd = costs(line(rate=D("1.08")))
    assert (codes(odd.findings), odd.total) == (["budget-rate"], D(200))
    assert not costs(line(rate=D(1))).findings


def test_subtotals_by_category() -> None:
    sums = costs(
        line(), line(id="2", category=BudgetCategory.OTHER, quantity=D(1)),
        line(id="3", category=BudgetCategory.EQUIPMENT, currency="CNY"),
        line(id="4", category=BudgetCategory.EQUIPMENT, quantity=D(5)),
    )  # fmt: skip
    assert [sums.subtotal(each) for each in (BudgetCategory.EQUIPMENT, BudgetCategory.OTHER, None)
            ] == [D(500), D(100), D(200)]  # fmt: skip
    assert len(sums.of(BudgetCategory.EQUIPMENT)) == 2
    assert sums.subtotal(BudgetCategory.DESIGN) == 0


def test_the_chosen_offer_is_the_line() -> None:
    def offer(**values: Any) -> Quotation:
        usual = Quotation(id="q", code="Q1", item="1", amount=D(200), chosen=True)
        return replace(usual, **values)

    assert not costs(line(), offer()).findings
    other = costs(line(), offer(amount=D("200.01")))
    assert (codes(other.findings), places(other.findings)) == (
        ["budget-offer"], ["quotation Q1 amount"],
    )
    for harmless in ({"chosen": False}, {"currency": "CNY"}, {"amount": None}):
        assert not costs(line(), offer(**{"amount": D(1), **harmless})).findings
    assert codes(costs(line(quantity=None), offer(amount=D(1))).findings) == ["budget-no-amount"]


def test_half_of_the_cost_is_cut_to_the_cent_never_rounded_up() -> None:
    given = grant(D("1000.01"), LIMITS, None, False, D(0))
    assert (given.amount, given.own) == (D("500.00"), D("500.01"))


@pytest.mark.parametrize(
    ("cost", "developer", "proof", "amount", "at_ceiling"),
    [
        ("1300000", Developer.OTHER, True, "650000", False),
        ("1300000.02", Developer.OTHER, True, "650000", True),
        ("1500000", Developer.HONG_KONG, True, "750000", False),
        ("1500000.02", Developer.JOINT, True, "750000", True),
        ("1500000", Developer.JOINT, False, "650000", True),
        ("1500000", None, True, "650000", True),
    ],
)
def test_the_ceiling_decides_only_above_its_limit(
    cost: str, developer: Developer | None, proof: bool, amount: str, at_ceiling: bool
) -> None:
    given = grant(D(cost), LIMITS, developer, proof, D(0))
    assert (given.amount, given.at_ceiling) == (D(amount), at_ceiling)


def test_the_arithmetic_is_told_step_by_step() -> None:
    given = grant(D(2_000_000), LIMITS, Developer.JOINT, True, D(250_000))
    assert given.steps == (
        (StepKind.COST, D(2_000_000)), (StepKind.HALF, D("1000000.00")),
        (StepKind.CEILING, D(750_000)), (StepKind.GRANT, D(750_000)),
        (StepKind.OTHER, D(250_000)), (StepKind.OWN, D(1_000_000)),
    )  # fmt: skip


def test_proof_is_a_description_or_the_paper_g10() -> None:
    told = replace(PROJECT, development_proof=LocalText("Agreement of 2025"))
    assert proven(made(told), told)
    assert not proven(made(PROJECT), PROJECT)
    assert proven(made(PROJECT, Evidence(id="e", document="G10")), PROJECT)
    assert not proven(made(PROJECT, Evidence(id="e", document="G1")), PROJECT)


def findings(cost: str, **values: Any) -> list[Any]:
    project = replace(PROJECT, **values)
    return list(grant_findings(made(project), project, LIMITS, D(cost)))


def test_what_is_worth_knowing_of_the_grant() -> None:
    assert not findings("1300000", developer=Developer.OTHER)
    unproven = findings("1000000", developer=Developer.HONG_KONG)
    assert (codes(unproven), places(unproven)) == (
        ["proof-missing"], ["project P1 development_proof"],
    )
    over = findings("1400000")
    assert codes(over) == ["grant-ceiling"]
    assert (over[0].facts["half"], over[0].facts["ceiling"]) == (D(700_000), D(650_000))


def test_other_money_may_fill_the_gap_and_not_more() -> None:
    exact = findings("1000000", other_funding_amount=D(500_000))
    assert (codes(exact), exact[0].blocking) == (["grant-double"], False)
    over = findings("1000000", other_funding_amount=D("500000.01"))
    assert (codes(over), over[0].blocking) == (["grant-over-cost"], True)
    assert places(over) == ["project P1 other_funding_amount"]
    assert grant_of(made(PROJECT), PROJECT, LIMITS, D(100)).other == 0


@pytest.mark.parametrize("power", [20, 27, 40])
def test_a_slip_of_the_hand_is_computed_and_not_a_crash(power: int) -> None:
    one = costs(line(quantity=D(10) ** power, unit_price=D(2), tax=D(10) ** power))
    assert one.lines[0].hkd == 2 * D(10) ** power
    granted = grant(one.total or D(0), LIMITS, Developer.HONG_KONG, True, D(0))
    assert granted.amount == D(750_000)
