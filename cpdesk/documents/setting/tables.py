"""Book tables: lines above and below, figures right, units second in the head, evidence apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table

from cpdesk.documents.setting.captions import caption, keep, note
from cpdesk.documents.setting.columns import (
    ACROSS,
    BOLD,
    HEAD,
    PAD,
    Column,
    Row,
    alike,
    in_cell,
    spanned,
    widths,
    within,
    without_empty,
)
from cpdesk.documents.setting.ink import LIGHT
from cpdesk.documents.setting.pair import mapped, stacked
from cpdesk.documents.setting.writing import TYPES, Paper

WIDTH = 170 * mm
_LONGEST_HEAD = 240  # characters
_KEPT = 3  # rows that stay together at the head and at the end of a table

__all__ = ["WIDTH", "Column", "Row", "book_style", "book_table", "cell", "gap_cell"]



Rows = Sequence[Row | Sequence[object]]


def book_table(
    paper: Paper,
    columns: Sequence[Column],
    rows: Rows,
    *,
    title: str = "",
    reading: object = "",
    total: Sequence[object] | None = None,
    notes: object = "",
    dense: bool = True,
    number: str | None = None,
    width: float = WIDTH,
    whole: bool = False,
) -> list[Flowable]:
    """A captioned table whose head repeats on every page and whose total is never alone.

    Cells are words, numbers (shown in the language), None (a marked gap) or flowables; `""` is
    an empty cell. `reading` is the reading help after the title, `notes` stand beneath. A `whole`
    table is parted only where it is higher than a page.
    """
    lines = [row if isinstance(row, Row) else Row(row) for row in rows]
    if total is not None:
        lines.append(Row(total, "total"))
    columns, lines = without_empty(columns, lines)
    table = _table(paper, columns, lines, "cell" if dense else "cell-normal", width)
    if whole:
        table.setStyle([("NOSPLIT", (0, 0), (-1, -1))])
    above = [caption(paper, "table", title, reading, number)] if title else []
    return keep(above, table, [note(paper, notes)] if notes else [])


def _table(
    paper: Paper, columns: Sequence[Column], rows: Sequence[Row], type_: str, width: float
) -> Table:
    size = TYPES[type_].size
    columns = alike(paper, columns, rows, size)
    wide = widths(paper, columns, rows, type_, width)
    columns, rows = within(paper, columns, rows, size, wide)
    has_head = any(column.head or column.unit for column in columns)
    body = [[cell(paper, c, v, row, type_) for c, v in _pairs(columns, row)] for row in rows]
    head = [[_head(paper, column) for column in columns]] if has_head else []
    style = book_style(len(body), len(head), [row.look for row in rows])
    style += _gutters(columns) + _spans(rows, len(head))
    return paper.table(head + body, wide, style, repeatRows=len(head))


def _gutters(columns: Sequence[Column]) -> list[tuple[Any, ...]]:
    """Words that follow figures stand a little off, or the two would read as one."""
    pairs = enumerate(pairwise(columns), 1)
    return [
        ("LEFTPADDING", (at, 0), (at, -1), PAD)
        for at, (left, right) in pairs
        if left.holds == "figures" != right.holds
    ]


def _spans(rows: Sequence[Row], head: int) -> list[tuple[Any, ...]]:
    """The words of a total or group may run on over the empty cells beside them."""
    spans = []
    for at, row in enumerate(rows, head):
        last = spanned(row)
        spans += [("SPAN", (0, at), (last, at))] if last else []
    return spans


def _pairs(columns: Sequence[Column], row: Row) -> Sequence[tuple[Column, object]]:
    values = [*row.cells, *[""] * (len(columns) - len(row.cells))]
    return list(zip(columns, values, strict=True))


def cell(paper: Paper, column: Column, value: object, row: Row, type_: str = "cell") -> Any:
    """What stands in a cell; a missing value is a gap that a draft shows."""
    if isinstance(value, Flowable) or (isinstance(value, list) and value):
        return value
    if value is None:
        return gap_cell(paper, _named(paper, column, row), type_, _align(column))
    if value == "":
        return Spacer(0, 0)  # a plain string would bring in Helvetica
    if column.holds == "evidence":
        return paper.say(value, "evidence")
    bold = row.look in BOLD
    colour = LIGHT.accent if row.look == "group" else TYPES[type_].colour
    size = TYPES[type_].size
    words = paper.show(value)
    if row.look not in ACROSS:
        words = in_cell(paper, value, size, bold, column.stacks)
    elif column.holds == "figures":  # a word over figures; others may run on
        words = stacked(words)
    return paper.say(words, type_, bold=bold, colour=colour, align=_align(column))


def _named(paper: Paper, column: Column, row: Row) -> str:
    words = (each for each in row.cells if isinstance(each, str) and each)
    return ", ".join(filter(None, (next(words, ""), column.head)))


def gap_cell(paper: Paper, what: str, type_: str = "cell", align: str = "left") -> Any:
    """A value nobody has given yet: named on a marked ground in drafts, a dash at the end."""
    paper.gaps.append(what)
    if not paper.draft:
        return paper.say("–", type_, colour=LIGHT.text3, align=align)
    words = paper.t("to be filled in")
    return paper.set(
        f'<font backColor="{LIGHT.warnsoft}" color="{LIGHT.warn}">'
        f"&nbsp;{paper.markup(words)}&nbsp;</font>",
        type_,
        align=align,
    )


def _align(column: Column) -> str:
    return "right" if column.holds == "figures" else "left"


def cut_short(words: str, most: int) -> str:
    """Words of so many characters at most, for places that a longer name would fill."""
    return words if len(words) <= most else f"{words[:most]}..."


def _head(paper: Paper, column: Column) -> Any:
    # A head stands on every page.
    cut = mapped(column.head, lambda words: cut_short(words, _LONGEST_HEAD))
    told = in_cell(paper, cut, HEAD, bold=True, stacks=column.head_stacks)
    words = paper.markup(told, bold=True)
    if column.unit:
        words += ("<br/>" if column.head else "") + paper.markup(column.unit, colour=LIGHT.text2)
    return paper.set(words, "head", align=_align(column))


def book_style(body: int, head: int, looks: Sequence[str] = ()) -> list[tuple[Any, ...]]:
    """The lines of a book table with so many rows of head and body."""
    text, row = HexColor(LIGHT.text), HexColor(LIGHT.rowline)
    style: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEABOVE", (0, 0), (-1, 0), 0.9, text),
        ("LINEBELOW", (0, head), (-1, -1), 0.25, row),
        ("LINEBELOW", (0, -1), (-1, -1), 0.9, text),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-2, -1), PAD),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0.55 * mm),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0.75 * mm),
    ]
    if head:
        style.append(("VALIGN", (0, 0), (-1, head - 1), "BOTTOM"))
        style.append(("LINEBELOW", (0, head - 1), (-1, head - 1), 0.5, text))
    for at, look in enumerate(looks, head):
        style += _look(at, look)
    if body:
        first, last = min(_KEPT, body) - 1, max(0, body - _KEPT)
        style.append(("NOSPLIT", (0, 0), (0, head + first)))
        style.append(("NOSPLIT", (0, head + last), (0, head + body - 1)))
    return style


def _look(at: int, look: str) -> list[tuple[Any, ...]]:
    line = (0, at), (-1, at)
    if look == "total":
        return [("LINEABOVE", *line, 0.9, HexColor(LIGHT.text))]
    if look == "group":
        return [("TOPPADDING", *line, 1.2 * mm), ("NOSPLIT", (0, at), (-1, at + 1))]
    if look == "chosen":
        return [("BACKGROUND", *line, HexColor(LIGHT.tint))]
    return []
