"""Changes taken back or made again, and the record as it stood after an earlier one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from sqlalchemy import Connection, select

from cpdesk.domain.entity import Entity
from cpdesk.domain.record import Change, Record
from cpdesk.records import journal
from cpdesk.records.journal import Entry
from cpdesk.records.tables import JOURNAL_ROW, TABLES
from cpdesk.records.unit_of_work import apply

Key = tuple[type[Entity], str]


def replay(
    connection: Connection, number: int, back: bool, step: Callable[[], None]
) -> tuple[Change, ...]:
    """Make an entry's changes again, or take them back; `step` is called between the parts."""
    kept = journal.changes_of(connection, number)
    steps = [(change.reversed() if back else change, entered) for change, entered in kept]
    step()
    apply(connection, steps)
    move = journal.take_bulk if back else journal.give_bulk
    bulk: list[Change] = []
    for kind in journal.bulk_kinds(connection, number):
        step()
        bulk += move(connection, number, kind)
    step()
    return (*(change for change, _ in steps), *bulk)


def changes_back(
    connection: Connection, history: Sequence[Entry], record: Record, number: int
) -> tuple[Change, ...]:
    """What leads from the record back to its state after that change.

    Papers that were erased for good are in neither state.
    """
    walk = _Walk(connection, record)
    for entry in reversed(history):
        if entry.number <= number:
            break
        walk.back_over(entry)
    return walk.changes


class _Walk:
    """A way back through the history; what differs from the record now is kept apart."""

    def __init__(self, connection: Connection, record: Record) -> None:
        self._connection = connection
        self._record = record
        self._then: dict[Key, Entity | None] = {}
        self._taken: dict[tuple[int, type[Entity]], tuple[Entity, ...]] = {}

    @property
    def changes(self) -> tuple[Change, ...]:
        pairs = ((self._record.table(key[0]).get(key[1]), then) for key, then in self._then.items())
        return tuple(Change(now, then) for now, then in pairs if now != then)

    def back_over(self, entry: Entry) -> None:
        """An undo taken back is the change made; what was erased is in no state any more."""
        if entry.kind == journal.CHANGE:
            self._unmake(entry.number)
        elif entry.kind == journal.REDO and entry.of is not None:
            self._unmake(entry.of)
        elif entry.kind == journal.UNDO and entry.of is not None:
            self._make(entry.of)

    def _unmake(self, number: int) -> None:
        for kind in journal.bulk_kinds(self._connection, number):
            self._taken[number, kind] = gone = tuple(self._brought_in(number, kind))
            self._put((each, None) for each in gone)
        rows = journal.changes_of(self._connection, number)
        self._put((change.entity, change.before) for change, _ in reversed(rows))

    def _make(self, number: int) -> None:
        rows = journal.changes_of(self._connection, number)
        self._put((change.entity, change.after) for change, _ in rows)
        for kind in journal.bulk_kinds(self._connection, number):
            kept = journal.images_of_bulk(self._connection, number, kind)
            back = self._taken.get((number, kind), kept)
            self._put((each, each) for each in back)

    def _brought_in(self, number: int, kind: type[Entity]) -> Iterator[Entity]:
        """What a large change brought in, as it stands where the walk has come to."""
        table = TABLES[kind]
        ids = set(self._connection.scalars(select(table.c.id).where(table.c.entered == number)))
        later = select(JOURNAL_ROW.c.entity).where(
            JOURNAL_ROW.c.entered == number, JOURNAL_ROW.c.kind == kind.word
        )
        ids.update(self._connection.scalars(later))
        ids.update(e.id for e in journal.images_of_bulk(self._connection, number, kind))
        found = (self._at(kind, id) for id in ids)
        return (each for each in found if each is not None)

    def _at(self, kind: type[Entity], id: str) -> Entity | None:
        if (kind, id) in self._then:
            return self._then[kind, id]
        return self._record.table(kind).get(id)

    def _put(self, states: Iterable[tuple[Entity, Entity | None]]) -> None:
        for entity, then in states:
            self._then[type(entity), entity.id] = then
