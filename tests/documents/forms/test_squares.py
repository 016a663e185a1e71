"""Squares on scans: small ones are found to be ticked, letters that look like them are not."""

from __future__ import annotations

import random
from math import cos, radians, sin
from pathlib import Path

import pytest

from cpdesk.documents.forms.form import Box, FieldKind
from cpdesk.documents.forms.reading import read_form
from tests.documents.forms.making import A4, Maker
from tests.documents.forms.scans import as_pdf, picture_of

ALIKE = "口回日田曰國圖品器目甲由四西白自百固因困oO0DQ8BanuU[]"
BESIDE = ("是 Yes", "否 No", "有限公司 Limited", "合夥", "出口", "口岸 Port", "回收")


def squares(seed: int) -> tuple[Maker, list[Box]]:
    """Squares of all sizes and strokes with words close beside them."""
    m, chance, made = Maker(), random.Random(seed), []
    for row in range(30):
        for column in range(4):
            x, y, side = 60 + 120 * column, 790 - 24 * row, chance.uniform(7, 13.8)
            m.canvas.setLineWidth(chance.choice((0.5, 0.6, 0.75, 1)))
            m.canvas.rect(x, y, side, side)
            m.say(x + side + 3, y + 1, chance.choice(BESIDE), chance.choice((8, 9, 10)))
            made.append(Box(x, y, x + side, y + side))
    return m, made


def letters(seed: int) -> Maker:
    """A page full of letters that are square, round or hollow."""
    m, chance, y = Maker(), random.Random(seed), 800.0
    while y > 50:
        size, between = chance.choice((8, 9, 10, 10.5, 12, 14, 16)), chance.choice(("", " "))
        count = int(420 / size / (1 if not between else 1.3))
        m.say(60, y, between.join(chance.choices(ALIKE, k=count)), size, chance.random() < 0.3)
        y -= size * 1.6
    return m


def scanned(m: Maker, askew: float, folder: Path) -> Path:
    path = folder / "scan.pdf"
    path.write_bytes(as_pdf(picture_of(m.finish(), askew), *A4, 0))
    return path


def leaning(box: Box, askew: float) -> tuple[float, float]:
    """Where the middle of a box lies on paper that was turned about its own."""
    x, y = (box.left + box.right - A4[0]) / 2, box.middle - A4[1] / 2
    c, s = cos(radians(askew)), sin(radians(askew))
    return A4[0] / 2 + x * c - y * s, A4[1] / 2 + x * s + y * c


@pytest.mark.parametrize(("seed", "askew"), [(1, 0.0), (2, 0.6), (3, -1.0)])
def test_squares_of_all_sizes_are_found(seed: int, askew: float, tmp_path: Path) -> None:
    m, made = squares(seed)
    form = read_form(scanned(m, askew, tmp_path))
    assert {each.kind for each in form.fields} == {FieldKind.TICK}
    places = [each.spots[0].seen for each in form.fields]
    found = 0
    for box in made:
        x, y = leaning(box, askew)
        near = [each for each in places if abs((each.left + each.right) / 2 - x) < 1.5
                and abs(each.middle - y) < 1.5 and abs(each.width - box.width) < 2]  # fmt: skip
        found += len(near)
    assert found == len(places)  # nothing else, and none twice
    assert found >= 0.97 * len(made)


@pytest.mark.parametrize(("seed", "askew"), [(1, 0.0), (2, 0.6), (3, -1.0), (4, 0.2)])
def test_no_letter_is_taken_for_a_square(seed: int, askew: float, tmp_path: Path) -> None:
    form = read_form(scanned(letters(seed), askew, tmp_path))
    assert not form.fields
    assert [each.code for each in form.findings] == ["form-bare"]
