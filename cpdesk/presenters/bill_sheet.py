"""A bill while it is typed: its texts exactly as typed, its lines, its ticks and its papers."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cpdesk.domain.plant import LineKind

HEAD = ("start", "end", "account", "multiplier", "register_from", "register_to")
FOOT = ("amount", "cost", "currency", "invoice", "note")
COLUMNS = ("name", "register_from", "register_to", "amount", "price", "cost")
WORDS = ("account", "currency", "invoice", "note", "name")
DATES = ("start", "end")
NEW = "new "


def key(number: int, column: str) -> str:
    """The name of a field of a line, counted from 0."""
    return f"{number}.{column}"


def split(name: str) -> tuple[int | None, str]:
    """The line and the column of a field; the line is None for those of the whole bill."""
    number, point, column = name.partition(".")
    return (int(number), column) if point else (None, name)


@dataclass(frozen=True)
class Kept:
    """A doubt that stands, with the reason; it covers these very facts only."""

    finding: str
    place: str
    facts: str
    reason: str


@dataclass
class Sheet:
    """What was typed for one bill; `usual` is what the field says until something is typed.

    `reading` is the bill that is corrected, empty for a new one. `last_day` says that the day
    typed as the end is the last one of the bill, otherwise it is the day of the next reading.
    """

    meter: str
    reading: str = ""
    lines: list[LineKind] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    usual: dict[str, str] = field(default_factory=dict)
    estimated: bool = False
    tax_within: bool = True
    last_day: bool = False
    by_band: bool = False
    papers: list[str] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    touched: bool = False

    def text(self, name: str) -> str:
        """What was typed into a field."""
        return self.texts.get(name, "")

    def said(self, name: str) -> str:
        """What was typed into a field, otherwise what is usual there."""
        return self.text(name) or self.usual.get(name, "")

    def type(self, name: str, text: str) -> None:
        self.touched = True
        if text.strip():
            self.texts[name] = text
        else:
            self.texts.pop(name, None)

    def numbers(self, *kinds: LineKind) -> Iterator[int]:
        """The numbers of the lines of some kinds."""
        return (at for at, kind in enumerate(self.lines) if kind in kinds)

    @property
    def single(self) -> int | None:
        """The number of the only time band, which then is the whole amount."""
        bands = list(self.numbers(LineKind.BAND))
        return bands[0] if len(bands) == 1 else None

    @property
    def of(self) -> str:
        """What it is a draft of: the bill that is corrected, or the next one of the meter."""
        return self.reading or f"{NEW}{self.meter}"


def to_json(sheet: Sheet) -> dict[str, Any]:
    """A sheet as its draft is kept."""
    said = dataclasses.asdict(sheet)
    return {**said, "lines": [each.value for each in sheet.lines]}


def from_json(said: Mapping[str, Any]) -> Sheet:
    """The sheet of a draft; raises KeyError, TypeError or ValueError where it is none."""
    return Sheet(**{
        **said,
        "lines": [LineKind(each) for each in said["lines"]],
        "kept": [Kept(**each) for each in said["kept"]],
    })  # fmt: skip
