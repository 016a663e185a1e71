"""The document's fonts: what is drawn with which, and what none of them can draw."""

from __future__ import annotations

import mmap
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from cpdesk.base.paths import resource
from cpdesk.domain.findings import Finding, Place, blocking
from cpdesk.domain.words import N_

GLYPH_MISSING = blocking(
    "glyph-missing",
    N_(
        "No font on this computer can print {characters}. Type the name in another form, or "
        "install a font that has it."
    ),
)

FILES = {
    "HK": "NotoSansHK_400Regular.ttf",
    "HK-Bold": "NotoSansHK_700Bold.ttf",
    "SC": "NotoSansSC_400Regular.ttf",
    "SC-Bold": "NotoSansSC_700Bold.ttf",
}
_LAST = {"DejaVu": "DejaVuSans.ttf", "DejaVu-Bold": "DejaVuSans-Bold.ttf"}
_ORDERS = {"en": ("HK", "SC"), "zh_Hant": ("HK", "SC"), "zh_Hans": ("SC", "HK")}

# The geta mark is the printers' own sign for "this type is missing".
GETA = "\u3013"
# Small figures and letters are plain ones set small, since the fonts have few of their own.
_LOW = {chr(0x2080 + digit): str(digit) for digit in range(10)} | {"ᵢ": "i", "ⱼ": "j"}
_HIGH = {"⁻": "−", "¹": "1", "ᵈ": "d"}
_LITTLE = frozenset((*_LOW, *_HIGH))
_INVISIBLE = {"Cc", "Cf", "Zl", "Zp"}
MARKS = frozenset(("Mn", "Me", "Mc"))  # what is set over, around or beside the letter before it


class Embedded(TTFont):  # type: ignore[misc]
    """A font whose rare characters, beyond U+FFFF, can be copied out of the document too.

    reportlab writes five digits where the text map of a PDF wants UTF-16.
    """

    def __init__(self, name: str, path: Path) -> None:
        super().__init__(name, _Mapped(path))

    def addObjects(self, doc: Any) -> None:
        super().addObjects(doc)
        for name, thing in doc.idToObject.items():
            if name.startswith("toUnicodeCMap:"):
                thing.content = _BEYOND.sub(_as_utf16, thing.content)


class _Mapped:
    """A font file of which only what is looked up comes into memory: all of ours are 35 MB."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)

    def read(self) -> mmap.mmap:
        with Path(self.name).open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


_BEYOND = re.compile(r"<([0-9A-F]{5,6})>")


def _as_utf16(code: re.Match[str]) -> str:
    return f"<{chr(int(code[1], 16)).encode('utf-16-be').hex().upper()}>"


@cache
def register(name: str) -> None:
    """Give reportlab one of our fonts, once per process, and only one that is drawn with.

    Each takes some 10 MB and a tenth of a second.
    """
    pdfmetrics.registerFont(Embedded(name, font_files()[name]))


@cache
def _name_families() -> None:
    """Tell reportlab which font is the bold one of which; none of ours is slanted."""
    for family in ("HK", "SC", "DejaVu"):
        for bold in (0, 1):
            for italic in (0, 1):
                addMapping(family, bold, italic, f"{family}-Bold" if bold else family)
                addMapping(f"{family}-Bold", bold, italic, f"{family}-Bold")


def font_files() -> dict[str, Path]:
    """Every bundled font by the name it has in documents."""
    ours = {name: resource("fonts", file) for name, file in FILES.items()}
    return ours | {name: _matplotlib_fonts() / file for name, file in _LAST.items()}


def _matplotlib_fonts() -> Path:
    import matplotlib

    return Path(matplotlib.get_data_path(), "fonts", "ttf")


@dataclass(frozen=True)
class Run:
    """Characters of one font; with a `rise`, in parts of the size, they are small, as in CO₂."""

    font: str
    text: str
    rise: float = 0.0

    @property
    def scale(self) -> float:
        """How large they are, as a part of the size of the others."""
        return SMALL if self.rise else 1.0

    def width(self, size: float) -> float:
        """How wide they are, in points; to the last bit as reportlab, which lays paragraphs."""
        units = sum(map(_widths(self.font).__getitem__, self.text))
        return float(0.001 * (size * self.scale) * units)


class _Widths(dict[str, float]):
    """The width of each character of a font, in thousandths of the size of its letters."""

    def __init__(self, face: Any) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, char: str) -> float:
        width: float = self._face.charWidths.get(ord(char), self._face.defaultWidth)
        self[char] = width
        return width


@cache
def _widths(font: str) -> _Widths:
    return _Widths(pdfmetrics.getFont(font).face)


def fitted(text: str, width: float, measure: Callable[[str], float]) -> str:
    """As much of one line as a width holds, by this measure; three dots where it ends early."""
    if measure(text) <= width:
        return text
    held = bisect_left(range(len(text)), True, key=lambda n: measure(f"{text[:n]}...") > width)
    return text[: max(0, held - 1)].rstrip() + "..."


@dataclass(frozen=True, eq=False)
class FontSet:
    """The fonts of one language in the order they are tried, character by character.

    There is one of each language, so that it is known by itself: many results are kept by it.
    """

    language: str
    regular: tuple[str, ...]
    bold: tuple[str, ...]

    @staticmethod
    @cache
    def of(language: str) -> FontSet:
        """Simplified Chinese first tries the Mainland forms, the others those of Hong Kong."""
        _name_families()
        order = (*_ORDERS[language], "DejaVu")
        fonts = FontSet(language, order, tuple(f"{name}-Bold" for name in order))
        register(fonts.regular[0])
        register(fonts.bold[0])
        return fonts

    @property
    def main(self) -> str:
        return self.regular[0]

    def pieces(self, text: str, bold: bool = False) -> Iterator[Run]:
        """`text` in runs of one font; a character that no font has becomes a geta mark."""
        chain, shown = self.bold if bold else self.regular, tidy(text, self.language)
        if shown and _has_all(chain[0], shown):
            yield Run(chain[0], shown)
            return
        chosen = (_choose(chain, char) for char in shown)
        for (font, rise), group in groupby(chosen, key=lambda each: (each.font, each.rise)):
            yield Run(font, "".join(each.text for each in group), rise)

    def runs(self, text: str, bold: bool = False) -> list[tuple[str, str]]:
        """The same as pairs of font and text."""
        return [(run.font, run.text) for run in self.pieces(text, bold)]

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """How wide `text` is on one line, in points."""
        return sum(run.width(size) for run in self.pieces(text, bold))

    def fitted(self, text: str, width: float, size: float, bold: bool = False) -> str:
        """As much of one line as there is room for, in points."""
        return fitted(text, width, lambda said: self.width(said, size, bold))

    def missing(self, *texts: str) -> set[str]:
        """The characters of texts that no font can draw."""
        shown = set().union(*(tidy(text, self.language) for text in texts)) - _LITTLE
        return {char for char in shown if _font_with(self.regular, char) is None}


SMALL, _DROP, _LIFT = 0.68, -0.17, 0.38


# What is as it should be: ASCII, the usual Chinese characters, and the marks between them.
_PLAIN = re.compile(r"[\x20-\x7e\u3001\u3002\u300a-\u300f\u4e00-\u9fff\uff01-\uff5e]*")


def tidy(text: str, language: str = "zh_Hant") -> str:
    """NFC without control characters; NFKC would replace letters the user chose.

    The quotation marks of these fonts are full-width, so English words take the straight ones.
    """
    if _PLAIN.fullmatch(text):
        return text
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\t", " ")
    kept = "".join(c for c in text if c == "\n" or unicodedata.category(c) not in _INVISIBLE)
    held = kept if kept.isascii() else _held(kept)
    return _straight(held) if language == "en" else held


def _held(text: str) -> str:
    """A mark without its letter stands on a circle, as in Unicode, and not in the margin."""
    before = f" {text}"
    return "".join(
        f"◌{char}" if before[at] in " \n" and unicodedata.category(char) in MARKS else char
        for at, char in enumerate(text)
    )


def glyph_findings(missing: Iterable[str], place: Place | None = None) -> tuple[Finding, ...]:
    """One finding that names all characters without a glyph, or nothing."""
    characters = ", ".join(f"{char} (U+{ord(char):04X})" for char in sorted(set(missing)))
    return (GLYPH_MISSING.at(place, characters=characters),) if characters else ()


def _straight(text: str) -> str:
    if not any(mark in text for mark in _STRAIGHT):
        return text
    padded = f" {text} "
    return "".join(
        _STRAIGHT[char] if char in _STRAIGHT and _among_latin(padded, at) else char
        for at, char in enumerate(padded)
    )[1:-1]


_STRAIGHT = {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2026": "..."}


def _among_latin(text: str, at: int) -> bool:
    return ord(text[at - 1]) < 0x2E80 and ord(text[at + 1]) < 0x2E80


@lru_cache(maxsize=1 << 15)
def _choose(chain: tuple[str, ...], char: str) -> Run:
    if char in _LOW or char in _HIGH:
        small = char in _LOW
        return Run(chain[0], (_LOW if small else _HIGH)[char], _DROP if small else _LIFT)
    font = _font_with(chain, char)
    return Run(font, char) if font else Run(chain[0], GETA)


def _has_all(font: str, text: str) -> bool:
    """Whether a font draws all of the text as it is."""
    known = _seen(font)
    if not known.issuperset(text):
        glyphs = _glyphs(font)
        known.update(char for char in text if ord(char) in glyphs and char not in _LITTLE)
    return known.issuperset(text)


@cache
def _seen(font: str) -> set[str]:
    """The characters that were looked up and that a font has."""
    return set()


@cache
def _font_with(chain: tuple[str, ...], char: str) -> str | None:
    if char == "\n":
        return chain[0]
    ours = next((name for name in chain if ord(char) in _glyphs(name)), None)
    return ours or _installed(char)


def _installed(char: str) -> str | None:
    from cpdesk.documents.setting.pc_fonts import font_with  # opens matplotlib, rarely needed

    return font_with(char)


@cache
def _glyphs(name: str) -> dict[int, int]:
    register(name)
    glyphs: dict[int, int] = pdfmetrics.getFont(name).face.charToGlyph
    return glyphs
