"""Files that are of no use get one sentence that names them, and nothing else happens."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from cpdesk.base.languages import LANGUAGES, sentence, translator
from cpdesk.domain.findings import Refusal
from cpdesk.exchange import read, template

NAME = "二〇二四年 電費 (final).xlsx"


def refusal_of(path: Path) -> str:
    """The code of the refusal, whose sentence must name the file in each language."""
    with pytest.raises(Refusal) as refused:
        read(path)
    finding = refused.value.finding
    for language in LANGUAGES:
        assert path.name in sentence(translator(language), finding)
    return finding.code


def written(folder: Path, content: bytes, name: str = NAME) -> Path:
    path = folder / "張偉 的資料夾" / name
    path.parent.mkdir()
    path.write_bytes(content)
    return path


def sound(folder: Path) -> bytes:
    return template.write(None, folder / "sound.xlsx", translator("en")).read_bytes()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (b" \r\n\r\n", "file-empty"),
        (b"\0" * 4096, "file-empty"),
        (b"MZ\x90\0\x03\0\0\0", "file-is-program"),
        (b"\x7fELF\x02\x01", "file-is-program"),
        (b"#!/bin/sh\nrm", "file-is-program"),
        (b"%PDF-1.7\n...", "file-not-table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "file-not-table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
         "file-protected"),
        (b'{"origin": "VERIFI", "meters": [', "file-cut-short"),
        (b'{"a": 1}', "json-not-verifi"),
        (b"meter,month,amount\nM1,2024-03,\xff\xff\x81\n", "encoding-unknown"),
        (b"hello\nthere\n", "csv-no-heading"),
        (b'meter,month,amount\nM1,"2024-03,1\n', "csv-broken"),
    ],
)  # fmt: skip
def test_a_file_of_no_use_is_refused_in_one_sentence(
    tmp_path: Path, content: bytes, code: str
) -> None:
    assert refusal_of(written(tmp_path, content)) == code


@pytest.mark.parametrize("share", [0.02, 0.3, 0.9, 0.999])
def test_a_workbook_cut_short_is_recognised(tmp_path: Path, share: float) -> None:
    content = sound(tmp_path)
    assert refusal_of(written(tmp_path, content[: int(len(content) * share)])) == "file-cut-short"


def test_a_workbook_with_rotten_bytes_is_refused(tmp_path: Path) -> None:
    content = bytearray(sound(tmp_path))
    content[200:3000] = b"\x5a" * 2800
    assert refusal_of(written(tmp_path, bytes(content))) == "file-cut-short"


def test_a_zip_of_something_else_is_no_workbook(tmp_path: Path) -> None:
    path = written(tmp_path, b"")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert refusal_of(path) == "file-not-table"


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    assert refusal_of(tmp_path / "沒有.xlsx") == "file-missing"
    assert refusal_of(tmp_path) == "file-is-folder"


def test_a_workbook_without_a_known_sheet_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    path = written(tmp_path, b"")
    book.active["A1"] = "hello"
    book.save(path)
    assert refusal_of(path) == "no-sheet"


def test_a_formula_that_was_never_calculated_is_named_by_its_cell(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Readings"
    book.active.append(["meter", "month", "amount"])
    book.active.append(["M1", "2024-03", "=1+1"])
    path = written(tmp_path, b"")
    book.save(path)
    draft = read(path)
    first = draft.findings[0]
    assert (first.code, first.place.spot) == ("formula-not-calculated", "Readings!C2")


def test_macros_are_told_of_and_a_million_empty_rows_cost_nothing(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Readings"
    book.active.append(["meter", "month", "amount"])
    book.active.append(["M1", "2024-03", 5])
    book.active.cell(1_048_576, 1).number_format = "0.00"
    path = written(tmp_path, b"")
    book.save(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    draft = read(path)
    assert len(draft.rows) == 1
    assert [each.code for each in draft.findings] == ["macros"]
