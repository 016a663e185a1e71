"""Days and months as people and spreadsheets write them; what is ambiguous is asked about."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta

from cpdesk.domain.findings import blocking
from cpdesk.domain.periods import Month
from cpdesk.domain.words import N_
from cpdesk.exchange.no_result import NoResult

DAY_UNREADABLE = blocking(
    "date-unreadable", N_("'{text}' is not a date that can be read. Write it as 2024-03-05.")
)
DAY_AMBIGUOUS = blocking(
    "date-ambiguous", N_("'{text}' can be two different days. Write it as 2024-03-05.")
)
MONTH_UNREADABLE = blocking(
    "month-unreadable", N_("'{text}' is not a month that can be read. Write it as 2024-03.")
)

_EPOCH = date(1899, 12, 30)  # day 0 of Excel, as it counts from March 1900 on
_SERIALS = range(20_000, 80_000)  # 1954 to 2119: other numbers are no dates of a factory
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]0?0:00(?::00)?)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_NAMED = re.compile(r"(\d{1,2})[- ]([a-z]{3,9})[-, ]+(\d{4})")
_MONTH = re.compile(r"(\d{4})[-/.年]?(\d{1,2})月?(?:份)?")
_NAMED_MONTH = re.compile(r"([a-z]{3,9})[-, ]+(\d{4})")


def read_day(cell: object) -> date:
    """A day from a date, an Excel serial, `2024/3/5`, `2024年3月5日`, `5 Mar 2024`; or Refusal."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = tidy(cell)
    try:
        return _day(text)
    except ValueError:
        raise DAY_UNREADABLE.refuse(text=str(cell)) from None


def read_month(cell: object) -> Month:
    """A month from a date, `2024年3月`, `2024-03`, `202403`, `Mar 2024`; raises Refusal."""
    if isinstance(cell, date):
        return Month.of(cell)
    text = tidy(cell)
    try:
        return _month(text)
    except ValueError:
        raise MONTH_UNREADABLE.refuse(text=str(cell)) from None


def tidy(cell: object) -> str:
    """The text of a cell, narrowed; a whole float loses its `.0`. Refusal where there is none."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if type(cell) is NoResult:
        raise cell.refusal()
    return " ".join(unicodedata.normalize("NFKC", str(cell)).lower().split())


def _day(text: str) -> date:
    if match := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        return date(*map(int, match.groups()))
    if match := _NAMED.fullmatch(text):
        return date(int(match[3]), _number(match[2]), int(match[1]))
    if match := _YEAR_LAST.fullmatch(text):
        return _year_last(text, *map(int, match.groups()))
    if text.isdecimal() and int(text) in _SERIALS:
        return _EPOCH + timedelta(int(text))
    raise ValueError(text)


def _year_last(text: str, first: int, second: int, year: int) -> date:
    """Hong Kong writes the day first, America the month: certain only beyond the twelfth."""
    if first == second or second > 12 >= first:
        return date(year, first, second)
    if first > 12 >= second:
        return date(year, second, first)
    raise DAY_AMBIGUOUS.refuse(text=text)


def _month(text: str) -> Month:
    if match := _MONTH.fullmatch(text):
        if text.isdecimal() and int(text) in _SERIALS:
            return Month.of(_EPOCH + timedelta(int(text)))
        return Month(int(match[1]), int(match[2]))
    if match := _NAMED_MONTH.fullmatch(text):
        return Month(int(match[2]), _number(match[1]))
    return Month.of(_day(text))


def _number(name: str) -> int:
    return _NAMES.index(name[:3]) + 1
