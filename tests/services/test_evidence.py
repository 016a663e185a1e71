"""Papers in the record: what they are by content, one way back, and what is refused."""

from __future__ import annotations

import errno
import hashlib
import io
import os
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pikepdf
import pytest

from cpdesk.domain.papers import Attachment, Evidence
from cpdesk.records.store import Store
from cpdesk.services import entry
from cpdesk.services.evidence import add_evidence, attach, detach, remove_evidence
from cpdesk.services.jobs import Cancelled, Job
from cpdesk.services.workspace import Workspace
from tests.by_hand import workshop

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def noon() -> datetime:
    return datetime(2026, 11, 24, 12)


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with Store.create(tmp_path / "廠.cpdesk", author="test", now=noon) as store:
        with store.change("Typed by hand") as work:
            work.put_many(workshop.entities())
        yield Workspace(store, noon, "test")


def pdf(path: Path, pages: int, password: str = "") -> Path:
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page()
    locked = pikepdf.Encryption(owner=password, user=password) if password else False
    made.save(path, encryption=locked)
    return path


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_a_paper_is_kept_with_type_size_hash_and_pages(ws: Workspace, tmp_path: Path) -> None:
    path = pdf(tmp_path / "商業登記證 2026.dat", 3)
    added = add_evidence(ws, [path], "G1")
    assert not added.findings
    (paper,) = ws.record.all(Evidence)
    assert added.papers == (paper,)
    data = path.read_bytes()
    assert (paper.media_type, paper.pages, paper.size) == ("application/pdf", 3, len(data))
    assert (paper.code, paper.document, paper.added) == ("E1", "G1", date(2026, 11, 24))
    assert paper.sha256 == hashlib.sha256(data).hexdigest()
    assert paper.name.within("en") == "商業登記證 2026"
    assert b"".join(ws.store.read_bytes(paper.sha256)) == data


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PNG, "image/png"), (b"\xff\xd8\xff\xe0" + bytes(9), "image/jpeg"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp"), (b"a,b\n1,2\n", "text/plain"),
        ("電費單".encode(), "text/plain"), (b"\x01\0\x02", "application/octet-stream"),
        (b"PK\x03\x04 cut short", "application/zip"),
    ],
)  # fmt: skip
def test_the_type_is_told_from_the_content(
    ws: Workspace, tmp_path: Path, data: bytes, kind: str
) -> None:
    (paper,) = add_evidence(ws, [written(tmp_path / "scan.pdf", data)]).papers
    assert paper.media_type == kind


def test_several_files_are_one_undo(ws: Workspace, tmp_path: Path) -> None:
    paths = [pdf(tmp_path / f"{n}.pdf", n) for n in (1, 2, 3)]
    assert len(add_evidence(ws, paths).papers) == 3
    entry.undo(ws)
    assert not ws.record.all(Evidence)
    entry.redo(ws)
    assert [each.pages for each in ws.record.all(Evidence)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda at: at / "gone.pdf", "file-missing"),
        (lambda at: at, "file-is-folder"),
        (lambda at: written(at / "none.pdf", b""), "file-empty"),
        (lambda at: written(at / "bill.pdf", b"MZ\x90\0"), "file-is-program"),
    ],
)
def test_what_is_no_paper_is_refused_by_name_and_the_rest_is_kept(
    ws: Workspace, tmp_path: Path, make: Callable[[Path], Path], code: str
) -> None:
    bad = make(tmp_path)
    added = add_evidence(ws, [bad, pdf(tmp_path / "good.pdf", 1)])
    assert [each.code for each in added.findings] == [code]
    assert added.findings[0].facts["file"] == bad.name
    assert [each.file_name for each in ws.record.all(Evidence)] == ["good.pdf"]


def test_over_500_mb_is_refused_before_it_is_read(ws: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "video.mp4"
    with path.open("wb") as file:
        file.truncate(500 * 1024 * 1024 + 1)
    added = add_evidence(ws, [path])
    assert [each.code for each in added.findings] == ["evidence-file-too-large"]
    assert added.findings[0].facts["file"] == "video.mp4"


def test_a_disk_that_fails_while_reading_is_a_sentence(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pdf(tmp_path / "stick.pdf", 1)

    def pulled_out(_stream: io.IOBase) -> tuple[str, int]:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(ws.store, "add_bytes", pulled_out)
    assert [each.code for each in add_evidence(ws, [path]).findings] == ["file-locked"]


def test_the_same_paper_is_kept_once_for_a_document(ws: Workspace, tmp_path: Path) -> None:
    path = pdf(tmp_path / "licence.pdf", 1)
    add_evidence(ws, [path], "G3")
    (found,) = add_evidence(ws, [path], "G3").findings
    assert (found.code, found.facts["code"]) == ("evidence-known", "E1")
    assert len(add_evidence(ws, [path], "H2").papers) == 1
    twice = add_evidence(ws, [path, path], "G4")
    assert (len(twice.papers), len(twice.findings)) == (1, 1)


@pytest.mark.parametrize(("cut", "code"), [(True, "unreadable"), (False, "protected")])
def test_a_pdf_that_cannot_be_printed_is_kept_with_a_doubt(
    ws: Workspace, tmp_path: Path, cut: bool, code: str
) -> None:
    path = pdf(tmp_path / "scan.pdf", 2, "" if cut else "secret")
    if cut:
        path.write_bytes(b"%PDF-1.7\n% nothing else")
    added = add_evidence(ws, [path])
    assert [each.code for each in added.findings] == [f"evidence-{code}"]
    assert len(added.papers) == 1
    assert added.papers[0].pages is None


def test_a_stopped_job_changes_nothing(ws: Workspace, tmp_path: Path) -> None:
    job = Job()
    job.cancel()
    before = ws.record.identity.change
    with pytest.raises(Cancelled):
        add_evidence(ws, [pdf(tmp_path / "a.pdf", 1)], job=job)
    assert ws.record.identity.change == before


def test_attached_taken_off_and_removed_with_a_way_back(ws: Workspace, tmp_path: Path) -> None:
    (paper,) = add_evidence(ws, [pdf(tmp_path / "bills.pdf", 12)]).papers
    assert not attach(ws, paper, "el-2026-03-09", " 3-5 ")
    assert not attach(ws, paper, "co")
    assert not attach(ws, paper, "co", "7")
    kept = {each.to: each.pages for each in ws.record.all(Attachment)}
    assert kept == {"el-2026-03-09": "3-5", "co": "7"}
    assert not remove_evidence(ws, paper)
    assert not ws.record.all(Evidence)
    assert not ws.record.all(Attachment)
    entry.undo(ws)
    assert {each.to for each in ws.record.all(Attachment)} == {"el-2026-03-09", "co"}
    assert b"".join(ws.store.read_bytes(paper.sha256)).startswith(b"%PDF")
    (company,) = ws.record.where(Attachment, to="co")
    assert not detach(ws, company)
    assert not ws.record.where(Attachment, to="co")


def test_it_supports_only_what_is_in_the_record(ws: Workspace, tmp_path: Path) -> None:
    (paper,) = add_evidence(ws, [pdf(tmp_path / "a.pdf", 1)]).papers
    (found,) = attach(ws, paper, "nothing")
    assert found.code == "unknown-reference"


def test_a_record_for_reading_only_takes_no_paper(ws: Workspace, tmp_path: Path) -> None:
    path = ws.store.path
    ws.store.close()
    with Store.open(path, author="test", now=noon, read_only=True) as store:
        looked_at = Workspace(store, noon, "test")
        added = add_evidence(looked_at, [pdf(tmp_path / "a.pdf", 1)])
        assert [each.code for each in added.findings] == ["record-read-only"]
        assert not added.papers
        assert not store.record.all(Evidence)
