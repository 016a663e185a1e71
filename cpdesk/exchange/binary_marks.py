"""Cells that show an error in binary workbooks, .xls and .xlsb; their formulas have results."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping

from cpdesk.exchange.marks import Marks
from cpdesk.exchange.no_result import NoResult
from cpdesk.exchange.spots import column_letter

_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!",
           42: "#N/A", 43: "#GETTING_DATA"}  # fmt: skip
_BROKEN = (struct.error, IndexError, UnicodeDecodeError)

# .xls: [MS-XLS] 2.3, in a compound file: [MS-CFB]
_BOUND_SHEET, _FORMULA, _BOOL_OR_ERROR, _BOF, _EOF = 0x85, 0x06, 0x205, 0x809, 0x0A
_LAST_SECTOR = 0xFFFFFFF0
_SMALL = 64
# .xlsb: [MS-XLSB] 2.3
_ROW, _CELL_ERROR, _FORMULA_ERROR, _BUNDLE_SHEET = 0, 3, 11, 156


def marks_of_old_workbook(data: bytes) -> Mapping[str, Marks]:
    """The errors of each sheet of an .xls; none where it is broken, which its reader will say."""
    try:
        stream = _CompoundFile(data).stream("Workbook")
        sheets = [each for kind, each in _old_records(stream, 0) if kind == _BOUND_SHEET]
        return {_bound_name(each): dict(_old_errors(stream, each)) for each in sheets}
    except _BROKEN:
        return {}


def marks_of_binary_sheet(data: bytes) -> Marks:
    """The errors of one sheet of an .xlsb."""
    return dict(_binary_errors(data))


def binary_sheets(book: bytes) -> Iterator[tuple[str, str]]:
    """The relation and the name of each sheet in the workbook part of an .xlsb."""
    for kind, record in _binary_records(book):
        if kind == _BUNDLE_SHEET:
            relation, after = _wide_text(record, 8)
            yield relation, _wide_text(record, after)[0]


# --- .xls -----------------------------------------------------------------------------------


def _old_records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of a substream until its end."""
    depth = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        at += 4 + size


def _bound_name(record: bytes) -> str:
    count, wide = record[6], record[7] & 1
    text = record[8 : 8 + count * (1 + wide)]
    return text.decode("utf-16-le" if wide else "latin-1")


def _old_errors(stream: bytes, sheet: bytes) -> Iterator[tuple[tuple[int, int], NoResult]]:
    for kind, record in _old_records(stream, struct.unpack_from("<I", sheet)[0]):
        code = -1
        if kind == _BOOL_OR_ERROR and record[7]:
            code = record[6]
        elif kind == _FORMULA and record[12:14] == b"\xff\xff" and record[6] == 2:
            code = record[8]
        if code >= 0:
            row, column = struct.unpack_from("<HH", record)
            yield _mark(row, column, code)


class _CompoundFile:
    """A file of streams in chains of sectors; a chain is never followed in a circle."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._size = 1 << min(struct.unpack_from("<H", data, 30)[0], 12)
        self._table = self._numbers(self._of_table())
        (directory,) = struct.unpack_from("<I", data, 48)
        (small,) = struct.unpack_from("<I", data, 60)
        content = self._joined(directory)
        self._entries = [content[each : each + 128] for each in range(0, len(content), 128)]
        self._small = self._numbers(self._chain(small, self._table))

    def stream(self, name: str) -> bytes:
        """The stream of this name; empty where there is none."""
        for entry in self._entries:
            if entry[: entry[64]].decode("utf-16-le").rstrip("\0") == name:
                start, size = struct.unpack_from("<II", entry, 116)
                return self._of_entry(start, size)[:size]
        return b""

    def _of_entry(self, start: int, size: int) -> bytes:
        if size >= struct.unpack_from("<I", self._data, 56)[0]:
            return self._joined(start)
        (root,) = struct.unpack_from("<I", self._entries[0], 116)
        pieces = self._joined(root)
        return b"".join(
            pieces[each * _SMALL : (each + 1) * _SMALL] for each in self._chain(start, self._small)
        )

    def _of_table(self) -> list[int]:
        """The sectors that hold the table of sectors."""
        found = list(struct.unpack_from("<109I", self._data, 76))
        (further,) = struct.unpack_from("<I", self._data, 68)
        seen: set[int] = set()
        while further < _LAST_SECTOR and further not in seen:
            seen.add(further)
            *numbers, further = struct.unpack(f"<{self._size // 4}I", self._sector(further))
            found += numbers
        return [each for each in found if each < _LAST_SECTOR]

    def _numbers(self, sectors: list[int]) -> list[int]:
        content = b"".join(map(self._sector, sectors))
        return list(struct.unpack(f"<{len(content) // 4}I", content))

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _chain(self, start: int, table: list[int]) -> list[int]:
        found: dict[int, None] = {}
        while start < len(table) and start not in found:
            found[start] = None
            start = table[start]
        return list(found)

    def _joined(self, start: int) -> bytes:
        return b"".join(map(self._sector, self._chain(start, self._table)))


# --- .xlsb ----------------------------------------------------------------------------------


def _binary_records(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 2 <= len(data):
        kind, at = _number(data, at, 2)
        size, at = _number(data, at, 4)
        yield kind, data[at : at + size]
        at += size


def _number(data: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of seven bits to the byte, and where it ends."""
    number = 0
    for each in range(most):
        byte = data[at]
        number, at = number | (byte & 0x7F) << 7 * each, at + 1
        if byte < 0x80:
            break
    return number, at


def _binary_errors(data: bytes) -> Iterator[tuple[tuple[int, int], NoResult]]:
    row = 0
    for kind, record in _binary_records(data):
        if kind == _ROW:
            (row,) = struct.unpack_from("<I", record)
        elif kind in (_CELL_ERROR, _FORMULA_ERROR):
            yield _mark(row, struct.unpack_from("<I", record)[0], record[8])


def _wide_text(record: bytes, at: int) -> tuple[str, int]:
    (count,) = struct.unpack_from("<I", record, at)
    after = at + 4 + 2 * count
    return record[at + 4 : after].decode("utf-16-le"), after


def _mark(row: int, column: int, code: int) -> tuple[tuple[int, int], NoResult]:
    cell = f"{column_letter(column)}{row + 1}"
    return (row, column), NoResult(cell, _ERRORS.get(code, "#N/A"))
