"""A record keeps what was typed, exactly, and can always go back."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpdesk.base.settings import Settings
from cpdesk.domain.company import Company, Factory
from cpdesk.domain.findings import Refusal
from cpdesk.domain.plant import Meter, MeterKind, Reading
from cpdesk.domain.quantities import plain
from cpdesk.domain.record import KINDS
from cpdesk.domain.words import LocalText
from cpdesk.records import faults, safety
from cpdesk.records.mapping import column_names
from cpdesk.records.seen import older_copy, saw
from cpdesk.records.store import Store
from cpdesk.records.tables import TABLES
from tests.by_hand import dyeing_mill


def noon() -> datetime:
    return datetime(2026, 11, 24, 12)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "工廠 記錄.cpdesk"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.create(path, author="張偉@pc", now=noon) as opened:
        yield opened


def plant(store: Store) -> Meter:
    meter = Meter(id="m", code="M1", factory="f", kind=MeterKind.ELECTRICITY, unit="kWh")
    with store.change("Set up") as work:
        work.put(Company(id="c", code="C1", name=LocalText("A", "甲", "甲")))
        work.put(Factory(id="f", code="F1", company="c"))
        work.put(meter)
    return meter


def reading(number: int, amount: str = "12500.00") -> Reading:
    month = date(2020 + number // 12, number % 12 + 1, 1)
    end = date(2020 + (number + 1) // 12, (number + 1) % 12 + 1, 1)
    return Reading(id=f"r{number}", meter="m", start=month, end=end, amount=Decimal(amount))


def reopened(path: Path) -> Store:
    return Store.open(path, author="b", now=noon)


@pytest.mark.parametrize("amount", ["12345678901234.5678", "1.10", "0.000000000001", "-3"])
def test_amounts_come_back_as_they_were_typed(store: Store, path: Path, amount: str) -> None:
    plant(store)
    with store.change("Type") as work:
        work.put(reading(0, amount))
    store.close()
    with reopened(path) as again:
        assert plain(again.record.get(Reading, "r0").amount) == amount


def test_strict_tables_refuse_a_number_where_text_belongs(store: Store, path: Path) -> None:
    plant(store)
    store.close()
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("UPDATE meter SET entered = 'a lot'")
    connection.close()


def test_foreign_keys_are_on(store: Store) -> None:
    with store._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete"


def test_schema_changes_roll_back_with_their_transaction(store: Store, path: Path) -> None:
    with pytest.raises(ZeroDivisionError), store._engine.begin() as connection:  # noqa: PT012
        connection.exec_driver_sql("CREATE TABLE stray (id TEXT)")
        raise ZeroDivisionError
    with store._engine.begin() as connection:
        found = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name='stray'")
        assert found.first() is None


def test_a_change_that_fails_leaves_nothing_behind(store: Store) -> None:
    plant(store)
    before = store.record
    with pytest.raises(ZeroDivisionError), store.change("Fail") as work:  # noqa: PT012
        work.put(reading(0))
        raise ZeroDivisionError
    assert store.record is before
    assert len(store.history()) == 1


def test_undo_and_redo_walk_through_everything(store: Store, path: Path) -> None:
    plant(store)
    states = [store.record]
    for amount in ("1", "2", "3"):
        with store.change("Type {amount}", amount=amount) as work:
            work.put(reading(0, amount))
        states.append(store.record)
    for state in reversed(states[:-1]):
        undone = store.undo()
        assert undone is not None
        assert undone.label == "Type {amount}"
        assert store.record.same_content(state)
    for state in states[1:]:
        store.redo()
        assert store.record.same_content(state)
    assert store.redo() is None
    assert [entry.kind for entry in store.history()].count("undo") == 3
    store.close()
    with reopened(path) as again:
        assert again.record.same_content(states[-1])
        assert again.record.identity.change == 10


def test_a_new_change_ends_what_could_be_redone(store: Store) -> None:
    plant(store)
    store.undo()
    assert store.can_redo is not None
    plant(store)
    assert store.can_redo is None


def test_a_large_import_is_one_entry_without_images_and_one_undo(store: Store, path: Path) -> None:
    plant(store)
    with store.change("Import") as work:
        work.put_many(reading(number) for number in range(1000))
    full = store.record
    with store._engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM journal_row").scalar() == 3
    store.undo()
    assert not store.record.all(Reading)
    store.redo()
    assert store.record.same_content(full)
    store.close()
    with reopened(path) as again:
        assert again.record.same_content(full)


def test_what_is_referred_to_cannot_be_removed(store: Store) -> None:
    meter = plant(store)
    with store.change("Type") as work:
        work.put(reading(0))
    with pytest.raises(Refusal) as caught, store.change("Remove") as work:
        work.remove(meter)
    assert caught.value.finding.kind is faults.REFERRED
    assert store.record.get(Meter, "m") == meter


def test_a_reference_to_nothing_is_refused(store: Store) -> None:
    with pytest.raises(Refusal), store.change("Type") as work:
        work.put(reading(0))
    assert not store.history()


def test_codes_are_given_and_never_shared(store: Store) -> None:
    plant(store)
    with store.change("Add") as work:
        added = work.put(Meter(id="n", factory="f"))
    assert added.code == "M2"
    with pytest.raises(Refusal), store.change("Add") as work:
        work.put(Meter(id="o", code="M1", factory="f"))


def test_evidence_is_kept_once_by_its_hash(store: Store) -> None:
    content = b"%PDF " + bytes(3_000_000)
    sha, size = store.add_bytes(io.BytesIO(content))
    again, _ = store.add_bytes(io.BytesIO(content))
    assert (sha, size) == (again, len(content))
    assert store.open_bytes(sha).read() == content


def test_backup_restore_verify(store: Store, path: Path, tmp_path: Path) -> None:
    plant(store)
    copy = safety.backup(path, tmp_path / "備份.cpdesk")
    before = store.record
    with store.change("Type") as work:
        work.put(reading(0))
    store.close()
    # A stale write-ahead log must not bring the newer rows back.
    path.with_name(path.name + "-wal").write_bytes(b"stale")
    kept = safety.restore(copy, path, noon()).kept
    with reopened(path) as again:
        assert again.record.same_content(before)
    assert kept is not None
    with reopened(kept) as newer:
        assert newer.record.all(Reading)
    assert safety.verify(path) == ()


def test_verify_names_what_is_wrong(store: Store, path: Path) -> None:
    plant(store)
    with store.change("Type") as work:
        work.put(reading(0))
    store.close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE reading SET amount = '1e3'")
    connection.execute("DELETE FROM factory")
    connection.execute("DELETE FROM journal WHERE number = 1")
    connection.commit()
    connection.close()
    codes = {finding.code for finding in safety.verify(path)}
    assert {"amount-broken", "reference-broken", "journal-broken"} <= codes


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda p: p.write_bytes(p.read_bytes()[:9000]), "record-damaged"),
        (lambda p: p.write_bytes(b"PK\x03\x04 a workbook"), "not-a-record"),
        (lambda p: p.unlink(), "record-not-found"),
    ],
)
def test_files_that_are_no_sound_record(
    store: Store, path: Path, spoil: object, code: str
) -> None:
    plant(store)
    store.close()
    assert callable(spoil)
    spoil(path)
    with pytest.raises(Refusal) as caught:
        reopened(path)
    assert caught.value.finding.code == code


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "record-too-new"),
        ("CREATE VIEW spy AS SELECT 1", "record-foreign-code"),
        ("PRAGMA application_id = 7", "not-a-record"),
    ],
)
def test_records_that_are_not_ours_to_open(
    store: Store, path: Path, statement: str, code: str
) -> None:
    store.close()
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()
    with pytest.raises(Refusal) as caught:
        reopened(path)
    assert caught.value.finding.code == code


def test_a_record_open_elsewhere_is_said_to_be(store: Store, path: Path) -> None:
    plant(store)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    store._engine.raw_connection().execute("PRAGMA busy_timeout=50")  # type: ignore[attr-defined]
    with pytest.raises(Refusal) as caught, store.change("Type") as work:
        work.put(reading(0))
    other.close()
    assert caught.value.finding.kind is faults.IN_USE
    with store.change("Type") as work:
        work.put(reading(0))


def test_new_never_overwrites(store: Store, path: Path) -> None:
    with pytest.raises(Refusal):
        Store.create(path, author="x", now=noon)


def test_reading_only_writes_nothing(store: Store, path: Path) -> None:
    plant(store)
    store.close()
    before = path.read_bytes()
    with Store.open(path, author="x", now=noon, read_only=True) as opened:
        assert opened.record.all(Meter)
        with pytest.raises(Refusal), opened.change("Type") as work:
            work.put(reading(0))
    assert path.read_bytes() == before


def test_an_older_copy_is_noticed(store: Store) -> None:
    plant(store)
    identity, history = store.record.identity, store.history()
    assert older_copy(Settings().saw(identity.id, 1), identity, history) is None
    finding = older_copy(Settings().saw(identity.id, 5), identity, history)
    assert finding is not None
    assert finding.facts == {"change": 1, "seen": 5}


def test_a_clock_that_is_set_back_changes_neither_order_nor_undo(tmp_path: Path) -> None:
    path, clock = tmp_path / "a.cpdesk", [noon()]
    with Store.create(path, author="a", now=lambda: clock[0]) as store:
        plant(store)
        clock[0] = noon() - timedelta(days=400)
        with store.change("Type") as work:
            work.put(reading(0))
        assert [each.number for each in store.history()] == [1, 2]
    assert safety.verify(path) == ()
    with Store.open(path, author="a", now=lambda: clock[0]) as again:
        assert again.undo() is not None
        assert not again.record.all(Reading)


def test_a_copy_that_went_another_way_is_noticed(store: Store, tmp_path: Path) -> None:
    """It has as many changes as the one seen here, or more, but they are not the same."""
    plant(store)
    other = safety.backup(store, tmp_path / "other.cpdesk")
    with store.change("Here") as work:
        work.put(reading(0))
    settings = saw(Settings(), store.record.identity, store.history())
    assert older_copy(settings, store.record.identity, store.history()) is None
    with Store.open(other, author="x", now=noon) as there:
        for number in (1, 2):
            with there.change("There") as work:
                work.put(reading(number))
            finding = older_copy(settings, there.record.identity, there.history())
            assert finding is not None
            assert finding.code == "record-went-apart"
    store.undo()
    assert older_copy(settings, store.record.identity, store.history()) is None


@settings(max_examples=15, deadline=None)
@given(steps=st.lists(st.sampled_from(["type", "remove", "undo", "redo"]), max_size=25))
def test_any_walk_of_changes_survives_reopening(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str]
) -> None:
    path = tmp_path_factory.mktemp("walk") / "a.cpdesk"
    with Store.create(path, author="a", now=noon) as store:
        with store.change("Set up") as work:
            work.put_many(dyeing_mill.entities())
        for number, step in enumerate(steps):
            walk(store, step, number)
        expected = store.record
    with reopened(path) as again:
        assert again.record.same_content(expected)
    assert safety.verify(path) == ()


def walk(store: Store, step: str, number: int) -> None:
    readings = store.record.all(Reading)
    if step == "undo":
        store.undo()
    elif step == "redo":
        store.redo()
    elif readings:
        with store.change(step) as work:
            if step == "type":
                work.put(replace(readings[0], amount=Decimal(number)))
            else:
                work.remove(readings[-1])


def test_a_record_is_read_without_making_its_tables() -> None:
    """Their columns are known without them, for forty tables take as long as a small record."""
    for kind in KINDS:
        assert column_names(kind) == set(TABLES[kind].columns.keys())
