"""Photographs of a measure beside its figures: upright, titled, not too many, never fatal."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from cpdesk.domain.company import Factory
from cpdesk.domain.papers import Attachment, Evidence
from cpdesk.domain.recognition import LabelClass
from cpdesk.domain.upgrades import Upgrade
from cpdesk.domain.words import LocalText
from cpdesk.services.jobs import NullJob
from cpdesk.services.orders import DossierOrder
from cpdesk.services.packs import make
from cpdesk.services.workspace import Workspace
from tests import papers
from tests.documents.every_way import entities
from tests.documents.test_annexes import added, is_blue, is_red
from tests.documents.test_packs import ON, desk_of, outside


def attached(desk: Workspace, folder: Path, name: str, data: bytes, title: str) -> Evidence:
    """A file that belongs to the first upgrade."""
    paper = added(desk, folder, name, data)
    upgrade = desk.record.find(Upgrade, "U1")
    assert upgrade is not None
    with desk.store.change("Attach") as work:
        paper = work.put(replace(paper, name=LocalText(title)))
        work.put(Attachment(id=f"a{paper.id}", evidence=paper.id, to=upgrade.id))
    return paper


def dossier(desk: Workspace, folder: Path) -> bytes:
    order = DossierOrder(desk.record.all(Factory)[0], LabelClass.PARTNER, 2026)
    return make(desk, order, "en", folder / "d.pdf", ON, False, NullJob()).path.read_bytes()


def page_of(pdf: bytes, words: str) -> tuple[pypdfium2.PdfPage, str]:
    for page in pypdfium2.PdfDocument(pdf):
        text = " ".join(page.get_textpage().get_text_range().split())
        if words in text:
            return page, text
    raise AssertionError(words)


def test_two_photographs_stand_side_by_side_and_upright(tmp_path: Path) -> None:
    with desk_of(tmp_path, entities()) as desk:
        attached(desk, tmp_path, "a.jpg", papers.sideways((1600, 1200)), "Before: old compressor")
        attached(desk, tmp_path, "b.heic", papers.HEIC.read_bytes(), "After: new compressor")
        pdf = dossier(desk, tmp_path)
    page, text = page_of(pdf, "Before: old compressor")
    assert "After: new compressor" in text
    assert outside(pdf) == []
    first, second = [
        each for each in page.get_objects(max_depth=4) if isinstance(each, pypdfium2.PdfImage)
    ][:2]
    (left, low, right, high), (other, *_) = first.get_bounds(), second.get_bounds()
    assert right < other
    seen = page.render(scale=2).to_pil().convert("RGB")
    tall = page.get_height()
    corner = seen.getpixel((int(left * 2) + 12, int((tall - high) * 2) + 12))
    across = seen.getpixel((int(right * 2) - 12, int((tall - low) * 2) - 12))
    assert is_red(corner)
    assert is_blue(across)


def test_more_than_four_are_left_to_the_annexes(tmp_path: Path) -> None:
    with desk_of(tmp_path, entities()) as desk:
        for at in range(6):
            data = papers.coded(papers.photo((80, 60 + at)), "PNG")
            attached(desk, tmp_path, f"{at}.png", data, f"View {at}")
        pdf = dossier(desk, tmp_path)
    _, text = page_of(pdf, "View 0")
    assert "View 3" in text
    assert "2 more photographs are in the annexes." in text


@pytest.mark.parametrize("kind", ["identity", "pdf", "rotten"])
def test_what_is_no_photograph_of_the_measure_stays_out(tmp_path: Path, kind: str) -> None:
    """A copy of an identity card, a PDF, and bytes that have rotten since they were added."""
    with desk_of(tmp_path, entities()) as desk:
        data = papers.pdf(1, words="Offer") if kind == "pdf" else papers.sideways()
        paper = attached(desk, tmp_path, "x", data, "Never seen here")
        with desk.store.change("Rot") as work:
            if kind == "identity":
                work.put(replace(paper, document="G6"))
            elif kind == "rotten":
                sha, _ = desk.store.add_bytes(io.BytesIO(data[:300]))
                work.put(replace(paper, sha256=sha))
        pdf = dossier(desk, tmp_path)
    _, text = page_of(pdf, "U1 Compressors R20")
    assert "Never seen here" not in text
