"""One decimal place for a table, and parts that add up."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpdesk.analysis.rounding import adding_up, place, rounded, table_place


@pytest.mark.parametrize(
    ("half_width", "value", "decimals"),
    [(37_412.0, 253_561.0, -2), (80_038.0, 708_065.0, -2), (1_548.0, 17_119.0, -1),
     (374.0, 9_000.0, 0), (9.4, 100.0, 2), (0.0342, 1.0, 4), (None, 4.567, 2), (None, 0.0456, 4),
     (None, 234.8, 0), (None, 0.0, 0), (float("nan"), 45.6, 1)],
)  # fmt: skip
def test_the_half_width_sets_the_place(
    half_width: float | None, value: float, decimals: int
) -> None:
    assert place(half_width, value) == decimals
    assert table_place(half_width, value) == max(0, decimals)


def test_as_the_papers_print_it() -> None:
    decimals = place(37_412.0)
    assert (rounded(253_561.4, decimals), rounded(37_412.0, decimals)) == (253_600, 37_400)


def test_a_float_is_what_a_spreadsheet_shows() -> None:
    assert rounded(2.675, 2) == Decimal("2.68")
    assert rounded(0.1 + 0.2, 2) == Decimal("0.30")
    assert str(rounded(-0.4, 0)) == "0"


def test_the_largest_remainder_gets_the_missing_unit() -> None:
    assert adding_up([33.4, 33.4, 33.2], 0) == (34, 33, 33)
    assert adding_up([0.5, 0.5, 0.5, 0.5], 0) == (1, 1, 0, 0)
    assert adding_up([-1.6, 2.3, 0.3], 0, 1.0) == (-1, 2, 0)


def test_parts_that_are_no_parts_are_refused() -> None:
    with pytest.raises(ValueError, match="belong"):
        adding_up([1.0, 2.0], 0, 9.0)


amounts = st.floats(-1e9, 1e9, allow_nan=False).map(lambda each: round(each, 4))


@given(st.lists(amounts, min_size=1, max_size=40), st.integers(-3, 3))
def test_parts_always_add_up_and_none_moves_by_a_whole_unit(
    parts: list[float], decimals: int
) -> None:
    found = adding_up(parts, decimals)
    exact = [Decimal(repr(each)) for each in parts]
    assert sum(found) == rounded(sum(exact, Decimal(0)), decimals)
    step = Decimal(1).scaleb(-decimals)
    assert all(abs(one - other) < step for one, other in zip(found, exact, strict=True))
