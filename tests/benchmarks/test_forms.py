"""Filling a long official form against pikepdf opening and saving the same file."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf

from cpdesk.documents.forms.filling import fill
from cpdesk.documents.forms.laying import typeset
from cpdesk.documents.forms.reading import read_form
from tests.benchmarks.comparing import compare, timed
from tests.benchmarks.official_form import PAGES, ROWS, official_form
from tests.documents.forms.cases import facts_of, sample
from tests.documents.forms.looking import values

FIELDS = PAGES * ROWS
MOST = 3


def test_a_form_of_20_pages_and_300_fields(tmp_path: Path) -> None:
    """Two and a half times; by its fields and not by its pages it costs more than the plain thing.

    The form weighs 260 kB and has 2500 objects, 1800 of them the tags for screen readers. Of 52 ms
    pikepdf takes 20 to open, read and save it, as by itself. To find the answers and lay them
    takes 9 ms (280 different ones, each as if for the first time), to draw them 5, the font with
    its 370 characters 4, what is bounded, cleaned of scripts and found of fields 6, and to put
    values and drawings into the fields 3; the rest is let go of. The same form without tags, which
    is opened and saved in 12 ms, takes three and a half times, and a skeleton of 7 ms six times.
    Five forms published by authorities, 26 to 124 fields filled, took 1.0 to 2.2 times.
    """
    record, path = sample(tmp_path), tmp_path / "form.pdf"
    content, meanings = official_form(facts_of(record))
    path.write_bytes(content)
    form = read_form(path)

    def ours() -> None:
        typeset.cache_clear()  # nobody fills the same form twice, though a benchmark does
        made = fill(path, form, meanings, facts_of(record))
        assert len(made.texts) == FIELDS
        assert made.pages == PAGES

    def plainly() -> None:
        with pikepdf.open(path) as document:
            document.save(io.BytesIO())

    ours()  # fonts are read once in a process
    compare("a form of 20 pages and 300 fields, filled", MOST, timed(ours), timed(plainly))
    assert len(values(fill(path, form, meanings, facts_of(record)).content)) == FIELDS
