"""Bringing an older record up to date with Alembic; imported only when a record needs it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, func, select, table

from cpdesk.domain.findings import Refusal, blocking
from cpdesk.domain.words import N_
from cpdesk.records import copies
from cpdesk.records import engine as file
from cpdesk.records.tables import EVIDENCE_PART

MIGRATION_FAILED = blocking(
    "migration-failed",
    N_("{path} could not be brought up to date ({reason}). It was not changed."),
)

Steps = Callable[[Any, MigrationContext], Any]


def migrate(path: Path, now: datetime) -> None:
    """Keep a copy of the record, then run every revision after its own in one transaction.

    Raises Refusal where no copy can be kept, or where rows or references would be lost; the
    record then is as it was.
    """
    try:
        copies.keep(path, copies.folder_of(path), now, copies.MIGRATION)
    except Refusal as refused:
        if refused.finding.blocking:  # otherwise the copy is there
            raise
    run(path)


def run(path: Path) -> None:
    """Run the revisions after the file's own.

    Foreign keys are off on this connection before the transaction begins, since rebuilding a
    table with them on deletes its children. Before the commit no key may be broken, no table
    may have lost rows, and the bytes of evidence must not have been moved.
    """
    engine = file.open_engine(path, foreign_keys=False)
    try:
        with file.refusals(path), engine.begin() as connection:
            places, counts = file.tables_in(connection), _counts(connection)
            _run(connection)
            _check(connection, counts, path)
            _check_evidence(connection, places, path)
    except CommandError as error:
        raise MIGRATION_FAILED.refuse(path=path, reason=str(error)) from error
    finally:
        engine.dispose()


def scripts() -> ScriptDirectory:
    """The revisions shipped inside the package."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("revisions")))
    return ScriptDirectory.from_config(config)


def steps(revision: Any, _context: MigrationContext) -> Any:
    """The revisions that lead from one to the newest."""
    return scripts()._upgrade_revs("head", revision)  # noqa: SLF001 - Alembic's own way to it


def _run(connection: Connection) -> None:
    context = MigrationContext.configure(connection, opts={"fn": steps})
    with Operations.context(context):
        context.run_migrations()


def _counts(connection: Connection) -> dict[str, int]:
    return {name: _count(connection, name) for name in file.tables_in(connection)}


def _count(connection: Connection, name: str) -> int:
    return connection.scalars(select(func.count()).select_from(table(name))).one()


def _check(connection: Connection, before: dict[str, int], path: Path) -> None:
    if broken := file.broken_keys(connection):
        raise MIGRATION_FAILED.refuse(path=path, reason=f"foreign key of {broken[0][0]}")
    after = _counts(connection)
    lost = [name for name, rows in before.items() if after.get(name, 0) < rows]
    if lost:
        raise MIGRATION_FAILED.refuse(path=path, reason=f"rows of {', '.join(lost)}")


def _check_evidence(connection: Connection, before: dict[str, int], path: Path) -> None:
    name = EVIDENCE_PART.name
    if name in before and file.tables_in(connection).get(name) != before[name]:
        raise MIGRATION_FAILED.refuse(path=path, reason=f"{name} was rebuilt")
