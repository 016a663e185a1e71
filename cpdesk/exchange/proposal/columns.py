"""What each column of a sheet holds: by its headings first, then by what stands below them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from cpdesk.exchange.proposal import meaning as say
from cpdesk.exchange.proposal import words
from cpdesk.exchange.proposal.axes import SEARCHED, Across, Down, is_figure, when_at
from cpdesk.exchange.proposal.describing import figures_meaning, label_role
from cpdesk.exchange.proposal.grid import Grid
from cpdesk.exchange.proposal.heads import Heads, heading_when, is_time, pieces
from cpdesk.exchange.proposal.meaning import ColumnMeaning, Meaning, Role, Sure


@dataclass(frozen=True)
class Sheet:
    """What is known of a sheet while its columns are looked at."""

    grid: Grid
    heads: Heads
    across: Across | None
    downs: Mapping[int, Down]
    context: tuple[str, ...]
    epoch: date

    def cells(self, column: int) -> list[Any]:
        """The filled cells below the headings."""
        rows = range(self.heads.first, min(len(self.grid.rows), self.heads.first + SEARCHED))
        found = (self.grid.cell(row, column) for row in rows)
        return [each for each in found if each is not None]


def columns_of(sheet: Sheet) -> tuple[ColumnMeaning, ...]:
    """The meaning of every column that has a heading or a figure."""
    found = [
        ColumnMeaning(
            column, sheet.grid.letter(column), words_above(sheet, column),
            _meaning(sheet, column),
            heading_when(sheet.grid, sheet.heads.rows, column, sheet.across),
        )
        for column in range(sheet.grid.width)
        if words_above(sheet, column) or sheet.cells(column)
    ]  # fmt: skip
    return tuple(_times_settled(sheet, found))


def words_above(sheet: Sheet, column: int) -> tuple[str, ...]:
    """The headings of a column; above a column of figures those that are no times."""
    found = pieces(sheet.grid, sheet.heads.rows, column)
    if sheet.across and column in sheet.across.whens:
        return tuple(each for each in found if not is_time(each))
    return found


def _meaning(sheet: Sheet, column: int) -> Meaning:
    above = words_above(sheet, column)
    if sheet.across and column in sheet.across.whens:
        if not above and not sheet.downs:
            return Meaning(Role.AMOUNT)
        return figures_meaning(above or ("value",), sheet.context, sheet.heads.unit)
    if column in sheet.downs:
        if sheet.downs[column].numbered == "p":
            return Meaning(Role.PERIOD, reason=say.FIGURES_SAY)
        return _time(above)
    cells = sheet.cells(column)
    if sum(map(is_figure, cells)) >= max(1, len(cells) // 3):
        return _of_figures(sheet, above, cells)
    return _of_texts(sheet, above, cells)


def _time(above: Sequence[str]) -> Meaning:
    """A column of times by its heading; which sort of day is settled later."""
    text = words.plain(" ".join(above))
    if words.ASIDE.search(text):
        return Meaning(Role.IGNORED, reason=say.IS_ASIDE)
    if words.READ_ON.search(text) and words.PREVIOUS.search(text):
        return Meaning(Role.START)
    for pattern, role in (
        (words.READ_ON, Role.READ_ON), (words.START, Role.START), (words.END, Role.END),
        (words.YEAR, Role.YEAR), (words.MONTH, Role.MONTH), (words.DAY, Role.DAY),
    ):  # fmt: skip
        if pattern.search(text):
            return Meaning(role)
    return Meaning(Role.MONTH, sure=Sure.LIKELY, reason=say.FIGURES_SAY)


def _of_figures(sheet: Sheet, above: Sequence[str], cells: Sequence[Any]) -> Meaning:
    if not above:
        return Meaning(Role.IGNORED, sure=Sure.GUESSED, reason=say.IS_UNKNOWN)
    role = label_role(above)
    if role and (role is Role.ACCOUNT or sheet.across):
        return Meaning(role)
    return figures_meaning(above, sheet.context, sheet.heads.unit)


def _of_texts(sheet: Sheet, above: Sequence[str], cells: Sequence[Any]) -> Meaning:
    said = figures_meaning(above, sheet.context, sheet.heads.unit) if above else None
    if said and said.role in (Role.NOTE, Role.ESTIMATED, Role.INVOICE):
        return said
    if cells and all(words.plain(each) in words.NOTHING_HERE for each in cells):
        return Meaning(Role.IGNORED, reason=say.IS_EMPTY)
    if not cells:
        return said or Meaning(Role.IGNORED, reason=say.IS_EMPTY)
    role = label_role(above)
    if role:
        return Meaning(role)
    if sheet.across and not sheet.downs:
        return Meaning(Role.METER, sure=Sure.LIKELY, reason=say.FIGURES_SAY)
    return Meaning(Role.IGNORED, sure=Sure.GUESSED, reason=say.IS_UNKNOWN)


def _times_settled(sheet: Sheet, columns: Sequence[ColumnMeaning]) -> list[ColumnMeaning]:
    """Which sort of day each column of times names, seen together with the others."""
    columns = _read_until(columns)
    named = {each.meaning.role for each in columns}
    settled: list[ColumnMeaning] = []
    taken: set[Role] = set()
    aside = (Role.IGNORED, Role.PERIOD)
    for each in columns:
        if each.index not in sheet.downs or each.meaning.role in aside:
            settled.append(each)
            continue
        role, sure, reason = _settled(sheet, each, named)
        if role in taken:
            role, sure, reason = Role.IGNORED, Sure.LIKELY, say.IS_TWICE
        taken.add(role)
        settled.append(_as(each, role, sure, reason))
    return settled


def _read_until(columns: Sequence[ColumnMeaning]) -> Sequence[ColumnMeaning]:
    """Beside the day of the reading before, the day of a reading is where its bill ends."""
    roles = [each.meaning.role for each in columns]
    if Role.START not in roles or Role.END in roles or roles.count(Role.READ_ON) != 1:
        return columns
    at = roles.index(Role.READ_ON)
    ending = _as(columns[at], Role.END, Sure.SURE, say.HEADING_SAYS)
    return [*columns[:at], ending, *columns[at + 1 :]]


def _settled(
    sheet: Sheet, column: ColumnMeaning, named: set[Role]
) -> tuple[Role, Sure, str]:
    role, said = column.meaning.role, (column.meaning.sure, column.meaning.reason)
    whens = _whens(sheet, column)
    parts = {each.parts for each in whens}
    if role is Role.END and Role.START in named:
        starts = next(each for each in sheet.downs if _time(words_above(sheet, each)).role
                      is Role.START)  # fmt: skip
        return _end(_days(sheet, starts), _days(sheet, column.index))
    if role in (Role.START, Role.READ_ON, Role.YEAR) and parts != {"m"}:
        return role, *said
    if parts <= {"y"}:
        return Role.YEAR, Sure.SURE, say.FIGURES_SAY
    if "d" not in "".join(parts):
        return Role.MONTH, *said
    if parts == {"d"} or {Role.YEAR, Role.MONTH} & (named - {role}):
        return Role.DAY, *said
    if words.TAKEN_ON.search(words.plain(column.heading)):
        return Role.DAY, Sure.GUESSED, say.HEADING_SAYS
    days = (safe_date(each.year, each.month, each.day) for each in whens)
    return _whole_days(role, [each for each in days if each])


def _whole_days(role: Role, days: Sequence[date]) -> tuple[Role, Sure, str]:
    """Full dates: a day each, one for a month, or the first day of a bill."""
    gaps = sorted((b - a).days for a, b in pairwise(days))
    middle = gaps[len(gaps) // 2] if gaps else 30
    if middle <= 1 and role is not Role.MONTH:
        return Role.DAY, Sure.SURE, say.FIGURES_SAY
    ends = all(each.day == 1 for each in days) or all(_is_last(each) for each in days)
    months = len({(each.year, each.month) for each in days})
    if ends or role is Role.MONTH:
        return Role.MONTH, Sure.SURE, say.FIGURES_SAY
    if months == len(days):
        return Role.MONTH, Sure.GUESSED, say.FIGURES_SAY
    return Role.START, Sure.GUESSED, say.FIGURES_SAY


def _end(starts: Sequence[date | None], ends: Sequence[date | None]) -> tuple[Role, Sure, str]:
    """Whether the last day belongs to the bill: its next bill shows it, or the month does."""
    pairs = list(zip(starts, ends, strict=False))
    same = next_day = 0
    for (_, end), (start, _) in pairwise(pairs):
        if end and start:
            same += end == start
            next_day += end + timedelta(1) == start
    if next_day > same:
        return Role.LAST_DAY, Sure.SURE, say.FIGURES_SAY
    if same:
        return Role.END, Sure.SURE, say.FIGURES_SAY
    whole = [s and e and s.day == 1 and _is_last(e) for s, e in pairs]
    if whole and all(whole):
        return Role.LAST_DAY, Sure.SURE, say.FIGURES_SAY
    return Role.END, Sure.GUESSED, say.HEADING_SAYS


def _days(sheet: Sheet, column: int) -> list[date | None]:
    """The day in each row of a column; None where there is no whole one."""
    down = sheet.downs[column]
    rows = range(sheet.heads.first, min(len(sheet.grid.rows), sheet.heads.first + SEARCHED))
    whens = (when_at(sheet.grid, row, down, sheet.epoch) for row in rows)
    return [safe_date(each.year, each.month, each.day) for each in whens]


def _whens(sheet: Sheet, column: ColumnMeaning) -> list[Any]:
    down = sheet.downs[column.index]
    rows = range(sheet.heads.first, min(len(sheet.grid.rows), sheet.heads.first + SEARCHED))
    found = [when_at(sheet.grid, row, down, sheet.epoch) for row in rows]
    return [each for each in found if each]


def safe_date(year: int | None, month: int | None, day: int | None) -> date | None:
    """The day; None where a part is missing or there is no such day."""
    try:
        return date(year, month, day) if year and month and day else None
    except ValueError:
        return None


def _is_last(day: date) -> bool:
    return (day + timedelta(1)).day == 1


def _as(column: ColumnMeaning, role: Role, sure: Sure, reason: str) -> ColumnMeaning:
    return replace(column, meaning=replace(column.meaning, role=role, sure=sure, reason=reason))


