"""One open record: its present state, and the wishes that change it."""

from __future__ import annotations

import getpass
import hashlib
import io
import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from sqlalchemy import Connection, func, insert, select

from cpdesk.domain.entity import Entity, new_id
from cpdesk.domain.record import KINDS, Change, Identity, Record
from cpdesk.records import engine as file
from cpdesk.records import faults, journal
from cpdesk.records.journal import Entry
from cpdesk.records.mapping import from_row
from cpdesk.records.tables import EVIDENCE_PART, IDENTITY, JOURNAL, METADATA, TABLES
from cpdesk.records.unit_of_work import UnitOfWork, apply, write

PART = 1 << 20
LARGEST_EVIDENCE = 500 * PART


class Store:
    """A record file that is open; `record` is its immutable state, patched by every change."""

    def __init__(
        self, path: Path, author: str, now: Callable[[], datetime], read_only: bool
    ) -> None:
        self.path = path
        self.author = author
        self.read_only = read_only
        self.last_changes: tuple[Change, ...] = ()
        self._now = now
        self._engine = file.open_engine(path, read_only=read_only)
        with self._transaction() as connection:
            self._history = list(journal.entries(connection))
            self.record = self._load(connection)

    @classmethod
    def create(cls, path: Path, *, author: str, now: Callable[[], datetime]) -> Self:
        """A new, empty record; raises Refusal where a file stands already."""
        file.create_file(path)
        engine = file.open_engine(path)
        with file.refusals(path), engine.begin() as connection:
            METADATA.create_all(connection)
            connection.exec_driver_sql(
                "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
                "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
            )
            connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (file.HEAD,))
            connection.execute(insert(IDENTITY), {"id": new_id(), "created": journal.stamp(now())})
        engine.dispose()
        return cls(path, author, now, read_only=False)

    @classmethod
    def open(
        cls, path: Path, *, author: str, now: Callable[[], datetime], read_only: bool = False
    ) -> Self:
        """Open a record, migrating an older one after a backup; raises Refusal."""
        revision = file.examine(path)
        if not read_only and not file.writable(path):
            raise faults.READ_ONLY.refuse(path=path)
        if revision < file.HEAD:
            from cpdesk.records.migration import migrate

            migrate(path, revision)
        with file.refusals(path):
            return cls(path, author, now, read_only)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; it can be moved or deleted afterwards."""
        self._engine.dispose()

    @contextmanager
    def change(self, label: str, **facts: object) -> Iterator[UnitOfWork]:
        """Collect changes, then write and journal them together; nothing on an exception."""
        work = UnitOfWork(self.record)
        yield work
        if not work.changes:
            self.last_changes = ()
            return
        work.check()
        texts = {name: str(fact) for name, fact in facts.items()}
        with self._journaled(journal.CHANGE, label, texts, None) as (connection, number):
            write(connection, number, work.changes)
            self._pending = work.changes

    def undo(self) -> Entry | None:
        """Take the last change back; the entry that was undone, or None."""
        return self._step(journal.UNDO, self.can_undo)

    def redo(self) -> Entry | None:
        """Make the last undone change again."""
        return self._step(journal.REDO, self.can_redo)

    @property
    def can_undo(self) -> Entry | None:
        done, _ = journal.stacks(self._history)
        return done[-1] if done else None

    @property
    def can_redo(self) -> Entry | None:
        _, undone = journal.stacks(self._history)
        return undone[-1] if undone else None

    def history(self) -> tuple[Entry, ...]:
        return tuple(self._history)

    def add_bytes(self, stream: BinaryIO) -> tuple[str, int]:
        """Keep a file's bytes under their SHA-256, in rows of 1 MiB; hash and size."""
        sha, size = _measure(stream)
        with self._transaction() as connection:
            if self._parts(connection, sha) == 0:
                for number, data in enumerate(iter(lambda: stream.read(PART), b"")):
                    values = {"sha256": sha, "number": number, "data": data}
                    connection.execute(insert(EVIDENCE_PART), values)
        return sha, size

    def open_bytes(self, sha: str) -> BinaryIO:
        """The bytes kept under a hash, as a stream; empty where there are none."""
        query = (
            select(EVIDENCE_PART.c.data)
            .where(EVIDENCE_PART.c.sha256 == sha)
            .order_by(EVIDENCE_PART.c.number)
        )
        with self._transaction() as connection:
            return io.BytesIO(b"".join(connection.scalars(query)))

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with file.refusals(self.path), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _journaled(
        self, kind: str, label: str, facts: dict[str, str], of: int | None
    ) -> Iterator[tuple[Connection, int]]:
        number = self.record.identity.change + 1
        entry = Entry(number, journal.stamp(self._now()), self.author, kind, label, facts, of)
        with self._transaction() as connection:
            journal.append(connection, entry)
            yield connection, number
        self._history.append(entry)
        identity = Identity(self.record.identity.id, number, entry.by)
        self.record = self.record.after(self._pending, identity)
        self.last_changes = tuple(self._pending)

    def _step(self, kind: str, entry: Entry | None) -> Entry | None:
        if entry is None:
            return None
        back = kind == journal.UNDO
        with self._journaled(kind, entry.label, dict(entry.facts), entry.number) as (c, _):
            single = journal.changes_of(c, entry.number)
            steps = [change.reversed() for change in reversed(single)] if back else single
            for change in steps:
                apply(c, change, entry.number)
            move = journal.take_bulk if back else journal.give_bulk
            kinds = journal.bulk_kinds(c, entry.number)
            bulk = [change for each in kinds for change in move(c, entry.number, each)]
            self._pending = (*steps, *bulk)
        return entry

    _pending: tuple[Change, ...] = ()

    def _load(self, connection: Connection) -> Record:
        own = connection.scalars(select(IDENTITY.c.id)).one()
        number = connection.scalars(select(func.max(JOURNAL.c.number))).one() or 0
        writer = self._history[-1].by if self._history else ""
        tables = {kind: self._load_table(connection, kind) for kind in KINDS}
        return Record(Identity(own, number, writer), tables)

    @staticmethod
    def _load_table(connection: Connection, kind: type[Entity]) -> dict[str, Entity]:
        rows = connection.execute(select(TABLES[kind])).mappings()
        return {row["id"]: from_row(kind, dict(row)) for row in rows}

    @staticmethod
    def _parts(connection: Connection, sha: str) -> int:
        query = select(func.count()).where(EVIDENCE_PART.c.sha256 == sha)
        return connection.scalars(query).one()


def default_author() -> str:
    """`user@computer`, as the history shows it."""
    return f"{getpass.getuser()}@{platform.node()}"


def _measure(stream: BinaryIO) -> tuple[str, int]:
    """Hash and size of a stream, which is left at its beginning; raises Refusal over 500 MB."""
    digest, size = hashlib.sha256(), 0
    for data in iter(lambda: stream.read(PART), b""):
        digest.update(data)
        size += len(data)
        if size > LARGEST_EVIDENCE:
            raise faults.EVIDENCE_TOO_LARGE.refuse()
    stream.seek(0)
    return digest.hexdigest(), size
