"""Older records are brought up to date without losing a row."""

from __future__ import annotations

import io
import sqlite3
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import op
from alembic.migration import MigrationContext
from alembic.operations import Operations

from cpdesk.domain.company import Company, Factory
from cpdesk.domain.findings import Refusal
from cpdesk.domain.papers import Attachment, Evidence
from cpdesk.domain.plant import Meter, Reading
from cpdesk.records import copies, migration, safety
from cpdesk.records import engine as file
from cpdesk.records.migration import Steps
from cpdesk.records.store import Store


def noon() -> datetime:
    return datetime(2026, 11, 24, 12)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A record with 500 readings of one meter, each with the same evidence."""
    path = tmp_path / "a.cpdesk"
    with Store.create(path, author="a", now=noon) as store:
        sha, size = store.add_bytes(io.BytesIO(b"a bill"))
        with store.change("Set up") as work:
            work.put(Company(id="c", code="C1"))
            work.put(Factory(id="f", code="F1", company="c"))
            work.put(Meter(id="m", code="M1", factory="f"))
            work.put(Evidence(id="e", code="E1", sha256=sha, size=size))
            for number in range(500):
                month = date(1980 + number // 12, number % 12 + 1, 1)
                end = date(1980 + (number + 1) // 12, (number + 1) % 12 + 1, 1)
                work.put(
                    Reading(id=f"r{number}", meter="m", start=month, end=end, amount=Decimal(1))
                )
                work.put(Attachment(id=f"a{number}", evidence="e", to=f"r{number}"))
    return path


def migrated(monkeypatch: pytest.MonkeyPatch, path: Path, steps: Steps) -> Path:
    """The copy that was kept before."""
    monkeypatch.setattr(migration, "steps", steps)
    migration.migrate(path, noon())
    return copies.copies_in(copies.folder_of(path))[0].path


def test_the_revisions_make_the_same_schema_as_a_new_record(path: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.cpdesk"
    connection = sqlite3.connect(old)
    connection.execute(f"PRAGMA application_id={file.APPLICATION_ID}")
    connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
                       "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))")
    connection.execute("INSERT INTO alembic_version VALUES ('0000')")
    connection.execute("DELETE FROM alembic_version")
    connection.commit()
    connection.close()
    migration.run(old)
    assert file.schema(old) == file.schema(path)


def test_the_head_is_the_newest_revision() -> None:
    assert migration.scripts().get_current_head() == file.HEAD


def test_rebuilding_the_meter_table_keeps_its_readings_and_their_evidence(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rebuild(revision: object, context: MigrationContext) -> list[object]:
        strict = {"sqlite_strict": True}
        with Operations.context(context), op.batch_alter_table(
            "meter", recreate="always", table_kwargs=strict
        ) as batch:
            batch.add_column(sa.Column("colour", sa.Text))
        return []

    kept = migrated(monkeypatch, path, rebuild)
    with Store.open(path, author="b", now=noon) as store:
        assert len(store.record.all(Reading)) == 500
        assert len(store.record.all(Attachment)) == 500
        assert store.open_bytes(store.record.all(Evidence)[0].sha256).read() == b"a bill"
    assert kept.exists()
    connection = sqlite3.connect(path)
    assert "colour" in [row[1] for row in connection.execute("PRAGMA table_info(meter)")]
    connection.close()


def test_a_migration_that_loses_rows_changes_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(revision: object, context: MigrationContext) -> list[object]:
        assert context.connection is not None
        context.connection.exec_driver_sql("DELETE FROM reading WHERE id = 'r7'")
        return []

    with pytest.raises(Refusal):
        migrated(monkeypatch, path, lose)
    with Store.open(path, author="b", now=noon) as store:
        assert len(store.record.all(Reading)) == 500


def test_a_step_that_fails_leaves_the_old_columns(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = file.schema(path)

    def fail(revision: object, context: MigrationContext) -> list[object]:
        assert context.connection is not None
        context.connection.exec_driver_sql("ALTER TABLE meter ADD COLUMN half TEXT")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        migrated(monkeypatch, path, fail)
    assert file.schema(path) == before


def refused(monkeypatch: pytest.MonkeyPatch, path: Path, *statements: str) -> str:
    """The reason why a migration by these statements is not kept; the record is as it was."""

    def steps(revision: object, context: MigrationContext) -> list[object]:
        assert context.connection is not None
        for statement in statements:
            context.connection.exec_driver_sql(statement)
        return []

    before = file.schema(path)
    with pytest.raises(Refusal) as caught:
        migrated(monkeypatch, path, steps)
    assert caught.value.finding.kind is migration.MIGRATION_FAILED
    assert file.schema(path) == before
    with Store.open(path, author="b", now=noon) as store:
        assert len(store.record.all(Reading)) == 500
        assert store.open_bytes(store.record.all(Evidence)[0].sha256).read() == b"a bill"
    return str(caught.value.finding.facts["reason"])


def test_a_migration_that_breaks_a_reference_is_not_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = refused(monkeypatch, path, "UPDATE reading SET meter = 'gone' WHERE id = 'r7'")
    assert broken == "foreign key of reading"


def test_the_bytes_of_evidence_are_never_moved(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They may be a gigabyte: a rebuilt table would double the file for a while."""
    moved = refused(
        monkeypatch, path,
        "CREATE TABLE kept AS SELECT * FROM evidence_part",
        "DROP TABLE evidence_part",
        "CREATE TABLE spacer (x)",
        "ALTER TABLE kept RENAME TO evidence_part",
    )  # fmt: skip
    assert moved == "evidence_part was rebuilt"


def test_a_copy_is_kept_first_with_its_papers_and_is_never_thinned(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is made although one of that state was kept at closing, which would go in time."""
    folder = copies.folder_of(path)
    copies.keep(path, folder, noon())
    kept = migrated(monkeypatch, path, lambda _revision, _context: [])
    assert [each.why for each in copies.copies_in(folder)].count(copies.MIGRATION) == 1
    migrated(monkeypatch, path, lambda _revision, _context: [])
    assert len(copies.copies_in(folder)) == 2
    copies.thin(folder, noon() + timedelta(days=4000))
    assert kept in [each.path for each in copies.copies_in(folder)]
    back = tmp_path / "back.cpdesk"
    assert safety.restore(kept, back, noon()).lost == 0
    assert safety.verify(back) == ()


def test_an_older_record_is_not_migrated_where_no_copy_can_be_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = file.schema(path)
    copies.folder_of(path).write_bytes(b"in the way")
    monkeypatch.setattr(migration, "run", lambda _path: pytest.fail("it ran"))
    with pytest.raises(Refusal) as caught:
        migration.migrate(path, noon())
    assert caught.value.finding.kind is copies.NO_COPY
    assert file.schema(path) == before


def test_a_revision_that_is_not_known_is_one_sentence(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '0001x'")
    connection.commit()
    connection.close()
    with pytest.raises(Refusal) as caught:
        Store.open(path, author="b", now=noon)
    assert caught.value.finding.kind is migration.MIGRATION_FAILED
