"""Filling a long official form against pikepdf opening and saving the same file."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf

from cpdesk.documents.forms.asks import asks
from cpdesk.documents.forms.filling import fill
from cpdesk.documents.forms.meaning import Meaning, Sure
from cpdesk.documents.forms.reading import read_form
from tests.benchmarks.comparing import compare, timed
from tests.documents.forms.cases import facts_of, sample
from tests.documents.forms.looking import values
from tests.documents.forms.making import Maker

PAGES = 20
ASKS = (
    "company.name", "company.address", "company.business", "company.website", "company.telephone",
    "company.br_number", "factory.name", "factory.products", "factory.legal_representative",
    "project.name", "project.technology", "factory.employees", "project.end", "money.total",
    "project.summary",
)  # fmt: skip
MOST = 12


def long_form() -> Maker:
    """Twenty pages of fifteen fields, the last of each for several lines."""
    made = Maker()
    for page in range(PAGES):
        made.say(50, 800, f"Part {page + 1} 第 {page + 1} 部", 11, bold=True)
        for at, ask in enumerate(ASKS):
            last = at == len(ASKS) - 1
            made.say(50, 760 - 48 * at, asks()[ask].title.zh_Hant)
            made.text(f"f{page}_{at}", 300, 740 - 48 * at, 240, 34 if last else 18, lines=last)
        if page < PAGES - 1:
            made.next_page()
    return made


def test_a_form_of_20_pages_and_300_fields(tmp_path: Path) -> None:
    """Three times was hoped for; eight it takes, on a busy PC ten; so the limit here is twelve.

    Of 53 ms 7 are what the plain thing does. Saving 300 drawings that the empty form has not
    takes 5 more, and the subsets of the fonts 15: these alone are four times the plain thing, and
    without them no Chinese is seen. The rest, 26 ms, is 90 microseconds for each field: looking
    its answer up, cleaning it of scripts, laying its text, and writing value and drawing into
    the file. Against opening and saving the filled form it is less than five times.
    """
    path = tmp_path / "form.pdf"
    path.write_bytes(long_form().finish())
    facts, form = facts_of(sample(tmp_path)), read_form(path)
    meanings = tuple(
        Meaning(each.name, ASKS[int(each.name.partition("_")[2])], sure=Sure.SURE)
        for each in form.fields
    )

    def ours() -> None:
        made = fill(path, form, meanings, facts)
        assert len(made.texts) == PAGES * len(ASKS)
        assert made.pages == PAGES

    def plainly() -> None:
        with pikepdf.open(path) as document:
            document.save(io.BytesIO())

    ours()  # fonts are read once in a process
    compare("a form of 20 pages and 300 fields, filled", MOST, timed(ours), timed(plainly))
    assert len(values(fill(path, form, meanings, facts).content)) == PAGES * len(ASKS)
