"""The parts of a meter's result: never more than the meter shows."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpdesk.analysis.saving.attribution import attribute, order_free, without_overlap


def test_estimates_above_the_meter_are_scaled_to_it() -> None:
    found = attribute(60_000, 12_000, {"U1": 60_000, "U2": 40_000})
    assert found.shares["U1"].amount == pytest.approx(36_000)
    assert found.shares["U2"].amount == pytest.approx(24_000)
    assert found.shares["U2"].scale == pytest.approx(0.6)
    assert found.shares["U1"].half_width == pytest.approx(7_200)
    assert found.other == pytest.approx(0)


def test_what_estimates_do_not_explain_is_other() -> None:
    found = attribute(60_000, None, {"U1": 30_000, "U2": 10_000})
    assert [each.amount for each in found.shares.values()] == [30_000, 10_000]
    assert found.other == 20_000
    assert found.shares["U1"].half_width is None


def test_nothing_saved_is_nobodys() -> None:
    found = attribute(-500, 100, {"U1": 30_000})
    assert found.shares["U1"].amount == 0
    assert found.other == -500
    assert attribute(500, 100, {}).other == 500


def test_twenty_and_ten_percent_make_twenty_eight() -> None:
    """1 - 0.8 x 0.9 = 0.28, of which each has the mean of being first and being second."""
    assert order_free({"a": 0.2, "b": 0.1}) == pytest.approx({"a": 0.19, "b": 0.09})


fractions = st.dictionaries(st.sampled_from("abcdef"), st.floats(0, 0.9), min_size=1)


@given(fractions)
def test_shares_of_every_order_add_up(given_fractions: dict[str, float]) -> None:
    parts = order_free(given_fractions)
    together = 1 - math.prod(1 - each for each in given_fractions.values())
    assert sum(parts.values()) == pytest.approx(together)
    for code, part in parts.items():
        assert 0 <= part <= given_fractions[code] + 1e-12


@given(st.floats(-1e6, 1e6), st.dictionaries(st.sampled_from("abcdef"), st.floats(0, 1e6)))
def test_the_parts_always_equal_the_meter(saving: float, estimates: dict[str, float]) -> None:
    found = attribute(saving, 1.0, estimates)
    total = sum(each.amount for each in found.shares.values())
    assert total + found.other == pytest.approx(saving, abs=1e-6)
    assert total <= max(saving, 0) * (1 + 1e-9) + 1e-9


def test_estimates_lose_what_they_take_from_each_other() -> None:
    found = without_overlap({"U1": 20_000, "U2": 10_000}, 100_000)
    assert found == pytest.approx({"U1": 19_000, "U2": 9_000})
    assert without_overlap({"U1": 5.0}, 100) == pytest.approx({"U1": 5.0})
    assert without_overlap({"U1": 5.0, "U2": 1.0}, 0) == {"U1": 5.0, "U2": 1.0}
    assert without_overlap({"U1": -5.0, "U2": 300.0}, 100) == pytest.approx({"U1": 0, "U2": 100})
