"""Columns and months as printed: whatever the figures, they add up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from cpdesk.analysis.saving.avoided import Avoided
from cpdesk.base.languages import translator
from cpdesk.documents.setting.figures import alone, column, printed_months, with_interval

T = translator("en")
AMOUNTS = st.floats(-1e7, 1e7).map(lambda value: round(value, 6))
HALVES = st.one_of(st.none(), st.floats(1e-3, 1e6))


@dataclass(frozen=True)
class Month:
    adjusted: float
    actual: float
    added: float

    @property
    def avoided(self) -> float:
        return self.adjusted - self.actual


@dataclass(frozen=True)
class Months:
    months: list[Month]
    half_width: float | None

    @property
    def actual(self) -> float:
        return sum(each.actual for each in self.months)

    @property
    def avoided(self) -> float:
        return sum(each.avoided for each in self.months)


MONTHS = st.lists(st.builds(Month, AMOUNTS, AMOUNTS, AMOUNTS), min_size=1, max_size=40)


@given(MONTHS, HALVES)
def test_rows_and_columns_of_months_add_up(months: list[Month], half: float | None) -> None:
    result = Months(months, half)
    printed = printed_months(cast(Avoided, result))
    step = Decimal(1).scaleb(-printed.decimals)
    columns = (printed.model, printed.added, printed.adjusted, printed.actual, printed.saved)
    for model, added, adjusted, actual, saved in zip(*columns, strict=True):
        assert model + added == adjusted
        assert adjusted - actual == saved
    for exact, told in ((result.actual, printed.actual), (result.avoided, printed.saved)):
        assert abs(sum(told, Decimal(0)) - Decimal(exact)) <= step
    for month, actual, saved in zip(months, printed.actual, printed.saved, strict=True):
        assert abs(float(actual) - month.actual) < float(step) * 1.0001 + 1e-6
        assert abs(float(saved) - month.avoided) < float(step) * 1.0001 + 1e-6


def value(told: str) -> Decimal:
    return Decimal(told.replace(",", "").replace("−", "-"))


@given(st.lists(st.one_of(st.none(), AMOUNTS), max_size=20), HALVES)
def test_a_column_adds_up_to_its_total(values: list[float | None], half: float | None) -> None:
    cells, total = column(T, values, half)
    told = [value(cell) for cell in cells if cell != "–"]
    assert len(told) == sum(each is not None for each in values)
    assert total == "–" if not told else sum(told) == value(total)


def test_a_figure_goes_to_the_place_of_its_half_width() -> None:
    assert with_interval(T, 253_569.4, 37_438.2) == "253,600 ±37,400"
    assert with_interval(T, 947.08, 13.86) == "947.1 ±13.9"
    assert with_interval(T, 18.04, None) == "18.0"
    assert alone(T, 253_569.4, 37_438.2) == "253,569"


def test_nothing_at_all_is_a_dash() -> None:
    none: list[Any] = [None, None]
    assert column(T, none) == (("–", "–"), "–")
