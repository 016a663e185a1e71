"""Units there and back, exactly."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpdesk.domain.findings import Refusal
from cpdesk.domain.units import _UNITS, convert, dimension, ratio

units = st.sampled_from(sorted(_UNITS))
amounts = st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=6)


@given(units, units, amounts)
def test_there_and_back(one: str, other: str, amount: Decimal) -> None:
    if dimension(one) != dimension(other):
        with pytest.raises(Refusal):
            convert(amount, one, other)
        return
    assert ratio(one, other) * ratio(other, one) == 1
    back = convert(convert(amount, one, other), other, one)
    assert abs(back - amount) <= abs(amount) * Decimal("1e-26")
    ends = not set(_primes(ratio(one, other).denominator)) - {2, 5}
    if ends:
        assert back == amount


def _primes(number: int) -> list[int]:
    found, divisor = [], 2
    while number > 1:
        while number % divisor == 0:
            found.append(divisor)
            number //= divisor
        divisor += 1
    return found


@pytest.mark.parametrize(
    ("amount", "unit", "wanted", "expected"),
    [
        ("1", "万度", "kWh", "10000"),
        ("3.6", "MJ", "kWh", "1"),
        ("12.5", "噸", "kg", "12500"),
        ("1", "ft3", "m³", "0.028316846592"),
        ("250", "公升", "立方米", "0.250"),
        ("1", "GJ", "MJ", "1000"),
    ],
)
def test_what_people_write(amount: str, unit: str, wanted: str, expected: str) -> None:
    assert convert(Decimal(amount), unit, wanted) == Decimal(expected)
