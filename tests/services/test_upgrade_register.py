"""How far an upgrade has come, what it costs and saves in a year: only what can be followed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cpdesk.domain.entity import Entity
from cpdesk.domain.projects import BudgetItem, Payment, Project, Quotation
from cpdesk.domain.record import Record
from cpdesk.domain.upgrades import Upgrade
from cpdesk.domain.words import LocalText
from cpdesk.programme.schemes import load_schemes
from cpdesk.services.basis import Basis
from cpdesk.services.factors import load_factors
from cpdesk.services.upgrade_register import Entry, Group, Step, register
from tests.services.test_savings import EFFECT, UPGRADE, record

PROJECT = Project(id="p", code="P1", factory="f", end=date(2027, 3, 31))
ITEM = BudgetItem(
    id="b", code="B1", project="p", quantity=Decimal(2), unit_price=Decimal(100_000),
    currency="HKD",
)  # fmt: skip
OFFER = Quotation(id="q", code="Q1", item="b", dated=date(2026, 5, 4), amount=Decimal(200_000))
PLANNED = Upgrade(id="v", code="U2", factory="f", project="p")
VERIFIED = replace(
    UPGRADE, cost=Decimal(100_000), verifier=LocalText("A verifier"), verified_report="R-1",
    verified_on=date(2025, 3, 1),
)  # fmt: skip


def entries(*others: Entity) -> dict[str, Entry]:
    made = record(*others)
    return {each.upgrade.code: each for each in register(basis(made))}


def basis(made: Record) -> Basis:
    return Basis(made, load_schemes(made), load_factors(made), date(2026, 11, 24))


def reached(entry: Entry) -> list[Step]:
    return [each.step for each in entry.ladder if each.reached]


def test_a_measured_upgrade_has_its_months_and_its_worth() -> None:
    """3,000 kWh less in each of eleven months at 0.8: no year yet, so nothing a year."""
    entry = entries()["U1"]
    assert entry.group is Group.MEASURED
    assert entry.step is Step.MEASURED
    assert reached(entry) == [Step.IDEA, Step.ORDERED, Step.RUNNING, Step.MEASURED]
    days = {each.step: each.day for each in entry.ladder}
    assert days[Step.ORDERED] == date(2023, 12, 10)
    assert days[Step.RUNNING] == date(2024, 1, 20)
    assert days[Step.MEASURED] == date(2024, 12, 31)
    assert entry.measured is None
    assert entry.payback is None


def test_twelve_months_are_a_year_in_hong_kong_dollars() -> None:
    """Eleven months and January too: 3,000 kWh x 12 x 0.8 CNY at 1.08, odd months aside."""
    entry = entries(
        replace(UPGRADE, works_from=date(2024, 1, 1), running_from=date(2024, 1, 1),
                cost=Decimal(100_000))
    )["U1"]  # fmt: skip
    assert entry.measured
    assert entry.measured.amount == pytest.approx(3000 * 12 * 0.8 * 1.08, rel=0.01)
    assert entry.measured.half_width
    assert entry.measured.half_width > 0
    assert entry.cost == pytest.approx(108_000)
    assert entry.payback == pytest.approx(108_000 / entry.measured.amount)
    assert not entry.from_expected


def test_verified_needs_verifier_report_and_day() -> None:
    assert entries(VERIFIED)["U1"].group is Group.VERIFIED
    for lacking in ({"verifier": LocalText()}, {"verified_report": ""}, {"verified_on": None}):
        entry = entries(replace(VERIFIED, **lacking))["U1"]
        assert entry.group is Group.MEASURED
        assert Step.VERIFIED not in reached(entry)


def test_a_report_about_what_is_not_measured_verifies_nothing() -> None:
    entry = entries(VERIFIED, replace(EFFECT, meter=None))["U1"]
    assert entry.group is Group.MEASURING
    assert entry.step is Step.RUNNING


def test_a_saving_that_is_not_shown_is_still_being_measured() -> None:
    """From 2024 on as much is used as before."""
    made = record()
    back = [
        replace(each, amount=each.amount + 3000)
        for each in made.readings(made.entity("m"))  # type: ignore[arg-type]
        if each.start >= date(2024, 1, 1)
    ]
    entry = entries(*back)["U1"]
    assert entry.not_shown
    assert entry.group is Group.MEASURING
    assert entry.measured is None


def test_from_idea_to_order_in_a_project() -> None:
    alone = replace(PLANNED, project=None)
    assert entries(alone)["U2"].group is Group.IDEA
    assert reached(entries(alone)["U2"]) == [Step.IDEA]
    assert entries(PLANNED, PROJECT)["U2"].group is Group.PROJECT
    quoted = entries(PLANNED, PROJECT, ITEM, OFFER)["U2"]
    assert quoted.step is Step.QUOTED
    assert quoted.ladder[1].day == date(2026, 5, 4)
    order = Payment(id="y", item="b", ordered=date(2026, 7, 1))
    ordered = entries(PLANNED, PROJECT, ITEM, OFFER, order)["U2"]
    assert ordered.step is Step.ORDERED
    assert ordered.ladder[2].day == date(2026, 7, 1)


def test_the_budget_is_the_cost_of_the_only_upgrade_of_a_project() -> None:
    assert entries(PLANNED, PROJECT, ITEM)["U2"].cost == 200_000
    other = replace(PLANNED, id="w", code="U3")
    assert entries(PLANNED, other, PROJECT, ITEM)["U2"].cost is None
    own = replace(PLANNED, cost=Decimal(5), currency="HKD")
    assert entries(own, PROJECT, ITEM)["U2"].cost == 5


def test_before_it_runs_the_payback_rests_on_what_is_expected() -> None:
    hoped = replace(EFFECT, id="h", code="E2", upgrade="v", money=Decimal(50_000),
                    money_currency="HKD")  # fmt: skip
    entry = entries(PLANNED, PROJECT, ITEM, hoped)["U2"]
    assert entry.expected == 50_000
    assert entry.payback == pytest.approx(4.0)
    assert entry.from_expected
    granted = replace(PLANNED, grant=Decimal(100_000))
    assert entries(granted, PROJECT, ITEM, hoped)["U2"].payback == pytest.approx(2.0)


def test_an_amount_without_a_rate_is_not_known() -> None:
    foreign = replace(PLANNED, cost=Decimal(10), currency="EUR")
    assert entries(foreign)["U2"].cost is None


def test_what_has_come_farthest_stands_first() -> None:
    made = record(PLANNED, PROJECT, replace(PLANNED, id="i", code="U0", project=None), VERIFIED)
    assert [each.upgrade.code for each in register(basis(made))] == ["U1", "U2", "U0"]
