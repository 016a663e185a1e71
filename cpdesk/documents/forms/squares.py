"""Small squares to tick on a page that is only a picture, told from letters that look like them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from cpdesk.documents.forms.form import Box

_SIDE = (6.5, 17.0)  # points: smaller are letters, larger are places to write in
_LOOKS, _SHARE = 17, 0.88  # how many pixels of a side are looked at, and how many must be dark
_THICK = (1.7, 0.15)  # points, and parts of a side: letters have thicker strokes
_UNEVEN = 0.05  # parts of a side by which a square may be longer than wide
_EMPTY, _CLEAR, _LEG = 0.03, 0.05, 0.3  # dark parts: within, around, and where a stroke goes on
_ROUND = 0.9  # points around a square in which there is nothing
_MOST_RUNS = 60_000  # more are a photograph


def squares(dark: Any, scale: float) -> list[Box]:
    """The squares among dark pixels, in points from the upper left; `scale` is pixels to the point.

    A square is what four thin strokes of one length close, with nothing within and around: the
    strokes of 口 go on below, 回 and 日 are not empty, an o has no corners, a cell has neighbours.
    """
    found: list[Box] = []
    for top, left, side in _corners(dark, scale):
        box = _square(dark, top, left, side, scale)
        if box is not None and not any(_same(box, each) for each in found):
            found.append(box)
    return found


def _same(one: Box, other: Box) -> bool:
    return one.across(other) > 0 and min(one.top, other.top) > max(one.bottom, other.bottom)


def _corners(dark: Any, scale: float) -> Iterator[tuple[int, int, int]]:
    """Level strokes with others of their length below both ends and opposite: row, column, length.

    Only some pixels of each are looked at; a stroke may lean by a pixel or two.
    """
    closed = np.zeros((dark.shape[0], dark.shape[1] + 2), bool)
    closed[:, 1:-1] = dark
    closed[:, 2:-1] |= dark[:, :-1]
    rows, edges = np.divmod(np.flatnonzero(closed[:, 1:] != closed[:, :-1]), closed.shape[1] - 1)
    rows, starts, ends = rows[::2], edges[::2], edges[1::2]  # they begin and end by turns
    long, lowest = ends - starts, dark.shape[0] - 4
    kept = (long >= _SIDE[0] * scale) & (long <= _SIDE[1] * scale) & (rows + long < lowest)
    kept &= ends < dark.shape[1]
    if kept.sum() > _MOST_RUNS:
        return
    found = np.stack((rows[kept], starts[kept], long[kept]), axis=1)
    for first, last in ((0, 2), (-3, -1)):
        found = found[_goes_down(dark, found, first, last)]
    found = found[_closes(dark, found)]
    yield from ((row, start, side) for row, start, side in found.tolist())


def _steps(sides: Any) -> Any:
    """Some pixels along each side, from its first to its last."""
    return np.rint(np.linspace(0, 1, _LOOKS) * (sides[:, None] - 1)).astype(np.int64)


def _goes_down(dark: Any, found: Any, first: int, last: int) -> Any:
    """Whether one of these columns, from the left or the right end, is dark all the way down."""
    rows, starts, sides = found.T
    down = rows[:, None] + _steps(sides)
    ends = starts if first >= 0 else starts + sides
    seen = [dark[down, (ends + at)[:, None]] for at in range(first, last + 1)]
    return np.any(seen, axis=0).mean(axis=1) >= _SHARE


def _closes(dark: Any, found: Any) -> Any:
    """Whether there is a level stroke about as far below as it is long."""
    rows, starts, sides = found.T
    across = starts[:, None] + _steps(sides)
    seen = [dark[(rows + sides + at)[:, None], across] for at in range(-4, 3)]
    return np.any(seen, axis=0).mean(axis=1) >= _SHARE


def _square(dark: Any, top: int, left: int, side: int, scale: float) -> Box | None:
    """The square whose upper stroke this is, in points; None where it is a letter or a cell."""
    space = round(_ROUND * scale) + 2
    first, start = top - space - 2, left - space - 2
    part = dark[max(0, first) : top + side + space + 3, max(0, start) : left + side + space + 3]
    if first < 0 or start < 0 or min(part.shape) < side + 2 * space:
        return None
    rows, columns = _extent(part, side), _extent(part.T, side)
    if rows is None or columns is None:
        return None
    (up, low), (west, east) = rows, columns
    high, wide = low - up, east - west
    if abs(high - wide) > _UNEVEN * side + 1 or min(up, west) < space - 1:
        return None
    frame = part[up:low, west:east]
    strokes = [_stroke(each) for each in (frame, frame[::-1], frame.T, frame.T[::-1])]
    thick = max(strokes)
    if not min(strokes) or thick > min(_THICK[0] * scale, max(3, _THICK[1] * side)):
        return None
    inner = frame[thick + 1 : -thick - 1, thick + 1 : -thick - 1]
    if inner.mean() > _EMPTY or not _stands_alone(part, (up, low, west, east), thick, scale):
        return None
    x, y = (max(0, start) + west) / scale, (max(0, first) + up) / scale
    return Box(x, y, x + wide / scale, y + high / scale)


def _extent(part: Any, side: int) -> tuple[int, int] | None:
    """The first and the last row that are dark over half a side."""
    full = np.nonzero(part.sum(axis=1) >= side / 2)[0]
    return (int(full[0]), int(full[-1]) + 1) if len(full) > 1 else None


def _stroke(frame: Any) -> int:
    """How thick the upper stroke of a frame is, in pixels; 0 where it is not whole."""
    third = len(frame) // 3
    counts = frame[:third].sum(axis=0)
    whole = (counts > 0).mean() >= 0.95
    return int(np.median(counts[third:-third])) if whole else 0


def _stands_alone(
    part: Any, extent: tuple[int, int, int, int], thick: int, scale: float
) -> bool:
    """Whether nothing touches it, and no stroke goes on beyond a corner."""
    up, low, west, east = extent
    far = round(_ROUND * scale)
    for grid, (a, b, c, d) in ((part, (up, low, west, east)), (part.T, (west, east, up, low))):
        for band in (grid[max(0, a - far - 1) : max(0, a - 1)], grid[b + 1 : b + 1 + far]):
            if len(band) < far:
                return False
            legs = (band[:, c : c + thick + 1], band[:, d - thick - 1 : d])
            if band[:, c:d].mean() > _CLEAR or any(each.mean() > _LEG for each in legs):
                return False
    return True
