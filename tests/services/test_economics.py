"""What an upgrade is worth over its life, from the record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cpdesk.analysis.money.finance import Varied
from cpdesk.domain.entity import Entity
from cpdesk.domain.verification import Way
from cpdesk.services.factors import load_factors
from cpdesk.services.saving.economics import Economy, economy
from cpdesk.services.saving.savings import all_savings
from cpdesk.services.saving.sharing import scale_of, shared_meters
from tests.services.test_savings import EFFECT, UPGRADE, record
from tests.services.test_savings_ways import SPOTS
from tests.services.test_sharing import FIRST, ITS, SECOND

BOUGHT = replace(
    UPGRADE, cost=Decimal(100_000), currency="CNY", life_years=Decimal(10),
    discount_rate=Decimal(6), grant=Decimal(50_000),
)  # fmt: skip
SPOT = replace(EFFECT, way=Way.SPOT)


def worth(*others: Entity, **values: Any) -> Economy | None:
    made = record(replace(BOUGHT, **values), *others)
    (savings,) = all_savings(made, load_factors(made))
    return economy(made, savings)


def test_a_years_saving_on_the_spot_pays_back_the_cost() -> None:
    """150,000 kWh at CNY 0.8 are 120,000 a year; the rate of 2025 is the first known: 1.08."""
    found = worth(SPOT, *SPOTS)
    assert found is not None
    assert found.alone.simple == pytest.approx(100 / 120)
    assert found.granted is not None
    assert found.granted.simple == pytest.approx((108_000 - 50_000) / 129_600)
    annuity = (1 - 1.06**-10) / 0.06
    assert found.alone.npv == pytest.approx(129_600 * annuity - 108_000)
    assert found.tonnes == pytest.approx(66.285)
    assert found.abatement == pytest.approx((108_000 / annuity - 129_600) / 66.285)
    assert found.public == pytest.approx(50_000 / 662.85)
    assert found.sensitivity[Varied.COST][0] == pytest.approx((86_400 - 50_000) / 129_600)


def test_what_is_not_known_is_not_computed() -> None:
    assert worth(SPOT, *SPOTS, cost=None) is None
    assert worth(SPOT, *SPOTS, currency="EUR") is None
    # Eleven months have been measured: no year yet.
    assert worth() is None
    bare = worth(SPOT, *SPOTS, life_years=None, discount_rate=None, grant=None)
    assert bare is not None
    assert not bare.life_known
    assert (bare.granted, bare.abatement, bare.public) == (None, None, None)


def test_of_a_shared_meter_each_has_its_part() -> None:
    early = replace(BOUGHT, works_from=date(2022, 12, 10), running_from=date(2023, 1, 1))
    made = record(early, FIRST, replace(SECOND, running_from=date(2023, 8, 1)), ITS)
    measured = all_savings(made, load_factors(made))
    (shared,) = shared_meters(made, measured)
    assert shared.shares is not None
    scales = [scale_of([shared], each.effects[0].effect) for each in measured]
    assert scales[0] == pytest.approx(shared.shares["U1"].amount / shared.ceiling)
    money = measured[0].effects[0].money_hkd
    assert money is not None
    found = economy(made, measured[0], [shared])
    assert found is not None
    months = len(shared.leader.avoided.months)
    assert scales[0] is not None
    assert found.alone.case.saving == pytest.approx(money.amount * scales[0] * 12 / months)
    assert scale_of([replace(shared, shares=None)], FIRST) is None
    assert scale_of([], FIRST) == 1
