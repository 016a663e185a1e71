"""The append-only history: who changed what and when, and what undo and redo come to.

An undo is an entry of its own that names the entry it takes back; so nothing is ever erased, and
what can be undone or redone follows from the sequence alone.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from cpdesk.domain.entity import Entity
from cpdesk.domain.record import BY_WORD, Change
from cpdesk.records.mapping import Row, from_row, to_row
from cpdesk.records.tables import JOURNAL, JOURNAL_BULK, JOURNAL_ROW, TABLES

CHANGE, UNDO, REDO = "change", "undo", "redo"


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
    return tuple(Entry(**{**row, "facts": json.loads(row["facts"])}) for row in rows)


def stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def stacks(history: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """The entries that can be undone and those that can be redone, the next one last."""
    by_number = {entry.number: entry for entry in history}
    done: list[Entry] = []
    undone: list[Entry] = []
    for entry in history:
        if entry.kind == CHANGE:
            done.append(entry)
            undone.clear()
        elif entry.kind == UNDO:
            done.pop()
            undone.append(by_number[entry.of or 0])
        else:
            undone.pop()
            done.append(by_number[entry.of or 0])
    return done, undone


def keep_rows(connection: Connection, number: int, changes: Iterable[Change]) -> None:
    """Write the images before and after of each change."""
    rows = [
        {
            "number": number, "rank": rank, "kind": change.kind.word, "entity": change.entity.id,
            "before": _image(change.before), "after": _image(change.after),
        }
        for rank, change in enumerate(changes)
    ]  # fmt: skip
    if rows:
        connection.execute(insert(JOURNAL_ROW), rows)


def keep_bulk(connection: Connection, number: int, kind: type[Entity], rows: int) -> None:
    """Note that many new rows of a kind carry this number; their images stay in the table."""
    values = {"number": number, "kind": kind.word, "rows": rows, "images": None}
    connection.execute(insert(JOURNAL_BULK), values)


def changes_of(connection: Connection, number: int) -> list[Change]:
    """What an entry did to single entities."""
    query = select(JOURNAL_ROW).where(JOURNAL_ROW.c.number == number).order_by(JOURNAL_ROW.c.rank)
    return [
        Change(_entity(row["kind"], row["before"]), _entity(row["kind"], row["after"]))
        for row in connection.execute(query).mappings()
    ]


def bulk_kinds(connection: Connection, number: int) -> list[type[Entity]]:
    query = select(JOURNAL_BULK.c.kind).where(JOURNAL_BULK.c.number == number)
    return [BY_WORD[word] for word in connection.scalars(query)]


def take_bulk(connection: Connection, number: int, kind: type[Entity]) -> list[Change]:
    """Remove the rows of a large import, keeping their images in the journal for a redo."""
    table = TABLES[kind]
    found = connection.execute(select(table).where(table.c.entered == number)).mappings()
    rows: list[Row] = [dict(row) for row in found]
    gone = [from_row(kind, row) for row in rows]
    images = zlib.compress(json.dumps([to_row(each) for each in gone]).encode())
    _keep_images(connection, number, kind, images)
    connection.execute(delete(table).where(table.c.entered == number))
    return [Change(each, None) for each in gone]


def give_bulk(connection: Connection, number: int, kind: type[Entity]) -> list[Change]:
    """Put the rows of a large import back from their images."""
    query = select(JOURNAL_BULK.c.images).where(
        JOURNAL_BULK.c.number == number, JOURNAL_BULK.c.kind == kind.word
    )
    images = connection.scalars(query).one()
    rows = [{**row, "entered": number} for row in json.loads(zlib.decompress(images))]
    connection.execute(insert(TABLES[kind]), rows)
    _keep_images(connection, number, kind, None)
    return [Change(None, from_row(kind, row)) for row in rows]


def _keep_images(
    connection: Connection, number: int, kind: type[Entity], images: bytes | None
) -> None:
    connection.execute(
        update(JOURNAL_BULK)
        .where(JOURNAL_BULK.c.number == number, JOURNAL_BULK.c.kind == kind.word)
        .values(images=images)
    )


def _image(entity: Entity | None) -> str | None:
    return None if entity is None else json.dumps(to_row(entity), ensure_ascii=False)


def _entity(word: str, image: str | None) -> Entity | None:
    if image is None:
        return None
    row: dict[str, Any] = json.loads(image)
    return from_row(BY_WORD[word], row)
