"""A page of a filled form as a picture for the screen, its fields drawn with it."""

from __future__ import annotations

import io

import pypdfium2

from cpdesk.documents.annexes.showing import TURN

LONGEST = 4000  # pixels


def page_as_png(content: bytes, page: int, longest: int) -> bytes:
    """A page, counted from 0, its longest side at most so many pixels; empty where it is none."""
    with TURN, pypdfium2.PdfDocument(content) as document:
        if not 0 <= page < len(document):
            return b""
        document.init_forms()
        sheet, out = document[page], io.BytesIO()
        scale = min(longest, LONGEST) / max(sheet.get_size())
        sheet.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB").save(out, "PNG")
        return out.getvalue()
