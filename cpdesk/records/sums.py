"""Sums over what comes in by large numbers, of which the history keeps no second copy.

An amount stands beside its float; a date or a word of an import that rots would show by nothing
else. The sums are taken when a record that was changed is closed, and stand among the facts of the
change that brought the rows in: over runs of rows in the order of their ids and, where a run has
several, across the runs as well. A row that has changed by itself is where the two meet.
"""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import repeat
from typing import Any

from cpdesk.domain.fields import fields_of

_RUNS = 512
_SIGNS = 8  # of a sum


@dataclass(frozen=True)
class Sums:
    """Which columns were filled in the rows of a kind, and the sums over those."""

    columns: tuple[str, ...]
    along: str
    across: str


def sums_of(kind: type, rows: Sequence[Mapping[str, Any]]) -> Sums:
    """Of the rows of a kind as they came in; there is one at least."""
    columns = {name: [row[name] for row in rows] for name in rows[0]
               if name != "entered" and name not in _guarded(kind)}  # fmt: skip
    filled = {name: values for name, values in columns.items() if values.count(None) < len(rows)}
    return Sums(tuple(filled), *_added(_row_sums(filled)))


def written(found: Mapping[str, Sums]) -> str:
    """As a fact of the history, by the kinds' words."""
    return json.dumps({word: list(vars(each).values()) for word, each in found.items()})


def read(fact: str) -> dict[str, Sums]:
    """Raises ValueError where it is none of these."""
    try:
        return {word: Sums(tuple(columns), along, across)
                for word, (columns, along, across) in json.loads(fact).items()}  # fmt: skip
    except (AttributeError, TypeError) as error:
        raise ValueError(str(error)) from error


def changed(sums: Sums, rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The ids of rows that are not as they came in; there must be as many as there were."""
    columns = {name: [row.get(name) for row in rows] for name in sums.columns}
    along, across = _added(_row_sums(columns))
    wrong_along, wrong_across = _unlike(along, sums.along), _unlike(across, sums.across)
    long = _length(len(rows))
    for number, id in enumerate(sorted(map(str, columns["id"]))):
        met = not sums.across or number % _RUNS in wrong_across
        if number // long in wrong_along and met:
            yield id


def _row_sums(columns: Mapping[str, Sequence[Any]]) -> array[int]:
    """A sum of each row, in the order of the ids; column by column, which is quick."""
    ids = columns["id"]
    found: Iterable[int] = repeat(0, len(ids))
    for values in columns.values():
        found = map(zlib.crc32, map(str.encode, map(str, values)), found)
    sums = list(found)
    order = sorted(range(len(ids)), key=ids.__getitem__)
    return array("I", [sums[at] for at in order])


def _added(rows: array[int]) -> tuple[str, str]:
    """The sums of the runs, and those across them."""
    long = _length(len(rows))
    along = "".join(_sum(rows[at : at + long]) for at in range(0, len(rows), long))
    across = (_sum(rows[at::_RUNS]) for at in range(_RUNS if long > 1 else 0))
    return along, "".join(across)


def _length(rows: int) -> int:
    """How many rows a run has."""
    return max(1, -(-rows // _RUNS))


def _sum(rows: array[int]) -> str:
    if sys.byteorder == "big":
        rows.byteswap()
    return f"{zlib.crc32(rows.tobytes()):0{_SIGNS}x}"


def _unlike(one: str, other: str) -> frozenset[int]:
    spots = range(0, max(len(one), len(other)), _SIGNS)
    return frozenset(at // _SIGNS for at in spots
                     if one[at : at + _SIGNS] != other[at : at + _SIGNS])  # fmt: skip


@cache
def _guarded(kind: type) -> frozenset[str]:
    """The columns of amounts: each stands there twice."""
    names = [field.name for field in fields_of(kind) if field.type is Decimal]
    return frozenset((*names, *(f"{name}_real" for name in names)))
