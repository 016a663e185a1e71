"""Dated factors with unit, source and status; an earlier year serves where one is missing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from cpdesk.domain.findings import blocking
from cpdesk.domain.words import N_, Choice

FACTOR_UNREADABLE = blocking(
    "factor-unreadable",
    N_("Line {line} of the factor file cannot be read ({reason}). Correct it and add the file "
       "again."),
)  # fmt: skip
INVENTORY = "inventory"


class Status(Choice):
    """How sure a factor is; one from memory is off until a person confirms it."""

    OFFICIAL = "official", N_("Official source")
    SECONDARY = "secondary", N_("Secondary source")
    MEMORY = "memory", N_("Not confirmed")
    USER = "user", N_("Set by the user")


@dataclass(frozen=True)
class Factor:
    """A coefficient: `value` in `unit`; `gas` names what it counts; no year: always valid.

    `purpose` tells factors of one key and year apart: empty or `inventory` is what savings use,
    others (as `carbon-market`) are used only where they are asked for.
    """

    key: str
    value: Decimal
    unit: str
    gas: str
    year: int | None
    source: str
    status: Status
    note: str = ""
    region: str = ""
    purpose: str = ""


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
        self._by_key: dict[str, list[Factor]] = {}
        for each in self.factors:
            self._by_key.setdefault(each.key, []).append(each)

    def of_key(self, key: str) -> tuple[Factor, ...]:
        """Every row of a key, also those that are off or serve another purpose."""
        return tuple(self._by_key.get(key, ()))

    def of_year(self, key: str, year: int, purpose: str = INVENTORY) -> Used | None:
        """The factor of a year, else of the newest earlier one; None where there is none.

        The user's own row wins over others of its year, and one without a year over all; among
        others the one that was added last. A row from memory is never used.
        """
        known = [
            each
            for each in reversed(self.of_key(key))
            if each.status is not Status.MEMORY
            and (each.year is None or each.year <= year)
            and (each.purpose or INVENTORY) == purpose
        ]
        best = max(known, key=_rank, default=None)
        return Used(best, year) if best else None


def _rank(factor: Factor) -> tuple[bool, int, bool]:
    own = factor.status is Status.USER
    return own and factor.year is None, factor.year or 0, own


def read_factors(text: str) -> tuple[Factor, ...]:
    """The rows of a factor file: key, value, unit, gas, year, source, status; further columns
    are note, region and purpose. Raises Refusal at a line that cannot be read.
    """
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    return tuple(_factor(row, rows.line_num) for row in rows)


def _factor(row: Mapping[str, str], line: int) -> Factor:
    try:
        value = Decimal(row["value"])
        if not value.is_finite():
            raise ValueError(row["value"])
        return Factor(
            row["key"].strip(), value, row["unit"].strip(), row["gas"].strip(),
            int(row["year"]) if row["year"].strip() else None, row["source"].strip(),
            Status(row["status"].strip()), *(_text(row, each) for each in _FURTHER),
        )  # fmt: skip
    except (KeyError, ValueError, InvalidOperation, AttributeError, TypeError) as error:
        raise FACTOR_UNREADABLE.refuse(line=line, reason=str(error)) from error


_FURTHER = ("note", "region", "purpose")


def _text(row: Mapping[str, str], name: str) -> str:
    return (row.get(name) or "").strip()
