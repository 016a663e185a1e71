"""What everything in a record has in common."""

from __future__ import annotations

import dataclasses
import os
import random
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, TypeVar

E = TypeVar("E", bound="Entity")

_CHANCE = random.Random(os.urandom(32))


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Entity:
    """A thing in the record: a stable `id` that never changes and a short `code` people use.

    `word` names the kind in code, JSON, journal and tables; `title` is its English name. How two
    are compared is said here once: made anew for each kind it would hold up every start.
    """

    word: ClassVar[str]
    title: ClassVar[str]

    id: str
    code: str = ""

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash(self.id)

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({told})"

    def __str__(self) -> str:
        return self.code or self.id


def made_of(kind: type[E], values: Mapping[str, Any]) -> E:
    """The entity of these fields, several times faster than its constructor makes it.

    Raises TypeError where a field is missing or not known.
    """
    plain: type = kind
    defaults, fields = _shape(plain)
    made = object.__new__(kind)
    vars(made).update(defaults)
    vars(made).update(values)
    if vars(made).keys() != fields:
        raise TypeError(f"{kind.word} is not made of {', '.join(values)}")
    return made


@cache
def _shape(kind: type) -> tuple[dict[str, Any], frozenset[str]]:
    """The fields that have a default with it, and the names of all."""
    fields = dataclasses.fields(kind)
    defaults = {e.name: e.default for e in fields if e.default is not dataclasses.MISSING}
    return defaults, frozenset(each.name for each in fields)


def new_id() -> str:
    """A fresh identity that no other record will ever use.

    Later ones sort behind earlier ones, so that a large import only lengthens the tables' indexes.
    """
    return f"{time.time_ns():016x}{_CHANCE.getrandbits(64):016x}"


def code_order(code: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key under which `E2` comes before `E10`."""
    parts = re.findall(r"\d+|\D+", code)
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)
