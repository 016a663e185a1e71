"""An idea is an upgrade with its reason and its meter, noted once, and taken back as one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from cpdesk.domain.company import Company, Factory
from cpdesk.domain.plant import Meter, MeterKind
from cpdesk.domain.upgrades import Effect, Quantity, Upgrade
from cpdesk.domain.words import LocalText
from cpdesk.records.store import Store
from cpdesk.services import entry
from cpdesk.services.ideas import note_idea
from cpdesk.services.workspace import Workspace

NAME, WHY = LocalText("Compensation", "補償", "补偿"), LocalText("It costs", "要錢", "要钱")


def noon() -> datetime:
    return datetime(2026, 11, 24, 12)


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with Store.create(tmp_path / "r.cpdesk", author="test", now=noon) as store:
        with store.change("Meters") as work:
            work.put(Company(id="c", code="C1"))
            work.put(Factory(id="f", code="F1", company="c"))
            work.put(Meter(id="m", code="M1", factory="f", kind=MeterKind.WATER, unit="m³"))
            work.put(Upgrade(id="u", code="U1", factory="f"))
        yield Workspace(store, noon, "test")


def meter(ws: Workspace) -> Meter:
    return ws.record.get(Meter, "m")


def test_an_idea_has_its_reason_and_acts_on_the_meter(ws: Workspace) -> None:
    made, found = note_idea(ws, meter(ws), NAME, WHY)
    assert not found
    upgrade = ws.record.find(Upgrade, "U2")
    assert upgrade == made
    assert (upgrade.name, upgrade.description, upgrade.factory) == (NAME, WHY, "f")
    (effect,) = ws.record.where(Effect, upgrade=upgrade.id)
    assert (effect.meter, effect.quantity, effect.unit) == ("m", Quantity.WATER, "m³")
    assert upgrade.running_from is None
    entry.undo(ws)
    assert not ws.record.all(Effect)
    assert [each.code for each in ws.record.all(Upgrade)] == ["U1"]


def test_the_same_idea_is_not_noted_twice(ws: Workspace) -> None:
    first, _ = note_idea(ws, meter(ws), NAME, WHY)
    again, _ = note_idea(ws, meter(ws), NAME, LocalText("Another month"))
    assert again == first
    assert len(ws.record.all(Upgrade)) == 2


def test_ideas_without_a_title_are_each_their_own(ws: Workspace) -> None:
    for why in ("May", "June"):
        note_idea(ws, meter(ws), LocalText(), LocalText(why))
    assert [str(each.description) for each in ws.record.all(Upgrade)] == ["", "May", "June"]
