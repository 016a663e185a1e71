"""What a history says that is in a record, for comparing with what its tables say."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cpdesk.records.journal import CHANGE, ERASE, REDO, UNDO

Row = Mapping[str, Any]
Image = Mapping[str, Any]


@dataclass(frozen=True)
class Told:
    """What the history knows: each thing's word and last image, None of one that is gone.

    Of what came in large numbers it has no images; `bulk` are the numbers of such changes that
    stand, with how many of the rows that each brought in there must be.
    """

    images: Mapping[str, tuple[str, Image | None]]
    bulk: Mapping[int, int]


def differing(told: Told, rows: Mapping[str, Row]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each thing that is not as its history says, with the columns; none where it is there or not.

    `rows` are those of all tables by their id. An image may be older than a column.
    """
    for id, (_, image) in told.images.items():
        row = rows.get(id)
        if row is None or image is None:
            if (row is None) != (image is None):
                yield id, ()
        elif wrong := tuple(each for each in image if each in row and image[each] != row[each]):
            yield id, wrong


def told_by(entries: Iterable[Row], rows: Iterable[Row], bulk: Iterable[Row]) -> Told:
    """The state after the last entry; raises ValueError or LookupError of one that makes no sense.

    `entries`, `rows` and `bulk` are the rows of the three tables of the journal, all of them.
    """
    by_number: dict[int, list[Row]] = {}
    for row in sorted(rows, key=lambda each: (each["number"], each["rank"])):
        by_number.setdefault(row["number"], []).append(row)
    state: dict[str, tuple[str, str | None]] = {}
    stands: set[int] = set()
    for number, entry in enumerate(sorted(entries, key=lambda each: each["number"]), 1):
        if entry["number"] != number:
            raise ValueError(number)
        _follow(entry, by_number, state, stands)
    images = {id: (word, json.loads(text) if text else None) for id, (word, text) in state.items()}
    removed = _removed(by_number, images)
    counts = {n: sum(each["rows"] for each in bulk if each["number"] == n) for n in stands}
    return Told(images, {n: rows - removed.get(n, 0) for n, rows in counts.items() if rows})


def _follow(
    entry: Row, rows: Mapping[int, list[Row]], state: dict[str, tuple[str, str | None]],
    stands: set[int],
) -> None:
    if entry["kind"] == ERASE:  # what was erased for good has no image either
        return
    back, number = entry["kind"] == UNDO, entry["of"] or entry["number"]
    if entry["kind"] not in (CHANGE, UNDO, REDO):
        raise ValueError(entry["kind"])
    known = rows.get(number, [])
    for row in reversed(known) if back else known:
        state[row["entity"]] = row["kind"], row["before" if back else "after"]
    (stands.discard if back else stands.add)(number)


def _removed(rows: Mapping[int, list[Row]], images: Mapping[str, object]) -> dict[int, int]:
    """How many of the rows that each change brought in are gone since."""
    entered = {row["entity"]: row["entered"] for each in rows.values() for row in each
               if row["entered"]}  # fmt: skip
    counts: dict[int, int] = {}
    for id, number in entered.items():
        if images.get(id, ("", 0))[1] is None:  # type: ignore[index]
            counts[number] = counts.get(number, 0) + 1
    return counts
