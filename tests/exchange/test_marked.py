"""The user's own workbook given back with what is wrong in it, and the original left alone."""

from __future__ import annotations

import gc
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from cpdesk.base.files import sha256
from cpdesk.base.languages import translator
from cpdesk.bootstrap import new_desk
from cpdesk.domain.findings import Refusal
from cpdesk.services.importing import preview
from cpdesk.services.marking import write_marked

REFUSED, DOUBTFUL = "F7C6C0", "FFE3A3"
ROWS = (("月份", "用电量(kWh)", "电费(元)"), ("2024年1月", 5000, 4000), ("2024年2月", "停表", None),
        ("2024年3月", 60000, 48000), ("合计", "=SUM(B2:B4)", None))  # fmt: skip


def written(folder: Path, name: str = "台账.xlsx") -> Path:
    book = openpyxl.Workbook()
    book.active.title = "能源 2024"
    for row in ROWS:
        book.active.append(row)
    book.active["A1"].font = openpyxl.styles.Font(bold=True)
    book.active["B3"].comment = openpyxl.comments.Comment("问过老王", "plant")
    book.active.merge_cells("E1:G2")
    book.save(folder / name)
    return folder / name


def marked(source: Path, target: Path, language: str = "zh_Hans") -> Path:
    desk = new_desk(target.with_suffix(".cpdesk"), author="t")
    try:
        return write_marked(preview(desk, source), source, target, translator(language))
    finally:
        desk.store.close()


def colour(cell: object) -> str:
    return str(cell.fill.start_color.rgb)[-6:]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "not a figure that can be read"), ("zh_Hans", "停表"), ("zh_Hant", "停表")],
)
def test_the_refused_cell_is_explained_in_the_readers_language(
    tmp_path: Path, language: str, words: str
) -> None:
    source = written(tmp_path)
    before = sha256(source)
    path = marked(source, tmp_path / "看看.xlsx", language)
    sheet = openpyxl.load_workbook(path)["能源 2024"]
    assert words in sheet["B3"].comment.text
    assert "问过老王" in sheet["B3"].comment.text  # what the user noted there is kept
    assert colour(sheet["B3"]) == REFUSED
    assert sheet["B2"].comment is None
    assert sha256(source) == before


def test_all_else_is_as_it_was_and_a_list_leads_to_each_cell(tmp_path: Path) -> None:
    path = marked(written(tmp_path), tmp_path / "看看.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["能源 2024"]
    assert [[c.value for c in row[:3]] for row in sheet.iter_rows()] == [list(r) for r in ROWS]
    assert sheet["A1"].font.bold
    assert str(next(iter(sheet.merged_cells.ranges))) == "E1:G2"
    page = book.worksheets[-1]
    spots = {row[0].value: row[0].hyperlink.location for row in page.iter_rows()
             if row[0].hyperlink}  # fmt: skip
    assert spots["能源 2024!B3"] == "'能源 2024'!B3"


def test_a_doubt_is_marked_otherwise_than_a_fault(tmp_path: Path) -> None:
    source = tmp_path / "b.csv"
    source.write_text("meter,month,amount\nM1,2024-01,5\nM1,2024-02,x\n", "utf-8")
    desk = new_desk(tmp_path / "r.cpdesk", author="t")
    own = tmp_path / "own.csv"
    own.write_text("月份,用电量(kWh)\n2024-01,1000\n2024-02,20000\n2024-03,停\n", "utf-8")
    path = write_marked(preview(desk, own), own, tmp_path / "out.xlsx", translator("en"))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert (colour(sheet["B3"]), colour(sheet["B4"])) == (DOUBTFUL, REFUSED)
    assert "ten times" in sheet["B3"].comment.text
    desk.store.close()


def test_another_format_becomes_a_new_workbook_with_the_same_values(tmp_path: Path) -> None:
    source = tmp_path / "2024.csv"
    source.write_bytes("备注,月份,用电量(度)\n=1+1,1月,100\n,2月,１２０\n@x,3月,停表\n".encode("gb18030"))
    path = marked(source, tmp_path / "out.csv")
    assert path.suffix == ".xlsx"
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert sheet["A2"].value == "=1+1"
    assert sheet["A2"].data_type == "s"  # a text, and no formula
    assert [sheet["B2"].value, sheet["A4"].value] == ["1月", "@x"]
    assert "停表" in sheet["C4"].comment.text


def test_macros_are_kept_and_the_name_ends_as_they_demand(tmp_path: Path) -> None:
    plain, source = written(tmp_path), tmp_path / "宏.xlsm"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(source, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(
                    b"openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    b"ms-excel.sheet.macroEnabled.main+xml",
                ).replace(b"application/vnd.ms-excel", b"application/vnd.ms-excel")
            new.writestr(name, data)
        new.writestr("xl/vbaProject.bin", b"not run")
    path = marked(source, tmp_path / "看看.xlsx")
    assert path.name == "看看.xlsm"
    with zipfile.ZipFile(path) as archive:
        assert archive.read("xl/vbaProject.bin") == b"not run"
    assert openpyxl.load_workbook(path)["能源 2024"]["B3"].comment
    held = [each for each in gc.get_objects()
            if isinstance(each, zipfile.ZipFile) and each.mode == "a" and each.fp is not None]
    assert not held, "the archive of the macros is closed"


def test_the_original_is_never_written_over(tmp_path: Path) -> None:
    source = written(tmp_path)
    before = sha256(source)
    desk = new_desk(tmp_path / "r.cpdesk", author="t")
    plan = preview(desk, source)
    for target in (source, tmp_path / "." / source.name, source.with_suffix(".csv")):
        with pytest.raises(Refusal) as refused:
            write_marked(plan, source, target, translator("en"))
        assert refused.value.finding.code == "marked-over-original"
    assert sha256(source) == before
    desk.store.close()


def test_a_second_copy_does_not_gather_old_marks(tmp_path: Path) -> None:
    source = written(tmp_path)
    first = marked(source, tmp_path / "a.xlsx")
    shutil.copy(first, tmp_path / "again.xlsx")
    second = marked(tmp_path / "again.xlsx", tmp_path / "b.xlsx")
    names = openpyxl.load_workbook(second).sheetnames
    assert len(names) == len(set(names)) == 3
