"""Whether there are months enough for what a paper tells of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cpdesk.domain.company import Company, Factory
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, DriverKind, Meter, Reading
from cpdesk.domain.projects import Project
from cpdesk.domain.recognition import LabelClass
from cpdesk.services.orders import ApplicationOrder, DossierOrder, Order, check
from cpdesk.services.workspace import Workspace
from tests.documents.test_packs import desk_of

TOLD = {"series-empty", "series-no-year", "series-not-three-years", "output-missing"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    entities = [
        Company(id="c", code="C1"), Factory(id="f", code="F1", company="c"),
        Meter(id="m", code="M1", factory="f", unit="kWh"), Project(id="p", code="P1", factory="f"),
    ]  # fmt: skip
    with desk_of(tmp_path, entities) as made:
        yield made


def read(desk: Workspace, first: Month, months: int, **of: str) -> None:
    with desk.store.change("Read") as work:
        for at in range(months):
            start, end = (first + at).start, (first + at + 1).start
            work.put(Reading(id=f"{of}{first}{at}", start=start, end=end, amount=Decimal(9), **of))


def found(desk: Workspace, order: Order) -> dict[str, str]:
    told = check(desk, order, date(2026, 11, 24))
    return {each.code: str(each.place) for each in told if each.code in TOLD}


def test_a_meter_without_a_reading_is_told_and_leads_to_the_months(desk: Workspace) -> None:
    order = ApplicationOrder(desk.record.all(Project)[0])
    assert found(desk, order) == {"series-empty": "meter M1 amount"}
    read(desk, Month(2026, 1), 6, meter="m")
    assert found(desk, order) == {"series-no-year": "meter M1 amount"}
    read(desk, Month(2025, 1), 12, meter="m")
    assert found(desk, order) == {}


def test_the_label_wants_three_years_and_what_was_made(desk: Workspace) -> None:
    factory = desk.record.all(Factory)[0]
    order = DossierOrder(factory, LabelClass.PARTNER, 2026)
    read(desk, Month(2024, 1), 24, meter="m")
    assert found(desk, order) == {
        "output-missing": "driver kind production", "series-not-three-years": "meter M1 amount",
    }  # fmt: skip
    with desk.store.change("Driver") as work:
        work.put(Driver(id="d", code="D1", factory="f", kind=DriverKind.PRODUCTION, unit="t"))
    read(desk, Month(2023, 1), 12, meter="m")
    read(desk, Month(2023, 1), 36, driver="d")
    assert found(desk, order) == {}
    assert found(desk, DossierOrder(factory, LabelClass.SUPPLY_CHAIN, 2026)) == {}
