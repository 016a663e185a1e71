"""What a proposal promises besides: places of refused cells, corrections, other formats, speed."""

from __future__ import annotations

import gzip
import os
import zipfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from cpdesk.domain.company import Company, Factory, Region
from cpdesk.domain.findings import Refusal
from cpdesk.domain.plant import Meter, MeterKind, Reading
from cpdesk.domain.record import Identity, Record
from cpdesk.domain.words import LocalText
from cpdesk.exchange.draft import Draft, DraftRow
from cpdesk.exchange.proposal.applying import draft_of
from cpdesk.exchange.proposal.grid import open_book
from cpdesk.exchange.proposal.mapping_file import read_mapping, write_mapping
from cpdesk.exchange.proposal.meaning import Layout, Role, Sure
from cpdesk.exchange.proposal.proposing import propose

SAMPLES = Path(os.environ.get("CPDESK_SAMPLES", Path(__file__).parents[3] / "shared" / "samples"))
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the outside samples are absent")


def record(*entities: Any) -> Record:
    tables: dict[Any, dict[str, Any]] = {}
    for each in entities:
        tables.setdefault(type(each), {})[each.id] = each
    return Record(Identity("r", 0, "test"), tables)


def taken(path: Path, known: Record | None = None) -> Draft:
    book = open_book(path)
    return draft_of(book, propose(book), known or record())


def written(folder: Path, *rows: tuple[Any, ...], title: str = "2024") -> Path:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    path = folder / "台账 (1).xlsx"
    book.save(path)
    return path


def readings(draft: Draft) -> list[DraftRow]:
    return [each for each in draft.rows if each.kind is Reading]


def faults(draft: Draft) -> list[tuple[str, str]]:
    return [(each.code, each.place.spot) for each in draft.findings if each.blocking]


def test_every_refused_cell_names_file_sheet_cell_and_reason(tmp_path: Path) -> None:
    path = written(
        tmp_path, ("月份", "用电量(kWh)", "电费(元)"), ("1月", "74.773,0", 5),
        ("2月", "停表", None), ("3月", "/", 7), ("十四月", 8, 9), (None, 11, None),
        ("4月", 100, 80),
    )  # fmt: skip
    draft = taken(path)
    assert faults(draft) == [
        ("figure-ambiguous", "2024!B2"), ("figure-unreadable", "2024!B3"),
        ("month-unreadable", "2024!A5"), ("month-missing", "2024!A6"),
        ("cost-alone", "2024!C4"),
    ]  # fmt: skip
    assert {each.facts["file"] for each in draft.findings if each.blocking} == {path.name}
    assert draft.refused == 5
    assert [each.values["amount"] for each in readings(draft)] == [100]


def test_months_without_any_year_are_asked_about(tmp_path: Path) -> None:
    draft = taken(written(tmp_path, ("月份", "用水量(吨)"), ("1月", 5), ("2月", 6), title="水"))
    assert faults(draft) == [("year-missing", "水")]


def test_a_formula_without_a_result_is_told_from_a_blank(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "2024"
    for row in (("月份", "用电量(kWh)"), ("1月", 5), ("2月", "=1+1"), ("3月", None), ("4月", 6)):
        book.active.append(row)
    book.save(path)
    assert faults(taken(path)) == [("formula-not-calculated", "2024!B3")]


def test_a_known_meter_is_matched_by_name_code_or_account(tmp_path: Path) -> None:
    known = record(
        Company(id="c", code="C1"),
        Factory(id="f", code="F1", company="c", region=Region.HONG_KONG),
        Meter(id="m", code="M7", factory="f", kind=MeterKind.ELECTRICITY, unit="kWh",
              name=LocalText(zh_Hans="用电量 总表")),
        Meter(id="w", code="W1", factory="f", kind=MeterKind.WATER, unit="m³"),
    )  # fmt: skip
    path = written(tmp_path, ("月份", "用电量(度) 总表", "W1 用水量(吨)", "电费 (元)", "柴油(升)"),
                   ("1月", 5, 6, 7, 8), ("2月", 5, 6, 7, 8))  # fmt: skip
    draft = taken(path, known)
    assert [each.values["of"] for each in readings(draft)][:3] == ["M7", "W1", "M1"]
    (new,) = (each for each in draft.rows if each.kind is Meter)
    assert (new.values["kind"], new.values["factory"]) == (MeterKind.DIESEL, "F1")
    assert readings(draft)[0].values["currency"] == "HKD"  # 元 in Hong Kong


def test_a_new_meter_beside_one_of_its_kind_is_doubted(tmp_path: Path) -> None:
    known = record(Factory(id="f", code="F1", company="c"),
                   Meter(id="m", code="M1", factory="f", kind=MeterKind.ELECTRICITY))  # fmt: skip
    draft = taken(written(tmp_path, ("月份", "用电量(度)"), ("1月", 5), ("2月", 6)), known)
    assert "meter-same-kind" in {each.code for each in draft.findings}


def test_several_factories_are_asked_about(tmp_path: Path) -> None:
    known = record(Factory(id="f", code="F1", company="c"), Factory(id="g", code="F2", company="c"))
    draft = taken(written(tmp_path, ("月份", "用电量(度)"), ("1月", 5), ("2月", 6)), known)
    assert [code for code, _ in faults(draft)] == ["import-which-factory"]


def test_corrections_serve_every_sheet_laid_out_alike_and_next_year(tmp_path: Path) -> None:
    """`A线` alone says nothing: the user says once that it is electricity in kWh."""
    rows = (("月份", "A线", "用电量(kWh)"), ("1月", 5, 50), ("2月", 6, 60))
    book = open_book(written(tmp_path, *rows))
    proposal = propose(book)
    assert proposal.sheet("2024").column("B").meaning.sure is Sure.GUESSED
    corrected = proposal.with_column(
        "2024", "B", role=Role.AMOUNT, kind=MeterKind.ELECTRICITY, unit="kWh", name="A线电表"
    ).with_column("2024", "C", role=Role.IGNORED)  # fmt: skip
    mapping = write_mapping(corrected, tmp_path / "m.toml")
    other = open_book(written(tmp_path, *rows, ("3月", 9, 90), title="2025"))
    settled, sheets = read_mapping(mapping).applied(propose(other))
    draft = draft_of(other, settled, record())
    assert sheets == ("2025",)
    assert [each.values["amount"] for each in readings(draft)] == [5, 6, 9]
    assert [str(e.values["name"]) for e in draft.rows if e.kind is Meter] == ["A线电表"]


@pytest.mark.parametrize(
    ("line", "spot"),
    [('means = "nonsense"', "column B"), ('means = "amount"\nkind = "x"', "column B"),
     ('means = "amount"\ntimes = "many"', "column B")],
)  # fmt: skip
def test_a_broken_mapping_is_refused_by_its_place(tmp_path: Path, line: str, spot: str) -> None:
    book = open_book(written(tmp_path, ("月份", "用电量(kWh)"), ("1月", 5), ("2月", 6)))
    proposal = propose(book)
    path = tmp_path / "m.toml"
    path.write_text(
        f'version = 1\n[[layout]]\nfingerprint = "{proposal.sheets[0].fingerprint}"\n'
        f'[[layout.column]]\ncolumn = "B"\n{line}\n', "utf-8",
    )  # fmt: skip
    with pytest.raises(Refusal) as refused:
        read_mapping(path).applied(proposal)
    assert refused.value.finding.facts["spot"] == spot


@pytest.mark.parametrize("text", ["version = 2", "version = ", "\x00", "layout = 3\nversion = 1"])
def test_what_is_no_mapping_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "m.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(Refusal):
        read_mapping(path)


def test_the_fingerprint_follows_headings_and_not_figures(tmp_path: Path) -> None:
    one = written(tmp_path, ("月份", "用电量(kWh)"), ("1月", 5), ("2月", 6), title="2024")
    first = propose(open_book(one)).sheets[0].fingerprint
    two = written(tmp_path, ("月份", "用电量(kWh)"), ("3月", 7), ("4月", 8), ("5月", 9), title="x")
    assert propose(open_book(two)).sheets[0].fingerprint == first
    three = written(tmp_path, ("月份", "用电量(MWh)"), ("1月", 5), ("2月", 6))
    assert propose(open_book(three)).sheets[0].fingerprint != first


def test_an_open_document_sheet_is_read_too(tmp_path: Path) -> None:
    cells = (("月份", "用电量(kWh)"), ("2024年1月", "5"), ("2024年2月", "6"))
    rows = "".join(
        "<table:table-row>" + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{each}</text:p>'
            "</table:table-cell>" for each in row
        ) + "</table:table-row>"
        for row in cells
    )  # fmt: skip
    names = "".join(
        f' xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"'
        for each in ("office", "table", "text")
    )
    path = tmp_path / "電.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f"<office:document-content{names}><office:body><office:spreadsheet>"
            f'<table:table table:name="电">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        archive.writestr("META-INF/manifest.xml", "<x/>")
    assert [each.values["amount"] for each in readings(taken(path))] == [5, 6]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_table_of_text_is_read_too(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "2024.csv"
    path.write_bytes("月份\t用电量(万度)\n1月\t1.5\n2月\t２.５\n合计\t4\n".encode(encoding))
    draft = taken(path)
    assert [(e.values["amount"], e.values["unit"]) for e in readings(draft)] == [
        (Decimal("1.5"), "万kWh"), (Decimal("2.5"), "万kWh"),
    ]  # fmt: skip


def test_a_stray_cell_a_million_rows_below_costs_little(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "2024"
    for row in (("月份", "用电量(kWh)"), ("1月", 5), ("2月", 6)):
        book.active.append(row)
    book.active.cell(1_048_576, 2).value = " "
    path = tmp_path / "m.xlsx"
    book.save(path)
    draft = taken(path)
    assert len(readings(draft)) == 2
    assert "sheet-cut" in {each.code for each in draft.findings}
    book.active.cell(1_048_576, 400).value = "x"
    book.save(path)
    with pytest.raises(Refusal) as refused:
        open_book(path)
    assert refused.value.finding.code == "sheet-too-large"


def test_a_book_of_twenty_sheets_is_proposed_as_one_layout(tmp_path: Path) -> None:
    path = tmp_path / "twenty.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for year in range(2005, 2025):
            sheet = book.add_worksheet(str(year))
            sheet.write_row(2, 0, ["月份", *(f"{each}#用电量(kWh)" for each in range(20))])
            for month in range(12):
                sheet.write_row(3 + month, 0, [f"{month + 1}月", *range(1000, 1020)])
            sheet.write_row(15, 0, ["合计", *range(12_000, 12_240, 12)])
    proposal = propose(open_book(path))
    assert {each.layout for each in proposal.sheets} == {Layout.MONTHS_DOWN}


@needs_samples
def test_a_portfolio_manager_export_adds_up_to_its_own_sums() -> None:
    path = SAMPLES / "example-pm-monthly-meter-usage-2-cost-meters.xlsx"
    rows = list(openpyxl.load_workbook(path).active.iter_rows(min_row=7, values_only=True))
    draft = taken(path)
    assert faults(draft) == []
    assert len(readings(draft)) == len(rows)
    assert sum(float(each.values["amount"]) for each in readings(draft)) == pytest.approx(
        sum(row[9] for row in rows), abs=1e-6
    )
    costs = [float(e.values["cost"]) for e in readings(draft) if "cost" in e.values]
    assert sum(costs) == sum(row[11] for row in rows if isinstance(row[11], int | float))
    meters = [each for each in draft.rows if each.kind is Meter]
    assert {each.values["account"] for each in meters} == {row[2] for row in rows}
    spans = {(each.values["start"], each.values["end"]) for each in readings(draft)}
    assert spans == {(row[6].date(), row[7].date()) if isinstance(row[6], datetime) else row[6:8]
                     for row in rows}  # fmt: skip


@needs_samples
def test_a_series_of_starts_and_values_keeps_its_days_and_its_sum(tmp_path: Path) -> None:
    path = tmp_path / "il-electricity.csv"
    source = SAMPLES / "il-electricity-cdd-hdd-billing_monthly.csv.gz"
    path.write_bytes(gzip.decompress(source.read_bytes()))
    draft = taken(path)
    assert faults(draft) == []
    rows = readings(draft)
    lines = [each.split(",")[1] for each in path.read_text("utf-8").splitlines()[1:]]
    whole = sum(Decimal(each) for each in lines if each != "nan")
    assert sum(each.values["amount"] for each in rows) == whole  # type: ignore[misc]
    assert sum((e.values["end"] - e.values["start"]).days for e in rows) == 790  # type: ignore[operator]
