"""Everything in one record at one moment, and how one state follows from another."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar, cast

from cpdesk.domain import (
    company,
    papers,
    plant,
    projects,
    recognition,
    tariffs,
    upgrades,
    verification,
)
from cpdesk.domain.entity import Entity, code_order
from cpdesk.domain.fields import FieldOf, fields_of

# Parents stand before what refers to them: tables are made, filled and read in this order.
KINDS: tuple[type[Entity], ...] = (
    company.Company,
    company.Factory,
    company.Party,
    company.Holding,
    company.YearFigure,
    plant.Meter,
    plant.Driver,
    plant.Reading,
    plant.BillLine,
    plant.Equipment,
    tariffs.Tariff,
    tariffs.TariffBand,
    projects.Project,
    company.Contact,
    upgrades.Upgrade,
    upgrades.Effect,
    verification.Input,
    verification.Spot,
    verification.Flow,
    verification.Adjustment,
    projects.Objective,
    projects.Milestone,
    projects.Provider,
    projects.BudgetItem,
    projects.Quotation,
    projects.Payment,
    projects.Criterion,
    projects.PastProject,
    recognition.Candidacy,
    recognition.Label,
    recognition.Certificate,
    recognition.Training,
    papers.OwnFactor,
    papers.ExchangeRate,
    papers.Answer,
    papers.RuleFile,
    papers.Evidence,
    papers.Acceptance,
    papers.Attachment,
    papers.Pack,
)
BY_WORD: Mapping[str, type[Entity]] = MappingProxyType({kind.word: kind for kind in KINDS})

T = TypeVar("T", bound=Entity)
Table = Mapping[str, Entity]
Readings = tuple[plant.Reading, ...]


@dataclass(frozen=True)
class Identity:
    """Which record this is, how far it has come, and who wrote last (`user@computer`)."""

    id: str
    change: int
    writer: str


class Change(NamedTuple):
    """One entity before and after; None where there was or will be none. Never both None."""

    before: Entity | None
    after: Entity | None

    @property
    def entity(self) -> Entity:
        return self.after or self.before  # type: ignore[return-value]

    @property
    def kind(self) -> type[Entity]:
        return type(self.entity)

    def reversed(self) -> Change:
        return Change(self.after, self.before)


class Record:
    """An immutable picture of a record; `after` makes the next one and shares what is the same."""

    def __init__(self, identity: Identity, tables: Mapping[type[Entity], Table]) -> None:
        self.identity = identity
        self._tables = {kind: tables.get(kind, {}) for kind in KINDS}

    def all(self, kind: type[T]) -> tuple[T, ...]:
        """Every entity of a kind, in the order of their codes."""
        return cast(tuple[T, ...], self._sorted(kind))

    def get(self, kind: type[T], id: str) -> T:
        """The entity with this id; raises KeyError."""
        return cast(T, self._tables[kind][id])

    def find(self, kind: type[T], code: str) -> T | None:
        """The entity with this code, or None."""
        return cast("T | None", self._codes(kind).get(code))

    def entity(self, id: str) -> Entity | None:
        """Whatever has this id, or None."""
        return next((table[id] for table in self._tables.values() if id in table), None)

    def where(self, kind: type[T], /, **values: object) -> tuple[T, ...]:
        """The entities whose attributes equal all these values."""
        return tuple(
            each
            for each in self.all(kind)
            if all(getattr(each, name) == value for name, value in values.items())
        )

    def readings(self, of: Entity) -> tuple[plant.Reading, ...]:
        """The readings of a meter or driver, oldest first; without any whose period cannot be."""
        return self._readings_by_series.get(of.id, ())

    def attachments(self, to: Entity) -> tuple[papers.Attachment, ...]:
        """What supports this entity."""
        return self._attachments_by_entity.get(to.id, ())

    def table(self, kind: type[Entity]) -> Table:
        return self._tables[kind]

    def after(self, changes: Iterable[Change], identity: Identity) -> Record:
        """The record as it stands once the changes are made."""
        touched: dict[type[Entity], dict[str, Entity]] = {}
        listed = tuple(changes)
        for before, after in listed:
            entity = cast(Entity, after or before)
            kind = type(entity)
            if kind not in touched:
                touched[kind] = dict(self._tables[kind])
            if after is None:
                touched[kind].pop(entity.id, None)
            else:
                touched[kind][after.id] = after
        following = Record(identity, {**self._tables, **touched})
        following._keep(self, set(self._tables) - set(touched))
        if plant.Reading in touched and "_readings_by_series" in self.__dict__:
            following._regroup(self._readings_by_series, listed)
        return following

    def apart(self) -> Record:
        """The same picture for another thread: what is looked up is kept in each by itself.

        Only the readings in their order, the longest to find, are those of both.
        """
        other = Record(self.identity, self._tables)
        other.__dict__["_readings_by_series"] = self._readings_by_series
        return other

    def known_as(self, identity: Identity) -> Record:
        """The same content as another state of the record."""
        same = copy.copy(self)
        same.identity = identity
        return same

    def same_content(self, other: Record) -> bool:
        """Whether both hold equal entities, whatever their history."""
        return self._tables == other._tables

    def _keep(self, earlier: Record, untouched: set[type[Entity]]) -> None:
        self._order = {k: v for k, v in earlier._order.items() if k in untouched}
        self._code_index = {k: v for k, v in earlier._code_index.items() if k in untouched}
        if plant.Reading in untouched and "_readings_by_series" in earlier.__dict__:
            self.__dict__["_readings_by_series"] = earlier._readings_by_series

    def _regroup(self, groups: Mapping[str, Readings], changes: Sequence[Change]) -> None:
        """Take the readings of each series over, save of those that the changes concern."""
        gone = {c.before.id for c in changes if isinstance(c.before, plant.Reading)}
        come: dict[str, list[plant.Reading]] = {}
        for change in changes:
            for each in change:
                if isinstance(each, plant.Reading) and each.possible:
                    come.setdefault(each.of, []).extend((each,) if each is change.after else ())
        regrouped = dict(groups)
        for series, new in come.items():
            kept = [each for each in groups.get(series, ()) if each.id not in gone]
            regrouped[series] = _in_time((*kept, *new))
        self.__dict__["_readings_by_series"] = regrouped

    def _sorted(self, kind: type[Entity]) -> tuple[Entity, ...]:
        if kind not in self._order:
            values = self._tables[kind].values()
            self._order[kind] = tuple(sorted(values, key=lambda e: (code_order(e.code), e.id)))
        return self._order[kind]

    def _codes(self, kind: type[Entity]) -> Mapping[str, Entity]:
        if kind not in self._code_index:
            self._code_index[kind] = {e.code: e for e in self._tables[kind].values() if e.code}
        return self._code_index[kind]

    @cached_property
    def _order(self) -> dict[type[Entity], tuple[Entity, ...]]:
        return {}

    @cached_property
    def _code_index(self) -> dict[type[Entity], Mapping[str, Entity]]:
        return {}

    @cached_property
    def _readings_by_series(self) -> Mapping[str, Readings]:
        groups: dict[str, list[plant.Reading]] = {}
        for each in self._tables[plant.Reading].values():
            reading = cast(plant.Reading, each)
            if reading.possible:
                groups.setdefault(reading.of, []).append(reading)
        return {key: _in_time(group) for key, group in groups.items()}

    @cached_property
    def _attachments_by_entity(self) -> Mapping[str, tuple[papers.Attachment, ...]]:
        groups: dict[str, list[papers.Attachment]] = {}
        for each in self.all(papers.Attachment):
            groups.setdefault(each.to, []).append(each)
        return {key: tuple(group) for key, group in groups.items()}


def _in_time(readings: Iterable[plant.Reading]) -> Readings:
    return tuple(sorted(readings, key=lambda each: (each.start, each.end, each.id)))


def references(entity: Entity) -> Sequence[tuple[str, str, tuple[str, ...]]]:
    """Every reference an entity makes: field, id, and the words it may point to."""
    found: list[tuple[str, str, tuple[str, ...]]] = []
    kind: type = type(entity)
    for field in _referring(kind):
        value: Any = getattr(entity, field.name)
        ids = value if isinstance(value, tuple) else (value,)
        found.extend((field.name, id, field.told.refers) for id in ids if id)
    return found


@cache
def _referring(kind: type) -> tuple[FieldOf, ...]:
    return tuple(field for field in fields_of(kind) if field.told.refers)
