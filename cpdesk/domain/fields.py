"""How a field of an entity is told: its label, its number on the form, and what it refers to.

One declaration serves the forms on the screen, the headings of the workbook, the labels on paper
and the columns of the record.
"""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

from cpdesk.domain.words import Choice, Labelled

_KEY = "told"


@dataclass(frozen=True)
class Told:
    """What is known of a field besides its type.

    `label` is the English label for the catalogue, `number` the field's id on the form (`A3`),
    `refers` the words of the entities it may point to (one of them: a foreign key), `long` asks
    for a box of several lines, `hint` helps whoever fills it in, `also` are further headings
    understood in a workbook.
    """

    label: str
    number: str = ""
    refers: tuple[str, ...] = ()
    long: bool = False
    hint: str = ""
    also: tuple[str, ...] = ()


def told(
    label: str,
    number: str = "",
    *,
    default: Any = dataclasses.MISSING,
    refers: tuple[str, ...] | str = (),
    long: bool = False,
    hint: str = "",
    also: tuple[str, ...] = (),
) -> Any:
    """A dataclass field with its label; `told` is a keyword of the catalogue's extractor."""
    kinds = (refers,) if isinstance(refers, str) else refers
    meaning = Told(label, number, kinds, long, hint, also)
    if default is dataclasses.MISSING:
        return dataclasses.field(metadata={_KEY: meaning})
    return dataclasses.field(default=default, metadata={_KEY: meaning})


@dataclass(frozen=True)
class FieldOf:
    """One field of an entity: its name, what was told of it, and its type without `| None`."""

    name: str
    told: Told
    type: Any
    optional: bool

    @property
    def said(self) -> Labelled:
        return Labelled(self.name, self.told.label)

    @property
    def is_tuple(self) -> bool:
        return get_origin(self.type) is tuple

    def choice(self, value: str) -> Choice | None:
        """The word of a choice with this value; None where it has none, or is no choice."""
        if not (isinstance(self.type, type) and issubclass(self.type, Choice)):
            return None
        return next((each for each in self.type if each.value == value), None)


def fields_of(kind: type) -> tuple[FieldOf, ...]:
    """The told fields of an entity in their order; `id` and `code` are not among them."""
    return _fields_of(kind)


@cache
def _fields_of(kind: type) -> tuple[FieldOf, ...]:
    hints = _hints(kind)
    return tuple(_field(each, hints) for each in dataclasses.fields(kind) if _KEY in each.metadata)


def _hints(kind: type) -> Mapping[str, Any]:
    """The types of a kind's told fields, as `typing.get_type_hints` has them, but much sooner.

    Of the six hundred words for types most are alike, and every start needs them all.
    """
    return {
        name: _meant(owner.__module__, words)
        for owner in reversed(kind.__mro__)
        for name, words in vars(owner).get("__annotations__", {}).items()
        if not words.startswith("ClassVar")
    }


@cache
def _meant(module: str, words: str) -> Any:
    return eval(words, vars(sys.modules[module]))  # words of our own classes


def field_of(kind: type, name: str) -> FieldOf:
    """The field of that name; raises KeyError."""
    return _by_name(kind)[name]


@cache
def _by_name(kind: type) -> Mapping[str, FieldOf]:
    return {each.name: each for each in fields_of(kind)}


def _field(field: dataclasses.Field[Any], hints: Mapping[str, Any]) -> FieldOf:
    hint = hints[field.name]
    parts = tuple(_alternatives(hint))
    kept = [each for each in parts if each is not type(None)]
    return FieldOf(field.name, field.metadata[_KEY], kept[0], len(kept) < len(parts))


def _alternatives(hint: Any) -> Iterator[Any]:
    if get_origin(hint) in (Union, UnionType):
        yield from get_args(hint)
    else:
        yield hint
