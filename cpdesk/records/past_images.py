"""What a history says that is in a record, for comparing with what its tables say."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cpdesk.records.journal import CHANGE, ERASE, REDO, UNDO

Row = Mapping[str, Any]
Image = Mapping[str, Any]
_State = tuple[str, str | None, int]  # the word, the image as text, the entry


@dataclass(frozen=True)
class Told:
    """What the history knows: each thing's word and last image, None of one that is gone.

    Of what came in large numbers it has no images; `bulk` are the numbers of such changes that
    stand, with how many of the rows that each brought in there must be; `at` tells the entry by
    which each thing got its last image.
    """

    images: Mapping[str, tuple[str, Image | None]]
    bulk: Mapping[int, int]
    at: Mapping[str, int]

    def removed(self, id: str, row: Row) -> bool:
        """Whether a row must not be there; it may have come in again with a later large change."""
        if self.images.get(id, ("", {}))[1] is not None:
            return False
        return row["entered"] not in self.bulk or row["entered"] < self.at[id]


def differing(told: Told, rows: Mapping[str, Row]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each thing that is not as its history says, with the columns; none where it is there or not.

    `rows` are those of all tables by their id. An image may be older than a column.
    """
    for id, (_, image) in told.images.items():
        row = rows.get(id)
        if image is None:
            if row is not None and told.removed(id, row):
                yield id, ()
        elif row is None:
            yield id, ()
        elif wrong := tuple(each for each in image if each in row and image[each] != row[each]):
            yield id, wrong


def told_by(entries: Iterable[Row], rows: Iterable[Row], bulk: Iterable[Row]) -> Told:
    """The state after the last entry; raises ValueError or LookupError of one that makes no sense.

    `entries`, `rows` and `bulk` are the rows of the three tables of the journal, all of them.
    """
    walk = _Walk(rows, tuple(bulk))
    for number, entry in enumerate(sorted(entries, key=lambda each: each["number"]), 1):
        if entry["number"] != number:
            raise ValueError(number)
        walk.follow(entry)
    state = walk.state
    images = {id: (word, json.loads(text) if text else None)
              for id, (word, text, _) in state.items()}  # fmt: skip
    removed = _removed(walk.rows, images)
    counts = {n: count - removed.get(n, 0) for n, count in walk.counts.items()}
    return Told(images, counts, {id: at for id, (_, _, at) in state.items()})


class _Walk:
    """A way through the history, from the first change on."""

    def __init__(self, rows: Iterable[Row], bulk: Iterable[Row]) -> None:
        self.rows: dict[int, list[Row]] = {}
        for row in sorted(rows, key=lambda each: (each["number"], each["rank"])):
            self.rows.setdefault(row["number"], []).append(row)
        self.state: dict[str, _State] = {}
        self._bulk: dict[int, list[Row]] = {}
        for row in bulk:
            self._bulk.setdefault(row["number"], []).append(row)
        self._stands: set[int] = set()
        self._taken: dict[int, dict[str, _State | None]] = {}

    @property
    def counts(self) -> dict[int, int]:
        """How many rows each large change that stands brought in."""
        return {n: sum(each["rows"] for each in self._bulk[n])
                for n in self._stands if n in self._bulk}  # fmt: skip

    def follow(self, entry: Row) -> None:
        if entry["kind"] == ERASE:  # what was erased for good has no image either
            return
        back, number = entry["kind"] == UNDO, entry["of"] or entry["number"]
        if entry["kind"] not in (CHANGE, UNDO, REDO):
            raise ValueError(entry["kind"])
        known = self.rows.get(number, [])
        for row in reversed(known) if back else known:
            image = row["before" if back else "after"]
            self.state[row["entity"]] = row["kind"], image, entry["number"]
        (self._stands.discard if back else self._stands.add)(number)
        if entry["kind"] != CHANGE:
            (self._take if back else self._give)(number, entry["number"])

    def _take(self, number: int, at: int) -> None:
        """What came in large numbers is gone; some of it had images, for it was changed later."""
        taken = self._taken.setdefault(number, {})
        for row in self._bulk.get(number, ()):
            for id in _ids(row["images"]):
                taken[id] = self.state.get(id)
                self.state[id] = row["kind"], None, at

    def _give(self, number: int, _at: int) -> None:
        for id, before in self._taken.pop(number, {}).items():
            if before is None:
                self.state.pop(id, None)
            else:
                self.state[id] = before


def _ids(images: bytes | None) -> Sequence[str]:
    """The ids in the images of a large change that is taken back now; raises ValueError."""
    if images is None:
        return ()
    try:
        names, rows = json.loads(zlib.decompress(images))
    except zlib.error as error:
        raise ValueError(str(error)) from error
    at = names.index("id")
    return [row[at] for row in rows]


def _removed(rows: Mapping[int, list[Row]], images: Mapping[str, object]) -> dict[int, int]:
    """How many of the rows that each change brought in are gone since."""
    entered = {row["entity"]: row["entered"] for each in rows.values() for row in each
               if row["entered"]}  # fmt: skip
    counts: dict[int, int] = {}
    for id, number in entered.items():
        if images.get(id, ("", 0))[1] is None:  # type: ignore[index]
            counts[number] = counts.get(number, 0) + 1
    return counts
