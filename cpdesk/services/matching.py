"""Which thing of the record each row of a file means, and what it would become."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from typing import Any, cast

from cpdesk.domain.entity import Entity, new_id
from cpdesk.domain.fields import field_of, fields_of
from cpdesk.domain.findings import Finding, Refusal, blocking, warning
from cpdesk.domain.plant import Driver, Meter, Reading
from cpdesk.domain.record import KINDS, Change, Record
from cpdesk.domain.units import ratio, tidy_unit
from cpdesk.domain.words import N_
from cpdesk.exchange.draft import Draft, DraftRow, Words
from cpdesk.services.names import Names

MISSING = blocking(
    "value-missing", N_("'{field}' is missing in this row. Fill it in, or take the row out.")
)
TWICE = blocking(
    "row-twice", N_("{code} stands twice in this file and the rows differ. Keep one of them.")
)
REPEATED = warning(
    "row-repeated", N_("{code} stands twice in this file with the same values. It is taken once.")
)
READING_TWICE = blocking(
    "bill-twice",
    N_("{code} has two different figures for {start} to {end} in this file. Keep one of them."),
)
READING_REPEATED = warning(
    "bill-repeated",
    N_("{code} has the same figure for {start} to {end} twice in this file. It is taken once."),
)
BOTH_OR_NONE = blocking(
    "reading-of-what",
    N_("A reading names either a meter or a driver. Name one of them, and only one."),
)

_ORDER = {kind: number for number, kind in enumerate(KINDS)}


class Matching:
    """The rows of a draft beside the things of a record."""

    def __init__(self, record: Record, draft: Draft) -> None:
        self.findings: list[Finding] = []
        self.refused = 0
        self.rows_of: dict[str, DraftRow] = {}
        self._record = record
        self._file = draft.file_name
        self._names = Names(record)
        self._words: dict[str, type[Entity]] = {}
        self._taken: set[str] = set()
        self._made: dict[str, Entity] = {}
        self._units: dict[tuple[Any, Any], bool] = {}
        self._series: dict[str, tuple[str, str]] = {}
        self._named = list(self._name_all(draft.rows))

    def changes(self) -> tuple[list[Change], int]:
        """What differs from the record, and how many rows are the same."""
        changes: list[Change] = []
        same = 0
        for row, id in self._named:
            try:
                change = self._change(row, id)
            except Refusal as refusal:
                self._refuse(row, refusal)
                continue
            if change is None or change.after is change.before:
                same += 1
            else:
                changes.append(change)
        return _parents_first(changes), same

    def _name_all(self, rows: Iterable[DraftRow]) -> Iterator[tuple[DraftRow, str]]:
        """Every row with the id it means; parents first, so that references find them."""
        for row in sorted(rows, key=lambda row: _ORDER[row.kind]):
            try:
                yield row, self._name_reading(row) if row.kind is Reading else self._name(row)
            except Refusal as refusal:
                self._refuse(row, refusal)

    # -- which thing is meant

    def _name(self, row: DraftRow) -> str:
        """The id of what a row means, known to later references by its code."""
        given, code = str(row.values.get("id", "")), str(row.values.get("code", ""))
        known = self._known(row, given, code)
        id = known or (given if given and not self._record.entity(given) else new_id())
        if row.foreign:
            code = row.values["code"] = self._free_code(row.kind, id, code)
        self._names.keep(row.kind, id, given, code)
        self._words[id] = row.kind
        return id

    def _known(self, row: DraftRow, given: str, code: str) -> str:
        table = self._record.table(row.kind)
        if given in table:
            return given
        if code and not row.foreign:
            return self._names.codes(row.kind).get(code, "")
        if not given and not code:
            return self._by_values(row)
        return ""

    def _by_values(self, row: DraftRow) -> str:
        """A row without a code means the first thing that says all the row says."""
        values = dict(row.values)
        try:
            self._names.resolve_all(row, values)
        except Refusal:  # it comes again, with its cell, when the row is taken
            return ""
        for entity in self._record.table(row.kind).values():
            if entity.id not in self._taken and _says(entity, values):
                self._taken.add(entity.id)
                return entity.id
        return ""

    def _free_code(self, kind: type[Entity], id: str, wanted: str) -> str:
        """A code proposed by another program, or the next one that is not taken."""
        if id in self._record.table(kind):
            return self._record.get(kind, id).code
        taken, stem = self._names.codes(kind), wanted.rstrip("0123456789")
        number = 1
        while wanted in taken:
            wanted, number = f"{stem}{number}", number + 1
        return wanted

    def _name_reading(self, row: DraftRow) -> str:
        """A reading is known by its id, or by its series and its period."""
        self._resolve_series(row)
        values = row.values
        given = str(values.get("id", ""))
        if given and given in self._record.table(Reading):
            return given
        key = (values.get("meter") or values.get("driver"), values.get("start"), values.get("end"))
        id = self._periods.get(key)
        if id is None:
            id = self._periods[key] = given or new_id()
        code = str(values.get("code", ""))
        if given or code:
            self._names.keep(Reading, id, given, code)
        return id

    @cached_property
    def _periods(self) -> dict[tuple[object, ...], str]:
        """The id of each reading by its series and its period."""
        table = self._record.table(Reading).values()
        return {(each.of, each.start, each.end): each.id for each in cast(Iterable[Reading], table)}

    def _resolve_series(self, row: DraftRow) -> None:
        values = row.values
        if "of" in values:
            text = str(values.pop("of"))
            if text not in self._series:
                id = self._names.resolve(row, "of", text, ("meter", "driver"))
                self._series[text] = ("meter" if self._is_meter(id) else "driver", id)
            word, id = self._series[text]
            values[word] = id
        else:
            for name in ("meter", "driver"):
                if values.get(name):
                    values[name] = self._names.resolve(row, name, str(values[name]), (name,))
        if bool(values.get("meter")) == bool(values.get("driver")):
            raise BOTH_OR_NONE.refuse(row.at("meter"))

    def _is_meter(self, id: str) -> bool:
        return id in self._record.table(Meter) or self._words.get(id) is Meter

    # -- what it would become

    def _change(self, row: DraftRow, id: str) -> Change | None:
        before = self._record.table(row.kind).get(id)
        values = row.values
        values.pop("id", None)
        if row.kind is Reading:
            self._settle_reading(row, values, before)
        else:
            self._names.resolve_all(row, values)
        after = self._after(row, id, before, values)
        if id in self._made:
            self._repeat(row, after)
            return None
        self._made[id] = after
        self.rows_of[id] = row
        return Change(before, after)

    def _after(
        self, row: DraftRow, id: str, before: Entity | None, values: dict[str, Any]
    ) -> Entity:
        if before is not None:
            differing = {
                name: value for name, value in values.items() if getattr(before, name) != value
            }
            return dataclasses.replace(before, **differing) if differing else before
        kind: type = row.kind
        for name in _required(kind):
            value = values.get(name)
            if not value and value in (None, ""):
                label = field_of(row.kind, name).told.label
                raise MISSING.refuse(row.at(name), field=Words(label))
        return row.kind(id=id, **values)

    def _repeat(self, row: DraftRow, after: Entity) -> None:
        earlier = self._made[after.id]
        equal = _but_origin(earlier) == _but_origin(after)
        if isinstance(after, Reading):
            kind = READING_REPEATED if equal else READING_TWICE
            series = self._code_of(after.of)
            facts = {"code": series, "start": after.start, "end": after.end}
        else:
            kind, facts = (REPEATED if equal else TWICE), {"code": str(after)}
        if not equal:
            raise kind.refuse(row.place, **facts)
        self.findings.append(kind.at(row.place, **facts))

    def _code_of(self, id: str) -> str:
        entity = self._made.get(id) or self._record.entity(id)
        return str(entity) if entity else id

    def _settle_reading(
        self, row: DraftRow, values: dict[str, Any], before: Entity | None
    ) -> None:
        """Series and unit of a reading, and where it came from."""
        if before is None and not row.literal:
            values.setdefault("origin", f"{self._file} {row.spot('')}".strip())
        if values.get("unit") and self._says_own_unit(row, values):
            values["unit"] = before.unit if isinstance(before, Reading) else ""

    def _says_own_unit(self, row: DraftRow, values: dict[str, Any]) -> bool:
        """Whether the unit of a row only repeats that of its meter; Refusal if it cannot fit."""
        key = (values["unit"], values.get("meter") or values.get("driver"))
        if key not in self._units:
            own = self._unit_of(str(key[1]))
            try:
                ratio(key[0], own)
            except Refusal as refusal:
                raise Refusal(dataclasses.replace(refusal.finding, place=row.at("unit"))) from None
            self._units[key] = tidy_unit(key[0]) == tidy_unit(own)
        return self._units[key] and not row.literal

    def _unit_of(self, id: str) -> str:
        entity = self._made.get(id) or self._record.entity(id)
        return entity.unit if isinstance(entity, Meter | Driver) else ""

    def _refuse(self, row: DraftRow, refusal: Refusal) -> None:
        self.findings.append(refusal.finding)
        self.refused += 1


@cache
def _required(kind: type) -> tuple[str, ...]:
    missing = dataclasses.MISSING
    told = {each.name for each in fields_of(kind)}
    return tuple(
        each.name for each in dataclasses.fields(kind)
        if each.default is missing and each.name in told
    )  # fmt: skip


def _says(entity: Entity, values: dict[str, Any]) -> bool:
    return all(getattr(entity, name) == value for name, value in values.items())


def _but_origin(entity: Entity) -> Entity:
    return dataclasses.replace(entity, origin="") if isinstance(entity, Reading) else entity


def _parents_first(changes: list[Change]) -> list[Change]:
    """A sub-meter stands behind the meter above it; everything else keeps its order."""
    above = {
        each.after.id: each.after.above for each in changes if isinstance(each.after, Meter)
    }

    if not any(above.values()):
        return changes

    def depth(change: Change) -> int:
        steps, id = 0, change.entity.id
        while (id := above.get(id) or "") and steps <= len(above):
            steps += 1
        return steps

    meters = iter(sorted((each for each in changes if each.entity.id in above), key=depth))
    return [next(meters) if each.entity.id in above else each for each in changes]
