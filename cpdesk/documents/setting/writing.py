"""A paper being written: its language, its styles, and what it has numbered so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Table

from cpdesk.base.languages import Translator
from cpdesk.documents.setting.fonts import FontSet
from cpdesk.documents.setting.ink import LIGHT
from cpdesk.documents.setting.pair import drawn, stacked
from cpdesk.documents.setting.paragraphs import Lines, markup
from cpdesk.documents.setting.rehearsal import rehearses

Style = Sequence[tuple[Any, ...]]
_ALIGN = {"left": TA_LEFT, "right": TA_RIGHT, "centre": TA_CENTER}


@dataclass(frozen=True)
class Type:
    """How words are set: points, leading, weight, colour, and space before and after."""

    size: float
    leading: float
    bold: bool = False
    colour: str = LIGHT.text
    before: float = 0
    after: float = 0
    align: str = "left"
    keep: bool = False


TYPES = {
    "cover-title": Type(33, 42, bold=True),
    "cover-translation": Type(15, 21, colour=LIGHT.text2),
    "lead": Type(11.5, 17),
    "h1": Type(15, 20, bold=True),
    "h2": Type(11, 15, bold=True),
    "h3": Type(9, 14, bold=True, before=5, after=1, keep=True),
    "verdict": Type(11.5, 17, bold=True),
    "text": Type(9, 14, after=5),
    "clause-zh": Type(8.7, 12),
    "clause-en": Type(8.3, 12),
    "cell": Type(7.9, 10.6),
    "cell-normal": Type(8.4, 11.5),
    "head": Type(7.8, 10.5, bold=True),
    "caption": Type(8, 11, after=2.5),
    "note": Type(7.6, 11, colour=LIGHT.text2, before=3, after=3),
    "small": Type(7.5, 10, colour=LIGHT.text2),
    "evidence": Type(7.2, 10.6, colour=LIGHT.accent),
}


@dataclass
class Paper:
    """What every block needs to know; it counts chapters, tables and figures as they come.

    `missing` gathers the characters that no font could draw, `gaps` the places left empty.
    """

    t: Translator
    draft: bool = False
    has_cover: bool = False
    missing: set[str] = field(default_factory=set)
    gaps: list[str] = field(default_factory=list)
    chapter: str = ""
    _counts: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def drawn(self) -> Translator:
        """What speaks inside figures: one language, even where the paper has two."""
        return drawn(self.t)

    @property
    def fonts(self) -> FontSet:
        return FontSet.of(self.t.language)

    def next_number(self) -> str:
        """`5-1` for the first table or figure of chapter 5; they share one count."""
        number = self._counts.get((self.chapter, "block"), 0) + 1
        self._counts[self.chapter, "block"] = number
        return f"{self.chapter}-{number}" if self.chapter else str(number)

    def next_chapter(self) -> str:
        number = self._counts.get(("", "chapter"), 0) + 1
        self._counts["", "chapter"] = number
        return str(number)

    def next_section(self) -> str:
        number = self._counts.get((self.chapter, "section"), 0) + 1
        self._counts[self.chapter, "section"] = number
        return f"{self.chapter}.{number}" if self.chapter else str(number)

    def markup(self, text: object, bold: bool = False, colour: str = "") -> str:
        """Safe pieces of a paragraph for `set`: they may be joined, and each carries its font."""
        words = self.show(text)
        self.missing |= self.fonts.missing(words)
        # The base font is told as none, so the piece is right within any style.
        marked = markup(words, self.fonts, bold, base="-")
        return f'<font color="{colour}">{marked}</font>' if colour else marked

    def show(self, text: object) -> str:
        return text if isinstance(text, str) else self.t.show(text)

    def say(self, text: object, type_: str = "text", **changes: Any) -> Lines:
        """A paragraph of plain words; `changes` override the type (bold, colour, align...).

        Running text in two languages stands above one another, each from its own margin.
        """
        chosen = replace(TYPES[type_], **changes)
        words = self.show(text)
        words = stacked(words) if type_ == "text" else words
        self.missing |= self.fonts.missing(words)
        style = style_of(self.fonts, chosen)
        return Lines(markup(words, self.fonts, chosen.bold, base=style.fontName), style)

    def table(
        self, rows: Sequence[Sequence[Any]], widths: Sequence[float], style: Style, **options: Any
    ) -> Table:
        """A bare table in the document's font; cells should be paragraphs, not strings."""
        table = _Table(rows, widths, hAlign="LEFT", **options)
        table.setStyle([("FONT", (0, 0), (-1, -1), self.fonts.main, 8), *style])
        return table

    def set(self, marked: str, type_: str = "text", **changes: Any) -> Lines:
        """A paragraph of markup made with `markup`."""
        return Lines(marked, style_of(self.fonts, replace(TYPES[type_], **changes)))


class _Table(Table):  # type: ignore[misc]
    """Measures its rows once: reportlab does so a dozen times, and their heights never change."""

    def _calc_height(self, *room: Any, **widths: Any) -> None:
        super()._calc_height(*room, **widths)
        if None not in self._rowHeights:
            self._argH = self._rowHeights

    def draw(self) -> None:
        if not rehearses(self.canv):
            super().draw()


@cache
def style_of(fonts: FontSet, chosen: Type) -> ParagraphStyle:
    """The reportlab style of a type in a language's main font."""
    return ParagraphStyle(
        "type",
        fontName=(fonts.bold if chosen.bold else fonts.regular)[0],
        fontSize=chosen.size,
        leading=chosen.leading,
        textColor=HexColor(chosen.colour),
        spaceBefore=chosen.before,
        spaceAfter=chosen.after,
        alignment=_ALIGN[chosen.align],
        keepWithNext=1 if chosen.keep else 0,
        allowWidows=0,
        allowOrphans=0,
        splitLongWords=0,
    )
