"""The same words, tables and charts as a story, drawn by reportlab and matplotlib alone."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Image, KeepTogether, Paragraph, SimpleDocTemplate, Table

from cpdesk.documents.setting.figure import FigureBlock
from cpdesk.documents.setting.headings import Heading

Cells = list[list[list[str]]]
Maker = Callable[[], Figure]
Part = str | Cells | Maker


def parts_of(story: Iterable[Flowable], makers: Mapping[Figure, Maker]) -> Iterator[Part]:
    """What a story says: paragraphs and cells as text, charts as what makes them."""
    for each in story:
        if isinstance(each, FigureBlock):
            yield makers[each.figure]
        elif isinstance(each, Table):
            yield [[_texts(cell) for cell in row] for row in each._cellvalues]
        elif isinstance(each, Heading):
            yield each.words
        elif isinstance(each, Paragraph):
            yield each.getPlainText()
        elif isinstance(each, KeepTogether):
            yield from parts_of(each._content, makers)


def _texts(cell: Any) -> list[str]:
    """The paragraphs of a cell; of tables within it, row by row."""
    if isinstance(cell, str):
        return [cell]
    inside = cell if isinstance(cell, list | tuple) else [cell]
    found: list[str] = []
    for part in parts_of((each for each in inside if isinstance(each, Flowable)), {}):
        if isinstance(part, list):
            found += [text for row in part for texts in row for text in texts]
        elif isinstance(part, str):
            found.append(part)
    return found


def write_plainly(parts: Iterable[Part], font: str) -> bytes:
    """A PDF of the parts one below the other in a font that is registered, charts as pictures."""
    out = io.BytesIO()
    style = ParagraphStyle("plain", fontName=font, fontSize=9, leading=13, wordWrap="CJK")
    document = SimpleDocTemplate(out, pagesize=A4, initialFontName=font)
    document.build([_drawn(part, style, document.width) for part in parts])
    return out.getvalue()


def _drawn(part: Part, style: ParagraphStyle, width: float) -> Flowable:
    if isinstance(part, str):
        return Paragraph(_safe(part), style)
    if not isinstance(part, list):
        return _picture(part(), width)
    columns = max(len(row) for row in part)
    cells = [[[Paragraph(_safe(text), style) for text in cell] for cell in row] for row in part]
    return Table(cells, [width / columns] * columns)


def _safe(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _picture(figure: Figure, width: float) -> Image:
    picture = io.BytesIO()
    FigureCanvasAgg(figure).print_png(picture)  # type: ignore[no-untyped-call]
    picture.seek(0)
    wide, high = figure.get_size_inches()
    return Image(picture, width, width * high / wide)
