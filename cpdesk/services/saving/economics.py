"""What an upgrade is worth over its life: from its cost, its measured saving and its grant."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from cpdesk.analysis.money.finance import (
    Case,
    Varied,
    Worth,
    abatement_cost,
    public_cost,
    sensitivity,
    worth,
)
from cpdesk.analysis.money.price import InHongKong, in_hong_kong
from cpdesk.domain.papers import ExchangeRate
from cpdesk.domain.record import Record
from cpdesk.domain.upgrades import Upgrade
from cpdesk.services.saving.savings import EffectSavings, UpgradeSavings
from cpdesk.services.saving.sharing import Shared, scale_of

YEAR = 12
CHANGES = (-0.2, -0.1, 0.0, 0.1, 0.2)


@dataclass(frozen=True)
class Economy:
    """An upgrade's worth in HK$; `granted` is None without a grant.

    `tonnes` of CO2 are those of a year; `abatement` is HK$ for one of them, `public` the grant
    for one over the whole life. `sensitivity` holds the simple paybacks, with the grant where
    there is one, when price, hours or cost change by `CHANGES`. What a life or a rate is needed
    for is None without them.
    """

    alone: Worth
    granted: Worth | None
    life_known: bool
    rate_known: bool
    tonnes: float | None
    abatement: float | None
    public: float | None
    sensitivity: Mapping[Varied, tuple[float | None, ...]]


def economy(
    record: Record, savings: UpgradeSavings, shared: Sequence[Shared] = ()
) -> Economy | None:
    """The worth of a running upgrade; None without a cost, a rate, or a saving of a whole year.

    Of a meter that several upgrades share it has its part; what cannot be divided is nobody's.
    """
    upgrade = savings.upgrade
    yearly = _sum(savings, shared, _money_of_year)
    outlay = _in_dollars(record, upgrade.cost, upgrade)
    if yearly is None or outlay is None:
        return None
    tonnes = tonnes_of_year(savings, shared)
    return of_case(_case(record, upgrade, outlay, yearly), upgrade, tonnes)


def tonnes_of_year(savings: UpgradeSavings, shared: Sequence[Shared]) -> float | None:
    """Tonnes of CO2 that an upgrade saves in a year; None where no effect can tell."""
    return _sum(savings, shared, _co2_of_year)


def of_case(case: Case, upgrade: Upgrade, tonnes: float | None) -> Economy:
    """The worth of a case with and without its grant."""
    alone = replace(case, grant=0.0)
    known = bool(upgrade.life_years) and upgrade.discount_rate is not None
    cleaned = tonnes if tonnes and tonnes > 0 else None
    return Economy(
        worth(alone), worth(case) if case.grant else None, bool(upgrade.life_years),
        upgrade.discount_rate is not None, cleaned,
        abatement_cost(alone, cleaned) if cleaned and known else None,
        public_cost(case.grant, cleaned, case.life) if (
            cleaned and case.grant and upgrade.life_years) else None,
        sensitivity(case, CHANGES),
    )  # fmt: skip


def _case(record: Record, upgrade: Upgrade, outlay: float, yearly: float) -> Case:
    def dollars(amount: Decimal | None) -> float:
        return _in_dollars(record, amount, upgrade) or 0.0

    return Case(
        outlay, yearly, float(upgrade.life_years or 1), grant=float(upgrade.grant or 0),
        running=dollars(upgrade.running_cost), residual=dollars(upgrade.residual),
        rate=float(upgrade.discount_rate or 0) / 100, growth=float(upgrade.price_growth or 0) / 100,
    )  # fmt: skip


def _in_dollars(record: Record, amount: Decimal | None, upgrade: Upgrade) -> float | None:
    """In HK$ at the rate of the day it began to run; None without an amount or a rate."""
    if amount is None:
        return None
    day = upgrade.running_from or date.max
    made = in_hong_kong(float(amount), upgrade.currency, day, record.all(ExchangeRate))
    return made.amount if isinstance(made, InHongKong) else None


def _money_of_year(effect: EffectSavings) -> float | None:
    return None if effect.money_hkd is None else _of_year(effect, effect.money_hkd.amount)


def _co2_of_year(effect: EffectSavings) -> float | None:
    """Only CO2 is added up here, never CO2e."""
    if effect.co2 is None or effect.co2.used.factor.gas != "CO2":
        return None
    return _of_year(effect, effect.co2.tonnes)


def _of_year(effect: EffectSavings, amount: float) -> float | None:
    """An amount of the reporting months as one of twelve; None where they are fewer.

    What may not enter a sum is worth nothing here either.
    """
    if not effect.counts:
        return None
    if effect.avoided is None:
        return amount if effect.spot else None
    months = len(effect.avoided.months)
    return amount * YEAR / months if months >= YEAR else None


def _sum(
    savings: UpgradeSavings, shared: Sequence[Shared],
    of_year: Callable[[EffectSavings], float | None],
) -> float | None:  # fmt: skip
    """Over all effects that have one; None where none has."""
    known = [(of_year(each), scale_of(shared, each.effect)) for each in savings.effects]
    amounts = [a * scale for a, scale in known if a is not None and scale is not None]
    return math.fsum(amounts) if amounts else None
