"""Forms without fields: what their lines and boxes ask for, and what is written upon them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pikepdf
import pytest

from cpdesk.documents.forms.answers import Facts
from cpdesk.documents.forms.carrying import carried, marked
from cpdesk.documents.forms.filling import Filled, fill
from cpdesk.documents.forms.form import Box, FieldKind, Form
from cpdesk.documents.forms.mapping import map_text, read_map
from cpdesk.documents.forms.meaning import Meaning
from cpdesk.documents.forms.proposing import propose
from cpdesk.documents.forms.reading import read_form
from tests.documents.forms.cases import RECORDS, ROUND
from tests.documents.forms.flat_forms import FLAT
from tests.documents.forms.looking import (
    HAS_POPPLER,
    by_pdfium,
    by_poppler,
    difference,
    ink,
    text_in,
)
from tests.documents.forms.making import Maker
from tests.papers import photo


def read(content: bytes, folder: Path) -> tuple[Path, Form, tuple[Meaning, ...]]:
    path = folder / "flat.pdf"
    path.write_bytes(content)
    form = read_form(path)
    return path, form, propose(form, ROUND.sectors)


@pytest.mark.parametrize("name", FLAT)
def test_lines_boxes_and_squares_are_found_and_understood(name: str, tmp_path: Path) -> None:
    maker, asked = FLAT[name]()
    _, form, meanings = read(maker.finish(), tmp_path)
    assert all(each.flat for each in form.fields)
    found: dict[str, set[str]] = {}
    for field, meaning in zip(form.fields, meanings, strict=True):
        found.setdefault(field.label, set()).add(meaning.ask)
    assert found == {label: {ask} for label, ask in asked.items()}


def test_a_comb_a_table_and_ticks_are_what_they_are(tmp_path: Path) -> None:
    _, form, meanings = read(FLAT["ruled"]()[0].finish(), tmp_path)
    combs = [each for each in form.fields if each.comb]
    assert [each.most for each in combs] == [8]
    assert sum(each.kind is FieldKind.TICK for each in form.fields) == 2
    rows = Counter(each.row for each in meanings if each.ask.startswith("item."))
    assert rows == {1: 3, 2: 3, 3: 3}


def written(before: bytes, after: Filled) -> Counter[tuple[str, int, tuple[int, ...]]]:
    """The characters that were not on the form before, with their places."""
    one, two = (
        Counter((char, page, tuple(map(round, box))) for char, page, box in text_in(content))
        for content in (before, after.content)
    )
    return two - one


@pytest.mark.parametrize("record", RECORDS)
@pytest.mark.parametrize("name", ["ruled", "cells"])
def test_all_that_is_written_stands_in_its_place(
    name: str, record: str, whole: Facts, tmp_path: Path
) -> None:
    maker, _ = FLAT[name]()
    content = maker.finish()
    path, form, meanings = read(content, tmp_path)
    filled = fill(path, form, meanings, RECORDS[record](whole))
    boxes = [each.spots[0].seen for each in form.fields]
    new = [(char, Box(*place)) for char, page, place in written(content, filled) if page == 0]
    assert len(new) > 5
    for char, place in new:
        inside = [
            box for box in boxes
            if box.left - 2 <= place.left and place.right <= box.right + 2
            and box.bottom - 2 <= place.bottom and place.top <= box.top + 2
        ]  # fmt: skip
        assert inside, (char, place)


@pytest.mark.skipif(not HAS_POPPLER, reason="poppler is not on this computer")
@pytest.mark.parametrize("record", RECORDS)
@pytest.mark.parametrize("name", FLAT)
def test_two_engines_show_the_same(
    name: str, record: str, whole: Facts, tmp_path: Path
) -> None:
    path, form, meanings = read(FLAT[name]()[0].finish(), tmp_path)
    facts = RECORDS[record](whole)
    filled = fill(path, form, meanings, facts)
    one, other = by_pdfium(filled.content), by_poppler(filled.content, tmp_path)
    assert difference(one, other) < 4
    blank = by_pdfium(path.read_bytes())
    high = one.shape[0] / 1.5
    for field, meaning in zip(form.fields, meanings, strict=True):
        box = field.spots[0].seen
        marks = [ink(each, box, high) for each in (one, other)]
        assert abs(marks[0] - marks[1]) < (0.15 if field.kind is FieldKind.TICK else 0.05)
        answered = facts.answer(meaning.ask, meaning.row).value if "hand." not in meaning.ask else 0
        if answered and field.kind is FieldKind.TEXT:
            assert marks[0] > ink(blank, box, high)


def test_a_place_is_moved_and_another_marked_in_the_map(whole: Facts, tmp_path: Path) -> None:
    path, form, meanings = read(FLAT["lying"]()[0].finish(), tmp_path)
    text = map_text(form, meanings, path.name)
    first = form.fields[0]
    old = ", ".join(f"{each:.1f}" for each in first.spots[0].seen)
    text = text.replace(old, "250.0, 300.0, 670.0, 330.0")
    text += '\n[[field]]\nname = "chosen"\nbox = [60, 200, 300, 220]\nmeans = "company.email"\n'
    text += '\n[[field]]\nname = "limited"\nbox = [60, 150, 72, 162]\n'
    text += 'means = "company.legal_form"\nstates = { On = "limited" }\n'
    known_file = tmp_path / "map.toml"
    known_file.write_text(text, "utf-8")
    known = read_map(known_file)
    form = marked(form, known)
    filled = fill(path, form, carried(known, form, propose(form, ROUND.sectors)).meanings, whole)
    before, after = by_pdfium(path.read_bytes()), by_pdfium(filled.content)
    high = after.shape[0] / 1.5
    for box in (Box(250, 300, 670, 330), Box(60, 200, 300, 220), Box(60, 150, 72, 162)):
        assert ink(before, box, high) == 0
        assert ink(after, box, high) > 0.005
    assert ink(after, first.spots[0].seen, high) == ink(before, first.spots[0].seen, high)


def test_a_scan_says_that_its_places_must_be_marked(whole: Facts, tmp_path: Path) -> None:
    maker = Maker()
    maker.canvas.drawInlineImage(photo((200, 280)), 0, 0, 595, 842)
    path, form, meanings = read(maker.finish(), tmp_path)
    assert not form.fields
    filled = fill(path, form, meanings, whole)
    assert [each.code for each in filled.findings] == ["form-bare"]


def test_a_page_full_of_lines_ends_soon(tmp_path: Path) -> None:
    maker = Maker()
    for at in range(4000):
        maker.line(at % 500, (at * 7) % 800, 60)
        maker.canvas.line(at % 590, 10, at % 590, 800)
    _, form, _ = read(maker.finish(), tmp_path)
    assert not form.fields


def test_the_print_of_the_form_stays_as_it_was(whole: Facts, tmp_path: Path) -> None:
    """A page whose drawing moves its origin and does not put it back is still written rightly."""
    path, form, meanings = read(FLAT["ruled"]()[0].finish(), tmp_path)
    wanted = written(path.read_bytes(), fill(path, form, meanings, whole))
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.pages[0].contents_add(b"\n1 0 0 1 300 300 cm 2 0 0 2 0 0 cm\n")
        document.save(path)
    form = read_form(path)
    filled = fill(path, form, propose(form, ROUND.sectors), whole)
    assert written(path.read_bytes(), filled) == wanted
