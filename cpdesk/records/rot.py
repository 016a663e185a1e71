"""What reads well in a record and is not as it was left, held against its history and its sums."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Finding, Place
from cpdesk.domain.plant import Reading
from cpdesk.domain.record import BY_WORD, KINDS
from cpdesk.records import faults
from cpdesk.records.journal import ERASABLE, SUMS
from cpdesk.records.mapping import fields_said
from cpdesk.records.past_images import Row, Told, differing, told_by
from cpdesk.records.sums import Sums, changed, read, sums_of
from cpdesk.records.tables import JOURNAL, JOURNAL_BULK, JOURNAL_ROW, TABLES

Entities = Mapping[str, Entity]


@dataclass(frozen=True)
class Raw:
    """The rows of a file as they are: those of each kind with the names of their columns, and
    those of its history.
    """

    kinds: Mapping[type[Entity], tuple[tuple[str, ...], Sequence[Sequence[Any]]]]
    entries: Sequence[Row]
    images: Sequence[Row]
    bulk: Sequence[Row]

    def rows(
        self, kind: type[Entity], column: str, wanted: Callable[[Any], bool]
    ) -> Iterator[Row]:
        """The rows of a kind that have such a value in a column."""
        names, found = self.kinds[kind]
        at = names.index(column)
        return (dict(zip(names, each, strict=True)) for each in found if wanted(each[at]))


def raw_of(connection: Connection) -> Raw:
    """All of it at one moment."""
    kinds = {}
    for kind in KINDS:
        found = connection.execute(select(TABLES[kind]))
        kinds[kind] = tuple(found.keys()), found.all()
    history = ([dict(each) for each in connection.execute(select(table)).mappings()]
               for table in (JOURNAL, JOURNAL_ROW, JOURNAL_BULK))  # fmt: skip
    return Raw(kinds, *history)


def called(entity: Entity, others: Entities) -> str:
    """What people call it: its code; a reading by its meter and month, which is among others."""
    if isinstance(entity, Reading) and not entity.code:
        return f"{others.get(entity.of, entity.of)} {entity.start:%Y-%m}"
    return str(entity)


def spot_of(entity: Entity, others: Entities) -> Place:
    """Where it is found: a reading in a month of its meter or driver."""
    series = others.get(entity.of) if isinstance(entity, Reading) and not entity.code else None
    if series is None or not isinstance(entity, Reading):
        return Place(entity.word, entity.code)
    return Place(series.word, series.code, "", f"{entity.start:%Y-%m}")


def rot_in(raw: Raw, entities: Entities) -> Iterator[Finding]:
    """What differs from its history, from what an import brought in, or from anything possible."""
    yield from _impossible(entities)
    try:
        told = told_by(raw.entries, raw.images, raw.bulk)
        large = tuple(_large(raw, told))
    except (ValueError, LookupError):  # a gap, or an image or a sum that says what cannot be
        yield faults.BAD_JOURNAL.at(number="?")
        return
    yield from _unlike_history(raw, told, entities)
    yield from _unlike_imports(large, entities)


def _impossible(entities: Entities) -> Iterator[Finding]:
    """A record of an older version has no sums, but such a date shows in any."""
    for each in entities.values():
        if isinstance(each, Reading) and not each.possible:
            place, named = spot_of(each, entities), called(each, entities)
            yield faults.BAD_PERIOD.at(place, entity=named, start=each.start, end=each.end)


def _unlike_history(raw: Raw, told: Told, entities: Entities) -> Iterator[Finding]:
    """What is not as the last change left it: rot in a date or a word shows by nothing else."""
    rows = {str(row["id"]): row for kind in KINDS
            for row in raw.rows(kind, "id", told.images.__contains__)}  # fmt: skip
    for id, columns in differing(told, rows):
        entity, word = entities.get(id), told.images[id][0]
        fields = fields_said(BY_WORD[word], columns) or "–"
        place = spot_of(entity, entities) if entity else Place(word)
        named = called(entity, entities) if entity else id
        yield faults.BAD_HISTORY.at(place, entity=named, fields=fields)


def _unlike_imports(large: Iterable[_Large], entities: Entities) -> Iterator[Finding]:
    """Of what came in by large numbers its number is known, and where they were taken, its sums."""
    for came in large:
        word = came.kind.word
        if len(came.rows) != came.known:
            yield faults.IMPORT_LOST.at(Place(word), n=came.known, there=len(came.rows))
            continue
        for id in changed(came.sums, came.rows) if came.sums else ():
            entity = entities.get(id)
            if entity is not None:  # one that cannot be read has been told of
                place, named = spot_of(entity, entities), called(entity, entities)
                yield faults.BAD_IMPORT.at(place, entity=named)


def new_sums(raw: Raw) -> Mapping[int, Mapping[str, Sums]]:
    """The sums of what came in by large numbers and has none yet, by the change and the kind.

    Of a history that is broken there are none: the check of the record tells of it.
    """
    found: dict[int, dict[str, Sums]] = {}
    try:
        large = tuple(_large(raw, told_by(raw.entries, raw.images, raw.bulk)))
    except (ValueError, LookupError):
        return found
    for came in large:
        if came.sums is None and came.rows and len(came.rows) == came.known:
            found.setdefault(came.number, {})[came.kind.word] = sums_of(came.kind, came.rows)
    return found


@dataclass(frozen=True)
class _Large:
    """The rows that a large change brought in, as they were then, how many they were, and their
    sums.
    """

    number: int
    kind: type[Entity]
    rows: Sequence[Row]
    known: int
    sums: Sums | None


def _large(raw: Raw, told: Told) -> Iterator[_Large]:
    """Those that stand, without papers: they may be erased for good, and leave no trace then."""
    later = _by_entity(raw.images)
    facts = {entry["number"]: json.loads(entry["facts"]).get(SUMS) for entry in raw.entries}
    for bulk in raw.bulk:
        number, kind = bulk["number"], BY_WORD[bulk["kind"]]
        if number in told.bulk and kind.word not in ERASABLE:
            fact = facts.get(number)
            sums = read(fact).get(kind.word) if fact else None
            rows = _as_they_came(raw, later, number, kind)
            yield _Large(number, kind, rows, bulk["rows"], sums)


def _by_entity(images: Iterable[Row]) -> Mapping[str, Sequence[Row]]:
    found: dict[str, list[Row]] = {}
    for row in sorted(images, key=lambda each: (each["number"], each["rank"])):
        found.setdefault(row["entity"], []).append(row)
    return found


def _as_they_came(
    raw: Raw, later: Mapping[str, Sequence[Row]], number: int, kind: type[Entity]
) -> Sequence[Row]:
    """The rows that a large change brought in, those that were changed since as they were before.

    A row that was removed since still says by which change it had come in.
    """
    came = raw.rows(kind, "entered", lambda of: of == number)
    here = {row["id"]: row for row in came}
    mine = lambda row: row["kind"] == kind.word and row["entered"] == number  # noqa: E731
    gone = {id for id, rows in later.items() if any(map(mine, rows))}
    found = []
    for id in here.keys() | gone:
        before = (each["before"] for each in later.get(id, ()) if each["number"] > number)
        image = next(filter(None, before), None)
        found.append(json.loads(image) if image else here[id])
    return found
