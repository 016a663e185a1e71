"""A small table as a screen shows it: words at the left, figures at the right."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """Texts in rows under heads; the first `words` columns are words, the others figures.

    `note` says beneath the table what it does not say by itself.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1
    note: str = ""
