"""Scans: their boxes and lines are found upright, askew and turned; what cannot be read is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from cpdesk.documents.forms.answers import Facts
from cpdesk.documents.forms.filling import fill
from cpdesk.documents.forms.form import Box, Form
from cpdesk.documents.forms.mapping import map_text, read_map
from cpdesk.documents.forms.meaning import Meaning, Sure
from cpdesk.documents.forms.placing import added, removed
from cpdesk.documents.forms.reading import read_form
from tests.documents.forms.cases import RECORDS
from tests.documents.forms.looking import (
    HAS_POPPLER,
    by_pdfium,
    by_poppler,
    difference,
    ink,
    text_in,
)
from tests.documents.forms.scans import scan
from tests.papers import photo

# What a person says of the places, from the top of the page.
SAID = ("company.name", "company.address", "company.telephone", "project.name", "project.end",
        "company.br_number", "item.name@1", "item.quantity@1", "item.hkd@1")  # fmt: skip


def read(content: bytes, folder: Path, turned: tuple[int, ...] = ()) -> tuple[Path, Form]:
    path = folder / "scan.pdf"
    path.write_bytes(content)
    return path, read_form(path, turned)


def farthest(one: Box, other: Box) -> float:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize(
    ("pixels", "rotate"), [(0, 0), (90, 270), (270, 90), (180, 180)],
)
def test_places_are_found_whichever_way_the_page_was_scanned(
    pixels: int, rotate: int, tmp_path: Path
) -> None:
    """Where pixels and `/Rotate` make it upright, as a copier does that turns what it scanned."""
    made = scan(pixels, rotate)
    _, form = read(made.content, tmp_path)
    found = [each.spots[0].seen for each in form.fields]
    assert len(found) == len(made.empty)
    for box in made.empty:
        assert min(farthest(box, each) for each in found) < 2
    assert [each.most for each in form.fields if each.comb] == [8]
    assert [each.code for each in form.findings] == ["form-scanned"]


@pytest.mark.parametrize("askew", [-1.0, -0.4, 0.7])
def test_a_scan_may_lie_askew(askew: float, tmp_path: Path) -> None:
    made = scan(askew=askew)
    _, form = read(made.content, tmp_path)
    found = [each.spots[0].seen for each in form.fields]
    assert len(found) == len(made.empty)
    for box in made.empty:  # what lies askew is as far away as it is turned, and no farther
        assert min(farthest(box, each) for each in found) < 8
    combs = [each.spots[0].seen for each in form.fields if each.comb]
    assert len(combs) == 1


@pytest.mark.parametrize("pixels", [90, 270])
def test_a_page_on_its_side_is_told_and_turned(pixels: int, tmp_path: Path) -> None:
    made = scan(pixels)
    path, form = read(made.content, tmp_path)
    assert [each.code for each in form.findings] == ["form-scanned", "form-sideways"]
    _, upright = read(path.read_bytes(), tmp_path, ((360 - pixels) % 360,))
    assert [each.code for each in upright.findings] == ["form-scanned"]
    found = [each.spots[0].seen for each in upright.fields]
    for box in made.empty:
        assert min(farthest(box, each) for each in found) < 2


def said(form: Form) -> tuple[Meaning, ...]:
    told = [key.partition("@") for key in SAID]
    known = [Meaning(field.name, ask, int(row or 0), sure=Sure.SURE)
             for field, (ask, _, row) in zip(form.fields, told, strict=False)]  # fmt: skip
    return (*known, *(Meaning(each.name) for each in form.fields[len(known):]))


@pytest.mark.skipif(not HAS_POPPLER, reason="poppler is not on this computer")
@pytest.mark.parametrize("record", RECORDS)
@pytest.mark.parametrize(("pixels", "rotate"), [(0, 0), (90, 270), (270, 0)])
def test_what_is_said_stands_in_its_place_in_two_engines(
    record: str, pixels: int, rotate: int, whole: Facts, tmp_path: Path
) -> None:
    """Filled from three records; the last page lies on its side and was turned by a person."""
    turned = (90,) if (pixels, rotate) == (270, 0) else ()
    path, form = read(scan(pixels, rotate).content, tmp_path, turned)
    meanings, facts = said(form), RECORDS[record](whole)
    filled = fill(path, form, meanings, facts)
    one, other = by_pdfium(filled.content), by_poppler(filled.content, tmp_path)
    blank = fill(path, form, tuple(Meaning(each.name) for each in form.fields), facts)
    before = by_pdfium(blank.content)
    assert one.shape[0] > one.shape[1]  # as the reader sees it, it stands upright
    assert difference(one, other) < 4
    high = one.shape[0] / 1.5
    for field in form.fields:
        marks = [ink(each, field.spots[0].seen, high) for each in (one, other, before)]
        assert abs(marks[0] - marks[1]) < 0.05
        assert (marks[0] > marks[2] + 0.003) == (field.name in filled.texts)
    shown = "".join(char for char, _, _ in text_in(filled.content))
    for text in filled.texts.values():
        assert "".join(text.split()) in shown


def test_a_place_is_marked_left_out_and_remembered(tmp_path: Path) -> None:
    path, form = read(scan().content, tmp_path)
    now, name = added(form, 0, Box(300, 60, 500, 80))
    now = removed(now, form.fields[0].name)
    now = replace(now, turned=())
    text = map_text(now, [Meaning(name, "company.email", sure=Sure.SURE)], path.name)
    known_file = tmp_path / "map.toml"
    known_file.write_text(text, "utf-8")
    from cpdesk.documents.forms.carrying import carried, marked

    known = read_map(known_file)
    again = marked(read_form(path), known)
    assert [each.name for each in again.fields] == [each.name for each in now.fields]
    assert [each.name for each in again.left_out] == [form.fields[0].name]
    meanings = carried(known, again, [Meaning(each.name) for each in again.fields]).meanings
    assert {each.field: each.ask for each in meanings if each.ask} == {name: "company.email"}


def test_a_new_edition_of_a_scan_takes_the_marked_places_over(tmp_path: Path) -> None:
    """The words cannot be read, so that only the paper itself tells where things are."""
    from cpdesk.documents.forms.carrying import carried, marked

    path, form = read(scan().content, tmp_path)
    now, name = added(form, 0, Box(300, 60, 500, 80))
    text = map_text(now, [*said(form), Meaning(name, "company.email", sure=Sure.SURE)], path.name)
    known_file = tmp_path / "map.toml"
    known_file.write_text(text, "utf-8")
    _, other = read(scan(askew=0.5).content, tmp_path)
    known = read_map(known_file)
    form = marked(other, known)
    result = carried(known, form, [Meaning(each.name) for each in form.fields])
    asks = {each.ask for each in result.meanings if each.ask}
    assert "company.email" in asks
    assert "company.name" in asks
    assert "form-map-placed" in [each.code for each in result.findings]


def test_a_photograph_has_no_places_and_takes_no_time(tmp_path: Path) -> None:
    from tests.documents.forms.making import Maker

    maker = Maker()
    maker.canvas.drawInlineImage(photo((1600, 2200)), 0, 0, 595, 842)
    _, form = read(maker.finish(), tmp_path)
    assert not form.fields
    assert [each.code for each in form.findings] == ["form-bare"]
