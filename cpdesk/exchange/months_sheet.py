"""The wide sheet: a row for each month, and a column for each meter or driver."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Finding, Place, Refusal, blocking
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Reading
from cpdesk.domain.words import N_
from cpdesk.exchange.cells import is_blank, read_figure, read_flag, unit_behind
from cpdesk.exchange.days import read_month
from cpdesk.exchange.draft import DraftRow
from cpdesk.exchange.headings import means
from cpdesk.exchange.spots import column_letter
from cpdesk.exchange.tables import COLUMN_TWICE, Row

NO_MONTH_COLUMN = blocking(
    "no-month-column", N_("The first column of {sheet} must be headed 'Month' (月份).")
)
MONTH_MISSING = blocking(
    "month-missing", N_("This row has figures but no month. Write the month, as 2024-03.")
)
COST_ALONE = blocking(
    "cost-alone",
    N_("There is a cost but no amount beside it. Write the amount, or clear the cost."),
)

_CODE = re.compile(r"(\S+?)\s*(?:[\s(（\[](.*?)[)）\]]?)?\s*")
_WORD_AND_REST = re.compile(r"(\S+)\s*(.*)")


@dataclass(frozen=True)
class _Column:
    """What a column tells of a meter or driver: its `amount`, its `cost` or `estimated`."""

    code: str
    tells: str
    unit: str
    index: int


@dataclass
class Months:
    """What the wide sheet says: readings, one for each filled cell of a month."""

    sheet: str
    first: int
    offset: int
    columns: Sequence[_Column]
    rows: list[DraftRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    refused: int = 0

    def read(self, number: int, cells: Row) -> None:
        """One month; raises nothing, a figure that cannot be read is a finding."""
        if all(map(is_blank, cells)):
            return
        if is_blank(cells[0]):
            self._refuse(MONTH_MISSING.refuse(), "", number, 0)
            return
        try:
            month = read_month(cells[0])
        except Refusal as refusal:
            self._refuse(refusal, "", number, 0)
            return
        for code in dict.fromkeys(each.code for each in self.columns):
            self._read_series(code, month, number, cells)

    def _read_series(self, code: str, month: Month, number: int, cells: Row) -> None:
        values: dict[str, Any] = {"of": code, "start": month.start, "end": month.end}
        letters = {}
        for column in (each for each in self.columns if each.code == code):
            cell = cells[column.index] if column.index < len(cells) else None
            letters[column.tells] = column_letter(column.index + self.offset)
            if is_blank(cell):
                continue
            try:
                values.update(_told(column, cell))
            except Refusal as refusal:
                self._refuse(refusal, code, number, column.index)
                return
        self._keep(DraftRow(Reading, values, self.sheet, number, letters))

    def _keep(self, row: DraftRow) -> None:
        if "amount" in row.values:
            self.rows.append(row)
        elif "cost" in row.values:
            self.findings.append(COST_ALONE.at(row.at("cost")))
            self.refused += 1

    def _refuse(self, refusal: Refusal, code: str, number: int, index: int) -> None:
        spot = f"{self.sheet}!{column_letter(index + self.offset)}{number}"
        place = Place(Reading.word, code, "", spot)
        self.findings.append(dataclasses.replace(refusal.finding, place=place))
        self.refused += 1


def read_months(
    kind: type[Entity], sheet: str, rows: Sequence[Row], first: int = 1, offset: int = 0
) -> Months:
    """Read the wide sheet; `first` is the number of its first row, `offset` its first column."""
    at = next((i for i, row in enumerate(rows[:12]) if row and means("month", row[0])), None)
    if at is None:
        months = Months(sheet, first, offset, ())
        if any(not is_blank(cell) for row in rows for cell in row):
            months.findings.append(NO_MONTH_COLUMN.at(Place(spot=sheet), sheet=sheet))
        return months
    columns = _columns(rows[at])
    months = Months(sheet, first + at, offset, columns)
    months.findings += _twice(columns, rows[at], months)
    for number, cells in enumerate(rows[at + 1 :], first + at + 1):
        months.read(number, cells)
    return months


def _twice(columns: Sequence[_Column], header: Row, months: Months) -> Iterator[Finding]:
    """Of two columns that mean the same, one would be lost without a word."""
    seen: set[tuple[str, str]] = set()
    for each in columns:
        if (each.code, each.tells) in seen:
            spot = f"{months.sheet}!{column_letter(each.index + months.offset)}{months.first}"
            heading = str(header[each.index])
            yield COLUMN_TWICE.at(Place(spot=spot), heading=heading, sheet=months.sheet)
        seen.add((each.code, each.tells))


def _columns(header: Row) -> list[_Column]:
    return [
        _column(str(cell), index)
        for index, cell in enumerate(header)
        if index and not is_blank(cell)
    ]


def _column(heading: str, index: int) -> _Column:
    """`M1 kWh`, `M1 (kWh)`, `M1 cost HKD`, `M1 費用`, `M1 estimated`."""
    found = _CODE.fullmatch(" ".join(heading.split()))
    code, rest = (found[1], found[2] or "") if found else (heading, "")
    word = _WORD_AND_REST.fullmatch(rest)
    for tells in ("cost", "estimated"):
        if word and means(tells, word[1]):
            return _Column(code, tells, word[2].strip("()（） "), index)
    return _Column(code, "amount", "" if means("amount", rest) else rest, index)


def _told(column: _Column, cell: object) -> dict[str, object]:
    if column.tells == "estimated":
        return {"estimated": read_flag(cell)}
    figure = read_figure(cell)
    if column.tells == "cost":
        return {"cost": figure, **({"currency": column.unit} if column.unit else {})}
    unit = unit_behind(cell) or column.unit
    return {"amount": figure, **({"unit": unit} if unit else {})}
