"""Headings with hanging numbers, and the list of contents that they fill."""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table

from cpdesk.documents.setting.ink import LIGHT
from cpdesk.documents.setting.pair import first_of, mapped, second_of
from cpdesk.documents.setting.paragraphs import Lines
from cpdesk.documents.setting.writing import TYPES, Paper

_HANG = 12 * mm
_LONGEST = 300  # letters; a name that is longer stands whole among the facts
Entry = tuple[int, str, str, int, str]


class Heading(Flowable):  # type: ignore[misc]
    """A chapter (level 1, with a line beneath) or a section (level 2), kept with what follows."""

    keepWithNext = 1

    def __init__(self, paper: Paper, level: int, number: str, title: str, other: str = "") -> None:
        super().__init__()
        title, other = mapped(title, _short), _short(other)
        self.paper, self.level, self.number, self.title = paper, level, number, title
        self.key = f"h-{number or title}"
        type_ = "h1" if level == 1 else "h2"
        words = paper.markup(first_of(title), bold=True)
        for beside in filter(None, (second_of(title), other)):
            marked = paper.markup(beside, colour=LIGHT.text2)
            words += f'&nbsp;&nbsp; <font size="{TYPES[type_].size * 0.8:g}">{marked}</font>'
        self._words = paper.set(words, type_)
        self._number = paper.say(number, type_, colour=LIGHT.accent)
        self.spaceBefore = (9 if level == 1 else 4.5) * mm
        self.spaceAfter = 4.5 * mm if level == 1 else 1.2 * mm

    @property
    def words(self) -> str:
        return f"{self.number}  {self.title}" if self.number else self.title

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self._hang = max(_HANG, self._number_width() + 2 * mm) if self.number else 0
        _, self._text_height = self._words.wrap(width - self._hang, height)
        self.width = width
        return width, self._text_height + (2.4 * mm if self.level == 1 else 0)

    def _number_width(self) -> float:
        size = TYPES["h1" if self.level == 1 else "h2"].size
        return self.paper.fonts.width(self.number, size, bold=True)

    def draw(self) -> None:
        below = 2.4 * mm if self.level == 1 else 0
        self._words.drawOn(self.canv, self._hang, below)
        if self.number:
            _, height = self._number.wrap(self._hang, 1000)
            self._number.drawOn(self.canv, 0, below + self._text_height - height)
        if self.level == 1:
            self.canv.setStrokeColor(HexColor(LIGHT.text))
            self.canv.setLineWidth(1.1)
            self.canv.line(0, 0, self.width, 0)


def _short(words: str) -> str:
    """A heading is never parted, so it is lower than a page whatever somebody calls a thing."""
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"


def chapter(paper: Paper, title: str, number: str | None = None, other: str = "") -> Heading:
    """The next chapter; `number` overrides the count, "" leaves it out; `other` a translation."""
    counted = paper.next_chapter() if number is None else number
    paper.chapter = counted
    return Heading(paper, 1, counted, title, other)


def section(paper: Paper, title: str, number: str | None = None, other: str = "") -> Heading:
    """The next section of the chapter, such as 5.2."""
    counted = paper.next_section() if number is None else number
    return Heading(paper, 2, counted, title, other)


def contents(paper: Paper, levels: int = 2) -> list[Flowable]:
    """The list of contents under its own title, which is not in it."""
    return [paper.say(paper.t("Contents"), "h1", after=6), Contents(paper, levels)]


class Contents(Flowable):  # type: ignore[misc]
    """The chapters and sections with their pages, each line a link; put it into the story once."""

    def __init__(self, paper: Paper, levels: int = 2) -> None:
        super().__init__()
        self.paper, self.levels = paper, levels
        self._entries: list[Entry] = []
        self._before: list[Entry] = []

    def isIndexing(self) -> int:
        return 1

    def beforeBuild(self) -> None:
        self._before, self._entries = self._entries, []

    def afterBuild(self) -> None:
        return None

    def isSatisfied(self) -> bool:
        return self._entries == self._before

    def notify(self, kind: str, stuff: Entry) -> None:
        if kind == "TOCEntry" and stuff[0] <= self.levels:
            self._entries.append(stuff)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self._table = self._lines(width)
        wrapped: tuple[float, float] = self._table.wrapOn(self.canv, width, height)
        return wrapped

    def split(self, width: float, height: float) -> list[Any]:
        return list(self._lines(width).splitOn(self.canv, width, height))

    def draw(self) -> None:
        self._table.drawOn(self.canv, 0, 0)

    def _lines(self, width: float) -> Table:
        rows = [self._line(entry) for entry in self._before] or [[Spacer(0, 0)] * 3]
        style = [
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0.6 * mm),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            *((("TOPPADDING", (0, at), (-1, at), 2.4 * mm)) for at in self._chapters()),
        ]
        return self.paper.table(rows, [_HANG, width - _HANG - 14 * mm, 14 * mm], style)

    def _chapters(self) -> list[int]:
        return [at for at, entry in enumerate(self._before) if entry[0] == 1]

    def _line(self, entry: Entry) -> list[Lines]:
        level, number, title, page, key = entry
        bold = level == 1
        cells = (("left", number), ("left", title), ("right", str(page)))
        return [
            self.paper.set(
                f'<a href="#{key}">{self.paper.markup(words, bold)}</a>' if words else "",
                "text",
                align=align,
                after=0,
                leading=13,
            )
            for align, words in cells
        ]
