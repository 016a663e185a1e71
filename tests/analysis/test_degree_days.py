"""Degree days by hand, and a base that was put into the data and must be found again."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest

from cpdesk.analysis.models.regression import TOO_FEW
from cpdesk.analysis.months.degree_days import (
    BASES,
    DEGREE_DAYS,
    ON_THE_EDGE,
    degree_days,
    of_day,
    search_base,
)
from cpdesk.base.languages import sentence, translator
from cpdesk.domain.findings import Refusal
from cpdesk.domain.periods import Month, month_range

FIRST, LAST = Month(2022, 1), Month(2023, 12)


def weather(first: Month = FIRST, last: Month = LAST) -> dict[date, float]:
    """The days of a subtropical place: 14 to 29 °C over the year, and a swing of two weeks."""
    days = (last.end - first.start).days
    return {
        first.start + timedelta(at): round(
            21.5 - 7.5 * math.cos(2 * math.pi * at / 365) + 3 * math.sin(at * 0.45), 1
        )
        for at in range(days)
    }


def by_hand(daily: Mapping[date, float], base: float, cooling: bool = True) -> dict[Month, float]:
    """Each day added to its month, one after the other."""
    sums: dict[Month, float] = {}
    for day, mean in daily.items():
        over = mean - base if cooling else base - mean
        sums[Month.of(day)] = sums.get(Month.of(day), 0.0) + max(0.0, over)
    return sums


def test_a_day() -> None:
    assert of_day(27.5, 18.0) == 9.5
    assert of_day(17.5, 18.0) == 0.0
    assert of_day(Decimal("12.5"), Decimal(18), cooling=False) == Decimal("5.5")
    assert str(of_day(Decimal("20.5"), Decimal(18), cooling=False)) == "0.0"


def test_a_month_by_hand() -> None:
    """February 2023: 14 days at 20, 13 days at 17, one at 30.5: 14 x 2 + 12.5 above 18 °C."""
    means = [20.0] * 14 + [17.0] * 13 + [30.5]
    daily = {date(2023, 2, 1) + timedelta(at): mean for at, mean in enumerate(means)}
    assert degree_days(daily, 18.0) == {Month(2023, 2): 40.5}
    assert degree_days(daily, 18.0, cooling=False) == {Month(2023, 2): 13.0}
    assert degree_days(daily, 40.0) == {Month(2023, 2): 0.0}


def test_a_month_with_a_missing_day_is_left_out() -> None:
    daily = weather()
    del daily[date(2022, 5, 31)]
    del daily[date(2023, 1, 1)]
    known = degree_days(daily, 20)
    assert set(month_range(FIRST, LAST)) - set(known) == {Month(2022, 5), Month(2023, 1)}
    assert degree_days({}, 20) == {}


@pytest.mark.parametrize("cooling", [True, False])
def test_every_month_is_the_sum_of_its_days(cooling: bool) -> None:
    known, hand = degree_days(weather(), 21.5, cooling), by_hand(weather(), 21.5, cooling)
    assert known.keys() == hand.keys()
    for month, value in known.items():
        assert value == pytest.approx(hand[month], abs=1e-9)


def use_with(base: float, cooling: bool = True, noise: float = 10.0) -> dict[Month, float]:
    """1000 kWh and 7 a degree day from a base, with a noise that follows no season."""
    pattern = (1, -1, -1, 1, 0, 1, -1, 0, 1, -1, 0)
    degrees = by_hand(weather(), base, cooling)
    return {
        month: 1000 + 7 * value + noise * pattern[at % 11]
        for at, (month, value) in enumerate(sorted(degrees.items()))
    }


@pytest.mark.parametrize(("base", "cooling"), [(19.5, True), (22.0, True), (18.0, False)])
def test_the_base_is_found_again(base: float, cooling: bool) -> None:
    found = search_base(use_with(base, cooling), weather(), cooling=cooling)
    assert [each.base for each in found.table] == list(BASES)
    assert (len(BASES), BASES[0], BASES[-1]) == (17, 16.0, 24.0)
    assert found.best.base == base
    assert found.findings == ()
    assert found.months == month_range(FIRST, LAST)
    assert all(each.sse >= found.best.sse for each in found.table)


def test_the_base_is_counted_as_a_parameter() -> None:
    """24 months, intercept, slope and base: 21 are left. SSE by NumPy's own least squares."""
    use = use_with(20.0)
    found = search_base(use, weather())
    y = np.array([use[month] for month in found.months])
    for each in found.table:
        degrees = by_hand(weather(), each.base)
        x = np.column_stack([np.ones(24), [degrees[month] for month in found.months]])
        (sse,) = np.linalg.lstsq(x, y, rcond=None)[1]
        assert each.sse == pytest.approx(float(sse), rel=1e-8)
        assert (each.parameters, each.df) == (3, 21)
        k = 4  # intercept, slope, base and the spread
        expected = 24 * math.log(float(sse) / 24) + 2 * k + 2 * k * (k + 1) / (24 - k - 1)
        assert each.aicc == pytest.approx(expected, rel=1e-10)
        assert each.model is not None
        assert each.aicc > each.model.aicc


def test_other_drivers_take_their_part() -> None:
    """Use that also follows production: without it the base would be mistaken."""
    degrees = by_hand(weather(), 20.0)
    made = {m: 500.0 + 37 * (m.month * 5 % 7) for m in month_range(FIRST, LAST)}
    use = {month: 800 + 6 * degrees[month] + 3 * made[month] for month in made}
    found = search_base(use, weather(), {"production": made})
    assert found.best.base == 20.0
    assert (found.best.parameters, found.best.df) == (4, 20)
    assert found.best.model is not None
    assert found.best.model.coefficients[DEGREE_DAYS] == pytest.approx(6)
    assert found.best.model.coefficients["production"] == pytest.approx(3)


@pytest.mark.parametrize(("base", "at"), [(13.0, 16.0), (27.0, 24.0)])
def test_a_best_base_on_the_edge_is_told(base: float, at: float) -> None:
    found = search_base(use_with(base, noise=0), weather())
    assert found.best.base == at
    assert [finding.kind for finding in found.findings] == [ON_THE_EDGE]
    said = sentence(translator("en"), found.findings[0])
    assert "16.0 to 24.0 °C" in said


def test_only_months_in_which_all_is_known() -> None:
    daily = weather()
    del daily[date(2022, 3, 3)]
    use = use_with(20.0)
    del use[Month(2022, 7)]
    made = {m: float(m.month % 5) for m in month_range(FIRST, LAST) if m != Month(2023, 9)}
    found = search_base(use, daily, {"production": made})
    assert len(found.months) == 21
    assert not {Month(2022, 3), Month(2022, 7), Month(2023, 9)} & set(found.months)
    assert all(each.df == 21 - 4 for each in found.table)


def test_a_base_that_no_day_reaches_is_in_the_table_without_a_model() -> None:
    """No day is colder than 17 °C, so from 16 to 17 there is nothing to heat."""
    daily = {day: max(mean, 17.0) for day, mean in weather().items()}
    degrees = by_hand(daily, 20.0, cooling=False)
    use = {month: 100 + 5 * value for month, value in degrees.items()}
    found = search_base(use, daily, cooling=False)
    assert found.best.base == 20.0
    without = [each for each in found.table if each.model is None]
    assert [each.base for each in without] == [16.0, 16.5, 17.0]
    for each in without:
        assert each.refused is not None
        assert each.refused.code == "model-constant"
        assert math.isnan(each.sse)
        assert math.isnan(each.aicc)


def test_nowhere_a_model_is_a_refusal() -> None:
    hot = dict.fromkeys(weather(), 30.0)
    with pytest.raises(Refusal) as refused:
        search_base(use_with(20.0), hot, cooling=False)
    assert refused.value.finding.code == "model-constant"


def test_too_few_months_for_model_and_base() -> None:
    """Three parameters need four months."""
    use = {month: value for month, value in use_with(20.0).items() if month >= Month(2023, 9)}
    assert len(search_base(use, weather()).months) == 4
    del use[Month(2023, 9)]
    with pytest.raises(Refusal) as refused:
        search_base(use, weather())
    assert refused.value.finding.kind is TOO_FEW
    assert refused.value.finding.facts == {"n": 3, "p": 3}
