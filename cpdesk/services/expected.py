"""What a project is expected to change in a year: by upgrade, and all upgrades together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from cpdesk.analysis.factors.emissions import Converted
from cpdesk.analysis.factors.table import Used
from cpdesk.documents.view import EffectView, ExpectedSum, ExpectedYear
from cpdesk.domain.record import Record
from cpdesk.domain.units import dimension, ratio
from cpdesk.domain.upgrades import Effect, Quantity, Upgrade
from cpdesk.domain.words import N_
from cpdesk.programme.budget import Budget, hkd_rate
from cpdesk.services.saving.valuing import Worth, worth_of_expected

if TYPE_CHECKING:
    from cpdesk.analysis.factors.table import FactorTable

Expected = Sequence[tuple[Upgrade, tuple[EffectView, ...]]]
_ORDER = {quantity: at for at, quantity in enumerate(Quantity)}


def expected_years(
    record: Record, upgrades: Expected, costs: Budget, factors: FactorTable, on: date
) -> tuple[tuple[ExpectedYear, ...], tuple[Used, ...]]:
    """Each upgrade's year and, of several, that of all; and the factors they were made with."""
    every = [each.effect for _, effects in upgrades for each in effects]
    worths = {e.id: worth for e, _, worth in worth_of_expected(record, every, factors, on)}

    def year(upgrade: Upgrade | None, effects: Iterable[EffectView]) -> ExpectedYear:
        sums = tuple(_sums(list(effects), worths))
        cost = costs.total if upgrade is None else _hkd(record, costs, upgrade, on)
        return ExpectedYear(upgrade, sums, _payback(record, costs, sums, cost, on))

    years = tuple(year(upgrade, effects) for upgrade, effects in upgrades if effects)
    if len(upgrades) > 1:
        years = (*years, year(None, (each for _, effects in upgrades for each in effects)))
    return years, _used(worths.values())


@dataclass
class _Adding:
    """A sum that grows; independent tolerances add up in squares."""

    unit: str
    amounts: list[float] = field(default_factory=list)
    halves: list[float | None] = field(default_factory=list)

    def add(self, amount: float, tolerance: Decimal | None) -> None:
        self.amounts.append(amount)
        self.halves.append(None if tolerance is None else abs(amount) * float(tolerance) / 100)

    def sum_of(self, what: Quantity | str) -> ExpectedSum:
        known = [each for each in self.halves if each is not None]
        half = math.hypot(*known) if len(known) == len(self.halves) else None
        return ExpectedSum(what, self.unit, math.fsum(self.amounts), half)


def _sums(effects: Sequence[EffectView], worths: Mapping[str, Worth]) -> Iterator[ExpectedSum]:
    """Quantities in their order, then standard coal, each gas, and money by currency."""
    found: dict[tuple[Quantity | str, str], _Adding] = {}
    for each in sorted(effects, key=lambda one: _order(one.effect)):
        effect, unit = each.effect, each.effect.unit or (each.meter.unit if each.meter else "")
        if effect.quantity is not None and effect.expected is not None:
            adding = found.setdefault((effect.quantity, _kind(unit)), _Adding(unit))
            adding.add(float(effect.expected) * _scale(unit, adding.unit), effect.tolerance)
    for each in effects:
        worth = worths.get(each.effect.id)
        if worth is not None:
            _add_tonnes(found, N_("Standard coal"), "tce", worth.standard_coal, each.effect)
            gas = worth.co2.used.factor.gas if worth.co2 else ""
            _add_tonnes(found, gas, "t", worth.co2, each.effect)
    for each in effects:
        if each.effect.money is not None:
            key = (N_("Money"), each.effect.money_currency)
            found.setdefault(key, _Adding(key[1])).add(float(each.effect.money), None)
    return (adding.sum_of(what) for (what, _), adding in found.items())


def _order(effect: Effect) -> int:
    return len(_ORDER) if effect.quantity is None else _ORDER[effect.quantity]


def _add_tonnes(
    found: dict[tuple[Quantity | str, str], _Adding], what: str, unit: str,
    converted: Converted | None, effect: Effect,
) -> None:  # fmt: skip
    if converted is not None:
        adding = found.setdefault((what, unit), _Adding(unit))
        adding.add(converted.tonnes, effect.tolerance)


def _kind(unit: str) -> str:
    """What can be added: units of one dimension, else the very same unit."""
    return dimension(unit) or unit


def _scale(unit: str, wanted: str) -> float:
    return 1.0 if unit == wanted else float(ratio(unit, wanted))


def _hkd(record: Record, costs: Budget, upgrade: Upgrade, on: date) -> Decimal | None:
    rate = hkd_rate(record, costs, upgrade.currency, on)
    return None if rate is None or upgrade.cost is None else upgrade.cost * rate


def _payback(
    record: Record, costs: Budget, sums: Iterable[ExpectedSum], cost: Decimal | None, on: date
) -> float | None:
    """Years until a cost in HK$ has come back; None where a rate or an amount is missing."""
    saved = 0.0
    for each in sums:
        if each.what == "Money":
            rate = hkd_rate(record, costs, each.unit, on)
            if rate is None:
                return None
            saved += each.amount * float(rate)
    return float(cost) / saved if cost and saved > 0 else None


def _used(worths: Iterable[Worth]) -> tuple[Used, ...]:
    made = (each for worth in worths for each in (worth.standard_coal, worth.co2) if each)
    used = {(one.factor.key, one.asked): one for each in made for one in each.all_used}
    return tuple(used[key] for key in sorted(used))
