"""Files made to do harm, or that do it by chance: one sentence each, soon, in bounded memory."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cpdesk.base.languages import LANGUAGES, sentence, translator
from cpdesk.domain.findings import Refusal
from cpdesk.exchange import package, read, sniffing, trial
from cpdesk.exchange.proposal.grid import open_book
from cpdesk.exchange.proposal.mapping_file import read_mapping
from cpdesk.exchange.sheets import nothing, open_tables
from cpdesk.services.rules import read_rule_file
from tests.exchange import ledger
from tests.limits import UNBOUND

SHEETS = r"xl/worksheets/sheet1\.xml"
ENDLESS = (
    b'<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
    b'table:number-columns-repeated="900" office:value-type="float" office:value="1">'
    b"<text:p>1</text:p></table:table-cell></table:table-row>"
)
SOON = 20  # seconds, on a busy computer


def refusal_of(path: Path) -> str:
    """The code of the refusal, whose sentence names the file in each language."""
    began = time.monotonic()
    with pytest.raises(Refusal) as refused:
        open_book(path)
    assert time.monotonic() - began < SOON
    for language in LANGUAGES:
        assert path.name in sentence(translator(language), refused.value.finding)
    return refused.value.finding.code


def said_of(path: Path) -> str:
    """The code of its refusal; empty where it is read."""
    try:
        open_book(path)
    except Refusal as refusal:
        return refusal.finding.code
    return ""


def with_sheet(folder: Path, change: Callable[[str], str]) -> Path:
    path = ledger.write(folder / "a.xlsx")
    return ledger.edited(path, folder / "b.xlsx", SHEETS, change)


def test_a_bomb_is_counted_before_it_goes_off(tmp_path: Path) -> None:
    """400 MB of zeros in half a megabyte."""
    path = ledger.write(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, \
            archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:  # fmt: skip
        for _ in range(400):
            part.write(b"\0" * 2**20)
    assert path.stat().st_size < 2**20
    assert refusal_of(path) == "file-too-large"


@pytest.mark.parametrize("stated", [10, 200 * 2**20])
def test_a_bomb_that_lies_about_its_size_is_found_out(tmp_path: Path, stated: int) -> None:
    path = ledger.write(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/extra.xml", b"\0" * 1_234_567)
    data = path.read_bytes()
    true = struct.pack("<I", 1_234_567)
    assert data.count(true) == 2
    path.write_bytes(data.replace(true, struct.pack("<I", stated)))
    assert refusal_of(path) == "file-cut-short"


def test_a_file_over_the_ceiling_is_not_even_opened(tmp_path: Path) -> None:
    for name, begin, size in (
        ("groß.csv", b"meter,month,amount\n", sniffing.TEXT_CEILING),
        ("groß.json", b'{"meters": []', sniffing.TEXT_CEILING),
        ("groß.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", sniffing.CEILING),
    ):
        path = tmp_path / name
        with path.open("wb") as file:
            file.write(begin.ljust(5000))
            file.truncate(size + 1)
        assert refusal_of(path) == "file-too-large"


def test_rules_and_mappings_are_small(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_bytes(b"#" * (5 * 2**20))
    for reader in (read_rule_file, read_mapping):
        with pytest.raises(Refusal) as refused:
            reader(path)
        assert refused.value.finding.code == "file-not-small"


def test_a_backup_that_is_packed_small_and_is_large(tmp_path: Path) -> None:
    path = tmp_path / "backup.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("backup.json", b'{"meters": [' + b" " * sniffing.TEXT_CEILING)
    with pytest.raises(Refusal) as refused:
        read(path)
    assert refused.value.finding.code == "file-too-large"


def test_entities_that_grow_are_not_expanded(tmp_path: Path) -> None:
    grow = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE worksheet [<!ENTITY e0 "laugh">{grow}]>'

    def change(xml: str) -> str:
        xml = xml.replace("<worksheet", f"{doctype}<worksheet", 1)
        return xml.replace("<f>SUM(B4:B6)</f>", "<f>&e9;</f>")

    began = time.monotonic()
    assert said_of(with_sheet(tmp_path, change)) in ("", "file-cut-short", "file-unreadable")
    assert time.monotonic() - began < SOON


def test_deep_nesting_and_endless_attributes_come_to_nothing(tmp_path: Path) -> None:
    for number, junk in enumerate(("<a>" * 200_000, f'<a b="{"x" * 10_000_000}"/>')):
        folder = tmp_path / str(number)
        folder.mkdir()
        end = f"{junk}</sheetData>"
        path = with_sheet(folder, lambda xml, end=end: xml.replace("</sheetData>", end))  # type: ignore[misc]
        assert said_of(path) in ("", "file-cut-short", "file-unreadable")


@pytest.mark.parametrize("cell", ["XFD1048576", "ZZ1048576", "A99999999", "XFD900000"])
def test_a_cell_far_away_is_named_whatever_the_dimension_says(tmp_path: Path, cell: str) -> None:
    stray = f'<row r="{cell.lstrip("AXFDZ")}"><c r="{cell}"><v>1</v></c></row></sheetData>'
    path = with_sheet(tmp_path, lambda xml: xml.replace("</sheetData>", stray))
    assert refusal_of(path) in ("sheet-too-large", "file-cut-short", "file-unreadable")


def test_cells_without_places_are_tried_elsewhere_first(tmp_path: Path) -> None:
    """A writer that does not say where cells stand could put them anywhere."""
    path = with_sheet(tmp_path, lambda xml: xml.replace('<c r="A1"', "<c"))
    assert not package.look_into(path).plain
    assert package.look_into(ledger.write(tmp_path / "c.xlsx")).plain


def test_a_million_rows_are_read_in_bounded_memory(tmp_path: Path) -> None:
    """900 million places in an .ods: one row said to be repeated; the child may have 1.5 GB."""
    resource = pytest.importorskip("resource")
    path = tmp_path / "m.ods"
    with zipfile.ZipFile(ledger.FORMATS / "ledger.ods") as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "content.xml":
                data = data.replace(b"</table:table>", ENDLESS + b"</table:table>")
            new.writestr(name, data, zipfile.ZIP_DEFLATED)
    assert refusal_of(path) in ("file-unreadable", "file-too-slow", "file-cut-short")
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 2 * 2**20  # KiB


@UNBOUND
def test_an_old_workbook_whose_sectors_run_in_a_circle(tmp_path: Path) -> None:
    data = bytearray((ledger.FORMATS / "ledger.xls").read_bytes())
    (first,) = struct.unpack_from("<I", data, 76)
    table = (first + 1) * 512
    for number in range(128):
        struct.pack_into("<I", data, table + 4 * number, number)
    path = tmp_path / "圈.xls"
    path.write_bytes(data)
    assert refusal_of(path) in ("file-cut-short", "file-unreadable", "file-too-slow")


@pytest.mark.parametrize("name", ["ledger.xls", "ledger.ods", "ledger.xlsb"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_other_formats_cut_short(tmp_path: Path, name: str, share: float) -> None:
    data = (ledger.FORMATS / name).read_bytes()
    path = tmp_path / name
    path.write_bytes(data[: int(len(data) * share)])
    assert refusal_of(path) in ("file-cut-short", "file-unreadable", "file-not-table")


def test_a_zip_behind_a_password_is_said_to_be(tmp_path: Path) -> None:
    path = ledger.write(tmp_path / "a.xlsx")
    data = bytearray(path.read_bytes())
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        found = data.find(sign)
        while found >= 0:
            data[found + at] |= 1
            found = data.find(sign, found + 4)
    path.write_bytes(data)
    assert refusal_of(path) == "file-protected"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    assert refusal_of(tmp_path / "pipe.xlsx") == "file-not-table"


# --- the process that may die -----------------------------------------------------------------


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    return ledger.write(tmp_path / "a.xlsx")


def script(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Another program in the place of the one that tries."""
    monkeypatch.setattr(trial, "_this_program", lambda: [sys.executable, "-c", text])


@pytest.mark.parametrize("death", ["os.abort()", "os.kill(os.getpid(), 11)", "sys.exit(9)"])
def test_whatever_ends_the_child_ends_in_a_sentence(
    doubtful: Path, monkeypatch: pytest.MonkeyPatch, death: str
) -> None:
    script(monkeypatch, f"import os, sys; {death}")
    with pytest.raises(Refusal) as refused:
        trial.demand_readable(doubtful, nothing)
    assert refused.value.finding.code == "file-unreadable"


def test_a_child_that_hangs_is_ended(doubtful: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script(monkeypatch, "import time; time.sleep(99)")
    monkeypatch.setattr(trial, "SECONDS", 0.2)
    began = time.monotonic()
    with pytest.raises(Refusal) as refused:
        trial.demand_readable(doubtful, nothing)
    assert refused.value.finding.code == "file-too-slow"
    assert time.monotonic() - began < SOON


def test_who_cancels_ends_the_child(doubtful: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script(monkeypatch, "import time; time.sleep(99)")
    cancelled = threading.Event()
    threading.Timer(0.2, cancelled.set).start()

    def pause() -> None:
        if cancelled.is_set():
            raise KeyboardInterrupt

    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        trial.demand_readable(doubtful, pause)
    assert time.monotonic() - began < SOON


@UNBOUND
def test_the_child_may_not_fill_the_memory() -> None:
    """It is this program called again; what needs more than its share dies."""
    text = (
        "from cpdesk.base.memory import bound_memory\n"
        f"bound_memory({trial.MEMORY})\n"
        f"x = bytearray({trial.MEMORY})\n"
    )
    ended = subprocess.run([sys.executable, "-c", text], capture_output=True, check=False,
                           env=trial._surroundings())  # fmt: skip
    assert ended.returncode != 0
    assert b"MemoryError" in ended.stderr


@pytest.mark.parametrize("name", ["ledger.xls", "ledger.ods", "ledger.xlsb"])
def test_the_program_tries_a_file_when_it_is_called_by_its_hidden_word(name: str) -> None:
    command = [sys.executable, "-m", "cpdesk", trial.WORD, str(ledger.FORMATS / name)]
    assert subprocess.run(command, check=False, env=trial._surroundings()).returncode == 0


def test_an_honest_workbook_needs_no_child(
    doubtful: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(monkeypatch, "import sys; sys.exit(9)")
    assert len(open_tables(doubtful).sheets) == 1
