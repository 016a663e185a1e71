"""A flat form written upon: each value drawn at its place, whichever way the page lies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pikepdf
from pikepdf import Array

from cpdesk.documents.forms.drawing import Drawn, cross, form_object, value_code
from cpdesk.documents.forms.form import Box
from cpdesk.documents.forms.turning import put_over, turn_of
from cpdesk.documents.forms.typefaces import Typefaces
from cpdesk.documents.setting.fonts import FontSet


@dataclass(frozen=True)
class Mark:
    """What is drawn in a box as the reader sees it; without a drawing it is ticked."""

    page: int
    box: Box
    drawn: Drawn | None = None


def write_upon(
    document: pikepdf.Pdf, marks: Iterable[Mark], fonts: FontSet, faces: Typefaces
) -> None:
    """Draw the marks upon the pages of the document."""
    by_page: dict[int, list[Mark]] = defaultdict(list)
    for each in marks:
        by_page[each.page].append(each)
    for at, there in sorted(by_page.items()):
        page = document.pages[at]
        turn = turn_of(page)
        code = "\n".join(_code(each, fonts, faces) for each in there)
        put_over(page, turn, form_object(code, Array([0, 0, *turn.size]), faces, document))


def _code(mark: Mark, fonts: FontSet, faces: Typefaces) -> str:
    box = mark.box
    drawn = value_code(mark.drawn, fonts, faces) if mark.drawn else cross(box.width, box.height)
    return f"q 1 0 0 1 {box.left:.2f} {box.bottom:.2f} cm {drawn} Q"
