"""A list of many rows as a screen shows it: words, figures, and small drawings in its cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from cpdesk.domain.findings import Severity
from cpdesk.presenters.tables import pasted


class Kind(Enum):
    """What stands in a column, and so at which side."""

    WORDS = "words"
    FIGURES = "figures"
    TREND = "trend"
    WHISKER = "whisker"


class Tone(Enum):
    """How a cell is said: as usual, quietly, as something better, or as a doubt."""

    PLAIN = "plain"
    QUIET = "quiet"
    BETTER = "better"
    DOUBT = "doubt"
    FAULT = "fault"


@dataclass(frozen=True)
class Column:
    """A column with its head; `wide` is a width in pixels, 0 what its cells need.

    One column of a listing may `stretch` into the room that is left.
    """

    head: str
    kind: Kind = Kind.WORDS
    stretch: bool = False
    wide: int = 0


@dataclass(frozen=True)
class Whisker:
    """A value between its least and most, as fractions; hollow where it is not shown."""

    least: float
    value: float
    most: float
    shown: bool


@dataclass(frozen=True)
class Cell:
    """`text` is read, `aside` stands behind it in grey, `tip` says more about it.

    `mark` is the severity whose shape stands before the words, or True for what is shown.
    """

    text: str = ""
    tone: Tone = Tone.PLAIN
    aside: str = ""
    tip: str = ""
    mark: Severity | bool = False
    trend: tuple[float | None, ...] = ()
    whisker: Whisker | None = None
    indent: int = 0

    @property
    def words(self) -> str:
        """What is read, with what stands behind it."""
        return " ".join(filter(None, (self.text, self.aside)))


@dataclass(frozen=True)
class Row:
    """A row; `bold` for totals. `key` is what its page knows it by, None where it leads nowhere."""

    cells: tuple[Cell, ...]
    bold: bool = False
    key: Any = field(default=None, compare=False)


@dataclass(frozen=True)
class Listing:
    """Rows under heads; `title` names it for a screen reader; `note` says what it cannot."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""

    @property
    def as_text(self) -> str:
        """Heads and rows as a spreadsheet takes them; what is drawn has no words."""
        drawn = (Kind.TREND, Kind.WHISKER)
        kept = [at for at, each in enumerate(self.columns) if each.kind not in drawn]
        heads = pasted(self.columns[at].head for at in kept)
        rows = (pasted(row.cells[at].words for at in kept) for row in self.rows)
        return "\n".join((heads, *rows))

    @property
    def span(self) -> tuple[float, float]:
        """From the least to the most of all whiskers, zero within it."""
        known = [c.whisker for row in self.rows for c in row.cells if c.whisker]
        least = min((each.least for each in known), default=0.0)
        most = max((each.most for each in known), default=0.0)
        return min(0.0, least), max(most, 0.01)
