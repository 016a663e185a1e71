"""The part of a TrueType font that a document needs: the outlines of the characters it uses."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

import numpy as np

# Of the parts of a glyph that is made of others: whether more follow, and how long each is.
_MORE, _WIDE_PLACE = 0x20, 0x01
_SCALED = ((0x08, 2), (0x40, 4), (0x80, 8))
_HEADER = 10  # bytes before the first of them
_WHOLE = 8  # where the first table keeps the sum of the whole file


def part_of(face: Any, glyphs: Sequence[int]) -> bytes:
    """The font with these glyphs in this order; what they are made of stands behind them.

    `face` is a font that reportlab has read. Its own way takes six times as long, for it copies all
    outlines first and adds the sums up number by number.
    """
    taken = list(glyphs)
    shapes = _shapes(face, taken)
    # The last three say how letters are fitted to the dots of a screen; not every font does.
    kept = ("head", "hhea", "maxp", "cvt ", "fpgm", "prep")
    tables = {tag: bytearray(face.get_table(tag)) for tag in kept if tag in face.table}
    for tag, place, number in (("head", 50, 1), ("hhea", 34, len(taken)), ("maxp", 4, len(taken))):
        struct.pack_into(">H", tables[tag], place, number)
    sizes = [number for glyph in taken for number in face.hmetrics[glyph]]
    ends = list(accumulate(map(len, shapes), initial=0))
    tables["hmtx"] = bytearray(struct.pack(f">{len(sizes)}H", *sizes))
    tables["loca"] = bytearray(struct.pack(f">{len(ends)}L", *ends))
    tables["glyf"] = bytearray().join(shapes)
    return _file(tables)


def _file(tables: Mapping[str, bytearray]) -> bytes:
    """The tables behind their directory, with the sums that tell whether they are whole."""
    count = len(tables)
    power = count.bit_length() - 1
    made = bytearray(struct.pack(">LHHHH", 0x10000, count, 16 << power, power,
                                 16 * count - (16 << power)))  # fmt: skip
    struct.pack_into(">L", tables["head"], _WHOLE, 0)
    at = len(made) + 16 * count
    for tag, table in sorted(tables.items()):
        made += struct.pack(">4sLLL", tag.encode("ascii"), _sum(table), at, len(table))
        at += len(_padded(table))
    place = 0
    for tag, table in sorted(tables.items()):
        place = len(made) if tag == "head" else place
        made += _padded(table)
    struct.pack_into(">L", made, place + _WHOLE, (0xB1B0AFBA - _sum(made)) % 2**32)
    return bytes(made)


def _padded(table: bytes | bytearray) -> bytes | bytearray:
    return table + bytes(-len(table) % 4)


def _sum(table: bytes | bytearray) -> int:
    return int(np.frombuffer(_padded(table), ">u4").sum(dtype=np.uint64)) % 2**32


def _shapes(face: Any, taken: list[int]) -> list[bytes | bytearray]:
    """The outline of each glyph; `taken` grows by those that others are made of."""
    data, start, places = face._ttf_data, face.get_table_pos("glyf")[0], face.glyphPos  # noqa: SLF001
    numbers = {glyph: at for at, glyph in reversed(list(enumerate(taken)))}
    shapes: list[bytes | bytearray] = []
    for glyph in taken:
        shape = bytes(data[start + places[glyph] : start + places[glyph + 1]])
        if shape[:1] >= b"\x80":  # a negative number of lines: made of other glyphs
            shape = _renumbered(shape, taken, numbers)
        shapes.append(_padded(shape))
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
