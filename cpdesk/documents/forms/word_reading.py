"""A Word form laid out as if on paper, so that its labels are read as those of a PDF are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cpdesk.base.files import sha256
from cpdesk.documents.forms.form import Box, FieldKind, Form, FormField, Spot
from cpdesk.documents.forms.labels import with_labels
from cpdesk.documents.forms.language import language_of
from cpdesk.documents.forms.opening import MOST_FIELDS, too_much
from cpdesk.documents.forms.placing import TICKED
from cpdesk.documents.forms.word_file import Control, Mark, W, blocks, body_of, pieces
from cpdesk.documents.forms.words import Words

_WIDE, _LEFT, _ROW, _LETTER = 520.0, 40.0, 20.0, 4.6
_CONTROL, _TICK = 90.0, 10.0


@dataclass
class Laid:
    """The words and fields of a Word form as they come, and what each field is in the file."""

    words: list[Words] = field(default_factory=list)
    fields: list[FormField] = field(default_factory=list)
    held: dict[str, Any] = field(default_factory=dict)
    y: float = 0.0
    tables: int = 0

    def add(self, name: str, what: Any, box: Box, kind: FieldKind, **more: Any) -> None:
        """A field; one whose name is there already is told apart by a number."""
        free, n = name, 2
        while free in self.held:
            free, n = f"{name}#{n}", n + 1
        state = TICKED if kind is FieldKind.TICK else ""
        self.held[free] = what
        self.fields.append(FormField(free, kind, (Spot(0, box, box, state=state),), **more))


def read_word(path: Path) -> Form:
    """The form in a Word file; raises Refusal where it cannot be read."""
    laid = lay(body_of(path), path)
    high = -laid.y + _ROW
    words = tuple(Words(e.text, _moved(e.box, high)) for e in laid.words)
    fields = [_lifted(each, high) for each in laid.fields]
    return Form(sha256(path), ((_WIDE + 2 * _LEFT, high),), with_labels(fields, [words]),
                language_of([words]))  # fmt: skip


def _lifted(field: FormField, high: float) -> FormField:
    box = _moved(field.spots[0].box, high)
    return replace(field, spots=(replace(field.spots[0], box=box, seen=box),))


def _moved(box: Box, high: float) -> Box:
    return Box(box.left, box.bottom + high, box.right, box.top + high)


def lay(root: Any, path: Path) -> Laid:
    """Everything below one another; `y` falls from 0. Raises Refusal where there is too much."""
    laid = Laid()
    for each in blocks(root.find(f"{W}body")):
        if each.tag == f"{W}tbl":
            _table(laid, each)
        else:
            laid.y -= _ROW
            _line(laid, [each] if each.tag == f"{W}sdt" else each, _LEFT, laid.y)
        if len(laid.fields) > MOST_FIELDS:
            raise too_much(path, f"> {MOST_FIELDS} fields")
    return laid


def _line(laid: Laid, held: Any, x: float, y: float, edge: float = _LEFT + _WIDE) -> None:
    """Texts, controls and marks beside one another, words never beyond the edge."""
    text = ""
    start = x
    for piece in pieces(held):
        if isinstance(piece, str):
            text += piece
            x += _width(piece)
            continue
        _words(laid, text, start, y, edge)
        wide = _TICK if _is_tick(piece) else _CONTROL
        _put(laid, piece, Box(x + 2, y + 3, x + 2 + wide, y + (13 if wide == _TICK else 17)))
        x += wide + 6
        text, start = "", x
    _words(laid, text, start, y, edge)


def _words(laid: Laid, text: str, x: float, y: float, edge: float) -> None:
    for part, at in _apart(text):
        left = x + _width(text[:at])
        right = max(left + 1, min(edge - 2, left + _width(part)))
        laid.words.append(Words(part, Box(left, y + 4, right, y + 14)))


def _apart(text: str) -> Iterator[tuple[str, int]]:
    """What three spaces or more keep apart, with where it begins."""
    done = 0
    for part in text.split("   "):
        if part.strip():
            yield part.strip(), done + len(part) - len(part.lstrip())
        done += len(part) + 3


def _width(text: str) -> float:
    return sum(_LETTER if ord(char) < 0x2E80 else 2 * _LETTER for char in text)


def _is_tick(piece: Control | Mark) -> bool:
    return piece.tick if isinstance(piece, Mark) else piece.sort == "tick"


def _put(laid: Laid, piece: Control | Mark, box: Box) -> None:
    if isinstance(piece, Mark):
        kind = FieldKind.TICK if piece.tick else FieldKind.TEXT
        laid.add(f"{kind.value}{len(laid.fields) + 1}", piece, box, kind)
        return
    name = piece.name or f"control{len(laid.fields) + 1}"
    if piece.sort == "tick":
        laid.add(name, piece, box, FieldKind.TICK)
    elif piece.options:
        laid.add(name, piece, box, FieldKind.CHOICE, options=piece.options,
                 editable=piece.sort == "comboBox")  # fmt: skip
    else:
        laid.add(name, piece, box, FieldKind.TEXT, lines=True)


def _table(laid: Laid, table: Any) -> None:
    """Rows below one another, the cells as wide as their columns; an empty cell is a field."""
    laid.tables += 1
    edges = _edges(table)
    for number, row in enumerate(table.findall(f"{W}tr"), 1):
        lines = max((len(each.findall(f"{W}p")) for each in row.iter(f"{W}tc")), default=1)
        high = _ROW * max(1, min(lines, 20))
        laid.y -= high
        at = 0
        for cell in _cells(row):
            span = _span(cell)
            left, right = edges[min(at, len(edges) - 2)], edges[min(at + span, len(edges) - 1)]
            at += span
            name = f"table{laid.tables}-row{number}-column{at}"
            _cell(laid, cell, Box(left, laid.y, right, laid.y + high), name)


def _cells(row: Any) -> Iterator[Any]:
    for each in row:
        if each.tag == f"{W}tc":
            yield each
        elif each.tag == f"{W}sdt":
            yield from each.iter(f"{W}tc")


def _cell(laid: Laid, cell: Any, box: Box, name: str) -> None:
    found = list(pieces(cell))
    blank = all(isinstance(each, str) and not each.strip() for each in found)
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    if merged is not None and merged.get(f"{W}val") != "restart":
        return
    if blank:
        laid.add(name, cell, box, FieldKind.TEXT, lines=True)
        return
    y = box.top
    for paragraph in cell.findall(f"{W}p"):
        y -= _ROW
        _line(laid, paragraph, box.left + 2, y, box.right)
    for control in cell.findall(f"{W}sdt"):
        _line(laid, [control], box.left + 2, y, box.right)


def _edges(table: Any) -> Sequence[float]:
    """Where the columns begin and end, in points."""
    grid = [_number(each.get(f"{W}w")) for each in table.findall(f"{W}tblGrid/{W}gridCol")]
    most = max((sum(_span(c) for c in _cells(r)) for r in table.findall(f"{W}tr")), default=1)
    if len(grid) < most or not all(grid):
        grid = [1.0] * max(1, most)
    edges, whole = [_LEFT], sum(grid)
    for each in grid:
        edges.append(edges[-1] + each / whole * _WIDE)
    return edges


def _span(cell: Any) -> int:
    found = cell.find(f"{W}tcPr/{W}gridSpan")
    return max(1, min(60, int(_number(found.get(f"{W}val"))))) if found is not None else 1


def _number(text: Any) -> float:
    try:
        return min(1e6, max(0.0, float(text)))
    except (TypeError, ValueError):
        return 0.0
