"""Which words belong to which field: those a reader's eye would go to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cpdesk.documents.forms.form import Around, Box, FieldKind, FormField, Spot
from cpdesk.documents.forms.words import Words, joined

_NEAR = 4.0  # points that a label's line may lie beside its field's
_FAR = 30.0  # points that a label may lie above its field
_HEADING = 90  # letters; what is longer is an explanation
_MOST_HEADINGS = 6
_ROW_GAP = 9.0  # points at most between two lines of a table


@dataclass(frozen=True)
class _Sheet:
    """One page: its words, and all places where something is filled in."""

    words: tuple[Words, ...]
    boxes: tuple[Box, ...]
    headings: tuple[Words, ...]


def with_labels(
    fields: Sequence[FormField], pages: Sequence[tuple[Words, ...]]
) -> tuple[FormField, ...]:
    """The fields with the words around each of their places."""
    boxes: dict[int, list[Box]] = defaultdict(list)
    for field in fields:
        for spot in field.spots:
            boxes[spot.page].append(spot.seen)
    sheets = [_sheet(words, tuple(boxes[at])) for at, words in enumerate(pages)]
    return tuple(
        replace(field, spots=tuple(_labelled(field, spot, sheets) for spot in field.spots))
        for field in fields
    )


def _sheet(words: tuple[Words, ...], boxes: tuple[Box, ...]) -> _Sheet:
    headings = tuple(
        each for each in words
        if len(each.text) <= _HEADING and not any(each.box.along(box) > 2 for box in boxes)
    )  # fmt: skip
    return _Sheet(words, boxes, headings)


def _labelled(field: FormField, spot: Spot, sheets: Sequence[_Sheet]) -> Spot:
    sheet, box = sheets[spot.page], spot.seen
    top, row = _top_of_column(box, sheet.boxes)
    is_tick = field.kind in (FieldKind.TICK, FieldKind.RADIO)
    before = _before(box, sheet)
    left = _nearest_group(before)
    return replace(spot, around=Around(
        left=joined(left),
        farther=joined([each for each in before if each not in left]),
        above=joined(_above(box, sheet)),
        right=joined(_right(box, sheet, 400 if is_tick else 60)),
        column=joined(_above(top, sheet)) if row > 1 or _in_table(box, sheet) else "",
        row=row,
        headings=tuple(_headings(box, spot.page, sheets)),
    ))  # fmt: skip


def _before(box: Box, sheet: _Sheet) -> list[Words]:
    """What stands on the field's line before it, up to the field before."""
    edge = max((each.right for each in sheet.boxes if _same_line(each, box)
                and each.right <= box.left + 1), default=-1.0)  # fmt: skip
    return [each for each in sheet.words
            if edge - 2 <= each.box.left and each.box.right <= box.left + 4
            and box.bottom - _NEAR <= each.box.middle <= box.top + _NEAR]  # fmt: skip


def _nearest_group(found: list[Words]) -> list[Words]:
    """Of words side by side those of the last column before the field, in reading order."""
    if not found:
        return []
    last = max(found, key=lambda each: each.box.right)
    near = [last]
    for each in sorted(found, key=lambda each: -each.box.right):
        start = min(one.box.left for one in near)
        if each is not last and each.box.right > start - 24:
            near.append(each)
    return sorted(near, key=lambda each: (-round(each.box.middle / 4), each.box.left))


def _right(box: Box, sheet: _Sheet, reach: float) -> list[Words]:
    """What stands on the field's line behind it, up to the next field."""
    edge = min((each.left for each in sheet.boxes if _same_line(each, box)
                and each.left >= box.right - 1), default=1e9)  # fmt: skip
    found = sorted((each for each in sheet.words
                    if box.right - 2 <= each.box.left < min(edge, box.right + reach)
                    and each.box.along(box) > 0.3 * min(each.box.height, box.height)),
                   key=lambda each: each.box.left)  # fmt: skip
    near: list[Words] = []
    for each in found:
        if each.box.left - (near[-1].box.right if near else box.right) > 26:
            break
        near.append(each)
    return near


def _above(box: Box, sheet: _Sheet) -> list[Words]:
    """The lines just above a field, as far as they belong together."""
    over = sorted((each for each in sheet.words
                   if each.box.across(box) > 0.3 * min(each.box.width, box.width)
                   and each.box.bottom >= box.top - 3),
                  key=lambda each: each.box.bottom)  # fmt: skip
    found: list[Words] = []
    floor = box.top
    for each in over:
        gap = each.box.bottom - floor
        between = any(one.across(box) > 2 and box.top - 1 <= one.bottom and one.top
                      <= each.box.bottom + 3 for one in sheet.boxes if one != box)  # fmt: skip
        if between or gap > (_FAR if not found else 0.7 * each.box.height):
            break
        found.append(each)
        floor = max(floor, each.box.top)
    return sorted(found, key=lambda each: (-round(each.box.middle / 3), each.box.left))


def _same_line(one: Box, box: Box) -> bool:
    return one != box and one.along(box) > 0.4 * min(one.height, box.height)


def _top_of_column(box: Box, boxes: Sequence[Box]) -> tuple[Box, int]:
    """The uppermost of the fields that stand one upon the other here, and the place from there."""
    column = sorted((each for each in boxes if _as_wide(each, box) and each.bottom >= box.bottom),
                    key=lambda each: each.bottom)  # fmt: skip
    top, row = box, 1
    for each in column:
        if each != box and -2 <= each.bottom - top.top <= _ROW_GAP:
            top, row = each, row + 1
    return top, row


def _as_wide(one: Box, box: Box) -> bool:
    return abs(one.left - box.left) < 2 and abs(one.right - box.right) < 2


def _in_table(box: Box, sheet: _Sheet) -> bool:
    """Whether another field of the same column follows directly below."""
    return any(_as_wide(each, box) and -2 <= box.bottom - each.top <= _ROW_GAP
               for each in sheet.boxes if each != box)  # fmt: skip


def _headings(box: Box, page: int, sheets: Sequence[_Sheet]) -> Iterator[str]:
    """Lines above the field that have none beside them; then those of the page before."""
    above = [each for each in sheets[page].headings if each.box.bottom >= box.top - 2]
    yield from _told(sorted(above, key=lambda each: each.box.bottom))
    if page:
        yield from _told(sorted(sheets[page - 1].headings, key=lambda each: each.box.bottom))


def _told(words: Iterable[Words]) -> Iterator[str]:
    for _, each in zip(range(_MOST_HEADINGS), words, strict=False):
        yield each.text
