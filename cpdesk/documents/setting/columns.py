"""The columns of a table: what they hold, and how wide they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from cpdesk.documents.setting.pair import Both
from cpdesk.documents.setting.writing import TYPES, Paper

PAD = 1.6 * mm
_WIDEST = 62 * mm
_ONE_LINE = 30 * mm  # two languages up to this width stand behind one another
_WORD = re.compile(r"[^\s\u2e80-\uffff]+|[\u2e80-\uffff]")


@dataclass(frozen=True)
class Column:
    """A column: its head, the unit beneath, and what it holds.

    `holds` is `words` (left), `figures` (right) or `evidence` (left, small, green). `width` is
    in millimetres; without it the column takes what its contents need.
    """

    head: str = ""
    unit: str = ""
    holds: str = "words"
    width: float | None = None


@dataclass(frozen=True)
class Row:
    """One line of a table; `look` is `row`, `group` (green and bold), `total` or `chosen`."""

    cells: Sequence[object]
    look: str = "row"


def in_cell(paper: Paper, value: object, size: float, bold: bool = False) -> str:
    """The words of a cell; two languages that are wide together stand above one another."""
    words = paper.show(value)
    if isinstance(words, Both) and paper.fonts.width(words, size, bold) > _ONE_LINE:
        return words.stacked
    return words


def without_empty(
    columns: Sequence[Column], rows: Sequence[Row]
) -> tuple[list[Column], list[Row]]:
    """Columns of evidence in which nothing is cited take no room."""
    kept = [
        at for at, column in enumerate(columns)
        if column.holds != "evidence" or any(row.cells[at:] and row.cells[at] for row in rows)
    ]  # fmt: skip
    lines = [Row([row.cells[at] for at in kept if at < len(row.cells)], row.look) for row in rows]
    return [columns[at] for at in kept], lines


def widths(
    paper: Paper, columns: Sequence[Column], rows: Sequence[Row], type_: str, width: float
) -> list[float]:
    """What each column needs, together exactly `width` points.

    Where there is too little, words and heads break; figures and single words stay whole as long
    as that can be done. What is left over is shared, most of it among the words.
    """
    want = [_need(paper, at, column, rows, type_) for at, column in enumerate(columns)]
    free = [at for at, column in enumerate(columns) if column.width is None]
    over = sum(want) - width
    if over > 0:
        least = [
            _need(paper, at, column, rows, type_, broken=True) if at in free else want[at]
            for at, column in enumerate(columns)
        ]
        return _narrowed(want, least, free, over)
    return _shared(columns, want, free, -over)


def _narrowed(
    want: Sequence[float], least: Sequence[float], free: Sequence[int], over: float
) -> list[float]:
    give = [w - low for w, low in zip(want, least, strict=True)]
    share = min(1.0, over / sum(give)) if sum(give) else 0.0
    found = [w - g * share for w, g in zip(want, give, strict=True)]
    rest = over - sum(give) * share
    all_free = sum(found[at] for at in free) or 1.0
    return [
        each - rest * each / all_free if at in free else each for at, each in enumerate(found)
    ]


def _shared(
    columns: Sequence[Column], want: Sequence[float], free: Sequence[int], spare: float
) -> list[float]:
    soft = [at for at in free if columns[at].holds == "words"] or list(free)
    found = list(want)
    even = spare * 0.4 / max(1, len(free))
    for at in free:
        found[at] += even
    weight = sum(found[at] for at in soft)
    rest = spare - even * len(free)
    for at in soft:
        found[at] += rest * found[at] / weight
    return found


def _need(
    paper: Paper, at: int, column: Column, rows: Sequence[Row], type_: str, broken: bool = False
) -> float:
    """The width a column asks for, or the least it can do with when its words are `broken`."""
    if column.width is not None:
        return float(column.width * mm)
    if at == 0 and column.holds == "words":
        rows = [row for row in rows if row.look not in ("total", "group")]
    size, whole = TYPES[type_].size, not broken or column.holds == "figures"
    widest = _wide(paper, column.head, 7.8, True, not broken)
    widest = max(widest, _wide(paper, column.unit, 7.8, True, not broken))
    for row in rows:
        if at < len(row.cells):
            bold = row.look in ("total", "group")
            widest = max(widest, _wide(paper, row.cells[at], size, bold, whole))
    return float(min(widest, _WIDEST) + 2 * PAD)


def _wide(paper: Paper, value: object, size: float, bold: bool, whole: bool) -> float:
    if value is None:
        return float(18 * mm)
    if isinstance(value, Flowable):
        natural = float(getattr(value, "natural", 0) or 20 * mm)
        return natural if whole else min(natural, float(24 * mm))
    words = "" if isinstance(value, list) else in_cell(paper, value, size, bold)
    return max((paper.fonts.width(each, size, bold) for each in _pieces(words, whole)), default=0.0)


def _pieces(words: str, whole: bool) -> Iterator[str]:
    if whole:
        yield from words.split("\n")
    else:
        yield from set(_WORD.findall(words))
