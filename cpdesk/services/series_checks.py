"""What is doubtful or impossible in a series of readings once a file is taken in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from cpdesk.analysis.months import registers
from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Finding, FindingKind, Place, blocking, warning
from cpdesk.domain.plant import Driver, DriverKind, Meter, MeterKind, Reading
from cpdesk.domain.record import Change, Record
from cpdesk.domain.units import convert
from cpdesk.domain.words import N_
from cpdesk.services.doubts import SEASONAL, odd_prices, rounded

if TYPE_CHECKING:
    from cpdesk.exchange.draft import DraftRow

OVERLAP = blocking(
    "bill-overlap",
    N_("The bill of {code} for {start} to {end} overlaps the one for {other_start} to "
       "{other_end}. Correct one of them."),
)  # fmt: skip
GAP = warning("bill-gap", N_("There is no bill of {code} between {start} and {end}."))
LAST_DAYS = warning(
    "bill-last-days",
    N_("Between the bills of {code} one day is always missing. If the file names the last day of "
       "each bill, change the heading to 'Last day'."),
)  # fmt: skip
ZERO = warning("zero-electricity", N_("{code} has used no electricity from {start} to {end}."))
TENFOLD = warning(
    "ten-times",
    N_("{code}: {amount} from {start} to {end} is more than ten times the figure before. Is a "
       "digit or the unit wrong?"),
)  # fmt: skip
NEGATIVE = warning("negative", N_("{code}: {amount} from {start} to {end} is negative."))
PRICE = warning(
    "unit-price",
    N_("{code}: from {start} to {end} one {unit} comes to {price} {currency}, the other bills to "
       "about {usual}. Check the cost, the amount and the unit."),
)  # fmt: skip

_OWNERS = (Meter, Driver)


def check_readings(
    record: Record, changes: Iterable[Change], rows: Mapping[str, DraftRow]
) -> tuple[set[str], tuple[Finding, ...]]:
    """Ids of readings that cannot be taken, and all findings about the series they touch."""
    after = [each.after for each in changes if each.after is not None]
    series = {each.id: each for each in after if isinstance(each, _OWNERS)}
    touched = _touched(after)
    moved = {id for readings in touched.values() for id in readings}
    refused: set[str] = set()
    findings: list[Finding] = []
    for id, readings in touched.items():
        owner = series.get(id) or record.entity(id)
        if owner is not None:
            one = _Series(owner, readings, rows, _timeline(record, owner, moved, readings))
            findings += [
                *one.overlaps(refused), *one.gaps(), *one.doubts(), *one.prices(),
                *one.registers(),
            ]  # fmt: skip
    return refused, tuple(findings)


def _touched(entities: Iterable[Entity]) -> dict[str, dict[str, Reading]]:
    """The readings by their series, then by id."""
    touched: dict[str, dict[str, Reading]] = defaultdict(dict)
    for each in entities:
        if type(each) is Reading:
            touched[each.meter or each.driver or ""][each.id] = each
    return touched


def _timeline(
    record: Record, owner: Entity, moved: Set[str], new: Mapping[str, Reading]
) -> list[Reading]:
    """The readings of one series as they would be; `moved` are those the file speaks of."""
    kept = [each for each in record.readings(owner) if each.id not in moved]
    return sorted([*kept, *new.values()], key=lambda each: (each.start, each.end))


class _Series:
    """The readings of a meter or driver in time, and which of them the file brings."""

    def __init__(
        self, owner: Entity, new: Mapping[str, Reading], rows: Mapping[str, DraftRow],
        timeline: list[Reading],
    ) -> None:
        self._owner, self._new, self._rows, self._timeline = owner, new, rows, timeline
        self._pairs = [
            (one, other) for one, other in pairwise(timeline) if one.id in new or other.id in new
        ]

    def overlaps(self, refused: set[str]) -> Iterator[Finding]:
        """A day must not be billed twice; the one from the file is refused."""
        last: Reading | None = None
        for reading in self._timeline:
            if last is not None and reading.start < last.end and (
                last.id in self._new or reading.id in self._new
            ):
                wrong, other = (reading, last) if reading.id in self._new else (last, reading)
                refused.add(wrong.id)
                yield self._overlap(wrong, other)
            if last is None or reading.end > last.end:
                last = reading

    def gaps(self) -> Iterator[Finding]:
        """Days without a bill; where it is always one day the last day was meant."""
        holes = [
            (one, next_one) for one, next_one in self._pairs if next_one.start > one.end
        ]
        if len(holes) > 1 and all((b.start - a.end).days == 1 for a, b in holes):
            yield LAST_DAYS.at(self._place(holes[0][1]), code=self._code)
            return
        for one, other in holes:
            place = self._place(other if other.id in self._new else one)
            yield GAP.at(place, code=self._code, start=one.end, end=other.start)

    def doubts(self) -> Iterator[Finding]:
        """Figures that are possible but seldom right."""
        below, nothing = not self._is_temperature, self._is_electricity
        for reading in self._new.values():
            amount = reading.amount
            if amount > 0:
                continue
            if amount < 0 and below:
                yield self._doubt(NEGATIVE, reading)
            elif amount == 0 and nothing:
                yield self._doubt(ZERO, reading)
        if not self._is_seasonal:
            jumps = (b for a, b in self._pairs if b.id in self._new and _tenfold(a, b))
            yield from (self._doubt(TENFOLD, each) for each in jumps)

    def prices(self) -> Iterator[Finding]:
        """Bills whose unit price is far from that of the others."""
        priced = [each for each in self._timeline if each.cost is not None and each.amount > 0]
        for currency in sorted({each.currency for each in priced}):
            bills = [each for each in priced if each.currency == currency]
            prices = [(each.cost or 0) / self._amount(each) for each in bills]
            for at, usual in odd_prices(prices):
                if bills[at].id in self._new:
                    yield self._doubt(
                        PRICE, bills[at], price=rounded(prices[at]), usual=rounded(usual),
                        currency=currency, unit=self._unit,
                    )  # fmt: skip

    def registers(self) -> Iterator[Finding]:
        """Bills that do not fit the registers printed on them, and breaks between two bills."""
        if not isinstance(self._owner, Meter) or not self._has_registers:
            return
        found = registers.check(self._timeline, self._owner)
        pairs = self._pairs if found else ()
        starts = {str(each.start): each for pair in pairs for each in pair}
        starts |= {str(each.start): each for each in self._new.values() if found}
        for finding in found:
            if reading := starts.get(finding.place.spot):
                yield replace(finding, place=self._place(reading))

    @property
    def _has_registers(self) -> bool:
        return any(each.register_to is not None for each in self._timeline)

    @property
    def _code(self) -> str:
        return str(self._owner)

    @property
    def _is_electricity(self) -> bool:
        return isinstance(self._owner, Meter) and self._owner.kind is MeterKind.ELECTRICITY

    @property
    def _is_seasonal(self) -> bool:
        return isinstance(self._owner, Driver) and self._owner.kind in SEASONAL

    @property
    def _is_temperature(self) -> bool:
        return isinstance(self._owner, Driver) and self._owner.kind is DriverKind.TEMPERATURE

    def _place(self, reading: Reading) -> Place:
        row = self._rows.get(reading.id)
        if row is None:
            return Place(self._owner.word, self._code, "", str(reading.start))
        spot = row.at("start").spot if "start" in row.columns else row.at("amount").spot
        return Place(self._owner.word, self._code, "", spot)

    def _overlap(self, wrong: Reading, other: Reading) -> Finding:
        return OVERLAP.at(
            self._place(wrong), code=self._code, start=wrong.start, end=wrong.end,
            other_start=other.start, other_end=other.end,
        )  # fmt: skip

    def _doubt(self, kind: FindingKind, reading: Reading, **facts: object) -> Finding:
        row = self._rows.get(reading.id)
        spot = row.at("amount").spot if row else ""
        return kind.at(
            Place(self._owner.word, self._code, "amount", spot), code=self._code,
            amount=self._amount(reading), start=reading.start, end=reading.end, **facts,
        )  # fmt: skip

    @property
    def _unit(self) -> str:
        return self._owner.unit if isinstance(self._owner, _OWNERS) else ""

    def _amount(self, reading: Reading) -> Decimal:
        """In the unit of the meter or driver, as its months are counted."""
        return convert(reading.amount, reading.unit or self._unit, self._unit)


def _tenfold(one: Reading, other: Reading) -> bool:
    """By the day, for bills differ in length; units must be the same to compare."""
    if one.amount <= 0 or one.unit != other.unit:
        return False
    days, others = (one.end - one.start).days, (other.end - other.start).days
    if days == others:
        return other.amount >= 10 * one.amount
    return other.amount * days >= 10 * one.amount * others
