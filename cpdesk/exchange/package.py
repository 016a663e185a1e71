"""What the package of a workbook tells besides its cells, all of it unpacked and counted once."""

from __future__ import annotations

import copy
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from pathlib import Path

from cpdesk.domain.findings import Place, blocking
from cpdesk.domain.words import N_
from cpdesk.exchange import sniffing
from cpdesk.exchange.binary_marks import (
    binary_sheets,
    marks_of_binary_sheet,
    marks_of_old_workbook,
)
from cpdesk.exchange.marks import Marks, marks_of_sheet, marks_of_table
from cpdesk.exchange.proposal.when import EPOCH_1900, EPOCH_1904
from cpdesk.exchange.spots import column_letter, column_number

SHEET_TOO_LARGE = blocking(
    "sheet-too-large",
    N_("{sheet} of {file} has a cell as far away as {cell}. Delete the rows and columns beyond "
       "the figures, save the file, and import it again."),
)  # fmt: skip

_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError,
           LookupError, ValueError, NotImplementedError)  # fmt: skip
_MOST_CELLS = 15_000_000  # the reader keeps a place for each cell of the rectangle
_READ_HERE = 64 * 2**20  # bytes; what is larger is tried by another process first
_PIECE = 2**20
_UNREAD = re.compile(r"(xl|word|ppt)/(media|embeddings)/|Pictures/|Thumbnails/|docProps/")
_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*["']([^"']*)["']""")
_WIDE = re.compile(rb'r="[A-Z]{2}')
# One pattern each, for those that begin with fixed characters are found six times faster.
_UNUSUAL = re.compile(rb'<c(?! r=")[\s/>]'), re.compile(rb":c[\s/>]")
_ROW = re.compile(rb'<c r="[A-Z]+(\d+)"')
_COLUMN = re.compile(rb'<c r="([A-Z]+)\d+"[^>]*>\s*<[fiv]')
_NOT_CALCULATED = re.compile(rb'\bfullCalcOnLoad="(?:1|true)"')


@dataclass(frozen=True)
class Package:
    """The epoch of bare date numbers, macros, and what single cells of each sheet are marked with.

    A `plain` package holds nothing that could make the reader of cells fill the memory or stop.
    """

    epoch: date = EPOCH_1900
    macros: bool = False
    plain: bool = False
    marks: Mapping[str, Marks] = field(default_factory=dict)


def look_into(path: Path) -> Package:
    """What a workbook's package tells; raises Refusal where it is too large or damaged.

    Old and binary workbooks tell little, and are never plain.
    """
    if not zipfile.is_zipfile(path):
        data = path.read_bytes()
        macros = "_VBA_PROJECT_CUR".encode("utf-16-le") in data
        return Package(macros=macros, marks=marks_of_old_workbook(data))
    try:
        with zipfile.ZipFile(path) as archive:
            return _Unpacking(path, archive).package()
    except _BROKEN:
        raise sniffing.cut_short(path) from None
    except RuntimeError:  # how the zip library says that a password is missing
        raise sniffing.PROTECTED.refuse(sniffing.in_file(path), file=path.name) from None


class _Unpacking:
    """One walk through all parts of a package, each of which is unpacked whole."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self._path, self._archive = path, archive
        self._entries = archive.infolist()
        self._names = {each.filename for each in self._entries}
        self._unpacked = 0
        self._marks: dict[str, Marks] = {}

    def package(self) -> Package:
        self._demand(sum(each.file_size for each in self._entries))
        book = self._part("xl/workbook.xml")
        stale = _NOT_CALCULATED.search(book) is not None
        sheets = _sheets(book, self._part("xl/_rels/workbook.xml.rels")) or dict(self._binary())
        kinds = [self._look(each, sheets.get(each.filename, ""), stale) for each in self._entries
                 if not _UNREAD.match(each.filename)]  # fmt: skip
        twice = len({each.casefold() for each in self._names}) < len(self._entries)
        return Package(
            EPOCH_1904 if re.search(rb'date1904="(?:1|true)"', book) else EPOCH_1900,
            any(each.endswith("vbaProject.bin") or "/macrosheets/" in each for each in self._names),
            bool(book) and all(kinds) and not twice and self._unpacked < _READ_HERE, self._marks,
        )  # fmt: skip

    def _look(self, entry: zipfile.ZipInfo, sheet: str, stale: bool) -> bool:
        """Unpack one part; whether it is as every spreadsheet program writes it."""
        content = b"".join(self._pieces(entry))
        if entry.filename == "content.xml":
            self._marks.update(marks_of_table(content))
        if sheet and entry.filename.endswith(".bin"):
            self._marks[sheet] = marks_of_binary_sheet(content)
        if not sheet or not entry.filename.endswith(".xml"):
            return b"<!DOCTYPE" not in content[:_PIECE]
        self._demand_bounded(sheet, content)
        self._marks[sheet] = marks_of_sheet(content, stale)
        return b"<sheetData" in content and not any(e.search(content) for e in _UNUSUAL)

    def _binary(self) -> Iterator[tuple[str, str]]:
        """The name of the sheet in each part of an .xlsb."""
        targets = _targets(self._part("xl/_rels/workbook.bin.rels"))
        for relation, name in binary_sheets(self._part("xl/workbook.bin")):
            yield _place(targets.get(relation, "")), name

    def _part(self, name: str) -> bytes:
        return b"".join(self._pieces(self._archive.getinfo(name))) if name in self._names else b""

    def _pieces(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        """What is really packed there, whatever size is stated: that could be a lie."""
        entry = copy.copy(entry)
        stated, entry.file_size = entry.file_size, sniffing.CEILING + 1
        found = 0
        with self._archive.open(entry) as file:
            while piece := file.read(_PIECE):
                found += len(piece)
                self._unpacked += len(piece)
                self._demand(self._unpacked)
                yield piece
        if found != stated:
            raise sniffing.cut_short(self._path)

    def _demand(self, size: int) -> None:
        if size > sniffing.CEILING:
            raise sniffing.too_large(self._path)

    def _demand_bounded(self, sheet: str, xml: bytes) -> None:
        """Raises Refusal where a stray cell far away would fill the memory of this PC."""
        last = _last_filled_row(xml)
        width = 26
        if last * width > _MOST_CELLS or _WIDE.search(xml):
            columns = {each.decode() for each in _COLUMN.findall(xml)}
            width = max(map(column_number, columns), default=0) + 1
        if last * width > _MOST_CELLS:
            cell = f"{column_letter(width - 1)}{last}"
            raise SHEET_TOO_LARGE.refuse(
                Place(spot=f"{sheet}!{cell}"), sheet=sheet, file=self._path.name, cell=cell
            )


def _last_filled_row(xml: bytes) -> int:
    """The last row with a value: cells that only have a format count for nothing."""
    end = max(xml.rfind(b"<v>"), xml.rfind(b"<is>"))
    start = xml.rfind(b"<c ", 0, end) if end >= 0 else -1
    match = _ROW.match(xml, start) if start >= 0 else None
    return int(match[1]) if match else 1


def _sheets(book: bytes, relations: bytes) -> dict[str, str]:
    """The name of the sheet that lies in each part of the package."""
    targets = _targets(relations)
    parts: dict[str, str] = {}
    for sheet in _elements(_SHEET, book):
        relation = next((value for key, value in sheet.items() if key.endswith(":id")), "")
        parts[_place(targets.get(relation, ""))] = unescape(sheet.get("name", ""))
    return parts


def _targets(relations: bytes) -> dict[str, str]:
    found = _elements(_RELATION, relations)
    return {each.get("Id", ""): each.get("Target", "") for each in found}


def _place(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _elements(pattern: re.Pattern[str], xml: bytes) -> list[dict[str, str]]:
    text = xml.decode("utf-8", "replace")
    return [dict(_ATTRIBUTE.findall(each)) for each in pattern.findall(text)]
