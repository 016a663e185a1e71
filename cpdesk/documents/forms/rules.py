"""The lines that are printed on a page: level ones and upright ones, as the reader sees them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as raw

from cpdesk.documents.forms.form import Box
from cpdesk.documents.forms.turning import Turn

_MOST = 20_000  # pieces of paths on one page; a page of a form has some hundreds
_DEEPEST = 8
_THIN = 2.6  # points: a filled strip so thin is a line too
_STRAIGHT = 0.8
_SAME = 1.2  # points between two lines that are meant as one
_SHORTEST = 4.0

Matrix = tuple[float, float, float, float, float, float]
_UNMOVED: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, order=True)
class Rule:
    """A straight line: `at` is its height or its distance from the left, in points."""

    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        return self.end - self.start


@dataclass(frozen=True)
class Rules:
    """The lines of a page, from the bottom up and from the left."""

    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]


def rules_on(page: pypdfium2.PdfPage, turn: Turn) -> Rules:
    """Every line printed on a page, whatever it was drawn with."""
    level: list[Rule] = []
    upright: list[Rule] = []
    for _, (x, y, x2, y2) in zip(range(_MOST), _pieces(page, turn), strict=False):
        if abs(y2 - y) <= _STRAIGHT and abs(x2 - x) >= _SHORTEST:
            level.append(Rule((y + y2) / 2, min(x, x2), max(x, x2)))
        elif abs(x2 - x) <= _STRAIGHT and abs(y2 - y) >= _SHORTEST:
            upright.append(Rule((x + x2) / 2, min(y, y2), max(y, y2)))
    return Rules(_joined(level), _joined(upright))


def _joined(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Lines that lie upon one another or go on where another ends, as one."""
    done: list[Rule] = []
    for rule in sorted(rules):
        at = _same(done, rule)
        if at is None:
            done.append(rule)
        else:
            known = done[at]
            done[at] = Rule(known.at, min(known.start, rule.start), max(known.end, rule.end))
    return tuple(sorted(done))


def _same(done: list[Rule], rule: Rule) -> int | None:
    """Which of the lines so far this one goes on."""
    for at in range(len(done) - 1, -1, -1):
        known = done[at]
        if rule.at - known.at > _SAME:
            return None
        if rule.start <= known.end + _SAME and known.start <= rule.end + _SAME:
            return at
    return None


def _pieces(page: pypdfium2.PdfPage, turn: Turn) -> Iterator[tuple[float, float, float, float]]:
    """Straight pieces of every path, seen from the reader's side."""
    for path, matrix in _paths(page):
        for x, y, x2, y2 in _sides(path):
            one, other = (turn.seen(Box(*p, *p)) for p in (_moved(matrix, x, y),
                                                            _moved(matrix, x2, y2)))  # fmt: skip
            yield one.left, one.bottom, other.left, other.bottom


def _paths(page: pypdfium2.PdfPage) -> Iterator[tuple[Any, Matrix]]:
    """Every path that is drawn, with how it is moved; those within form objects too."""
    waiting: list[tuple[Any, Matrix, int]] = [
        (raw.FPDFPage_GetObject(page, at), _UNMOVED, 0)
        for at in range(min(raw.FPDFPage_CountObjects(page), _MOST))
    ]
    while waiting:
        held, above, depth = waiting.pop()
        matrix = _times(_matrix(held), above)
        kind = raw.FPDFPageObj_GetType(held)
        if kind == raw.FPDF_PAGEOBJ_PATH and any(_mode(held)):
            yield held, matrix
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            count = min(raw.FPDFFormObj_CountObjects(held), _MOST)
            waiting += [(raw.FPDFFormObj_GetObject(held, at), matrix, depth + 1)
                        for at in range(count)]  # fmt: skip


def _mode(path: Any) -> tuple[bool, bool]:
    """Whether a path is filled, and whether its line is drawn."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(fill.value), bool(stroke.value)


def _matrix(held: Any) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(held, found):
        return _UNMOVED
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
            e * g + f * i + k, e * h + f * j + m)  # fmt: skip


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _sides(path: Any) -> Iterator[tuple[float, float, float, float]]:
    """The straight sides of a path; of a filled strip so thin that it is a line, its middle."""
    points = list(_points(path))
    filled, stroked = _mode(path)
    xs, ys = [x for _, x, _, _ in points], [y for _, _, y, _ in points]
    if filled and points and min(max(xs) - min(xs), max(ys) - min(ys)) <= _THIN:
        yield _middle(xs, ys)
        return
    if filled and not stroked:
        return  # a ground of colour is no frame
    first = last = (0.0, 0.0)
    for kind, x, y, closes in points:
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = (x, y)
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield (*last, x, y)
        if closes:
            yield (x, y, *first)
        last = (x, y)


def _middle(xs: list[float], ys: list[float]) -> tuple[float, float, float, float]:
    if max(xs) - min(xs) >= max(ys) - min(ys):
        y = (max(ys) + min(ys)) / 2
        return min(xs), y, max(xs), y
    x = (max(xs) + min(xs)) / 2
    return x, min(ys), x, max(ys)


def _points(path: Any) -> Iterator[tuple[int, float, float, bool]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(min(raw.FPDFPath_CountSegments(path), _MOST)):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        if raw.FPDFPathSegment_GetPoint(segment, x, y):
            closes = bool(raw.FPDFPathSegment_GetClose(segment))
            yield raw.FPDFPathSegment_GetType(segment), x.value, y.value, closes
