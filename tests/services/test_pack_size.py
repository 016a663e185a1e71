"""A pack under a limit: photographs and scans reduced by steps, and an honest word where not."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from cpdesk.domain.findings import Refusal
from cpdesk.domain.papers import Evidence, Pack
from cpdesk.domain.projects import Project
from cpdesk.services.evidence import add_evidence, reduce
from cpdesk.services.jobs import NullJob
from cpdesk.services.orders import ApplicationOrder, CompletionOrder
from cpdesk.services.packs import Made, make
from cpdesk.services.workspace import Workspace
from tests import papers
from tests.by_hand import dyeing_mill
from tests.documents.test_annexes import ON
from tests.documents.test_completion import after_approval
from tests.documents.test_packs import desk_of

SIZE = (2480, 3508)  # an A4 page at 300 to the inch


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    with desk_of(tmp_path, dyeing_mill.entities()) as made:
        yield made


def grainy(size: tuple[int, int] = SIZE) -> Image.Image:
    """Like a photographed page: nothing of it is one even colour, and a part is red."""
    wide, high = size
    less = (wide // 8, high // 8)
    small = Image.frombytes("RGB", less, os.urandom(3 * less[0] * less[1]))
    image = Image.blend(small.resize(size, Image.Resampling.BILINEAR), Image.new("RGB", size), 0.3)
    image.paste("red", (0, 0, wide // 2, high // 2))
    return image


def scanned(image: Image.Image, pages: int = 1, **more: object) -> bytes:
    """A PDF as a scanner makes it: every page is all picture, the same one is stored once."""
    document = pikepdf.new()
    grey = image.mode == "L"
    picture = document.make_indirect(pikepdf.Stream(
        document, papers.coded(image, "JPEG", quality=95), Type=Name.XObject, Subtype=Name.Image,
        Width=image.width, Height=image.height, BitsPerComponent=8, Filter=Name.DCTDecode,
        ColorSpace=Name.DeviceGray if grey else Name.DeviceRGB, **more,
    ))  # fmt: skip
    for _ in range(pages):
        page = document.add_blank_page(page_size=(595, 842)).obj
        page.Resources = Dictionary(XObject=Dictionary(Image=picture))
        page.Contents = document.make_stream(b"595 0 0 842 0 0 cm /Image Do")
    return papers.saved(document)


def added(desk: Workspace, folder: Path, name: str, data: bytes) -> Evidence:
    (folder / name).write_bytes(data)
    (paper,) = add_evidence(desk, [folder / name], "").papers
    return paper


def printed(desk: Workspace, folder: Path, under: str | None) -> Made:
    order = ApplicationOrder(desk.record.all(Project)[0])
    limit = Decimal(under) if under else None
    return make(desk, order, "en", folder / "out.pdf", ON, False, NullJob(), limit)


def pixels(made: Made) -> set[int]:
    """The longest sides of the pictures on the annex pages."""
    found: set[int] = set()
    with pikepdf.open(made.path) as document:
        for each in document.objects:
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == Name.Image:
                found.add(max(int(each.Width), int(each.Height)))
    return found


def codes(made: Made) -> list[str]:
    return [each.code for each in made.findings]


def corner(made: Made) -> tuple[int, ...]:
    """The colour at the upper left of the last page's picture."""
    with pypdfium2.PdfDocument(made.path) as document:
        image = document[len(document) - 1].render(scale=1).to_pil().convert("RGB")
    found = image.getpixel((80, 120))
    assert isinstance(found, tuple)
    return found


@pytest.mark.parametrize("kind", ["photo", "scan"])
def test_pictures_are_reduced_until_the_file_is_under_the_limit(
    desk: Workspace, tmp_path: Path, kind: str
) -> None:
    image = grainy()
    data = papers.coded(image, "JPEG", quality=95) if kind == "photo" else scanned(image)
    added(desk, tmp_path, "a.jpg" if kind == "photo" else "a.pdf", data)
    whole = printed(desk, tmp_path, None)
    assert max(pixels(whole)) == SIZE[1]
    assert "pack-lightened" not in codes(whole)
    full = whole.path.stat().st_size
    made = printed(desk, tmp_path, "0.9")
    assert made.path.stat().st_size < 900_000 < full
    assert "pack-lightened" in codes(made)
    assert 1000 < max(pixels(made)) <= 2000
    red, green, blue = corner(made)
    assert red > 200 > 100 > max(green, blue)


def test_what_is_under_the_limit_already_stays_as_it_is(desk: Workspace, tmp_path: Path) -> None:
    added(desk, tmp_path, "a.pdf", scanned(papers.photo(SIZE)))
    made = printed(desk, tmp_path, "20")
    assert max(pixels(made)) == SIZE[1]
    assert "pack-lightened" not in codes(made)


def test_the_steps_go_no_further_than_can_be_read(desk: Workspace, tmp_path: Path) -> None:
    for at in range(3):
        added(desk, tmp_path, f"{at}.pdf", scanned(grainy()))
    made = printed(desk, tmp_path, "0.2")
    (told,) = [each for each in made.findings if each.code == "pack-too-heavy"]
    assert made.path.stat().st_size > 200_000
    assert Decimal(str(told.facts["size"])) * 1_000_000 >= made.path.stat().st_size
    assert min(each for each in pixels(made) if each > 1000) == told.facts["pixels"] == 1050
    assert "E1 (" in str(told.facts["annexes"])


def test_what_cannot_be_brought_under_is_not_issued(tmp_path: Path) -> None:
    with desk_of(tmp_path, after_approval()) as desk:
        added(desk, tmp_path, "a.pdf", scanned(grainy()))
        before = desk.record.identity.change
        with pytest.raises(Refusal) as refused:
            issued(desk, tmp_path, "0.2")
        assert refused.value.finding.code == "pack-not-under"
        assert desk.record.identity.change == before
        assert not desk.record.all(Pack)
    assert not (tmp_path / "out.pdf").exists()


def test_an_issued_pack_under_a_limit_is_kept_so(tmp_path: Path) -> None:
    with desk_of(tmp_path, after_approval()) as desk:
        paper = added(desk, tmp_path, "a.pdf", scanned(grainy()))
        made = issued(desk, tmp_path, "1.2")
        (pack,) = desk.record.all(Pack)
        (told,) = json.loads(pack.manifest)["annexes"]
        assert told == {"code": paper.code, "sha256": paper.sha256, "pages": 1}
        with desk.store.open_bytes(pack.sha256) as kept:
            assert kept.read() == made.path.read_bytes()
    assert made.path.stat().st_size < 1_200_000
    assert '"pack-lightened"' in pack.manifest


def issued(desk: Workspace, folder: Path, under: str) -> Made:
    order, out = CompletionOrder(desk.record.all(Project)[0]), folder / "out.pdf"
    return make(desk, order, "en", out, ON, True, NullJob(), Decimal(under))


@pytest.mark.parametrize("more", [{"Decode": [1, 0]}, {"Mask": [0, 9]}, {"ImageMask": True}])
def test_pictures_that_another_coding_would_change_stay(
    desk: Workspace, tmp_path: Path, more: dict[str, object]
) -> None:
    told = {key: Array(each) if isinstance(each, list) else each for key, each in more.items()}
    added(desk, tmp_path, "a.pdf", scanned(grainy().convert("L"), **told))
    assert max(pixels(printed(desk, tmp_path, "0.3"))) == SIZE[1]


def test_a_fax_stays_black_and_white(desk: Workspace, tmp_path: Path) -> None:
    bits = grainy((1240, 1754)).convert("1")
    added(desk, tmp_path, "a.tif", papers.coded(bits, "TIFF"))
    made = printed(desk, tmp_path, "0.3")
    with pikepdf.open(made.path) as document:
        drawn = [each for each in document.objects if isinstance(each, pikepdf.Stream)]
        fax = [each for each in drawn if each.get("/BitsPerComponent") == 1]
        assert [int(each.Width) for each in fax] == [1240]


def test_a_scan_that_is_reduced_is_so_on_every_page_and_stored_once(
    desk: Workspace, tmp_path: Path
) -> None:
    paper = added(desk, tmp_path, "a.pdf", scanned(grainy(), 3))
    reduce(desk, [paper], True)
    made = printed(desk, tmp_path, None)
    with pikepdf.open(io.BytesIO(made.path.read_bytes())) as document:
        sides = [int(e.Height) for e in document.objects if isinstance(e, pikepdf.Stream)
                 and e.get("/Subtype") == Name.Image and int(e.Height) > 1000]  # fmt: skip
    assert set(sides) == {2000}
