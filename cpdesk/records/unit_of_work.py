"""The one gate for changes: they are collected, checked, then written and journaled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from operator import attrgetter
from typing import TypeVar

from sqlalchemy import (
    Connection,
    Delete,
    Insert,
    Update,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import FieldOf, fields_of
from cpdesk.domain.findings import Place
from cpdesk.domain.plant import Reading
from cpdesk.domain.record import BY_WORD, KINDS, Change, Record
from cpdesk.records import faults, journal
from cpdesk.records.mapping import Row, to_row, to_rows
from cpdesk.records.tables import TABLES

E = TypeVar("E", bound=Entity)

BULK = 200  # so many new entities of a kind become one journal line without images
_ASKED = 500  # ids in one question; SQLite takes a limited number of them
SHOWN = 5  # so many names of what refers to something stand in a sentence
_PREFIX = {
    "company": "C", "factory": "F", "party": "H", "holding": "S", "meter": "M", "driver": "D",
    "equipment": "Q", "project": "P", "contact": "K", "upgrade": "U", "effect": "X",
    "objective": "O", "milestone": "W", "provider": "V", "budget-item": "B", "quotation": "T",
    "past-project": "PP", "candidacy": "Y", "label": "L", "certificate": "Z", "training": "N",
    "factor": "FA", "exchange-rate": "R", "answer": "A", "rule-file": "RF", "evidence": "E",
    "tariff": "TA", "tariff-band": "TB", "input": "I", "spot": "SP", "flow": "FL",
    "adjustment": "J", "bill-line": "BL", "acceptance": "AC", "payment": "PY",
    "criterion": "CR", "year-figure": "YF",
}  # fmt: skip


class UnitOfWork:
    """Changes that happen together or not at all."""

    def __init__(self, record: Record) -> None:
        self._start = record
        self._changes: dict[tuple[type[Entity], str], Change] = {}
        self._codes: dict[type[Entity], dict[str, str]] = {}
        self._after: Record | None = None
        self._listed: tuple[Change, ...] | None = None

    @property
    def record(self) -> Record:
        """The record as it would be."""
        if self._after is None:
            self._after = self._start.after(self.changes, self._start.identity)
        return self._after

    @property
    def changes(self) -> tuple[Change, ...]:
        if self._listed is None:
            self._listed = tuple(c for c in self._changes.values() if _differs(c))
        return self._listed

    def put(self, entity: E) -> E:
        """Add or replace an entity; an empty code gets the next free one. Raises Refusal."""
        named = self._with_code(entity)
        self._note(named, named)
        return named

    def put_many(self, entities: Iterable[Entity]) -> None:
        """Put each of them; a large number of new ones is kept in the history as a whole."""
        for entity in entities:
            named = self._with_code(entity) if entity.word in _PREFIX or entity.code else entity
            self._note(named, named)

    def remove(self, entity: Entity) -> None:
        """Take an entity away; refused at the end where something still refers to it."""
        self._free_code(entity)
        self._note(entity, None)

    def check(self) -> None:
        """Every reference of what was put must be met, and nothing removed still be needed."""
        record = self.record
        kept: dict[type[Entity], list[Entity]] = {}
        for change in self.changes:
            if change.after is not None:
                kept.setdefault(change.kind, []).append(change.after)
        for kind, entities in kept.items():
            _check_references(kind, entities, record)
        _check_series(kept.get(Reading, ()))
        removed = {c.entity.id: c.entity for c in self.changes if c.after is None}
        if removed:
            check_removed(record, removed)

    def _note(self, entity: Entity, after: Entity | None) -> None:
        before = self._start.table(type(entity)).get(entity.id)
        self._changes[type(entity), entity.id] = Change(before, after)
        self._after = self._listed = None

    def _with_code(self, entity: E) -> E:
        if not entity.code:
            prefix = _PREFIX.get(entity.word)
            if prefix is None:
                return entity
            entity = replace(entity, code=_next_code(prefix, self._taken(type(entity))))
        taken = self._taken(type(entity))
        if taken.get(entity.code, entity.id) != entity.id:
            raise faults.CODE_TAKEN.refuse(Place(entity.word, entity.code), code=entity.code)
        self._free_code(entity)
        taken[entity.code] = entity.id
        return entity

    def _free_code(self, entity: Entity) -> None:
        """The code that the entity had until now may be given to another."""
        change = self._changes.get((type(entity), entity.id))
        now = change.after if change else self._start.table(type(entity)).get(entity.id)
        if now is not None and now.code:
            self._taken(type(entity)).pop(now.code, None)

    def _taken(self, kind: type[Entity]) -> dict[str, str]:
        if kind not in self._codes:
            table = self._start.table(kind).values()
            self._codes[kind] = {each.code: each.id for each in table if each.code}
        return self._codes[kind]


def _check_references(
    kind: type[Entity], entities: Sequence[Entity], record: Record
) -> None:
    """Field by field, so that a target many refer to is looked for once; raises Refusal."""
    for field in (each for each in fields_of(kind) if each.told.refers):
        tables = [record.table(BY_WORD[word]) for word in field.told.refers]
        for target, entity in _referred(entities, field).items():
            if not any(target in table for table in tables):
                place = Place(entity.word, entity.code, field.name)
                facts = {"field": field.said, "entity": str(entity)}
                raise faults.UNKNOWN_REFERENCE.refuse(place, **facts)


def _check_series(readings: Sequence[Entity]) -> None:
    """Each reading is of a meter or of a driver; raises Refusal."""
    for each in readings:
        if isinstance(each, Reading) and (each.meter is None) is (each.driver is None):
            raise faults.NOT_OF_ONE.refuse(Place(each.word, each.code, "meter"))


def _referred(entities: Sequence[Entity], field: FieldOf) -> dict[str, Entity]:
    """Each id that a field of these names, with one of those that name it."""
    if field.is_tuple:
        return {target: each for each in entities for target in getattr(each, field.name)}
    named = dict(zip(map(attrgetter(field.name), entities), entities, strict=True))
    return {target: each for target, each in named.items() if target}


def _differs(change: Change) -> bool:
    """Whether a change changes what is kept: 1.1 equals 1.10, but was typed otherwise."""
    before, after = change.before, change.after
    if before is None or after is None:
        return before is not after
    return before != after or to_row(before) != to_row(after)


def _next_code(prefix: str, taken: Mapping[str, str]) -> str:
    number = len(taken) + 1
    while f"{prefix}{number}" in taken:
        number += 1
    return f"{prefix}{number}"


def check_removed(record: Record, removed: Mapping[str, Entity]) -> None:
    """Raises Refusal that names what still refers to something removed."""
    users: dict[str, list[str]] = {}
    for kind, fields in _users_of(frozenset(each.word for each in removed.values())):
        for user in record.table(kind).values():
            for target in _targets(user, fields):
                if target in removed:
                    users.setdefault(target, []).append(called(user, record))
    for id, names in users.items():
        gone = removed[id]
        raise faults.REFERRED.refuse(
            Place(gone.word, gone.code), entity=called(gone, record), others=_some(names)
        )


@cache
def _users_of(words: frozenset[str]) -> tuple[tuple[type[Entity], tuple[str, ...]], ...]:
    """The kinds that may refer to any of these kinds, with the fields they do it by."""
    found = (
        (kind, tuple(f.name for f in fields_of(kind) if words & set(f.told.refers)))
        for kind in KINDS
    )
    return tuple((kind, fields) for kind, fields in found if fields)


def _targets(user: Entity, fields: tuple[str, ...]) -> Iterator[str]:
    for field in fields:
        value = getattr(user, field)
        if isinstance(value, tuple):
            yield from value
        elif value:
            yield value


def _some(names: list[str]) -> tuple[str, ...]:
    """Enough names to find the others by."""
    return tuple(names) if len(names) <= SHOWN else (*names[:SHOWN], "…")


def called(entity: Entity, record: Record) -> str:
    """What people call it: its code; a reading by its meter and first day."""
    if isinstance(entity, Reading) and not entity.code:
        series = record.entity(entity.of)
        return f"{series or entity.of} {entity.start.isoformat()}"
    return str(entity)


def write(connection: Connection, number: int, changes: Iterable[Change]) -> None:
    """Bring the tables to the state after the changes and journal them under `number`."""
    kept, bulk = _sort(changes)
    for kind, entities in bulk.items():
        journal.keep_bulk(connection, number, kind, entities)
    entered = _entered(connection, kept)
    journal.keep_rows(connection, number, kept, entered)
    apply(connection, [(change, number) for change in kept])


def apply(connection: Connection, steps: Iterable[tuple[Change, int]]) -> None:
    """Insert, update and delete rows, each kind at once; a new row carries its step's number."""
    groups: dict[tuple[type[Entity], str], list[tuple[Change, int]]] = {}
    for change, number in steps:
        groups.setdefault((change.kind, _action(change)), []).append((change, number))
    for (kind, action), each in groups.items():
        connection.execute(_statement(kind, action), _rows(kind, action, each))


def _action(change: Change) -> str:
    if change.after is None:
        return "delete"
    return "insert" if change.before is None else "update"


def _rows(kind: type[Entity], action: str, steps: Sequence[tuple[Change, int]]) -> list[Row]:
    """What a statement is told of each change, of all of them at once."""
    if action == "delete":
        return [{"this": change.entity.id} for change, _ in steps]
    rows = to_rows(kind, [change.entity for change, _ in steps])
    for row, (change, number) in zip(rows, steps, strict=True):
        row |= {"entered": number} if action == "insert" else {"this": change.entity.id}
    return rows


def _statement(kind: type[Entity], action: str) -> Insert | Update | Delete:
    table = TABLES[kind]
    if action == "insert":
        return insert(table)
    statement = delete(table) if action == "delete" else update(table)
    return statement.where(table.c.id == bindparam("this"))


def _entered(connection: Connection, changes: Iterable[Change]) -> dict[str, int]:
    """For each row about to be removed: the number of the change that brought it in."""
    removed: dict[type[Entity], list[str]] = {}
    for change in changes:
        if change.after is None:
            removed.setdefault(change.kind, []).append(change.entity.id)
    found: dict[str, int] = {}
    for kind, ids in removed.items():
        table = TABLES[kind]
        for at in range(0, len(ids), _ASKED):
            some = table.c.id.in_(ids[at : at + _ASKED])
            rows = connection.execute(select(table.c.id, table.c.entered).where(some))
            found |= {row.id: row.entered for row in rows}
    return found


def _sort(changes: Iterable[Change]) -> tuple[list[Change], dict[type[Entity], list[Entity]]]:
    """Single changes, and the new entities of kinds that come in large numbers."""
    new: dict[type[Entity], list[Change]] = {}
    kept: list[Change] = []
    for change in changes:
        if change.before is None:
            new.setdefault(type(change.entity), []).append(change)
        else:
            kept.append(change)
    bulk = {kind: group for kind, group in new.items() if len(group) > BULK}
    kept.extend(change for kind, group in new.items() if kind not in bulk for change in group)
    return kept, {kind: [c.entity for c in group] for kind, group in bulk.items()}
