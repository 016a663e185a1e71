"""Pollution equivalents: 400 kg of COD are 400, 95 kg of NOx are 100."""

from __future__ import annotations

import pytest

from cpdesk.analysis.factors.equivalents import KEYS, pollution_equivalents
from cpdesk.analysis.factors.table import FactorTable
from cpdesk.domain.upgrades import Quantity
from cpdesk.services.factors import built_in

TABLE = FactorTable(built_in())


@pytest.mark.parametrize(
    ("quantity", "kilograms", "count"),
    [
        (Quantity.COD, 400, 400),
        (Quantity.NOX, 95, 100),
        (Quantity.SO2, 190, 200),
        (Quantity.PARTICULATES, 100, 25),
    ],
)
def test_equivalents(quantity: Quantity, kilograms: float, count: float) -> None:
    made = pollution_equivalents(kilograms, KEYS[quantity], 2024, TABLE)
    assert made is not None
    assert made.count == pytest.approx(count)
    assert "annex 2" in made.used.factor.source


def test_by_key() -> None:
    ammonia = pollution_equivalents(8, "equivalent.nh3-n", 2024, TABLE)
    assert ammonia is not None
    assert ammonia.count == pytest.approx(10)
    assert pollution_equivalents(8, "equivalent.voc", 2024, TABLE) is None
