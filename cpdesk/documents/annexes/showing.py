"""A page of a paper as a picture for the screen, within bounds."""

from __future__ import annotations

import io
import threading
from typing import TYPE_CHECKING, Any, BinaryIO

from cpdesk.base import pictures
from cpdesk.domain.papers import Evidence

if TYPE_CHECKING:
    from PIL import Image

LONGEST = 4000  # pixels
_QUALITY = 88
_NESTED = 8
TURN = threading.Lock()  # pdfium serves one caller at a time


def page_as_jpeg(paper: Evidence, stream: BinaryIO, page: int, longest: int) -> bytes:
    """A page, counted from 0, upright and turned, its longest side at most so many pixels.

    Raises pictures.Unreadable or pictures.TooLarge.
    """
    most = min(longest, LONGEST)
    image = (
        pictures.picture(stream, page, most) if paper.picture else _drawn(stream, page, most)
    )
    turned, out = pictures.turned(image, paper.turned or 0), io.BytesIO()
    (turned.convert("L") if turned.mode == "1" else turned).save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _drawn(stream: BinaryIO, page: int, longest: int) -> Image.Image:
    """A page of a PDF; whatever its size, no more pixels are drawn than were asked for."""
    import pypdfium2

    with TURN:
        try:
            with pypdfium2.PdfDocument(stream) as document:
                sheet = document[page]
                _demand_room(sheet)
                image: Image.Image = sheet.render(scale=longest / max(sheet.get_size())).to_pil()
                return image.convert("RGB")
        except (pypdfium2.PdfiumError, IndexError, ZeroDivisionError, ValueError) as error:
            raise pictures.Unreadable from error


def _demand_room(sheet: Any) -> None:
    """The pictures on a page are read whole, however small it is drawn."""
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    for each in sheet.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=_NESTED):
        wide, high = each.get_px_size()
        if wide * high * 4 > pictures.ROOM:
            raise pictures.TooLarge
