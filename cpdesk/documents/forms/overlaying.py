"""A flat form written upon: each value drawn at its place, whichever way the page lies."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from cpdesk.documents.forms.drawing import Drawn, draw_value
from cpdesk.documents.forms.form import Box
from cpdesk.documents.forms.turning import Turn, put_over, turn_of
from cpdesk.documents.setting.fonts import FontSet


@dataclass(frozen=True)
class Mark:
    """What is drawn in a box as the reader sees it; without a drawing it is ticked."""

    page: int
    box: Box
    drawn: Drawn | None = None


def write_upon(document: pikepdf.Pdf, marks: Iterable[Mark], language: str) -> None:
    """Draw the marks upon the pages of the document."""
    by_page: dict[int, list[Mark]] = defaultdict(list)
    for each in marks:
        by_page[each.page].append(each)
    pages = sorted(by_page)
    turns = [turn_of(document.pages[at]) for at in pages]
    if not pages:
        return
    drawn = _drawn([by_page[at] for at in pages], turns, language)
    with pikepdf.open(io.BytesIO(drawn)) as source:
        for at, turn, sheet in zip(pages, turns, source.pages, strict=True):
            form = document.copy_foreign(sheet.as_form_xobject())
            put_over(document.pages[at], turn, form)


def _drawn(pages: Sequence[Sequence[Mark]], turns: Sequence[Turn], language: str) -> bytes:
    """A sheet for each page, as large as the reader sees it."""
    fonts, buffer = FontSet.of(language), io.BytesIO()
    canvas = Canvas(buffer, invariant=1, initialFontName=fonts.main)
    for marks, turn in zip(pages, turns, strict=True):
        canvas.setPageSize(turn.size)
        for each in marks:
            _mark(canvas, each, fonts)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _mark(canvas: Any, mark: Mark, fonts: FontSet) -> None:
    box = mark.box
    canvas.saveState()
    canvas.translate(box.left, box.bottom)
    if mark.drawn is None:
        wide, high = box.width, box.height
        canvas.setLineWidth(min(wide, high) / 8)
        canvas.line(wide / 5, high / 5, 4 * wide / 5, 4 * high / 5)
        canvas.line(wide / 5, 4 * high / 5, 4 * wide / 5, high / 5)
    else:
        draw_value(canvas, mark.drawn, fonts)
    canvas.restoreState()
