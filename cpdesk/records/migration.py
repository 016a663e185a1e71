"""Bringing an older record up to date with Alembic; imported only when a record needs it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import StaticPool

from cpdesk.domain.findings import blocking
from cpdesk.domain.words import N_
from cpdesk.records import safety

MIGRATION_FAILED = blocking(
    "migration-failed",
    N_("{path} could not be brought up to date ({reason}). It was not changed."),
)

Steps = Callable[[Any, MigrationContext], Any]


def migrate(path: Path, revision: str, steps: Steps | None = None) -> Path:
    """Back the record up, then run every revision after its own in one transaction; the backup.

    Raises Refusal where rows or references would be lost; the record then is as it was.
    """
    kept = safety.copy_before(path, revision)
    run(path, steps)
    return kept


def run(path: Path, steps: Steps | None = None) -> None:
    """Run the revisions after the file's own, or the steps given.

    Foreign keys are off on this connection before the transaction begins, since rebuilding a
    table with them on deletes its children. Before the commit no key may be broken, and no table
    may have lost rows.
    """
    engine = create_engine(
        "sqlite+pysqlite://", creator=lambda: _connect(path), poolclass=StaticPool
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        with engine.begin() as connection:
            counts = _counts(connection)
            _run(connection, steps or _shipped)
            _check(connection, counts, path)
    finally:
        engine.dispose()


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys=OFF")
    return connection


def scripts() -> ScriptDirectory:
    """The revisions shipped inside the package."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("revisions")))
    return ScriptDirectory.from_config(config)


def _shipped(revision: Any, _context: MigrationContext) -> Any:
    return scripts()._upgrade_revs("head", revision)  # noqa: SLF001 - Alembic's own way to it


def _run(connection: Connection, steps: Steps) -> None:
    context = MigrationContext.configure(connection, opts={"fn": steps})
    with Operations.context(context):
        context.run_migrations()


def _counts(connection: Connection) -> dict[str, int]:
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'"
    ).scalars()
    return {name: _count(connection, name) for name in names}


def _count(connection: Connection, name: str) -> int:
    return int(connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one())


def _check(connection: Connection, before: dict[str, int], path: Path) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise MIGRATION_FAILED.refuse(path=path, reason=f"foreign key of {broken[0]}")
    after = _counts(connection)
    lost = [name for name, rows in before.items() if after.get(name, 0) < rows]
    if lost:
        raise MIGRATION_FAILED.refuse(path=path, reason=f"rows of {', '.join(lost)}")


def schema(path: Path) -> list[tuple[str, str]]:
    """Every table and index with its columns, for comparing two records."""
    query = "SELECT name, sql FROM sqlite_master WHERE sql > ''"
    with closing(sqlite3.connect(path)) as connection:
        return sorted((name, " ".join(sql.split())) for name, sql in connection.execute(query))
