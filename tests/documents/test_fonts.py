"""Every character is drawn by a font that has it, or named as missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from reportlab.pdfbase import pdfmetrics

from cpdesk.base.languages import translator
from cpdesk.documents.setting import pc_fonts
from cpdesk.documents.setting.breaks import may_break
from cpdesk.documents.setting.fonts import GETA, FontSet, font_files, glyph_findings, tidy
from cpdesk.domain.findings import Severity


@pytest.mark.parametrize("language", ["en", "zh_Hant", "zh_Hans"])
def test_each_language_prints_all_three(language: str) -> None:
    fonts = FontSet.of(language)
    assert fonts.missing("用電量報告 用电量报告 嘅啲咗喺冇 CO₂ m³ ☐ ± × ÷ ≤ √") == set()


def test_simplified_prefers_mainland_forms_and_falls_back_by_character() -> None:
    assert FontSet.of("zh_Hans").runs("电费") == [("SC", "电费")]
    assert FontSet.of("zh_Hant").runs("報告报", bold=True) == [
        ("HK-Bold", "報告"),
        ("SC-Bold", "报"),
    ]
    assert FontSet.of("en").runs("a☐b") == [("HK", "a"), ("DejaVu", "☐"), ("HK", "b")]


def test_every_run_has_its_glyphs() -> None:
    text = "鄧生喺廠房 温度 ☑ 用电 kWh"
    for font, run in FontSet.of("zh_Hant").runs(text):
        glyphs = pdfmetrics.getFont(font).face.charToGlyph
        assert all(ord(char) in glyphs for char in run), (font, run)


def test_a_lowered_two_is_a_plain_one_set_small() -> None:
    pieces = list(FontSet.of("en").pieces("CO₂ t"))
    assert [(piece.text, piece.rise < 0) for piece in pieces] == [
        ("CO", False),
        ("2", True),
        (" t", False),
    ]


def test_powers_and_indices_are_small_too() -> None:
    pieces = list(FontSet.of("zh_Hans").pieces("X⁻¹Rᵢⱼ"))
    assert [(piece.text, piece.rise > 0, piece.scale < 1) for piece in pieces] == [
        ("X", False, False), ("−1", True, True), ("R", False, False), ("ij", False, True)
    ]  # fmt: skip
    assert all(piece.font.startswith("SC") for piece in pieces)


def test_a_character_nobody_has_is_named_and_stops_the_pack() -> None:
    lost = "\U000effff"  # no character, so no font of any computer has it
    fonts = FontSet.of("zh_Hant")
    assert fonts.missing(f"工廠{lost}") == {lost}
    assert fonts.runs(lost) == [("HK", GETA)]
    (finding,) = glyph_findings({lost})
    assert finding.severity is Severity.BLOCKING
    assert finding.code == "glyph-missing"
    assert "U+EFFFF" in str(finding.facts["characters"])
    assert "U+EFFFF" in translator("en")(finding.kind.sentence, **finding.facts)
    assert glyph_findings(set()) == ()


def test_text_is_composed_but_never_folded() -> None:
    assert tidy("é") == "é"
    assert tidy("㎥ ﹐①") == "㎥ ﹐①"
    assert tidy("a\u200b\x00b\tc") == "ab c"


def test_a_mark_without_its_letter_stands_on_a_circle_and_begins_no_line() -> None:
    assert tidy("ัก") == "◌ัก"
    assert tidy("ກັນ e\u0323x") == "ກັນ ẹx"
    assert not may_break("中", "\u0323")
    assert may_break("中", "文")


def test_english_takes_straight_quotes_only_among_latin() -> None:
    assert tidy("the plant’s “own”", "en") == 'the plant\'s "own"'
    assert tidy("稱為“蒸汽”的", "en") == "稱為“蒸汽”的"
    assert tidy("plant’s", "zh_Hant") == "plant’s"


def test_a_rare_character_is_taken_from_the_computer_if_its_maker_allows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed, forbidden = tmp_path / "Rare.ttf", tmp_path / "Locked.ttf"
    _font(allowed, 0x2F80F, rights=0)
    _font(forbidden, 0x2F810, rights=2)
    monkeypatch.setattr(pc_fonts, "_files", lambda: (forbidden, allowed))
    assert pc_fonts.font_with(chr(0x2F80F)) == "PC-Rare"
    assert pc_fonts.font_with(chr(0x2F810)) is None
    assert 0x2F80F in pdfmetrics.getFont("PC-Rare").face.charToGlyph


def _font(path: Path, code: int, rights: int) -> None:
    """One of our own fonts with another character, another name and other rights."""
    font = TTFont(font_files()["DejaVu"])
    for table in font["cmap"].tables:
        if table.format == 12:
            table.cmap[code] = table.cmap[ord("a")]
    font["OS/2"].fsType = rights
    for record in font["name"].names:
        record.string = f"{path.stem} of the test"
    font.save(path)


def test_all_bundled_files_are_there() -> None:
    assert all(path.is_file() for path in font_files().values())


def test_only_fonts_that_are_drawn_with_are_loaded() -> None:
    """Each takes memory and time, and most papers need those of one language."""
    code = (
        "from cpdesk.documents.setting.fonts import FontSet\n"
        "from reportlab.pdfbase import pdfmetrics\n"
        "fonts = FontSet.of('zh_Hant')\n"
        "for text in ('用電量 1.5 kWh', '报告'):\n"
        "    fonts.width(text, 10)\n"
        "    print(*sorted({'HK', 'HK-Bold', 'SC', 'SC-Bold'} "
        "& set(pdfmetrics.getRegisteredFontNames())))\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.splitlines() == ["HK HK-Bold", "HK HK-Bold SC"]
