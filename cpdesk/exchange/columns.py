"""The columns of a sheet of our workbook, and how each writes its cell."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import Any
from xml.sax.saxutils import escape

from cpdesk.base.languages import LANGUAGES, Translator
from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import FieldOf, fields_of
from cpdesk.domain.plant import Driver, Meter, Reading
from cpdesk.domain.quantities import from_float, plain
from cpdesk.domain.record import BY_WORD, Record
from cpdesk.domain.words import Choice, LocalText
from cpdesk.exchange.headings import CODE, EXACT, SCRIPTS, label_of
from cpdesk.exchange.tables import empty_value

_CELL = 16_000  # characters: Excel's cells hold 32,767 halves of them, and some take two
_FIRST_SAFE_DAY = date(1900, 3, 1)  # before it Excel counts a 29 February that never was
_DAY_NOUGHT = date(1899, 12, 30)
_SEPARATORS = set(",，、;；:")
_WIDTHS = {LocalText: 28, Decimal: 14, int: 10, date: 12, bool: 10}
_LONGEST_UNIT = 20
_MOST_SHAPES = 150  # of numbers: Excel keeps some two hundred of one's own

Put = Callable[[Any, int, int, Any], object]


@dataclass(frozen=True)
class Column:
    """A heading, and what of an entity stands below it."""

    heading: str
    field: str
    width: int
    value: Callable[[Any], object]
    put: Put
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
        self._known: dict[tuple[str, Sequence[str]], str] = {}

    def put_of(self, kind: Any) -> Put:
        """How the values of a type are written: figures as numbers, days as days, else text."""
        if isinstance(kind, type) and issubclass(kind, Choice):
            return self._choice
        typed: dict[Any, Put] = {
            Decimal: self.figure, int: self.figure, date: self._day, bool: self._flag,
        }  # fmt: skip
        return typed.get(kind, self.text)

    def text(self, sheet: Any, row: int, column: int, value: object) -> None:
        """Text as text, whatever it begins with; what looks like XlsxWriter's own marks too."""
        words = str(value)
        if words.startswith("<r>") and words.endswith("</r>"):
            words = f'<r><t xml:space="preserve">{escape(words)}</t></r>'
        sheet.write_string(row, column, words)

    def figure(
        self, sheet: Any, row: int, column: int, value: Decimal | int, unit: str = ""
    ) -> None:
        """A number with the decimals it was typed with, and its unit as part of the format."""
        places = 0 if isinstance(value, int) else max(0, -int(value.as_tuple().exponent))
        shape = "#,##0." + "0" * min(places, 20) if places else "#,##0"
        if unit and _is_plain(unit) and len(self._formats) < _MOST_SHAPES:
            shape += f'" {unit}"'
        sheet.write_number(row, column, float(value), self._format(shape))

    def reading(self, sheet: Any, row: int, column: int, reading: Reading) -> None:
        """The amount of a reading in its own unit or that of its meter or driver."""
        series = self._entities.get(reading.of)
        of_series = series.unit if isinstance(series, Meter | Driver) else ""
        self.figure(sheet, row, column, reading.amount, reading.unit or of_series)

    def _flag(self, sheet: Any, row: int, column: int, value: bool) -> None:
        sheet.write_string(row, column, self.t("Yes") if value else self.t("No"))

    def _day(self, sheet: Any, row: int, column: int, value: date) -> None:
        if value < _FIRST_SAFE_DAY:
            sheet.write_string(row, column, value.isoformat())
        else:
            number = (value - _DAY_NOUGHT).days
            sheet.write_number(row, column, number, self._format("yyyy-mm-dd"))

    def _choice(self, sheet: Any, row: int, column: int, value: Choice) -> None:
        sheet.write_string(row, column, self.t(value.label))

    def _format(self, shape: str) -> Any:
        if shape not in self._formats:
            self._formats[shape] = self._book.add_format({"num_format": shape})
        return self._formats[shape]

    def reference(self, id: str, words: Sequence[str]) -> str:
        """The code of what an id names, with its kind where the code alone is not enough."""
        key = (id, words)
        if key not in self._known:
            self._known[key] = self._reference(id, words)
        return self._known[key]

    def _reference(self, id: str, words: Sequence[str]) -> str:
        if not id:
            return ""
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
    columns = []
    if _has_codes(kind, entities):
        columns.append(Column(writing.t(CODE), "code", 10, attrgetter("code"), writing.text))
    for field in fields_of(kind):
        columns += _columns(kind, field, entities, writing)
    if entities:
        columns.append(Column(EXACT, EXACT, 10, _exact_of(kind), writing.text, hidden=True))
        columns.append(Column("id", "id", 34, attrgetter("id"), writing.text))
    return columns


def _has_codes(kind: type[Entity], entities: Sequence[Entity]) -> bool:
    return any(each.code for each in entities) or kind.word not in ("reading", "attachment")


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
        refer = _refer_of(field, field.told.refers, writing)
        return [Column(label, field.name, width, refer, writing.text)]
    if field.type is str:
        return _parts(label, field, "", entities, writing)
    if kind is Reading and field.name == "amount":
        return [Column(label, field.name, 18, lambda reading: reading, writing.reading)]
    value, put = attrgetter(field.name), writing.put_of(field.type)
    return [Column(label, field.name, width, value, put)]


def _parts(
    heading: str, field: FieldOf, language: str, entities: Sequence[Entity], writing: Writing
) -> list[Column]:
    """One column for a text, and more of them where a text is longer than a cell."""
    whole = attrgetter(f"{field.name}.{language}" if language else field.name)

    def part(start: int) -> Callable[[Any], str]:
        return lambda entity: whole(entity)[start : start + _CELL]

    longest = max((len(whole(each)) for each in entities), default=0)
    return [
        Column(
            heading if start == 0 else f"{heading} +{start // _CELL + 1}", field.name,
            28 if field.told.long or language else 16,
            part(start) if longest > _CELL else whole, writing.text,
        )
        for start in range(0, max(1, longest), _CELL)
    ]  # fmt: skip


def _refer_of(
    field: FieldOf, words: Sequence[str], writing: Writing
) -> Callable[[Any], str]:
    """The codes of what a field refers to, several with a comma between."""
    value = attrgetter(field.name)
    if field.is_tuple:
        return lambda entity: ", ".join(writing.reference(id, words) for id in value(entity))
    return lambda entity: writing.reference(value(entity) or "", words)


def _exact_of(kind: type[Entity]) -> Callable[[Any], str]:
    """What the cells alone would lose: last zeros, digits beyond 15, a default left empty."""
    figures = [field.name for field in fields_of(kind) if field.type is Decimal]
    filled = [
        field.name for field in fields_of(kind) if field.type is str and empty_value(kind, field)
    ]

    def exact(entity: Entity) -> str:
        values = vars(entity)
        lost = {name: "" for name in filled if values[name] == ""}
        for name in figures:
            value = values[name]
            if value is not None and (text := plain(value)) != plain(from_float(float(value))):
                lost[name] = text
        return json.dumps(lost) if lost else ""

    return exact


def _is_plain(unit: str) -> bool:
    """Whether a unit can stand in a format of numbers as it is."""
    return len(unit) <= _LONGEST_UNIT and unit.isprintable() and not set(unit) & set('"\\')
