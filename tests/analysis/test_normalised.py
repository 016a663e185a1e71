"""Normalised saving: two models at the same standard conditions."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpdesk.analysis.models.regression import CONSTANT, DEPENDENT, fit
from cpdesk.analysis.saving.avoided import Method, Verdict, avoided
from cpdesk.analysis.saving.normalised import NO_DRIVER, SHORT, WEAK, Normalised, normalised
from cpdesk.analysis.saving.series import Event, Series
from cpdesk.analysis.saving.uncertainty import Places, half_width
from cpdesk.analysis.saving.verdict import RANGE_FAR, RANGE_GOOD, RANGE_OUTSIDE
from cpdesk.domain.findings import Finding
from cpdesk.domain.periods import Month

START = Month(2022, 1)
MONTHS = [START + at for at in range(48)]
BEFORE, AFTER = MONTHS[:24], MONTHS[24:]


def months(values: Any) -> dict[Month, float]:
    return {START + at: float(value) for at, value in enumerate(values)}


def plant(
    saved: float = 3000.0, noise: float = 200.0, seed: int = 4, scale: float = 1.0,
    shift: float = 0.0,
) -> Series:  # fmt: skip
    """5,000 kWh and 10 for each piece; since the works `saved` less in a month of 2,000 pieces."""
    rng = np.random.default_rng(seed)
    made = rng.uniform(1500, 2500, 48)
    cooling = rng.uniform(0, 300, 48)
    since = np.arange(48) >= 24
    use = 5000 + 10 * made + 4 * cooling - saved * since * made / 2000 + rng.normal(0, noise, 48)
    return Series(months(use), {"made": months(made * scale + shift), "cdd": months(cooling)})


def made_of(found: Normalised | Finding) -> Normalised:
    assert isinstance(found, Normalised), found
    return found


def test_the_saving_of_a_standard_year() -> None:
    found = made_of(normalised(plant(), BEFORE, AFTER))
    standard = [month.month for month in found.months]
    assert standard == BEFORE[12:]
    true = sum(3000 * month.drivers[0] / 2000 for month in found.months)
    assert found.half_width is not None
    assert abs(found.avoided - true) < found.half_width
    assert (found.method, found.verdict) == (Method.NORMALISED, Verdict.SHOWN)
    assert found.avoided == pytest.approx(found.adjusted - found.actual)
    assert found.fraction == pytest.approx(found.avoided / found.adjusted)
    assert found.fsu == pytest.approx(found.half_width / found.avoided)
    assert sum(month.avoided for month in found.months) == pytest.approx(found.avoided)
    assert [month.month for month in found.baseline] == BEFORE
    assert [month.month for month in found.since] == AFTER
    assert found.baseline[0].actual == plant().use[START]


def test_both_models_and_both_uncertainties() -> None:
    """Written out: each side's model by itself, and their half widths added in squares."""
    given_series = plant()
    found = made_of(normalised(given_series, BEFORE, AFTER, AFTER[:6], 0.8))
    totals, widths = [], []
    for side in (BEFORE, AFTER):
        model = fit(given_series.routine(side), given_series.columns(side))
        design = model.design(given_series.columns(AFTER[:6]), 6)
        totals.append(model.predict(design).sum())
        widths.append(half_width(model, design, Places.following(24, 900, 6), 0.8))
    assert (found.adjusted, found.actual) == pytest.approx(tuple(totals))
    assert found.exact == pytest.approx(math.hypot(*(each.exact for each in widths)))
    assert found.half_width == pytest.approx(math.hypot(*(each.wider for each in widths)))
    monthly = np.hypot(widths[0].months, widths[1].months)
    assert [month.half_width for month in found.months] == pytest.approx(monthly.tolist())
    assert found.fit is not None
    assert found.fit.coefficients["made"] == pytest.approx(10, abs=0.5)
    assert found.reporting_fit.coefficients["made"] == pytest.approx(8.5, abs=0.5)


@settings(deadline=None, max_examples=40)
@given(st.floats(1e-3, 1e3), st.floats(-1e4, 1e4), st.integers(0, 1000))
def test_units_of_a_driver_change_nothing(scale: float, shift: float, seed: int) -> None:
    one = made_of(normalised(plant(seed=seed), BEFORE, AFTER))
    other = made_of(normalised(plant(seed=seed, scale=scale, shift=shift), BEFORE, AFTER))
    assert other.avoided == pytest.approx(one.avoided, rel=1e-6)
    assert other.half_width == pytest.approx(one.half_width, rel=1e-5)
    assert other.verdict is one.verdict


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000), st.floats(0, 1))
def test_without_a_saving_there_is_none(seed: int, noise: float) -> None:
    found = made_of(normalised(plant(0.0, noise, seed), BEFORE, AFTER))
    assert abs(found.avoided) <= 1e-9 * found.adjusted + 12 * 10 * noise
    assert found.months[0].avoided == pytest.approx(0, abs=1e-6 + 10 * noise)


def test_the_interval_holds_the_truth_at_least_as_often_as_it_claims() -> None:
    """Models of 24 months each; half widths with the noise of months that never were are wide."""
    held, runs = 0, 300
    for seed in range(runs):
        found = made_of(normalised(plant(1000.0, 400.0, seed), BEFORE, AFTER))
        true = sum(1000 * month.drivers[0] / 2000 for month in found.months)
        assert found.exact is not None
        held += abs(found.avoided - true) <= found.exact
    assert held / runs >= 0.9


def test_standard_conditions_outside_what_a_period_saw_are_told() -> None:
    series = plant()
    assert made_of(normalised(series, BEFORE, AFTER)).lights.range.kind in (
        RANGE_GOOD, RANGE_OUTSIDE,
    )  # fmt: skip
    for month in AFTER:
        series.drivers["made"][month] *= 4  # type: ignore[index]
    found = made_of(normalised(series, BEFORE, AFTER))
    assert found.lights.range.kind is RANGE_FAR
    assert found.verdict is not Verdict.SHOWN
    assert not any(month.inside for month in found.months)


def test_what_cannot_be_normalised_says_why() -> None:
    series = plant()
    cases = [
        (normalised(series, BEFORE, AFTER[:8]), SHORT),
        (normalised(series, BEFORE[:8], AFTER), SHORT),
        (normalised(series, BEFORE, AFTER, [START + 200]), SHORT),
        (normalised(Series(series.use, {}), BEFORE, AFTER), NO_DRIVER),
        (normalised(Series(series.use, {"same": months(np.ones(48))}), BEFORE, AFTER), CONSTANT),
    ]  # fmt: skip
    twice = {**series.drivers, "twice": {m: 2 * v for m, v in series.drivers["made"].items()}}
    cases.append((normalised(Series(series.use, twice), BEFORE, AFTER), DEPENDENT))
    noise = months(np.random.default_rng(77).normal(0, 1, 48))
    cases.append((normalised(Series(series.use, {"noise": noise}), BEFORE, AFTER), WEAK))
    for found, kind in cases:
        assert isinstance(found, Finding)
        assert found.kind is kind
    assert isinstance(normalised(series, BEFORE[:9], AFTER[:9]), Normalised)


def test_months_without_a_driver_are_left_out() -> None:
    series = plant()
    del series.drivers["made"][BEFORE[-1]]  # type: ignore[attr-defined]
    found = made_of(normalised(series, BEFORE, AFTER))
    assert [month.month for month in found.months] == BEFORE[11:23]


def test_amounts_of_events_are_taken_out_and_widen() -> None:
    """A new line uses 900 a month from the 30th month on: nothing of the works."""
    plain = plant()
    use = {m: v + 900 * (m - START >= 30) for m, v in plain.use.items()}
    added = {START + at: 900.0 for at in range(30, 48)}
    bare = made_of(normalised(plain, BEFORE, AFTER))
    results = [
        made_of(normalised(Series(use, plain.drivers, (Event("line", added=added, tolerance=t),)),
                           BEFORE, AFTER))
        for t in (0.0, 0.3)
    ]  # fmt: skip
    assert bare.half_width is not None
    assert results[0].avoided == pytest.approx(bare.avoided)
    assert results[0].half_width == pytest.approx(bare.half_width)
    assert results[1].half_width is not None
    # By definition: the saving moves by this when all amounts are 30 % more.
    more = Event("line", added={m: 1.3 * v for m, v in added.items()})
    moved = made_of(normalised(Series(use, plain.drivers, (more,)), BEFORE, AFTER))
    part = moved.avoided - results[0].avoided
    assert results[1].half_width == pytest.approx(math.hypot(bare.half_width, part))


@pytest.mark.parametrize(("first", "last"), [(30, 48), (28, 40), (10, 48), (4, 16)])
def test_indicators_of_events_do_not_enter_the_saving(first: int, last: int) -> None:
    """Months with an event of unknown size on either side, within one, or on until the end."""
    plain = plant(noise=1.0)
    share = {START + at: 1.0 for at in range(first, last)}
    use = {m: v + 5000 * share.get(m, 0.0) for m, v in plain.use.items()}
    series = Series(use, plain.drivers, (Event("event", share=share),))
    one = made_of(normalised(plain, BEFORE, AFTER))
    other = made_of(normalised(series, BEFORE, AFTER))
    assert other.avoided == pytest.approx(one.avoided, abs=60)


def test_an_event_that_began_with_the_works_cannot_be_told_from_them() -> None:
    plain = plant()
    event = Event("moved", share=dict.fromkeys(AFTER, 1.0))
    found = normalised(Series(plain.use, plain.drivers, (event,)), BEFORE, AFTER)
    assert isinstance(found, Finding)
    assert (found.kind, found.facts["name"]) == (CONSTANT, "moved")


def test_it_agrees_with_avoided_use_where_both_periods_are_alike() -> None:
    series = plant(noise=0.5)
    one = avoided(series, BEFORE, AFTER)
    other = made_of(normalised(series, BEFORE, AFTER, AFTER))
    assert other.avoided == pytest.approx(one.avoided, rel=1e-3)
