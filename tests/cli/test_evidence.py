"""Papers in and out from the console."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cpdesk.cli import main
from tests import papers
from tests.cli.test_commands import record, refused, said

__all__ = ["record"]


@pytest.fixture
def bill(tmp_path: Path) -> Path:
    path = tmp_path / "電費單.pdf"
    path.write_bytes(papers.pdf(12))
    return path


def listed(capsys: pytest.CaptureFixture[str], record: Path) -> list[dict[str, object]]:
    found = said(capsys, "evidence", "list", record)["evidence"]
    assert isinstance(found, list)
    return found


def test_added_to_a_bill_and_listed(
    record: Path, bill: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = said(capsys, "evidence", "add", record, bill, "--document", "G11", "--to",
                "reading:CLP:2026-02-09", "--pages", "3-5")  # fmt: skip
    assert [each["code"] for each in told["added"]] == ["E1"]
    (paper,) = listed(capsys, record)
    assert paper["supports"] == [{"to": "reading:CLP:2026-02-09", "pages": "3-5"}]
    assert (paper["document"], paper["pages"], paper["printed"]) == ("G11", 12, True)
    assert paper["type"] == "application/pdf"
    assert paper["file"] == "電費單.pdf"


def test_attached_by_month_taken_off_and_removed(
    record: Path, bill: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evidence", "add", str(record), str(bill)]) == 0
    assert "E1\t電費單.pdf" in capsys.readouterr().out
    attach = ["evidence", "attach", str(record), "E1", "--to"]
    assert main([*attach, "company:C1"]) == 0
    assert main([*attach, "reading:CLP:2026-03", "--pages", "12"]) == 0
    (paper,) = listed(capsys, record)
    assert {"to": "company:C1", "pages": ""} in list(paper["supports"])  # type: ignore[call-overload]
    assert main(["evidence", "detach", str(record), "E1", "--to", "company:C1"]) == 0
    (paper,) = listed(capsys, record)
    assert paper["supports"] == [{"to": "reading:CLP:2026-02-09", "pages": "12"}]
    assert main(["evidence", "remove", str(record), "E1"]) == 0
    assert listed(capsys, record) == []
    assert main(["undo", str(record)]) == 0
    assert len(listed(capsys, record)) == 1


def test_taken_off_together_or_not_at_all(
    record: Path, bill: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "相片.png"
    other.write_bytes(papers.png_of(2, 2))
    add = ["evidence", "add", str(record), str(bill), str(other)]
    assert main([*add, "--to", "company:C1"]) == 0
    assert main([*add, "--document", "G1"]) == 0
    off = ("evidence", "detach", record)
    assert "E3 does not" in refused(capsys, *off, "E1", "E3", "--to", "company:C1")
    assert [len(list(each["supports"])) for each in listed(capsys, record)] == [1, 1, 0, 0]  # type: ignore[call-overload]
    assert main([*map(str, off), "E1", "E2", "E1", "--to", "company:C1"]) == 0
    assert not any(each["supports"] for each in listed(capsys, record))
    assert main(["undo", str(record)]) == 0
    assert sum(len(list(each["supports"])) for each in listed(capsys, record)) == 2  # type: ignore[call-overload]


def test_what_cannot_be_done_is_one_sentence(
    record: Path, bill: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["evidence", "add", str(record), str(bill)])
    attach = ("evidence", "attach", record, "E1", "--to")
    assert "is 12; there is no page 13" in refused(capsys, *attach, "company:C1", "--pages", "13")
    assert "upgrade:U1" in refused(capsys, *attach, "C1")
    assert "C9" in refused(capsys, *attach, "company:C9")
    assert "2026-02-09" in refused(capsys, *attach, "reading:CLP:1999-01")
    assert "E7" in refused(capsys, "evidence", "remove", record, "E7")
    assert "does not support" in refused(
        capsys, "evidence", "detach", record, "E1", "--to", "company:C1"
    )
    assert "--to" in refused(capsys, "evidence", "add", record, bill, "--pages", "3")
    program = tmp_path / "bill 2.pdf"
    program.write_bytes(b"MZ\x90\0")
    assert "is a program" in refused(capsys, "evidence", "add", record, program)


def test_added_and_attached_is_one_change(
    record: Path, bill: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    short = tmp_path / "一頁.pdf"
    short.write_bytes(papers.pdf(1))
    add = ("evidence", "add", record, bill, short, "--to", "company:C1", "--pages", "2-3")
    told = said(capsys, *add)
    assert [each["file"] for each in told["added"]] == ["電費單.pdf"]
    assert [each["code"] for each in told["findings"]] == ["evidence-page-beyond"]
    assert told["findings"][0]["facts"]["code"] == "一頁.pdf"
    assert main(["undo", str(record)]) == 0
    assert listed(capsys, record) == []


def test_no_page_of_it_and_nothing_is_kept(
    record: Path, bill: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = record.stat().st_size
    add = ("evidence", "add", record, bill, "--to", "company:C1", "--pages")
    assert "is 12; there is no page 13" in refused(capsys, *add, "13")
    assert "is no page" in refused(capsys, *add, "three")
    assert listed(capsys, record) == []
    assert record.stat().st_size == before


def test_rotten_papers_are_told_on_one_stream_only(record: Path, tmp_path: Path) -> None:
    """Pillow and pikepdf would speak of them on standard error, in words of their own."""
    photo, scan, letter = tmp_path / "a.jpg", tmp_path / "b.tif", tmp_path / "c.pdf"
    taken = papers.sideways()
    at = taken.index(b"Exif\0\0") + 14
    photo.write_bytes(taken[:at] + b"\xff" * 40 + taken[at + 40 :])
    scan.write_bytes(papers.tiff(3)[:-30])
    letter.write_bytes(papers.pdf(2).replace(b"/Type /Page\n", b"/Typo /Page\n"))
    console = subprocess.run(
        [sys.executable, "-m", "cpdesk", "evidence", "add", record, photo, scan, letter],
        capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert (console.returncode, console.stderr) == (0, "")
    assert "b.tif" in console.stdout


def test_erased_only_when_it_is_meant(
    record: Path, bill: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["evidence", "add", str(record), str(bill)])
    main(["backup", str(record), "-o", str(record.with_name("昨天.cpdesk"))])
    assert "--yes" in refused(capsys, "evidence", "erase", record, "E1")
    assert len(listed(capsys, record)) == 1
    told = said(capsys, "evidence", "erase", record, "E1", "--yes")
    assert told["erased"] == ["E1"]
    assert [each["code"] for each in told["findings"]] == ["evidence-in-copies"]
    assert told["findings"][0]["facts"]["files"] == ["昨天.cpdesk"]
    assert listed(capsys, record) == []
    assert "電費單".encode() not in record.read_bytes()
    assert main(["verify", str(record)]) == 0


def test_exported_without_identity_papers_unless_asked(
    record: Path, bill: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["evidence", "add", str(record), str(bill), "--document", "G6"])
    out = tmp_path / "憑證"
    told = said(capsys, "evidence", "export", record, "-o", out)
    assert (told["files"], [each["code"] for each in told["findings"]]) == (
        0, ["evidence-personal-left-out"],
    )  # fmt: skip
    told = said(capsys, "evidence", "export", record, "-o", tmp_path / "all", "--identity")
    assert told["files"] == 1
    assert "not empty" in refused(capsys, "evidence", "export", record, "-o", out)
