"""Which models a baseline allows, and agreeing to one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from cpdesk.analysis.models.rule_sets import RuleSet
from cpdesk.analysis.models.selection import PROMISES_TOO_MUCH
from cpdesk.domain.company import Company
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, DriverKind, Reading
from cpdesk.domain.record import KINDS
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.records.store import Store
from cpdesk.services.factors import load_factors
from cpdesk.services.saving import findings as found
from cpdesk.services.saving.models import agree, choices, choose_drivers
from cpdesk.services.saving.savings import savings_of
from cpdesk.services.workspace import Workspace
from tests.services.test_savings import record


def now() -> datetime:
    return datetime(2025, 3, 1, 9)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    """The plant of the savings tests with a second driver that is a plain count of months."""
    count = Driver(id="count", code="D2", factory="f", kind=DriverKind.OTHER, unit="no")
    counted = [
        Reading(id=f"c{at}", driver="count", start=(Month(2022, 1) + at).start,
                end=(Month(2022, 1) + at).end, amount=Decimal((at * 7) % 12))
        for at in range(36)
    ]  # fmt: skip
    made = record(count, *counted)
    with Store.create(tmp_path / "a.cpdesk", author="a", now=now) as store:
        with store.change("Set up") as work:
            work.put(Company(id="c", code="C1"))
            for kind in KINDS:
                work.put_many(made.all(kind))
        yield Workspace(store, now, "a")


def effect(desk: Workspace) -> Effect:
    return desk.record.get(Effect, "e")


def test_all_models_of_the_baseline_the_chosen_one_first(desk: Workspace) -> None:
    made = choices(desk.record, desk.record.get(Upgrade, "u"), effect(desk))
    assert made.models[0].model.drivers == ("D1",)
    assert [each.chosen for each in made.models] == [True, False, False]
    assert {each.model.drivers for each in made.models} == {("D1",), ("D2",), ("D1", "D2")}
    assert len(made.months) == 23
    first = made.models[0]
    assert RuleSet.SEP in first.meets
    assert first.model.r2 > 0.99
    assert PROMISES_TOO_MUCH in [each.kind for each in made.findings]


def test_drivers_are_chosen_and_the_choice_can_be_taken_back(desk: Workspace) -> None:
    choose_drivers(desk, effect(desk), ("D2", "D1"))
    assert effect(desk).drivers == ("count", "d")
    desk.store.undo()
    assert effect(desk).drivers == ("d",)


def test_what_was_agreed_to_is_kept_and_stale_when_it_changes(desk: Workspace) -> None:
    agree(desk, effect(desk))
    assert effect(desk).agreed_on == date(2025, 3, 1)

    def kinds() -> list[object]:
        upgrade = desk.record.get(Upgrade, "u")
        savings = savings_of(desk.record, upgrade, load_factors(desk.record))
        return [each.kind for each in savings.findings]

    assert found.STALE not in kinds()
    with desk.store.change("Correct") as work:
        reading = desk.record.get(Reading, "m3")
        work.put(replace(reading, amount=reading.amount + 5))
    assert found.STALE in kinds()
    choose_drivers(desk, effect(desk), ("D1",))
    assert found.STALE not in kinds()
