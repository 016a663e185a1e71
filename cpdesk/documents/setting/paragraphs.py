"""Paragraphs of Chinese mixed with Latin words and numbers, broken as Chinese printers do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from reportlab.platypus.paragraph import Paragraph, ParaLines, cjkU, makeCJKParaLine

from cpdesk.documents.setting.fonts import LOW_SIZE, FontSet, Run
from cpdesk.documents.setting.rehearsal import rehearses

NO_START = frozenset("，。、；：？！）》」』】〕〉”’…％—·～‰℃°,.;:?!)]}%!々ー")
NO_END = frozenset("（「『《“‘【〔〈([{$¥￥£€#")
_TWINS = frozenset("—…")
_SPACES = frozenset(" \u200b")
_MEASURES = {
    "t", "kg", "g", "kWh", "MWh", "GWh", "kW", "MW", "GJ", "MJ", "tce", "kgce", "m²", "m³",
    "h", "L", "mm", "km", "ha", "MPa", "bar",
}  # fmt: skip
_NBSP = "\u00a0"
_FUZZ = 1e-6


def markup(text: str, fonts: FontSet, bold: bool = False, base: str | None = None) -> str:
    """`text` escaped for a paragraph, each character in a font that has it.

    `base` is the font of the style, which needs no tag (the regular main font if not told).
    Line feeds become breaks, an ideographic space (which reportlab swallows) four fixed spaces.
    """
    base = base or fonts.main
    return "".join(_marked(run, base) for run in fonts.pieces(text, bold))


def _marked(run: Run, base: str) -> str:
    words = escape(run.text).replace("\u3000", _NBSP * 4).replace("\n", "<br/>")
    if run.lowered:
        words = f'<sub rise="1.6" size="{int(LOW_SIZE * 100)}%">{words}</sub>'
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
    start, number = 0, 0
    while start < len(units):
        width = widths[min(number, len(widths) - 1)]
        stop, forced = _stop(units, start, width)
        used = _used(units, start, stop)
        yield makeCJKParaLine(units[start:stop], width, used, width - used, forced, False)
        start, number = stop, number + 1


def _stop(units: Sequence[Any], start: int, width: float) -> tuple[int, bool]:
    """Where the line that begins at `start` ends, and whether a break was asked for."""
    used = 0.0
    for at in range(start, len(units)):
        if hasattr(units[at].frag, "lineBreak"):
            return at + 1, True
        if units[at] not in _SPACES and used + units[at].width > width + _FUZZ:
            return _pulled_back(units, start, at), False
        used += units[at].width
    return len(units), False


def _pulled_back(units: Sequence[Any], start: int, at: int) -> int:
    backwards = range(at, start, -1)
    good = next((each for each in backwards if _may_break_at(units, each)), None)
    if good is not None:
        return good
    # A word longer than the line: cut it, but still not before a comma.
    cut = (each for each in backwards if not _forbidden(units[each - 1], units[each]))
    return next(cut, max(at, start + 1))


def _may_break_at(units: Sequence[Any], at: int) -> bool:
    if not may_break(units[at - 1], units[at]):
        return False
    return not (at > 1 and units[at - 1] == " " and units[at - 2].isdigit() and _is_unit(units, at))


def _is_unit(units: Sequence[Any], at: int) -> bool:
    """Whether a unit of measure begins here, which stays with its number."""
    word = "".join(units[at : at + 6]).split(" ")[0].rstrip(".,;:)")
    return word in _MEASURES


def _used(units: Sequence[Any], start: int, stop: int) -> float:
    while stop > start and units[stop - 1] in _SPACES:
        stop -= 1
    return float(sum(unit.width for unit in units[start:stop]))


def may_break(before: str, after: str) -> bool:
    """Whether a line may end between these two characters."""
    if _forbidden(before, after) or after in _SPACES:
        return False
    if before in _SPACES:
        return True
    return not (_latin(before) and _latin(after))


def _forbidden(before: str, after: str) -> bool:
    if after in NO_START or before in NO_END or _NBSP in (before, after):
        return True
    return before == after and before in _TWINS


def _latin(char: str) -> bool:
    return not char or ord(char) < 0x2E80
