"""Opening and closing the file: everything that is peculiar to SQLite stands in this module."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path, PurePath

import sqlalchemy.dialects.sqlite  # noqa: F401 - a frozen program finds it only when named
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from cpdesk.domain.findings import FindingKind
from cpdesk.records import faults

APPLICATION_ID = 0x63706473  # "cpds"
HEAD = "0003"
TAILS = ("-journal", "-wal", "-shm")
_READS = "reads"
_NAME, _PATH = 255, 259  # what a name, and on Windows a whole path, may have


def open_engine(path: Path, *, read_only: bool = False, foreign_keys: bool = True) -> Engine:
    """An engine with one connection on a file that was checked; dispose it before moving the file.

    Transactions are ours: the driver begins none, and each starts with BEGIN IMMEDIATE, so that
    schema changes roll back too. Foreign keys can only be switched while none is open.
    """
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: connect(path, read_only, foreign_keys),
        poolclass=StaticPool,
    )
    event.listen(engine, "begin", lambda connection: _begin(connection, read_only))
    return engine


def reading(engine: Engine) -> Engine:
    """The same engine for transactions that only read, and keep nobody else from writing."""
    return engine.execution_options(**{_READS: True})


def _begin(connection: Connection, read_only: bool) -> None:
    reads = read_only or connection.get_execution_options().get(_READS, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def connect(path: Path, read_only: bool, foreign_keys: bool = True) -> sqlite3.Connection:
    """The driver's own connection, as careful as any here."""
    address = uri(Path(os.path.abspath(path)), "ro" if read_only else "rw")
    connection = sqlite3.connect(
        address, uri=True, isolation_level=None, check_same_thread=False, timeout=5
    )
    try:
        for pragma in (
            f"foreign_keys={'ON' if foreign_keys else 'OFF'}",
            "trusted_schema=OFF",
            "synchronous=FULL",
            "cache_size=-16000",  # kilobytes: a large import then need not read its pages again
            *(() if read_only else ("journal_mode=DELETE",)),
        ):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def uri(path: PurePath, mode: str) -> str:
    """The address of an absolute path; SQLite wants the name of a share in the path, not before."""
    address = path.as_uri()
    if not address.startswith("file:///"):
        address = address.replace("file://", "file:////", 1)
    return f"{address}?mode={mode}"


def create_file(path: Path) -> None:
    """An empty database of our kind where there was no file; raises Refusal."""
    with refusals(path):
        if path.exists():
            raise faults.EXISTS.refuse(path=path)
    demand_folder(path)
    with refusals(path), closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute("VACUUM")


def demand_folder(path: Path) -> None:
    """Raises Refusal where the folder of a file to be written does not exist."""
    if not path.parent.is_dir():
        raise faults.NO_FOLDER.refuse(path=path.parent)


def stamp_revision(connection: Connection) -> None:
    """Mark a new record as having the newest schema, as Alembic would."""
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
        "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (HEAD,))


def writable(path: Path) -> bool:
    """Whether the file and its folder, where the rollback journal goes, can be written."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def copy_database(source: Path, target: Path) -> None:
    """A consistent copy by SQLite's own backup, checked after writing; raises Refusal."""
    with refusals(source), closing(connect(source, read_only=True)) as old:
        old.execute("SELECT count(*) FROM sqlite_master").fetchone()
        with refusals(target), closing(sqlite3.connect(target)) as new:
            old.backup(new)
            # A copy made while a write-ahead log was there would ask for one on every stick.
            new.execute("PRAGMA journal_mode=DELETE")
            reason = new.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if reason != "ok":
        raise faults.DAMAGED.refuse(path=source, reason=reason)


def overwrite_deleted(connection: Connection) -> None:
    """From now on what is deleted is overwritten with zeros, wherever its page goes."""
    connection.exec_driver_sql("PRAGMA secure_delete=ON")


def drop_free_pages(path: Path, engine: Engine) -> None:
    """Write the file anew without the pages that hold nothing any more; raises Refusal."""
    with refusals(path), closing(engine.raw_connection()) as connection:
        connection.cursor().execute("VACUUM")


def unsound(connection: Connection) -> list[str]:
    """What SQLite itself finds wrong with the whole file."""
    found = connection.exec_driver_sql("PRAGMA integrity_check").scalars()
    return [reason for reason in found if reason != "ok"]


def broken_keys(connection: Connection) -> list[tuple[str, str]]:
    """Each foreign key that points to nothing, as its table and column; once for each such row."""
    found = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    columns = {name: _key_columns(connection, name) for name in {str(row[0]) for row in found}}
    return [(name, columns[name].get(key, "")) for name, _, _, key in found]


def _key_columns(connection: Connection, table: str) -> dict[int, str]:
    keys = connection.exec_driver_sql(f'PRAGMA foreign_key_list("{table}")')
    return {int(row[0]): str(row[3]) for row in keys}


def tables_in(connection: Connection) -> dict[str, int]:
    """Every table of the file with the page it begins on; a rebuilt table begins elsewhere."""
    rows = connection.exec_driver_sql(
        "SELECT name, rootpage FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'"
    )
    return {str(row[0]): int(row[1]) for row in rows}


def schema(path: Path) -> list[tuple[str, str]]:
    """Every table and index with the SQL that made it, for comparing two records.

    SQLite puts a table's name in quotes when it is renamed; they mean nothing.
    """
    query = "SELECT name, sql FROM sqlite_master WHERE sql > ''"
    with closing(connect(path, read_only=True)) as connection:
        found = connection.execute(query)
        return sorted((name, " ".join(sql.replace('"', "").split())) for name, sql in found)


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Turn what the file system and SQLite report into one sentence; bugs pass through."""
    try:
        yield
    except (sqlite3.Error, DBAPIError) as error:
        raise _refusal(path, error) from error
    except UnicodeDecodeError as error:  # the driver met a rotten name in the schema
        raise faults.DAMAGED.refuse(path=path, reason=str(error)) from error
    except OSError as error:
        if error.errno in _OS_FAULTS:
            raise _OS_FAULTS[error.errno].refuse(path=path) from error
        raise


_OS_FAULTS = {
    errno.ENOSPC: faults.DISK_FULL, errno.EDQUOT: faults.DISK_FULL,
    errno.EACCES: faults.READ_ONLY, errno.EPERM: faults.READ_ONLY, errno.EROFS: faults.READ_ONLY,
    errno.EIO: faults.UNREACHABLE, errno.ENODEV: faults.UNREACHABLE,
    errno.ENOENT: faults.NOT_FOUND, errno.ENAMETOOLONG: faults.NAME_TOO_LONG,
}  # fmt: skip
_SQLITE_FAULTS = {
    "SQLITE_BUSY": faults.IN_USE, "SQLITE_LOCKED": faults.IN_USE,
    "SQLITE_READONLY_DBMOVED": faults.UNREACHABLE,
    "SQLITE_READONLY_ROLLBACK": faults.UNFINISHED,
    "SQLITE_READONLY": faults.READ_ONLY, "SQLITE_CANTOPEN": faults.READ_ONLY,
    "SQLITE_PERM": faults.READ_ONLY, "SQLITE_FULL": faults.DISK_FULL,
    "SQLITE_CORRUPT": faults.DAMAGED, "SQLITE_NOTADB": faults.NO_RECORD,
    "SQLITE_IOERR": faults.UNREACHABLE,
}  # fmt: skip


def _rather(path: Path) -> FindingKind | None:
    """Why a file that could be written cannot be: its name, or a disk that is gone."""
    journal = os.path.abspath(path) + TAILS[0]
    too_deep = os.name == "nt" and len(journal) > _PATH
    if too_deep or len(os.path.basename(journal).encode()) > _NAME:
        return faults.NAME_TOO_LONG
    return None if path.parent.exists() else faults.UNREACHABLE


def _refusal(path: Path, error: Exception) -> Exception:
    original = getattr(error, "orig", error)
    name = str(getattr(original, "sqlite_errorname", "") or "")
    for prefix, fault in _SQLITE_FAULTS.items():
        if name.startswith(prefix):
            known = _rather(path) if fault is faults.READ_ONLY else None
            return (known or fault).refuse(path=path, reason=str(original))
    if "no such table" in str(original):
        return faults.NO_RECORD.refuse(path=path)
    # A rotten text, and the rotten name of a column: the driver has no code for them.
    if any(words in str(original) for words in ("Could not decode", "no such column")):
        return faults.DAMAGED.refuse(path=path, reason=str(original))
    return error
