"""Photos and scans as pictures: opened within bounds, upright, one frame at a time."""

from __future__ import annotations

import struct
import warnings
from functools import cache
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from PIL import Image

ROOM = 400 << 20  # bytes that the pixels of one picture may take in memory
FORMATS = ("JPEG", "PNG", "TIFF", "HEIF", "WEBP", "GIF", "BMP")
# What readers of pictures raise where bytes are rotten, found by giving them many.
ROTTEN = (
    OSError, SyntaxError, ValueError, TypeError, LookupError, AttributeError, EOFError,
    ArithmeticError, RuntimeError, MemoryError, struct.error,
)  # fmt: skip
_WHITE = (255, 255, 255)
_ONE_BYTE = ("1", "L", "P")  # Pillow keeps every other pixel in four


class TooLarge(Exception):
    """The pixels would not fit into the room that one picture may take."""


class Unreadable(Exception):
    """The bytes are no picture, or a damaged one."""


def frames(stream: BinaryIO) -> int:
    """How many pages there are: several only in a TIFF; raises Unreadable."""
    image = _open(stream)
    try:
        return int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1
    except ROTTEN as error:
        raise Unreadable from error


def is_black_and_white(stream: BinaryIO, frame: int = 0) -> bool:
    """Whether a frame has one bit to the pixel, as a fax has; raises Unreadable."""
    image = _open(stream)
    try:
        if frame:
            image.seek(frame)
        return image.mode == "1"
    except ROTTEN as error:
        raise Unreadable from error


def picture(stream: BinaryIO, frame: int = 0, longest: int = 0) -> Image.Image:
    """One frame in grey, colour or black and white, upright, the longest side at most `longest`.

    Raises TooLarge before a pixel is read, and Unreadable.
    """
    from PIL import ImageOps

    image = _open(stream)
    try:
        if frame:
            image.seek(frame)
        _demand_room(image, longest)
        upright = ImageOps.exif_transpose(image)
        if longest and max(upright.size) > longest:
            upright = _shrunk(upright, longest)
        return _plain(upright)
    except ROTTEN as error:
        raise Unreadable from error


def turned(image: Image.Image, degrees: int) -> Image.Image:
    """The picture turned clockwise by a multiple of 90 degrees."""
    return image.rotate(-degrees, expand=True) if degrees % 360 else image


def _open(stream: BinaryIO) -> Image.Image:
    from PIL import Image

    _prepare()
    stream.seek(0)
    try:
        return Image.open(stream, formats=FORMATS)
    except ROTTEN as error:
        raise Unreadable from error


@cache
def _prepare() -> None:
    """HEIC is read too; the bound is ours, told by memory instead of by pixels.

    What Pillow warns of is either no matter or Unreadable: nothing of it goes to the console.
    """
    import pi_heif
    from PIL import Image

    warnings.filterwarnings("ignore", category=UserWarning, module="PIL")
    pi_heif.register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = None


def _demand_room(image: Image.Image, longest: int) -> None:
    """A JPEG can be read at an eighth of its size, unless it comes in several passes."""
    if longest and not image.info.get("progressive"):
        image.draft(None, (longest, longest))
    width, height = image.size
    if width * height * (1 if image.mode in _ONE_BYTE else 4) > ROOM:
        raise TooLarge


def _shrunk(image: Image.Image, longest: int) -> Image.Image:
    from PIL import Image

    if image.mode in ("1", "P"):
        image = image.convert("L" if image.mode == "1" else "RGBA")
    image.thumbnail((longest, longest), Image.Resampling.BOX, reducing_gap=2)
    return image


def _plain(image: Image.Image) -> Image.Image:
    """Without transparency and odd kinds of colour: 1, L or RGB."""
    from PIL import Image

    if image.mode in ("1", "L", "RGB"):
        image.load()
        return image
    if image.mode.startswith("I"):  # grey of 16 bits
        return image.point(lambda value: value / 256).convert("L")
    if image.mode in ("P", "PA", "LA", "RGBA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        ground = Image.new("RGB", image.size, _WHITE)
        ground.paste(clear, mask=clear.getchannel("A"))
        return ground
    return image.convert("RGB")
