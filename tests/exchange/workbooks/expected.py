"""What a made-up workbook must be read as, told by the figures that were written into it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from cpdesk.domain.plant import DriverKind, MeterKind


def total(figures: Iterable[object]) -> Decimal:
    """The exact sum of figures as they are typed into a sheet."""
    return sum((Decimal(str(each)) for each in figures), Decimal(0))


@dataclass(frozen=True)
class Line:
    """One meter or driver: what it is, in how many periods, and the sums of amount and cost."""

    kind: MeterKind | DriverKind
    unit: str
    periods: int
    amount: Decimal
    cost: Decimal = Decimal(0)
    currency: str = ""


@dataclass(frozen=True)
class Case:
    """A workbook: how it is written, the lines by name, first and last day, the corrections.

    A correction is (what, sheet, column or row, values); `says` are codes that must be told.
    """

    write: Callable[[Path], Path]
    lines: Mapping[str, Line]
    first: str
    last: str
    corrections: tuple[tuple[str, str, str, Mapping[str, object]], ...] = ()
    says: tuple[str, ...] = field(default=())
