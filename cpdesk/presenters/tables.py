"""A small table as a screen shows it: words at the left, figures at the right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cpdesk.base.languages import MINUS


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

    @property
    def as_text(self) -> str:
        """Title, heads and rows as a spreadsheet takes them from the clipboard."""
        return "\n".join((self.title, pasted(self.heads), *map(pasted, self.rows)))


def pasted(cells: Iterable[str]) -> str:
    """A row with tabs; figures with the minus that a spreadsheet knows."""
    return "\t".join(" ".join(each.split()).replace(MINUS, "-") for each in cells)
