"""Word forms: understood, filled with their own letters kept, and what cannot be read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from cpdesk.documents.forms.answers import Facts
from cpdesk.documents.forms.filling import Filled
from cpdesk.documents.forms.form import Form
from cpdesk.documents.forms.meaning import Meaning
from cpdesk.documents.forms.proposing import propose
from cpdesk.documents.forms.reading import read_form
from cpdesk.documents.forms.word_file import W14, W
from cpdesk.documents.forms.word_filling import fill_word
from cpdesk.domain.findings import Refusal
from tests.documents.forms.cases import ROUND, facts_of, mill, shop
from tests.documents.forms.word_forms import word_form

MEANS = {
    "table1-row1-column4": "company.name", "table1-row2-column2": "company.br_number",
    "table1-row2-column4": "company.telephone", "email": "company.email",
    "table1-row3-column4": "company.website", "ltd": "company.legal_form",
    "part": "company.legal_form", "sector": "factory.sector", "tick9": "factory.penalties",
    "tick10": "factory.penalties", "text11": "factory.address",
    **{f"table2-row{row + 1}-column{at}": f"item.{name}@{row}" for row in (1, 2, 3)
       for at, name in ((1, "name"), (2, "quantity"), (3, "hkd"))},
}  # fmt: skip


def read(folder: Path) -> tuple[Path, Form, tuple[Meaning, ...]]:
    path = folder / "表格.docx"
    path.write_bytes(word_form())
    form = read_form(path)
    return path, form, propose(form, ROUND.sectors)


def body(filled: Filled) -> Any:
    with zipfile.ZipFile(io.BytesIO(filled.content)) as file:
        assert file.testzip() is None
        return etree.fromstring(file.read("word/document.xml"))


def said(held: Any) -> str:
    return "".join(each.text or "" for each in held.iter(f"{W}t"))


def control(root: Any, tag: str) -> Any:
    return next(each for each in root.iter(f"{W}sdt")
                if each.find(f"{W}sdtPr/{W}tag").get(f"{W}val") == tag)  # fmt: skip


def test_tables_controls_squares_and_blanks_are_understood(tmp_path: Path) -> None:
    _, form, meanings = read(tmp_path)
    told = {each.field: f"{each.ask}@{each.row}" if each.row else each.ask for each in meanings}
    assert told == MEANS
    assert form.language == "zh_Hant"
    assert dict(next(each for each in meanings if each.field == "sector").states) == {
        "a": "2", "b": "7"
    }  # fmt: skip


def test_it_is_filled_and_keeps_its_own_letters(whole: Facts, tmp_path: Path) -> None:
    path, form, meanings = read(tmp_path)
    root = body(fill_word(path, form, meanings, whole))
    cells = [said(each) for each in root.iter(f"{W}tc")]
    assert "紙燈籠包裝（香港）有限公司（虛構）" in cells
    assert "870,732.00" in cells
    name = next(each for each in root.iter(f"{W}tc") if "紙燈籠" in said(each))
    assert name.find(f".//{W}r/{W}rPr/{W}sz").get(f"{W}val") == "18"
    email = control(root, "email")
    assert said(email) == "office@paperlantern.example"
    assert email.find(f"{W}sdtPr/{W}showingPlcHdr") is None
    assert email.find(f".//{W}rPr/{W}b") is not None  # bold stays, the grey of the prompt goes
    assert email.find(f".//{W}rPr/{W}rStyle") is None
    assert said(control(root, "sector")) == "Printing and publishing 印刷和出版業"
    limited = control(root, "ltd")
    assert said(limited) == "☒"
    assert limited.find(f".//{W14}checked").get(f"{W14}val") == "1"
    assert control(root, "part").find(f".//{W14}checked").get(f"{W14}val") == "0"
    lines = [said(each) for each in root.iter(f"{W}p")]
    assert any("□ Yes 有   ☒ No 沒有" in each for each in lines)
    assert "Address of factory 工廠地址: 廣東省東莞市示例路0號" in lines


def test_rows_without_room_stand_at_its_end(whole: Facts, tmp_path: Path) -> None:
    path, form, meanings = read(tmp_path)
    filled = fill_word(path, form, meanings, whole)
    lines = [said(each) for each in body(filled).iter(f"{W}p")]
    assert "附頁" in lines
    assert any("工序及屏蔽設計" in each for each in lines[lines.index("附頁") :])
    assert "form-continued" in [each.code for each in filled.findings]
    with zipfile.ZipFile(io.BytesIO(filled.content)) as file:
        assert file.read("word/theme/theme1.xml") == b"<theme/>"


@pytest.mark.parametrize("record", [mill, shop])
def test_what_a_record_lacks_is_listed(record: Any, tmp_path: Path) -> None:
    path, form, meanings = read(tmp_path)
    filled = fill_word(path, form, meanings, facts_of(record()))
    lacking = {str(each.place) for each in filled.findings if each.code == "form-lacking"}
    assert "company C1 website" in lacking
    again = read_form(_kept(tmp_path, filled))  # it is still a form, its empty places open
    assert "table1-row3-column4" in [each.name for each in again.fields]


def _kept(folder: Path, filled: Filled) -> Path:
    path = folder / "again.docx"
    path.write_bytes(filled.content)
    return path


def zipped(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"0" * 100, "form-old-word"),
        (b"PK\x03\x04 cut short", "form-broken"),
        (zipped("<w:document"), "form-broken"),
        (zipped("<other/>"), "form-broken"),
        (zipped("<x>" + " " * (41 * 2**20) + "</x>"), "form-too-much"),
        (zipped('<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
                "<x>&b;</x>"), "form-broken"),
    ],
)  # fmt: skip
def test_what_is_no_word_form_says_so(content: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    path.write_bytes(content)
    with pytest.raises(Refusal) as refused:
        read_form(path)
    assert refused.value.finding.code == code
