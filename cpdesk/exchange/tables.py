"""A table with a header, whatever file it lies in, read into rows of one kind."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from cpdesk.domain.entity import Entity
from cpdesk.domain.fields import FieldOf, fields_of
from cpdesk.domain.findings import Finding, Refusal, blocking, info
from cpdesk.domain.plant import Reading
from cpdesk.domain.quantities import from_float
from cpdesk.domain.words import N_, LocalText
from cpdesk.exchange.cells import Reader, is_blank, local_text, read_text, reader_of, unit_behind
from cpdesk.exchange.days import read_day, read_month
from cpdesk.exchange.draft import DraftRow
from cpdesk.exchange.headings import EXACT, Heading, heading_of
from cpdesk.exchange.spots import column_letter

NO_HEADER = blocking(
    "no-header", N_("{sheet} has no row of headings that is known. Use those of the template.")
)
COLUMN_LEFT_OUT = info(
    "column-left-out", N_("The column '{heading}' of {sheet} is not known and was left out.")
)
COLUMN_TWICE = blocking(
    "column-twice", N_("Two columns of {sheet} mean the same: '{heading}'. Keep one of them.")
)
EXACT_BROKEN = blocking(
    "exact-broken",
    N_("The column 'exact' was changed by hand. Delete what it holds in this row and try again."),
)
BACKWARDS = blocking(
    "period-backwards",
    N_("The period ends on {end}, not after its beginning on {start}. Correct one of the days."),
)

_SEARCHED = 12  # rows in which the header may stand: other programs put titles above it
_REPEATED = (str, date, datetime)
Row = Sequence[Any]


@dataclass
class Table:
    """How the columns of one table are read; `rows` collects what was read so far."""

    kind: type[Entity]
    sheet: str
    header: Row
    first: int = 2
    offset: int = 0
    rows: list[DraftRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    refused: int = 0

    def __post_init__(self) -> None:
        self._fields = {each.name: each for each in fields_of(self.kind)}
        self._local = {name for name, each in self._fields.items() if each.type is LocalText}
        meant = [heading_of(self.kind, cell) for cell in self.header if not is_blank(cell)]
        self._has_ids = any(each and each.field == "id" for each in meant)
        self._columns = list(self._plan())
        headings = [heading for _, heading, _, _ in self._columns]
        self._letters = {h.field: column_letter(i + self.offset) for i, h, _, _ in self._columns}
        self._local_columns = {each.field for each in headings if each.field in self._local}

    def read(self, rows: Iterable[Row]) -> None:
        """Read the rows below the header; a row that cannot be read is refused alone."""
        for number, cells in enumerate(rows, self.first):
            faults = len(self.findings)
            values = self._values(number, cells)
            if len(self.findings) == faults and values:
                self._finish(number, values, cells)
            if len(self.findings) > faults:
                self.refused += 1

    def _values(self, number: int, cells: Row) -> dict[str, Any]:
        """What the filled cells of a row say; a cell that cannot be read is a finding."""
        values: dict[str, Any] = {}
        for index, heading, read, simple in self._columns:
            cell = cells[index] if index < len(cells) else None
            if cell is None or cell == "":
                continue
            try:
                value = read(cell)
            except Refusal as refusal:
                self._refuse(refusal, number, heading.field, values)
                continue
            if simple and value is not None:
                values[heading.field] = value
            elif value is not None:
                self._keep(values, heading, value)
        return values

    def _finish(self, number: int, values: dict[str, Any], cells: Row) -> None:
        literal = "id" in values
        try:
            self._settle(values, literal, cells)
        except Refusal as refusal:
            self._refuse(refusal, number, refusal.finding.place.field, values)
            return
        row = DraftRow(self.kind, values, self.sheet, number, self._letters, literal)
        self.rows.append(row)

    def _keep(self, values: dict[str, Any], heading: Heading, value: object) -> None:
        name = heading.field
        if name in self._local:
            texts = values.setdefault(name, {})
            texts[heading.language] = texts.get(heading.language, "") + str(value)
        elif heading.part > 1:
            values[name] = str(values.get(name, "")) + str(value)
        else:
            values[name] = value

    def _settle(self, values: dict[str, Any], literal: bool, cells: Row) -> None:
        for name in self._local_columns:
            if name in values:
                values[name] = local_text(values[name])
        if literal:
            self._fill(values)
        elif self._has_ids or self._local_columns:
            _trim(values)
        if self.kind is Reading:
            self._finish_reading(values, cells)

    def _fill(self, values: dict[str, Any]) -> None:
        """In a row of our own export an empty cell means empty; `exact` keeps what Excel drops."""
        for name, text in _exact(values.pop(EXACT, "{}")).items():
            if name in self._fields:
                _restore(values, name, text, reader_of(self._fields[name]))
        for _, heading, _, _ in self._columns:
            if heading.field not in values and heading.field in self._fields:
                values[heading.field] = empty_value(self.kind, self._fields[heading.field])

    def _finish_reading(self, values: dict[str, Any], cells: Row) -> None:
        if "month" in values:
            month = values.pop("month")
            values["start"], values["end"] = month.start, month.end
        if "last_day" in values:
            values["end"] = values.pop("last_day") + timedelta(1)
        start, end = values.get("start"), values.get("end")
        if start and end and end <= start:
            raise BACKWARDS.refuse(start=start, end=end)
        if "amount" in values and "unit" not in values:
            index = next(index for index, each, _, _ in self._columns if each.field == "amount")
            unit = unit_behind(cells[index])
            values.update({"unit": unit} if unit else {})

    def _refuse(
        self, refusal: Refusal, number: int, name: str, values: dict[str, Any]
    ) -> None:
        row = DraftRow(self.kind, values, self.sheet, number, self._letters)
        self.findings.append(dataclasses.replace(refusal.finding, place=row.at(name)))

    def _plan(self) -> Iterator[tuple[int, Heading, Reader, bool]]:
        seen: set[Heading] = set()
        for index, cell in enumerate(self.header):
            if is_blank(cell):
                continue
            heading = heading_of(self.kind, cell)
            if heading is None:
                self.findings.append(COLUMN_LEFT_OUT.at(heading=str(cell), sheet=self.sheet))
            elif heading in seen:
                self.findings.append(COLUMN_TWICE.at(heading=str(cell), sheet=self.sheet))
            else:
                seen.add(heading)
                simple = heading.field not in self._local and heading.part == 1
                read = _remembering(_reader(self.kind, heading), trim=not self._has_ids)
                yield index, heading, read, simple


def read_table(
    kind: type[Entity], sheet: str, rows: Sequence[Row], first: int = 1, offset: int = 0
) -> Table:
    """Find the header among the first rows and read what stands below it.

    `first` is the number of the first row and `offset` that of its first column, from 0.
    """
    at = header_at(kind, rows)
    if at is None:
        table = Table(kind, sheet, ())
        if any(not is_blank(cell) for row in rows for cell in row):
            table.findings.append(NO_HEADER.at(sheet=sheet))
        return table
    table = Table(kind, sheet, rows[at], first + at + 1, offset)
    table.read(rows[at + 1 :])
    return table


def header_at(kind: type[Entity], rows: Sequence[Row]) -> int | None:
    """The row, among the first ones, in which most cells are known headings; None without any."""
    counts = [known_headings(kind, row) for row in rows[:_SEARCHED]]
    best = max(counts, default=0)
    return counts.index(best) if best else None


def known_headings(kind: type[Entity], row: Row) -> int:
    cells = [cell for cell in row if isinstance(cell, str) and not is_blank(cell)]
    return sum(heading_of(kind, cell) is not None for cell in cells)


def empty_value(kind: type[Entity], field: FieldOf) -> object:
    """What an empty cell means where nothing else is known: None, an empty text, or not set."""
    default = {each.name: each.default for each in dataclasses.fields(kind)}[field.name]
    return None if default is dataclasses.MISSING else default


def _reader(kind: type[Entity], heading: Heading) -> Reader:
    special: dict[str, Reader] = {"month": read_month, "last_day": read_day}
    if kind is Reading and heading.field in special:
        return special[heading.field]
    known = {each.name: each for each in fields_of(kind)}
    return reader_of(known[heading.field]) if heading.field in known else read_text


def _remembering(read: Reader, trim: bool) -> Reader:
    """The reader, which reads a text or date that comes again and again only once.

    Blank texts are None. Figures are left alone: they seldom repeat, and 1 equals True.
    """
    seen: dict[object, object] = {}

    def remembered(cell: object) -> object:
        if type(cell) not in _REPEATED:
            return read(cell)
        if cell not in seen:
            value = None if is_blank(cell) else read(cell)
            seen[cell] = value.strip() if trim and type(value) is str else value
        return seen[cell]

    return remembered


def _trim(values: dict[str, Any]) -> None:
    values.pop(EXACT, None)
    for name, value in values.items():
        if type(value) is str:
            values[name] = value.strip()
        elif type(value) is LocalText:
            trimmed = (each.strip() for each in (value.en, value.zh_Hant, value.zh_Hans))
            values[name] = LocalText(*trimmed)


def _exact(text: str) -> dict[str, str]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise EXACT_BROKEN.refuse()
    return {str(key): str(value) for key, value in found.items()}


def _restore(values: dict[str, Any], name: str, text: str, read: Reader) -> None:
    """Take the exact text, unless the cell was changed since."""
    if not text:
        values.setdefault(name, text)
        return
    exact = read(text)
    if not isinstance(exact, Decimal):
        raise EXACT_BROKEN.refuse()
    if name in values and values[name] == from_float(float(exact)):
        values[name] = exact
