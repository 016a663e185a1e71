"""Whether a record is sound: what stands in its tables, row by row, and what its history says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation

from sqlalchemy import Connection, RowMapping, select

from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import field_of, fields_of
from cpdesk.domain.findings import Finding, Place
from cpdesk.domain.papers import Evidence, Pack
from cpdesk.domain.quantities import plain
from cpdesk.domain.record import KINDS, references
from cpdesk.domain.words import Labelled
from cpdesk.records import engine as file
from cpdesk.records import evidence, faults, journal
from cpdesk.records.mapping import fields_said, from_row
from cpdesk.records.rot import called, raw_of, rot_in
from cpdesk.records.tables import TABLES, table_name

_BY_TABLE = {table_name(kind): kind for kind in KINDS}


def faults_of(connection: Connection) -> Iterator[Finding]:
    """Everything that is wrong: the file, references, figures, bytes, history."""
    for reason in file.unsound(connection):
        yield faults.BAD_INTEGRITY.at(reason=reason)
    entities: dict[str, Entity] = {}
    for kind in KINDS:
        yield from _read(connection, kind, entities)
    named = tuple(_reference_faults(entities))
    yield from named
    yield from _key_faults(connection, named)
    yield from _evidence_faults(connection, entities)
    yield from _journal_faults(connection)
    yield from rot_in(raw_of(connection), entities)


def _read(
    connection: Connection, kind: type[Entity], entities: dict[str, Entity]
) -> Iterator[Finding]:
    exact = tuple(field.name for field in fields_of(kind) if field.type is Decimal)
    for row in connection.execute(select(TABLES[kind])).mappings():
        named = _row_called(row, entities)
        bad = [name for name in exact if not _canonical(row[name], row[f"{name}_real"])]
        for name in bad:
            place = Place(kind.word, row["code"], name)
            yield faults.BAD_AMOUNT.at(place, entity=named, text=row[name])
        if bad:
            continue
        try:
            entities[row["id"]] = from_row(kind, dict(row))
        except ValueError as error:
            place = Place(kind.word, row["code"])
            yield faults.BAD_ROW.at(place, entity=named, reason=str(error))


def _row_called(row: RowMapping, others: Mapping[str, Entity]) -> str:
    """As `called` names it, though it cannot be read."""
    series = row.get("meter") or row.get("driver")
    if row["code"] or not series:
        return str(row["code"] or row["id"])
    return f"{others.get(series, series)} {str(row['start'])[: len('2024-03')]}"


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
                place, said = Place(entity.word, entity.code, field), field_of(type(entity), field)
                named = called(entity, entities)
                yield faults.BAD_REFERENCE.at(place, entity=named, field=said.said)


def _key_faults(connection: Connection, named: Iterable[Finding]) -> Iterator[Finding]:
    """What SQLite knows of broken references beyond those that were named: of rows that cannot
    be read, and of the history.
    """
    known = {(each.place.kind, each.place.field) for each in named}
    for table, column in dict.fromkeys(file.broken_keys(connection)):
        kind = _BY_TABLE.get(table)
        if kind is None:
            yield faults.BAD_REFERENCE.at(entity=table, field=column)
        elif (kind.word, column) not in known:
            (field,), one = fields_said(kind, (column,)), Labelled(kind.word, kind.title)
            yield faults.BAD_REFERENCE.at(Place(kind.word, "", field), entity=one, field=field)


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
