"""What everything in a record has in common."""

from __future__ import annotations

import dataclasses
import os
import random
import re
import time
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, ClassVar, Self, TypeVar, dataclass_transform

from cpdesk.domain.fields import told

E = TypeVar("E", bound="Entity")

_CHANCE = random.Random(os.urandom(32))


@dataclass_transform(
    kw_only_default=True, frozen_default=True, eq_default=False, field_specifiers=(told,)
)
def entity(kind: type[E]) -> type[E]:
    """Make a class with told fields a kind of entity: a frozen dataclass with named arguments.

    Its constructor is that of `Entity`; one made anew for each kind would hold up every start.
    """
    return dataclasses.dataclass(init=False, repr=False, eq=False)(kind)


@entity
class Entity:
    """A thing in the record: a stable `id` that never changes and a short `code` people use.

    `word` names the kind in code, JSON, journal and tables; `title` is its English name.
    """

    word: ClassVar[str]
    title: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, dataclasses.Field[Any]]]

    id: str
    code: str = ""

    def __init__(self, **values: Any) -> None:
        """Raises TypeError where a field is missing or not known."""
        kind: type = type(self)
        defaults, fields = _shape(kind)
        own = vars(self)
        own.update(defaults)
        own.update(values)
        if own.keys() != fields:
            raise _misfit(kind, own.keys() ^ fields)

    @classmethod
    def many(cls, fields: Sequence[str], rows: Iterable[Iterable[Any]]) -> list[Self]:
        """One entity for each row of values of these fields, which are looked at once for all.

        Raises TypeError as the constructor does, ValueError where a row has another length.
        """
        kind: type = cls
        defaults, known = _shape(kind)
        if wrong := (defaults.keys() | set(fields)) ^ known:
            raise _misfit(kind, wrong)
        made = []
        for values in rows:
            each = cls.__new__(cls)
            own = vars(each)
            own.update(defaults)
            own.update(zip(fields, values, strict=True))
            made.append(each)
        return made

    def __setattr__(self, name: str, value: object) -> None:
        raise dataclasses.FrozenInstanceError(f"{name} cannot be changed")

    def __delattr__(self, name: str) -> None:
        raise dataclasses.FrozenInstanceError(f"{name} cannot be taken away")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash(self.id)

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({told})"

    def __str__(self) -> str:
        return self.code or self.id


@cache
def _shape(kind: type) -> tuple[dict[str, Any], frozenset[str]]:
    """The fields that have a default with it, and the names of all."""
    fields = dataclasses.fields(kind)
    defaults = {e.name: e.default for e in fields if e.default is not dataclasses.MISSING}
    return defaults, frozenset(each.name for each in fields)


def _misfit(kind: type, fields: Iterable[str]) -> TypeError:
    return TypeError(f"{kind.__name__}: missing or not known: {', '.join(sorted(fields))}")


def new_id() -> str:
    """A fresh identity that no other record will ever use.

    Later ones sort behind earlier ones, so that a large import only lengthens the tables' indexes.
    """
    return f"{time.time_ns():016x}{_CHANCE.getrandbits(64):016x}"


def code_order(code: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key under which `E2` comes before `E10`."""
    parts = re.findall(r"\d+|\D+", code)
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)
