"""The pages of a finished paper, for the screen and the printer, and where things stand on them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from cpdesk.documents.annexes.showing import TURN

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

Label = tuple[str, float, float]  # words, bottom and top in points from the foot of the page
_NUMBER = re.compile(r"(?<![\w\[-])([A-HRZ]\d{1,2})(?![\w-])")
_SECTION = re.compile(r"(?m)^(\d{1,2}\.\d{1,2})(?=\s)")
_PASSAGE = 130  # points: of a longer passage only the heading is shown
_GAP = 9  # points between a passage and the next heading
_MARGIN = 70  # points: what begins farther to the right is no label of a row
_ROW = 48  # points: a row that ends farther below is shown by its first line only
_AIR, _FOOT = 2, 60  # points above and below the words; where the foot of a page begins
_MOST = 5000  # pixels along the longer side


@dataclass(frozen=True)
class Spot:
    """Where something stands: the page, from 1, and its band as shares of the page's height."""

    page: int
    top: float = 0.0
    bottom: float = 0.0


@dataclass(frozen=True)
class Leaves:
    """A finished paper: its bytes, its headings in their order, and the rows of its questions."""

    content: bytes
    pages: int
    headings: tuple[tuple[str, Spot], ...] = ()
    numbers: Mapping[str, Spot] = field(default_factory=dict)


@dataclass(frozen=True)
class Picture:
    """A page as pixels in rows of red, green and blue; a row takes `stride` bytes."""

    data: bytes
    width: int
    height: int
    stride: int


def leaves_of(content: bytes, others: int = 0) -> Leaves:
    """Read where the headings and the numbered rows of a paper stand.

    On so many `others` pages before it, those of an official form, numbers mean something else.
    """
    import pypdfium2

    with TURN, pypdfium2.PdfDocument(content) as document:
        numbers: dict[str, Spot] = {}
        for at in range(others, len(document)):
            for number, spot in _rows(document[at], at + 1):
                numbers.setdefault(number, spot)
        return Leaves(content, len(document), tuple(_headings(document)), numbers)


def drawn(content: bytes, page: int, width: int) -> Picture:
    """A page, from 1, so many pixels wide; raises IndexError for a page that is not there."""
    import pypdfium2

    with TURN, pypdfium2.PdfDocument(content) as document:
        if not 1 <= page <= len(document):
            raise IndexError(page)
        document.init_forms()  # fields of an official form are drawn with their values
        sheet = document[page - 1]
        across, down = sheet.get_size()
        scale = min(width / across, _MOST / max(across, down))
        made = sheet.render(scale=scale, rev_byteorder=True)
        return Picture(bytes(made.buffer), made.width, made.height, made.stride)


def _headings(document: PdfDocument) -> Iterator[tuple[str, Spot]]:
    """Each title of the outline; a section with the band of what stands beneath it."""
    bands: dict[int, dict[str, Spot]] = {}
    for each in document.get_toc():
        target = each.get_dest()
        at = target.get_index() if target else None
        if at is None:
            continue
        if at not in bands:
            found = sorted(_labels(document[at].get_textpage(), _SECTION), key=_from_above)
            bands[at] = dict(_bands(found, document[at].get_height(), at + 1, _PASSAGE, _GAP))
        title = each.get_title()
        yield title, bands[at].get(title.split(" ")[0], Spot(at + 1))


def _rows(sheet: PdfPage, page: int) -> Iterator[tuple[str, Spot]]:
    """The labels of questions and papers at the left of a page, each with the band of its row."""
    text = sheet.get_textpage()
    found = sorted((*_labels(text, _NUMBER), *_labels(text, _SECTION)), key=_from_above)
    for number, spot in _bands(found, sheet.get_height(), page, _ROW, _AIR):
        if _NUMBER.fullmatch(number):
            yield number, spot


def _bands(
    found: Sequence[Label], high: float, page: int, most: float, gap: float
) -> Iterator[tuple[str, Spot]]:
    """Each label down to the next one, if that is near enough; else its line alone."""
    for (label, bottom, top), below in pairwise((*found, ("", 0.0, _FOOT))):
        ends = below[2] + gap if 0 < top - below[2] < most else bottom - _AIR
        yield label, Spot(page, 1 - (top + _AIR) / high, 1 - ends / high)


def _from_above(label: Label) -> float:
    return -label[2]


def _labels(text: Any, what: re.Pattern[str]) -> Iterator[Label]:
    """What begins a line at the left."""
    for met in what.finditer(text.get_text_range()):
        if text.count_rects(met.start(), len(met[1])):
            left, bottom, _right, top = text.get_rect(0)
            if left < _MARGIN:
                yield met[1], bottom, top


def pages_of(content: bytes) -> int:
    """How many pages a paper has."""
    import pypdfium2

    with TURN, pypdfium2.PdfDocument(content) as document:
        return len(document)
