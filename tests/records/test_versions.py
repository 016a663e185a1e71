"""A record of every earlier version opens, with its rows, its evidence and its history."""

from __future__ import annotations

import shutil
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from cpdesk.domain.papers import Attachment, Evidence
from cpdesk.domain.plant import Meter, Reading
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.records import engine, safety
from cpdesk.records.store import Store

DATA = Path(__file__).with_name("data")
VERSIONS = sorted(DATA.glob("record-*.cpdesk"))


def noon() -> datetime:
    return datetime(2026, 11, 26, 12)


@pytest.fixture(params=VERSIONS, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copy(request.param, tmp_path / "old.cpdesk"))


def test_there_is_a_record_of_each_version_before_the_newest() -> None:
    assert len(VERSIONS) == int(engine.HEAD) - 1


def test_it_opens_with_everything_in_it(old: Path, tmp_path: Path) -> None:
    with Store.open(old, author="b", now=noon) as store:
        record = store.record
        assert len(record.all(Reading)) == 12
        assert record.get(Reading, "r3").amount == Decimal("12500.10")
        assert record.get(Meter, "m2").above == "m"
        assert record.get(Upgrade, "u").verifier.en == ""
        assert record.get(Effect, "x").drivers == ("d",)
        assert record.all(Attachment)[0].to == "r1"
        kept = record.get(Evidence, record.all(Attachment)[0].evidence)
        assert b"".join(store.read_bytes(kept.sha256)) == b"%PDF a bill"
    with Store.create(tmp_path / "new.cpdesk", author="a", now=noon):
        pass
    assert engine.schema(old) == engine.schema(tmp_path / "new.cpdesk")
    assert not safety.verify(old)


def test_its_history_can_still_be_made_again_and_taken_back(old: Path) -> None:
    with Store.open(old, author="b", now=noon) as store:
        store.redo()
        assert store.record.get(Reading, "r3").amount == Decimal("13000.50")
        store.undo()
        store.undo()
        assert not store.record.all(Reading)
        store.redo()
        assert store.record.get(Effect, "x").expected == Decimal("5000")
