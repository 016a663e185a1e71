"""The bytes of evidence beside the copies of a record: each once, under its SHA-256, checked."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import BinaryIO

from cpdesk.base.files import sha256, write_atomically
from cpdesk.domain.papers import Evidence, Pack
from cpdesk.records.engine import connect, refusals
from cpdesk.records.evidence import PART
from cpdesk.records.tables import EVIDENCE_PART, table_name

PAPERS = "evidence"
_PARTS = EVIDENCE_PART.name
_BYTES = f"SELECT data FROM {_PARTS} WHERE sha256 = ? ORDER BY number"
_SIZES = f"SELECT sha256, sum(length(data)) FROM {_PARTS} GROUP BY sha256"
_KINDS = (Evidence, Pack)
_NOW = " UNION ".join(f'SELECT sha256 FROM "{table_name(kind)}"' for kind in _KINDS)
# What a step back or forth would bring back needs its bytes as well.
_ONCE = " UNION ".join(
    f"SELECT json_extract({image}, '$.sha256') FROM journal_row WHERE kind = '{kind.word}'"
    for kind in _KINDS for image in ("before", "after")
)  # fmt: skip


Step = Callable[[], None]


def go_on() -> None:
    """Between two pieces of what nobody wishes to stop."""


class _Damaged(Exception):
    """The bytes that a record keeps under a hash are not those."""


def keep_papers(record: sqlite3.Connection, papers: Path) -> tuple[str, ...]:
    """Keep what is not there yet; the hashes of those whose bytes in the record are damaged.

    Raises OSError where what was written does not come back as it was.
    """
    there = {each.name: each.stat().st_size for each in papers.iterdir()}
    damaged = []
    for sha, size in record.execute(_SIZES).fetchall():
        if there.get(sha) == size:
            continue
        try:
            write_atomically(papers / sha, partial(_pour, record, sha))
        except _Damaged:
            damaged.append(sha)
        else:
            _demand_whole(papers / sha, sha)
    return tuple(damaged)


def carry_papers(source: Path, target: Path, step: Step = go_on) -> None:
    """The papers of one folder in another, where they are not there yet; raises OSError.

    `step` is called now and then; where it raises, no paper is there in part.
    """
    there = {each.name: each.stat().st_size for each in target.iterdir()}
    for each in source.iterdir() if source.is_dir() else ():
        if there.get(each.name) != each.stat().st_size and is_whole(each, each.name):
            carry_file(each, target / each.name, step)
        step()


def carry_file(source: Path, target: Path, step: Step = go_on) -> None:
    """Write the bytes of a file elsewhere and read them back; raises OSError.

    `step` is called between two pieces of it; where it raises, nothing is there.
    """
    def pour(out: BinaryIO) -> None:
        with source.open("rb") as file:
            while data := file.read(PART):
                step()
                out.write(data)
                out.flush()  # a slow place is told of by the piece, not all at the end

    write_atomically(target, pour)
    _demand_whole(target, sha256(source))


def is_whole(file: Path, sha: str) -> bool:
    """Whether a file has the bytes of this hash."""
    return file.is_file() and sha256(file) == sha


def complete(
    fresh: Path, folders: Sequence[Path], record: Path | None = None
) -> tuple[str, ...]:
    """Put the bytes of evidence back into a copy; the hashes of those that are nowhere.

    They are looked for in folders of papers, then in a record that may still have them.
    """
    with refusals(fresh), closing(connect(fresh, read_only=False)) as copy:
        needed = _wanted(copy, _NOW)
        wanted = dict.fromkeys((*needed, *_wanted(copy, _ONCE)))
        missing = [sha for sha in wanted if not copy.execute(_BYTES, (sha,)).fetchone()]
        copy.execute("BEGIN")
        left = [sha for sha in missing if not _from_folders(copy, folders, sha)]
        lost = _not_in(copy, record, left) if left and record else left
        copy.execute("COMMIT")
    return tuple(sha for sha in lost if sha in needed)


def _from_folders(copy: sqlite3.Connection, folders: Sequence[Path], sha: str) -> bool:
    file = next((each / sha for each in folders if is_whole(each / sha, sha)), None)
    if file is None:
        return False
    with file.open("rb") as stream:
        copy.executemany(f"INSERT INTO {_PARTS} VALUES (?, ?, ?)", _rows(sha, stream))
    return True


def _not_in(copy: sqlite3.Connection, record: Path, wanted: Sequence[str]) -> list[str]:
    """Take what a record has of these; the others. It may be damaged, and then has nothing."""
    try:
        with closing(connect(record, read_only=True)) as old:
            return [sha for sha in wanted if not _from_record(copy, old, sha)]
    except sqlite3.Error:
        return list(wanted)


def _from_record(copy: sqlite3.Connection, old: sqlite3.Connection, sha: str) -> bool:
    digest = hashlib.sha256()
    for (data,) in old.execute(_BYTES, (sha,)):
        digest.update(data)
    if digest.hexdigest() != sha:
        return False
    for at, (data,) in enumerate(old.execute(_BYTES, (sha,))):
        copy.execute(f"INSERT INTO {_PARTS} VALUES (?, ?, ?)", (sha, at, data))
    return True


def _demand_whole(file: Path, sha: str) -> None:
    if not is_whole(file, sha):
        raise OSError(5, f"{file.name} does not read as it was written", str(file))


def _pour(record: sqlite3.Connection, sha: str, out: BinaryIO) -> None:
    digest = hashlib.sha256()
    for (data,) in record.execute(_BYTES, (sha,)):
        digest.update(data)
        out.write(data)
    if digest.hexdigest() != sha:
        raise _Damaged(sha)


def _wanted(record: sqlite3.Connection, query: str) -> Sequence[str]:
    return [sha for (sha,) in record.execute(query) if sha]


def _rows(sha: str, file: BinaryIO) -> Iterator[tuple[str, int, bytes]]:
    number = 0
    while (data := file.read(PART)) or number == 0:
        yield sha, number, data
        number += 1
