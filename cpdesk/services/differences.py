"""What one state of a record says otherwise than another: now, when a pack was issued, a copy."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cpdesk.domain.company import Company, Factory
from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import FieldOf, Told, fields_of
from cpdesk.domain.findings import Place, blocking
from cpdesk.domain.papers import Acceptance, Attachment, Pack, PackKind
from cpdesk.domain.plant import BillLine, Driver, Meter, Reading
from cpdesk.domain.projects import Project
from cpdesk.domain.recognition import Candidacy
from cpdesk.domain.record import BY_WORD, Change, Record
from cpdesk.domain.upgrades import Effect
from cpdesk.domain.verification import Adjustment, Flow, Input, Spot
from cpdesk.domain.words import N_
from cpdesk.programme.cases import Case
from cpdesk.services.workspace import Workspace

ELSEWHERE = blocking(
    "pack-from-elsewhere",
    N_("{number} was issued from another record. What has changed since can be told only there."),
)
_CODE = FieldOf("code", Told(N_("Code")), str, False)  # no field of its own, but it may differ
_RECORD_WIDE = (Pack, Acceptance, Attachment)  # they say nothing that a pack prints by itself


@dataclass(frozen=True)
class Difference:
    """A field that says something else in a later state than in an earlier one.

    Without a field the entity itself is new, or gone. So many `readings` of a meter or driver that
    are new, changed or gone may stand together, with the series as the entity.
    """

    entity: Entity
    field: FieldOf | None = None
    before: Any = None
    after: Any = None
    readings: int = 0

    @property
    def is_new(self) -> bool:
        return self.field is None and not self.readings and self.before is None

    @property
    def is_gone(self) -> bool:
        return self.field is None and not self.readings and self.after is None


def between(then: Record, now: Record) -> tuple[Difference, ...]:
    """Everything that differs, field by field and bill by bill; in the order of the kinds."""
    return tuple(each for change in _changes(then, now) for each in _of(change))


def folded(
    differences: Iterable[Difference], then: Record, now: Record, most: int
) -> tuple[Difference, ...]:
    """The same to be read: of a meter or driver with more readings that differ only how many."""
    singly = tuple(differences)
    counted = _counted(each.entity for each in singly)
    many = {id for id, n in counted.items() if n > most}
    left = (each for each in singly if _series_of(each.entity, then, now) not in many)
    return (*_series({id: counted[id] for id in many}, now, then), *left)


def differences(ws: Workspace, pack: Pack) -> tuple[Difference, ...]:
    """Everything the pack is about that differs now; in the order of the kinds of a record.

    Raises Refusal for a pack that came from another record, whose history is not here.
    """
    if json.loads(pack.manifest or "{}").get("record") != ws.record.identity.id:
        raise ELSEWHERE.refuse(Place(pack.word, pack.code), number=pack.code)
    now, then = ws.record, ws.store.record_at(pack.change)
    before, after = _About(then, pack), _About(now, pack)
    ours = [
        each for each in _changes(then, now)
        if not isinstance(each.entity, _RECORD_WIDE)
        and (before.has(each.before) or after.has(each.after))
    ]  # fmt: skip
    counted = _counted(each.entity for each in ours)
    others = (each for each in ours if not isinstance(each.entity, Reading | BillLine))
    return (*_series(counted, now, then), *(one for each in others for one in _of(each)))


def _changes(then: Record, now: Record) -> Iterator[Change]:
    for kind in BY_WORD.values():
        before, after = then.table(kind), now.table(kind)
        if before is after:
            continue
        for id in dict.fromkeys((*before, *after)):
            if not _alike(before.get(id), after.get(id)):
                yield Change(before.get(id), after.get(id))


def _alike(one: Entity | None, other: Entity | None) -> bool:
    """Whether both say the same; 1.1 equals 1.10, but was typed otherwise."""
    if one is other or one is None or other is None or one != other:
        return one is other
    names = (each.name for each in fields_of(type(one)) if each.type is Decimal)
    return all(str(getattr(one, name)) == str(getattr(other, name)) for name in names)


def _counted(entities: Iterable[Entity]) -> dict[str, int]:
    """How many readings of each meter or driver are among these, by its id."""
    seen = {each.id: each.of for each in entities if isinstance(each, Reading)}
    return dict(Counter(seen.values()))


def _series(counted: Mapping[str, int], now: Record, then: Record) -> Iterator[Difference]:
    for id, n in counted.items():
        of = now.entity(id) or then.entity(id)
        if of is not None:
            yield Difference(of, readings=n)


def _series_of(entity: Entity, then: Record, now: Record) -> str:
    """The meter or driver of a reading or of a line of a bill; empty for anything else."""
    if isinstance(entity, BillLine):
        bill = now.entity(entity.reading) or then.entity(entity.reading)
        return bill.of if isinstance(bill, Reading) else ""
    return entity.of if isinstance(entity, Reading) else ""


def _of(change: Change) -> Iterator[Difference]:
    before, after = change.before, change.after
    if before is None or after is None:
        yield Difference(change.entity, before=before, after=after)
        return
    for field in (_CODE, *fields_of(change.kind)):
        one, other = getattr(before, field.name), getattr(after, field.name)
        if one != other or (field.type is Decimal and str(one) != str(other)):
            yield Difference(after, field, one, other)


class _About:
    """What a pack is about in one state of the record."""

    def __init__(self, record: Record, pack: Pack) -> None:
        self._record = record
        self._case = _case(record, pack)
        self._dossier = pack.kind is PackKind.DOSSIER or bool(self._case and self._case.candidacy)
        self._known: dict[str, frozenset[str]] = {}

    def has(self, entity: Entity | None) -> bool:
        case = self._case
        if entity is None or case is None:
            return False
        if isinstance(entity, Reading):
            series = self._record.entity(entity.of)
            return isinstance(series, Meter | Driver) and series.factory == case.factory.id
        if isinstance(entity, Candidacy):
            return self._dossier and entity.factory == case.factory.id
        if isinstance(entity, Input | Spot | Flow | Adjustment):
            return entity.effect in self._ids(case, Effect.word)
        return entity.id in self._ids(case, entity.word)

    def _ids(self, case: Case, word: str) -> frozenset[str]:
        if word not in self._known:
            self._known[word] = frozenset(each.id for each in case.subjects(word))
        return self._known[word]


def _case(record: Record, pack: Pack) -> Case | None:
    of = record.entity(pack.of)
    if isinstance(of, Project):
        return Case.of_project(record, of)
    if isinstance(of, Factory):
        return Case(record, record.get(Company, of.company), of)
    if isinstance(of, Candidacy) and of.label and of.year:
        return Case.of_label(record, record.get(Factory, of.factory), of.label, of.year)
    return None
