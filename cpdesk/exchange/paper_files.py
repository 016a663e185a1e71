"""What a paper is by its content: its media type, its pages, and whether it can be read."""

from __future__ import annotations

import re
import zipfile
from enum import Enum
from pathlib import Path

from cpdesk.exchange.sniffing import EMPTY, PROGRAM, head, in_file, is_program

PDF = "application/pdf"
XML = "application/xml"
FAPIAO = "application/x-efapiao+xml"
OFD = "application/ofd"
ZIP = "application/zip"
OLE = "application/x-ole-storage"
UNKNOWN = "application/octet-stream"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_WORD, _SHEET = f"{_OFFICE}wordprocessingml.document", f"{_OFFICE}spreadsheetml.sheet"
_SLIDES = f"{_OFFICE}presentationml.presentation"
# What each type is called on a disk; what is not listed could be anything, so it opens in nothing.
ENDINGS = {
    PDF: ".pdf", "image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif",
    "image/tiff": ".tif", "image/bmp": ".bmp", "image/webp": ".webp", "image/heic": ".heic",
    "application/rtf": ".rtf", "text/plain": ".txt", XML: ".xml", FAPIAO: ".xml", OFD: ".ofd",
    ZIP: ".zip", _WORD: ".docx", _SHEET: ".xlsx", _SLIDES: ".pptx",
    "application/msword": ".doc", "application/vnd.ms-excel": ".xls",
    "application/vnd.ms-powerpoint": ".ppt",
}  # fmt: skip
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
)
_PARTS = {
    "word/document.xml": _WORD, "xl/workbook.xml": _SHEET, "ppt/presentation.xml": _SLIDES,
    "OFD.xml": OFD,
}  # fmt: skip
_OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = {
    "WordDocument": "application/msword", "Workbook": "application/vnd.ms-excel",
    "Book": "application/vnd.ms-excel", "PowerPoint Document": "application/vnd.ms-powerpoint",
}  # fmt: skip
_LOCKED_STREAM = "EncryptedPackage"
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx")
_ROOT = re.compile(
    r"\s*(?>(?:<\?(?:(?!\?>).)*\?>\s*|<!--(?:(?!-->).)*-->\s*)*)<(?:\w+:)?([A-Za-z_][\w.-]*)",
    re.DOTALL,
)
_FAPIAO_ROOTS = ("einvoice", "fapiao", "electronicinvoice")
_MOST_NAMES = 4 << 20  # bytes: a longer list of what an archive holds is not read
_PIECE = 1 << 20


class State(Enum):
    """Whether the pages of a paper can be read."""

    READABLE = "readable"
    LOCKED = "locked"
    BROKEN = "broken"
    TOO_LARGE = "too large"


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
    """How many pages a paper has, where that can be told; a PDF or picture is opened for it."""
    if kind == PDF:
        return _pdf_pages(path)
    if kind.startswith("image/"):
        return _picture_pages(path)
    if kind == OLE:
        return State.LOCKED if _LOCKED_STREAM in _streams(path) else State.READABLE, None
    if kind == ZIP and not zipfile.is_zipfile(path):
        return State.BROKEN, None
    return State.READABLE, None


def _pdf_pages(path: Path) -> tuple[State, int | None]:
    import pikepdf

    try:
        with pikepdf.open(path) as document:
            count = len(document.pages)
            return (State.READABLE, count) if count else (State.BROKEN, None)
    except pikepdf.PasswordError:
        return State.LOCKED, None
    except pikepdf.PdfError:
        return State.BROKEN, None


def _picture_pages(path: Path) -> tuple[State, int | None]:
    """The first page is really read: a photo cut short begins like any other."""
    from cpdesk.base import pictures

    with path.open("rb") as stream:
        try:
            pictures.picture(stream, longest=200)
            return State.READABLE, pictures.frames(stream)
        except pictures.TooLarge:
            return State.TOO_LARGE, None
        except pictures.Unreadable:
            return State.BROKEN, None


def _contained(path: Path, data: bytes) -> str:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp" and any(each in data[8:64] for each in _HEIC):
        return "image/heic"
    if data.startswith(b"PK\x03\x04"):
        return _zipped(path)
    if data.startswith(_OLE_START):
        found = _streams(path)
        return next((kind for name, kind in _STREAMS.items() if name in found), OLE)
    return _text(data)


def _text(data: bytes) -> str:
    """Text, or the XML of an electronic fapiao, told by the name of its first element."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in data and not wide:
        return UNKNOWN
    text = data.decode("utf-16" if wide else "utf-8-sig", errors="replace")
    root = _ROOT.match(text) if "<?xml" in text[:64] else None
    if root is None:
        return "text/plain"
    return FAPIAO if root[1].lower().startswith(_FAPIAO_ROOTS) else XML


def _zipped(path: Path) -> str:
    if not _few_names(path):
        return ZIP
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return ZIP
    return next((kind for name, kind in _PARTS.items() if name in names), ZIP)


def _few_names(path: Path) -> bool:
    """Whether the list of contents at the end of an archive is of a size to be read."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - (1 << 16)))
        tail = file.read()
    at = tail.rfind(b"PK\5\6")
    return at >= 0 and int.from_bytes(tail[at + 12 : at + 16], "little") <= _MOST_NAMES


def _streams(path: Path) -> set[str]:
    """Which of the parts we know an old Office file holds; read piece by piece."""
    wanted = {name: name.encode("utf-16-le") for name in (*_STREAMS, _LOCKED_STREAM)}
    found: set[str] = set()
    with path.open("rb") as file:
        before = b""
        while piece := file.read(_PIECE):
            found |= {name for name, mark in wanted.items() if mark in before + piece}
            before = piece[-64:]
    return found
