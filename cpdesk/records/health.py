"""Whether a record is sound: what stands in its tables, row by row, and what its history says."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from sqlalchemy import Connection, select

from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import fields_of
from cpdesk.domain.findings import Finding, Place
from cpdesk.domain.papers import Evidence, Pack
from cpdesk.domain.quantities import plain
from cpdesk.domain.record import KINDS, references
from cpdesk.records import engine as file
from cpdesk.records import evidence, faults, journal
from cpdesk.records.mapping import from_row
from cpdesk.records.past_images import differing, told_by
from cpdesk.records.tables import JOURNAL, JOURNAL_BULK, JOURNAL_ROW, TABLES


def faults_of(connection: Connection) -> Iterator[Finding]:
    """Everything that is wrong: the file, references, figures, bytes, history."""
    for reason in file.unsound(connection):
        yield faults.BAD_INTEGRITY.at(reason=reason)
    for table in file.broken_keys(connection):
        yield faults.BAD_REFERENCE.at(Place(table), entity=table, field="")
    entities: dict[str, Entity] = {}
    for kind in KINDS:
        yield from _read(connection, kind, entities)
    yield from _reference_faults(entities)
    yield from _evidence_faults(connection, entities)
    yield from _journal_faults(connection)
    yield from _history_faults(connection, entities)


def _history_faults(connection: Connection, entities: dict[str, Entity]) -> Iterator[Finding]:
    """What is not as the last change left it: rot in a date or a word shows by nothing else."""
    tables = (JOURNAL, JOURNAL_ROW, JOURNAL_BULK)
    try:
        told = told_by(*([dict(each) for each in connection.execute(select(table)).mappings()]
                         for table in tables))  # fmt: skip
    except (ValueError, LookupError):  # a gap was told already, and an image says what cannot be
        yield faults.BAD_JOURNAL.at(number="?")
        return
    rows = {row["id"]: dict(row) for kind in KINDS
            for row in connection.execute(select(TABLES[kind])).mappings()}  # fmt: skip
    for id, columns in differing(told, rows):
        entity = entities.get(id)
        place = Place(entity.word, entity.code) if entity else Place(told.images[id][0])
        fields = ", ".join(columns) or "–"
        yield faults.BAD_HISTORY.at(place, entity=str(entity or id), fields=fields)


def _read(
    connection: Connection, kind: type[Entity], entities: dict[str, Entity]
) -> Iterator[Finding]:
    exact = tuple(field.name for field in fields_of(kind) if field.type is Decimal)
    for row in connection.execute(select(TABLES[kind])).mappings():
        called = row["code"] or row["id"]
        bad = [name for name in exact if not _canonical(row[name], row[f"{name}_real"])]
        for name in bad:
            place = Place(kind.word, row["code"], name)
            yield faults.BAD_AMOUNT.at(place, entity=called, text=row[name])
        if bad:
            continue
        try:
            entities[row["id"]] = from_row(kind, dict(row))
        except ValueError as error:
            place = Place(kind.word, row["code"])
            yield faults.BAD_ROW.at(place, entity=called, reason=str(error))


def _canonical(text: str | None, real: float | None) -> bool:
    try:
        if text is None:
            return real is None
        amount = Decimal(text)
        return amount.is_finite() and plain(amount) == text and float(text) == real
    except InvalidOperation:
        return False


def _reference_faults(entities: dict[str, Entity]) -> Iterator[Finding]:
    for entity in entities.values():
        for field, target, words in references(entity):
            if target not in entities or entities[target].word not in words:
                place = Place(entity.word, entity.code, field)
                yield faults.BAD_REFERENCE.at(place, entity=str(entity), field=field)


def _evidence_faults(connection: Connection, entities: dict[str, Entity]) -> Iterator[Finding]:
    """An evidence without a hash only names a paper; one with a hash must have its bytes.

    A pack that was issued by an earlier version has none.
    """
    for entity in entities.values():
        if not isinstance(entity, Evidence | Pack) or not entity.sha256:
            continue
        kept = evidence.true_hash(connection, entity.sha256)
        if kept != entity.sha256 and (kept or isinstance(entity, Evidence)):
            yield faults.BAD_EVIDENCE.at(Place(entity.word, entity.code), entity=str(entity))


def _journal_faults(connection: Connection) -> Iterator[Finding]:
    """Numbers without a gap, undos that fit what was done."""
    history = journal.entries(connection)
    for expected, entry in enumerate(history, start=1):
        if entry.number != expected:
            yield faults.BAD_JOURNAL.at(number=expected)
            return
    try:
        journal.stacks(history)
    except ValueError as error:
        yield faults.BAD_JOURNAL.at(number=error.args[0])
