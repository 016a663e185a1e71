"""Entity to row and back: one rule per type of field, worked out once per kind."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, cast

from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import FieldOf, fields_of
from cpdesk.domain.quantities import plain
from cpdesk.domain.words import LANGUAGES, Choice, LocalText

T = TypeVar("T", bound=Entity)
Row = dict[str, Any]
LOCAL = tuple((language, language.lower()) for language in LANGUAGES)


def to_row(entity: Entity) -> Row:
    """The entity as primitives under its column names; None stays None."""
    row: Row = {"id": entity.id, "code": entity.code}
    for name, write, _ in _codec(type(entity)):
        write(row, getattr(entity, name))
    return row


def from_row(kind: type[T], row: Mapping[str, Any]) -> T:
    """The entity of a row written by `to_row`."""
    values = {name: read(row) for name, _, read in _codec(kind)}
    return kind(id=row["id"], code=row["code"], **values)


Write = Callable[[Row, Any], None]
Read = Callable[[Mapping[str, Any]], Any]


def _codec(kind: type) -> tuple[tuple[str, Write, Read], ...]:
    return _coded(kind)


@cache
def _coded(kind: type) -> tuple[tuple[str, Write, Read], ...]:
    return tuple((field.name, *_pair(field)) for field in fields_of(kind))


def _pair(field: FieldOf) -> tuple[Write, Read]:
    if field.type is LocalText:
        return _local(field.name)
    if field.type is Decimal:
        return _exact(field.name)
    write, read = _scalar(field)
    name = field.name

    def put(row: Row, value: Any) -> None:
        row[name] = None if value is None else write(value)

    def take(row: Mapping[str, Any]) -> Any:
        value = row[name]
        return None if value is None else read(value)

    return put, take


def _local(name: str) -> tuple[Write, Read]:
    columns = tuple((language, f"{name}_{suffix}") for language, suffix in LOCAL)

    def put(row: Row, value: LocalText) -> None:
        for language, column in columns:
            row[column] = value.exact(language)

    def take(row: Mapping[str, Any]) -> LocalText:
        return LocalText(*(row[column] for _, column in columns))

    return put, take


def _exact(name: str) -> tuple[Write, Read]:
    """The text is the amount; the float beside it serves sums and sorting in SQL only."""

    def put(row: Row, value: Decimal | None) -> None:
        row[name] = None if value is None else plain(value)
        row[f"{name}_real"] = None if value is None else float(value)

    def take(row: Mapping[str, Any]) -> Decimal | None:
        text = row[name]
        return None if text is None else Decimal(text)

    return put, take


def _scalar(field: FieldOf) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    if field.is_tuple:
        return (lambda value: json.dumps(value)), (lambda text: tuple(json.loads(text)))
    if issubclass(field.type, Choice):
        return (lambda choice: choice.value), cast(Callable[[Any], Any], field.type)
    return _SCALARS[field.type]


_SCALARS: dict[type, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    str: (str, str),
    int: (int, int),
    bool: (int, bool),
    date: (date.isoformat, date.fromisoformat),
}
