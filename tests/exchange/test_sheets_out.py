"""Tables for other programs: what CSV neutralises our reader undoes; names that Excel takes."""

from __future__ import annotations

import tempfile
from pathlib import Path

import openpyxl
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cpdesk.base.languages import translator
from cpdesk.domain.periods import Month
from cpdesk.domain.sheets import Heading, Sheet
from cpdesk.exchange.csv_table import table_of
from cpdesk.exchange.sheets_out import write_csv, write_sheets

T = translator("en")
FORMULAS = ("=1+1", "+86 755", "-x", "@a", "'=1", "''=1", "'quoted'=b", "it's", "\t=1", "\r=1")
_LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn"))
texts = st.sampled_from(FORMULAS) | st.text(_LETTERS, max_size=8)


def sheet(name: str, *rows: tuple[object, ...], about: str = "") -> Sheet:
    return Sheet(name, about, (Heading("Month"), Heading("Use", "kWh", "bills")), rows)


@settings(deadline=None)
@example([("\t=1", "\t=1"), ("\t=1", "\t=1")])
@example([(";", ";")])
@example([(",;,", "x")])
@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=5))
def test_what_csv_neutralises_our_reader_undoes(rows: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_csv(sheet("a", *rows), Path(folder) / "a.csv")
        assert [tuple(row) for row in table_of(path)] == [("Month", "Use (kWh; bills)"), *rows]


def test_a_spreadsheet_that_opens_the_csv_computes_nothing(tmp_path: Path) -> None:
    path = write_csv(sheet("a", *((each, -3.5) for each in FORMULAS)), tmp_path / "數.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    lines = path.read_text("utf-8-sig")
    for each in ("=1+1", "+86 755", "-x", "@a"):
        assert f"\n'{each},-3.5" in lines  # figures stay figures, negative ones too


def test_cells_are_months_figures_texts_and_nothing(tmp_path: Path) -> None:
    rows = ((Month(2024, 3), 1234567.125), (Month(2024, 4), None), ("=1", 1e-7))
    book = openpyxl.load_workbook(write_sheets([sheet("U1", *rows)], tmp_path / "a.xlsx", T))
    page = book["U1"]
    assert [cell.value for cell in page[1]] == ["Month", "Use (kWh; bills)"]
    assert (page["A2"].value.isoformat()[:7], page["A2"].number_format) == ("2024-03", "yyyy-mm")
    assert (page["B2"].value, page["B3"].value, page["B4"].value) == (1234567.125, None, 1e-7)
    assert (page["A4"].value, page["A4"].data_type) == ("=1", "s")
    csv = write_csv(sheet("U1", *rows), tmp_path / "a.csv").read_text("utf-8-sig")
    assert csv.splitlines()[1:] == ["2024-03,1234567.125", "2024-04,", "'=1,0.0000001"]


def test_names_of_sheets_are_cleaned_cut_and_never_twice(tmp_path: Path) -> None:
    wanted = ["A/B", "a:b", "'", "長" * 40, "長" * 40, "Charts"]
    path = write_sheets([sheet(each, about=each) for each in wanted], tmp_path / "a.xlsx", T)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [
        "Charts", "A B", "a b (2)", "-", "長" * 31, f"{'長' * 27} (2)", "Charts (2)",
    ]  # fmt: skip
    assert [row[1].value for row in book["Charts"].iter_rows(min_row=2)] == wanted
