"""What stays together on a page: headings, captions, tables with their notes, figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab import rl_config
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Paragraph, Table
from reportlab.platypus.flowables import _listWrapOn

_WHOLE = 90 * mm  # a block so low is never parted, whatever is lost at the foot of the page
_FUZZ = rl_config._FUZZ  # a frame measures with it too: what fits here must fit there  # noqa: SLF001


class Together(KeepTogether):  # type: ignore[misc]
    """Headings or a caption, a body, and notes; only the body is ever parted.

    A low block moves to the next page whole. A higher one begins here if the first rows have room
    beneath what stands above them, and its last rows go along with the notes. What a table means
    by first and last rows are its own `NOSPLIT` ranges. This also serves reportlab wherever it
    keeps something with what follows.
    """

    def __init__(self, parts: Sequence[Flowable], maxHeight: float | None = None) -> None:
        flat = [one for part in parts for one in _inside(part)]
        super().__init__(flat, maxHeight)

    @property
    def parts(self) -> list[Flowable]:
        return list(self._content)

    def split(self, width: float, height: float) -> list[Flowable]:
        self.wrap(width, height)
        if height + _FUZZ >= self._H:
            return self.parts
        at_top = bool(getattr(getattr(self, "_frame", None), "_atTop", False))
        if self._H <= _WHOLE and not at_top:
            return []
        if at_top and self._body() and self._tall(self._content[:1], width) > height + _FUZZ:
            return self._first_parted(width, height)
        return self._parted(width, height) or (self._forced(width, height) if at_top else [])

    def _first_parted(self, width: float, height: float) -> list[Flowable]:
        """A heading that is higher than a page goes on over the next ones."""
        first, *others = self._content
        pieces = first.splitOn(self.canv, width, height)
        return [pieces[0], Together([*pieces[1:], *others])] if pieces else self.parts

    def _parted(self, width: float, height: float) -> list[Flowable]:
        """What fits here, and the rest as a block of its own; empty where nothing can be parted."""
        at = self._body()
        above, body, below = self._content[:at], self._content[at], self._content[at + 1 :]
        room = height - self._tall([*above, body], width) + self._tall([body], width)
        pieces = body.splitOn(self.canv, width, room)
        if len(pieces) == 1:  # all but the notes would fit: some rows go along with them
            room = self._tall([body], width) - 1
            pieces = body.splitOn(self.canv, width, room)
        return [*above, pieces[0], Together([*pieces[1:], *below])] if len(pieces) > 1 else []

    def _forced(self, width: float, height: float) -> list[Flowable]:
        """A row that is higher than a page is parted within itself."""
        body = self._content[self._body()]
        if isinstance(body, Table) and not body.splitInRow:
            body.splitInRow, body._nosplitCmds = 1, []  # noqa: SLF001
            return self._parted(width, height) or self.parts
        return self.parts

    def _body(self) -> int:
        """The place of what may be parted: the table, else the first paragraph that is long."""
        kinds = [isinstance(each, Table) for each in self._content]
        if any(kinds):
            return kinds.index(True)
        words = [at for at, each in enumerate(self._content) if isinstance(each, Paragraph)]
        return words[-1] if words else len(self._content) - 1

    def _tall(self, parts: list[Any], width: float) -> float:
        return float(_listWrapOn(parts, width, self.canv)[1])


def _inside(part: Flowable) -> list[Flowable]:
    return list(part.parts) if isinstance(part, Together) else [part]
