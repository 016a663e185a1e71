"""The one gate for changes: they are collected, checked, then written and journaled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlalchemy import Connection, delete, insert, update

from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Place
from cpdesk.domain.record import Change, Record, references
from cpdesk.records import faults, journal
from cpdesk.records.mapping import to_row
from cpdesk.records.tables import TABLES

BULK = 200  # so many new entities of a kind become one journal line without images
_PREFIX = {
    "company": "C", "factory": "F", "party": "H", "holding": "S", "meter": "M", "driver": "D",
    "equipment": "Q", "project": "P", "contact": "K", "upgrade": "U", "effect": "X",
    "objective": "O", "milestone": "W", "provider": "V", "budget-item": "B", "quotation": "T",
    "past-project": "PP", "candidacy": "Y", "label": "L", "certificate": "Z", "training": "N",
    "factor": "FA", "exchange-rate": "R", "answer": "A", "rule-file": "RF", "evidence": "E",
}  # fmt: skip


class UnitOfWork:
    """Changes that happen together or not at all."""

    def __init__(self, record: Record) -> None:
        self._start = record
        self._changes: dict[str, Change] = {}
        self._codes: dict[type[Entity], dict[str, str]] = {}

    @property
    def record(self) -> Record:
        """The record as it would be."""
        return self._start.after(self.changes, self._start.identity)

    @property
    def changes(self) -> tuple[Change, ...]:
        return tuple(c for c in self._changes.values() if c.before != c.after)

    def put(self, entity: Entity) -> Entity:
        """Add or replace an entity; an empty code gets the next free one. Raises Refusal."""
        named = self._with_code(entity)
        before = self._start.table(type(named)).get(named.id)
        self._changes[named.id] = Change(before, named)
        return named

    def put_many(self, entities: Iterable[Entity]) -> None:
        for entity in entities:
            self.put(entity)

    def remove(self, entity: Entity) -> None:
        before = self._start.table(type(entity)).get(entity.id)
        self._changes[entity.id] = Change(before, None)
        self._taken(type(entity)).pop(entity.code, None)

    def check(self) -> None:
        """Every reference of what was put must be met, and nothing removed still be needed."""
        after = self.record
        for change in self.changes:
            if change.after is not None:
                self._check_references(change.after, after)
        self._check_removed(after)

    def _check_references(self, entity: Entity, record: Record) -> None:
        for field, target, words in references(entity):
            found = record.entity(target)
            if found is None or type(found).word not in words:
                place = Place(entity.word, entity.code, field)
                raise faults.UNKNOWN_REFERENCE.refuse(place, field=field, entity=str(entity))

    def _check_removed(self, record: Record) -> None:
        removed = {c.entity.id: c.entity for c in self.changes if c.after is None}
        if not removed:
            return
        for user in _everything(record):
            for _, target, _ in references(user):
                if target in removed:
                    gone = removed[target]
                    raise faults.REFERRED.refuse(
                        Place(gone.word, gone.code), entity=str(gone), others=str(user)
                    )

    def _with_code(self, entity: Entity) -> Entity:
        taken = self._taken(type(entity))
        prefix = _PREFIX.get(entity.word)
        if not entity.code:
            if prefix is None:
                return entity
            number = len(taken) + 1
            while f"{prefix}{number}" in taken:
                number += 1
            entity = replace(entity, code=f"{prefix}{number}")
        if taken.get(entity.code, entity.id) != entity.id:
            raise faults.CODE_TAKEN.refuse(Place(entity.word, entity.code), code=entity.code)
        taken[entity.code] = entity.id
        return entity

    def _taken(self, kind: type[Entity]) -> dict[str, str]:
        if kind not in self._codes:
            table = self._start.table(kind).values()
            self._codes[kind] = {each.code: each.id for each in table if each.code}
        return self._codes[kind]


def write(connection: Connection, number: int, changes: Iterable[Change]) -> None:
    """Bring the tables to the state after the changes and journal them under `number`."""
    kept, bulk = _sort(changes)
    for kind, entities in bulk.items():
        rows = [{**to_row(each), "entered": number} for each in entities]
        connection.execute(insert(TABLES[kind]), rows)
        journal.keep_bulk(connection, number, kind, len(rows))
    for change in kept:
        apply(connection, change, number)
    journal.keep_rows(connection, number, kept)


def apply(connection: Connection, change: Change, number: int) -> None:
    """One row inserted, updated or deleted."""
    table = TABLES[change.kind]
    if change.after is None:
        connection.execute(delete(table).where(table.c.id == change.entity.id))
    elif change.before is None:
        connection.execute(insert(table), {**to_row(change.after), "entered": number})
    else:
        row = to_row(change.after)
        connection.execute(update(table).where(table.c.id == change.entity.id).values(**row))


def _sort(changes: Iterable[Change]) -> tuple[list[Change], dict[type[Entity], list[Entity]]]:
    """Single changes, and the new entities of kinds that come in large numbers."""
    new: dict[type[Entity], list[Change]] = {}
    kept: list[Change] = []
    for change in changes:
        if change.before is None:
            new.setdefault(change.kind, []).append(change)
        else:
            kept.append(change)
    bulk = {kind: group for kind, group in new.items() if len(group) > BULK}
    kept.extend(change for kind, group in new.items() if kind not in bulk for change in group)
    return kept, {kind: [c.entity for c in group] for kind, group in bulk.items()}


def _everything(record: Record) -> Iterator[Entity]:
    for kind in TABLES:
        yield from record.table(kind).values()
