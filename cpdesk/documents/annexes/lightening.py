"""Pictures within a PDF made smaller, so that a pack can be sent where a limit is set."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Dictionary, Name, Stream

from cpdesk.base import pictures

if TYPE_CHECKING:
    from PIL import Image


@dataclass(frozen=True)
class Fineness:
    """How fine a picture is on paper: pixels of its longest side, and its quality as a JPEG."""

    pixels: int
    quality: int


REDUCED = Fineness(2000, 82)
# The longest side of an annex is 226 mm on paper: from 225 down to 118 dots to the inch, where
# the small print of a bill can just be read.
STEPS = (REDUCED, Fineness(1600, 76), Fineness(1300, 70), Fineness(1050, 62))

_PLAIN = ("L", "RGB", "P")
_CODED = (Name.DCTDecode, Name.FlateDecode, Name.LZWDecode, Name.RunLengthDecode)
_WORTH = 0.9  # of its bytes: what saves less is left as it was
_UNREADABLE = (pikepdf.PdfError, *pictures.ROTTEN)


class Lightening:
    """Makes the pictures of one PDF no finer than wished, each once however many pages show it.

    What is drawn in black and white is light already, and what cannot be decoded stays as it is.
    """

    def __init__(self, fineness: Fineness) -> None:
        self._fineness = fineness
        self._seen: set[tuple[int, int]] = set()

    def page(self, page: pikepdf.Page) -> int:
        """Lighten what a page shows; the bytes that were saved."""
        return sum(self._one(each) for each in self._pictures(page.obj.get("/Resources")))

    def _pictures(self, resources: Any) -> Iterator[Stream]:
        """Those of the page and of the forms drawn on it, however deep."""
        waiting = [resources]
        while waiting:
            held = waiting.pop()
            drawn = held.get("/XObject") if isinstance(held, Dictionary) else None
            for each in drawn.values() if isinstance(drawn, Dictionary) else ():
                if not isinstance(each, Stream) or each.objgen in self._seen:
                    continue
                self._seen.add(each.objgen)
                if each.get("/Subtype") == Name.Image:
                    yield each
                else:
                    waiting.append(each.get("/Resources"))

    def _one(self, stream: Stream) -> int:
        before = len(stream.read_raw_bytes())
        try:
            image = _decoded(stream)
            data = None if image is None else coded(image, self._fineness)
        except _UNREADABLE:
            return 0
        if image is None or data is None or len(data) > _WORTH * before:
            return 0
        _put(stream, data, image)
        return before - len(data)


def coded(image: Image.Image, fineness: Fineness) -> bytes:
    """The picture as a JPEG no finer than wished; it is made smaller in place."""
    from PIL import Image

    if max(image.size) > fineness.pixels:
        longest = (fineness.pixels, fineness.pixels)
        image.thumbnail(longest, Image.Resampling.BOX, reducing_gap=2)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=fineness.quality)
    return out.getvalue()


def _decoded(stream: Stream) -> Image.Image | None:
    """The picture of a stream in grey or colour; None where it is of another kind."""
    if not _is_plain(stream):
        return None
    found = pikepdf.PdfImage(stream)
    if found.mode not in _PLAIN or 4 * found.width * found.height > pictures.ROOM:
        return None
    image = found.as_pil_image()
    return image.convert("RGB") if image.mode == "P" else image


def _is_plain(stream: Stream) -> bool:
    """Eight bits to the colour, not masked by a colour, and coded in a way we can write again."""
    if stream.get("/ImageMask", False) or "/Mask" in stream or "/Decode" in stream:
        return False
    filters = stream.get("/Filter")
    one = filters[0] if isinstance(filters, pikepdf.Array) and len(filters) == 1 else filters
    matte = "/Matte" in stream.get("/SMask", Dictionary())
    return stream.get("/BitsPerComponent") == 8 and one in _CODED and not matte


def _put(stream: Stream, data: bytes, image: Image.Image) -> None:
    stream.write(data, filter=Name.DCTDecode)
    stream.Width, stream.Height = image.size
    stream.ColorSpace = Name.DeviceGray if image.mode == "L" else Name.DeviceRGB
