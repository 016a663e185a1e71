"""A form as it was read: its fields, where they stand, and the words around them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from cpdesk.domain.findings import Finding


class Box(NamedTuple):
    """A rectangle in points, from the lower left to the upper right."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2

    def across(self, other: Box) -> float:
        """How far both lie above one another, in points; negative where they are apart."""
        return min(self.right, other.right) - max(self.left, other.left)

    def along(self, other: Box) -> float:
        """How far both lie beside one another, likewise."""
        return min(self.top, other.top) - max(self.bottom, other.bottom)


class FieldKind(Enum):
    """What a field of a form takes."""

    TEXT = "text"
    TICK = "tick"
    RADIO = "radio"
    CHOICE = "choice"
    SIGNATURE = "signature"


@dataclass(frozen=True)
class Around:
    """The words about a field, each where a reader looks for them; empty where there are none.

    `farther` is what stands on its line before `left`. `column` is the head of the column it
    stands in and `row` its place there, from 1. `headings` are lines above it that have no field
    beside them, the nearest first.
    """

    left: str = ""
    farther: str = ""
    above: str = ""
    right: str = ""
    column: str = ""
    row: int = 0
    headings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Spot:
    """One place of a field. `box` is in the page's own space, `seen` as the reader sees it.

    `turned` is how far the field itself is turned on its page; `state` is what its tick stands
    for in the file.
    """

    page: int
    box: Box
    seen: Box
    turned: int = 0
    state: str = ""
    around: Around = Around()


@dataclass(frozen=True)
class FormField:
    """A field by its whole name, with every place it is shown at.

    `size` is the form's own size of letters in points, 0 where the form leaves it open. `options`
    are what a choice offers: the word in the file, and the word that is shown. A flat form has
    fields too: `flat` ones were found on the page, and are drawn upon it.
    """

    name: str
    kind: FieldKind
    spots: tuple[Spot, ...]
    tip: str = ""
    most: int = 0
    comb: bool = False
    lines: bool = False
    read_only: bool = False
    calculated: bool = False
    editable: bool = True
    options: tuple[tuple[str, str], ...] = ()
    size: float = 0
    align: int = 0
    flat: bool = False

    @property
    def page(self) -> int:
        return self.spots[0].page

    @property
    def label(self) -> str:
        """What the form calls it, as far as that can be told."""
        about = self.spots[0].around
        sides = (about.right, about.left) if self.kind is FieldKind.TICK else (about.left,)
        return next(filter(None, (*sides, about.column, about.above, self.tip)), "")


@dataclass(frozen=True)
class Form:
    """A form as read: the SHA-256 of its file, its fields in reading order, and what was found.

    `sizes` are width and height of each page in points, as the reader sees it. `turned` is by how
    many degrees clockwise each page is turned further than the file says, none where it is empty.
    `left_out` are places that were found on the paper and that a person took away. `scanned` are
    the pages, from 0, that are only a picture.
    """

    sha256: str
    sizes: tuple[tuple[float, float], ...]
    fields: tuple[FormField, ...]
    language: str
    findings: tuple[Finding, ...] = ()
    turned: tuple[int, ...] = ()
    left_out: tuple[FormField, ...] = ()
    scanned: tuple[int, ...] = ()

    @property
    def pages(self) -> int:
        return len(self.sizes)

    def named(self, name: str) -> FormField | None:
        return next((each for each in self.fields if each.name == name), None)
