"""What the record says otherwise now than the pack that was issued from it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cpdesk.domain.company import Company, Factory
from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import FieldOf, fields_of
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
_RECORD_WIDE = (Pack, Acceptance, Attachment)  # they say nothing that a pack prints by itself


@dataclass(frozen=True)
class Difference:
    """A field that says something else than when the pack was issued.

    Without a field the entity itself is new, or gone. `n` readings of a meter or driver that are
    new, changed or gone stand together, with the series as the entity.
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
    return (*_series(ours, now, then), *_others(ours))


def _changes(then: Record, now: Record) -> Iterator[Change]:
    for kind in BY_WORD.values():
        before, after = then.table(kind), now.table(kind)
        if before is after:
            continue
        for id in dict.fromkeys((*before, *after)):
            if before.get(id) != after.get(id):
                yield Change(before.get(id), after.get(id))


def _series(changes: Iterable[Change], now: Record, then: Record) -> Iterator[Difference]:
    counted: dict[str, int] = {}
    for each in changes:
        if isinstance(each.entity, Reading):
            counted[each.entity.of] = counted.get(each.entity.of, 0) + 1
    for id, n in counted.items():
        of = now.entity(id) or then.entity(id)
        if of is not None:
            yield Difference(of, readings=n)


def _others(changes: Iterable[Change]) -> Iterator[Difference]:
    for each in changes:
        before, after = each.before, each.after
        if isinstance(each.entity, Reading | BillLine):
            continue
        if before is None or after is None:
            yield Difference(each.entity, before=before, after=after)
            continue
        for field in fields_of(each.kind):
            one, other = getattr(before, field.name), getattr(after, field.name)
            if one != other:
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
