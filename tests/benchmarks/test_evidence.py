"""Scans into a pack against pikepdf appending them, and a gigabyte of evidence in a record."""

from __future__ import annotations

import hashlib
import io
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from cpdesk.base.languages import translator
from cpdesk.bootstrap import new_desk, open_desk
from cpdesk.documents.annexes.appending import write_with_annexes
from cpdesk.documents.annexes.frames import Annex
from cpdesk.documents.setting.writing import Paper
from cpdesk.domain.papers import Evidence
from cpdesk.services.evidence import add_evidence
from cpdesk.services.workspace import Workspace
from tests import papers
from tests.benchmarks.comparing import compare, timed
from tests.memory import measured

FILES, PAGES, PAGE_BYTES = 20, 10, 600_000
MIB = 1 << 20
READ = "SELECT data FROM evidence_part WHERE sha256 = ? ORDER BY number"
FRONT = papers.pdf(20, words="The application")


@pytest.fixture(scope="module")
def scans(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """20 files of 10 scanned pages: 120 MB."""
    folder = tmp_path_factory.mktemp("scans")
    made = [folder / f"{at}.pdf" for at in range(FILES)]
    for path in made:
        path.write_bytes(scanned())
    return made


def scanned() -> bytes:
    """Pages whose picture no one decodes, as large as those of a scanner."""
    document = pikepdf.new()
    for _ in range(PAGES):
        page = document.add_blank_page(page_size=(595, 842)).obj
        picture = pikepdf.Stream(
            document, os.urandom(PAGE_BYTES), Type=Name.XObject, Subtype=Name.Image, Width=1650,
            Height=2340, BitsPerComponent=8, ColorSpace=Name.DeviceRGB, Filter=Name.DCTDecode,
        )  # fmt: skip
        page.Resources = Dictionary(XObject=Dictionary(Image=picture))
        page.MediaBox = Array([0, 0, 595, 842])
        page.Contents = document.make_stream(b"595 0 0 842 0 0 cm /Image Do")
    return papers.saved(document)


@pytest.fixture
def desk(scans: list[Path], tmp_path: Path) -> Iterator[Workspace]:
    made = new_desk(tmp_path / "scans.cpdesk", author="benchmark")
    assert len(add_evidence(made, scans).papers) == FILES
    yield made
    made.store.close()


def test_200_scanned_pages_into_a_pack(desk: Workspace, tmp_path: Path) -> None:
    """The plain thing takes them out of the same record by bare SQL, and stamps nothing."""
    annexes = [Annex(each, each.file_name, "") for each in desk.record.all(Evidence)]
    ours, plainly, record = tmp_path / "ours.pdf", tmp_path / "plain.pdf", desk.store.path

    def stamped() -> None:
        with ours.open("wb") as out:
            found = write_with_annexes(
                FRONT, Paper(translator("en")), annexes, "APP-2026-001", desk.store.open_bytes,
                out, lambda: None,
            )  # fmt: skip
        assert not found

    def appended() -> None:
        with pikepdf.open(io.BytesIO(FRONT)) as whole, sqlite3.connect(record) as base:
            for each in annexes:
                rows = base.execute(READ, (each.paper.sha256,))
                with pikepdf.open(io.BytesIO(b"".join(data for (data,) in rows))) as scan:
                    whole.pages.extend(scan.pages)
            whole.save(plainly)
        base.close()

    compare("200 scanned pages (120 MB) into a pack", 2, timed(stamped), timed(appended))
    for path in (ours, plainly):
        with pikepdf.open(path) as made:
            assert len(made.pages) == 20 + PAGES * FILES


@pytest.fixture(scope="module")
def large_files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Eleven files of 96 MiB, each unlike the others: more than a gigabyte."""
    folder = tmp_path_factory.mktemp("large")
    made = [folder / f"video {at}.bin" for at in range(11)]
    for path in made:
        with path.open("wb") as out:
            for _ in range(96):
                out.write(b"\x01\0" + os.urandom(MIB - 2))
    return made


@pytest.mark.timeout(600)
def test_a_gigabyte_is_added_without_holding_it_and_opens_like_nothing(
    large_files: list[Path], tmp_path: Path
) -> None:
    full, bare = tmp_path / "full.cpdesk", tmp_path / "bare.cpdesk"
    for path in (full, bare):
        new_desk(path, author="benchmark").store.close()
    cost = measured("add", full, *large_files)
    print(f"\n1 GB added: {cost.seconds:.1f} s, {cost.peak / MIB:.1f} MiB of memory more")
    assert cost.peak < 48 * MIB
    assert full.stat().st_size > 1000 * MIB
    opened = measured("open", full)
    print(f"opened: {opened.read} bytes read; without evidence {measured('open', bare).read}")
    compare(
        "opening a record with 1 GB of evidence", 1.5,
        timed(lambda: open_desk(full).store.close()), timed(lambda: open_desk(bare).store.close()),
    )  # fmt: skip
    with (desk := open_desk(full)).store:
        (first, *_) = desk.record.all(Evidence)
        kept = hashlib.sha256()
        for piece in desk.store.read_bytes(first.sha256):
            kept.update(piece)
        assert kept.hexdigest() == hashlib.sha256(large_files[0].read_bytes()).hexdigest()
