"""The sheet around a page of an annex: what it is, what it supports, and the stamp."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from cpdesk.documents.setting.ink import LIGHT
from cpdesk.documents.setting.layout import MARGIN, WIDTH, draw_text, draw_watermark
from cpdesk.documents.setting.writing import Paper
from cpdesk.domain.papers import Evidence

# Where the original stands: 160 x 226 mm beneath a band of 17 mm.
AREA = (MARGIN, A4[1] - 252 * mm, MARGIN + 160 * mm, A4[1] - 26 * mm)
_STAMP_TOP, _STAMP_HIGH, _STAMP_PAD = A4[1] - 11 * mm, 12 * mm, 4 * mm
_TITLE, _SUPPORTS, _FOOT = A4[1] - 17 * mm, A4[1] - 22 * mm, 15.5 * mm
_STAMP_WORDS, _FOOT_WORDS = _STAMP_TOP - 8 * mm, _FOOT - 4.4 * mm
_COPY_SIZE = 22


@dataclass(frozen=True)
class Annex:
    """A paper to be printed; `copy` where it may be used for this application only."""

    paper: Evidence
    title: str
    supports: str
    copy: bool = False


def draw_frames(paper: Paper, annexes: Sequence[Annex], number: str) -> bytes:
    """A PDF with one sheet for each page of each annex; behind them, one with the copy's words."""
    out = io.BytesIO()
    canvas = Canvas(
        out, A4, pageCompression=0, invariant=1, initialFontName=paper.fonts.main
    )
    for annex in annexes:
        canvas.beginForm(annex.paper.id)
        edge = _draw_same(canvas, paper, annex, number)
        canvas.endForm()
        for page in range(1, (annex.paper.pages or 0) + 1):
            canvas.doForm(annex.paper.id)
            _draw_own(canvas, paper, annex, page, edge)
            canvas.showPage()
    _draw_copy(canvas, paper)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw_same(canvas: Any, paper: Paper, annex: Annex, number: str) -> float:
    """What is alike on every page of an annex; where the page's own number begins."""
    if paper.draft:
        draw_watermark(canvas, paper.t, paper.fonts)
    left, edge = _draw_stamp(canvas, paper, annex)
    room = left - MARGIN - _STAMP_PAD
    for words, y, size, bold in (
        (annex.title, _TITLE, 11, True), (annex.supports, _SUPPORTS, 8, False),
    ):  # fmt: skip
        colour = LIGHT.text if bold else LIGHT.text2
        shown = paper.fonts.fitted(words, room, size, bold)
        draw_text(canvas, paper.fonts, shown, MARGIN, y, size=size, bold=bold, colour=colour)
    _line(canvas, 0.35, LIGHT.control)
    canvas.rect(AREA[0], AREA[1], AREA[2] - AREA[0], AREA[3] - AREA[1])
    canvas.line(MARGIN, _FOOT, MARGIN + WIDTH, _FOOT)
    draw_text(canvas, paper.fonts, number, MARGIN, _FOOT_WORDS)
    return edge


def _draw_stamp(canvas: Any, paper: Paper, annex: Annex) -> tuple[float, float]:
    """`Annex | E12 |` in its box at the upper right; where the box and the page number begin."""
    t, fonts, pages = paper.drawn, paper.fonts, annex.paper.pages
    parts = ((t("Annex"), 10, False), (annex.paper.code, 17, True))
    widths = [fonts.width(words, size, bold) for words, size, bold in parts]
    right = MARGIN + WIDTH
    edge = right - _STAMP_PAD - fonts.width(f"{pages}/{pages}", 12, True)
    left = edge - sum(widths) - 4 * _STAMP_PAD
    _line(canvas, 1.3, LIGHT.accent)
    canvas.rect(left, _STAMP_TOP - _STAMP_HIGH, right - left, _STAMP_HIGH)
    x = left + _STAMP_PAD
    for (words, size, bold), width in zip(parts, widths, strict=True):
        draw_text(canvas, fonts, words, x, _STAMP_WORDS, size=size, bold=bold, colour=LIGHT.accent)
        x += width + _STAMP_PAD
    _line(canvas, 0.5, LIGHT.accent)
    canvas.line(x, _STAMP_TOP - 3 * mm, x, _STAMP_TOP - _STAMP_HIGH + 3 * mm)
    return left, edge


def _draw_own(canvas: Any, paper: Paper, annex: Annex, page: int, edge: float) -> None:
    """The number of this page, in the stamp and at the foot."""
    t, fonts, pages, sha = paper.drawn, paper.fonts, annex.paper.pages, annex.paper.sha256
    middle = (edge + MARGIN + WIDTH - _STAMP_PAD) / 2
    draw_text(canvas, fonts, f"{page}/{pages}", middle, _STAMP_WORDS, size=12, bold=True,
              colour=LIGHT.accent, align="centre")  # fmt: skip
    words = t("Annex {code}, page {page} of {pages}", code=annex.paper.code, page=page, pages=pages)
    marked = f"{words}   SHA-256 {sha[:4]}...{sha[-4:]}"
    draw_text(canvas, fonts, marked, MARGIN + WIDTH, _FOOT_WORDS, align="right")


def _draw_copy(canvas: Any, paper: Paper) -> None:
    """Across a copy of an identity card, in the middle of a sheet of its own."""
    t = paper.drawn
    words = t("COPY, for this application only")
    canvas.translate((AREA[0] + AREA[2]) / 2, (AREA[1] + AREA[3]) / 2)
    canvas.rotate(30)
    canvas.setFillAlpha(0.55)
    for line in (-1, 0, 1):
        draw_text(canvas, paper.fonts, words, 0, line * 6 * _COPY_SIZE, size=_COPY_SIZE,
                  bold=True, align="centre", colour=LIGHT.text3)  # fmt: skip


def _line(canvas: Any, width: float, colour: str) -> None:
    canvas.setLineWidth(width)
    canvas.setStrokeColor(HexColor(colour))
