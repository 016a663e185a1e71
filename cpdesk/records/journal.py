"""The append-only history: who changed what and when, and what undo and redo come to.

An undo is an entry of its own that names the entry it takes back; so nothing is ever lost, and
what can be undone or redone follows from the sequence alone. Only papers can be erased for good:
that is an entry too, but their images go from all the others.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, func, insert, select, update

from cpdesk.domain.entity import Entity
from cpdesk.domain.papers import Attachment, Evidence, Pack
from cpdesk.domain.record import BY_WORD, Change
from cpdesk.records.mapping import from_rows, to_columns, to_rows
from cpdesk.records.tables import JOURNAL, JOURNAL_BULK, JOURNAL_ROW, TABLES, table_name

if TYPE_CHECKING:
    from cpdesk.records.sums import Sums

CHANGE, UNDO, REDO, ERASE = "change", "undo", "redo", "erase"
SUMS = "sums"  # the fact that holds the sums of what an entry brought in by large numbers
# Kinds whose rows may be erased for good, and then are not as they came in.
ERASABLE = frozenset(kind.word for kind in (Evidence, Attachment, Pack))


@dataclass(frozen=True)
class Entry:
    """One line of the history; `label` is an English text with named `facts`."""

    number: int
    at: str
    by: str
    kind: str
    label: str
    facts: Mapping[str, str]
    of: int | None


def append(connection: Connection, entry: Entry) -> None:
    connection.execute(
        insert(JOURNAL), {**entry.__dict__, "facts": json.dumps(dict(entry.facts))}
    )


def entries(connection: Connection) -> tuple[Entry, ...]:
    """The whole history, oldest first."""
    rows = connection.execute(select(JOURNAL).order_by(JOURNAL.c.number)).mappings()
    return tuple(_entry(row) for row in rows)


def last(connection: Connection) -> Entry | None:
    """The newest entry, or None in a new record."""
    query = select(JOURNAL).order_by(JOURNAL.c.number.desc()).limit(1)
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else _entry(row)


def _entry(row: Mapping[Any, Any]) -> Entry:
    facts = {name: fact for name, fact in json.loads(row["facts"]).items() if name != SUMS}
    return Entry(**{**row, "facts": facts})


def stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def stacks(history: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """The entries that can be undone and those that can be redone, the next one last.

    Raises ValueError with the number of an entry that does not fit what came before it.
    """
    done: list[Entry] = []
    undone: list[Entry] = []
    for entry in history:
        if entry.kind == ERASE:  # for good: neither it nor what it erased comes back
            continue
        if entry.kind == CHANGE:
            done.append(entry)
            undone.clear()
            continue
        source, target = (done, undone) if entry.kind == UNDO else (undone, done)
        if not source or source[-1].number != entry.of:
            raise ValueError(entry.number)
        target.append(source.pop())
    return done, undone


def keep_rows(
    connection: Connection, number: int, changes: Iterable[Change], entered: Mapping[str, int]
) -> None:
    """Write the images before and after; `entered` tells which change brought in removed rows."""
    listed = tuple(changes)
    images = zip(
        _images([each.before for each in listed]), _images([each.after for each in listed]),
        strict=True,
    )  # fmt: skip
    rows = [
        {
            "number": number, "rank": rank, "kind": change.kind.word, "entity": change.entity.id,
            "before": before, "after": after, "entered": entered.get(change.entity.id),
        }
        for rank, (change, (before, after)) in enumerate(zip(listed, images, strict=True))
    ]  # fmt: skip
    if rows:
        connection.execute(insert(JOURNAL_ROW), rows)


def keep_bulk(
    connection: Connection, number: int, kind: type[Entity], entities: Sequence[Entity]
) -> None:
    """Write many new rows of a kind that carry this number; they are their own images."""
    _insert(connection, number, kind, entities)
    values = {"number": number, "kind": kind.word, "rows": len(entities), "images": None}
    connection.execute(insert(JOURNAL_BULK), values)


def keep_sums(connection: Connection, number: int, found: Mapping[str, Sums]) -> None:
    """Put the sums of what came in among the facts of the entry, beside those that are there."""
    from cpdesk.records.sums import read, written

    here = JOURNAL.c.number == number
    facts = json.loads(connection.scalars(select(JOURNAL.c.facts).where(here)).one())
    told = json.dumps({**facts, SUMS: written({**read(facts.get(SUMS, "{}")), **found})})
    connection.execute(update(JOURNAL).where(here).values(facts=told))


def lacks_sums(connection: Connection) -> bool:
    """Whether there is a large change that stands and whose sums were not taken yet."""
    bulk = JOURNAL_BULK.c
    stands = bulk.images.is_(None) & bulk.kind.not_in(ERASABLE)
    query = select(JOURNAL.c.facts).where(JOURNAL.c.number.in_(select(bulk.number).where(stands)))
    return any(SUMS not in json.loads(facts) for facts in connection.scalars(query))


def _insert(
    connection: Connection, number: int, kind: type[Entity], entities: Sequence[Entity]
) -> None:
    """By the driver itself: SQLAlchemy would turn each row into a dictionary and back."""
    columns = {**to_columns(kind, entities), "entered": [number] * len(entities)}
    # A column that nobody fills is NULL without being told so a hundred thousand times.
    filled = {name: each for name, each in columns.items() if each.count(None) < len(each)}
    names, marks = ", ".join(f'"{name}"' for name in filled), ", ".join("?" * len(filled))
    into = f'INSERT INTO "{table_name(kind)}" ({names}) VALUES ({marks})'
    connection.exec_driver_sql(into, list(zip(*filled.values(), strict=True)))


def changes_of(connection: Connection, number: int) -> list[tuple[Change, int]]:
    """What an entry did to single entities, and the number that such a row carries."""
    of = JOURNAL_ROW.c
    query = select(of.kind, of.before, of.after, of.entered).where(of.number == number)
    rows = connection.execute(query.order_by(of.rank)).all()
    befores = _entities([(kind, before) for kind, before, _, _ in rows])
    afters = _entities([(kind, after) for kind, _, after, _ in rows])
    return [
        (Change(before, after), row.entered or number)
        for row, before, after in zip(rows, befores, afters, strict=True)
    ]


def rows_of(connection: Connection, number: int) -> int:
    """How many single rows an entry holds images of."""
    query = select(func.count()).select_from(JOURNAL_ROW).where(JOURNAL_ROW.c.number == number)
    return int(connection.scalars(query).one())


def bulk_kinds(connection: Connection, number: int) -> list[type[Entity]]:
    query = select(JOURNAL_BULK.c.kind).where(JOURNAL_BULK.c.number == number)
    return [BY_WORD[word] for word in connection.scalars(query)]


def bulk_counts(connection: Connection, number: int) -> dict[str, int]:
    """How many rows of each kind an entry brought in at once, by the kind's word."""
    query = select(JOURNAL_BULK.c.kind, JOURNAL_BULK.c.rows).where(JOURNAL_BULK.c.number == number)
    return {kind: int(rows) for kind, rows in connection.execute(query)}


def take_bulk(connection: Connection, number: int, kind: type[Entity]) -> list[Change]:
    """Remove the rows of a large import, keeping their images in the journal for a redo."""
    table = TABLES[kind]
    names = tuple(column.name for column in table.c)
    rows = connection.execute(select(table).where(table.c.entered == number)).all()
    images = json.dumps([names, [tuple(row) for row in rows]], ensure_ascii=False)
    _keep_images(connection, number, kind, zlib.compress(images.encode()))
    connection.execute(delete(table).where(table.c.entered == number))
    return [Change(each, None) for each in from_rows(kind, names, rows)]


def give_bulk(connection: Connection, number: int, kind: type[Entity]) -> list[Change]:
    """Put the rows of a large import back from their images."""
    query = select(JOURNAL_BULK.c.images).where(
        JOURNAL_BULK.c.number == number, JOURNAL_BULK.c.kind == kind.word
    )
    names, images = json.loads(zlib.decompress(connection.scalars(query).one()))
    entities = from_rows(kind, names, images)
    _insert(connection, number, kind, entities)
    _keep_images(connection, number, kind, None)
    return [Change(None, each) for each in entities]


def images_of_bulk(
    connection: Connection, number: int, kind: type[Entity]
) -> tuple[Entity, ...]:
    """The rows of a large change that is taken back now; none of one that is not."""
    query = select(JOURNAL_BULK.c.images).where(
        JOURNAL_BULK.c.number == number, JOURNAL_BULK.c.kind == kind.word
    )
    packed = connection.scalars(query).one()
    if packed is None:
        return ()
    names, images = json.loads(zlib.decompress(packed))
    return tuple(from_rows(kind, names, images))


def _keep_images(
    connection: Connection, number: int, kind: type[Entity], images: bytes | None
) -> None:
    connection.execute(
        update(JOURNAL_BULK)
        .where(JOURNAL_BULK.c.number == number, JOURNAL_BULK.c.kind == kind.word)
        .values(images=images)
    )


def _images(entities: Sequence[Entity | None]) -> list[str | None]:
    """The image of each; those of a kind are made together, as in a large change."""
    images: list[str | None] = [None] * len(entities)
    for kind, places in _by_kind(entities).items():
        rows = to_rows(kind, [each for at in places if (each := entities[at]) is not None])
        for at, row in zip(places, rows, strict=True):
            images[at] = json.dumps(row, ensure_ascii=False)
    return images


def _by_kind(entities: Sequence[Entity | None]) -> dict[type[Entity], list[int]]:
    places: dict[type[Entity], list[int]] = {}
    for at, each in enumerate(entities):
        if each is not None:
            places.setdefault(type(each), []).append(at)
    return places


def _entities(images: Sequence[tuple[str, str | None]]) -> list[Entity | None]:
    """The entity of each kind's word and image; those with the same columns are read together."""
    made: list[Entity | None] = [None] * len(images)
    alike: dict[tuple[str, ...], list[tuple[int, Sequence[Any]]]] = {}
    for at, (word, image) in enumerate(images):
        if image is not None:
            row: dict[str, Any] = json.loads(image)
            alike.setdefault((word, *row), []).append((at, tuple(row.values())))
    for (word, *names), rows in alike.items():
        entities = from_rows(BY_WORD[word], names, [row for _, row in rows])
        for (at, _), entity in zip(rows, entities, strict=True):
            made[at] = entity
    return made
