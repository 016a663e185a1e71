"""Filled values as small drawings of their own, with the fonts they need."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.pdfgen.canvas import Canvas

from cpdesk.documents.forms.laying import LEADING, Laid, baseline, typeset
from cpdesk.documents.setting.fonts import FontSet

_EDGE = 2.0


@dataclass(frozen=True)
class Drawn:
    """What stands in one box, in points; `cells` is how many boxes of one character it has.

    `align` is 0 left, 1 middle, 2 right; `turned` by how many degrees the box is turned.
    """

    width: float
    height: float
    laid: Laid
    cells: int = 0
    align: int = 0
    several: bool = False
    turned: int = 0


def appearances(
    drawn: Sequence[Drawn], grounds: Sequence[str], language: str, into: pikepdf.Pdf
) -> list[Any]:
    """A form object for each upon its ground, in `into`; all share the subsets of the fonts."""
    if not drawn:
        return []
    fonts, buffer = FontSet.of(language), io.BytesIO()
    canvas = Canvas(buffer, invariant=1, initialFontName=fonts.main)
    # All are drawn upon one page, and what was drawn for each is cut out of it: a page for each
    # would cost ten times as much.
    contents = [_cut_out(canvas, each, fonts) for each in drawn]
    canvas.showPage()
    canvas.save()
    buffer.seek(0)
    with pikepdf.open(buffer) as source:
        held = into.copy_foreign(source.make_indirect(source.pages[0].obj.Resources.Font))
    resources = into.make_indirect(Dictionary(Font=held))
    return [
        _form(f"{ground}/Tx BMC q\n{content}\nQ EMC\n".encode(), each, resources, into)
        for ground, content, each in zip(grounds, contents, drawn, strict=True)
    ]


def _cut_out(canvas: Any, drawn: Drawn, fonts: FontSet) -> str:
    first = len(canvas._code)  # noqa: SLF001 - reportlab has no other way to its drawing
    draw_value(canvas, drawn, fonts)
    return "\n".join(canvas._code[first:])  # noqa: SLF001


def _form(content: bytes, drawn: Drawn, resources: Any, into: pikepdf.Pdf) -> Any:
    form: Any = into.make_stream(
        content, Type=Name.XObject, Subtype=Name.Form, FormType=1,
        BBox=[0, 0, drawn.width, drawn.height], Resources=resources,
    )  # fmt: skip
    if drawn.turned:
        matrix = {90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}[drawn.turned]
        form.Matrix = Array([*matrix, 0, 0])
    return form


def draw_value(canvas: Any, drawn: Drawn, fonts: FontSet) -> None:
    """The value with its box's lower left corner at the origin."""
    if drawn.cells:
        _draw_cells(canvas, drawn, fonts)
    elif drawn.several:
        top = drawn.height - _EDGE
        for at, line in enumerate(drawn.laid.lines):
            y = top - (at + 0.5) * drawn.laid.size * LEADING - 0.36 * drawn.laid.size
            draw_line(canvas, line, _start(line, drawn, fonts), y, drawn.laid.size, fonts)
    else:
        for line in drawn.laid.lines:
            y = baseline(fonts.main, drawn.laid.size, drawn.height)
            draw_line(canvas, line, _start(line, drawn, fonts), y, drawn.laid.size, fonts)


def _draw_cells(canvas: Any, drawn: Drawn, fonts: FontSet) -> None:
    text = "".join(drawn.laid.lines)
    first = drawn.cells - len(text) if drawn.align == 2 else 0
    wide, size = drawn.width / drawn.cells, drawn.laid.size
    y = baseline(fonts.main, size, drawn.height)
    for at, char in enumerate(text, first):
        x = wide * at + (wide - typeset(char, fonts)[1] * size) / 2
        draw_line(canvas, char, x, y, size, fonts)


def _start(line: str, drawn: Drawn, fonts: FontSet) -> float:
    spare = drawn.width - 2 * _EDGE - typeset(line, fonts)[1] * drawn.laid.size
    return _EDGE + spare * (0, 0.5, 1)[drawn.align]


def draw_line(canvas: Any, text: str, x: float, y: float, size: float, fonts: FontSet) -> None:
    """One line, each character in a font that has it."""
    document, code = canvas._doc, canvas._code  # noqa: SLF001 - its own way takes three times as long
    code.append(f"BT {x:.2f} {y:.2f} Td")
    for run in typeset(text, fonts)[0]:
        font, shrunk = getFont(run.font), size * run.scale
        if run.rise:
            code.append(f"{run.rise * size:.2f} Ts")
        for subset, codes in font.splitString(run.text, document):
            name = font.getSubsetInternalName(subset, document)
            code.append(f"{name} {shrunk:.2f} Tf <{codes.hex()}> Tj")
        if run.rise:
            code.append("0 Ts")
    code.append("ET")
