"""The words that stand on a form's pages, and where."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as raw

from cpdesk.documents.forms.form import Box
from cpdesk.documents.forms.turning import Turn

MOST_LETTERS = 60_000  # on one page; a page full of small print has 8,000
BOXES = "□☐❑❏▢"  # printed squares to tick
_GAP = 1.1  # of the letters' height: what is farther apart belongs to another column


@dataclass(frozen=True)
class Words:
    """A run of words without a gap, as the reader sees it on a page."""

    text: str
    box: Box


def words_on(page: pypdfium2.PdfPage, turn: Turn) -> tuple[Words, ...]:
    """The runs of words on a page, from the top down and from the left."""
    textpage = page.get_textpage()
    try:
        runs = list(_runs(textpage, turn))
    finally:
        textpage.close()
    return tuple(sorted(runs, key=lambda each: (-round(each.box.middle / 3), each.box.left)))


def _runs(textpage: Any, turn: Turn) -> Iterator[Words]:
    text, box = "", None
    for char, place in _letters(textpage, turn):
        if box and place and _goes_on(box, place) and _alike(text.rstrip()[-1:], char):
            text, box = text + char, _both(box, place)
        elif place is None:
            text += " " if text and not text.endswith(" ") else ""
        else:
            if box is not None and text.strip():
                yield Words(text.strip(), box)
            text, box = char, place
    if box is not None and text.strip():
        yield Words(text.strip(), box)


def _letters(textpage: Any, turn: Turn) -> Iterator[tuple[str, Box | None]]:
    """Each letter with its place as seen; spaces have none."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    rect = raw.FS_RECTF()
    count = min(textpage.count_chars(), MOST_LETTERS)
    for at in range(count):
        char = _letter(textpage, at, count)
        if char.isspace():
            yield " ", None
        elif raw.FPDFText_GetLooseCharBox(textpage, at, rect):
            yield char, turn.seen(Box(rect.left, rect.bottom, rect.right, rect.top))
        elif raw.FPDFText_GetCharBox(textpage, at, left, right, bottom, top):
            yield char, turn.seen(Box(left.value, bottom.value, right.value, top.value))


def _letter(textpage: Any, at: int, count: int) -> str:
    """The letter at a place; rare ones come in two halves, of which the second says nothing."""
    code = raw.FPDFText_GetUnicode(textpage, at)
    if 0xD800 <= code < 0xDC00 and at + 1 < count:
        low = raw.FPDFText_GetUnicode(textpage, at + 1)
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00) if low >= 0xDC00 else 0
    if not 32 < code < 0x110000 or 0xD800 <= code < 0xE000:
        return " "
    return chr(code)


def _alike(one: str, other: str) -> bool:
    """Blanks and squares that are letters of the print stand apart from the words."""
    return one not in BOXES and other not in BOXES and (one == "_") == (other == "_")


def _goes_on(box: Box, place: Box) -> bool:
    high = max(4.0, min(box.height, place.height))
    beside = box.along(place) > 0.4 * high
    return beside and -high < place.left - box.right < _GAP * high


def _both(one: Box, other: Box) -> Box:
    return Box(
        min(one.left, other.left), min(one.bottom, other.bottom),
        max(one.right, other.right), max(one.top, other.top),
    )  # fmt: skip


def joined(words: Sequence[Words]) -> str:
    """Several runs as one text."""
    return " ".join(each.text for each in words).strip()
