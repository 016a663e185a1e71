"""What is taken out for good: the journal forgets it too, and bytes that nothing needs go."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, delete, select, update

from cpdesk.domain.entity import Entity
from cpdesk.domain.papers import Attachment, Evidence, Pack
from cpdesk.records.tables import EVIDENCE_PART, JOURNAL, JOURNAL_BULK, JOURNAL_ROW, TABLES

Image = dict[str, Any]
Bulk = tuple[int, list[str], list[Image]]


def forget(connection: Connection, papers: Sequence[Evidence]) -> None:
    """Remove every image of these papers from the journal, and their file names from its words."""
    ids = {each.id for each in papers}
    touched = _forget_rows(connection, ids) | _forget_bulk(connection, ids)
    names = {each.file_name: each.code for each in papers if each.file_name}
    for number in touched:
        _rename(connection, number, names)


def drop_unused(connection: Connection) -> None:
    """Remove the bytes that no paper or pack has, nor any that an undo or redo could bring back."""
    kept = select(EVIDENCE_PART.c.sha256).where(EVIDENCE_PART.c.number == 0)
    unused = set(connection.scalars(kept)) - set(_needed(connection))
    if unused:
        connection.execute(delete(EVIDENCE_PART).where(EVIDENCE_PART.c.sha256.in_(unused)))


def _needed(connection: Connection) -> Iterator[str]:
    for kind in (Evidence, Pack):
        yield from connection.scalars(select(TABLES[kind].c.sha256))
        for row in _rows(connection, kind):
            yield from (image["sha256"] for image in _images(row))
        for _, _, images in _bulk(connection, kind):
            yield from (image["sha256"] for image in images)


def _forget_rows(connection: Connection, ids: Collection[str]) -> set[int]:
    touched = set()
    for kind in (Evidence, Attachment):
        for row in _rows(connection, kind):
            if any(_belongs(image, ids) for image in _images(row)):
                here = (JOURNAL_ROW.c.number == row.number) & (JOURNAL_ROW.c.rank == row.rank)
                connection.execute(delete(JOURNAL_ROW).where(here))
                touched.add(row.number)
    return touched


def _forget_bulk(connection: Connection, ids: Collection[str]) -> set[int]:
    touched = set()
    for kind in (Evidence, Attachment):
        for number, names, images in _bulk(connection, kind):
            left = [list(each.values()) for each in images if not _belongs(each, ids)]
            packed = zlib.compress(json.dumps([names, left], ensure_ascii=False).encode())
            here = (JOURNAL_BULK.c.number == number) & (JOURNAL_BULK.c.kind == kind.word)
            connection.execute(update(JOURNAL_BULK).where(here).values(images=packed))
            touched.add(number)
    return touched


def _belongs(image: Image, ids: Collection[str]) -> bool:
    return image["id"] in ids or image.get("evidence") in ids


def _rows(connection: Connection, kind: type[Entity]) -> Sequence[Any]:
    return connection.execute(select(JOURNAL_ROW).where(JOURNAL_ROW.c.kind == kind.word)).all()


def _images(row: Any) -> Iterator[Image]:
    return (json.loads(each) for each in (row.before, row.after) if each)


def _bulk(connection: Connection, kind: type[Entity]) -> Iterator[Bulk]:
    """Of each large change that was taken back: its number, columns and rows of the kind."""
    query = select(JOURNAL_BULK.c.number, JOURNAL_BULK.c.images).where(
        JOURNAL_BULK.c.kind == kind.word, JOURNAL_BULK.c.images.is_not(None)
    )
    for number, packed in connection.execute(query).all():
        names, rows = json.loads(zlib.decompress(packed))
        yield number, names, [dict(zip(names, each, strict=True)) for each in rows]


def _rename(connection: Connection, number: int, names: dict[str, str]) -> None:
    """In the words of an entry the code stands where the file's name did."""
    here = JOURNAL.c.number == number
    facts = json.loads(connection.scalars(select(JOURNAL.c.facts).where(here)).one())
    told = {key: names.get(fact, fact) for key, fact in facts.items()}
    connection.execute(update(JOURNAL).where(here).values(facts=json.dumps(told)))
