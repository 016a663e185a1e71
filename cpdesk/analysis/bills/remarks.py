"""What the bill doctor says: remarks with their ways out, and what it knows to judge by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from cpdesk.analysis.bills.printed import Bill, reckoned
from cpdesk.domain.findings import Finding, FindingKind, Place
from cpdesk.domain.plant import LineKind, Meter
from cpdesk.domain.words import N_

LOOKED_BACK = 12  # bills that a new one is held against

USE = N_("Use {value}")
_HALF = Decimal("0.5")

Range = tuple[Decimal, Decimal]


@dataclass(frozen=True)
class Remedy:
    """A way out: what its button says, and the fields it changes.

    Or the reading that it opens, or the title of an upgrade that is noted as an idea.
    """

    words: str
    facts: Mapping[str, object] = field(default_factory=dict)
    changes: Mapping[str, object] = field(default_factory=dict)
    opens: str = ""
    idea: str = ""


@dataclass(frozen=True)
class Remark:
    """A finding of the doctor's with its ways out; `right` where it was checked and is right.

    What is not `keepable` cannot be kept with a reason: the bill would make no sense.
    """

    finding: Finding
    remedies: tuple[Remedy, ...] = ()
    right: bool = False
    keepable: bool = True


@dataclass(frozen=True)
class Known:
    """What the record knows besides the bill: the meter's other bills, oldest first, its tariff.

    `prices` are those of the tariff by the name of the band, `invoices` says of each number where
    it stands, `expected` is what production lets expect of the bill's days.
    """

    meter: Meter
    today: date
    bills: tuple[Bill, ...] = ()
    currency: str = ""
    prices: Mapping[str, Decimal] = field(default_factory=dict)
    capacity_price: Decimal | None = None
    invoices: Mapping[str, str] = field(default_factory=dict)
    expected: Range | None = None


@dataclass(frozen=True)
class Case:
    """A bill before the doctor: as typed, with all that follows, and what is known besides."""

    typed: Bill
    known: Known

    @cached_property
    def bill(self) -> Bill:
        return reckoned(self.typed, self.known.meter.register_digits)

    @cached_property
    def earlier(self) -> tuple[Bill, ...]:
        """The last twelve bills that began before this one."""
        start = self.typed.start or date.max
        return tuple(b for b in self.known.bills if b.start and b.start < start)[-LOOKED_BACK:]

    @property
    def last(self) -> Bill | None:
        return self.earlier[-1] if self.earlier else None

    @cached_property
    def following(self) -> Bill | None:
        """The first bill that begins on the day of this one or later."""
        start = self.typed.start or date.max
        return next((b for b in self.known.bills if b.start and b.start >= start), None)

    @property
    def unit(self) -> str:
        return self.known.meter.unit

    def at(self, field: str) -> Place:
        """A field of the bill, which is known by its meter and its first day."""
        spot = self.typed.start.isoformat() if self.typed.start else ""
        return Place("meter", self.known.meter.code, field, spot)

    def remark(
        self, kind: FindingKind, field: str, *remedies: Remedy, **facts: object
    ) -> Remark:
        """A doubt; whose it is, is one of its facts, so that a word on it covers no other bill."""
        told = {"of": self.at(field).spot, **facts}
        return Remark(kind.at(self.at(field), **told), remedies)

    def right(self, kind: FindingKind, field: str, **facts: object) -> Remark:
        return Remark(kind.at(self.at(field), **facts), right=True)


def use(field: str, value: Decimal | str) -> Remedy:
    """The way out that puts a value into a field."""
    return Remedy(USE, {"value": value}, {field: value})


def field_of(number: int, column: str) -> str:
    """The name of a field of a line, counted from 0."""
    return f"{number}.{column}"


def half(value: Decimal) -> Decimal:
    """Half a unit of the last decimal that was printed."""
    exponent = value.as_tuple().exponent
    return _HALF.scaleb(min(0, exponent)) if isinstance(exponent, int) else Decimal(0)


def named(bills: tuple[Bill, ...], kind: LineKind, name: str, column: str) -> list[Decimal]:
    """What earlier bills say in a column of the line with this name."""
    lines = (bill.line(kind, name) for bill in bills)
    values = (getattr(each, column) for each in lines if each is not None)
    return [each for each in values if each is not None]
