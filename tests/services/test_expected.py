"""Expected effects by upgrade and in total: against arithmetic done by hand."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from decimal import Decimal as D
from pathlib import Path

import pytest

from cpdesk.documents.view import ApplicationView, ExpectedYear
from cpdesk.domain.company import Company, Factory, Region
from cpdesk.domain.plant import Meter, MeterKind
from cpdesk.domain.projects import BudgetItem, Project
from cpdesk.domain.upgrades import Effect, Quantity, Upgrade
from cpdesk.domain.words import LocalText
from cpdesk.services.basis import basis_of
from cpdesk.services.jobs import NullJob
from cpdesk.services.orders import ApplicationOrder, check
from cpdesk.services.packs import make
from cpdesk.services.workspace import Workspace
from tests.documents.reading import texts
from tests.documents.test_packs import desk_of

ON = date(2026, 11, 24)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    entities = [
        Company(id="c", code="C1"),
        Factory(id="f", code="F1", company="c", region=Region.GUANGDONG),
        Meter(id="m", code="M1", factory="f", unit="kWh", kind=MeterKind.ELECTRICITY),
        Project(id="p", code="P1", factory="f", name=LocalText("Less power")),
        BudgetItem(id="b", code="B1", project="p", quantity=D(1), unit_price=D(30_000)),
        Upgrade(id="u", code="U1", factory="f", project="p", cost=D(20_000), currency="HKD"),
        Upgrade(id="v", code="U2", factory="f", project="p", cost=D(10_000), currency="HKD"),
        Effect(id="x", code="X1", upgrade="u", meter="m", quantity=Quantity.ENERGY, unit="kWh",
               expected=D(10_000), tolerance=D(20), money=D(8_000), money_currency="HKD"),
        Effect(id="y", code="X2", upgrade="v", meter="m", quantity=Quantity.ENERGY, unit="MWh",
               expected=D(5), tolerance=D(10), money=D(4_000), money_currency="HKD"),
        Effect(id="z", code="X3", upgrade="v", quantity=Quantity.VOC, unit="kg", expected=D(30)),
    ]  # fmt: skip
    with desk_of(tmp_path, entities) as made:
        yield made


def years(desk: Workspace) -> tuple[ExpectedYear, ...]:
    view = ApplicationOrder(desk.record.all(Project)[0]).view(basis_of(desk, ON))
    assert isinstance(view, ApplicationView)
    return view.expected


def told(year: ExpectedYear) -> dict[object, tuple[float, float | None, str]]:
    return {each.what: (each.amount, each.half, each.unit) for each in year.sums}


def test_sums_of_one_and_of_all(desk: Workspace) -> None:
    first, second, every = years(desk)
    assert (first.upgrade, second.upgrade) == desk.record.all(Upgrade)
    assert every.upgrade is None
    assert told(first)[Quantity.ENERGY] == (10_000, 2_000, "kWh")
    amount, half, unit = told(every)[Quantity.ENERGY]
    assert (amount, unit) == (15_000, "kWh")
    assert half == pytest.approx(math.hypot(2_000, 500))
    assert told(every)[Quantity.VOC] == (30, None, "kg")
    coal, coal_half, _ = told(every)["Standard coal"]
    assert coal == pytest.approx(15_000 * 0.1229 / 1000)
    assert coal_half == pytest.approx(math.hypot(2_000, 500) * 0.1229 / 1000)
    assert told(every)["CO2"][0] == pytest.approx(15_000 * 0.4419 / 1000)
    assert told(every)["Money"] == (12_000, None, "HKD")


def test_payback_of_each_and_of_all(desk: Workspace) -> None:
    assert [each.payback for each in years(desk)] == pytest.approx([2.5, 2.5, 2.5])


def test_one_upgrade_is_its_own_total(desk: Workspace) -> None:
    with desk.store.change("Take out") as work:
        for each in (desk.record.get(Effect, "y"), desk.record.get(Effect, "z"),
                     desk.record.get(Upgrade, "v")):  # fmt: skip
            work.remove(each)
    assert [each.upgrade and each.upgrade.code for each in years(desk)] == ["U1"]


def test_they_are_printed_with_the_factors(desk: Workspace, tmp_path: Path) -> None:
    order, out = ApplicationOrder(desk.record.all(Project)[0]), tmp_path / "a.pdf"
    make(desk, order, "en", out, ON, False, NullJob())
    whole = " ".join(" ".join(texts(out.read_bytes())).split())
    assert "All upgrades Energy 15,000 ±2,062 kWh" in whole
    assert "CO₂ 6.63 ±0.91 t" in whole or "CO2 6.63 ±0.91 t" in whole
    assert "0.4419" in whole


def test_money_without_a_rate_is_told(desk: Workspace) -> None:
    def found() -> list[str]:
        told = check(desk, ApplicationOrder(desk.record.all(Project)[0]), ON)
        return [str(each.place) for each in told if each.code == "money-no-rate"]

    assert found() == []
    with desk.store.change("RMB") as work:
        work.put(Effect(id="z", code="X3", upgrade="v", quantity=Quantity.VOC, unit="kg",
                        expected=D(30), money=D(100), money_currency="CNY"))  # fmt: skip
    assert found() == ["exchange-rate rate CNY"]
    assert years(desk)[2].payback is None
