"""Rows under heads about an upgrade, each of which can lead to where it was entered."""

from __future__ import annotations

from dataclasses import dataclass

from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Place


@dataclass(frozen=True)
class Line:
    """A row of a section.

    `place` is where it leads, `strong` a sum or a choice, `mark` shown, doubt or nothing.
    """

    cells: tuple[str, ...]
    place: Place | None = None
    strong: bool = False
    mark: str = ""


@dataclass(frozen=True)
class Section:
    """Rows under heads; the first `words` columns are words, `wide` the one with all the room.

    `add` begins an entry of a kind, which `add_words` say.
    """

    title: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    words: int = 1
    note: str = ""
    add: type[Entity] | None = None
    add_words: str = ""
    wide: int = 0
