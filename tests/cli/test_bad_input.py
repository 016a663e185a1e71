"""What people hand over: one sentence with file, place and way out, and nothing half done."""

from __future__ import annotations

import errno
import json
import os
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from cpdesk.base import files
from cpdesk.bootstrap import open_desk
from cpdesk.cli import main
from cpdesk.domain.plant import Reading
from tests.cli.test_commands import record
from tests.limits import open_folder, ordinary_user, small_disk

__all__ = ["record"]
HEADER = "meter,month,amount\n"


def refused(capsys: pytest.CaptureFixture[str], *line: object) -> str:
    """What a command says that cannot be done: its findings, and one sentence at the end."""
    capsys.readouterr()
    assert main([*map(str, line), "--messages", "en"]) == 1
    told = capsys.readouterr()
    assert len(told.err.splitlines()) == 1, told.err
    assert "Traceback" not in told.err
    assert "mistake" not in told.err
    return told.out + told.err


def book(path: Path, *rows: tuple[Any, ...]) -> Path:
    made = openpyxl.Workbook()
    made.active.title = "Readings"
    for row in (("meter", "month", "amount"), *rows):
        made.active.append(row)
    made.save(path)
    return path


def uncalculated(path: Path) -> None:
    book(path, ("CLP", "2027-01", "=2*3"))


def half(path: Path) -> None:
    content = book(path, ("CLP", "2027-01", 5)).read_bytes()
    path.write_bytes(content[: len(content) // 2])


def half_inside(path: Path) -> None:
    """The package is whole, but the sheet in it was cut."""
    with zipfile.ZipFile(book(path, ("CLP", "2027-01", 5))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = next(name for name in parts if name.endswith("sheet1.xml"))
    parts[sheet] = parts[sheet][: len(parts[sheet]) // 2]
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def with_error_and_date(path: Path) -> None:
    made = xlsxwriter.Workbook(path)
    sheet = made.add_worksheet("Readings")
    sheet.write_row(0, 0, ("meter", "month", "amount"))
    sheet.write_row(1, 0, ("CLP", "2027-01"))
    sheet.write_datetime(1, 2, datetime(2024, 3, 5), made.add_format({"num_format": "yyyy-mm-dd"}))
    made.close()


def text(content: str, encoding: str = "utf-8") -> Callable[[Path], None]:
    return lambda path: path.write_bytes(content.encode(encoding)) and None


def raw(content: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(content) and None


OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BAD = {
    "unreadable": ("電費.csv", text(HEADER + "CLP,2027-01,zwölf\n"), "C2"),
    "asked about": ("電費.csv", text(HEADER + 'CLP,2027-01,"1.234,5"\n'), "C2"),
    "two ways": ("電費.csv", text(HEADER + 'CLP,2027-01,"1,25"\n'), "C2"),
    "no such unit": ("電費.csv", text(HEADER + "CLP,2027-01,5 打\n"), "C2"),
    "wrong unit": ("電費.csv", text(HEADER + "CLP,2027-01,5 噸\n"), "kWh"),
    "no month": ("電費.csv", text(HEADER + "CLP,2027年13月,5\n"), "B2"),
    "no meter": ("電費.csv", text(HEADER + "M77,2027-01,5\n"), "A2"),
    "overlap": ("電費.csv", text(HEADER + "CLP,2026-01,5\n"), "9 January 2026"),
    "twice, differing": ("電費.csv", text(HEADER + "CLP,2027-01,5\nCLP,2027-01,6\n"), "3"),
    "utf-16 without mark": ("電費.csv", text(HEADER, "utf-16-le"), "neither"),
    "noise": ("電費.csv", raw(HEADER.encode() + b"CLP,2027-01,\xff\xff\x81\n"), "UTF-8"),
    "a giant cell": ("電費.csv", text(HEADER + "CLP,2027-01," + "金" * 200_000, "gb18030"),
                     "line 2"),
    "empty": ("電費.xlsx", raw(b""), "empty"),
    "a program": ("電費.xlsx", raw(b"MZ\x90\0"), "program"),
    "a PDF": ("電費.xlsx", raw(b"%PDF-1.7\n"), ".xlsx or .csv"),
    "a record": ("電費.xlsx", raw(b"SQLite format 3\0"), ".xlsx or .csv"),
    "cut short": ("電費.xlsx", half, "cut short"),
    "cut inside": ("電費.xlsx", half_inside, "cut short"),
    "old and broken": ("電費.xls", raw(OLD_OFFICE + b"\0" * 999 + "Workbook".encode("utf-16-le")),
                       "cut short"),
    "password": ("電費.xlsx", raw(OLD_OFFICE + "EncryptedPackage".encode("utf-16-le")),
                 "password"),
    "uncalculated": ("電費.xlsx", uncalculated, "C2"),
    "a date for a figure": ("電費.xlsx", with_error_and_date, "C2"),
    "yes for a figure": ("電費.xlsx", lambda path: book(path, ("CLP", "2027-01", True)), "C2"),
    "broken rules": ("規則.toml", raw(b"x = ["), "TOML"),
    "rules in no text": ("規則.toml", raw(b"\xff\xfe\x00"), "UTF-8"),
    "rules without a kind": ("規則.toml", raw(b"id = 'x'\n"), "kind"),
    "factors without a figure": ("係數.csv", raw(b"key,value,unit\nfoo,bar,baz\n"), "2"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_sentence_and_changes_nothing(
    record: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    called, make, words = BAD[name]
    path = record.with_name(called)
    make(path)
    before = record.read_bytes()
    for options in ((), ("--json",)):
        said = refused(capsys, "import", record, path, *options)
        assert path.name in said
        assert words in said
    assert record.read_bytes() == before
    assert sorted(each.name for each in record.parent.iterdir()) == sorted([called, record.name])


def taken(capsys: pytest.CaptureFixture[str], record: Path, path: Path) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["import", str(record), str(path), "--json"]) == 0
    return dict(json.loads(capsys.readouterr().out))


def amounts(record: Path) -> dict[str, str]:
    desk = open_desk(record, read_only=True)
    desk.store.close()
    late = [each for each in desk.record.all(Reading) if each.start.year > 2026]
    return {str(each.start): format(each.amount, "f") for each in late}


ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "big5hkscs", "utf-16")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_can_be_understood_is_taken_exactly(
    record: Path, encoding: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = record.with_name("用量 表.csv")
    rows = (
        "CLP,2027年1月,１２，５００．１０", "CLP,2027/2,1.25萬度", 'CLP,2027-03,"12,500度"',
        "PAINT,2027/5,0.3噸", "PAINT,2027年6月份,3公斤",
    )  # fmt: skip
    path.write_bytes(("\n".join(["電錶,月份,用量", *rows]) + "\n").encode(encoding))
    assert taken(capsys, record, path)["new"] == 5
    found = amounts(record)
    assert found["2027-01-01"] == "12500.10"
    assert found["2027-02-01"] == "12500.00"
    assert found["2027-03-01"] == "12500"
    assert (found["2027-05-01"], found["2027-06-01"]) == ("0.3", "3")


def test_a_protected_sheet_a_chart_sheet_and_a_csv_named_xlsx_are_read(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    locked = openpyxl.load_workbook(book(record.with_name("a.xlsx"), ("CLP", "2027-01", 5)))
    locked.active.protection.set_password("secret")
    locked.security.lockStructure = True
    locked.save(record.with_name("a.xlsx"))
    assert taken(capsys, record, record.with_name("a.xlsx"))["new"] == 1
    drawn = xlsxwriter.Workbook(record.with_name("b.xlsx"))
    sheet, chart = drawn.add_worksheet("Readings"), drawn.add_chart({"type": "line"})
    sheet.write_row(0, 0, ("meter", "month", "amount"))
    sheet.write_row(1, 0, ("CLP", "2027-02", 6))
    chart.add_series({"values": "=Readings!$C$2:$C$2"})
    drawn.add_chartsheet("圖表").set_chart(chart)
    drawn.close()
    told = taken(capsys, record, record.with_name("b.xlsx"))
    assert [each["code"] for each in told["findings"]] == ["sheet-left-out"]
    record.with_name("c.xlsx").write_text(HEADER + "CLP,2027-03,7\n", "utf-8")
    assert taken(capsys, record, record.with_name("c.xlsx"))["new"] == 1


def test_a_million_empty_rows_cost_nothing(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = record.with_name("長.csv")
    path.write_text(HEADER + "CLP,2027-01,5\n" + ",,\n" * 1_000_000, "utf-8")
    assert taken(capsys, record, path)["new"] == 1


# -- places that refuse


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for everybody, where the program also keeps what it remembers."""
    with open_folder() as place:
        monkeypatch.setenv("CPDESK_HOME", str(place / "家"))
        (place / "家").mkdir()
        (place / "家").chmod(0o777)
        yield place


def printing(record: Path, out: Path) -> list[tuple[object, ...]]:
    """Every command that writes a file for people."""
    return [
        ("application", record, "--project", "P1", "-o", out / "申請 書.pdf"),
        ("export", record, "-o", out / "申請 書.xlsx"),
        ("backup", record, "-o", out / "申請 書.cpdesk"),
    ]


def test_a_full_disk_while_printing_leaves_nothing_behind(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with small_disk(32) as disk:
        for line in printing(record, disk):
            assert re.search("Make room|free some space", refused(capsys, *line))
            assert list(disk.iterdir()) == []


def test_a_full_disk_keeps_the_paper_that_was_there(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As above, where no disk can be mounted: the flush to the disk is what fails."""
    def full(_number: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    for line in printing(record, tmp_path)[:2]:
        old = Path(str(line[-1]))
        old.write_bytes(b"old")
        assert "Make room" in refused(capsys, *line)
        assert old.read_bytes() == b"old"
    names = {each.name for each in tmp_path.iterdir()}
    assert names == {"申請 書.pdf", "申請 書.xlsx", record.parent.name}


def test_a_read_only_folder_is_named_with_the_way_out(
    record: Path, shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = shared / "作坊.cpdesk"
    copy.write_bytes(record.read_bytes())
    locked = shared / "唯讀"
    locked.mkdir()
    locked.chmod(0o555)
    with ordinary_user():
        for line in printing(copy, locked):
            said = refused(capsys, *line)
            assert Path(str(line[-1])).name in said
            assert "folder" in said
    assert list(locked.iterdir()) == []


def test_a_workbook_that_somebody_locked_names_the_way_out(
    record: Path, shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = book(shared / "電費 單.xlsx", ("CLP", "2027-01", 5))
    copy = shared / "作坊.cpdesk"
    copy.write_bytes(record.read_bytes())
    copy.chmod(0o666)
    path.chmod(0)
    with ordinary_user():
        said = refused(capsys, "import", copy, path)
    assert said.startswith("電費 單.xlsx cannot be read. Close the program that has it open")


def test_a_paper_open_in_a_viewer_gets_a_neighbour_and_says_so(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    replace = os.replace
    wanted = {Path(str(line[-1])) for line in printing(record, tmp_path)[:2]}

    def held(source: Path, goal: Path) -> None:
        if Path(goal) in wanted:
            error = PermissionError(errno.EACCES, "in use")
            error.winerror = 32  # type: ignore[misc,unused-ignore]
            raise error
        replace(source, goal)

    monkeypatch.setattr(files.os, "replace", held)
    monkeypatch.setattr(files, "_PATIENCE", (0.0,))
    for line in printing(record, tmp_path)[:2]:
        path = Path(str(line[-1]))
        path.write_bytes(b"open in a viewer")
        capsys.readouterr()
        assert main([*map(str, line), "--messages", "en"]) == 0
        told = capsys.readouterr()
        beside = path.with_stem(f"{path.stem} (2)")
        assert told.out.splitlines()[0] == str(beside)
        assert f"{path.name} is open in another program" in told.out + told.err
        assert beside.name in (told.out + told.err).replace(told.out.splitlines()[0], "")
        assert path.read_bytes() == b"open in a viewer"
        assert beside.stat().st_size > 1000


def test_a_folder_in_place_of_a_file_and_a_missing_folder(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for line in printing(record, tmp_path / "沒有"):
        assert "沒有" in refused(capsys, *line)
    for line in printing(record, tmp_path):
        out = Path(str(line[-1]))
        out.mkdir(exist_ok=True)
        assert out.name in refused(capsys, *line)
        assert list(out.iterdir()) == []
