"""Entity to row and back: one rule per type of field, worked out once per kind.

Rows are read and written column by column: a hundred thousand readings then cost a few C loops.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import FieldOf, field_of, fields_of
from cpdesk.domain.quantities import plain
from cpdesk.domain.words import LANGUAGES, N_, Choice, Labelled, LocalText

T = TypeVar("T", bound=Entity)
Row = dict[str, Any]
_Change = Callable[[Any], Any] | None
_Write = Callable[[Sequence[Any]], Sequence[Sequence[Any]]]
LOCAL = tuple((language, language.lower()) for language in LANGUAGES)


@dataclass(frozen=True)
class _Codec:
    """How one field is written to its columns and read from the first of them.

    `write` makes the columns of many values; `read` makes a value of those of one row, and is None
    where the column holds the value as it is. NULL is None.
    """

    name: str
    columns: tuple[str, ...]
    write: _Write
    read: Callable[..., Any] | None
    read_columns: tuple[str, ...]


def to_row(entity: Entity) -> Row:
    """The entity as primitives under its column names; None stays None."""
    return {name: column[0] for name, column in to_columns(type(entity), [entity]).items()}


def to_rows(kind: type[Entity], entities: Sequence[Entity]) -> list[Row]:
    """Each entity of a kind as `to_row` has it, many of them at once."""
    columns = to_columns(kind, entities)
    return [dict(zip(columns, each, strict=True)) for each in zip(*columns.values(), strict=True)]


def to_columns(kind: type[Entity], entities: Sequence[Entity]) -> dict[str, Sequence[Any]]:
    """The columns of a kind by name, with the primitives of each entity in turn."""
    columns: dict[str, Sequence[Any]] = {n: _values(entities, n) for n in ("id", "code")}
    for codec in _codecs(kind):
        values = _values(entities, codec.name)
        written = [values] * len(codec.columns) if _none_at_all(values) else codec.write(values)
        columns.update(zip(codec.columns, written, strict=True))
    return columns


def column_names(kind: type[Entity]) -> frozenset[str]:
    """Every column of a kind's table, told without making that."""
    own = (name for codec in _codecs(kind) for name in codec.columns)
    return frozenset(("id", "code", *own, "entered"))


def fields_said(kind: type[Entity], columns: Iterable[str]) -> tuple[Labelled, ...]:
    """The fields that these columns of a kind keep, as a person reads them; each once."""
    kept = {column: field_of(kind, codec.name).said for codec in _codecs(kind)
            for column in codec.columns}  # fmt: skip
    code = Labelled("code", N_("Code"))
    return tuple(dict.fromkeys(kept.get(each, code) for each in columns))


def _none_at_all(values: Sequence[Any]) -> bool:
    """Whether there is nothing to write; most fields of most entities are empty."""
    return bool(values) and values[0] is None and values.count(None) == len(values)


def _values(entities: Sequence[Entity], name: str) -> list[Any]:
    return list(map(attrgetter(name), entities))


def from_row(kind: type[T], row: Mapping[str, Any]) -> T:
    """The entity of a row written by `to_row`; raises ValueError where it cannot be read."""
    return from_rows(kind, tuple(row), [tuple(row.values())])[0]


def from_rows(kind: type[T], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[T]:
    """The entities of many rows whose columns have these names; raises ValueError.

    An image in the journal may be older than a column; the field then has its default. An amount
    that differs from the float beside it has rotted.
    """
    if not rows:
        return []
    columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    codecs = [each for each in _codecs(kind) if columns.keys() >= set(each.read_columns)]
    _demand_alike(kind, columns)
    fields = ("id", "code", *(codec.name for codec in codecs))
    values = (columns["id"], columns["code"], *(_read(c, columns) for c in codecs))
    try:
        return kind.many(fields, zip(*values, strict=True))
    except (ArithmeticError, LookupError, TypeError) as error:
        raise ValueError(f"{kind.word}: {error!r}") from error


def _demand_alike(kind: type, columns: Mapping[str, Sequence[Any]]) -> None:
    for name in _exact_names(kind):
        if columns.keys() >= {name, f"{name}_real"}:
            told = [None if text is None else float(text) for text in columns[name]]
            if told != list(columns[f"{name}_real"]):
                raise ValueError(f"{name}: an amount and its copy differ")


@cache
def _exact_names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields_of(kind) if field.type is Decimal)


def _read(codec: _Codec, columns: Mapping[str, Sequence[Any]]) -> Iterable[Any]:
    first, *others = (columns[name] for name in codec.read_columns)
    read = codec.read
    if read is None:
        return first
    if others:
        return map(read, first, *others)
    return [None if value is None else read(value) for value in first]


def _codecs(kind: type) -> tuple[_Codec, ...]:
    return _worked_out(kind)


@cache
def _worked_out(kind: type) -> tuple[_Codec, ...]:
    return tuple(_codec(field) for field in fields_of(kind))


def _codec(field: FieldOf) -> _Codec:
    name = field.name
    if field.type is LocalText:
        columns = tuple(f"{name}_{suffix}" for _, suffix in LOCAL)
        return _Codec(name, columns, _local, LocalText, columns)
    if field.type is Decimal:
        return _Codec(name, (name, f"{name}_real"), _exact, _amount, (name,))
    write, read = _scalar(field)
    return _Codec(name, (name,), _each(write), read, (name,))


def _each(write: _Change) -> _Write:
    """One column of values, each written so; None stays None."""
    if write is None:
        return lambda values: [values]
    return lambda values: [[None if value is None else write(value) for value in values]]


def _local(texts: Sequence[LocalText]) -> list[list[str]]:
    return [[text.exact(language) for text in texts] for language, _ in LOCAL]


def _exact(amounts: Sequence[Decimal | None]) -> Sequence[Sequence[Any]]:
    """The text is the amount; the float beside it serves sums and sorting in SQL only."""
    for amount in amounts:
        if amount is not None and not amount.is_finite():  # it could never be read again
            raise ValueError(f"not an amount: {amount}")
    return [*_each(plain)(amounts), *_each(float)(amounts)]


def _amount(text: str) -> Decimal:
    amount = Decimal(text)
    if not amount.is_finite():
        raise ValueError(f"not an amount: {text}")
    return amount


def _scalar(field: FieldOf) -> tuple[_Change, _Change]:
    """How a value is written and read; None where it is kept as it is."""
    if field.is_tuple:
        return json.dumps, lambda text: tuple(json.loads(text))
    if issubclass(field.type, Choice):
        return (lambda choice: choice.value), {c.value: c for c in field.type}.__getitem__
    return _SCALARS[field.type]


_SCALARS: dict[type, tuple[_Change, _Change]] = {
    str: (None, None),
    int: (int, None),
    bool: (int, bool),
    date: (date.isoformat, date.fromisoformat),
}
