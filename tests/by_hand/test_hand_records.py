"""Records that share nothing with the sample factory print their packs or list their findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from cpdesk.domain.company import Factory
from cpdesk.domain.entity import Entity
from cpdesk.domain.plant import Meter
from cpdesk.domain.projects import Project
from cpdesk.domain.recognition import LabelClass
from cpdesk.domain.upgrades import Upgrade
from cpdesk.records.store import Store
from cpdesk.services.jobs import NullJob
from cpdesk.services.orders import ApplicationOrder, DossierOrder, check
from cpdesk.services.packs import make
from cpdesk.services.saving.savings import savings_of
from cpdesk.services.series import monthly
from cpdesk.services.workspace import Workspace
from tests.by_hand import dyeing_mill, workshop

ON = date(2026, 11, 24)
Maker = Callable[[], list[Entity]]


def noon() -> datetime:
    return datetime(2026, 11, 24, 12)


@pytest.fixture(params=[dyeing_mill.entities, workshop.entities], ids=["mill", "workshop"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workspace]:
    make: Maker = request.param
    with Store.create(tmp_path / "手工 record.cpdesk", author="test", now=noon) as store:
        with store.change("Typed by hand") as work:
            for entity in make():
                work.put(entity)
        yield Workspace(store, noon, "test")


@pytest.mark.parametrize("language", ["en", "zh_Hant", "zh_Hans"])
def test_both_packs_are_printed_as_drafts(desk: Workspace, tmp_path: Path, language: str) -> None:
    project, factory = desk.record.all(Project)[0], desk.record.all(Factory)[0]
    application = make(
        desk, ApplicationOrder(project), language, tmp_path / "application.pdf", ON, False,
        NullJob(),
    )  # fmt: skip
    dossier = make(
        desk, DossierOrder(factory, LabelClass.PARTNER, 2026), language,
        tmp_path / "dossier.pdf", ON, False, NullJob(),
    )  # fmt: skip
    assert application.path.read_bytes().startswith(b"%PDF")
    assert dossier.path.read_bytes().startswith(b"%PDF")


def test_what_is_missing_is_found_before_anything_is_issued(
    desk: Workspace, tmp_path: Path
) -> None:
    project = desk.record.all(Project)[0]
    findings = check(desk, ApplicationOrder(project))
    assert any(each.blocking for each in findings)
    assert all(each.kind.sentence for each in findings)


def test_a_month_is_only_whole_when_bills_cover_every_day(desk: Workspace) -> None:
    for meter in desk.record.all(Meter):
        series = monthly(desk.record, meter)
        spread = sum(part.amount for bill in series.bills for part in bill.parts)
        assert spread == sum(reading.amount for reading in desk.record.readings(meter))
        first = desk.record.readings(meter)[0].start
        assert series.months[0].complete is (first.day == 1)


def test_a_driver_that_explains_nothing_is_never_called_shown(desk: Workspace) -> None:
    for upgrade in desk.record.all(Upgrade):
        for effect in savings_of(desk.record, upgrade, desk.factors()).effects:
            if effect.avoided is not None and effect.effect.drivers:
                assert effect.avoided.verdict.value != "shown"
