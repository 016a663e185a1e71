"""After approval: spending against the budget, the claim, and what wants a word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from cpdesk.domain.entity import Entity
from cpdesk.domain.projects import BudgetItem, Milestone, Objective, Payment, Project
from cpdesk.domain.words import LocalText
from cpdesk.programme.budget import budget
from cpdesk.programme.completion import completion_findings
from cpdesk.programme.spending import Claim, Spending, claim, spending
from tests.programme.making import ON, PROJECT, UPGRADE, codes, made, places

APPROVED = replace(
    PROJECT, reference="CPPP-0001", approved_on=date(2025, 9, 1), approved_grant=D(60_000),
    start=date(2025, 10, 1), end=date(2026, 9, 30),
)  # fmt: skip
LINE = BudgetItem(id="b", code="B1", project="p", quantity=D(1), unit_price=D(100_000))
RUNS = replace(UPGRADE, running_from=date(2026, 3, 1))


def paid(code: str = "PY1", **values: Any) -> Payment:
    usual = Payment(
        id=code, code=code, item="b", invoice="INV-1", ordered=date(2025, 10, 5),
        paid=date(2026, 2, 1), amount=D(100_000),
    )  # fmt: skip
    return replace(usual, **values)


def spent(*entities: Entity, project: Project = APPROVED) -> Spending:
    record = made(project, LINE, *entities)
    return spending(record, project, budget(record, project))


def found(*entities: Entity, project: Project = APPROVED) -> list[str]:
    record = made(project, LINE, *({RUNS.id: RUNS} | {e.id: e for e in entities}).values())
    spending_ = spending(record, project, budget(record, project))
    return codes(completion_findings(record, project, spending_, ON))


def claimed(*entities: Entity, project: Project = APPROVED) -> Claim:
    return claim(project, spent(*entities, project=project), D("0.5"))


def test_half_of_what_was_spent_up_to_the_approved_grant() -> None:
    assert claimed(paid()).amount == 50_000
    assert claimed(paid(amount=D(130_000))).amount == 60_000
    # Half of 33,333.33 is 16,666.665: never a cent too much.
    assert claimed(paid(amount=D("33333.33"))).amount == D("16666.66")
    assert claimed(paid(), project=replace(APPROVED, approved_grant=None)).amount is None


def test_another_currency_at_the_rate_of_its_own_day() -> None:
    yuan = paid(amount=D(100_000), currency="CNY", rate=D("1.0855"), rate_date=date(2026, 2, 1))
    assert spent(yuan).total == D("108550.00")
    assert spent(replace(yuan, rate=None)).total == 0


@pytest.mark.parametrize("early", [{"ordered": date(2025, 8, 31)},
                                   {"ordered": None, "paid": date(2025, 8, 31)}])  # fmt: skip
def test_what_was_ordered_before_approval_is_shown_and_left_out(early: dict[str, Any]) -> None:
    sums = claimed(paid(**early), paid("PY2", amount=D(20_000)))
    assert (sums.spent, sums.early, sums.counted) == (120_000, 100_000, 20_000)
    assert sums.amount == 10_000
    assert "payment-early" in found(paid(**early))
    assert "payment-early" not in found(paid(ordered=date(2025, 9, 1)))


def test_each_line_tells_what_it_cost_more() -> None:
    (line,) = spent(paid(), paid("PY2", amount=D(5_000))).lines
    assert (line.spent, line.over) == (105_000, 5_000)
    assert [each.payment.code for each in line.payments] == ["PY1", "PY2"]
    assert "completion-over-budget" in found(paid(amount=D(105_000)))
    explained = replace(APPROVED, deviations=LocalText("The motor had to be larger."))
    assert "completion-over-budget" not in found(paid(amount=D(105_000)), project=explained)


def test_a_whole_report_has_nothing_to_mend() -> None:
    step = Milestone(id="m", code="W1", project="p", end=date(2026, 3, 1), done=date(2026, 3, 1))
    target = Objective(id="o", code="O1", project="p", target=D(10), achieved=D(10))
    assert found(paid(), step, target) == []


@pytest.mark.parametrize(
    ("entity", "code"),
    [
        (paid(amount=None), "payment-empty"), (paid(paid=None), "payment-empty"),
        (paid(currency="CNY"), "payment-no-rate"), (paid(amount=D(-5)), "payment-negative"),
        (paid(invoice=""), "payment-no-invoice"), (paid(paid=date(2026, 10, 1)), "payment-late"),
        (Milestone(id="m", code="W1", project="p"), "step-open"),
        (Milestone(id="m", code="W1", project="p", end=date(2026, 3, 1), done=date(2026, 3, 2)),
         "step-late"),
        (Objective(id="o", code="O1", project="p", target=D(10)), "target-open"),
        (Objective(id="o", code="O1", project="p", target=D(10), achieved=D(9)),
         "target-differs"),
        (replace(UPGRADE, running_from=None), "completion-not-running"),
        (replace(UPGRADE, running_from=date(2027, 1, 1)), "completion-not-running"),
    ],
)  # fmt: skip
def test_what_is_missing_or_late_is_said(entity: Entity, code: str) -> None:
    assert code in found(entity)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"approved_on": None}, "completion-not-approved"),
        ({"approved_grant": None}, "completion-not-approved"),
        ({"reference": ""}, "completion-no-reference"),
        ({"end": date(2027, 1, 1)}, "completion-too-soon"),
    ],
)
def test_the_approval_comes_first(values: dict[str, Any], code: str) -> None:
    assert code in found(paid(), project=replace(APPROVED, **values))


def test_the_place_is_the_field_to_fill_in() -> None:
    project = replace(APPROVED, approved_grant=None)
    record = made(project, LINE, RUNS)
    sums = spending(record, project, budget(record, project))
    assert places(completion_findings(record, project, sums, ON)) == [
        "project P1 approved_grant", "payment",
    ]  # fmt: skip
    assert found() == ["completion-nothing-paid"]
    second = replace(LINE, id="b2", code="B2")
    assert found(paid(), second) == ["completion-line-unpaid"]
