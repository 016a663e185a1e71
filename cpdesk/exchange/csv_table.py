"""A table of text, as a program or a colleague saved it, in whichever encoding."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from cpdesk.domain.findings import blocking
from cpdesk.domain.plant import Reading
from cpdesk.domain.words import N_
from cpdesk.exchange.apostrophes import as_typed
from cpdesk.exchange.draft import Draft
from cpdesk.exchange.headings import means
from cpdesk.exchange.months_sheet import read_months
from cpdesk.exchange.sniffing import in_file
from cpdesk.exchange.tables import header_at, known_headings, read_table

ENCODING_UNKNOWN = blocking(
    "encoding-unknown",
    N_("The characters of {file} cannot be read. Save it as 'CSV UTF-8' and import it again."),
)
NO_KNOWN_HEADING = blocking(
    "csv-no-heading",
    N_("{file} has no heading that is known. Give it headings such as meter, month, amount, unit."),
)
CSV_BROKEN = blocking(
    "csv-broken", N_("{file} is no table: line {line} cannot be read. Save it again as CSV.")
)

_ENCODINGS = ("utf-8-sig", "gb18030", "big5hkscs")
_ENOUGH = 2**16  # characters that tell of a text's encoding as well as all of them
_SEPARATORS = (",", "\t", ";", "，")
_QUOTED = re.compile(r'"[^"]*"')
_SIGNS = "°±²³·×µ℃–—‘’“”…"


def read_csv(path: Path, rows: Sequence[Sequence[str]]) -> Draft:
    """Readings from the rows of a CSV or TSV; raises Refusal."""
    wide = bool(rows) and any(means("month", row[0]) for row in rows[:12] if row)
    at = header_at(Reading, rows)
    if at is not None and known_headings(Reading, rows[at]) > 1 and not _is_wide(rows[at]):
        table = read_table(Reading, path.name, rows)
        return Draft(tuple(table.rows), tuple(table.findings), path.name, table.refused)
    if not wide:
        raise NO_KNOWN_HEADING.refuse(in_file(path), file=path.name)
    months = read_months(Reading, path.name, rows)
    return Draft(tuple(months.rows), tuple(months.findings), path.name, months.refused)


def table_of(path: Path) -> list[Sequence[str]]:
    """The rows of a table of text in whichever encoding and separator; raises Refusal."""
    return _table(path, decode(path.read_bytes(), path))


def decode(data: bytes, path: Path) -> str:
    """The text in the encoding that fits and reads best; raises Refusal where none does."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(data, "utf-16") or _refuse(path)
    text = _strict(data, "utf-8-sig")
    if text is not None and not _is_chance(text[:_ENOUGH]):
        return text
    fitting = [text for each in _ENCODINGS if (text := _strict(data, each)) is not None]
    if not fitting:
        _refuse(path)
    likeness = [_likeness(each[:_ENOUGH]) for each in fitting]
    best = max(likeness)
    return fitting[likeness.index(best)] if best >= 0 else _refuse(path)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_chance(text: str) -> bool:
    """Two Chinese characters of GB18030 can be one letter each of scripts that nobody uses here."""
    foreign = [ord(each) for each in text if ord(each) > 127]
    return bool(foreign) and all(0x250 <= each < 0x800 for each in foreign)


def _refuse(path: Path) -> str:
    raise ENCODING_UNKNOWN.refuse(in_file(path), file=path.name)


def _likeness(text: str) -> float:
    """How much of a text looks like what people write; below 0 it is noise."""
    rows = [line.rstrip("\r\n").split(_separator(text)) for line in _first_lines(text)]
    headings = max((known_headings(Reading, row) for row in rows), default=0)
    wide = any(row and means("month", row[0]) for row in rows)
    return _characters(text) + 3 * headings + 3 * wide


def _characters(text: str) -> float:
    """The share of everyday characters, less that of odd ones, among those that are not ASCII."""
    foreign = [each for each in text if ord(each) > 127]
    if not foreign:
        return 0.0
    return sum(map(_weight, foreign)) / len(foreign)


def _weight(character: str) -> int:
    """1 for an everyday character of either script, 0 for a rarer one, -3 for noise."""
    code = ord(character)
    signs = 0x3000 <= code <= 0x303F or 0xFF00 <= code <= 0xFFEF or character in _SIGNS
    if signs or _is_everyday(character):
        return 1
    return 0 if 0x4E00 <= code <= 0x9FFF else -3


def _is_everyday(character: str) -> bool:
    """Both national standards put the everyday characters first, by their first byte."""
    return any(
        first <= character.encode(encoding, "ignore")[:1] <= last
        for encoding, first, last in (("gb2312", b"\xb0", b"\xd7"), ("big5", b"\xa4", b"\xc6"))
    )


def _table(path: Path, text: str) -> list[Sequence[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    rows: list[Sequence[str]] = []
    try:
        rows.extend([as_typed(cell) for cell in row] for row in reader)
    except csv.Error:
        raise CSV_BROKEN.refuse(in_file(path), file=path.name, line=reader.line_num) from None
    return rows


def _separator(text: str) -> str:
    """The sign that stands in most lines, then in most of them equally often, then most often.

    What stands in quotation marks parts nothing.
    """
    lines = [_QUOTED.sub("", line) for line in _first_lines(text)]

    def often(sign: str) -> tuple[int, int, int]:
        counts = [line.count(sign) for line in lines if sign in line]
        return len(counts), max(Counter(counts).values(), default=0), sum(counts)

    return max(_SEPARATORS, key=often)


def _first_lines(text: str) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text)):
        if number == 12:
            return
        yield line


def _is_wide(header: Sequence[str]) -> bool:
    """A wide table starts with the month and names neither meter nor amount."""
    if not header or not means("month", header[0]):
        return False
    return not any(means(each, cell) for each in ("meter", "driver", "of") for cell in header)
