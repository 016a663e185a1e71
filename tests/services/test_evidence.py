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

from cpdesk.bootstrap import new_desk
from cpdesk.domain.papers import Attachment, Evidence
from cpdesk.records.safety import backup, verify
from cpdesk.records.store import Store
from cpdesk.services import entry
from cpdesk.services.erasing import erase_evidence
from cpdesk.services.evidence import (
    add_evidence,
    attach,
    attach_all,
    detach,
    reduce,
    remove_evidence,
    turn,
)
from cpdesk.services.jobs import Cancelled, Job
from cpdesk.services.workspace import Workspace
from tests import papers
from tests.by_hand import workshop
from tests.memory import measured

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX, XLSX = f"{OFFICE}wordprocessingml.document", f"{OFFICE}spreadsheetml.sheet"
FAPIAO = "application/x-efapiao+xml"


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
        (b"PK\x03\x04 cut short", "application/zip"), (papers.HEIC.read_bytes(), "image/heic"),
        (papers.tiff(2), "image/tiff"), (papers.zipped("OFD.xml"), "application/ofd"),
        (papers.zipped("a.txt"), "application/zip"), (papers.zipped("word/document.xml"), DOCX),
        (papers.zipped("xl/workbook.xml"), XLSX),
        ("<?xml version='1.0'?>\n<!-- 数电票 -->\n<EInvoice/>".encode(), FAPIAO),
        ("<?xml version='1.0'?><EInvoice/>".encode("utf-16"), FAPIAO),
        (b"<?xml version='1.0'?><bill/>", "application/xml"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
         "application/msword"),
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


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (papers.coded(papers.photo((400, 300)), "JPEG")[:-900], "evidence-unreadable"),
        (papers.coded(papers.photo((400, 300)), "PNG")[:-40], "evidence-unreadable"),
        (papers.tiff(2)[:60], "evidence-unreadable"),
        (papers.HEIC.read_bytes()[:-80], "evidence-unreadable"),
        (papers.png_of(60_000, 60_000), "evidence-huge-picture"),
        (papers.zipped("word/document.xml"), "evidence-not-printed"),
        (papers.zipped("OFD.xml"), "evidence-not-printed"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
         "evidence-protected"),
        (b"PK\x03\x04 cut short", "evidence-unreadable"),
    ],
)
def test_what_is_broken_locked_or_never_printed_is_said_at_once_and_kept(
    ws: Workspace, tmp_path: Path, data: bytes, code: str
) -> None:
    added = add_evidence(ws, [written(tmp_path / "bill.pdf", data)])
    assert [each.code for each in added.findings] == [code]
    (paper,) = added.papers
    assert not paper.printable
    assert b"".join(ws.store.read_bytes(paper.sha256)) == data


@pytest.mark.parametrize(
    ("data", "pages"),
    [(papers.HEIC.read_bytes(), 1), (papers.tiff(4), 4), (papers.tiff(2, "1"), 2),
     (papers.sideways(), 1), (papers.pdf(7), 7)],
)  # fmt: skip
def test_pages_are_counted(ws: Workspace, tmp_path: Path, data: bytes, pages: int) -> None:
    added = add_evidence(ws, [written(tmp_path / "scan", data)])
    assert not added.findings
    assert [(each.pages, each.printable) for each in added.papers] == [(pages, True)]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("3", "3"), ("3-5", "3-5"), (" ３－５ ", "3-5"), ("2、4-6", "2, 4-6"), ("2 4", "2, 4"),
     ("1 至 12", "1-12"), ("1–2，4", "1-2, 4"), ("", "")],
)  # fmt: skip
def test_pages_are_understood(ws: Workspace, tmp_path: Path, typed: str, kept: str) -> None:
    (paper,) = add_evidence(ws, [pdf(tmp_path / "bills.pdf", 12)]).papers
    assert not attach(ws, paper, "co", typed)
    assert ws.record.all(Attachment)[0].pages == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [("13", "evidence-page-beyond"), ("12-13", "evidence-page-beyond"), ("0", "evidence-no-page"),
     ("5-3", "evidence-no-page"), ("three", "evidence-no-page"), ("-3", "evidence-no-page")],
)  # fmt: skip
def test_no_page_of_the_paper_is_refused(
    ws: Workspace, tmp_path: Path, typed: str, code: str
) -> None:
    (paper,) = add_evidence(ws, [pdf(tmp_path / "bills.pdf", 12)]).papers
    (found,) = attach(ws, paper, "co", typed)
    assert found.code == code
    assert not ws.record.all(Attachment)


def test_several_papers_support_one_thing_as_one_change(ws: Workspace, tmp_path: Path) -> None:
    added = add_evidence(ws, [pdf(tmp_path / f"{n}.pdf", n) for n in (2, 3)]).papers
    assert not attach_all(ws, added, "co", "1-2")
    assert len(ws.record.where(Attachment, to="co")) == 2
    (found,) = attach_all(ws, added, "co", "3")
    assert found.facts["code"] == "E1"
    assert {each.pages for each in ws.record.all(Attachment)} == {"1-2"}, "all or none"
    entry.undo(ws)
    assert not ws.record.all(Attachment)


def test_turned_and_reduced_with_a_way_back(ws: Workspace, tmp_path: Path) -> None:
    (paper,) = add_evidence(
        ws, [written(tmp_path / "a.jpg", papers.coded(papers.photo(), "JPEG"))]
    ).papers

    def now() -> Evidence:
        return ws.record.get(Evidence, paper.id)

    for degrees, expected in ((90, 90), (90, 180), (-90, 90), (-90, None), (-90, 270)):
        assert not turn(ws, [now()], degrees)
        assert now().turned == expected
    assert not reduce(ws, [now()], True)
    assert now().reduced
    entry.undo(ws)
    entry.undo(ws)
    assert (now().turned, now().reduced) == (None, False)


class StopsAt(Job):
    """A job that the user stops while the file of this number is read."""

    def __init__(self, report: int) -> None:
        super().__init__()
        self.left = report

    def report(self, sentence: str, share: float) -> None:
        self.left -= 1
        if self.left <= 0:
            self.cancel()
        super().report(sentence, share)


def kept_rows(ws: Workspace) -> int:
    with ws.store._reading() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM evidence_part").scalar() or 0)


@pytest.mark.parametrize("report", [2, 4, 7])
def test_a_stop_in_the_middle_of_a_file_leaves_nothing(
    ws: Workspace, tmp_path: Path, report: int
) -> None:
    (before,) = add_evidence(ws, [pdf(tmp_path / "kept.pdf", 1)]).papers
    remove_evidence(ws, before)  # its bytes are still needed for an undo
    large = written(tmp_path / "large.bin", b"\x01\0" + os.urandom(4 << 20))
    state, rows = ws.record.identity.change, kept_rows(ws)
    with pytest.raises(Cancelled):
        add_evidence(ws, [pdf(tmp_path / "a.pdf", 2), large], job=StopsAt(report))
    assert (ws.record.identity.change, kept_rows(ws)) == (state, rows)
    entry.undo(ws)
    assert b"".join(ws.store.read_bytes(before.sha256)).startswith(b"%PDF")


def test_erased_for_good_is_nowhere_in_the_file(ws: Workspace, tmp_path: Path) -> None:
    secret = b"%PDF-1.7\nHKID A123456(3) " + os.urandom(3 << 20)
    names = [written(tmp_path / "陳大文身份證.pdf", secret), pdf(tmp_path / "b.pdf", 1)]
    card, other = add_evidence(ws, names, "G6").papers
    assert not attach(ws, card, "co")
    assert not attach(ws, other, "co")
    turn(ws, [ws.record.get(Evidence, other.id)], 90)
    assert "陳大文".encode() in ws.store.path.read_bytes()
    size = ws.store.path.stat().st_size
    (told,) = erase_evidence(ws, [card])
    assert (told.code, told.facts["code"]) == ("evidence-erased", "E1")
    left = ws.store.path.read_bytes()
    for trace in (b"A123456", "陳大文".encode(), card.sha256.encode(), card.id.encode(),
                  secret[-64:], secret[1 << 20 : (1 << 20) + 64], b"\\u9673\\u5927"):
        assert trace not in left, trace
    assert len(left) < size - (2 << 20)
    assert [each.id for each in ws.record.all(Evidence)] == [other.id]
    assert [each.kind for each in ws.store.history()][-1] == "erase"


def test_erasing_cannot_be_taken_back_but_all_else_can(ws: Workspace, tmp_path: Path) -> None:
    paths = [pdf(tmp_path / f"{n}.pdf", n) for n in (1, 2)]
    card, other = add_evidence(ws, paths).papers
    assert not attach_all(ws, [card, other], "co")
    erase_evidence(ws, [card])
    while entry.undo(ws):
        pass
    assert not ws.record.all(Evidence)
    while entry.redo(ws):
        pass
    assert [each.id for each in ws.record.all(Evidence)] == [other.id]
    assert [each.evidence for each in ws.record.all(Attachment)] == [other.id]
    path = ws.store.path
    ws.store.close()
    assert verify(path) == ()
    with Store.open(path, author="test", now=noon) as again:
        assert [each.id for each in again.record.all(Evidence)] == [other.id]


def test_erasing_reaches_a_large_change_that_was_taken_back(
    ws: Workspace, tmp_path: Path
) -> None:
    paths = [written(tmp_path / f"{n}.txt", f"bill {n}".encode()) for n in range(205)]
    added = add_evidence(ws, paths).papers
    entry.undo(ws)
    ws.store.erase(added[:1], "Erasing {code} for good", code="E1")
    assert entry.redo(ws) is not None
    left = {each.id for each in ws.record.all(Evidence)}
    assert left == {each.id for each in added[1:]}


def test_backups_that_still_hold_it_are_named(ws: Workspace, tmp_path: Path) -> None:
    (other,) = add_evidence(ws, [pdf(tmp_path / "b.pdf", 2)]).papers
    backup(ws.store.path, tmp_path / "廠 昨天.cpdesk")
    (card,) = add_evidence(ws, [pdf(tmp_path / "a.pdf", 1)]).papers
    backup(ws.store.path, tmp_path / "廠 今天.cpdesk")
    written(tmp_path / "no record.cpdesk", b"something else")
    (told,) = erase_evidence(ws, [card])
    assert (told.code, told.facts["files"]) == ("evidence-in-copies", ("廠 今天.cpdesk",))
    (told,) = erase_evidence(ws, [other])
    assert told.facts["files"] == ("廠 今天.cpdesk", "廠 昨天.cpdesk")


def test_bytes_that_two_papers_share_stay_for_the_other(ws: Workspace, tmp_path: Path) -> None:
    path = pdf(tmp_path / "licence.pdf", 1)
    (first,) = add_evidence(ws, [path], "G3").papers
    (second,) = add_evidence(ws, [path], "H2").papers
    erase_evidence(ws, [first])
    assert b"".join(ws.store.read_bytes(second.sha256)) == path.read_bytes()


def test_adding_holds_little_and_opening_reads_little(tmp_path: Path) -> None:
    """A small one of the gigabyte that the benchmarks add."""
    full, bare = tmp_path / "full.cpdesk", tmp_path / "bare.cpdesk"
    for path in (full, bare):
        new_desk(path, author="test").store.close()
    large = tmp_path / "video.bin"
    with large.open("wb") as out:
        for _ in range(96):
            out.write(b"\x01\0" + os.urandom((1 << 20) - 2))
    assert measured("add", full, large).peak < 48 << 20
    assert full.stat().st_size > 96 << 20
    assert measured("open", full).read < measured("open", bare).read + (1 << 20)


@pytest.mark.parametrize(
    ("file", "script"), [("电费", "zh_Hans"), ("電費", "zh_Hant"), ("bill", "en")]
)
def test_a_paper_is_named_in_the_script_of_its_file(
    ws: Workspace, tmp_path: Path, file: str, script: str
) -> None:
    (kept,) = add_evidence(ws, [pdf(tmp_path / f"{file}.pdf", 1)]).papers
    assert getattr(kept.name, script) == file
