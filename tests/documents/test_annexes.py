"""Annex pages: every kind of paper, turned and reduced, stamped, and with nothing active."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from cpdesk.domain.company import Factory
from cpdesk.domain.papers import Evidence
from cpdesk.domain.projects import Project
from cpdesk.domain.recognition import LabelClass
from cpdesk.services.evidence import add_evidence, attach, reduce, turn
from cpdesk.services.jobs import Cancelled, Job, NullJob
from cpdesk.services.orders import ApplicationOrder, DossierOrder
from cpdesk.services.packs import Made, make
from cpdesk.services.workspace import Workspace
from tests import papers
from tests.by_hand import dyeing_mill
from tests.documents.test_packs import desk_of

ON, MM = date(2026, 11, 24), 72 / 25.4
A4 = (595.28, 841.89)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    with desk_of(tmp_path, dyeing_mill.entities()) as made:
        yield made


def added(desk: Workspace, folder: Path, name: str, data: bytes, document: str = "") -> Evidence:
    path = folder / name
    path.write_bytes(data)
    (paper,) = add_evidence(desk, [path], document).papers
    return paper


def printed(desk: Workspace, folder: Path, language: str = "en", job: Job | None = None) -> Made:
    project, out = desk.record.all(Project)[0], folder / "申請.pdf"
    return make(desk, ApplicationOrder(project), language, out, ON, False, job or NullJob())


def sheet(made: Made, at: int = -1) -> Image.Image:
    """A page of the pack as it is seen, two dots to the point."""
    document = pypdfium2.PdfDocument(made.path)
    return document[at % len(document)].render(scale=2).to_pil().convert("RGB")


def dot(image: Image.Image, across: float, down: float) -> tuple[int, ...]:
    """The colour at millimetres from the upper left corner of a page."""
    found = image.getpixel((round(across * MM * 2), round(down * MM * 2)))
    assert isinstance(found, tuple)
    return found


def words(made: Made, at: int = -1) -> str:
    document = pypdfium2.PdfDocument(made.path)
    return str(document[at % len(document)].get_textpage().get_text_range())


def is_red(colour: tuple[int, ...]) -> bool:
    return colour[0] > 200 and colour[1] < 90 and colour[2] < 90


def is_blue(colour: tuple[int, ...]) -> bool:
    return colour[2] > 200 and colour[0] < 90 and colour[1] < 90


# A picture of 3:4 is as wide as its frame, from 20 to 180 mm, and in the middle of it:
# from 32.3 to 245.7 mm down the page.
UPPER_LEFT, LOWER_RIGHT, UPPER_RIGHT, LOWER_LEFT = (60, 70), (140, 205), (140, 70), (60, 205)


def test_each_page_of_a_pdf_is_a_stamped_sheet(desk: Workspace, tmp_path: Path) -> None:
    paper = added(desk, tmp_path, "steam.pdf", papers.pdf(3, words="Steam"), "G11")
    attach(desk, paper, "u1" if desk.record.entity("u1") else desk.record.all(Factory)[0].id, "2")
    made = printed(desk, tmp_path, "en")
    assert not [each for each in made.findings if each.code.startswith("annex")]
    with pypdfium2.PdfDocument(made.path) as document:
        assert all(page.get_size() == pytest.approx(A4, abs=1) for page in document)
    for at in (1, 2, 3):
        said = words(made, at - 4)
        assert f"Steam {at}" in said
        assert f"\r\n{at}/3\r\n" in said
        assert f"Annex E1, page {at} of 3" in said
        assert paper.sha256[:4] in said
        assert "G11 Utility bills" in said
    assert "Documents and annexes" not in words(made)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("photo.jpg", papers.coded(papers.photo((240, 320)), "JPEG", quality=95)),
        ("photo.png", papers.coded(papers.photo((240, 320)), "PNG")),
        ("photo.tif", papers.coded(papers.photo((240, 320)), "TIFF")),
        ("phone.jpg", papers.sideways((240, 320))),
        ("see-through.png", papers.coded(papers.photo((240, 320)).convert("RGBA"), "PNG")),
    ],
)
def test_a_photo_stands_upright(
    desk: Workspace, tmp_path: Path, name: str, data: bytes
) -> None:
    added(desk, tmp_path, name, data)
    image = sheet(printed(desk, tmp_path))
    assert is_red(dot(image, *UPPER_LEFT))
    assert is_blue(dot(image, *LOWER_RIGHT))
    assert dot(image, *UPPER_RIGHT) == dot(image, *LOWER_LEFT) == (255, 255, 255)


def test_a_paper_is_printed_as_it_was_turned(desk: Workspace, tmp_path: Path) -> None:
    data = papers.coded(papers.photo((320, 240)), "PNG")
    paper = added(desk, tmp_path, "photo.png", data)
    assert not turn(desk, [paper], 90)
    image = sheet(printed(desk, tmp_path))
    assert is_red(dot(image, *UPPER_RIGHT))
    assert is_blue(dot(image, *LOWER_LEFT))


def test_a_heic_is_printed_as_a_jpeg(desk: Workspace, tmp_path: Path) -> None:
    added(desk, tmp_path, "IMG_0001.HEIC", papers.HEIC.read_bytes())
    made = printed(desk, tmp_path)
    image = sheet(made)
    assert is_red(dot(image, 60, 110))
    assert is_blue(dot(image, 140, 165))
    assert [each["/Filter"] for each in pictures_of(made)] == ["/DCTDecode"]


def pictures_of(made: Made) -> list[Any]:
    """The pictures on the last page."""
    with pikepdf.open(made.path) as document:
        forms = document.pages[-1].resources.XObject
        found = [
            picture.stream_dict
            for form in forms.values() for picture in form.get("/Resources", {}).get("/XObject", {})
            .values() if picture.get("/Subtype") == "/Image"
        ]  # fmt: skip
        return [{str(k): str(v) for k, v in each.items()} for each in found]


def test_a_reduced_photo_has_2000_pixels_and_the_original_is_kept(
    desk: Workspace, tmp_path: Path
) -> None:
    noisy = Image.effect_noise((3000, 2250), 40).convert("RGB")
    data = papers.coded(noisy, "JPEG", quality=92)
    paper = added(desk, tmp_path, "photo.jpg", data)
    (whole,) = pictures_of(printed(desk, tmp_path))
    assert (whole["/Width"], int(whole["/Length"])) == ("3000", len(data))
    assert not reduce(desk, [paper], True)
    made = printed(desk, tmp_path)
    (less,) = pictures_of(made)
    assert (less["/Width"], less["/Height"]) == ("2000", "1500")
    assert int(less["/Length"]) < len(data) / 2
    assert b"".join(desk.store.read_bytes(paper.sha256)) == data


@pytest.mark.parametrize("mode", ["1", "L", "RGB"])
def test_a_fax_is_printed_page_by_page(desk: Workspace, tmp_path: Path, mode: str) -> None:
    paper = added(desk, tmp_path, "scan.tif", papers.tiff(3, mode))
    assert paper.pages == 3
    before = printed(desk, tmp_path)
    assert "E1" in words(before)
    assert [f"page {at} of 3" in words(before, at - 4) for at in (1, 2, 3)] == [True] * 3


def test_where_a_photo_was_taken_is_not_printed(desk: Workspace, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x013B] = "張三丰"
    exif[0x010F] = "A camera of the tests"
    data = papers.coded(papers.photo(), "JPEG", exif=exif, comment=b"at home")
    assert b"A camera of the tests" in data
    added(desk, tmp_path, "photo.jpg", data)
    made = printed(desk, tmp_path).path.read_bytes()
    assert b"A camera of the tests" not in made
    assert b"at home" not in made


def test_nothing_active_is_left_and_what_is_seen_stays(desk: Workspace, tmp_path: Path) -> None:
    data = papers.active_pdf()
    for mark in (b"/JavaScript", b"/Launch", b"/EmbeddedFiles", b"a file within"):
        assert mark in data
    added(desk, tmp_path, "offer.pdf", data)
    made = printed(desk, tmp_path)
    with pikepdf.open(made.path) as document:
        plain = io.BytesIO()
        document.save(plain, object_stream_mode=pikepdf.ObjectStreamMode.disable,
                      stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)
    for mark in (rb"/JavaScript\b", rb"/Launch\b", rb"/EmbeddedFiles?\b", rb"/EF\b", rb"/AA\b",
                 rb"/AF\b", rb"/OpenAction\b", b"a file within", b"evil.exe", b"a.exe",
                 b"app.alert"):
        assert not re.search(mark, plain.getvalue()), mark
    scale = 160 / 210
    middle = (20 + 150 / MM * scale, 26 + (842 - 650) / MM * scale)
    assert is_red(dot(sheet(made), *middle)), "the stamp that was an annotation"


@pytest.mark.parametrize("size", [(14_400, 14_400), (1_036_800, 1_036_800), (3, 2), (200, 14_400)])
def test_a_page_of_any_size_is_scaled_into_its_frame(
    desk: Workspace, tmp_path: Path, size: tuple[float, float]
) -> None:
    document = pikepdf.new()
    page = document.add_blank_page()
    page.obj.MediaBox = pikepdf.Array([0, 0, *size])
    page.obj.Contents = document.make_stream(f"1 0 0 rg 0 0 {size[0]} {size[1]} re f".encode())
    added(desk, tmp_path, "plan.pdf", papers.saved(document))
    image = sheet(printed(desk, tmp_path))
    assert image.size == (1191, 1684)
    assert is_red(dot(image, 100, 139))
    assert dot(image, 10, 139) == dot(image, 190, 139) == (255, 255, 255)


def test_what_rots_later_is_named_and_the_rest_is_printed(
    desk: Workspace, tmp_path: Path
) -> None:
    broken = added(desk, tmp_path, "a.png", papers.coded(papers.photo(), "PNG")[:-60])
    assert not broken.printable
    with desk.store.change("As an import might say") as work:
        work.put(replace(broken, pages=1))
    added(desk, tmp_path, "b.pdf", papers.pdf(1, words="sound"))
    made = printed(desk, tmp_path)
    told = [each for each in made.findings if each.code == "annex-unreadable"]
    assert [each.facts["code"] for each in told] == ["E1"]
    assert "sound 1" in words(made)


def test_what_cannot_be_printed_is_listed_with_its_whole_hash(
    desk: Workspace, tmp_path: Path
) -> None:
    paper = added(desk, tmp_path, "發票.ofd", papers.zipped("OFD.xml", "Doc_0/Document.xml"))
    made = printed(desk, tmp_path, "zh_Hant")
    with pypdfium2.PdfDocument(made.path) as document:
        whole = "".join(page.get_textpage().get_text_range() for page in document)
    assert "發票.ofd" in whole
    assert all(paper.sha256[at : at + 16] in whole for at in range(0, 64, 16))
    assert "不列印" in whole


@pytest.mark.parametrize("language", ["en", "zh_Hant", "zh_Hans", "en+zh_Hant"])
def test_a_copy_of_an_identity_card_says_what_it_is_for(
    desk: Workspace, tmp_path: Path, language: str
) -> None:
    data = papers.coded(papers.photo(), "PNG")
    added(desk, tmp_path, "HKID.png", data, "G6")
    said = words(printed(desk, tmp_path, language))
    expected = {"en": "COPY, for this application only", "zh_Hans": "副本，仅供本次申请使用"}
    assert expected.get(language, "副本，僅供本次申請使用") in said
    desk.store.undo()
    added(desk, tmp_path, "BR.png", data, "G1")
    assert expected.get(language, "副本") not in words(printed(desk, tmp_path, language))


def test_a_dossier_has_no_identity_card(desk: Workspace, tmp_path: Path) -> None:
    added(desk, tmp_path, "HKID.pdf", papers.pdf(1, words="A123456"), "G6")
    added(desk, tmp_path, "bill.pdf", papers.pdf(1, words="Bill"), "G11")
    made = make(
        desk, DossierOrder(desk.record.all(Factory)[0], LabelClass.PARTNER, 2026), "en",
        tmp_path / "d.pdf", ON, False, NullJob(),
    )  # fmt: skip
    with pypdfium2.PdfDocument(made.path) as document:
        whole = "".join(page.get_textpage().get_text_range() for page in document)
    assert "Bill 1" in whole
    assert "A123456" not in whole
    assert "HKID" not in whole


def test_the_outline_leads_to_each_annex(desk: Workspace, tmp_path: Path) -> None:
    added(desk, tmp_path, "a.pdf", papers.pdf(2))
    added(desk, tmp_path, "b.pdf", papers.pdf(1))
    made = printed(desk, tmp_path)
    with pikepdf.open(made.path) as document, document.open_outline() as outline:
        last = outline.root[-1]
        assert len(outline.root) > 5
        assert last.title == "Annexes"
        assert [each.title for each in last.children] == ["E1 a", "E2 b"]
        pages = [each.destination[0].objgen for each in last.children]
        assert pages == [document.pages[-3].obj.objgen, document.pages[-1].obj.objgen]


def test_more_than_is_held_in_memory_is_joined_on_the_disk(
    desk: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cpdesk.documents.annexes import appending

    for name in ("a", "b", "c"):
        added(desk, tmp_path, f"{name}.pdf", papers.pdf(3, words=name))
    at_once = printed(desk, tmp_path)
    expected = [words(at_once, at) for at in range(-9, 0)]
    monkeypatch.setattr(appending, "AT_ONCE", 1)
    in_parts = printed(desk, tmp_path)
    assert [words(in_parts, at) for at in range(-9, 0)] == expected
    with pikepdf.open(in_parts.path) as document, document.open_outline() as outline:
        assert [each.title for each in outline.root[-1].children] == ["E1 a", "E2 b", "E3 c"]
        assert str(document.Root.Lang) == "en-HK"


def test_a_stop_leaves_no_paper(desk: Workspace, tmp_path: Path) -> None:
    added(desk, tmp_path, "a.pdf", papers.pdf(5))

    class Stops(Job):
        def report(self, sentence: str, share: float) -> None:
            if sentence == "Printing the annexes" and share > 0.93:
                self.cancel()
            super().report(sentence, share)

    with pytest.raises(Cancelled):
        printed(desk, tmp_path, job=Stops())
    assert not (tmp_path / "申請.pdf").exists()
    assert not list(tmp_path.glob(".cpdesk-*"))
