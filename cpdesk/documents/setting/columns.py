"""The columns of a table: what they hold, and how wide they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from cpdesk.documents.setting.pair import Both, PairTranslator
from cpdesk.documents.setting.writing import TYPES, Paper

PAD = 1.6 * mm
HEAD = 7.8  # points of a head
ACROSS = ("group", "total")  # rows whose words may run on over the cells beside them
BOLD = (*ACROSS, "chosen")
_WIDEST = 62 * mm
_HALF_HEAD = 12 * mm
_ONE_LINE = 30 * mm  # two languages up to this width stand behind one another
_WORD = re.compile(r"[^\s\u2e80-\uffff]+|[\u2e80-\uffff]")


@dataclass(frozen=True)
class Column:
    """A column: its head, the unit beneath, and what it holds.

    `holds` is `words` (left), `figures` (right) or `evidence` (left, small, green). `width` is
    in millimetres; without it the column takes what its contents need. `stacks` and
    `head_stacks` set two languages above one another, as `alike` found it necessary.
    """

    head: str = ""
    unit: str = ""
    holds: str = "words"
    width: float | None = None
    stacks: bool = False
    head_stacks: bool = False


@dataclass(frozen=True)
class Row:
    """One line of a table; `look` is `row`, `group` (green and bold), `total` or `chosen`."""

    cells: Sequence[object]
    look: str = "row"


def in_cell(
    paper: Paper, value: object, size: float, bold: bool = False, stacks: bool = False
) -> str:
    """The words of a cell; two languages that are wide together stand above one another."""
    words = paper.show(value)
    if isinstance(words, Both) and (stacks or _is_wide(paper, words, size, bold)):
        return words.stacked
    return words


def _is_wide(paper: Paper, words: str, size: float, bold: bool = False) -> bool:
    return isinstance(words, Both) and paper.fonts.width(words, size, bold) > _ONE_LINE


def alike(
    paper: Paper, columns: Sequence[Column], rows: Sequence[Row], size: float
) -> list[Column]:
    """Two languages stand the same way all down a column, and all along a head."""
    if not isinstance(paper.t, PairTranslator):
        return [*columns]
    heads = any(_is_wide(paper, column.head, HEAD, bold=True) for column in columns)
    return [
        replace(column, head_stacks=heads,
                stacks=any(_asks(paper, column, words, size) for words in _words(paper, rows, at)))
        for at, column in enumerate(columns)
    ]  # fmt: skip


def _asks(paper: Paper, column: Column, words: str, size: float) -> bool:
    """Figures with their words in two languages would not line up behind one another."""
    double = isinstance(words, Both) and words.is_double
    return double and (column.holds == "figures" or _is_wide(paper, words, size))


def _words(paper: Paper, rows: Sequence[Row], at: int) -> Iterator[str]:
    """What stands in a column as words, heads of groups and totals left out."""
    for row in rows:
        value = row.cells[at] if at < len(row.cells) else None
        if row.look not in ACROSS and not isinstance(value, Flowable | list | None):
            yield paper.show(value)


def within(
    paper: Paper, columns: Sequence[Column], rows: Sequence[Row], size: float, wide: Sequence[float]
) -> tuple[list[Column], list[Row]]:
    """Two languages that their column turns out too narrow for stand above one another, too."""
    if not isinstance(paper.t, PairTranslator):
        return [*columns], [*rows]
    heads = any(
        _over(paper, column.head, HEAD, True, wide[at]) for at, column in enumerate(columns)
    )
    found = [
        replace(column, head_stacks=column.head_stacks or heads, stacks=column.stacks or any(
            _over(paper, words, size, False, wide[at]) for words in _words(paper, rows, at)))
        for at, column in enumerate(columns)
    ]  # fmt: skip
    return found, [_across(paper, row, size, wide) for row in rows]


def _over(paper: Paper, words: str, size: float, bold: bool, room: float) -> bool:
    return isinstance(words, Both) and paper.fonts.width(words, size, bold) > room - PAD


def spanned(row: Row) -> int:
    """The last column over which the words of a total or group may run on."""
    if row.look not in ACROSS or not row.cells or row.cells[0] == "":
        return 0
    filled = (to for to, value in enumerate(row.cells) if to and value != "")
    return next(filled, len(row.cells)) - 1


def _across(paper: Paper, row: Row, size: float, wide: Sequence[float]) -> Row:
    words = row.cells[0] if row.cells else ""
    room = sum(wide[: spanned(row) + 1])
    if row.look in ACROSS and isinstance(words, Both) and _over(paper, words, size, True, room):
        return replace(row, cells=(words.stacked, *row.cells[1:]))
    return row


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
        rows = [row for row in rows if row.look not in ACROSS]
    size, whole = TYPES[type_].size, not broken or column.holds == "figures"
    head = in_cell(paper, column.head, HEAD, bold=True, stacks=column.head_stacks)
    widest = _wide(paper, head, HEAD, True, not broken)
    if broken:  # a head takes two lines or three, but no column of single letters
        widest = max(widest, min(_wide(paper, head, HEAD, True, True) / 2, _HALF_HEAD))
    widest = max(widest, _wide(paper, column.unit, HEAD, True, not broken))
    for row in rows:
        if at < len(row.cells):
            bold = row.look in BOLD
            widest = max(widest, _wide(paper, row.cells[at], size, bold, whole, column.stacks))
    return float(min(widest, _WIDEST) + 2 * PAD)


def _wide(
    paper: Paper, value: object, size: float, bold: bool, whole: bool, stacks: bool = False
) -> float:
    if value is None:
        return float(18 * mm)
    if isinstance(value, Flowable):
        natural = float(getattr(value, "natural", 0) or 20 * mm)
        return natural if whole else min(natural, float(24 * mm))
    words = "" if isinstance(value, list) else in_cell(paper, value, size, bold, stacks)
    return max((paper.fonts.width(each, size, bold) for each in _pieces(words, whole)), default=0.0)


def _pieces(words: str, whole: bool) -> Iterator[str]:
    if whole:
        yield from words.split("\n")
    else:
        yield from set(_WORD.findall(words))
