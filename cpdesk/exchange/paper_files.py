"""What a paper is by its content: its media type, its pages, and whether it can be read."""

from __future__ import annotations

import zipfile
from enum import Enum
from pathlib import Path

from cpdesk.exchange.sniffing import EMPTY, PROGRAM, head, in_file, is_program

PDF = "application/pdf"
UNKNOWN = "application/octet-stream"
_BEGINNINGS = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"{\\rtf", "application/rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
)
_OFFICE = "application/vnd.openxmlformats-officedocument."
_PARTS = {
    "word/document.xml": f"{_OFFICE}wordprocessingml.document",
    "xl/workbook.xml": f"{_OFFICE}spreadsheetml.sheet",
    "ppt/presentation.xml": f"{_OFFICE}presentationml.presentation",
}
_ONE_PAGE = ("image/png", "image/jpeg", "image/gif", "image/bmp", "image/webp", "image/heic")


class State(Enum):
    """Whether the pages of a paper can be read."""

    READABLE = "readable"
    LOCKED = "locked"
    BROKEN = "broken"


def media_type(path: Path) -> str:
    """The type that the content shows; raises Refusal for a program, and for an empty file."""
    data = head(path)
    if not data:
        raise EMPTY.refuse(in_file(path), file=path.name)
    if is_program(data):
        raise PROGRAM.refuse(in_file(path), file=path.name)
    known = next((kind for start, kind in _BEGINNINGS if data.startswith(start)), "")
    return known or _contained(path, data)


def pages(path: Path, kind: str) -> tuple[State, int | None]:
    """How many pages a paper has, where that can be told; a PDF is opened for it."""
    if kind in _ONE_PAGE:
        return State.READABLE, 1
    if kind != PDF:
        return State.READABLE, None
    import pikepdf

    try:
        with pikepdf.open(path) as document:
            return State.READABLE, len(document.pages)
    except pikepdf.PasswordError:
        return State.LOCKED, None
    except pikepdf.PdfError:
        return State.BROKEN, None


def _contained(path: Path, data: bytes) -> str:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:12] in (b"ftypheic", b"ftypmif1", b"ftypheix"):
        return "image/heic"
    if data.startswith(b"PK\x03\x04"):
        return _zipped(path)
    return UNKNOWN if b"\0" in data else "text/plain"


def _zipped(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return "application/zip"
    return next((kind for name, kind in _PARTS.items() if name in names), "application/zip")
