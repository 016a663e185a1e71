"""Shares through several levels, codes that check themselves, and the grant's arithmetic."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from cpdesk.domain.company import Company, Factory, Holding, Party
from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Refusal
from cpdesk.domain.projects import BudgetItem, Developer, Project
from cpdesk.domain.record import Identity, Record
from cpdesk.programme.budget import NO_AMOUNT, NO_RATE, budget
from cpdesk.programme.codes import (
    credit_check,
    is_br_number,
    is_credit_code,
    is_hong_kong_telephone,
)
from cpdesk.programme.funding import Ceilings, grant
from cpdesk.programme.ownership import effective_share, sum_findings

ROUND = Ceilings(Decimal("0.5"), Decimal(650_000), Decimal(750_000))


def record(*entities: Entity) -> Record:
    tables: dict[type[Entity], dict[str, Entity]] = {}
    for entity in entities:
        tables.setdefault(type(entity), {})[entity.id] = entity
    return Record(Identity("r", 0, ""), tables)


def chain(*shares: tuple[str, str, str]) -> Record:
    nodes = {name for owner, owned, _ in shares for name in (owner, owned)} - {"c", "f"}
    return record(
        Company(id="c", code="C1"), Factory(id="f", code="F1", company="c"),
        *(Party(id=name, code=name) for name in nodes),
        *(
            Holding(id=f"h{number}", owner=owner, owned=owned, share=Decimal(share))
            for number, (owner, owned, share) in enumerate(shares)
        ),
    )


def test_shares_multiply_down_and_add_up_across() -> None:
    held = chain(("p", "a", "60"), ("a", "f", "50"), ("p", "b", "100"), ("b", "f", "20.5"))
    assert effective_share(held, "p", "f") == Fraction(505, 1000)
    assert effective_share(held, "c", "f") == 0


def test_a_circle_of_owners_is_refused() -> None:
    with pytest.raises(Refusal):
        effective_share(chain(("a", "b", "50"), ("b", "a", "50")), "p", "a")


def test_shares_that_do_not_add_up_are_found() -> None:
    codes = [finding.code for finding in sum_findings(chain(("p", "f", "70"), ("q", "f", "40")))]
    assert codes == ["ownership-over-100"]
    codes = [finding.code for finding in sum_findings(chain(("p", "f", "70")))]
    assert codes == ["ownership-under-100"]
    assert not list(sum_findings(chain(("p", "f", "70"), ("q", "f", "30"))))


@pytest.mark.parametrize("code", ["91440300708461136T", "9144030071526726XG"])
def test_credit_codes_of_listed_companies(code: str) -> None:
    assert is_credit_code(code)
    assert credit_check(code[:17]) == code[-1]


def test_a_wrong_or_impossible_credit_code() -> None:
    assert not is_credit_code("91440300708461137T")
    assert not is_credit_code("9144030070846113OT")


def test_registration_numbers_and_telephones() -> None:
    assert is_br_number("12345678")
    assert is_br_number("12345678-000")
    assert not is_br_number("1234567")
    assert is_hong_kong_telephone("+852 2345 6789")
    assert not is_hong_kong_telephone("+86 769 2345 6789")


@pytest.mark.parametrize(
    ("cost", "developer", "proven", "amount"),
    [
        ("1299999.99", Developer.OTHER, True, "649999.99"),
        ("1300000", Developer.OTHER, True, "650000"),
        ("1500000", Developer.OTHER, True, "650000"),
        ("1500000", Developer.JOINT, False, "650000"),
        ("1400000", Developer.JOINT, True, "700000"),
        ("1500000", Developer.HONG_KONG, True, "750000"),
        ("9000000", Developer.HONG_KONG, True, "750000"),
    ],
)
def test_the_grant_is_the_lesser(
    cost: str, developer: Developer, proven: bool, amount: str
) -> None:
    given = grant(Decimal(cost), ROUND, developer, proven, Decimal(1000))
    assert given.amount == Decimal(amount)
    assert given.own == given.cost - given.amount - 1000


def test_the_budget_is_exact_and_says_what_is_missing() -> None:
    project = Project(id="p", code="P1", factory="f")
    lines = budget(
        record(
            project,
            BudgetItem(id="1", code="B1", project="p", quantity=Decimal(3),
                       unit_price=Decimal("0.333"), currency="HKD"),
            BudgetItem(id="2", code="B2", project="p", quantity=Decimal(1),
                       unit_price=Decimal(10), currency="CNY"),
            BudgetItem(id="3", code="B3", project="p"),
        ),
        project,
    )
    assert lines.total == Decimal("1.00")
    assert [finding.kind for finding in lines.findings] == [NO_RATE, NO_AMOUNT]
