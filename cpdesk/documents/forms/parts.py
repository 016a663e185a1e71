"""Answers that stand in several boxes: a date in three, a telephone number in two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cpdesk.documents.forms.form import FieldKind, FormField
from cpdesk.documents.forms.likeness import said
from cpdesk.documents.forms.meaning import Part

_WORDS = {
    Part.YEAR: ("年", "year", "yyyy", "yy", "年year", "year年"),
    Part.MONTH: ("月", "month", "mm", "月month", "month月"),
    Part.DAY: ("日", "day", "dd", "日day", "day日"),
}
_BY_WORD = {word: part for part, words in _WORDS.items() for word in words}
_LAST_WORD = re.compile(r"\s*[(（]?\s*(?:[年月日]|[A-Za-z]+)\s*[)）]?\s*[:：]?\s*$")
_BY_LENGTH: Mapping[tuple[int, ...], tuple[Part, ...]] = {
    (2, 2, 4): (Part.DAY, Part.MONTH, Part.YEAR), (4, 2, 2): (Part.YEAR, Part.MONTH, Part.DAY)
}
_CLOSE = 60.0  # points between two boxes of one answer
_TELEPHONE = re.compile(r"tel|phone|mobile|fax|電話|电话|傳真|传真|手機|手机", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """Which part of an answer a field takes, and what the whole is called."""

    part: Part
    label: str
    head: str


def lines(fields: Iterable[FormField]) -> list[list[FormField]]:
    """The fields that stand on one line of a page, from the left."""
    found: list[list[FormField]] = []
    for field in fields:
        seen = field.spots[0].seen
        for line in found:
            last = line[-1]
            along = last.spots[0].seen.along(seen)
            if last.page == field.page and along > 0.5 * min(seen.height, 30):
                line.append(field)
                break
        else:
            found.append([field])
    return [sorted(line, key=lambda each: each.spots[0].seen.left) for line in found]


def parts(fields: Sequence[FormField]) -> Mapping[str, Place]:
    """The fields that take a part of an answer, by their names."""
    found: dict[str, Place] = {}
    for line in lines(each for each in fields if each.kind is FieldKind.TEXT):
        for at in range(len(line)):
            for count in (3, 2):
                run = line[at : at + count]
                if len(run) == count and run[0].name not in found and _close(run):
                    found.update(_dated(run) or (_telephone(run) if count == 2 else {}))
    return found


def _close(run: Sequence[FormField]) -> bool:
    boxes = [each.spots[0].seen for each in run]
    return all(-1 <= two.left - one.right < _CLOSE for one, two in pairwise(boxes))


def _dated(run: Sequence[FormField]) -> dict[str, Place]:
    """Year, month and day, or two of them, told by the words at each box or by their lengths."""
    for words, label in (
        ([each.spots[0].around.right for each in run], run[0].label),
        ([each.spots[0].around.above for each in run], run[0].spots[0].around.left),
        ([each.tip for each in run], run[0].spots[0].around.left),
        ([_last_word(each.spots[0].around.left) for each in run], _without_last(run[0])),
    ):
        told = [part_word(each) for each in words]
        if None not in told and len(set(told)) == len(run) and Part.YEAR in told:
            return _placed(run, [each for each in told if each], label)
    between = all(not said(each.spots[0].around.left) for each in run[1:])
    by_length = _BY_LENGTH.get(tuple(each.most for each in run))
    return _placed(run, by_length, run[0].label) if between and by_length else {}


def _placed(run: Sequence[FormField], told: Sequence[Part], label: str) -> dict[str, Place]:
    return {
        each.name: Place(part, label, run[0].name) for each, part in zip(run, told, strict=True)
    }


def _telephone(run: Sequence[FormField]) -> dict[str, Place]:
    """Two boxes with nothing but a dash between them, called a telephone number."""
    if said(run[1].label) or not _TELEPHONE.search(run[0].label):
        return {}
    return _placed(run, (Part.AREA, Part.NUMBER), run[0].label)


def part_word(text: str) -> Part | None:
    """`年`, `(Year)`, `dd`: which part of a date these words name, if they name nothing else."""
    return _BY_WORD.get(re.sub(r"[\W\d_]", "", text).casefold())


def _last_word(text: str) -> str:
    found = _LAST_WORD.search(text)
    return found[0] if found else ""


def _without_last(field: FormField) -> str:
    around = field.spots[0].around
    return _LAST_WORD.sub("", around.left).strip() or around.farther
