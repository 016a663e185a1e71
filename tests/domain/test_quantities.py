"""Figures as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpdesk.domain.findings import Refusal
from cpdesk.domain.quantities import from_float, parse_decimal, plain
from cpdesk.domain.units import convert, tidy_unit


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12,500", "12500"),
        ("１２，５００", "12500"),
        ("12 500.50", "12500.50"),
        ("1.25萬", "12500.00"),
        ("1.2万度", "12000.0"),
        ("(300)", "-300"),
        ("−3.10", "-3.10"),
        ("12,500 kWh", "12500"),
        ("12,500 m³", "12500"),
        ("3.5萬立方米", "35000.0"),
        ("HK$1,234.50", "1234.50"),
        ("-¥5", "-5"),
        (".5", "0.5"),
    ],
)
def test_what_people_write_is_understood(text: str, value: str) -> None:
    assert parse_decimal(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["1.234,5", "1,25", "12,34,567", "", "abc", "1 2", "12-13", "125oo", "1.5e5", "--5", "5 kWh 6"],
)
def test_what_is_ambiguous_or_no_figure_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        parse_decimal(text)


def test_decimals_stay_as_typed() -> None:
    assert plain(parse_decimal("1.10")) == "1.10"


def test_a_spreadsheet_float_is_what_excel_shows() -> None:
    assert from_float(0.1 + 0.2) == Decimal("0.3")
    assert plain(from_float(1e15)) == "1000000000000000"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, max_value=10**12))
def test_plain_text_reads_back(value: Decimal) -> None:
    assert parse_decimal(plain(value)) == value


@given(
    st.decimals(min_value=0, max_value=10**9, places=3),
    st.sampled_from([("MWh", "kWh"), ("t", "kg"), ("m³", "L"), ("万kWh", "kWh")]),
)
def test_units_convert_there_and_back(amount: Decimal, units: tuple[str, str]) -> None:
    one, other = units
    assert convert(convert(amount, one, other), other, one) == amount


def test_a_conversion_that_ends_is_exact_and_another_is_close() -> None:
    long = Decimal("1234567890123456789012345.678")
    assert convert(long, "MWh", "kWh") == Decimal("1234567890123456789012345678")
    assert convert(long, "kg", "t") == Decimal("1234567890123456789012.345678")
    assert abs(convert(Decimal(1), "MJ", "kWh") * 36 - 10) < Decimal("1e-25")


def test_units_have_many_names_and_do_not_mix() -> None:
    assert tidy_unit("萬度") == "万kWh"
    assert tidy_unit(" M3 ") == "m³"
    assert tidy_unit("pcs") == "pcs"
    with pytest.raises(Refusal):
        convert(Decimal(1), "kWh", "m³")
