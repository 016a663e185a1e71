"""The part of a TrueType font that a document needs: the outlines of the characters it uses."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from reportlab.pdfbase.ttfonts import TTFontMaker

# Of the parts of a glyph that is made of others: whether more follow, and how long each is.
_MORE, _WIDE_PLACE = 0x20, 0x01
_SCALED = ((0x08, 2), (0x40, 4), (0x80, 8))
_HEADER = 10  # bytes before the first of them


def part_of(face: Any, glyphs: Sequence[int]) -> bytes:
    """The font with these glyphs in this order; what they are made of stands behind them.

    `face` is a font that reportlab has read. Its own way takes three times as long, for it copies
    all outlines first.
    """
    taken = list(glyphs)
    shapes = _shapes(face, taken)
    made = TTFontMaker()
    for tag in ("cvt ", "fpgm", "prep"):  # how letters are fitted to the dots of a screen
        if tag in face.table:
            made.add(tag, face.get_table(tag))
    for tag, place, number in (("head", 50, 1), ("hhea", 34, len(taken)), ("maxp", 4, len(taken))):
        table = bytearray(face.get_table(tag))
        struct.pack_into(">H", table, place, number)
        made.add(tag, bytes(table))
    sizes = [number for glyph in taken for number in face.hmetrics[glyph]]
    made.add("hmtx", struct.pack(f">{len(sizes)}H", *sizes))
    ends = list(accumulate(map(len, shapes), initial=0))
    made.add("loca", struct.pack(f">{len(ends)}L", *ends))
    made.add("glyf", b"".join(shapes))
    return bytes(made.makeStream())


def _shapes(face: Any, taken: list[int]) -> list[bytes]:
    """The outline of each glyph; `taken` grows by those that others are made of."""
    data, start, places = face._ttf_data, face.get_table_pos("glyf")[0], face.glyphPos  # noqa: SLF001
    numbers = {glyph: at for at, glyph in reversed(list(enumerate(taken)))}
    shapes = []
    for glyph in taken:
        shape = bytes(data[start + places[glyph] : start + places[glyph + 1]])
        if shape[:1] >= b"\x80":  # a negative number of lines: made of other glyphs
            shape = _renumbered(shape, taken, numbers)
        shapes.append(shape + bytes(-len(shape) % 4))
    return shapes


def _renumbered(shape: bytes, taken: list[int], numbers: dict[int, int]) -> bytes:
    made, at, flags = bytearray(shape), _HEADER, _MORE
    while flags & _MORE:
        flags, glyph = struct.unpack_from(">HH", made, at)
        if glyph not in numbers:
            numbers[glyph] = len(taken)
            taken.append(glyph)
        struct.pack_into(">H", made, at + 2, numbers[glyph])
        at += 8 if flags & _WIDE_PLACE else 6
        at += next((long for flag, long in _SCALED if flags & flag), 0)
    return bytes(made)
