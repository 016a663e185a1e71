"""The filled official form before a pack in one file, with its fields and marks on its pages."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from cpdesk.base.languages import Translator
from cpdesk.documents.annexes.showing import TURN
from cpdesk.documents.forms.turning import Turn, put_over, turn_of
from cpdesk.documents.setting.fonts import FontSet
from cpdesk.documents.setting.ink import LIGHT
from cpdesk.documents.setting.layout import draft_word, draw_text
from cpdesk.documents.setting.pair import first_of

_SMALL, _EDGE, _BAND = 6.5, 24.0, (7.0, 19.0)  # points: letters, from the side, room for a line
_LIGHT, _INK = 190, 40  # of 255: of paper at least, and by how much ink is darker
_SPECKS = 0.002  # of the pixels of a margin
_SCALE = 0.5  # pixels to the point, to see whether a margin is free


@dataclass(frozen=True)
class Joined:
    """What the pack says on the pages of the form: its number, and whether it is a draft."""

    number: str
    draft: bool


def join(form: bytes, own: bytes, marks: Joined, t: Translator) -> bytes:
    """The pages of the form before our own, still to be filled in further and signed by hand.

    The margin of each page says to which pack it belongs, where nothing is printed there.
    """
    free = _free_margins(form)
    with pikepdf.open(io.BytesIO(own)) as whole, pikepdf.open(io.BytesIO(form)) as front:
        _mark(front, free, marks, t)
        for at, page in enumerate(front.pages):
            whole.pages.insert(at, page)
        if "/AcroForm" in front.Root:
            whole.Root.AcroForm = whole.copy_foreign(front.Root.AcroForm)
        with whole.open_outline() as outline:
            outline.root.insert(0, pikepdf.OutlineItem(first_of(t("Official form")), 0))
        out = io.BytesIO()
        whole.save(out, deterministic_id=True)
    return out.getvalue()


def _free_margins(form: bytes) -> list[float | None]:
    """For each page how high a line of ours can stand, from the foot; None where it cannot."""
    found = list[float | None]()
    with TURN, pypdfium2.PdfDocument(form) as document:
        document.init_forms()
        for page in document:
            seen = page.render(scale=_SCALE, grayscale=True, may_draw_forms=True).to_numpy()
            high = page.get_height()
            places = (_BAND[0], high - _BAND[1])
            found.append(next((each for each in places if _is_free(seen, each, high)), None))
            page.close()
    return found


def _is_free(seen: Any, bottom: float, high: float) -> bool:
    """Whether nothing is printed in the band that begins so far above the foot.

    The paper of a scan is not white, and it has specks.
    """
    wide = _BAND[1] - _BAND[0]
    first, last = (round((high - each) * _SCALE) for each in (bottom + wide, bottom))
    band = seen[max(0, first) : last]
    if not band.size:
        return False
    ground = float(np.median(band))
    return ground >= _LIGHT and float((band < ground - _INK).mean()) < _SPECKS


def _mark(
    front: pikepdf.Pdf, free: Sequence[float | None], marks: Joined, t: Translator
) -> None:
    """The stamp and, on a draft, the word that keeps it from being sent."""
    turns = [turn_of(page) for page in front.pages]
    drawn = _drawn(turns, free, marks, t)
    with pikepdf.open(io.BytesIO(drawn)) as sheets:
        for page, turn, sheet in zip(front.pages, turns, sheets.pages, strict=True):
            put_over(page, turn, front.copy_foreign(sheet.as_form_xobject()))


def _drawn(
    turns: Sequence[Turn], free: Sequence[float | None], marks: Joined, t: Translator
) -> bytes:
    fonts, buffer = FontSet.of(t.language), io.BytesIO()
    canvas = Canvas(buffer, invariant=1, initialFontName=fonts.main)
    for at, (turn, height) in enumerate(zip(turns, free, strict=True), 1):
        wide, high = turn.size
        canvas.setPageSize((wide, high))
        if marks.draft:
            _watermark(canvas, wide, high, t, fonts)
        if height is not None:
            words = t("Official form, page {page} of {pages}", page=at, pages=len(turns))
            said = f"{marks.number}   {first_of(words)}"
            draw_text(canvas, fonts, said, wide - _EDGE, height + 4, size=_SMALL, align="right")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _watermark(canvas: Any, wide: float, high: float, t: Translator, fonts: FontSet) -> None:
    """Over the print, since a scan covers whatever lies beneath; so faint that all can be read."""
    words = draft_word(t)
    canvas.saveState()
    canvas.translate(wide / 2, high / 2)
    canvas.rotate(52 if high >= wide else 33)
    canvas.setFillColor(HexColor(LIGHT.text))
    canvas.setFillAlpha(0.08)
    size = 0.3 * min(wide, high) if len(words) > 2 else 0.4 * min(wide, high)
    x = -fonts.width(words, size, bold=True) / 2
    for run in fonts.pieces(words, bold=True):
        canvas.setFont(run.font, size)
        canvas.drawString(x, -size / 3, run.text)
        x += canvas.stringWidth(run.text, run.font, size)
    canvas.restoreState()
