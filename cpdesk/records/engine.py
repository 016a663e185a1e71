"""Opening and closing the file: everything that is peculiar to SQLite stands in this module."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy.dialects.sqlite  # noqa: F401 - a frozen program finds it only when named
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from cpdesk.records import faults

APPLICATION_ID = 0x63706473  # "cpds"
HEAD = "0001"
_HEADER = b"SQLite format 3\x00"


def open_engine(path: Path, *, read_only: bool = False) -> Engine:
    """An engine with one connection on a file that was checked; dispose it before moving the file.

    Transactions are ours: the driver begins none, and each starts with BEGIN IMMEDIATE, so that
    schema changes roll back too.
    """
    engine = create_engine(
        "sqlite+pysqlite://", creator=lambda: _connect(path, read_only), poolclass=StaticPool
    )
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _connect(path: Path, read_only: bool) -> sqlite3.Connection:
    mode = "ro" if read_only else "rw"
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    connection = sqlite3.connect(
        uri, uri=True, isolation_level=None, check_same_thread=False, timeout=5
    )
    for pragma in (
        "foreign_keys=ON",
        "trusted_schema=OFF",
        "synchronous=FULL",
        *(() if read_only else ("journal_mode=DELETE",)),
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def create_file(path: Path) -> None:
    """An empty database of our kind where there was no file; raises Refusal."""
    if path.exists():
        raise faults.EXISTS.refuse(path=path)
    with refusals(path), closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute("VACUUM")


def examine(path: Path) -> str:
    """The schema revision of a sound record file; raises Refusal for anything else."""
    if not path.is_file():
        raise faults.NOT_FOUND.refuse(path=path)
    with path.open("rb") as file:
        if file.read(16) != _HEADER:
            raise faults.NO_RECORD.refuse(path=path)
    with refusals(path), closing(_connect(path, read_only=True)) as connection:
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise faults.NO_RECORD.refuse(path=path)
        _check_sound(path, connection)
        return _revision(path, connection)


def _check_sound(path: Path, connection: sqlite3.Connection) -> None:
    reason = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if reason != "ok":
        raise faults.DAMAGED.refuse(path=path, reason=reason)
    names = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view')")
    if foreign := [name for (name,) in names]:
        raise faults.FOREIGN.refuse(path=path, names=", ".join(foreign))


def _revision(path: Path, connection: sqlite3.Connection) -> str:
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if row is None:
        raise faults.DAMAGED.refuse(path=path, reason="no revision")
    if row[0] > HEAD:
        raise faults.TOO_NEW.refuse(path=path)
    return str(row[0])


def writable(path: Path) -> bool:
    """Whether the file and its folder, where the rollback journal goes, can be written."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def copy_database(source: Path, target: Path) -> None:
    """A consistent copy by SQLite's own backup, checked after writing."""
    with (
        refusals(source),
        closing(_connect(source, read_only=True)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new)
        reason = new.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if reason != "ok":
        raise faults.DAMAGED.refuse(path=source, reason=reason)


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Turn what the file system and SQLite report into one sentence; bugs pass through."""
    try:
        yield
    except (sqlite3.Error, DBAPIError) as error:
        raise _refusal(path, error) from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise faults.DISK_FULL.refuse(path=path) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise faults.READ_ONLY.refuse(path=path) from error
        raise


def _refusal(path: Path, error: Exception) -> Exception:
    original = getattr(error, "orig", error)
    name = str(getattr(original, "sqlite_errorname", "") or "")
    known = {
        "SQLITE_BUSY": faults.IN_USE, "SQLITE_LOCKED": faults.IN_USE,
        "SQLITE_READONLY": faults.READ_ONLY, "SQLITE_CANTOPEN": faults.READ_ONLY,
        "SQLITE_PERM": faults.READ_ONLY, "SQLITE_FULL": faults.DISK_FULL,
        "SQLITE_CORRUPT": faults.DAMAGED, "SQLITE_NOTADB": faults.NO_RECORD,
        "SQLITE_IOERR": faults.DAMAGED,
    }
    for prefix, fault in known.items():
        if name.startswith(prefix):
            return fault.refuse(path=path, reason=str(original))
    if "no such table" in str(original):
        return faults.NO_RECORD.refuse(path=path)
    return error
