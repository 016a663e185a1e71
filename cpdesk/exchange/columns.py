"""The columns of a sheet of our workbook, and how each writes its cell."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from cpdesk.base.languages import LANGUAGES, Translator
from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import FieldOf, fields_of
from cpdesk.domain.quantities import from_float, plain
from cpdesk.domain.record import BY_WORD, Record
from cpdesk.domain.words import Choice, LocalText
from cpdesk.exchange.headings import CODE, EXACT, SCRIPTS, label_of
from cpdesk.exchange.tables import empty_value

_CELL = 32_000  # Excel's cells hold 32,767 characters
_FIRST_SAFE_DAY = date(1900, 3, 1)  # before it Excel counts a 29 February that never was
_SEPARATORS = set(",，、;；:")
_WIDTHS = {LocalText: 28, Decimal: 14, int: 10, date: 12, bool: 10}


@dataclass(frozen=True)
class Column:
    """A heading, and what of an entity stands below it."""

    heading: str
    field: str
    width: int
    value: Callable[[Entity], object]
    put: Callable[[Any, int, int, object], None]
    hidden: bool = False

    def write(self, sheet: Any, row: int, column: int, entity: Entity) -> None:
        value = self.value(entity)
        if value is not None and value != "":
            self.put(sheet, row, column, value)


class Writing:
    """A workbook being written: its language, its formats, and the codes of the record."""

    def __init__(self, book: Any, record: Record | None, t: Translator) -> None:
        self.t = t
        self._book = book
        self._record = record
        self._formats: dict[str, Any] = {}

    def put(self, sheet: Any, row: int, column: int, value: object) -> None:
        """Text as text whatever it begins with; figures as numbers; days as days."""
        if isinstance(value, bool):
            sheet.write_string(row, column, self.t("Yes") if value else self.t("No"))
        elif isinstance(value, Decimal | int):
            self._put_figure(sheet, row, column, Decimal(value))
        elif isinstance(value, date) and value >= _FIRST_SAFE_DAY:
            sheet.write_datetime(row, column, value, self._format("yyyy-mm-dd"))
        elif isinstance(value, Choice):
            sheet.write_string(row, column, self.t(value.label))
        else:
            sheet.write_string(row, column, str(value))

    def _put_figure(self, sheet: Any, row: int, column: int, value: Decimal) -> None:
        places = max(0, -int(value.as_tuple().exponent))
        shape = "#,##0" + ("." + "0" * min(places, 20) if places else "")
        sheet.write_number(row, column, float(value), self._format(shape))

    def _format(self, shape: str) -> Any:
        if shape not in self._formats:
            self._formats[shape] = self._book.add_format({"num_format": shape})
        return self._formats[shape]

    def reference(self, id: str, words: Sequence[str]) -> str:
        """The code of what an id names, with its kind where the code alone is not enough."""
        entity = self._entities.get(id)
        if entity is None or not self._plain(entity):
            return f"id:{id}"
        alike = sum(self._codes[word, entity.code] for word in words)
        return entity.code if alike == 1 else f"{entity.word}:{entity.code}"

    def _plain(self, entity: Entity) -> bool:
        code = entity.code
        ordinary = bool(code) and code == code.strip() and not _SEPARATORS & set(code)
        return ordinary and self._codes[entity.word, code] == 1

    @cached_property
    def _entities(self) -> dict[str, Entity]:
        tables = (self._record.table(kind) for kind in BY_WORD.values()) if self._record else ()
        return {id: entity for table in tables for id, entity in table.items()}

    @cached_property
    def _codes(self) -> Counter[tuple[str, str]]:
        return Counter((each.word, each.code) for each in self._entities.values() if each.code)


def columns_of(
    kind: type[Entity], entities: Sequence[Entity], writing: Writing
) -> list[Column]:
    """The columns of a sheet; with entities also `exact` and `id`, so that it reads back equal."""
    columns = [_text("code", writing.t(CODE), 10, writing)] if _has_codes(kind, entities) else []
    for field in fields_of(kind):
        columns += _columns(kind, field, entities, writing)
    if entities:
        exact = Column(EXACT, EXACT, 10, lambda e: _exact(kind, e), writing.put, hidden=True)
        columns += [exact, _text("id", "id", 34, writing)]
    return columns


def _has_codes(kind: type[Entity], entities: Sequence[Entity]) -> bool:
    return any(each.code for each in entities) or kind.word not in ("reading", "attachment")


def _text(name: str, heading: str, width: int, writing: Writing) -> Column:
    return Column(heading, name, width, lambda entity: getattr(entity, name), writing.put)


def _columns(
    kind: type[Entity], field: FieldOf, entities: Sequence[Entity], writing: Writing
) -> list[Column]:
    label = label_of(kind, field, writing.t)
    width = _WIDTHS.get(field.type, 16)
    if field.type is LocalText:
        return [
            column
            for each in LANGUAGES
            for column in _parts(f"{label} ({SCRIPTS[each]})", field, each, entities, writing)
        ]
    if field.told.refers:
        words = field.told.refers
        return [Column(label, field.name, width, lambda e: _refer(e, field, words, writing),
                       writing.put)]  # fmt: skip
    if field.type is str:
        return _parts(label, field, "", entities, writing)
    return [_text(field.name, label, width, writing)]


def _parts(
    heading: str, field: FieldOf, language: str, entities: Sequence[Entity], writing: Writing
) -> list[Column]:
    """One column for a text, and more of them where a text is longer than a cell."""

    def whole(entity: Entity) -> str:
        value = getattr(entity, field.name)
        return value.exact(language) if language else str(value)

    def part(start: int) -> Callable[[Entity], str]:
        return lambda entity: whole(entity)[start : start + _CELL]

    longest = max((len(whole(each)) for each in entities), default=0)
    return [
        Column(
            heading if start == 0 else f"{heading} +{start // _CELL + 1}", field.name,
            28 if field.told.long or language else 16,
            part(start), writing.put,
        )
        for start in range(0, max(1, longest), _CELL)
    ]  # fmt: skip


def _refer(entity: Entity, field: FieldOf, words: Sequence[str], writing: Writing) -> str:
    value = getattr(entity, field.name)
    ids = value if isinstance(value, tuple) else (value,)
    return ", ".join(writing.reference(each, words) for each in ids if each)


def _exact(kind: type[Entity], entity: Entity) -> str:
    """What the cells alone would lose: last zeros, digits beyond 15, a default left empty."""
    lost: dict[str, str] = {}
    for field in fields_of(kind):
        value = getattr(entity, field.name)
        if isinstance(value, Decimal) and plain(value) != plain(from_float(float(value))):
            lost[field.name] = plain(value)
        elif field.type is str and value == "" and empty_value(kind, field):
            lost[field.name] = ""
    return json.dumps(lost) if lost else ""
