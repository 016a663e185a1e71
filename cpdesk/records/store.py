"""One open record: its present state, and the wishes that change it."""

from __future__ import annotations

import getpass
import io
import platform
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from sqlalchemy import Connection, insert

from cpdesk.domain.entity import new_id
from cpdesk.domain.findings import Finding
from cpdesk.domain.papers import Attachment, Evidence
from cpdesk.domain.record import KINDS, Change, Identity, Record
from cpdesk.records import engine as file
from cpdesk.records import erasing, evidence, faults, journal, past
from cpdesk.records.claim import claimed
from cpdesk.records.examining import examine
from cpdesk.records.journal import Entry
from cpdesk.records.loading import load
from cpdesk.records.tables import IDENTITY, whole_schema
from cpdesk.records.unit_of_work import UnitOfWork, apply, write
from cpdesk.records.versions import current

Act = Callable[[Connection, int], Iterable[Change]]
Step = Callable[[], None]


def _go_on() -> None:
    """Between two parts of a change that nobody wishes to stop."""


class Store:
    """A record file that is open; `record` is its immutable state, patched by every change.

    Several threads may use it; they take turns. Close it before the file is moved or deleted.
    """

    def __init__(
        self,
        path: Path,
        author: str,
        now: Callable[[], datetime],
        *,
        read_only: bool = False,
        shown: Path | None = None,
    ) -> None:
        """Meant for `create` and `open`; `shown` is the file that is read in place of `path`."""
        self.path = path
        self.author = author
        self.read_only = read_only
        self.last_changes: tuple[Change, ...] = ()
        self._now = now
        self._turn = threading.RLock()
        self._held = ExitStack()
        self.shown = shown or path
        self._engine = file.open_engine(self.shown, read_only=read_only)
        try:
            with self._reading() as connection:
                self._history = list(journal.entries(connection))
                self.record = load(connection, self._history)
            self._opened_at = self.record.identity.change
        except BaseException as error:
            self._engine.dispose()
            if isinstance(error, LookupError | ValueError):
                raise faults.DAMAGED.refuse(path=path, reason=str(error)) from error
            raise

    @classmethod
    def create(cls, path: Path, *, author: str, now: Callable[[], datetime]) -> Self:
        """A new, empty record; raises Refusal where a file stands already."""
        file.create_file(path)
        try:
            _furnish(path, journal.stamp(now()))
            return cls.open(path, author=author, now=now)
        except BaseException:
            path.unlink(missing_ok=True)
            raise

    @classmethod
    def open(
        cls, path: Path, *, author: str, now: Callable[[], datetime], read_only: bool = False
    ) -> Self:
        """Open a record, migrating an older one after a backup; raises Refusal.

        While it is open for writing, nobody else can open it so. To be read only, an older
        record is brought up to date in a copy, and the file itself is not touched.
        """
        revision = examine(path)
        if not read_only and not file.writable(path):
            raise faults.READ_ONLY.refuse(path=path)
        with ExitStack() as held:
            if not read_only:
                held.enter_context(claimed(path, author, now()))
            shown = held.enter_context(current(path, revision, None if read_only else now()))
            store = cls(path, author, now, read_only=read_only, shown=shown)
            store.hold(held.pop_all())
        return store

    def beside(self) -> Self:
        """The same file opened once more, for reading only; close it before this one."""
        return type(self)(self.path, self.author, self._now, read_only=True, shown=self.shown)

    def hold(self, held: ExitStack) -> None:
        """Let go of these too when the file is let go of."""
        self._held = held

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; it can be moved or deleted afterwards."""
        with self._turn:
            self._engine.dispose()
            self._held.close()

    @contextmanager
    def change(self, label: str, **facts: object) -> Iterator[UnitOfWork]:
        """Collect changes, then write and journal them together; nothing on an exception.

        `label` is an English text of the catalogue with named `facts`. Raises Refusal.
        """
        with self._turn:
            start = self.record
            work = UnitOfWork(start)
            yield work
            if self.record is not start:
                raise RuntimeError("a change was begun within a change")
            self._carry_out(work, label, {name: str(fact) for name, fact in facts.items()})

    def _carry_out(self, work: UnitOfWork, label: str, facts: dict[str, str]) -> None:
        changes = work.changes
        if not changes:
            self.last_changes = ()
            return
        work.check()

        def act(connection: Connection, number: int) -> Iterable[Change]:
            write(connection, number, changes)
            return changes

        self._write(journal.CHANGE, label, facts, None, act, work.record)

    @contextmanager
    def turn(self) -> Iterator[Record]:
        """The record, which no other thread changes while something is worked out from it."""
        with self._turn:
            yield self.record

    def undo(self, step: Step = _go_on) -> Entry | None:
        """Take the last change back; the entry that was undone, or None.

        `step` is called between its parts; where it raises, nothing is changed.
        """
        with self._turn:
            return self._step(journal.UNDO, self.can_undo, step)

    def redo(self, step: Step = _go_on) -> Entry | None:
        """Make the last undone change again; the entry that was redone, or None."""
        with self._turn:
            return self._step(journal.REDO, self.can_redo, step)

    def size_of(self, entry: Entry) -> int:
        """How many rows taking an entry back, or making it again, would write."""
        with self._reading() as connection:
            bulk = journal.bulk_counts(connection, entry.number)
            return journal.rows_of(connection, entry.number) + sum(bulk.values())

    @property
    def can_undo(self) -> Entry | None:
        """The entry that `undo` would take back."""
        done, _ = journal.stacks(self._history)
        return done[-1] if done else None

    @property
    def can_redo(self) -> Entry | None:
        """The entry that `redo` would make again."""
        _, undone = journal.stacks(self._history)
        return undone[-1] if undone else None

    def history(self) -> tuple[Entry, ...]:
        """Everything that was ever done, oldest first."""
        return tuple(self._history)

    def record_at(self, number: int) -> Record:
        """The record as it stood after the change of that number, without what was erased since."""
        with self._turn, self._reading() as connection:
            changes = past.changes_back(connection, self._history, self.record, number)
        identity = Identity(self.record.identity.id, number, "")
        return self.record.after(changes, identity)

    def changes_of(self, number: int) -> tuple[tuple[Change, ...], Mapping[str, int]]:
        """What an entry did to single things, and how many of each kind a large import added.

        Of an undo, or where papers were erased for good, there is nothing to tell.
        """
        with self._reading() as connection:
            single = tuple(change for change, _ in journal.changes_of(connection, number))
            return single, journal.bulk_counts(connection, number)

    def sum_up(self) -> None:
        """Take the sums of what came in by large numbers, so that rot in it shows later.

        Before a record is closed that was changed; another is not written to. Raises Refusal.
        """
        if self.record.identity.change == self._opened_at:
            return
        from cpdesk.records.rot import new_sums, raw_of

        with self._turn:
            with self._reading() as connection:
                raw = raw_of(connection) if journal.lacks_sums(connection) else None
            if raw is not None:
                with self._transaction() as connection:
                    for number, found in new_sums(raw).items():
                        journal.keep_sums(connection, number, found)

    def rot(self, step: Step = _go_on) -> tuple[Finding, ...]:
        """What reads well and is not as it was left, of the record as it stands.

        `step` is called between its parts; what it raises ends it.
        """
        from cpdesk.records.rot import raw_of, rot_in

        with self._turn, self._reading() as connection:
            raw, record = raw_of(connection), self.record
        step()
        entities = {id: each for kind in KINDS for id, each in record.table(kind).items()}
        return tuple(rot_in(raw, entities))

    def add_bytes(self, stream: BinaryIO) -> tuple[str, int]:
        """Keep a file's bytes under their SHA-256; hash and size. Raises Refusal over 500 MB.

        The stream must be one that can be wound back: it is read twice.
        """
        sha, size = evidence.measure(stream)
        with self._transaction() as connection:
            evidence.keep(connection, sha, stream)
        return sha, size

    def drop_unused_bytes(self) -> None:
        """Let go of bytes kept for nothing, as when adding a file was stopped."""
        with self._transaction() as connection:
            erasing.drop_unused(connection)

    def erase(self, papers: Sequence[Evidence], label: str, **facts: object) -> None:
        """Take papers out for good, with no way back: rows, bytes, and images in the journal."""
        held = [each for one in papers for each in self.record.where(Attachment, evidence=one.id)]
        changes = tuple(Change(each, None) for each in (*held, *papers))

        def act(connection: Connection, number: int) -> Iterable[Change]:
            file.overwrite_deleted(connection)
            apply(connection, [(change, number) for change in changes])
            erasing.forget(connection, papers)
            erasing.drop_unused(connection)
            return changes

        with self._turn:
            said = {name: str(fact) for name, fact in facts.items()}
            self._write(journal.ERASE, label, said, None, act)
            with self._reading() as connection:
                self._history = list(journal.entries(connection))

    def drop_free_pages(self) -> None:
        """Write the file without what was erased or freed; it takes room for a second copy."""
        with self._turn:
            file.drop_free_pages(self.path, self._engine)

    def read_bytes(self, sha: str) -> Iterator[bytes]:
        """The bytes kept under a hash, 1 MiB at a time; raises Refusal where there are none."""
        number, data = 0, self._part(sha, 0)
        if data is None:
            raise faults.NO_BYTES.refuse(sha=sha)
        while data is not None:
            yield data
            number += 1
            data = self._part(sha, number)

    def open_bytes(self, sha: str) -> BinaryIO:
        """The bytes kept under a hash, as a file; raises Refusal where there are none."""
        with self._reading() as connection:
            size = evidence.size_of(connection, sha)
        if size is None:
            raise faults.NO_BYTES.refuse(sha=sha)
        kept = evidence.KeptBytes(size, lambda number: self._part(sha, number))
        return io.BufferedReader(kept, evidence.BUFFER)

    def _part(self, sha: str, number: int) -> bytes | None:
        with self._reading() as connection:
            return evidence.part(connection, sha, number)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self._turn, file.refusals(self.path), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        engine = file.reading(self._engine)
        with self._turn, file.refusals(self.path), engine.begin() as connection:
            yield connection

    def _write(
        self, kind: str, label: str, facts: dict[str, str], of: int | None, act: Act,
        after: Record | None = None,
    ) -> None:
        """Write what `act` does, journaled; `after` is the record then, where it is known."""
        number = self.record.identity.change + 1
        entry = Entry(number, journal.stamp(self._now()), self.author, kind, label, facts, of)
        with self._transaction() as connection:
            self._demand_unchanged(connection)
            journal.append(connection, entry)
            changes = tuple(act(connection, number))
        self._history.append(entry)
        identity = Identity(self.record.identity.id, number, entry.by)
        after = after or self.record.after(changes, identity)
        self.record = after.known_as(identity)
        self.last_changes = changes

    def _demand_unchanged(self, connection: Connection) -> None:
        """Where locks are not to be trusted, as on some shares, another may have written."""
        last = journal.last(connection)
        if (last.number if last else 0) != self.record.identity.change:
            who = last.by if last else ""
            raise faults.CHANGED_ELSEWHERE.refuse(path=self.path, who=who)

    def _step(self, kind: str, entry: Entry | None, step: Step) -> Entry | None:
        if entry is None:
            return None
        back = kind == journal.UNDO

        def act(connection: Connection, _: int) -> Iterable[Change]:
            return past.replay(connection, entry.number, back, step)

        self._write(kind, entry.label, dict(entry.facts), entry.number, act)
        return entry


def _furnish(path: Path, created: str) -> None:
    """Give an empty file its tables and its identity."""
    engine = file.open_engine(path)
    try:
        with file.refusals(path), engine.begin() as connection:
            whole_schema().create_all(connection)
            file.stamp_revision(connection)
            connection.execute(insert(IDENTITY), {"id": new_id(), "created": created})
    finally:
        engine.dispose()


def default_author() -> str:
    """`user@computer`, as the history shows it."""
    return f"{getpass.getuser()}@{platform.node()}"
