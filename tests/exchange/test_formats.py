"""Every format that a factory's files come in says the same, and tells errors from blanks."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from cpdesk.bootstrap import new_desk
from cpdesk.domain.plant import Meter, MeterKind, Reading
from cpdesk.services.importing import Plan, carry_out, preview
from cpdesk.services.workspace import Workspace
from tests.exchange import ledger

SHEETS = r"xl/worksheets/sheet1\.xml"
Change = Callable[[str], str]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    desk = new_desk(tmp_path / "r.cpdesk", author="t")
    yield desk
    desk.store.close()


def says_the_same(desk: Workspace, path: Path) -> None:
    """The record then holds the three months of the ledger, with its own sums."""
    plan = preview(desk, path)
    assert [str(each.facts) for each in plan.findings if each.blocking] == []
    carry_out(desk, plan)
    readings = desk.record.all(Reading)
    assert sorted(str(each.start) for each in readings) == [
        "2024-01-01", "2024-02-01", "2024-03-01",
    ]  # fmt: skip
    assert sum(each.amount for each in readings) == Decimal(ledger.AMOUNT)
    assert sum(each.cost or 0 for each in readings) == Decimal(ledger.COST)
    assert {each.currency for each in readings} == {"CNY"}
    assert [each.kind for each in desk.record.all(Meter)] == [MeterKind.ELECTRICITY]


def refused(plan: Plan) -> list[tuple[str, str, object]]:
    return [(each.code, each.place.spot, each.facts.get("error"))
            for each in plan.findings if each.blocking]  # fmt: skip


@pytest.mark.parametrize("name", ["ledger.xls", "ledger-1904.xls", "ledger.ods", "ledger.xlsb"])
def test_formats_of_other_programs(desk: Workspace, name: str) -> None:
    says_the_same(desk, ledger.FORMATS / name)


@pytest.mark.parametrize("mac", [False, True])
def test_both_epochs_of_excel(desk: Workspace, tmp_path: Path, mac: bool) -> None:
    says_the_same(desk, ledger.write(tmp_path / "台账.xlsx", mac=mac))


@pytest.mark.parametrize("mac", [False, True])
def test_dates_that_lost_their_format_are_numbers_of_their_epoch(
    desk: Workspace, tmp_path: Path, mac: bool
) -> None:
    path = ledger.write(tmp_path / "a.xlsx", mac=mac)
    plain = ledger.edited(path, tmp_path / "b.xlsx", SHEETS,
                          lambda xml: re.sub(r'(<c r="A[456]") s="\d+"', r"\1", xml))  # fmt: skip
    says_the_same(desk, plain)


def test_a_workbook_named_xls_or_without_a_name_for_it_is_read(
    desk: Workspace, tmp_path: Path
) -> None:
    says_the_same(desk, ledger.write(tmp_path / "a.xlsx").rename(tmp_path / "台账.xls"))


def wps(xml: str) -> str:
    """As WPS saves a sheet: no dimension, extensions of its own, spaces kept, styles everywhere."""
    xml = re.sub(r"<dimension [^>]*/>", "", xml)
    xml = xml.replace("<sheetData>", '<cols><col min="1" max="16384" style="1"/></cols><sheetData>')
    return re.sub(r"<row ([^>]*)>", r'<row \1 s="3" customFormat="1" ht="14.25">', xml)


def prefixed(xml: str) -> str:
    """As some reporting tools save one: prefixes, and quotes of the other kind."""
    xml = re.sub(r"<(/?)(\w)", r"<\1x:\2", xml).replace('xmlns="', 'xmlns:x="')
    return re.sub(r'(<x:c )r="([A-Z]+\d+)"', r"\1r='\2'", xml)


def unplaced(xml: str) -> str:
    """As some exports save one: cells do not say where they stand, so blank ones are written."""
    return re.sub(r'(<c|<row) r="[A-Z]*\d+"', r"\1", xml)


@pytest.mark.parametrize("change", [wps, prefixed])
def test_sheets_as_other_writers_save_them(
    desk: Workspace, tmp_path: Path, change: Change
) -> None:
    path = ledger.write(tmp_path / "a.xlsx")
    app = ledger.edited(path, tmp_path / "b.xlsx", r"docProps/app\.xml", lambda xml: xml.replace(
        "Microsoft Excel", "WPS Office_12.1.0.16929_F1E327BC-269C-435d-A152-05C5408002CA"
    ))  # fmt: skip
    says_the_same(desk, ledger.edited(app, tmp_path / "c.xlsx", SHEETS, change))


def test_macros_are_told_of_in_a_macro_workbook(desk: Workspace, tmp_path: Path) -> None:
    path = ledger.write(tmp_path / "a.xlsx").rename(tmp_path / "a.xlsm")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    assert "macros" in {each.code for each in preview(desk, path).findings}
    says_the_same(desk, path)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"]
)
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_tables_of_text_in_simplified_chinese(
    desk: Workspace, tmp_path: Path, encoding: str, separator: str
) -> None:
    head = ("月份", "用电量(kWh)", "电费(元)", "备注")
    rows = [(f"2024年{number}月", str(used), str(cost), "已核对") for number, (used, cost) in
            enumerate(ledger.MONTHS, 1)]  # fmt: skip
    text = "".join(separator.join(row) + "\r\n" for row in (head, *rows))
    path = tmp_path / "电费 2024.csv"
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    path.write_bytes(mark + text.encode(encoding))
    says_the_same(desk, path)


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "big5hkscs"])
def test_tables_of_text_in_traditional_chinese(
    desk: Workspace, tmp_path: Path, encoding: str
) -> None:
    note = "深水埗、啫喱、𨋢" if encoding == "big5hkscs" else "已核對"
    rows = [f"2024年{number}月\t{used}\t{cost}\t{note}" for number, (used, cost) in
            enumerate(ledger.MONTHS, 1)]  # fmt: skip
    path = tmp_path / "電費.tsv"
    path.write_bytes("\r\n".join(["月份\t用電量(kWh)\t電費(元)\t備註", *rows]).encode(encoding))
    says_the_same(desk, path)
    assert {each.note for each in desk.record.all(Reading)} == {note}


# --- errors, and formulas without a result -----------------------------------------------------


@pytest.mark.parametrize("name", ["errors.xls", "errors.ods"])
def test_an_error_is_told_from_a_blank(desk: Workspace, name: str) -> None:
    sheet = ledger.SHEET
    assert refused(preview(desk, ledger.FORMATS / name))[:2] == [
        ("cell-shows-error", f"{sheet}!B5", "#DIV/0!"), ("cell-shows-error", f"{sheet}!B6", "#N/A")
    ]  # fmt: skip


def test_an_error_in_a_binary_workbook(desk: Workspace, tmp_path: Path) -> None:
    """The figure of February becomes the record of an error ([MS-XLSB] 2.4.297)."""
    place = struct.pack("<II", 1, 0)
    real = b"\x02\x0c" + place + struct.pack("<I", 11800 << 2 | 2)
    error = b"\x03\x09" + place + b"\x17"
    path = tmp_path / "b.xlsb"
    with zipfile.ZipFile(ledger.FORMATS / "ledger.xlsb") as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            assert "sheet1.bin" not in name or "_rels" in name or real in data
            new.writestr(name, data.replace(real, error))
    assert refused(preview(desk, path))[0] == ("cell-shows-error", f"{ledger.SHEET}!B3", "#REF!")


def valued(xml: str) -> str:
    """As Excel saves it: an error beside its formula, and results."""
    spoilt = r'<c r="\1"\2 t="e"><f>\3</f><v>#REF!</v>'
    xml = re.sub(r'<c r="(B[56])"([^>]*)><f>(.*?)</f><v ?/?>(</v>)?', spoilt, xml)
    return re.sub(r"<v ?/>|<v></v>", "<v>1</v>", xml)


@pytest.mark.parametrize("change", [valued, lambda xml: prefixed(valued(xml))])
def test_an_error_as_excel_saves_it(desk: Workspace, tmp_path: Path, change: Change) -> None:
    path = ledger.write(tmp_path / "a.xlsx", errors=True)
    path = ledger.edited(path, tmp_path / "b.xlsx", SHEETS, change)
    assert refused(preview(desk, path))[:2] == [
        ("cell-shows-error", f"{ledger.SHEET}!B5", "#REF!"),
        ("cell-shows-error", f"{ledger.SHEET}!B6", "#REF!"),
    ]  # fmt: skip


@pytest.mark.parametrize("change", [str, prefixed, unplaced])
def test_a_formula_without_a_result_is_told_from_a_blank(
    desk: Workspace, tmp_path: Path, change: Change
) -> None:
    path = ledger.write(tmp_path / "a.xlsx", errors=True)
    path = ledger.edited(path, tmp_path / "b.xlsx", SHEETS, change)
    found = [(code, spot.rpartition("!")[2]) for code, spot, _ in refused(preview(desk, path))]
    rows = (4, 5) if change is unplaced else (5, 6)  # the blank row above is then not told
    assert found[:2] == [("formula-not-calculated", f"B{row}") for row in rows]


def test_zeros_of_a_writer_that_calculates_nothing_are_no_results(
    desk: Workspace, tmp_path: Path
) -> None:
    """XlsxWriter leaves the calculation to Excel and writes a zero for every formula."""
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("2024")
        sheet.write_row(0, 0, ("月份", "用电量(kWh)"))
        for row, figure in enumerate((5, "=1+1", 6), 1):
            sheet.write_row(row, 0, (f"{row}月", figure))
        sheet.write_formula(4, 1, "=3+4", None, 7)
        sheet.write(4, 0, "4月")
    assert refused(preview(desk, path)) == [("formula-not-calculated", "2024!B3", None)]


def test_an_empty_text_is_a_result_and_an_error_aside_hinders_nothing(
    desk: Workspace, tmp_path: Path
) -> None:
    path = ledger.write(tmp_path / "a.xlsx")
    said = ledger.edited(path, tmp_path / "b.xlsx", SHEETS, lambda xml: re.sub(
        r'<c r="D4"([^>]*)>(<f>.*?</f>)<v ?/?>(</v>)?', r'<c r="D4"\1 t="e">\2<v>#DIV/0!</v>', xml
    ))  # fmt: skip
    says_the_same(desk, said)


def test_our_own_template_tells_an_error_too(desk: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Readings")
        sheet.write_row(0, 0, ("meter", "month", "amount", "cost"))
        sheet.write_row(1, 0, ("M1", "2024-03", 5, 3))
        sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")
    assert ("cell-shows-error", "Readings!D2", "#DIV/0!") in refused(preview(desk, path))
