"""Filled values as small drawings of their own, with the fonts they need."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Name

from cpdesk.documents.forms.laying import LEADING, Laid, baseline, typeset
from cpdesk.documents.forms.typefaces import Typefaces
from cpdesk.documents.setting.fonts import FontSet

_EDGE = 2.0
_FEW = 256  # bytes
_TURNED = {90: (0, 1, -1, 0, 0, 0), 180: (-1, 0, 0, -1, 0, 0), 270: (0, -1, 1, 0, 0, 0)}


class Drawn(NamedTuple):
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
    drawn: Sequence[Drawn], grounds: Sequence[str], fonts: FontSet, faces: Typefaces,
    into: pikepdf.Pdf,
) -> list[Any]:  # fmt: skip
    """A form object for each upon its ground, in `into`; all share the fonts."""
    sizes = {(each.width, each.height) for each in drawn}
    boxes = {size: Array([0, 0, *size]) for size in sizes}  # fields are of few sizes
    made = []
    for ground, each in zip(grounds, drawn, strict=True):
        code = f"{ground}/Tx BMC q\n{value_code(each, fonts, faces)}\nQ EMC\n"
        form = form_object(code, boxes[each.width, each.height], faces, into)
        if each.turned:
            form["/Matrix"] = Array(_TURNED[each.turned])
        made.append(form)
    return made


def form_object(code: str, box: Array, faces: Typefaces, into: pikepdf.Pdf) -> Any:
    """A drawing within this box that fields, or pages, can show."""
    form: Any = into.make_stream(_packed(code.encode("latin-1")))
    # A dictionary handed over with the content would be walked through, which takes longer.
    form.update({
        "/Subtype": _FORM, "/BBox": box, "/Resources": faces.resources, "/Filter": _PACKED,
    })  # fmt: skip
    return form


_FORM, _PACKED = Name.Form, Name.FlateDecode


def _packed(content: bytes) -> bytes:
    """Packed, but the few bytes of a field only wrapped: they would get no smaller."""
    if len(content) > _FEW:
        return zlib.compress(content)
    wrapping = zlib.compressobj(0, wbits=9, memLevel=1)
    return wrapping.compress(content) + wrapping.flush()


def value_code(drawn: Drawn, fonts: FontSet, faces: Typefaces) -> str:
    """The value as PDF draws it, with its box's lower left corner at the origin."""
    size = drawn.laid.size
    places = _cells(drawn, fonts) if drawn.cells else _lines(drawn, fonts)
    return "\n".join(_line_code(text, x, y, size, fonts, faces) for text, x, y in places)


_Place = tuple[str, float, float]


def _lines(drawn: Drawn, fonts: FontSet) -> Iterator[_Place]:
    """Each line with where it begins."""
    size, top = drawn.laid.size, drawn.height - _EDGE
    for at, line in enumerate(drawn.laid.lines):
        spare = drawn.width - 2 * _EDGE - typeset(line, fonts)[1] * size
        x = _EDGE + spare * (0, 0.5, 1)[drawn.align]
        low = top - (at + 0.5) * size * LEADING - 0.36 * size
        yield line, x, low if drawn.several else baseline(fonts.main, size, drawn.height)


def _cells(drawn: Drawn, fonts: FontSet) -> Iterator[_Place]:
    """Each character in the middle of its box."""
    text = "".join(drawn.laid.lines)
    first = drawn.cells - len(text) if drawn.align == 2 else 0
    wide, size = drawn.width / drawn.cells, drawn.laid.size
    y = baseline(fonts.main, size, drawn.height)
    for at, char in enumerate(text, first):
        yield char, wide * at + (wide - typeset(char, fonts)[1] * size) / 2, y


def _line_code(
    text: str, x: float, y: float, size: float, fonts: FontSet, faces: Typefaces
) -> str:
    """One line, each character in a font that has it."""
    code = f"BT {x:.2f} {y:.2f} Td"
    for run in typeset(text, fonts)[0]:
        name, codes = faces.coded(run.font, run.text)
        shown = f"{name} {size * run.scale:.2f} Tf ({codes}) Tj"
        code += f" {run.rise * size:.2f} Ts {shown} 0 Ts" if run.rise else f" {shown}"
    return f"{code} ET"


def cross(wide: float, high: float) -> str:
    """A tick as a cross from corner to corner."""
    left, right, low, top = wide / 5, 4 * wide / 5, high / 5, 4 * high / 5
    lines = f"{left:.2f} {low:.2f} m {right:.2f} {top:.2f} l S {left:.2f} {top:.2f} m"
    return f"{min(wide, high) / 8:.2f} w {lines} {right:.2f} {low:.2f} l S"
