"""Text laid into a box of a form: in as large letters as fit, never beyond the box."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reportlab.pdfbase import pdfmetrics

from cpdesk.documents.setting.breaks import may_break
from cpdesk.documents.setting.fonts import FontSet, Run

USUAL, SMALLEST = 10.0, 5.5  # points
LEADING = 1.28
_EDGE = 2.0
_STEP = 0.5


@dataclass(frozen=True)
class Laid:
    """Lines of text and the size of their letters; `fits` where they need no more than the box."""

    lines: tuple[str, ...]
    size: float
    fits: bool


def laid(
    text: str, width: float, height: float, fonts: FontSet, wanted: float, several: bool
) -> Laid:
    """The text in the form's own size or the usual one, smaller where it has to be.

    `wanted` is the form's size in points, 0 where it leaves it open. Sizes are in points.
    """
    room, high = width - 2 * _EDGE, height - (2 * _EDGE if several else 1)
    size = min(wanted or USUAL, high / (LEADING if several else 1.15))
    lines = [] if several else [" ".join(text.split())]
    widest = _widest(lines, fonts)
    while size >= SMALLEST:
        if several:
            lines = _lines(text, room, size, fonts)
            widest = _widest(lines, fonts)
        tall = len(lines) * size * LEADING
        if widest * size <= room + 0.01 and tall <= max(high, size * LEADING):
            return Laid(tuple(lines), size, fits=True)
        size -= _STEP
    return Laid((), SMALLEST, fits=False)


def _widest(lines: list[str], fonts: FontSet) -> float:
    """Of lines in letters of one point."""
    return max((typeset(line, fonts)[1] for line in lines), default=0.0)


@lru_cache(maxsize=2048)
def typeset(text: str, fonts: FontSet) -> tuple[tuple[Run, ...], float]:
    """One line in runs of one font, and how wide it is in letters of one point."""
    runs = tuple(fonts.pieces(text))
    return runs, sum(_one(char, fonts) * run.scale for run in runs for char in run.text)


def _lines(text: str, room: float, size: float, fonts: FontSet) -> list[str]:
    return [line for each in text.splitlines() or [""] for line in broken(each, room, size, fonts)]


def broken(text: str, room: float, size: float, fonts: FontSet) -> Iterator[str]:
    """A paragraph in lines that start and end as Chinese printing demands."""
    start, used, last = 0, 0.0, 0
    for at, char in enumerate(text):
        if at > start and may_break(text[at - 1], char):
            last = at
        wide = _width(char, size, fonts)
        if used + wide > room and at > start and char != " ":
            stop = last if last > start else at
            yield text[start:stop].rstrip()
            start = stop
            used = sum(_width(each, size, fonts) for each in text[start:at])
        used += wide
    yield text[start:].rstrip()


def _width(char: str, size: float, fonts: FontSet) -> float:
    return _one(char, fonts) * size


@lru_cache(maxsize=8192)
def _one(char: str, fonts: FontSet) -> float:
    """How wide one character is, in letters of one point."""
    return fonts.width(char, 1)


def baseline(font: str, size: float, height: float) -> float:
    """Where one line stands in the middle of a box, in points above its bottom."""
    face = pdfmetrics.getFont(font).face
    ascent, descent = face.ascent * size / 1000, face.descent * size / 1000
    # Letters look centred between the height of capitals and the line, not with their tails.
    return float((height - (min(ascent, 0.88 * size) + max(descent, -0.12 * size))) / 2)
