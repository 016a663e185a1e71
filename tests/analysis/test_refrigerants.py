"""Blends of refrigerants from their parts, against published potentials."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cpdesk.analysis.factors.refrigerants import blended, read_blends
from cpdesk.analysis.factors.table import FactorTable, Status
from cpdesk.services.factors import built_in

TABLE = FactorTable(built_in())


@pytest.mark.parametrize(
    ("blend", "ar4", "ar5", "ar6"),
    [
        ("r-410a", "2087.5", "1923.5", "2255.5"),
        ("r-407c", "1773.85", "1624.21", "1907.93"),
        ("r-404a", "3921.6", "3942.8", "4728"),
        ("r-507a", "3985", "3985", "4775"),
    ],
)
def test_blends_are_computed(blend: str, ar4: str, ar5: str, ar6: str) -> None:
    for purpose, value in (("ar4", ar4), ("ar5", ar5), ("ar6", ar6)):
        used = TABLE.of_year(f"gwp.{blend}", 2025, purpose)
        assert used is not None
        assert used.factor.value == Decimal(value)
        assert used.factor.gas == "CO2e"
        assert " x hfc-125" in used.factor.note


def test_a_blend_is_as_sure_as_its_least_sure_part() -> None:
    shares = read_blends("blend,part,share\nmix,hcfc-22,0.5\nmix,hfc-32,0.5\n")
    made = list(blended(shares, built_in()))
    assert {each.status for each in made} == {Status.MEMORY}
    assert FactorTable(made).of_year("gwp.mix", 2025, "ar5") is None


def test_a_part_that_is_not_known_makes_no_blend() -> None:
    assert not list(blended({"mix": {"unknown": Decimal(1)}}, built_in()))


def test_shares_must_add_up() -> None:
    with pytest.raises(ValueError, match="not 1"):
        read_blends("blend,part,share\nmix,hfc-32,0.5\n")
