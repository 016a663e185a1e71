"""Whether a file is a sound record, before anything of it is believed."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from cpdesk.domain.findings import Refusal
from cpdesk.records import faults
from cpdesk.records.claim import claimed
from cpdesk.records.engine import APPLICATION_ID, HEAD, TAILS, connect, refusals, writable
from cpdesk.records.tables import EVIDENCE_PART

_HEADER = b"SQLite format 3\x00"
_HEAD_SIZE = 100
_ID_AT = slice(68, 72)  # where the file format keeps the application id
_PROGRAMS = (
    "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view') OR sql LIKE 'CREATE VIRTUAL%'"
)
_UNSOUND = (
    "SELECT found.quick_check FROM sqlite_master AS one, pragma_quick_check(one.name) AS found "
    "WHERE one.type = 'table' AND one.name <> ? AND found.quick_check <> 'ok'"
)
_KEYED = (
    "SELECT tbl_name FROM sqlite_master WHERE type = 'index' AND tbl_name <> ? "
    "AND name = 'sqlite_autoindex_' || tbl_name || '_1'"
)
_COUNTS = (
    "SELECT '{0}' WHERE (SELECT count(*) FROM \"{0}\" NOT INDEXED) <> "
    "(SELECT count(*) FROM \"{0}\" INDEXED BY \"sqlite_autoindex_{0}_1\")"
)
_STATE = "SELECT id, (SELECT coalesce(max(number), 0) FROM journal) FROM record_identity"
State = tuple[str, int]


def examine(path: Path) -> str:
    """The schema revision of a sound record file; raises Refusal for anything else."""
    with refusals(path):
        if not path.is_file():
            raise faults.NOT_FOUND.refuse(path=path)
    if not os.access(path, os.R_OK):
        raise faults.UNREADABLE.refuse(path=path)
    with refusals(path), path.open("rb") as file:
        head = file.read(_HEAD_SIZE)
    if not head.startswith(_HEADER) or head[_ID_AT] != APPLICATION_ID.to_bytes(4):
        raise faults.NO_RECORD.refuse(path=path)
    if journal_of(path).exists() and writable(path):
        _take_back_unfinished(path)
    with refusals(path), closing(connect(path, read_only=True)) as connection:
        _check_sound(path, connection)
        return _revision(path, connection)


def state_of(path: Path) -> State:
    """Which record a sound file is, by its id, and how many changes it has seen."""
    with refusals(path), closing(connect(path, read_only=True)) as connection:
        return _told(path, connection)


def _told(path: Path, connection: sqlite3.Connection) -> State:
    row = connection.execute(_STATE).fetchone()
    if row is None:
        raise faults.DAMAGED.refuse(path=path, reason="no identity")
    return str(row[0]), int(row[1])


def _check_sound(path: Path, connection: sqlite3.Connection) -> None:
    """Table by table, for the bytes of evidence may be a gigabyte: those `verify` reads."""
    if path.stat().st_size % connection.execute("PRAGMA page_size").fetchone()[0]:
        raise faults.DAMAGED.refuse(path=path, reason="cut short")
    if foreign := [name for (name,) in connection.execute(_PROGRAMS)]:
        raise faults.FOREIGN.refuse(path=path, names=", ".join(foreign))
    wrong = connection.execute(_UNSOUND, (EVIDENCE_PART.name,)).fetchone()
    if wrong is not None:
        raise faults.DAMAGED.refuse(path=path, reason=wrong[0])
    if missing := _missing_rows(connection):
        raise faults.DAMAGED.refuse(path=path, reason=f"rows of {missing}")


def _missing_rows(connection: sqlite3.Connection) -> str:
    """A table that has not as many rows as its index; a page that is whole may be of another."""
    names = [name for (name,) in connection.execute(_KEYED, (EVIDENCE_PART.name,))]
    if not names:
        return ""
    alike = " UNION ALL ".join(_COUNTS.format(name) for name in names)
    found = connection.execute(f"{alike} LIMIT 1").fetchone()
    return str(found[0]) if found else ""


def _revision(path: Path, connection: sqlite3.Connection) -> str:
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if row is None:
        raise faults.DAMAGED.refuse(path=path, reason="no revision")
    if row[0] > HEAD:
        raise faults.TOO_NEW.refuse(path=path)
    return str(row[0])


# -- a rollback journal


def journal_of(path: Path) -> Path:
    """The rollback journal of a file, which stands there only while a change is half done."""
    return path.with_name(path.name + TAILS[0])


def _take_back_unfinished(path: Path) -> None:
    """After a power cut a rollback journal stands there, which SQLite plays back when it opens.

    It would do so with that of another record as well, or with an old one that came back with a
    copied folder, and spoil the file: so it is tried on a copy first, unless somebody is just
    writing.
    """
    try:
        with claimed(path, "recovery", datetime.now()):
            if _belongs(path):
                with refusals(path), closing(connect(path, read_only=False)) as connection:
                    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            else:
                _set_aside(path)
    except Refusal as refused:
        if refused.finding.kind is not faults.OPEN_ELSEWHERE:
            raise


def _belongs(path: Path) -> bool:
    """Whether the journal takes the record back to the state before its last change.

    Raises Refusal where the record is damaged with it and without it.
    """
    with refusals(path), TemporaryDirectory() as folder:
        copy = Path(folder, "copy")
        shutil.copyfile(path, copy)
        alone = _state(copy)
        shutil.copyfile(journal_of(path), journal_of(copy))
        played = _state(copy)
    if played is None and alone is None:
        raise faults.DAMAGED.refuse(path=path, reason="journal")
    if played is None or alone is None:
        return alone is None
    return played[0] == alone[0] and alone[1] - played[1] in (0, 1)


def _state(path: Path) -> State | None:
    """Which record it is and how many changes it has seen; None where it is not sound."""
    try:
        with closing(connect(path, read_only=False)) as connection:
            _check_sound(path, connection)
            whole = connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
            return _told(path, connection) if whole else None
    except (sqlite3.Error, Refusal):
        return None


def _set_aside(path: Path) -> None:
    """Nothing is thrown away that nobody has looked at."""
    journal = journal_of(path)
    number = 1
    while (aside := path.with_name(f"{path.stem} (journal {number}).sqlite-journal")).exists():
        number += 1
    with refusals(path):
        journal.rename(aside)
