"""The lines of a page that is only a picture, found among its dark pixels, be it askew or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as raw

from cpdesk.documents.forms.form import Box
from cpdesk.documents.forms.rules import Rule, Rules
from cpdesk.documents.forms.spaces import Space
from cpdesk.documents.forms.squares import squares
from cpdesk.documents.forms.words import Words

_SCALE, _FINE, _MOST = 2.0, 4.0, 3600  # pixels to the point, and along the longest side
_SHORTEST = 14.0  # points: longer than the strokes of printed letters
_THICKEST = 3.5  # points: what is thicker is a bar or a picture
_MOST_RUNS = 12_000  # more are a photograph
_STEEPEST = 0.03  # what leans more is no line
_LONG = 90.0  # points from which on a line tells how much the scan leans
_BLOCK = 2.0  # points: what is inked is looked at in such squares
_INK = "·"
_SIDEWAYS = 1.6  # so much more the columns must differ than the rows


@dataclass(frozen=True)
class Scan:
    """The lines of a scan as if it lay straight, where there is ink beside them, and how it leans.

    `tilt` is by how much it rises to the right, in points for each point. `sideways` is whether
    its writing seems to run upwards or downwards. `squares` are small ones to tick, where they lie.
    """

    rules: Rules
    ink: tuple[Words, ...]
    tilt: float
    sideways: bool
    squares: tuple[Box, ...] = ()

    def as_it_lies(self, space: Space) -> Space:
        """A place of the straightened page, where it is on the page as it was scanned."""
        across, up = self.tilt * _centre(space.box), self.tilt * space.box.middle
        box = Box(space.box.left - up, space.box.bottom + across, space.box.right - up,
                  space.box.top + across)  # fmt: skip
        return Space(box, space.tick, space.cells)


def _centre(box: Box) -> float:
    return (box.left + box.right) / 2


def has_picture(page: pypdfium2.PdfPage) -> bool:
    """Whether a picture covers most of a page."""
    wide, high = page.get_size()
    return any(
        (right - left) * (top - bottom) > 0.5 * wide * high
        for left, bottom, right, top in (
            each.get_bounds() for each in page.get_objects([raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
        )
    )


def scan_of(page: pypdfium2.PdfPage) -> Scan:
    """What can be seen on a page that is a picture; no lines where it is a photograph."""
    high = page.get_size()[1]
    dark, scale = _dark(page, _SCALE)
    level = list(_lines(dark, scale))
    upright = list(_lines(dark.T, scale))
    tilt = _tilt(level, scale)
    ink = dark.copy()
    _rub_out(ink, level)
    _rub_out(ink.T, upright)
    rows, columns = _blocks(ink, scale)
    straight = Rules(
        tuple(sorted(_level(each, tilt, high, scale) for each in level)),
        tuple(sorted(_upright(each, tilt, high, scale) for each in upright)),
    )
    return Scan(straight, tuple(_inked(ink, tilt, high, scale)), tilt,
                _unrest(columns) > _SIDEWAYS * _unrest(rows), tuple(_squares(page)))  # fmt: skip


def _dark(page: pypdfium2.PdfPage, fine: float) -> tuple[Any, float]:
    """The dark pixels of a page, and how many there are to the point: as fine as asked, or less."""
    scale = min(fine, _MOST / max(page.get_size()))
    grey = page.render(scale=scale, grayscale=True).to_numpy()
    grey = grey.reshape(grey.shape[0], grey.shape[1])
    return grey < min(170.0, float(grey.mean()) - 30.0), scale


def _squares(page: pypdfium2.PdfPage) -> Iterator[Box]:
    """The small squares to tick, looked at closely enough to tell them from letters."""
    high = page.get_size()[1]
    for each in squares(*_dark(page, _FINE)):
        yield Box(each.left, high - each.top, each.right, high - each.bottom)


@dataclass(frozen=True)
class _Line:
    """Pixels of one line: where it begins and ends, its rows, and how it rises."""

    start: int
    end: int
    first: int
    last: int
    rise: float

    @property
    def middle(self) -> float:
        return (self.first + self.last + 1) / 2

    @property
    def long(self) -> int:
        return self.end - self.start


def _lines(dark: Any, scale: float) -> Iterator[_Line]:
    """Runs of dark pixels along the rows, joined where they touch from row to row."""
    closed = dark.copy()
    closed[:, 1:] |= dark[:, :-1]  # a hair's breadth of white does not end a line
    edges = np.diff(np.pad(closed, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    _, ends = np.nonzero(edges == -1)
    kept = ends - starts >= _SHORTEST * scale
    runs = list(zip(rows[kept].tolist(), starts[kept].tolist(), ends[kept].tolist(), strict=True))
    for group in _touching(runs if len(runs) <= _MOST_RUNS else ()):
        line = _line(group)
        if line.last - line.first + 1 <= _THICKEST * scale + _STEEPEST * line.long:
            yield line


def _touching(runs: Sequence[tuple[int, int, int]]) -> list[list[tuple[int, int, int]]]:
    """Runs, from the top, in groups that touch one another."""
    done: list[list[tuple[int, int, int]]] = []
    open_: list[list[tuple[int, int, int]]] = []
    for run in runs:
        row, start, end = run
        still = [each for each in open_ if each[-1][0] >= row - 2]
        done += [each for each in open_ if each[-1][0] < row - 2]
        joined = [run]
        for each in [e for e in still if any(
            other >= row - 2 and start <= right + 2 and left <= end + 2
            for other, left, right in e[-6:])]:  # fmt: skip
            still.remove(each)
            joined = each + joined
        open_ = [*still, joined]
    return done + open_


def _line(runs: Sequence[tuple[int, int, int]]) -> _Line:
    start, end = min(run[1] for run in runs), max(run[2] for run in runs)
    rows = np.array([run[0] for run in runs], float)
    middles = np.array([(run[1] + run[2]) / 2 for run in runs], float)
    weights = np.array([run[2] - run[1] for run in runs], float)
    spread = np.average((middles - np.average(middles, weights=weights)) ** 2, weights=weights)
    rise = 0.0
    if spread > 1:
        leaning = np.average(
            (middles - np.average(middles, weights=weights)) * (rows - rows.mean()),
            weights=weights,
        )  # fmt: skip
        rise = float(leaning / spread)
    return _Line(start, end, int(rows.min()), int(rows.max()), rise)


def _tilt(level: Sequence[_Line], scale: float) -> float:
    """How much the page rises to the right: the middle of what its long lines say."""
    told = [-each.rise for each in level if each.long >= _LONG * scale]
    found = float(np.median(told)) if told else 0.0
    return found if abs(found) <= _STEEPEST else 0.0


def _level(line: _Line, tilt: float, high: float, scale: float) -> Rule:
    left, right, y = line.start / scale, line.end / scale, high - line.middle / scale
    return Rule(y - tilt * (left + right) / 2, left + tilt * y, right + tilt * y)


def _upright(line: _Line, tilt: float, high: float, scale: float) -> Rule:
    """Found on the page laid on its side: its rows are columns there."""
    x, top, bottom = line.middle / scale, high - line.start / scale, high - line.end / scale
    return Rule(x + tilt * (top + bottom) / 2, bottom - tilt * x, top - tilt * x)


def _rub_out(ink: Any, lines: Sequence[_Line]) -> None:
    for each in lines:
        ink[max(0, each.first - 2) : each.last + 3, max(0, each.start - 1) : each.end + 1] = False


def _inked(ink: Any, tilt: float, high: float, scale: float) -> Iterator[Words]:
    """Where something is printed or written, in strips; single specks are no writing."""
    block = max(2, round(_BLOCK * scale))
    counts = _counted(ink, block)
    marked = counts >= max(2, block * block // 8)
    edges = np.diff(np.pad(marked, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    _, ends = np.nonzero(edges == -1)
    for row, start, end in zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True):
        if end - start >= 2:
            left, right = start * block / scale, end * block / scale
            top = high - row * block / scale
            rise = tilt * (left + right) / 2
            along = tilt * top
            yield Words(_INK, Box(left + along, top - block / scale - rise, right + along,
                                  top - rise))  # fmt: skip


def _counted(ink: Any, block: int) -> Any:
    """How many pixels of each square are inked."""
    high, wide = (side // block * block for side in ink.shape)
    cut = ink[:high, :wide].reshape(high // block, block, wide // block, block)
    return cut.sum(axis=(1, 3))


def _blocks(ink: Any, scale: float) -> tuple[Any, Any]:
    """How much ink there is in each strip of rows, and of columns."""
    counts = _counted(ink, max(2, round(_BLOCK * scale)))
    return counts.sum(axis=1).astype(float), counts.sum(axis=0).astype(float)


def _unrest(strips: Any) -> float:
    """How much neighbouring strips differ: lines of writing have white between them."""
    mean = float(strips.mean()) if strips.size else 0.0
    return float(np.abs(np.diff(strips)).mean()) / mean if mean else 0.0
