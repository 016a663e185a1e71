"""What everything in a record has in common."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import ClassVar


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


def new_id() -> str:
    """A fresh identity that no other record will ever use."""
    return os.urandom(16).hex()


def code_order(code: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key under which `E2` comes before `E10`."""
    parts = re.findall(r"\d+|\D+", code)
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)
