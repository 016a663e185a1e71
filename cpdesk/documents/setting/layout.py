"""Pages: A4 with 20 mm margins, running head and foot, numbered headings, contents, outline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
)

from cpdesk.base.languages import Translator
from cpdesk.documents.setting.fonts import FontSet
from cpdesk.documents.setting.headings import Heading
from cpdesk.documents.setting.ink import LIGHT
from cpdesk.documents.setting.pair import first_of
from cpdesk.documents.setting.together import Together
from cpdesk.documents.setting.writing import Paper

MARGIN = 20 * mm
WIDTH = A4[0] - 2 * MARGIN
HEIGHT = A4[1] - 2 * MARGIN - 3 * mm
_HEAD_LINE = A4[1] - 15.5 * mm
_FOOT_LINE = 15.5 * mm
_LANGUAGE_TAGS = {"en": "en-HK", "zh_Hant": "zh-Hant-HK", "zh_Hans": "zh-Hans-CN"}

# Ink at 6 % on white, opaque since it lies beneath everything: no printer stumbles over it.
_WATERMARK = "#F1F2F1"

__all__ = [
    "HEIGHT", "MARGIN", "WIDTH", "Paper", "Running", "after_cover", "build", "gap", "new_page",
]  # fmt: skip


@dataclass(frozen=True)
class Running:
    """What stands on every page, and what the file says of itself."""

    applicant: str
    project: str
    number: str
    issued: str
    title: str = ""
    subject: str = ""


def build(out: BinaryIO, story: Sequence[Flowable], running: Running, paper: Paper) -> int:
    """Write the story as PDF to `out`; gives the number of pages.

    Two builds of the same story are the same bytes. The first page is the cover if the story
    begins with one (see `after_cover`), so it has no running head.
    """
    document = _Document(out, running, paper)
    document.multiBuild([*story])
    return document.total


class _NewPage(CondPageBreak):  # type: ignore[misc]
    """Begins a page, unless the last one was filled to its end and this one is still empty."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        frame = self._doctemplateAttr("frame")
        self.height = frame.height - 1 if frame else 0
        return tuple(super().wrap(width, height))


def new_page() -> list[Flowable]:
    return [_NewPage(0)]


def after_cover() -> list[Flowable]:
    """Ends the cover page: what follows has running heads."""
    return [NextPageTemplate("inside"), PageBreak()]


def gap(height_mm: float) -> Flowable:
    return Spacer(1, height_mm * mm)


class _Document(BaseDocTemplate):  # type: ignore[misc]
    def __init__(self, out: BinaryIO, running: Running, paper: Paper) -> None:
        self.running, self.paper = running, paper
        self.total = 0
        super().__init__(
            out,
            pagesize=A4,
            title=running.title or running.project,
            author=running.applicant,
            subject=running.subject or running.number,
            creator="cpdesk",
            producer="cpdesk",
            lang=_LANGUAGE_TAGS[paper.t.language],
            displayDocTitle=1,
            invariant=1,
            initialFontName=paper.fonts.main,
            pageTemplates=self._templates(),
        )

    @property
    def rehearses(self) -> bool:
        """Whether this is the first pass; the number of pages asks for another one in any case."""
        return self.total == 0

    def _templates(self) -> list[PageTemplate]:
        frame = _frame(MARGIN - 2 * mm)
        inside = PageTemplate("inside", [frame], onPage=self._furnish)
        bare = PageTemplate("bare", [_frame(MARGIN - 5 * mm)], onPage=self._furnish_bare)
        return [bare, inside] if self.paper.has_cover else [inside, bare]

    def _furnish_bare(self, canvas: Any, _document: Any) -> None:
        if self.paper.draft:
            draw_watermark(canvas, self.paper.t, self.paper.fonts)

    def _furnish(self, canvas: Any, document: Any) -> None:
        self._furnish_bare(canvas, document)
        canvas.saveState()
        canvas.setStrokeColor(HexColor(LIGHT.control))
        canvas.setLineWidth(0.35)
        canvas.line(MARGIN, _HEAD_LINE, MARGIN + WIDTH, _HEAD_LINE)
        canvas.line(MARGIN, _FOOT_LINE, MARGIN + WIDTH, _FOOT_LINE)
        self._draw_head(canvas)
        self._draw_foot(canvas, document.page)
        canvas.restoreState()

    def _draw_head(self, canvas: Any) -> None:
        y = _HEAD_LINE + 2 * mm
        fonts, running = self.paper.fonts, self.running
        right = fonts.fitted(first_of(running.project), WIDTH * 0.55, 7.5)
        left = fonts.fitted(first_of(running.applicant), WIDTH * 0.43, 7.5)
        draw_text(canvas, fonts, left, MARGIN, y)
        draw_text(canvas, fonts, right, MARGIN + WIDTH, y, align="right")

    def _draw_foot(self, canvas: Any, page: int) -> None:
        y = _FOOT_LINE - 4.4 * mm
        fonts, t, running = self.paper.fonts, self.paper.t, self.running
        x = MARGIN
        for words in (running.number, first_of(running.issued)):
            draw_text(canvas, fonts, words, x, y)
            x += fonts.width(words, 7.5) + (4 * mm if words else 0)
        words = first_of(t("Page {page} of {pages}", page=page, pages=max(self.total, page)))
        draw_text(canvas, fonts, words, MARGIN + WIDTH, y, align="right")

    def handle_keepWithNext(self, flowables: list[Flowable]) -> None:
        """Headings and captions with what follows; reportlab's own would leave blocks out."""
        kept = (at for at, each in enumerate(flowables) if not each.getKeepWithNext())
        count = next(kept, len(flowables))
        if count:
            flowables[: count + 1] = [Together(flowables[: count + 1])]

    def beforeDocument(self) -> None:
        self._depth = -1

    def afterFlowable(self, flowable: Flowable) -> None:
        if isinstance(flowable, Heading):
            self._enter(flowable)

    def _enter(self, heading: Heading) -> None:
        key, words = heading.key, heading.words
        self.canv.bookmarkPage(key)
        # A section without a chapter before it would be a level the outline cannot reach.
        self._depth = min(heading.level - 1, self._depth + 1)
        self.canv.addOutlineEntry(words, key, level=self._depth, closed=self._depth > 0)
        self.notify("TOCEntry", (heading.level, heading.number, heading.title, self.page, key))

    def _allSatisfied(self) -> bool:
        # "Page x of y" needs one pass more whenever the number of pages has changed.
        stable, self.total = self.total == self.page, self.page
        return bool(super()._allSatisfied()) and stable


def _frame(bottom: float) -> Frame:
    top = A4[1] - MARGIN
    return Frame(
        MARGIN, bottom + 2 * mm, WIDTH, top - bottom - 2 * mm,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip


def draw_text(
    canvas: Any, fonts: FontSet, text: str, x: float, y: float, *, size: float = 7.5,
    bold: bool = False, colour: str = LIGHT.text2, align: str = "left",
) -> None:  # fmt: skip
    """One line of text on the canvas, in the document's fonts with fallback."""
    if align != "left":
        x -= fonts.width(text, size, bold) * (0.5 if align == "centre" else 1)
    line = canvas.beginText(x, y)
    line.setFillColor(HexColor(colour))
    for run in fonts.pieces(text, bold):
        line.setFont(run.font, size * run.scale)
        line.setRise(size * run.rise)
        line.textOut(run.text)
    canvas.drawText(line)


def draft_word(t: Translator) -> str:
    """The word across a draft."""
    return {"en": "DRAFT"}.get(t.language, "草稿")


def draw_watermark(canvas: Any, t: Translator, fonts: FontSet) -> None:
    """The word that keeps a draft from being sent."""
    words = draft_word(t)
    canvas.saveState()
    canvas.translate(A4[0] / 2, A4[1] / 2)
    canvas.rotate(52)
    size = 190 if len(words) > 2 else 250
    draw_text(canvas, fonts, words, 0, -size / 3, size=size, bold=True, align="centre",
              colour=_WATERMARK)  # fmt: skip
    canvas.restoreState()
