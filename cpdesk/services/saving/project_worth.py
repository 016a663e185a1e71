"""What a project is expected to be worth over its life, with and without the grant it seeks."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from cpdesk.analysis.factors.table import FactorTable
from cpdesk.analysis.money.finance import Case
from cpdesk.analysis.money.price import InHongKong, in_hong_kong
from cpdesk.documents.chapters.measured import EconomyView
from cpdesk.documents.view import EffectView
from cpdesk.domain.papers import ExchangeRate
from cpdesk.domain.record import Record
from cpdesk.domain.upgrades import Upgrade
from cpdesk.programme.funding import Grant
from cpdesk.services.saving.economics import of_case
from cpdesk.services.saving.valuing import worth_of_expected
from cpdesk.services.saving.views import economy_view

Expected = Sequence[tuple[Upgrade, tuple[EffectView, ...]]]


def project_worth(
    record: Record, upgrades: Expected, saved: Decimal | None, grant: Grant, on: date,
    factors: FactorTable,
) -> EconomyView | None:  # fmt: skip
    """The project as one upgrade; None without a cost or an expected saving of money.

    `saved` is that of a year in HK$. Its life is the shortest of its upgrades'; a discount rate
    or a growth of prices is used only where all name the same.
    """
    if not upgrades or not saved or grant.cost <= 0:
        return None
    every = [upgrade for upgrade, _ in upgrades]
    rate, growth = (_same(each) for each in (
        [upgrade.discount_rate for upgrade in every], [upgrade.price_growth for upgrade in every]
    ))  # fmt: skip
    life = _least([upgrade.life_years for upgrade in every])
    case = Case(
        float(grant.cost), float(saved), float(life or 1), grant=float(grant.amount),
        running=_dollars(record, [(u.running_cost, u.currency) for u in every], on),
        residual=_dollars(record, [(u.residual, u.currency) for u in every], on),
        rate=float(rate or 0) / 100, growth=float(growth or 0) / 100,
    )  # fmt: skip
    whole = replace(every[0], life_years=life, discount_rate=rate)
    return economy_view(of_case(case, whole, _tonnes(record, upgrades, on, factors)))


def _same(values: Sequence[Decimal | None]) -> Decimal | None:
    return values[0] if len(set(values)) == 1 else None


def _least(values: Sequence[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return min(known) if len(known) == len(values) else None


def _dollars(
    record: Record, amounts: Iterable[tuple[Decimal | None, str]], on: date
) -> float:
    made = [
        in_hong_kong(float(amount), currency, on, record.all(ExchangeRate))
        for amount, currency in amounts if amount is not None
    ]  # fmt: skip
    return math.fsum(each.amount for each in made if isinstance(each, InHongKong))


def _tonnes(
    record: Record, upgrades: Expected, on: date, factors: FactorTable
) -> float | None:
    """CO2 a year of what is expected at meters of energy; None where there is none."""
    effects = (each.effect for _, effects in upgrades for each in effects)
    made = (worth.co2 for _, _, worth in worth_of_expected(record, effects, factors, on))
    found = [each.tonnes for each in made if each and each.used.factor.gas == "CO2"]
    return math.fsum(found) if found else None
