"""Cells that show no figure though they are not blank: errors, and formulas without a result.

The reader of cells gives a blank for both, so the XML of the sheet itself is asked.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from typing import Any
from xml.parsers import expat

from cpdesk.exchange.no_result import NoResult
from cpdesk.exchange.spots import column_letter, column_number

Marks = Mapping[tuple[int, int], NoResult]  # by row and column from 0

# One pattern each, for those that begin with fixed characters are found six times faster.
_WORTH_READING = tuple(map(re.compile, (rb"<f[\s/>]", rb":f[\s/>]", rb""" t=["']e["']""")))
_MOST = 20_000  # marks of one sheet: more would tell nobody anything
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_REPEATED = "number-{}-repeated"


class _Enough(Exception):
    """All that is wanted was found."""


def marks_of_sheet(xml: bytes, stale: bool = False) -> Marks:
    """Errors and formulas without a result in a sheet of .xlsx.

    The writer of a `stale` workbook left all calculation to Excel: its zeros are no results.
    """
    if b"\0" not in xml[:200] and not any(each.search(xml) for each in _WORTH_READING):
        return {}
    return _read(_Sheet(stale), xml)


def marks_of_table(xml: bytes) -> Mapping[str, Marks]:
    """The same for each sheet of an .ods, which lie one behind the other in one file."""
    if b"formula=" not in xml and b"table:error" not in xml:
        return {}
    tables = _Tables()
    _read(tables, xml)
    return tables.sheets


class _Reading:
    """What is found while the XML goes by, named without prefixes."""

    def __init__(self) -> None:
        self.marks: dict[tuple[int, int], NoResult] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Characters between."""

    def mark(self, place: tuple[int, int], error: str = "") -> None:
        self.marks[place] = NoResult(f"{column_letter(place[1])}{place[0] + 1}", error)
        if len(self.marks) >= _MOST:
            raise _Enough


def _read(reading: _Reading, xml: bytes) -> Marks:
    """Let the XML go by; where it is broken, the reader of cells says so."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, found: reading.start(
        name.rpartition(":")[2], {key.rpartition(":")[2]: each for key, each in found.items()}
    )
    parser.EndElementHandler = lambda name: reading.end(name.rpartition(":")[2])
    parser.CharacterDataHandler = reading.text
    parser.StartDoctypeDeclHandler = _stop
    with contextlib.suppress(expat.ExpatError, _Enough):
        parser.Parse(xml, True)
    return reading.marks


def _stop(*_said: Any) -> None:
    raise _Enough


class _Sheet(_Reading):
    """The cells of one sheet of .xlsx; a cell that does not say where it stands is the next."""

    def __init__(self, stale: bool) -> None:
        super().__init__()
        self._stale = stale
        self._row = self._column = -1
        self._kind = self._value = ""
        self._formula = self._inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._place(attributes.get("r", ""))
            self._kind, self._value, self._formula = attributes.get("t", ""), "", False
        elif name == "row":
            number = attributes.get("r", "")
            self._row = int(number) - 1 if number.isdecimal() and len(number) < 8 else self._row + 1
            self._column = -1
        self._formula = self._formula or name == "f"
        self._inside = name == "v"

    def text(self, text: str) -> None:
        if self._inside:
            self._value += text

    def end(self, name: str) -> None:
        self._inside = False
        if name != "c":
            return
        if self._kind == "e":
            self.mark((self._row, self._column), self._value or "#N/A")
        elif self._formula and self._kind in ("", "n") and self._lacks_result():
            self.mark((self._row, self._column))

    def _lacks_result(self) -> bool:
        return not self._value or (self._stale and self._value == "0")

    def _place(self, reference: str) -> None:
        found = _REFERENCE.fullmatch(reference)
        self._column += 1
        if found:
            self._row, self._column = int(found[2]) - 1, column_number(found[1])


class _Tables(_Reading):
    """The cells of all sheets of an .ods; what is repeated is written once."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: dict[str, Marks] = {}
        self._row = self._column = self._rows = self._columns = 0
        self._error = ""
        self._shows_error = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table":
            self.sheets[attributes.get("name", "")] = self.marks = {}
            self._row = self._rows = 0
        elif name == "table-row":
            self._row, self._rows = self._row + self._rows, _times(attributes, "rows")
            self._column = self._columns = 0
        elif name in ("table-cell", "covered-table-cell"):
            self._column += self._columns
            self._columns = _times(attributes, "columns")
            self._cell(attributes)

    def _cell(self, attributes: dict[str, str]) -> None:
        kind = attributes.get("value-type", "")
        shows = kind in ("string", "error")  # newer writers name it twice, the second time rightly
        self._error, self._shows_error = "", "formula" in attributes and shows
        if "formula" in attributes and not kind:
            self.mark((self._row, self._column))

    def text(self, text: str) -> None:
        if self._shows_error:
            self._error += text

    def end(self, name: str) -> None:
        if name != "table-cell" or not self._shows_error:
            return
        self._shows_error = False
        if is_error(self._error.strip()):
            self.mark((self._row, self._column), self._error.strip())


def is_error(text: str) -> bool:
    """Whether a text is what spreadsheets show for an error, such as `#REF!` or `Err:502`."""
    return re.fullmatch(r"#[A-Z/0]+[!?]?|Err:\d{3}", text) is not None


def _times(attributes: dict[str, str], what: str) -> int:
    text = attributes.get(_REPEATED.format(what), "1")
    return int(text) if text.isdecimal() and len(text) < 8 else 1
