"""A record as large as one wants: months of bills for many meters, drivers, an upgrade at each."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cpdesk.domain.company import Company, Factory, Link, Region
from cpdesk.domain.entity import Entity
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, DriverKind, Meter, MeterKind, Reading
from cpdesk.domain.upgrades import Effect, Upgrade, UpgradeKind
from cpdesk.domain.words import LocalText

LAST = Month(2025, 12)
DRIVERS = ("output", "heat", "days")
_KINDS = (MeterKind.ELECTRICITY, MeterKind.WATER, MeterKind.STEAM, MeterKind.NATURAL_GAS)
_UNITS = {
    MeterKind.ELECTRICITY: "kWh", MeterKind.WATER: "m³", MeterKind.STEAM: "t",
    MeterKind.NATURAL_GAS: "m³",
}  # fmt: skip


@dataclass(frozen=True)
class LargeFactory:
    """Every meter has a bill a month over the years; each is upgraded a third before the end."""

    years: int
    meters: int

    def entities(self) -> Iterator[Entity]:
        """Everything in it, parents first; the same figures each time."""
        yield Company(id="co", code="C1", name=LocalText("Large Mills Limited", "大廠有限公司"))
        yield Factory(
            id="fa", code="F1", company="co", name=LocalText("Large Mills", "大廠"),
            region=Region.GUANGDONG, link=Link.L1, sector="8",
        )
        yield from self._drivers()
        yield from self._meters()
        yield from self._upgrades()

    @property
    def months(self) -> list[Month]:
        return [LAST + (step - 12 * self.years + 1) for step in range(12 * self.years)]

    @property
    def upgraded(self) -> date:
        return Month(LAST.year - self.years // 3, 1).start

    def _drivers(self) -> Iterator[Entity]:
        for code in DRIVERS:
            yield Driver(
                id=code, code=code, factory="fa", name=LocalText(code.title()), unit="pcs",
                kind=DriverKind.PRODUCTION,
            )
            for month in self.months:
                yield Reading(
                    id=f"{code}-{month}", driver=code, start=month.start, end=month.end,
                    amount=Decimal(_driven(code, month)),
                )

    def _meters(self) -> Iterator[Entity]:
        for number in range(self.meters):
            kind, id = _KINDS[number % len(_KINDS)], f"m{number}"
            yield Meter(
                id=id, code=f"M{number}", factory="fa", name=LocalText(f"Line {number}"),
                kind=kind, unit=_UNITS[kind],
            )
            for month in self.months:
                amount = self._used(number, month)
                yield Reading(
                    id=f"{id}-{month}", meter=id, start=month.start, end=month.end, amount=amount,
                    cost=amount * Decimal("0.85"), currency="CNY",
                )

    def _used(self, number: int, month: Month) -> Decimal:
        """What the drivers ask for, a fifth less once upgraded, and some chance."""
        asked = 5000 + 200 * number + sum(_driven(code, month) for code in DRIVERS)
        saved = 0.8 if month.start >= self.upgraded else 1.0
        chance = random.Random(f"{number} {month}").gauss(1, 0.02)
        return Decimal(round(asked * saved * chance))

    def _upgrades(self) -> Iterator[Entity]:
        for number in range(self.meters):
            yield Upgrade(
                id=f"u{number}", code=f"U{number}", factory="fa",
                name=LocalText(f"New machine {number}"), kind=UpgradeKind.EQUIPMENT,
                works_from=self.upgraded, running_from=self.upgraded, cost=Decimal(500_000),
            )
            yield Effect(
                id=f"e{number}", code=f"X{number}", upgrade=f"u{number}", meter=f"m{number}",
                drivers=DRIVERS,
            )


def _driven(code: str, month: Month) -> int:
    return 3000 + random.Random(f"{code} {month}").randrange(3000)
