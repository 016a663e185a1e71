"""Paragraphs of Chinese mixed with Latin words and numbers, broken as Chinese printers do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from reportlab.platypus.paragraph import Paragraph, ParaLines, cjkU, makeCJKParaLine

from cpdesk.documents.setting.breaks import (
    NBSP,
    NO_END,
    NO_START,
    SPACES,
    forbidden,
    may_break,
    parts_a_figure,
)
from cpdesk.documents.setting.fonts import SMALL, FontSet, Run
from cpdesk.documents.setting.rehearsal import rehearses

_FUZZ = 1e-6
_Range = tuple[int, int, bool]
# What a last line holds at least, in widths of a letter: in all, and without its punctuation. A
# narrow column may not have it; then this share of both lines will do.
_LAST, _WORDS, _SHARE = 2.6, 1.95, 0.4


def markup(text: str, fonts: FontSet, bold: bool = False, base: str | None = None) -> str:
    """`text` escaped for a paragraph, each character in a font that has it.

    `base` is the font of the style, which needs no tag (the regular main font if not told).
    Line feeds become breaks, an ideographic space (which reportlab swallows) four fixed spaces.
    """
    base = base or fonts.main
    return "".join(_marked(run, base) for run in fonts.pieces(text, bold))


def _marked(run: Run, base: str) -> str:
    words = escape(run.text).replace("\u3000", NBSP * 4).replace("\n", "<br/>")
    if run.rise:
        # reportlab takes the rise in points: they are those of text of nine.
        side, points = ("super", 9 * run.rise) if run.rise > 0 else ("sub", -9 * run.rise)
        words = f'<{side} rise="{points:.1f}" size="{int(SMALL * 100)}%">{words}</{side}>'
    return words if run.font == base else f'<font name="{run.font}">{words}</font>'


class Lines(Paragraph):  # type: ignore[misc]
    """A paragraph whose lines start and end as Chinese printing demands.

    Latin words and numbers stay whole. It leans on internals of reportlab 5.1, which is
    therefore pinned; `tests/documents/test_paragraphs.py` proves each of them.
    """

    _broken: tuple[tuple[float, ...], Any] | None = None

    def draw(self) -> None:
        if not rehearses(self.canv):
            super().draw()

    def breakLines(self, width: Any) -> Any:
        return self.breakLinesCJK(width)

    def breakLinesCJK(self, maxWidths: Any) -> Any:
        widths = tuple(maxWidths) if isinstance(maxWidths, list | tuple) else (maxWidths,)
        if getattr(self, "_splitpara", 0) and hasattr(self, "blPara"):
            return self.blPara
        # A paragraph is measured a dozen times before it is drawn, nearly always at one width.
        if self._broken is None or self._broken[0] != widths:
            units = [unit for frag in self.frags for unit in _units(frag)]
            lines = ParaLines(kind=1, lines=list(_lines(units, widths)))
            self._broken = widths, lines
        return self._broken[1]

    def _get_split_blParaFunc(self) -> Callable[[Any, int, int], list[Any]]:
        # reportlab would put a space between the lines, which Chinese does not have.
        return lambda para, start, stop: [
            word for line in para.lines[start:stop] for word in line.words
        ]


def _units(frag: Any) -> list[Any]:
    text = getattr(frag, "text", "")
    return [cjkU(char, frag, "utf8") for char in text] if text else [cjkU("", frag, "utf8")]


def _lines(units: Sequence[Any], widths: Sequence[float]) -> Any:
    for number, (start, stop, forced) in enumerate(_ranges(units, widths)):
        width = widths[min(number, len(widths) - 1)]
        used = _used(units, start, stop)
        yield makeCJKParaLine(units[start:stop], width, used, width - used, forced, False)


def _ranges(units: Sequence[Any], widths: Sequence[float]) -> list[_Range]:
    """Where each line begins and ends, and whether a break was asked for."""
    found: list[_Range] = []
    start = 0
    while start < len(units):
        width = widths[min(len(found), len(widths) - 1)]
        stop, forced = _stop(units, start, width)
        found.append((start, stop, forced))
        if (forced or stop == len(units)) and len(found) > 1 and not found[-2][2]:
            found[-2:] = _evened(units, found[-2], found[-1], width)
        start = stop
    return found


def _evened(
    units: Sequence[Any], line: _Range, last: _Range, width: float
) -> list[_Range]:
    """The last two lines of a paragraph, so that no single letter or short word stands alone."""
    start, stop, forced = last
    size, both = float(getattr(units[start].frag, "fontSize", 0)), _used(units, line[0], stop)
    least, words = min(_LAST * size, _SHARE * both), min(_WORDS * size, _SHARE * both)

    def is_long(at: int) -> bool:
        return _used(units, at, stop) >= least and _said(units, at, stop) >= words

    earlier = range(start - 1, line[0] + (start - line[0]) // 2, -1)
    fits = (at for at in earlier if _may_break_at(units, at) and is_long(at)
            and _used(units, at, stop) <= width)  # fmt: skip
    at = start if is_long(start) else next(fits, start)
    return [(line[0], at, line[2]), (at, stop, forced)]


def _said(units: Sequence[Any], start: int, stop: int) -> float:
    """The width of letters and figures alone."""
    silent = NO_START | NO_END | SPACES
    return float(sum(unit.width for unit in units[start:stop] if unit not in silent))


def _stop(units: Sequence[Any], start: int, width: float) -> tuple[int, bool]:
    """Where the line that begins at `start` ends, and whether a break was asked for."""
    used = 0.0
    for at in range(start, len(units)):
        if hasattr(units[at].frag, "lineBreak"):
            return at + 1, True
        if units[at] not in SPACES and used + units[at].width > width + _FUZZ:
            return _pulled_back(units, start, at), False
        used += units[at].width
    return len(units), False


def _pulled_back(units: Sequence[Any], start: int, at: int) -> int:
    backwards = range(at, start, -1)
    good = (each for each in backwards if _may_break_at(units, each))
    fair = (each for each in backwards if may_break(units[each - 1], units[each]))
    found = next(good, None) or next(fair, None)
    if found is not None:
        return found
    # A word longer than the line: cut it, but still not before a comma.
    cut = (each for each in backwards if not forbidden(units[each - 1], units[each]))
    return next(cut, max(at, start + 1))


def _may_break_at(units: Sequence[Any], at: int) -> bool:
    return may_break(units[at - 1], units[at]) and not parts_a_figure(units, at)


def _used(units: Sequence[Any], start: int, stop: int) -> float:
    while stop > start and units[stop - 1] in SPACES:
        stop -= 1
    return float(sum(unit.width for unit in units[start:stop]))
