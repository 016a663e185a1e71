"""Text laid into a box of a form: in as large letters as fit, never beyond the box."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from reportlab.pdfbase import pdfmetrics

from cpdesk.documents.setting.breaks import may_break
from cpdesk.documents.setting.fonts import FontSet, Run

USUAL, SMALLEST = 10.0, 5.5  # points
LEADING = 1.28
_EDGE = 2.0
_STEP = 0.5
_CLOSE = 1e-9  # what sums of widths may be off by


class Laid(NamedTuple):
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
    one = [" ".join(text.split())]
    paragraphs = [Paragraph(each, fonts) for each in text.splitlines()] if several else []
    while size >= SMALLEST:
        lines = [line for each in paragraphs for line in each.broken(room / size)] or one
        tall = len(lines) * size * LEADING
        if tall <= max(high, size * LEADING) and _widest(lines, fonts) * size <= room + 0.01:
            return Laid(tuple(lines), size, fits=True)
        size -= _STEP
    return Laid((), SMALLEST, fits=False)


def _widest(lines: Sequence[str], fonts: FontSet) -> float:
    """Of lines in letters of one point."""
    return max(typeset(line, fonts)[1] for line in lines)


@lru_cache(maxsize=2048)
def typeset(text: str, fonts: FontSet) -> tuple[tuple[Run, ...], float]:
    """One line in runs of one font, and how wide it is in letters of one point."""
    runs = tuple(fonts.pieces(text))
    return runs, sum(run.width(1) for run in runs)


class Paragraph:
    """A text without line ends, measured once and broken as often as sizes are tried."""

    def __init__(self, text: str, fonts: FontSet) -> None:
        self._text = text
        # How wide the text is up to each character, in letters of one point.
        self._ends = list(accumulate((_one(char, fonts) for char in text), initial=0.0))

    def broken(self, room: float) -> Iterator[str]:
        """In lines that start and end as Chinese printing demands; `room` is for one point."""
        start, whole = 0, len(self._text)
        while True:
            at = max(start + 1, bisect_right(self._ends, self._ends[start] + room + _CLOSE) - 1)
            while at < whole and self._text[at] == " ":  # stands unseen behind the line
                at += 1
            if at >= whole:
                break
            stop = self._last_stop(start, at)
            yield self._text[start:stop].rstrip()
            start = stop
        yield self._text[start:].rstrip()

    def _last_stop(self, start: int, at: int) -> int:
        """Where a line from `start` on may end before `at`, or there where it nowhere may."""
        text = self._text
        stops = (stop for stop in range(at, start, -1) if may_break(text[stop - 1], text[stop]))
        return next(stops, at)


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
