"""What a file is by its content, whatever its name says; one sentence where it is of no use."""

from __future__ import annotations

import zipfile
from pathlib import Path

from cpdesk.domain.findings import Place, Refusal, blocking
from cpdesk.domain.words import N_

MISSING = blocking("file-missing", N_("{file} is not there. Check the name and the folder."))
FOLDER = blocking("file-is-folder", N_("{file} is a folder, not a file. Choose a file in it."))
LOCKED = blocking(
    "file-locked", N_("{file} cannot be read. Close the program that has it open and try again.")
)
EMPTY = blocking("file-empty", N_("{file} is empty. Save it again and retry."))
CUT_SHORT = blocking(
    "file-cut-short", N_("{file} is cut short or damaged. Copy or save it again, and retry.")
)
PROTECTED = blocking(
    "file-protected",
    N_("{file} is protected by a password. Save a copy without one and import the copy."),
)
TOO_LARGE = blocking(
    "file-too-large",
    N_("{file} holds more than {most} MB when it is unpacked. Save a copy with only the sheets "
       "that are needed, without pictures, and import the copy."),
)  # fmt: skip
NOT_SMALL = blocking(
    "file-not-small",
    N_("{file} is too large for rules or a mapping, which take {most} MB at most. Check that it is "
       "the right file."),
)  # fmt: skip
PROGRAM = blocking(
    "file-is-program", N_("{file} is a program, whatever its name says. It was not opened.")
)
NOT_A_TABLE = blocking(
    "file-not-table",
    N_("{file} is neither a workbook nor a table of text. Save it as .xlsx or .csv."),
)

CEILING = 300 * 2**20  # bytes of a file, or of what is packed in it
TEXT_CEILING = 64 * 2**20  # a million rows; its cells take ten times as much memory
_BY_HAND = 4 * 2**20

_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_OTHERS = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"SQLite format 3", b"Rar!", b"7z\xbc\xaf",
    b"{\\rtf", b"\x1f\x8b", b"<?xml", b"<html", b"<!DOCTYPE",
)  # fmt: skip
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOKS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")


def content_of(path: Path) -> str:
    """`workbook`, `json` or `text`; raises Refusal for anything else, naming the file."""
    data = head(path)
    if path.stat().st_size > CEILING:
        raise too_large(path)
    if not data.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise EMPTY.refuse(in_file(path), file=path.name)
    if is_program(data):
        raise PROGRAM.refuse(in_file(path), file=path.name)
    if data.startswith(b"PK"):
        return _zip(path)
    if data.startswith(_OLD_OFFICE):
        return _old_office(path)
    return _text(path, data)


def is_program(data: bytes) -> bool:
    """Whether a file that begins so can be run, whatever its name says."""
    return data.startswith(_PROGRAMS)


def head(path: Path) -> bytes:
    """The first 4 KiB; raises Refusal where the file cannot be opened."""
    try:
        if path.exists() and not path.is_file() and not path.is_dir():  # a pipe never ends
            raise NOT_A_TABLE.refuse(in_file(path), file=path.name)
        with path.open("rb") as file:
            return file.read(4096)
    except FileNotFoundError:
        raise MISSING.refuse(in_file(path), file=path.name) from None
    except IsADirectoryError:
        raise FOLDER.refuse(in_file(path), file=path.name) from None
    except PermissionError:
        kind = FOLDER if path.is_dir() else LOCKED
        raise kind.refuse(in_file(path), file=path.name) from None


def in_file(path: Path) -> Place:
    return Place(spot=path.name)


def cut_short(path: Path) -> Refusal:
    return CUT_SHORT.refuse(in_file(path), file=path.name)


def too_large(path: Path, most: int = CEILING) -> Refusal:
    return TOO_LARGE.refuse(in_file(path), file=path.name, most=most // 2**20)


def demand_small(path: Path) -> None:
    """Raises Refusal where a file is far larger than anything a person writes by hand."""
    if path.stat().st_size > _BY_HAND:
        raise NOT_SMALL.refuse(in_file(path), file=path.name, most=_BY_HAND // 2**20)


def _zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names, packed = set(archive.namelist()), json_in(archive)
    except (zipfile.BadZipFile, OSError, ValueError):
        raise cut_short(path) from None
    if not names.isdisjoint(_WORKBOOKS):
        return "workbook"
    if packed:
        return "json"
    raise NOT_A_TABLE.refuse(in_file(path), file=path.name)


def json_in(archive: zipfile.ZipFile) -> str:
    """The name of the one JSON file that is packed in an archive; empty where it is not one."""
    names = [each for each in archive.namelist() if not each.endswith("/")]
    return names[0] if len(names) == 1 and names[0].lower().endswith(".json") else ""


def _old_office(path: Path) -> str:
    """An old workbook, or a new one behind a password, which Office wraps in the old format."""
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise PROTECTED.refuse(in_file(path), file=path.name)
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return "workbook"
    raise NOT_A_TABLE.refuse(in_file(path), file=path.name)


def _text(path: Path, data: bytes) -> str:
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(_OTHERS) or (b"\0" in data and not _utf16(data)):
        raise NOT_A_TABLE.refuse(in_file(path), file=path.name)
    if path.stat().st_size > TEXT_CEILING:
        raise too_large(path, TEXT_CEILING)
    return "json" if start.startswith((b"{", b"[")) else "text"


def _utf16(data: bytes) -> bool:
    return data.startswith((b"\xff\xfe", b"\xfe\xff"))
