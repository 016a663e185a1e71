"""Tables, facts, verdicts and chops as they stand on the page."""

from __future__ import annotations

import io
from decimal import Decimal

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from cpdesk.base.languages import translator
from cpdesk.documents.chapters.use import shared
from cpdesk.documents.setting.blocks import (
    Column,
    Fact,
    Light,
    Row,
    Signatory,
    book_table,
    clauses,
    facts_table,
    finding,
    remark,
    signature,
    signed,
    verdict,
)
from cpdesk.documents.setting.layout import Running, build
from cpdesk.documents.setting.marks import MARKS, Mark
from cpdesk.documents.setting.pair import Both, paper_translator
from cpdesk.documents.setting.writing import Paper
from cpdesk.domain.words import LocalText
from tests.documents.reading import fonts_without_a_file, texts

COLUMNS = [
    Column("Month"),
    Column("Use", "m³", holds="figures"),
    Column("", holds="evidence"),
]


def pages_of(story: list[Flowable], paper: Paper) -> list[str]:
    return texts(pdf_of(story, paper))


def pdf_of(story: list[Flowable], paper: Paper) -> bytes:
    out = io.BytesIO()
    build(out, story, Running("Applicant", "Project", "N", "D"), paper)
    assert fonts_without_a_file(out.getvalue()) == []
    return out.getvalue()


def paper_in(language: str = "en", draft: bool = False) -> Paper:
    return Paper(translator(language), draft=draft)


def test_a_table_says_its_caption_figures_units_and_total() -> None:
    paper = paper_in()
    rows = [["January 2025", Decimal("76985.00"), "[E11-3]"], ["February 2025", Decimal("-3"), ""]]
    story = book_table(paper, COLUMNS, rows, title="Use", reading="billed [E11]",
                       total=["Total", Decimal("76982.00")], notes="Rounded once.")  # fmt: skip
    (page,) = pages_of(story, paper)
    for words in ("Table 1", "Use", "billed [E11]", "m³", "76,985.00", "−3", "[E11-3]", "Total",
                  "76,982.00", "Rounded once."):  # fmt: skip
        assert words in page


def test_the_head_repeats_and_the_total_is_never_alone() -> None:
    for count in range(95, 135):
        paper = paper_in()
        rows = [[f"Row {at}", Decimal(at), "[E1-1]"] for at in range(count)]
        pages = pages_of(book_table(paper, COLUMNS, rows, total=["Total", Decimal(1)]), paper)
        assert all("Month" in page and "m³" in page for page in pages)
        assert f"Row {count - 1}" in next(page for page in pages if "Total" in page)


def test_figures_line_up_at_the_right() -> None:
    paper = paper_in()
    rows = [["a", Decimal("1.00"), ""], ["b", Decimal("123456.00"), "[E1]"]]
    page = pypdfium2.PdfDocument(pdf_of(book_table(paper, COLUMNS, rows), paper))[0].get_textpage()
    edges = []
    for words in ("1.00", "123,456.00"):
        at, count = page.search(words).get_next()
        edges.append(page.get_charbox(at + count - 1)[2])
    assert edges[0] == pytest.approx(edges[1], abs=0.2)


def test_a_gap_is_named_and_marked_in_a_draft_only() -> None:
    draft, final = paper_in(draft=True), paper_in()
    for paper, shown in ((draft, True), (final, False)):
        story = facts_table(paper, [Fact("Sector", None)])
        story += book_table(paper, COLUMNS, [["May 2025", None, ""]])
        (page,) = pages_of(story, paper)
        assert ("to be filled in" in page) is shown
        assert paper.gaps == ["Sector", "May 2025, Use"]


def test_a_remark_of_any_length_fits_a_cell_or_the_page() -> None:
    paper = paper_in("zh_Hant")
    words = "工廠廢水經處理後回用，" * 500
    story = [*book_table(paper, [Column("甲"), Column("乙")], [["x", words], ["y", "尾行"]])]
    story += [*remark(paper, words), *facts_table(paper, [Fact("備註", words)])]
    pages = pages_of(story, paper)
    assert "".join(pages).replace("\n", "").count("工廠廢水經處理後回用") > 1450
    assert any("尾行" in page for page in pages)


@given(st.lists(st.lists(st.text("工廠，a1 ", max_size=60), min_size=4, max_size=4), max_size=6))
@settings(max_examples=25, deadline=None)
def test_any_words_make_a_table(rows: list[list[str]]) -> None:
    paper = paper_in("zh_Hans")
    columns = [
        Column("一"),
        Column("二", "kWh", "figures"),
        Column("三"),
        Column("", "", "evidence"),
    ]
    pages_of(book_table(paper, columns, rows, title="表"), paper)


def test_columns_share_exactly_the_width_of_the_page() -> None:
    paper = paper_in()
    rows = [Row(["A", "Equipment", "", Decimal(1)], "group"), ["A1", "x" * 90, 1, Decimal(2)]]
    columns = [Column(width=9), Column("Item"), Column("n", holds="figures"), Column("HKD")]
    (block,) = book_table(paper, columns, rows)
    table = next(part for part in block.parts if hasattr(part, "_colWidths"))
    assert sum(table._colWidths) == pytest.approx(170 * mm)


def test_a_verdict_never_shows_a_light_without_words() -> None:
    paper = paper_in()
    lights = [Light("shown", "Model.", "R² 0.928"), Light("doubt", "Range.", "1 of 18 months")]
    (page,) = pages_of([verdict(paper, "Measured: 253,600 ±37,400 m³", "15.4%", lights)], paper)
    for words in ("Measured: 253,600 ±37,400 m³", "15.4%", "Model. R² 0.928", "1 of 18 months"):
        assert words in page


@pytest.mark.parametrize(("seal", "wide", "high"), [("company", 62, 48), ("official", 42, 42)])
def test_a_chop_has_its_true_size(seal: str, wide: float, high: float) -> None:
    paper = paper_in()
    who = Signatory("Applicant", "Paper Kite Limited", "Lam Hiu-laam", "Director", seal=seal)
    page = pypdfium2.PdfDocument(pdf_of(signature(paper, who), paper))[0]
    sizes = [_size(each) for each in page.get_objects() if each.type == 2]
    assert any(size == pytest.approx((wide * mm, high * mm), abs=2.5) for size in sizes), sizes
    words = page.get_textpage().get_text_range()
    assert all(each in words for each in ("Lam Hiu-laam", "Director", "Date", "Paper Kite Limited"))


def _size(thing: pypdfium2.PdfObject) -> tuple[float, float]:
    left, bottom, right, top = thing.get_bounds()
    return right - left, top - bottom


def test_clauses_stand_side_by_side_or_alone() -> None:
    paper = paper_in("zh_Hant")
    pairs = [("所填資料真實。", "The information is true."), ("只有中文。", "")]
    (page,) = pages_of(clauses(paper, pairs), paper)
    assert all(
        words in page for words in ("所填資料真實。", "The information is true.", "只有中文。")
    )


def test_every_mark_draws_something() -> None:
    paper = paper_in()
    story: list[Flowable] = [Mark(kind) for kind in MARKS]
    story += [finding(paper, each, "It is missing.") for each in ("blocking", "warning", "info")]
    story += [signed(paper, "tick", "complies")]
    page = pypdfium2.PdfDocument(pdf_of(story, paper))[0]
    assert len([each for each in page.get_objects() if each.type == 2]) >= len(MARKS) + 4
    with pytest.raises(KeyError):
        pdf_of([Mark("unheard-of")], paper_in())


def test_two_languages_stand_the_same_way_down_a_column_and_along_a_head() -> None:
    """One long name sets both languages above one another in its whole column, not elsewhere."""
    paper = Paper(paper_translator("en+zh_Hant"))
    names = [("壓縮機", "Compressor"), ("凹版印刷機及烘乾箱", "Gravure press with its dryer")]
    rows = [[LocalText(english, chinese), LocalText("in use", "使用中")]
            for chinese, english in names]  # fmt: skip
    state = Both("目前狀況及備註", "State today and remarks")
    heads = [Column(Both("設備", "Machine")), Column(state)]
    lines = pages_of(book_table(paper, heads, rows), paper)[0].splitlines()
    for chinese, english in names:
        assert not any(chinese in line and english in line for line in lines)
    assert any("使用中 in use" in line for line in lines)
    assert not any("設備" in line and "Machine" in line for line in lines)


def test_a_figure_with_its_word_in_two_languages_lines_up() -> None:
    paper = Paper(paper_translator("en+zh_Hant"))
    rows = [["a", Both("3.2年", "3.2 years")], ["b", Both("12.5年", "12.5 years")]]
    lines = pages_of(book_table(paper, COLUMNS[:2], rows), paper)[0].splitlines()
    assert not any("年" in line and "years" in line for line in lines)


def test_a_whole_table_is_parted_only_where_it_is_higher_than_a_page() -> None:
    before = [*remark(paper_in(), "words " * 700)]
    for whole, count, pages in ((True, 30, 1), (False, 30, 2), (True, 120, 4)):
        paper = paper_in()
        rows = [[f"Row {at}", Decimal(at), ""] for at in range(count)]
        told = pages_of([*before, *book_table(paper, COLUMNS, rows, whole=whole)], paper)
        assert len([page for page in told if "Row" in page]) == pages


@pytest.mark.parametrize(
    ("count", "tables"), [(0, []), (4, [4]), (5, [3, 2]), (9, [3, 3, 3]), (10, [4, 4, 2])]
)
def test_series_are_shared_evenly_among_tables(count: int, tables: list[int]) -> None:
    parts = shared(range(count), 4)
    assert [len(part) for part in parts] == tables
    assert [each for part in parts for each in part] == list(range(count))


def test_who_signs_may_have_a_name_of_any_length() -> None:
    paper = paper_in("zh_Hans")
    who = Signatory("Applicant", "東莞紙燈籠" * 900, "Lam", "Director", seal="none")
    (page,) = pages_of(signature(paper, who), paper)
    assert "東莞紙燈籠" in page
    assert "Lam" in page
