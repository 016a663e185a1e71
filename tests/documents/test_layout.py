"""Pages read back: heads, feet, numbers, contents, outline, fonts, and the same bytes twice."""

from __future__ import annotations

import io
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest
from reportlab.platypus import Flowable, Spacer

from cpdesk.base.languages import translator
from cpdesk.documents.setting.headings import chapter, contents, section
from cpdesk.documents.setting.layout import Running, after_cover, build, new_page
from cpdesk.documents.setting.writing import Paper
from tests.documents.reading import fonts_without_a_file, texts

RUNNING = Running(
    "紙鳶紡織（香港）有限公司", "Rinse-water reuse 沖洗水", "PK-2026-001", "28 January 2026"
)
LONG = "工廠的主要股東為香港居民；Steam fell by 548.3 t CO₂。减报" * 30


def story(paper: Paper, chapters: int = 3) -> list[Flowable]:
    parts: list[Flowable] = contents(paper)
    for number in range(chapters):
        parts += [*new_page(), chapter(paper, f"Chapter {number} 章"), paper.say(LONG)]
        parts += [section(paper, f"Section {number} 節"), *(paper.say(LONG) for _ in range(5))]
    return parts


def printed(language: str = "en", draft: bool = False, chapters: int = 3) -> bytes:
    out = io.BytesIO()
    paper = Paper(translator(language), draft=draft)
    build(out, story(paper, chapters), RUNNING, paper)
    return out.getvalue()


@pytest.mark.parametrize("language", ["en", "zh_Hant", "zh_Hans"])
def test_two_builds_are_the_same_bytes_and_carry_their_fonts(language: str) -> None:
    pdf = printed(language)
    assert pdf == printed(language)
    assert fonts_without_a_file(pdf) == []


def test_every_page_has_its_head_and_its_number() -> None:
    pages = texts(printed())
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert "紙鳶紡織（香港）有限公司" in page
        assert "Rinse-water reuse 沖洗水" in page
        assert "PK-2026-001" in page


def test_contents_name_the_page_where_each_chapter_stands() -> None:
    pdf = printed(chapters=3)
    pages = texts(pdf)
    listed = pages[0].replace("\n", " ")
    for number in range(3):
        at = next(i for i, page in enumerate(pages[1:], 2) if f"Chapter {number} 章" in page)
        assert f"Chapter {number} 章 {at}" in listed
    with pikepdf.open(io.BytesIO(pdf)) as document:
        links = list(document.pages[0].get("/Annots", []))
    assert len(links) >= 6


def test_rare_characters_of_names_can_be_copied() -> None:
    out = io.BytesIO()
    paper = Paper(translator("zh_Hant"))
    build(out, [paper.say("𨋢𠝹啲")], RUNNING, paper)
    assert "𨋢𠝹啲" in texts(out.getvalue())[0]


def test_outline_language_title_and_author() -> None:
    pdf = printed("zh_Hans")
    outline = [each.get_title() for each in pypdfium2.PdfDocument(pdf).get_toc()]
    assert outline[:2] == ["1  Chapter 0 章", "1.1  Section 0 節"]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.Root.Lang == "zh-Hans-CN"
        assert document.docinfo["/Title"] == RUNNING.project
        assert document.docinfo["/Author"] == RUNNING.applicant


def test_contents_longer_than_a_page_still_settle() -> None:
    out = io.BytesIO()
    paper = Paper(translator("en"))
    parts = contents(paper)
    for number in range(70):
        parts += [chapter(paper, f"Chapter {number}"), paper.say("words")]
    count = build(out, parts, RUNNING, paper)
    pages = texts(out.getvalue())
    assert count == len(pages)
    assert f"Page {count} of {count}" in pages[-1]


@pytest.mark.parametrize(("language", "word"), [("en", "DRAFT"), ("zh_Hant", "草稿")])
def test_a_draft_says_so_on_every_page(language: str, word: str) -> None:
    assert all(word in page for page in texts(printed(language, draft=True)))
    assert not any(word in page for page in texts(printed(language)))


def test_a_cover_has_no_running_head() -> None:
    out = io.BytesIO()
    paper = Paper(translator("en"), has_cover=True)
    build(out, [paper.say("Cover"), *after_cover(), paper.say("Inside")], RUNNING, paper)
    cover, inside = texts(out.getvalue())
    assert "Page" not in cover
    assert "Page 2 of 2" in inside


def test_long_names_in_the_head_do_not_meet() -> None:
    out = io.BytesIO()
    paper = Paper(translator("en"))
    running = Running("Very Long Company Name Limited " * 6, "A Long Project " * 12, "N", "D")
    build(out, [paper.say("x")], running, paper)
    page = pypdfium2.PdfDocument(out.getvalue())[0].get_textpage()
    boxes = [page.get_rect(i) for i in range(page.count_rects())]
    head = sorted(box for box in boxes if box[1] > 790)
    assert all(left[2] <= right[0] + 0.5 for left, right in pairwise(head))


def test_a_heading_never_stands_alone_at_the_foot() -> None:
    for height in range(650, 700, 7):
        out = io.BytesIO()
        paper = Paper(translator("en"))
        parts = [Spacer(1, height), section(paper, "Lonely"), paper.say(LONG)]
        build(out, parts, RUNNING, paper)
        with_heading = next(page for page in texts(out.getvalue()) if "Lonely" in page)
        assert "工廠" in with_heading


def test_a_page_that_is_still_empty_is_not_left_empty() -> None:
    paper, out = Paper(translator("en")), io.BytesIO()
    parts = [paper.say("One"), *new_page(), *new_page(), paper.say("Two"), *new_page()]
    build(out, parts, RUNNING, paper)
    assert [("One" in page, "Two" in page) for page in texts(out.getvalue())] == [
        (True, False), (False, True),
    ]  # fmt: skip
