"""The fonts of what is written: every character drawn as in its font, and read back as itself."""

from __future__ import annotations

import io
import random
from typing import Any

import pikepdf
import pypdfium2
import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from reportlab.pdfbase.pdfmetrics import getFont

from cpdesk.documents.forms.outlines import part_of
from cpdesk.documents.forms.typefaces import Typefaces
from cpdesk.documents.setting.fonts import font_files, register

COMPOSED = "éàüçñÅǻấﬁ½"  # drawn of others in many fonts, some of those of others again


def drawn(font: Any, glyph: str) -> list[Any]:
    """The lines of a glyph, whatever it is made of."""
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[glyph].draw(pen)
    return [*pen.value, glyphs[glyph].width]


@pytest.mark.parametrize("name", ["HK", "SC-Bold", "DejaVu"])
def test_what_is_taken_from_a_font_looks_as_there(name: str) -> None:
    register(name)
    face, whole = getFont(name).face, TTFont(font_files()[name])
    wanted = [each for each in f"A,廠{COMPOSED}字A" if ord(each) in face.charToGlyph]
    part = part_of(face, [0, *(face.charToGlyph[ord(each)] for each in wanted)])
    taken = TTFont(io.BytesIO(part), checkChecksums=2)
    names, by_char = taken.getGlyphOrder(), whole.getBestCmap()
    for at, char in enumerate(wanted, 1):
        assert drawn(taken, names[at]) == drawn(whole, by_char[ord(char)])
    assert len(part) < 20_000


def test_parts_of_parts_are_taken_too() -> None:
    """Some glyph of DejaVu is made of others, or this file tests nothing of the sort."""
    register("DejaVu")
    face = getFont("DejaVu").face
    alone = part_of(face, [face.charToGlyph[ord("ấ")]])
    assert len(TTFont(io.BytesIO(alone)).getGlyphOrder()) > 2


@pytest.mark.parametrize("seed", range(4))
def test_a_thousand_characters_are_read_back(seed: int) -> None:
    """Their codes hold every byte there is, brackets, backslashes and line ends among them."""
    register("HK")
    glyphs = getFont("HK").face.charToGlyph
    known = [code for code in (*range(0x4E00, 0xA000), *range(0x20000, 0x2F000)) if code in glyphs]
    chars = [chr(code) for code in random.Random(seed).sample(known, 1000)]
    document = pikepdf.new()
    faces = Typefaces(document)
    lines = ["".join(chars[at : at + 40]) for at in range(0, 1000, 40)]
    code = ["BT 12 TL 20 800 Td"]
    for line in lines:
        name, codes = faces.coded("HK", line)
        code.append(f"{name} 10 Tf ({codes}) Tj T*")
    page = document.add_blank_page(page_size=(595, 842)).obj
    page.Contents = document.make_stream("\n".join([*code, "ET"]).encode("latin-1"))
    page.Resources = faces.resources
    faces.embed()
    out = io.BytesIO()
    document.save(out)
    with pypdfium2.PdfDocument(out.getvalue()) as shown:
        read = shown[0].get_textpage().get_text_range()
    assert read.split() == lines
