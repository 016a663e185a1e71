"""TrueType fonts of this computer, for the rare character in a name that ours do not have."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from matplotlib.font_manager import findSystemFonts
from matplotlib.ft2font import FT2Font
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError

from cpdesk.documents.setting.fonts import Embedded

# OS/2 fsType: restricted licence, no subsetting, bitmaps only. Any of them forbids our use.
_FORBIDDEN = 0x0002 | 0x0100 | 0x0200


def font_with(char: str) -> str | None:
    """The registered name of an installed font that has `char` and may be embedded, or None.

    Only asked when our own fonts have failed, since it opens every font of the computer once.
    """
    may_have = (_take(path) for path in _files() if ord(char) in _charmap(path))
    return next((name for name in may_have if name and _draws(name, char)), None)


def _draws(name: str, char: str) -> bool:
    # reportlab shares one face among fonts of the same inner name, perhaps another release.
    return ord(char) in pdfmetrics.getFont(name).face.charToGlyph


@cache
def _files() -> tuple[Path, ...]:
    found = (Path(name) for name in findSystemFonts(fontext="ttf"))
    return tuple(sorted(path for path in found if path.suffix.lower() == ".ttf"))


@cache
def _charmap(path: Path) -> frozenset[int]:
    """What a font has, or nothing if it is broken or its maker forbids embedding."""
    try:
        font = FT2Font(str(path))
        table = font.get_sfnt_table("OS/2")
        allowed = table is not None and not table["fsType"] & _FORBIDDEN
        return frozenset(font.get_charmap()) if allowed else frozenset()
    except (OSError, RuntimeError):
        return frozenset()


@cache
def _take(path: Path) -> str | None:
    """Register the font; None for outlines that reportlab cannot embed."""
    name = f"PC-{path.stem}"
    try:
        pdfmetrics.registerFont(Embedded(name, path))
    except (TTFError, OSError):
        return None
    return name
