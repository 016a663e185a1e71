"""The fonts of what is written into one document: of each only the characters that were used."""

from __future__ import annotations

import zlib
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from reportlab.pdfbase.pdfmetrics import getFont

from cpdesk.documents.forms.outlines import part_of

_SYMBOLIC = 4
_MOST = 100  # pairs that one block of a text map may hold
_MAP = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
    "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def "
    "/CMapName /Adobe-Identity-UCS def /CMapType 2 def "
    "1 begincodespacerange <0000> <FFFF> endcodespacerange\n{pairs}\n"
    "endcmap CMapName currentdict /CMap defineresource pop end end"
)


_ESCAPED = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\", "\r": r"\r", "\n": r"\n"})


class _Codes(dict[str, str]):
    """The code of each character by its turn, from 1: two bytes, as they stand in a text of PDF."""

    def __missing__(self, char: str) -> str:
        number = len(self) + 1
        code = self[char] = f"{chr(number // 256)}{chr(number % 256)}".translate(_ESCAPED)
        return code


class Typefaces:
    """The fonts of one document, filled while its drawings are written.

    `resources` is what the drawings refer to; its fonts are there once they are embedded.
    """

    def __init__(self, into: pikepdf.Pdf) -> None:
        self.resources: Any = into.make_indirect(Dictionary())
        self._into = into
        self._used: dict[str, tuple[str, _Codes]] = {}

    def coded(self, font: str, text: str) -> tuple[str, str]:
        """What a font is called in the drawings, and the text in its codes, a byte a letter."""
        if font not in self._used:
            self._used[font] = (f"/T{len(self._used)}", _Codes())
        name, codes = self._used[font]
        return name, "".join(map(codes.__getitem__, text))

    def embed(self) -> None:
        """Put all that was used into the document."""
        if self._used:
            self.resources.Font = Dictionary({
                name: self._font(getFont(font).face, tuple(codes))
                for font, (name, codes) in self._used.items()
            })  # fmt: skip

    def _font(self, face: Any, chars: tuple[str, ...]) -> Any:
        """One font with a code of two bytes for each character, and the way back to the text."""
        outlines = part_of(face, [0, *(face.charToGlyph.get(ord(char), 0) for char in chars)])
        name = Name(f"/{_tag(outlines)}+{face.name.decode('ascii')}")
        wide = [round(face.charWidths.get(ord(char), face.defaultWidth), 3) for char in chars]
        below = Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=name, W=Array([1, Array(wide)]),
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            CIDToGIDMap=Name.Identity,
            FontDescriptor=self._into.make_indirect(self._described(face, name, outlines)),
        )  # fmt: skip
        return self._into.make_indirect(Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=name, Encoding=Name("/Identity-H"),
            DescendantFonts=Array([self._into.make_indirect(below)]),
            ToUnicode=self._into.make_stream(_text_map(chars).encode("ascii")),
        ))  # fmt: skip

    def _described(self, face: Any, name: Name, outlines: bytes) -> Dictionary:
        # What shapes there are packs hardly better with twice the effort.
        file = self._into.make_stream(zlib.compress(outlines, 1))
        file.update({"/Filter": Name.FlateDecode, "/Length1": len(outlines)})
        return Dictionary(
            Type=Name.FontDescriptor, FontName=name, Flags=_SYMBOLIC, FontBBox=Array(face.bbox),
            ItalicAngle=face.italicAngle, Ascent=face.ascent, Descent=face.descent,
            CapHeight=face.capHeight, StemV=face.stemV, FontFile2=file,
        )  # fmt: skip


def _tag(outlines: bytes) -> str:
    """The six letters that a part of a font is told from others by."""
    number = zlib.crc32(outlines)
    return "".join(chr(65 + number // 26**at % 26) for at in range(6))


def _text_map(chars: tuple[str, ...]) -> str:
    """From codes back to characters, rare ones too."""
    text = [char.encode("utf-16-be").hex() for char in chars]
    pairs = [f"<{code:04X}> <{each}>" for code, each in enumerate(text, 1)]
    blocks = [pairs[at : at + _MOST] for at in range(0, len(pairs), _MOST)]
    return _MAP.format(pairs="\n".join(
        f"{len(each)} beginbfchar\n" + "\n".join(each) + "\nendbfchar" for each in blocks
    ))  # fmt: skip
