"""Papers with rotten bytes: told what they are, read or not, and never a crash."""

from __future__ import annotations

import io
import os
import tempfile
from contextlib import suppress
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpdesk.base import pictures
from cpdesk.documents.annexes.showing import page_as_jpeg
from cpdesk.documents.annexes.sources import sheets
from cpdesk.domain.findings import Refusal
from cpdesk.domain.papers import Evidence
from cpdesk.exchange.paper_files import State, media_type, pages
from tests import papers

ROUNDS = 3000 if os.environ.get("CPDESK_PROVE") else 60
SOUND = (
    papers.pdf(2), papers.active_pdf(), papers.tiff(2), papers.tiff(2, "1"), papers.sideways(),
    papers.coded(papers.photo(), "PNG"), papers.coded(papers.photo(), "GIF"),
    papers.coded(papers.photo(), "WEBP"), papers.coded(papers.photo(), "BMP"),
    papers.HEIC.read_bytes(), papers.zipped("OFD.xml"), papers.zipped("word/document.xml"),
    b"<?xml version='1.0'?><EInvoice/>",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + bytes(600),
)  # fmt: skip
ROT = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=12)


def rotten(data: bytes, rot: list[tuple[float, int]], left: float) -> bytes:
    found = bytearray(data)
    for place, value in rot:
        found[int(place * len(found))] = value
    return bytes(found[: max(1, round(left * len(found)))])


@settings(max_examples=ROUNDS, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(range(len(SOUND))), ROT, st.sampled_from([1.0, 1.0, 0.9, 0.5, 0.1]))
@pytest.mark.timeout(1200)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_rot_is_told_or_read(which: int, rot: list[tuple[float, int]], left: float) -> None:
    data = rotten(SOUND[which], rot, left)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "憑證.pdf")
        path.write_bytes(data)
        try:
            kind = media_type(path)
        except Refusal as refusal:
            told = refusal.finding.code
        else:
            told = ""
            state, count = pages(path, kind)
    if told:
        assert told in ("file-is-program", "file-empty")
        return
    paper = Evidence(id="e", media_type=kind, size=len(data), pages=count, sha256="0" * 64)
    if state is State.READABLE and paper.printable:
        shown(paper, data)


def shown(paper: Evidence, data: bytes) -> None:
    """It is drawn and printed, or known to be unreadable."""
    with suppress(pictures.Unreadable, pictures.TooLarge):
        assert page_as_jpeg(paper, io.BytesIO(data), 0, 200)
    with suppress(pikepdf.PdfError, pictures.Unreadable, pictures.TooLarge, ValueError):
        assert sum(1 for _ in sheets(paper, io.BytesIO(data))) >= 1
