"""Calendar months and periods of days `[start, end)`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Self


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and 1 <= self.year <= 9998):
            raise ValueError(f"no such month: {self.year}-{self.month}")

    def __hash__(self) -> int:
        return self.year * 12 + self.month

    @classmethod
    def of(cls, day: date) -> Month:
        """The month a day lies in."""
        return _month(day.year * 12 + day.month - 1)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2024-03`; raises ValueError."""
        year, _, month = text.partition("-")
        return cls(int(year), int(month))

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    def __add__(self, months: int) -> Month:
        return _month(self.year * 12 + self.month - 1 + months)

    def __sub__(self, other: Month) -> int:
        """How many months this one lies after the other."""
        return (self.year - other.year) * 12 + self.month - other.month

    @property
    def start(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def end(self) -> date:
        """The first day after the month."""
        return date(self.year + self.month // 12, self.month % 12 + 1, 1)

    @property
    def days(self) -> int:
        return (self.end - self.start).days


@cache
def _month(index: int) -> Month:
    """The month with this number since the year 0: one object, which is found the quicker."""
    return Month(index // 12, index % 12 + 1)


@dataclass(frozen=True, order=True)
class Period:
    """The days from `start` up to, not including, `end`; `end` is after `start`."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"a period must end after it starts: {self.start} - {self.end}")

    @property
    def days(self) -> int:
        return (self.end - self.start).days

    def shifted(self, days: int) -> Period:
        return Period(self.start + timedelta(days), self.end + timedelta(days))

    def overlap(self, other: Period) -> int:
        """How many days both share."""
        return max(0, (min(self.end, other.end) - max(self.start, other.start)).days)

    @classmethod
    def of_month(cls, month: Month) -> Self:
        return cls(month.start, month.end)


def month_range(first: Month, last: Month) -> tuple[Month, ...]:
    """The months from first to last, both included."""
    return tuple(first + step for step in range(last - first + 1))
