"""A plain table for other programs: what each column is, in which unit, and where from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """What a column holds, in which unit, and what its figures rest on; both may be empty."""

    name: str
    unit: str = ""
    source: str = ""

    def __str__(self) -> str:
        behind = "; ".join(part for part in (self.unit, self.source) if part)
        return f"{self.name} ({behind})" if behind else self.name


@dataclass(frozen=True)
class Sheet:
    """A table by its short name; `about` says in a sentence what it shows.

    Cells are months, numbers, texts, or None where nothing is known.
    """

    name: str
    about: str
    headings: Sequence[Heading]
    rows: Sequence[Sequence[object]]
