"""A damaged record file, read past everything that is broken in it; the file is not touched.

SQLite itself reads, from a copy: what it does not reach from the head of a table is not guessed at,
for a page that nobody points to may be of yesterday.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from cpdesk.domain.record import KINDS
from cpdesk.records import faults
from cpdesk.records.engine import APPLICATION_ID, HEAD, connect
from cpdesk.records.examining import journal_of
from cpdesk.records.tables import EVIDENCE_PART, table_name

_MAGIC = b"SQLite format 3\x00"
_HEAD_SIZE, _PAGE = 100, 4096
_SIZES = (512, 1024, 2048, 4096, 8192, 16384, 32768)
_TABLE_PAGES, _INSIDE = (5, 13), 5
_FAR = 1 << 40  # more rows than any table has
_ALIKE = 0.9  # of the pages that are there where tables begin: the others may be broken
_PARTS = EVIDENCE_PART.name
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Rows:
    """The rows of a table that can be read, and what is known of the others.

    `named` are the ids that its index tells, None where that cannot be read whole; `sound` is
    whether the table and its index hold together, so that nothing can be missing.
    """

    rows: tuple[Row, ...] = ()
    named: frozenset[str] | None = None
    sound: bool = False


class Wreck:
    """What is left of a record; close it before its folder goes."""

    def __init__(self, connection: sqlite3.Connection, *, relisted: bool) -> None:
        """Meant for `opened`; `relisted` where the list of its tables had to be put in anew."""
        self.relisted = relisted
        self._connection = connection
        connection.text_factory = lambda text: text.decode("utf-8", "surrogateescape")

    @property
    def revision(self) -> str:
        """The version of its tables; the newest, where that cannot be read."""
        rows = self.table("alembic_version", key="").rows
        return str(rows[0]["version_num"]) if rows else HEAD

    def table(self, name: str, key: str = "id") -> Rows:
        """Every row that can be read; none of a table that is not there."""
        try:
            told = self._connection.execute(f'PRAGMA table_info("{name}")').fetchall()
        except sqlite3.DatabaseError:
            return Rows()
        columns = tuple(str(each[1]) for each in told)
        if not columns:  # an older record has not all of today's tables
            return Rows(named=frozenset(), sound=True)
        found = tuple(dict(zip(columns, each, strict=True)) for each in self._rows(name))
        return Rows(found, self._named(name) if key else None, self._holds_together(name))

    def bytes_of(self, sha: str, out: BinaryIO) -> bool:
        """Write the bytes kept under a hash; whether they are all there and right."""
        order = f"SELECT data FROM {_PARTS} {{0}} WHERE sha256 = ? ORDER BY number"
        for way in ("", "NOT INDEXED"):
            digest = hashlib.sha256()
            out.seek(0)
            out.truncate()
            try:
                for (data,) in self._connection.execute(order.format(way), (sha,)):
                    digest.update(data)
                    out.write(data)
            except (sqlite3.DatabaseError, TypeError):
                continue
            if digest.hexdigest() == sha:
                return True
        return False

    def _rows(self, name: str) -> Iterator[Sequence[Any]]:
        query = f'SELECT rowid, * FROM "{name}" NOT INDEXED WHERE rowid > ? ORDER BY rowid'
        at: int | None = -1
        while at is not None:
            try:
                for row in self._connection.execute(query, (at,)):
                    at = _later(row[0], at)
                    yield row[1:]
            except sqlite3.DatabaseError:
                at = self._past(name, at)
            else:
                return

    def _past(self, name: str, at: int | None) -> int | None:
        """Behind which row reading goes on: past a row, or past the pages that are broken."""
        start = -1 if at is None else at
        fails = partial(self._fails, name)
        if not fails(start):
            return self._next(name, start)
        step = 1
        while fails(start + step):
            step *= 2
            if step > _FAR:
                return None
        low, high = start + step // 2, start + step
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if fails(middle) else (low, middle)
        return high

    def _fails(self, name: str, at: int) -> bool:
        try:
            self._next(name, at)
        except sqlite3.DatabaseError:
            return True
        return False

    def _next(self, name: str, at: int) -> int | None:
        query = f'SELECT rowid FROM "{name}" NOT INDEXED WHERE rowid > ? ORDER BY rowid LIMIT 1'
        found = self._connection.execute(query, (at,)).fetchone()
        return None if found is None else _later(found[0], at)

    def _named(self, name: str) -> frozenset[str] | None:
        index = f'"sqlite_autoindex_{name}_1"'
        query = f'SELECT id FROM "{name}" INDEXED BY {index} WHERE id >= \'\' ORDER BY id'
        try:
            return frozenset(str(id) for (id,) in self._connection.execute(query))
        except sqlite3.DatabaseError:
            return None

    def _holds_together(self, name: str) -> bool:
        query = "SELECT quick_check FROM pragma_quick_check(?)"
        try:
            return bool(self._connection.execute(query, (name,)).fetchone() == ("ok",))
        except sqlite3.DatabaseError:
            return False


def _later(number: int, than: int | None) -> int:
    """Pages that point to each other would be gone round for ever."""
    if than is not None and number <= than:
        raise sqlite3.DatabaseError("rows do not follow each other")
    return number


@contextmanager
def opened(path: Path, now: datetime, *, played: bool = False) -> Iterator[Wreck]:
    """A damaged record, to be read; raises Refusal where there is nothing of one.

    With `played` its rollback journal is played back first, as after a power cut.
    """
    with TemporaryDirectory(prefix="cpdesk-") as name:
        copy = Path(name, "wreck")
        shutil.copyfile(path, copy)
        if played:
            _play_back(journal_of(path), copy)
        if not _beheaded(copy):
            raise faults.NO_RECORD.refuse(path=path)
        relisted = not _lists_tables(copy)
        if relisted and not _relisted(copy, now):
            raise faults.BEYOND_READING.refuse(path=path)
        with closing(connect(copy, read_only=True)) as connection:
            yield Wreck(connection, relisted=relisted)


def _play_back(journal: Path, copy: Path) -> None:
    """What cannot be played back is left as it is."""
    beside = journal_of(copy)
    shutil.copyfile(journal, beside)
    with suppress(sqlite3.Error, UnicodeDecodeError), closing(connect(copy, False)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    beside.unlink(missing_ok=True)


def _beheaded(copy: Path) -> bool:
    """Give a file the head that the format wants, and whole pages; whether it has any page."""
    with copy.open("r+b") as file:
        old = file.read(_HEAD_SIZE)
        size = int.from_bytes(old[16:18]) if old.startswith(_MAGIC) else _PAGE
        size = size if size in _SIZES else _PAGE
        pages = -(-file.seek(0, os.SEEK_END) // size)
        file.truncate(pages * size)
        file.seek(0)
        file.write(_head(size, pages))
    return pages > 0 and len(old) == _HEAD_SIZE


def _head(size: int, pages: int) -> bytes:
    """The first bytes of the file as the format wants them, without a list of free pages."""
    numbers = (1, pages, 0, 0, 1, 4, 0, 0, 1, 0, 0, APPLICATION_ID)
    fixed = _MAGIC + size.to_bytes(2) + bytes((1, 1, 0, 64, 32, 32))
    told = b"".join(each.to_bytes(4) for each in numbers)
    return fixed + told + bytes(20) + (1).to_bytes(4) + (3040000).to_bytes(4)


def _lists_tables(copy: Path) -> bool:
    try:
        with closing(connect(copy, read_only=True)) as connection:
            found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            names = {name for (name,) in found.fetchall()}
    except (sqlite3.Error, UnicodeDecodeError):
        return False
    return len(names & {table_name(kind) for kind in KINDS}) > len(KINDS) // 2


def _relisted(copy: Path, now: datetime) -> bool:
    """Put the list of tables of a new record in, where tables begin on the very same pages.

    So they do in a record that was begun by this version and never written anew.
    """
    from cpdesk.records.store import Store

    fresh = copy.with_name("fresh.cpdesk")
    Store.create(fresh, author="", now=lambda: now).close()
    whole = fresh.read_bytes()
    with closing(connect(fresh, read_only=True)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE type = 'table'"
        roots = [int(root) for (root,) in connection.execute(query)]
    with copy.open("r+b") as file:
        kinds = [_kind_of(file, root) for root in roots]
        right, there = sum(each in _TABLE_PAGES for each in kinds), sum(each > 0 for each in kinds)
        if not right or right < _ALIKE * there:
            return False
        for number in _listing(whole, 1):
            begin = (number - 1) * _PAGE + (_HEAD_SIZE if number == 1 else 0)
            file.seek(begin)
            file.write(whole[begin : number * _PAGE])
    return _lists_tables(copy)


def _kind_of(file: BinaryIO, page: int) -> int:
    """The first byte of a page; 0 where there is none."""
    file.seek((page - 1) * _PAGE)
    return next(iter(file.read(1)), 0)


def _listing(data: bytes, page: int) -> Iterator[int]:
    """The pages on which the list of tables stands."""
    yield page
    at = (page - 1) * _PAGE
    head = at + (_HEAD_SIZE if page == 1 else 0)
    if data[head] != _INSIDE:
        return
    cells = int.from_bytes(data[head + 3 : head + 5])
    places = [int.from_bytes(data[head + 12 + 2 * n : head + 14 + 2 * n]) for n in range(cells)]
    for place in (*(at + each for each in places), head + 8):
        yield from _listing(data, int.from_bytes(data[place : place + 4]))


