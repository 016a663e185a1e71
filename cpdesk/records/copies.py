"""Copies that are kept of themselves: each change of a record survives the record's own file.

They lie in a folder beside it. A copy holds everything but the bytes of evidence; those lie there
once, each under its SHA-256, so that a record with a gigabyte of papers is copied as fast as one
with none.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import BinaryIO

from cpdesk.base.files import replace_patiently, sha256, write_atomically
from cpdesk.domain.findings import blocking
from cpdesk.domain.papers import Evidence, Pack
from cpdesk.domain.words import N_
from cpdesk.records import faults
from cpdesk.records.engine import APPLICATION_ID, connect, refusals, uri
from cpdesk.records.evidence import PART
from cpdesk.records.examining import examine, state_of
from cpdesk.records.tables import EVIDENCE_PART, table_name

NO_COPY = blocking(
    "copy-not-kept",
    N_("{path} is saved, but no copy of it could be kept in {folder} ({reason}). Free some room "
       "there, or look what stands in the way."),
)  # fmt: skip
ENDING = ".cpdesk-copy"
PAPERS = "evidence"
_STAMP = "%Y-%m-%d %H%M%S"
_NEWEST, _DAYS, _WEEKS, _MONTHS = 5, 7, 5, 12
_PARTS = EVIDENCE_PART.name
_BYTES = f"SELECT data FROM {_PARTS} WHERE sha256 = ? ORDER BY number"


@dataclass(frozen=True)
class Copy:
    """A copy: where it lies, when it was made, and how many changes it has seen."""

    path: Path
    made: datetime
    change: int


def folder_of(path: Path) -> Path:
    """Where the copies of a record lie."""
    return path.with_name(f"{path.stem} (copies)")


def copies_in(folder: Path) -> tuple[Copy, ...]:
    """The copies in a folder, the newest first; what is no copy, or cannot be read, is none."""
    found = [_copy(path) for path in folder.glob(f"*{ENDING}")]
    return tuple(sorted((each for each in found if each), key=lambda e: e.made, reverse=True))


def keep(path: Path, folder: Path, now: datetime) -> Path | None:
    """Copy a record into a folder, unless its newest copy has all of it; the copy, or None.

    Raises Refusal; then whatever was there before is there still.
    """
    examine(path)
    _, change = state_of(path)
    newest = next(iter(copies_in(folder)), None)
    if newest and newest.change == change:
        return None
    target = folder / f"{now:{_STAMP}} {change}{ENDING}"
    draft = target.with_name(f".{target.name}.draft")
    try:
        (folder / PAPERS).mkdir(parents=True, exist_ok=True)
        with refusals(path), closing(connect(path, read_only=True)) as record:
            _keep_papers(record, folder / PAPERS)
        with refusals(folder):
            _write(path, draft)
        replace_patiently(draft, target)
        thin(folder, now)
    except OSError as error:
        reason = error.strerror or str(error)
        raise NO_COPY.refuse(path=path.name, folder=folder, reason=reason) from error
    finally:
        _drop(draft)
    return target


def _drop(draft: Path) -> None:
    with suppress(OSError):
        draft.unlink(missing_ok=True)


def thin(folder: Path, now: datetime) -> None:
    """Remove copies that are not worth their room any more; papers stay."""
    known = copies_in(folder)
    wanted = worth_keeping([each.made for each in known], now)
    for each in known:
        if each.made not in wanted:
            each.path.unlink(missing_ok=True)


def worth_keeping(made: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """The newest five, then the last of each day, week, month and year as they recede."""
    newest = sorted(made, reverse=True)
    kept = set(newest[:_NEWEST])
    spans = (
        (timedelta(days=_DAYS), "%Y-%m-%d"), (timedelta(weeks=_WEEKS), "%G-%V"),
        (timedelta(days=31 * _MONTHS), "%Y-%m"), (timedelta.max, "%Y"),
    )  # fmt: skip
    for span, form in spans:
        seen: set[str] = set()
        for each in newest:
            if now - each <= span and f"{each:{form}}" not in seen:
                seen.add(f"{each:{form}}")
                kept.add(each)
    return frozenset(kept)


def complete(fresh: Path, papers: Path) -> tuple[str, ...]:
    """Put the bytes of evidence back into a copy; the hashes of those that are not there."""
    with refusals(fresh), closing(connect(fresh, read_only=False)) as record:
        wanted = [sha for sha in _wanted(record) if not record.execute(_BYTES, (sha,)).fetchone()]
        lost = tuple(sha for sha in wanted if not _is_whole(papers / sha, sha))
        record.execute("BEGIN")
        for sha in set(wanted) - set(lost):
            with (papers / sha).open("rb") as file:
                record.executemany(f"INSERT INTO {_PARTS} VALUES (?, ?, ?)", _rows(sha, file))
        record.execute("COMMIT")
    return lost


# -- one copy


def _copy(path: Path) -> Copy | None:
    day, clock, change = (*path.stem.split(), "", "", "")[:3]
    try:
        return Copy(path, datetime.strptime(f"{day} {clock}", _STAMP), int(change))
    except ValueError:
        return None


def _write(path: Path, draft: Path) -> None:
    """A record of the same shape and content, but for the bytes of evidence; checked."""
    draft.unlink(missing_ok=True)
    with closing(sqlite3.connect(draft, isolation_level=None, uri=True)) as new:
        new.execute(f"PRAGMA application_id={APPLICATION_ID}")
        new.execute("PRAGMA synchronous=FULL")
        new.execute("ATTACH ? AS old", (uri(path.absolute(), "ro"),))
        new.execute("BEGIN")
        for name, kind, sql in new.execute(
            "SELECT name, type, sql FROM old.sqlite_master WHERE sql > '' ORDER BY type DESC"
        ).fetchall():
            new.execute(sql)
            if kind == "table" and name != _PARTS:
                new.execute(f'INSERT INTO main."{name}" SELECT * FROM old."{name}"')
        new.execute("COMMIT")
        new.execute("DETACH old")
        reason = new.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if reason != "ok":
        raise faults.DAMAGED.refuse(path=path, reason=reason)


# -- the bytes of evidence


def _keep_papers(record: sqlite3.Connection, papers: Path) -> None:
    there = {each.name for each in papers.iterdir()}
    kept = record.execute(f"SELECT DISTINCT sha256 FROM {_PARTS}").fetchall()
    for (sha,) in kept:
        if sha not in there:
            write_atomically(papers / sha, partial(_pour, record, sha))


def _pour(record: sqlite3.Connection, sha: str, out: BinaryIO) -> None:
    for (data,) in record.execute(_BYTES, (sha,)):
        out.write(data)


def _wanted(record: sqlite3.Connection) -> Sequence[str]:
    names = (table_name(kind) for kind in (Evidence, Pack))
    query = " UNION ".join(f"SELECT sha256 FROM \"{name}\" WHERE sha256 > ''" for name in names)
    return [sha for (sha,) in record.execute(query)]


def _is_whole(file: Path, sha: str) -> bool:
    return file.is_file() and sha256(file) == sha


def _rows(sha: str, file: BinaryIO) -> Iterator[tuple[str, int, bytes]]:
    number = 0
    while (data := file.read(PART)) or number == 0:
        yield sha, number, data
        number += 1
