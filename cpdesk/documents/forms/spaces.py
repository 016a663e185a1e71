"""Where a flat form wants to be written on: empty cells, lines, squares to tick, combs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cpdesk.documents.forms.form import Box, FormField
from cpdesk.documents.forms.placing import place
from cpdesk.documents.forms.rules import Rule, Rules
from cpdesk.documents.forms.words import BOXES, Words

_MOST_RULES = 1500  # on one page; more are a drawing, not a form
_NEAR = 1.6  # points by which the corners of a cell may miss one another
_SQUARE = (5.0, 16.0)  # points of a side of a box to tick
_COMB_WIDE = (7.0, 26.0)
_COMB_LEAST = 4
_LEAST = (18.0, 9.0)  # points: width and height of a place to write in
_LINE_HIGH, _LINE_LEAST = 15.0, 28.0
_BLANKS = re.compile(r"[_＿]{3,}")


@dataclass(frozen=True)
class Space:
    """A place to write in or to tick; `cells` are those of a comb."""

    box: Box
    tick: bool = False
    cells: int = 0


def spaces(rules: Rules, words: Sequence[Words]) -> list[Space]:
    """The places of a page, as the reader sees them."""
    if len(rules.level) + len(rules.upright) > _MOST_RULES:
        return list(_printed(words))
    cells = list(_cells(rules))
    empty = [each for each in cells if not _has_words(each, words)]
    ticks = [each for each in empty if _is_square(each)]
    combs = list(_combs([each for each in empty if not _is_square(each) or _is_comb_wide(each)]))
    taken = [each.box for each in combs]
    found = [Space(each, tick=True) for each in ticks if not _within(each, taken)]
    found += combs
    found += [Space(each) for each in empty if _is_wide(each) and not _within(each, taken)
              and not _is_square(each)]  # fmt: skip
    found += [Space(each) for each in _lines(rules, cells, words)]
    return found + list(_printed(words))


def fields_of(spaces: Sequence[Space], page: int) -> Iterator[FormField]:
    """The same as fields of a form, named by where they are."""
    for each in sorted(spaces, key=lambda one: (-round(one.box.top / 6), one.box.left)):
        name = f"p{page + 1}-x{each.box.left:.0f}-y{each.box.top:.0f}"
        yield place(name, page, each.box, tick=each.tick, cells=each.cells)


def _cells(rules: Rules) -> Iterator[Box]:
    """The smallest rectangles that lines close on all sides."""
    for bottom in rules.level:
        for left, right in _beside(rules.upright, bottom):
            top = _above(rules, bottom, left, right)
            if top is not None:
                yield Box(left.at, bottom.at, right.at, top.at)


def _beside(upright: Sequence[Rule], bottom: Rule) -> Iterator[tuple[Rule, Rule]]:
    """Neighbouring uprights that rise from a level line."""
    rising = [each for each in upright
              if bottom.start - _NEAR <= each.at <= bottom.end + _NEAR
              and each.start - _NEAR <= bottom.at < each.end - _NEAR]  # fmt: skip
    for one, other in pairwise(rising):
        if other.at - one.at > 3:
            yield one, other


def _above(rules: Rules, bottom: Rule, left: Rule, right: Rule) -> Rule | None:
    """The lowest line over both uprights, where both reach it."""
    first = bisect_left(rules.level, bottom.at + 3, key=lambda each: each.at)
    for each in rules.level[first:]:
        if each.at > min(left.end, right.end) + _NEAR:
            return None
        if each.start - _NEAR <= left.at and right.at <= each.end + _NEAR:
            return each
    return None


def _has_words(box: Box, words: Sequence[Words]) -> bool:
    return any(
        each.box.across(box) > 1 and box.bottom - 1 <= each.box.middle <= box.top + 1
        and not _BLANKS.fullmatch(each.text)
        for each in words
    )  # fmt: skip


def _is_square(box: Box) -> bool:
    low, high = _SQUARE
    return (low <= box.width <= high and low <= box.height <= high
            and abs(box.width - box.height) < 0.3 * high)  # fmt: skip


def _is_comb_wide(box: Box) -> bool:
    return _COMB_WIDE[0] <= box.width <= _COMB_WIDE[1] and box.height <= 30


def _is_wide(box: Box) -> bool:
    return box.width >= _LEAST[0] and box.height >= _LEAST[1]


def _within(box: Box, others: Sequence[Box]) -> bool:
    return any(each.across(box) > 1 and each.along(box) > 1 for each in others)


def _combs(boxes: Sequence[Box]) -> Iterator[Space]:
    """Rows of narrow cells of one width, side by side, as one field."""
    narrow = sorted((each for each in boxes if _is_comb_wide(each)),
                    key=lambda each: (round(each.bottom), round(each.top), each.left))  # fmt: skip
    run: list[Box] = []
    for each in [*narrow, Box(-1e6, 0, -1e6, 0)]:
        if run and not _goes_on(run[-1], each):
            if len(run) >= _COMB_LEAST:
                yield Space(Box(run[0].left, run[0].bottom, run[-1].right, run[0].top),
                            cells=len(run))  # fmt: skip
            run = []
        run.append(each)


def _goes_on(one: Box, other: Box) -> bool:
    return (abs(other.left - one.right) < _NEAR and abs(other.bottom - one.bottom) < _NEAR
            and abs(other.width - one.width) < 2 and abs(other.top - one.top) < _NEAR)  # fmt: skip


def _lines(rules: Rules, cells: Sequence[Box], words: Sequence[Words]) -> Iterator[Box]:
    """The room above lines that belong to no cell and have no words upon them."""
    for rule in rules.level:
        if rule.length < _LINE_LEAST or _is_edge(rule, cells):
            continue
        box = Box(rule.start, rule.at, rule.end, rule.at + _LINE_HIGH)
        box = _lowered(box, words)
        if box.height >= _LEAST[1] and not _has_words(box, words):
            yield box


def _is_edge(rule: Rule, cells: Sequence[Box]) -> bool:
    return any(
        min(abs(rule.at - each.bottom), abs(rule.at - each.top)) < _NEAR
        and min(rule.end, each.right) - max(rule.start, each.left) > 2
        for each in cells
    )  # fmt: skip


def _lowered(box: Box, words: Sequence[Words]) -> Box:
    """As high as there is room below the words of the line before."""
    over = [each.box.bottom for each in words
            if each.box.across(box) > 1 and box.bottom + 6 < each.box.middle
            and each.box.bottom < box.top + 1]  # fmt: skip
    return box._replace(top=min([box.top, *over]))


def _printed(words: Sequence[Words]) -> Iterator[Space]:
    """Blanks of underscores and squares that are letters of the print."""
    for each in words:
        wide = each.box.width / max(1, len(each.text))
        for found in _BLANKS.finditer(each.text):
            left = each.box.left + wide * found.start()
            yield Space(Box(left, each.box.bottom, left + wide * len(found[0]), each.box.top + 1))
        if each.text in BOXES:
            yield Space(each.box, tick=True)


def plain(words: Sequence[Words]) -> tuple[Words, ...]:
    """The words without the blanks and squares among them."""
    stripped = (replace(each, text=_BLANKS.sub(" ", each.text).strip(BOXES + " "))
                for each in words)  # fmt: skip
    return tuple(each for each in stripped if each.text)
