"""Files spoilt at random, and files made up: never a crash or a hang, always a sentence.

Small seeded counts here; `python dev.py prove` draws many anew.
"""

from __future__ import annotations

import io
import json
import os
import time
import zipfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpdesk.base.languages import LANGUAGES, sentence, translator
from cpdesk.base.paths import resource
from cpdesk.bootstrap import new_desk
from cpdesk.domain.findings import Finding, Refusal
from cpdesk.exchange.proposal.grid import open_book
from cpdesk.exchange.proposal.mapping_file import read_mapping, write_mapping
from cpdesk.exchange.proposal.proposing import propose
from cpdesk.services.importing import Plan, carry_out, preview
from cpdesk.services.workspace import Workspace
from tests.exchange import ledger
from tests.exchange.test_verifi_old import old_backup

PROVE = bool(os.environ.get("CPDESK_PROVE"))
pytestmark = pytest.mark.timeout(3600 if PROVE else 120)
SOON = 30  # seconds for one file on a busy computer
TRANSLATORS = [translator(each) for each in LANGUAGES]


def examples(few: int, many: int) -> Any:
    return settings(
        max_examples=many if PROVE else few, derandomize=not PROVE, deadline=None,
        suppress_health_check=list(HealthCheck), database=None, print_blob=True,
    )  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    desk = new_desk(tmp_path_factory.mktemp("fuzz") / "r.cpdesk", author="fuzz")
    yield desk
    desk.store.close()


def holds_up(desk: Workspace, name: str, data: bytes) -> None:
    """A file either has a plan, which can be carried out and undone, or a sentence."""
    path = desk.store.path.parent / name
    path.write_bytes(data)
    began = time.monotonic()
    try:
        plan = preview(desk, path)
        told(*plan.findings)
        taken_and_undone(desk, plan)
    except Refusal as refusal:
        told(refusal.finding)
    assert time.monotonic() - began < SOON


def taken_and_undone(desk: Workspace, plan: Plan) -> None:
    if plan.refused or not plan.changes:
        return
    before = desk.record
    carry_out(desk, plan)
    desk.store.undo()
    assert desk.record.same_content(before)


def told(*findings: Finding) -> None:
    for finding in findings:
        for each in TRANSLATORS:
            said = sentence(each, finding)
            assert len(said) > 5
            assert "Traceback" not in said


# --- spoilt files ----------------------------------------------------------------------------


@cache
def sound(name: str) -> bytes:
    """A file that is read without a fault."""
    if name == "ledger.xlsx":
        return ledger.write(Path(os.environ["CPDESK_HOME"]) / name).read_bytes()
    if name == "backup.json":
        return json.dumps(old_backup()).encode()
    texts = {"bills.csv": "utf-8-sig", "台账.csv": "gb18030", "電費.tsv": "big5hkscs"}
    if name in texts:
        separator = "\t" if name.endswith(".tsv") else ","
        rows = [("月份", "用電量(kWh)" if separator == "\t" else "用电量(kWh)", "电费(元)"),
                *((f"2024年{n}月", f'"{u:,}"', str(c)) for n, (u, c) in
                  enumerate(ledger.MONTHS, 1))]  # fmt: skip
        return "".join(separator.join(row) + "\r\n" for row in rows).encode(texts[name], "replace")
    return (ledger.FORMATS / name).read_bytes()


ZIPPED = ("ledger.xlsx", "ledger.ods", "ledger.xlsb")
BINARY = ("ledger.xls", "ledger-1904.xls", "errors.xls")
TEXTS = ("bills.csv", "台账.csv", "電費.tsv", "backup.json")
NASTY = st.sampled_from(
    [b"", b"\0", b"\xff" * 8, b"\xff\xfe", b"\xef\xbb\xbf", b"\x81", b"<", b">", b"]]>", b"&e;",
     b'"', b"'", b",", b"\t", b"\r", b"\n", b"0", b"9" * 400, b"1e999", b"-", b"NaN", b"[" * 999,
     b"<!DOCTYPE a [<!ENTITY e 'x'>]>", b"=", b"\x00\x00\x00\x80", b"\xfe\xff\xff\xff"]
) | st.binary(max_size=12)  # fmt: skip
CUTS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 60), NASTY), min_size=1, max_size=6)


def spoilt(data: bytes, cuts: list[tuple[float, int, bytes]], share: float = 1) -> bytes:
    """With pieces replaced at these places, and cut short to this share."""
    found = bytearray(data)
    for at, length, new in cuts:
        start = int(at * len(found))
        found[start : start + length] = new
    return bytes(found[: int(len(found) * share)])


SHARES = st.just(1.0) | st.floats(0, 1)


@examples(40, 2000)
@given(st.sampled_from((*ZIPPED, *BINARY)), CUTS, SHARES)
def test_workbooks_with_rotten_bytes(
    desk: Workspace, name: str, cuts: list[tuple[float, int, bytes]], share: float
) -> None:
    holds_up(desk, name, spoilt(sound(name), cuts, share))


@examples(40, 2000)
@given(st.sampled_from(ZIPPED), st.integers(0, 99), CUTS)
def test_workbooks_with_a_rotten_part(
    desk: Workspace, name: str, number: int, cuts: list[tuple[float, int, bytes]]
) -> None:
    """The package is whole, so that what reads its parts is met."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound(name))) as old, zipfile.ZipFile(held, "w") as new:
        entries = [each for each in old.namelist() if not each.endswith("/")]
        for each in entries:
            data = old.read(each)
            rotten = each == entries[number % len(entries)]
            new.writestr(each, spoilt(data, cuts) if rotten else data)
    holds_up(desk, name, held.getvalue())


@examples(120, 8000)
@given(st.sampled_from(TEXTS), CUTS, SHARES)
def test_texts_with_rotten_bytes(
    desk: Workspace, name: str, cuts: list[tuple[float, int, bytes]], share: float
) -> None:
    holds_up(desk, name, spoilt(sound(name), cuts, share))


@examples(40, 2000)
@given(
    st.sampled_from(("programmes/cppp-2025-27.toml", "programmes/recognition.toml",
                     "glossary/terms.toml", "factors/fuels.csv")),
    CUTS, SHARES,
)  # fmt: skip
def test_rule_files_with_rotten_bytes(
    desk: Workspace, name: str, cuts: list[tuple[float, int, bytes]], share: float
) -> None:
    path = resource(*name.split("/"))
    holds_up(desk, path.name, spoilt(path.read_bytes(), cuts, share))


@examples(40, 2000)
@given(CUTS, SHARES)
def test_mappings_with_rotten_bytes(
    desk: Workspace, cuts: list[tuple[float, int, bytes]], share: float
) -> None:
    folder = desk.store.path.parent
    book = open_book(ledger.write(folder / "mapped.xlsx"))
    path = write_mapping(propose(book), folder / "m.toml")
    path.write_bytes(spoilt(path.read_bytes(), cuts, share))
    try:
        read_mapping(path).applied(propose(book))
    except Refusal as refusal:
        told(refusal.finding)


@pytest.mark.parametrize("name", ["rules.toml", "deep.json", "deep.csv"])
def test_a_file_nested_without_end(desk: Workspace, name: str) -> None:
    holds_up(desk, name, b"a = " * name.endswith("toml") + b"[" * 200_000)


# --- made up files ---------------------------------------------------------------------------

WORDS = ("月份", "日期", "年", "月", "日", "用电量(kWh)", "用水量(吨)", "电费(元)", "产量(件)",
         "表号", "开始日期", "结束日期", "抄表日期", "上期读数", "本期读数", "倍率", "单位", "备注",
         "合计", "小计", "平均", "同比", "month", "from", "to", "meter", "amount", "unit", "cost",
         "id", "exact", "code", "start", "value", "estimated", "driver")  # fmt: skip
TIMES = ("2024年1月", "1月", "十二月", "2024-03", "202403", "2024.13", "2024/2/30", "Feb-24",
         "31日", "2024.1.1-2024.1.31", "1/2/2024", "FY2023", "2024", "45292", "99999",
         "0")  # fmt: skip
CELLS = st.one_of(
    st.none(), st.sampled_from(WORDS), st.sampled_from(TIMES), st.text(max_size=20),
    st.floats(-1e300, 1e300), st.integers(-(10**15), 10**15), st.integers(0, 31), st.booleans(),
    st.dates(date(1900, 3, 1), date(2100, 1, 1)),
    st.sampled_from(("1,234.5", "1.234,5", "１２３", "1.2万", "(300)", "估4256", "-", "/", "#REF!",
                     "HK$ 12", "12,500 度", "1e5", "\ufeff7", "9" * 300, "{", '{"amount": "x"}')),
)  # fmt: skip
GRIDS = st.lists(st.lists(CELLS, max_size=9), max_size=14)


@examples(120, 5000)
@given(GRIDS, st.sampled_from(("2024", "Sheet1", "Readings", "Months", "月度", "电 2023年3月")))
def test_made_up_workbooks(desk: Workspace, rows: list[list[Any]], title: str) -> None:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet, day = book.add_worksheet(title), book.add_format({"num_format": "yyyy-mm-dd"})
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(row, column, cell, day)
                elif isinstance(cell, str):
                    sheet.write_string(row, column, cell)
                else:
                    sheet.write(row, column, cell)
    holds_up(desk, "made up.xlsx", held.getvalue())


@examples(120, 5000)
@given(GRIDS, st.sampled_from((",", "\t", ";", "，")), st.booleans())
def test_made_up_tables_of_text(
    desk: Workspace, rows: list[list[Any]], separator: str, quoted: bool
) -> None:
    mark = '"' if quoted else ""
    lines = (separator.join("" if c is None else f"{mark}{c}{mark}" for c in row) for row in rows)
    data = "\n".join(lines).encode("utf-8", "replace")
    holds_up(desk, "made up.csv", data)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8)
    | st.sampled_from(("2024-01-30T16:00:00.000Z", "2024-99-01", "m1", "kWh", "Electricity")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner,
                                                                max_size=3),
    max_leaves=6,
)  # fmt: skip


@examples(150, 8000)
@given(st.lists(st.tuples(st.integers(0, 10**6), JSON), min_size=1, max_size=4), st.booleans())
def test_made_up_backups(desk: Workspace, changes: list[tuple[int, Any]], packed: bool) -> None:
    """Values anywhere in a backup are replaced by others of any shape."""
    data = json.loads(sound("backup.json"))
    for at, value in changes:
        places = list(_places(data))
        holder, key = places[at % len(places)]
        holder[key] = value
    text = json.dumps(data).encode()
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("backup.json", text)
    holds_up(desk, "backup.json", held.getvalue() if packed else text)


def _places(data: Any) -> Iterator[tuple[Any, Any]]:
    for key in data if isinstance(data, dict) else range(len(data)):
        yield data, key
        if isinstance(data[key], dict | list):
            yield from _places(data[key])
