"""What stays together on a page, and two languages that never say a thing twice."""

from __future__ import annotations

import io
from datetime import date

import pytest
from reportlab.platypus import Flowable, Spacer

from cpdesk.base.languages import translator
from cpdesk.documents.setting.blocks import Column, Fact, book_table, facts_table, finding
from cpdesk.documents.setting.headings import section
from cpdesk.documents.setting.layout import Running, build
from cpdesk.documents.setting.pair import Both, behind, paper_translator
from cpdesk.documents.setting.writing import Paper
from cpdesk.domain.words import LocalText
from tests.documents.reading import texts


def pages_of(story: list[Flowable], paper: Paper) -> list[str]:
    out = io.BytesIO()
    build(out, story, Running("Applicant", "Project", "N", "D"), paper)
    return texts(out.getvalue())


@pytest.mark.parametrize("rows", [2, 5, 9, 40, 90])
def test_no_row_stands_alone_before_or_after_a_page(rows: int) -> None:
    for above in range(0, 700, 47):
        paper = Paper(translator("en"))
        lines = [[f"Row {at}.", "x"] for at in range(rows)]
        story: list[Flowable] = [Spacer(1, above), section(paper, "Heading")]
        story += book_table(paper, [Column("Head"), Column("B")], lines, title="Caption",
                            total=["Total", "x"], notes="Note below.")  # fmt: skip
        pages = [page for page in pages_of(story, paper) if "Row" in page or "Head" in page]
        assert all(page.count("Row ") >= min(rows, 2) for page in pages)
        assert all(words in pages[0] for words in ("Heading", "Caption", "Row 0."))
        assert all(words in pages[-1] for words in (f"Row {rows - 1}.", "Total", "Note below."))
        assert all("Head\n" in page or "Head B" in page for page in pages)


def test_a_caption_higher_than_a_page_goes_on_over_the_next_ones() -> None:
    paper = Paper(translator("en"))
    title = "Amounts " + "typed at length " * 2000
    story = book_table(paper, [Column("A"), Column("B")], [["1", "x"], ["2", "end."]], title=title)
    pages = pages_of(story, paper)
    assert len(pages) > 2
    assert " ".join(pages).count("length") == 2000
    assert "end." in pages[-1]


def test_a_low_table_moves_whole_and_a_row_higher_than_a_page_is_parted() -> None:
    paper = Paper(translator("en"))
    low = facts_table(paper, [Fact(f"Fact {at}.", "x") for at in range(8)])
    first, second = pages_of([paper.say("Before"), Spacer(1, 620), *low], paper)
    assert "Fact" not in first
    assert second.count("Fact ") == 8
    paper = Paper(translator("en"))
    tall = book_table(paper, [Column("A"), Column("B")], [["1", "word " * 3000], ["2", "end."]])
    pages = pages_of(tall, paper)
    assert "".join(pages).count("word") == 3000
    assert "end." in pages[-1]


def test_what_fits_to_a_hair_is_set_here_or_on_the_next_page() -> None:
    """Where the room is too small by less than can be seen, it is too small."""

    def on_first_page(above: float) -> bool:
        paper = Paper(translator("en"))
        story = [Spacer(1, above), finding(paper, "info", "Found.")]
        return "Found." in pages_of(story, paper)[0]

    fits, is_too_low = 500.0, 760.0
    while is_too_low - fits > 0.002:
        middle = (fits + is_too_low) / 2
        fits, is_too_low = (middle, is_too_low) if on_first_page(middle) else (fits, middle)
    for step in range(-6, 7):
        assert on_first_page(fits + step / 500) == (step <= 0)


def test_a_heading_is_lower_than_a_page() -> None:
    paper = Paper(translator("en"))
    (page,) = pages_of([section(paper, "wordy " * 800), paper.say("After")], paper)
    assert page.count("wordy") == 50
    assert "…" in page or "..." in page
    assert "After" in page


def test_a_fact_speaks_the_language_of_its_sentence() -> None:
    t = paper_translator("en+zh_Hant")
    name = t.show(LocalText("Steam meter", "蒸汽錶"))
    said = t("{name}: saving month by month", name=name)
    assert isinstance(said, Both)
    assert "Steam meter" not in said.first
    assert said.second == "Steam meter: saving month by month"
    assert said.count("蒸汽錶") == said.count("Steam meter") == 1
    day = t("from {first} to {last}", first=t.date(date(2026, 1, 2)), last=date(2026, 3, 4))
    assert isinstance(day, Both)
    assert day.second == "from 2 January 2026 to 4 March 2026"
    assert str(t.date(date(2026, 1, 2))) == "2026年1月2日"


def test_a_number_stands_before_both_languages_once() -> None:
    label = behind("A1", Both("申請公司名稱", "Name of applicant"))
    assert isinstance(label, Both)
    assert (label.first, label.second) == ("A1  申請公司名稱", "Name of applicant")
    assert behind("A1", "") == "A1"
    assert behind("", "Name") == "Name"
