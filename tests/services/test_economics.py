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
from cpdesk.services.saving.sharing import shared_meters
from cpdesk.services.saving.views import economies_of, measures_of, shared_of
from tests.services.test_savings import EFFECT, UPGRADE, record
from tests.services.test_savings_ways import SPOTS
from tests.services.test_sharing import FIRST, SECOND, submetered

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


def test_of_a_shared_meter_each_has_its_part_at_the_price_of_that_meter() -> None:
    """The sub-meter's own bills are ten times as dear, but its kWh are bought through the meter."""
    early = replace(BOUGHT, works_from=date(2022, 12, 10), running_from=date(2023, 1, 1))
    later = replace(
        SECOND, running_from=date(2023, 8, 1), cost=Decimal(50_000), life_years=Decimal(10),
        discount_rate=Decimal(6),
    )  # fmt: skip
    made = record(early, FIRST, later, *submetered(dear=Decimal(8)))
    measured = all_savings(made, load_factors(made))
    shared = shared_meters(made, measured)
    (group,) = shared
    assert group.shares is not None
    measures = measures_of(made, measured)
    found = economies_of(made, measured, shared_of(shared, measures), measures)
    leader = measured[0].effects[0]
    assert leader.money_hkd is not None
    price = leader.money_hkd.amount / group.ceiling
    for code, id in (("U1", "u"), ("U2", "u2")):
        own = next(each for each in measured if each.upgrade.code == code).effects[0].avoided
        assert own is not None
        yearly = group.shares[code].amount * price * 12 / len(own.months)
        assert found[id].alone.case.saving == pytest.approx(yearly)
