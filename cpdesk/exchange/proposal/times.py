"""The period that the time columns of a row, its heading and its sheet name together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cpdesk.domain.periods import Month
from cpdesk.exchange.days import read_day
from cpdesk.exchange.proposal.meaning import Role
from cpdesk.exchange.proposal.when import When, clean, told_when

_BETWEEN = re.compile(r"\s*(?:~|～|—|–|--|至|到|\bto\b)\s*|\s+-\s+|(?<=\d)\s*-\s*(?=\d{4}[-/.年])")


@dataclass(frozen=True)
class Span:
    """The days `[start, end)`; `end` is None where the next row tells it."""

    start: date
    end: date | None


def spans(cell: Any) -> tuple[date, date] | None:
    """First and last day of a text such as `2024.1.1-2024.1.31`; None for anything else."""
    if type(cell) is not str or len(cell) < 9:
        return None
    parts = [each for each in _BETWEEN.split(clean(cell).casefold()) if each]
    if len(parts) != 2:
        return None
    one, other = told_when(parts[0]), told_when(parts[1])
    other = other.filled(When(one.year, one.month))
    first, last = _day(one), _day(other)
    return (first, last) if first and last and first <= last else None


def span_of(when: When) -> Span | None:
    """The day, the month or the year that is named; None where the year or month is missing.

    Raises ValueError where there is no such day, as a 30 February.
    """
    if not when.year:
        return None
    if when.day:
        if not when.month:
            return None
        day = date(when.year, when.month, when.day)
        return Span(day, day + timedelta(1))
    if when.month:
        month = Month(when.year, when.month)
        return Span(month.start, month.end)
    return Span(date(when.year, 1, 1), date(when.year + 1, 1, 1))


def span_of_bill(cells: Mapping[Role, Any], when_of: Mapping[Role, When]) -> Span | None:
    """The period of a bill by its first and last day; None where the row has neither."""
    if Role.PERIOD in cells and (found := spans(cells[Role.PERIOD])):
        return Span(found[0], found[1] + timedelta(1))
    start = _bill_day(cells.get(Role.START), when_of.get(Role.START))
    if start is None:
        return None
    if Role.LAST_DAY in cells:
        last = _bill_day(cells[Role.LAST_DAY], when_of.get(Role.LAST_DAY))
        return Span(start, last + timedelta(1) if last else None)
    end = _bill_day(cells[Role.END], when_of.get(Role.END)) if Role.END in cells else None
    return Span(start, end)


def _bill_day(cell: Any, when: When | None) -> date | None:
    """The day of a cell; raises Refusal where a filled cell is none that can be read."""
    day = _day(when) if when else None
    return day or (read_day(cell) if cell is not None else None)


def _day(when: When) -> date | None:
    try:
        return date(when.year or 0, when.month or 0, when.day or 0)
    except ValueError:
        return None
