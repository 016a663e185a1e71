"""CO2 beside what is known (P6, P9), and the user's own factors, where the checks tell of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cpdesk.bootstrap import sample_desk
from cpdesk.domain.company import Factory
from cpdesk.domain.findings import Finding
from cpdesk.domain.papers import OwnFactor
from cpdesk.domain.plant import MeterKind
from cpdesk.domain.projects import Project
from cpdesk.domain.recognition import LabelClass
from cpdesk.domain.record import Record
from cpdesk.domain.upgrades import Effect, Quantity, Upgrade
from cpdesk.services.factors import load_factors
from cpdesk.services.orders import ApplicationOrder, DossierOrder, check
from cpdesk.services.saving.carbon import expected_carbon, measured_carbon
from cpdesk.services.saving.savings import savings_of
from cpdesk.services.saving.views import economies_of, measures_of
from cpdesk.services.workspace import Workspace
from tests.services.test_savings import EFFECT, METER, UPGRADE, record

D = Decimal
GRID = "co2.grid.guangdong"


def found(made: Record) -> list[Finding]:
    savings = savings_of(made, made.get(Upgrade, "u"), load_factors(made))
    economies = economies_of(made, (savings,), (), measures_of(made, (savings,)))
    return list(measured_carbon(made, (savings,), economies))


def own(**values: Any) -> OwnFactor:
    return OwnFactor(id="o", code="O1", factor=GRID, **values)


@pytest.mark.parametrize(
    ("factor", "expected"),
    [
        (None, []),
        (own(value=D("0.4403"), year=2022), []),
        (own(value=D("0.46"), year=2023), ["co2-off-factor"]),  # 0.4419 is published for 2023
        (own(value=D("0.46")), ["co2-off-factor"]),
        (own(value=D("0.46"), year=2024), []),  # nothing is known yet to hold it against
    ],
)
def test_an_own_grid_factor_is_held_against_the_one_of_its_year(
    factor: OwnFactor | None, expected: list[str]
) -> None:
    assert [each.code for each in found(record(*((factor,) if factor else ())))] == expected


def test_what_is_said_of_the_grid() -> None:
    (said,) = found(record(own(value=D("0.46"), year=2023)))
    assert (said.place.kind, said.place.code) == ("effect", EFFECT.code)
    assert (said.facts["claimed"], said.facts["factor"]) == (D("0.46"), D("0.4419"))


@pytest.mark.parametrize(
    ("calorific_value", "expected"),
    [(None, []), (D(35_000), []), (D(3_500), ["co2-off-fuel"])],  # kJ/m³; the last lost a digit
)
def test_the_heat_of_a_fuel_tells_a_wrong_factor(
    calorific_value: Decimal | None, expected: list[str]
) -> None:
    gas = replace(METER, kind=MeterKind.NATURAL_GAS, unit="m³", calorific_value=calorific_value)
    assert [each.code for each in found(record(gas))] == expected


@pytest.mark.parametrize(
    ("cost", "quantity", "expected"),
    [
        (D(40_000), Quantity.ENERGY, []),  # about 14.6 t in the eleven months
        (D(2_000), Quantity.ENERGY, ["cost-of-tonne"]),
        (D(900_000), Quantity.ENERGY, ["cost-of-tonne"]),
        (D(900_000), Quantity.VOC, []),  # what it is for is another thing
    ],
)
def test_the_cost_of_a_tonne_of_an_upgrade(
    cost: Decimal, quantity: Quantity, expected: list[str]
) -> None:
    twelve = replace(UPGRADE, cost=cost, currency="CNY", running_from=date(2024, 1, 1),
                     works_from=None)  # fmt: skip
    assert [e.code for e in found(record(twelve, replace(EFFECT, quantity=quantity)))] == expected


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    desk = sample_desk(tmp_path)
    yield desk
    desk.store.close()


def test_a_project_is_held_against_the_cost_of_a_tonne(desk: Workspace) -> None:
    """The sample's budget of some hundred thousand dollars for two MWh a year, 0.9 t."""
    project, record = desk.record.all(Project)[0], desk.record
    upgrades = record.where(Upgrade, project=project.id)
    x1 = record.find(Effect, "X1")
    assert x1
    with desk.store.change("Save energy only, two times one MWh") as work:
        work.put_many(
            replace(each, meter=x1.meter, quantity=Quantity.ENERGY, unit="MWh", expected=D(1))
            for upgrade in upgrades for each in record.where(Effect, upgrade=upgrade.id)
        )  # fmt: skip
    said = list(
        expected_carbon(desk.record, project, upgrades, desk.factors(), date(2026, 11, 25))
    )
    assert [(each.code, each.place.kind) for each in said] == [("cost-of-tonne", "project")]


def test_a_doubtful_own_factor_is_told_in_both_checks(desk: Workspace) -> None:
    with desk.store.change("A factor of one's own") as work:
        work.put(own(value=D("4.4")))
    record = desk.record
    for said in (
        check(desk, ApplicationOrder(record.all(Project)[0])),
        check(desk, DossierOrder(record.all(Factory)[0], LabelClass.PARTNER, 2026)),
    ):
        places = {each.code: each.place for each in said}
        assert {"own-factor-far", "own-factor-without-year"} <= set(places)
        assert (places["own-factor-far"].kind, places["own-factor-far"].code) == ("factor", "O1")
