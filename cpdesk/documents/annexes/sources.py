"""A piece of evidence as PDF pages, whatever it was; photos and scans within bounds."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

import pikepdf
from pikepdf import Dictionary, Name

from cpdesk.base import pictures
from cpdesk.documents.annexes.cleaning import keep_what_is_seen
from cpdesk.documents.annexes.lightening import REDUCED, Fineness, Lightening, coded
from cpdesk.domain.papers import Evidence

Drawn = tuple[bytes, tuple[int, int], dict[str, Any]]

_FULL = Fineness(pictures.ROOM, 90)  # as many pixels as there are
_DOTS = 150  # to the inch: only a shape, for the page is scaled into its frame
_BLACK_AND_WHITE = {
    "ColorSpace": Name.DeviceGray, "BitsPerComponent": 1, "Filter": Name.FlateDecode,
}  # fmt: skip
_KEPT_MARKS = (0xE0, 0xEE)  # of a JPEG's own remarks: how it is coded, not who took it where


def sheets(
    paper: Evidence, stream: BinaryIO, fineness: Fineness | None = None
) -> Iterator[tuple[pikepdf.Page, int]]:
    """Each page of a paper, turned as wished and with nothing active in it; and about its bytes.

    Pictures are no finer than `fineness`, or than a paper that is reduced allows. A page is good
    until the next one is asked for. Raises pikepdf.PdfError, pictures.Unreadable or
    pictures.TooLarge where the paper cannot be read.
    """
    fine = _coarser(fineness, REDUCED if paper.reduced else None)
    opened = _pictures(paper, stream, fine) if paper.picture else _whole(stream, paper)
    for document, size in opened:
        with document:
            keep_what_is_seen(document)
            lighter = Lightening(fine) if fine and not paper.picture else None
            for page in document.pages:
                if paper.turned:
                    page.rotate(paper.turned, relative=True)
                yield page, size - (lighter.page(page) if lighter else 0)


def _coarser(*ways: Fineness | None) -> Fineness | None:
    return min((each for each in ways if each), key=lambda each: each.pixels, default=None)


def _whole(stream: BinaryIO, paper: Evidence) -> Iterator[tuple[pikepdf.Pdf, int]]:
    document = pikepdf.open(stream)
    yield document, paper.size // max(1, len(document.pages))


def _pictures(
    paper: Evidence, stream: BinaryIO, fine: Fineness | None
) -> Iterator[tuple[pikepdf.Pdf, int]]:
    for number in range(pictures.frames(stream)):
        data, size, coding = _lightest(paper, stream, number, fine)
        yield _sheet(data, size, coding), len(data)


def _lightest(paper: Evidence, stream: BinaryIO, number: int, fine: Fineness | None) -> Drawn:
    """As it is, unless it is to be less fine and is lighter so."""
    whole = _as_it_is(paper, stream)
    if whole is not None and fine is None:
        return whole
    drawn = _drawn(stream, number, fine)
    return min((each for each in (whole, drawn) if each), key=lambda each: len(each[0]))


def _as_it_is(paper: Evidence, stream: BinaryIO) -> Drawn | None:
    """An upright JPEG in grey or colour goes into the pack without being coded again."""
    if paper.media_type != "image/jpeg":
        return None
    from PIL import Image

    stream.seek(0)
    with Image.open(stream, formats=("JPEG",)) as image:
        size, mode, turned = image.size, image.mode, image.getexif().get(0x0112, 1)
    if turned != 1 or mode not in ("L", "RGB") or 4 * size[0] * size[1] > pictures.ROOM:
        return None
    stream.seek(0)
    return _without_remarks(stream.read()), size, _jpeg(mode)


def _drawn(stream: BinaryIO, number: int, fine: Fineness | None) -> Drawn:
    """What is black and white already stays so: as a JPEG it would only be heavier."""
    wanted = None if pictures.is_black_and_white(stream, number) else fine
    image = pictures.picture(stream, number, wanted.pixels if wanted else 0)
    if image.mode == "1":
        return zlib.compress(image.tobytes()), image.size, _BLACK_AND_WHITE
    data = coded(image, wanted or _FULL)
    return data, image.size, _jpeg(image.mode)


def _jpeg(mode: str) -> dict[str, Any]:
    space = Name.DeviceGray if mode == "L" else Name.DeviceRGB
    return {"ColorSpace": space, "BitsPerComponent": 8, "Filter": Name.DCTDecode}


def _sheet(data: bytes, size: tuple[int, int], coding: dict[str, Any]) -> pikepdf.Pdf:
    """One page that is all picture."""
    document = pikepdf.new()
    wide, high = (side * 72 / _DOTS for side in size)
    image = pikepdf.Stream(
        document, data, Type=Name.XObject, Subtype=Name.Image, Width=size[0], Height=size[1],
        **coding,
    )  # fmt: skip
    page = document.add_blank_page(page_size=(wide, high))
    page.obj.Resources = Dictionary(XObject=Dictionary(Image=image))
    page.obj.Contents = document.make_stream(f"{wide:f} 0 0 {high:f} 0 0 cm /Image Do".encode())
    return document


def _without_remarks(data: bytes) -> bytes:
    """A JPEG without what a camera or phone told of place, time and person."""
    kept, at = bytearray(data[:2]), 2
    while data[at : at + 1] == b"\xff" and data[at + 1] != 0xDA:
        if data[at + 1] == 0xFF:  # as many as one likes may stand before a mark
            at += 1
            continue
        mark, size = data[at + 1], 2 + int.from_bytes(data[at + 2 : at + 4])
        is_remark = 0xE0 <= mark <= 0xEF or mark == 0xFE
        if not is_remark or mark in _KEPT_MARKS:
            kept += data[at : at + size]
        at += size
    return bytes(kept) + data[at:]
