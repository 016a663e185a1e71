"""Dated factors with unit, source and status; an earlier year serves where one is missing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from cpdesk.domain.findings import blocking
from cpdesk.domain.words import N_, Choice

FACTOR_UNREADABLE = blocking(
    "factor-unreadable", N_("Line {line} of the factor file cannot be read ({reason}).")
)


class Status(Choice):
    """How sure a factor is; one from memory is off until a person confirms it."""

    OFFICIAL = "official", N_("Official source")
    SECONDARY = "secondary", N_("Secondary source")
    MEMORY = "memory", N_("Not confirmed")
    USER = "user", N_("Set by the user")


@dataclass(frozen=True)
class Factor:
    """A coefficient: `value` in `unit`; `gas` names what it counts; no year: always valid."""

    key: str
    value: Decimal
    unit: str
    gas: str
    year: int | None
    source: str
    status: Status
    note: str = ""


@dataclass(frozen=True)
class Used:
    """A factor as it was used: for which year it stands, and which year was asked."""

    factor: Factor
    asked: int

    @property
    def substituted(self) -> bool:
        return self.factor.year is not None and self.factor.year != self.asked


class FactorTable:
    """Factors by key and year."""

    def __init__(self, factors: Iterable[Factor]) -> None:
        self.factors = tuple(factors)

    def of_year(self, key: str, year: int) -> Used | None:
        """The factor of a year, else of the newest earlier one; None where there is none."""
        known = [
            each for each in self.factors
            if each.key == key and each.status is not Status.MEMORY
            and (each.year is None or each.year <= year)
        ]
        # The user's own row wins over a built-in one of the same year.
        best = max(known, key=lambda f: (f.year or 0, f.status is Status.USER), default=None)
        return Used(best, year) if best else None


def read_factors(text: str) -> tuple[Factor, ...]:
    """The rows of a factor file: key, value, unit, gas, year, source, status, note."""
    rows = csv.DictReader(io.StringIO(text))
    return tuple(_factor(row, line) for line, row in enumerate(rows, start=2))


def _factor(row: dict[str, str], line: int) -> Factor:
    try:
        return Factor(
            row["key"].strip(), Decimal(row["value"]), row["unit"].strip(), row["gas"].strip(),
            int(row["year"]) if row["year"].strip() else None, row["source"].strip(),
            Status(row["status"].strip()), (row.get("note") or "").strip(),
        )
    except (KeyError, ValueError, InvalidOperation, AttributeError, TypeError) as error:
        raise FACTOR_UNREADABLE.refuse(line=line, reason=str(error)) from error
