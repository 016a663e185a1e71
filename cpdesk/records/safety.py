"""Safe copies and health: backup, restore, verify."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from sqlalchemy import Connection, select, text

from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import fields_of
from cpdesk.domain.findings import Finding, Place
from cpdesk.domain.papers import Evidence
from cpdesk.domain.record import KINDS, references
from cpdesk.records import engine as file
from cpdesk.records import faults
from cpdesk.records.mapping import from_row
from cpdesk.records.tables import EVIDENCE_PART, JOURNAL, TABLES


def backup(path: Path, target: Path) -> Path:
    """A whole, checked copy of a record, moved into place only when sound; raises Refusal."""
    file.examine(path)
    draft = target.with_name(f".{target.name}.draft")
    draft.unlink(missing_ok=True)
    try:
        with file.refusals(target):
            file.copy_database(path, draft)
            os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)
    return target


def restore(copy: Path, path: Path, now: datetime) -> Path | None:
    """Put a backup in a record's place; where the replaced record was kept, or None.

    The backup is checked first, the record must be closed, and a rollback journal of the old
    file is removed, for it would spoil the new one. Raises Refusal.
    """
    file.examine(copy)
    fresh = backup(copy, path.with_name(f".{path.name}.restoring"))
    kept = _put_aside(path, now)
    for tail in ("-journal", "-wal", "-shm"):
        path.with_name(path.name + tail).unlink(missing_ok=True)
    with file.refusals(path):
        os.replace(fresh, path)
    file.examine(path)
    return kept


def _put_aside(path: Path, now: datetime) -> Path | None:
    if not path.exists():
        return None
    kept = path.with_stem(f"{path.stem} ({now:%Y-%m-%d %H%M%S})")
    with file.refusals(path):
        os.replace(path, kept)
    return kept


def verify(path: Path) -> tuple[Finding, ...]:
    """Everything that is wrong with a record: the file, references, figures, bytes, history."""
    file.examine(path)
    engine = file.open_engine(path, read_only=True)
    try:
        with file.refusals(path), engine.begin() as connection:
            return tuple(_faults(connection))
    finally:
        engine.dispose()


def _faults(connection: Connection) -> Iterator[Finding]:
    for (reason,) in connection.execute(text("PRAGMA integrity_check")):
        if reason != "ok":
            yield faults.BAD_INTEGRITY.at(reason=reason)
    for table, *_ in connection.execute(text("PRAGMA foreign_key_check")):
        yield faults.BAD_REFERENCE.at(Place(str(table)), entity=str(table), field="")
    entities: dict[str, Entity] = {}
    for kind in KINDS:
        yield from _read(connection, kind, entities)
    yield from _reference_faults(entities)
    yield from _evidence_faults(connection, entities)
    yield from _journal_faults(connection)


def _read(
    connection: Connection, kind: type[Entity], entities: dict[str, Entity]
) -> Iterator[Finding]:
    exact = [field.name for field in fields_of(kind) if field.type is Decimal]
    for row in connection.execute(select(TABLES[kind])).mappings():
        bad = [name for name in exact if not _canonical(row[name], row[f"{name}_real"])]
        for name in bad:
            place = Place(kind.word, row["code"], name)
            yield faults.BAD_AMOUNT.at(place, entity=row["code"] or row["id"], text=row[name])
        if not bad:
            entities[row["id"]] = from_row(kind, dict(row))


def _canonical(text: str | None, real: float | None) -> bool:
    try:
        return text is None or (format(Decimal(text), "f") == text and float(text) == real)
    except InvalidOperation:
        return False


def _reference_faults(entities: dict[str, Entity]) -> Iterator[Finding]:
    for entity in entities.values():
        for field, target, words in references(entity):
            if target not in entities or entities[target].word not in words:
                place = Place(entity.word, entity.code, field)
                yield faults.BAD_REFERENCE.at(place, entity=str(entity), field=field)


def _evidence_faults(connection: Connection, entities: dict[str, Entity]) -> Iterator[Finding]:
    for entity in entities.values():
        if isinstance(entity, Evidence) and _hash(connection, entity.sha256) != entity.sha256:
            yield faults.BAD_EVIDENCE.at(Place(entity.word, entity.code), entity=str(entity))


def _hash(connection: Connection, sha: str) -> str:
    digest = hashlib.sha256()
    query = select(EVIDENCE_PART.c.data).where(EVIDENCE_PART.c.sha256 == sha)
    for data in connection.scalars(query.order_by(EVIDENCE_PART.c.number)):
        digest.update(data)
    return digest.hexdigest()


def _journal_faults(connection: Connection) -> Iterator[Finding]:
    numbers = connection.scalars(select(JOURNAL.c.number).order_by(JOURNAL.c.number))
    for expected, number in enumerate(numbers, start=1):
        if number != expected:
            yield faults.BAD_JOURNAL.at(number=expected)
            return


def copy_before(path: Path, revision: str) -> Path:
    """The copy kept before a migration, named by the revision it still has."""
    return backup(path, path.with_stem(f"{path.stem} (before {revision})"))
