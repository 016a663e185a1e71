"""Every character is drawn by a font that has it, or named as missing."""

from __future__ import annotations

import pytest
from reportlab.pdfbase import pdfmetrics

from cpdesk.base.languages import translator
from cpdesk.documents.fonts import FILES, GETA, FontSet, font_files, glyph_findings, tidy
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
    assert [(piece.text, piece.lowered) for piece in pieces] == [
        ("CO", False),
        ("2", True),
        (" t", False),
    ]


def test_a_character_nobody_has_is_named_and_stops_the_pack() -> None:
    lost = "\U0001f3ed"
    fonts = FontSet.of("zh_Hant")
    assert fonts.missing(f"工廠{lost}") == {lost}
    assert fonts.runs(lost) == [("HK", GETA)]
    (finding,) = glyph_findings({lost})
    assert finding.severity is Severity.BLOCKING
    assert finding.code == "glyph-missing"
    assert "U+1F3ED" in str(finding.facts["characters"])
    assert "U+1F3ED" in translator("en")(finding.kind.sentence, **finding.facts)
    assert glyph_findings(set()) == ()


def test_text_is_composed_but_never_folded() -> None:
    assert tidy("é") == "é"
    assert tidy("㎥ ﹐①") == "㎥ ﹐①"
    assert tidy("a\u200b\x00b\tc") == "ab c"


def test_english_takes_straight_quotes_only_among_latin() -> None:
    assert tidy("the plant’s “own”", "en") == 'the plant\'s "own"'
    assert tidy("稱為“蒸汽”的", "en") == "稱為“蒸汽”的"
    assert tidy("plant’s", "zh_Hant") == "plant’s"


def test_all_bundled_files_are_there() -> None:
    assert all(path.is_file() for path in font_files().values())
    assert set(FILES) <= set(pdfmetrics.getRegisteredFontNames())
