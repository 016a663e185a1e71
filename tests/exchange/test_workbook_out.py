"""The exported workbook as Excel and other programs meet it: valid, text as text, days as days."""

from __future__ import annotations

import gc
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest

from cpdesk.base.languages import LANGUAGES, translator
from cpdesk.domain.company import Company, Factory
from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Refusal
from cpdesk.domain.plant import Meter, MeterKind, Reading
from cpdesk.domain.record import KINDS, Change, Identity, Record
from cpdesk.domain.words import LocalText
from cpdesk.exchange import template
from tests.limits import small_disk

HOSTILE = ("=1+1", "+86 755 1234", "@x", "-3", "<r>bold?</r>", "a\x0bb", "_x0041_", " 兩 ", "007")


def record(*things: Entity) -> Record:
    plain: list[Entity] = [
        Company(id="c", code="C1"), Factory(id="f", code="F1", company="c"),
        Meter(id="m", code="M1", factory="f", kind=MeterKind.ELECTRICITY, unit="kWh"),
    ]  # fmt: skip
    empty = Record(Identity("r", 0, ""), {})
    return empty.after([Change(None, each) for each in (*plain, *things)], Identity("r", 1, ""))


def bill(at: int, **values: object) -> Reading:
    first, next_one = date(2024, at, 1), date(2024, at + 1, 1)
    plain = {"id": f"r{at}", "meter": "m", "start": first, "end": next_one}
    return Reading(**{**plain, "amount": Decimal("12500.50"), **values})  # type: ignore[arg-type]


def sheets(path: Path) -> Iterator[bytes]:
    with zipfile.ZipFile(path) as book:
        for name in book.namelist():
            content = book.read(name)
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(content)  # raises where it is no XML
            if name.startswith("xl/worksheets/sheet"):
                yield content


def test_text_stays_text_and_nothing_is_a_formula(tmp_path: Path) -> None:
    bills = [bill(at, note=text) for at, text in enumerate(HOSTILE, 1)]
    path = template.write(record(*bills), tmp_path / "全部.xlsx", translator("en"))
    content = b"".join(sheets(path))
    assert b"<f>" not in content
    assert content.count(b"<ignoredError ") == len(list(sheets(path))) - 1  # all but the read-me
    with zipfile.ZipFile(path) as book:
        assert not any("calcChain" in name for name in book.namelist())
    page = openpyxl.load_workbook(path)["Reading"]
    column = next(cell.column for cell in page[1] if cell.value == "Note")
    cells = [page.cell(row, column) for row in range(2, 2 + len(HOSTILE))]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells][:5] == list(HOSTILE)[:5]


def test_figures_are_numbers_with_their_unit_and_days_are_days(tmp_path: Path) -> None:
    other = bill(2, unit="MWh", amount=Decimal(3))
    path = template.write(record(bill(1), other), tmp_path / "a.xlsx", translator("en"))
    page = openpyxl.load_workbook(path)["Reading"]
    heads = {cell.value: cell.column for cell in page[1]}
    amounts = [page.cell(row, heads["Amount"]) for row in (2, 3)]
    assert [(each.value, each.number_format) for each in amounts] == [
        (12500.5, '#,##0.00" kWh"'), (3, '#,##0" MWh"'),
    ]  # fmt: skip
    start = page.cell(2, heads["From"])
    assert start.is_date
    assert start.value.date() == date(2024, 1, 1)
    assert page.freeze_panes == "B2"
    assert page.auto_filter.ref == f"A1:{page.cell(3, page.max_column).coordinate}"
    assert page.column_dimensions["A"].width > 10


def test_a_unit_that_no_format_can_hold_is_left_to_its_column(tmp_path: Path) -> None:
    odd = bill(1, unit='"x" \\ 立\x0b方')
    path = template.write(record(odd), tmp_path / "a.xlsx", translator("en"))
    assert list(sheets(path))
    page = openpyxl.load_workbook(path)["Reading"]
    heads = {cell.value: cell.column for cell in page[1]}
    assert page.cell(2, heads["Amount"]).number_format == "#,##0.00"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_has_a_name_that_excel_takes(tmp_path: Path, language: str) -> None:
    path = template.write(None, tmp_path / "範本.xlsx", translator(language))
    assert list(sheets(path))
    names = openpyxl.load_workbook(path, read_only=True).sheetnames
    assert len({each.casefold() for each in names}) == len(names) > 30
    assert all(0 < len(each) <= 31 and not re.search(r"[\[\]:*?/\\]", each) for each in names)


def test_readings_stand_by_meter_and_then_by_time(tmp_path: Path) -> None:
    bills = [bill(at, id=f"{9 - at}") for at in (3, 1, 2)]
    path = template.write(record(*bills), tmp_path / "a.xlsx", translator("en"))
    page = openpyxl.load_workbook(path)["Reading"]
    column = next(cell.column for cell in page[1] if cell.value == "From")
    assert [page.cell(row, column).value.month for row in (2, 3, 4)] == [1, 2, 3]


def test_more_rows_than_a_sheet_holds_are_refused_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(template, "MOST_ROWS", 2)
    with pytest.raises(Refusal) as caught:
        template.write(record(*map(bill, (1, 2, 3))), tmp_path / "a.xlsx", translator("en"))
    assert caught.value.finding.facts == {"n": 3, "most": 2}
    assert not list(tmp_path.iterdir())


def test_a_long_text_of_rare_characters_is_cut_into_cells_that_excel_can_hold(
    tmp_path: Path,
) -> None:
    """Excel counts halves of characters: 20,000 of these are 40,000, and a cell holds 32,767."""
    made = record(Company(id="k", code="C2", name=LocalText(zh_Hant="𠮷" * 20_000)))
    path = template.write(made, tmp_path / "a.xlsx", translator("en"))
    page = openpyxl.load_workbook(path)["Company"]
    texts = [cell.value for row in page.iter_rows(min_row=2) for cell in row if cell.value]
    assert max(len(str(each).encode("utf-16-le")) // 2 for each in texts) <= 32_767
    assert sum(str(each).count("𠮷") for each in texts) == 20_000


def test_every_kind_has_a_sheet_in_the_record_or_none(tmp_path: Path) -> None:
    path = template.write(record(), tmp_path / "a.xlsx", translator("en"))
    names = openpyxl.load_workbook(path, read_only=True).sheetnames
    assert {"Line of a bill", "Reading", "Meter"} <= set(names)
    assert len(names) == len(KINDS) + 1 - len(template._PAPER_KINDS)


def test_a_disk_that_fills_up_under_the_rows_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = record(*(bill(at, note="x" * 16_000) for at in range(1, 12)))
    with small_disk(64) as disk:
        monkeypatch.setattr("tempfile.tempdir", str(disk))
        with pytest.raises(OSError, match="No space left"):
            template.write(made, tmp_path / "a.xlsx", translator("en"))
        gc.collect()
        assert not list(disk.iterdir())
    assert not list(tmp_path.iterdir())
