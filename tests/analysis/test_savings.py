"""Avoided use: by a model, by a ratio, and what may be said of it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cpdesk.analysis.models.regression import CONSTANT, DEPENDENT
from cpdesk.analysis.saving.avoided import Event, Method, Series, Verdict, avoided
from cpdesk.analysis.saving.verdict import (
    MODEL_GOOD,
    MODEL_NONE,
    MODEL_NOTHING,
    MODEL_SHORT,
    MODEL_SPARE,
    NOT_LESS,
    RANGE_FAR,
    RANGE_GOOD,
    RANGE_NONE,
    RANGE_OUTSIDE,
    RATIO_CHOSEN,
    UNCERTAINTY_GOOD,
    UNCERTAINTY_NONE,
)
from cpdesk.domain.periods import Month

SAMPLES = Path(os.environ.get("CPDESK_SAMPLES", Path(__file__).parents[3] / "shared" / "samples"))
START = Month(2023, 1)


def months(values: Any) -> dict[Month, float]:
    return {START + at: float(value) for at, value in enumerate(values)}


def measured(use: Any, before: int, confidence: float = 0.9, **drivers: Any) -> Any:
    series = Series(months(use), {name: months(values) for name, values in drivers.items()})
    every = sorted(series.use)
    return avoided(series, every[:before], every[before:], confidence)


def plant(saved: float = 3000.0, shift: float = 1.0, noise: float = 200.0) -> tuple[Any, Any]:
    """24 months before and 12 after: 5,000 kWh and 10 for each piece, less what was saved."""
    rng = np.random.default_rng(11)
    pieces = rng.normal(2000, 300, 36)
    pieces[24:] = np.clip(pieces[24:], min(pieces[:24]), max(pieces[:24])) * shift
    use = 5000 + 10 * pieces + rng.normal(0, noise, 36)
    use[24:] -= saved
    return use, pieces


def test_a_saving_that_is_shown() -> None:
    use, pieces = plant()
    result = measured(use, 24, pieces=pieces)
    assert result.method is Method.REGRESSION
    assert result.verdict is Verdict.SHOWN
    assert [light.kind for light in result.lights] == [MODEL_GOOD, RANGE_GOOD, UNCERTAINTY_GOOD]
    assert abs(result.avoided - 36_000) < result.half_width
    assert result.half_width == max(result.exact, result.autocorrelated)
    assert result.fsu == pytest.approx(result.half_width / result.avoided)
    assert sum(month.avoided for month in result.months) == pytest.approx(result.avoided)
    assert sum(month.actual for month in result.months) == pytest.approx(use[24:].sum())


def test_units_of_the_driver_change_nothing() -> None:
    use, pieces = plant()
    one, other = measured(use, 24, d=pieces), measured(use, 24, d=pieces / 12 + 700)
    assert other.avoided == pytest.approx(one.avoided, rel=1e-9)
    assert other.half_width == pytest.approx(one.half_width, rel=1e-9)


def test_a_wider_confidence_is_wider() -> None:
    use, pieces = plant()
    widths = [measured(use, 24, each, d=pieces).half_width for each in (0.68, 0.8, 0.9, 0.95)]
    assert widths == sorted(widths)
    assert len(set(widths)) == 4


def test_production_far_outside_the_baseline_is_only_indicated() -> None:
    use, pieces = plant(shift=0.4)
    result = measured(use, 24, pieces=pieces)
    assert result.lights.range.kind is RANGE_FAR
    assert result.verdict is Verdict.INDICATED
    assert not any(month.inside for month in result.months)


def test_single_months_outside_are_named_but_do_not_forbid() -> None:
    use, pieces = plant(shift=1.15)
    result = measured(use, 24, pieces=pieces)
    assert result.lights.range.kind is RANGE_OUTSIDE
    assert result.verdict is Verdict.SHOWN


def test_nothing_saved_is_not_shown() -> None:
    for saved in (-3000.0, 0.0):
        use, pieces = plant(saved=saved)
        assert measured(use, 24, pieces=pieces).verdict is Verdict.NOT_SHOWN
    use, pieces = plant(saved=-3000.0)
    assert measured(use, 24, pieces=pieces).lights.uncertainty.kind is NOT_LESS


def test_a_driver_too_many_is_named() -> None:
    use, pieces = plant()
    other = np.random.default_rng(2).normal(50, 5, 36)
    light = measured(use, 24, pieces=pieces, other=other).lights.model
    assert light.kind is MODEL_SPARE
    assert light.facts["names"] == "other"


def test_a_short_baseline_gives_a_ratio_without_interval() -> None:
    """Eight months: 100 kWh for 10 pieces; then 80 for 10 and 200 for 20."""
    result = measured([100.0] * 8 + [80, 200], 8, pieces=[10.0] * 8 + [10, 20])
    assert result.method is Method.RATIO
    assert (result.adjusted, result.actual, result.avoided) == pytest.approx((300, 280, 20))
    assert (result.exact, result.half_width, result.fsu, result.fit) == (None, None, None, None)
    assert result.lights.model.kind is MODEL_SHORT
    assert result.lights.uncertainty.kind is UNCERTAINTY_NONE
    assert result.verdict is Verdict.INDICATED


def test_without_a_driver_days_are_compared() -> None:
    """31 kWh for January's 31 days: 28 are expected of February."""
    result = measured([31.0, 20.0], 1)
    assert result.adjusted == pytest.approx(28)
    assert result.lights.model.kind is MODEL_NONE
    assert result.lights.range.kind is RANGE_NONE


def test_drivers_that_explain_nothing_or_say_the_same_are_answered_by_the_ratio() -> None:
    rng = np.random.default_rng(4)
    use, pieces = rng.normal(1000, 30, 24), rng.normal(500, 200, 24)
    result = measured(use, 12, pieces=pieces)
    assert (result.method, result.lights.model.kind) == (Method.RATIO, MODEL_NOTHING)
    assert result.verdict is not Verdict.SHOWN
    result = measured(use, 12, pieces=pieces, twice=2 * pieces)
    assert (result.method, result.lights.model.kind) == (Method.RATIO, DEPENDENT)


def test_a_month_without_its_driver_is_left_out() -> None:
    use, pieces = plant()
    series = Series(months(use), {"pieces": months(pieces)})
    del series.drivers["pieces"][START + 3]  # type: ignore[attr-defined]
    every = sorted(series.use)
    result = avoided(series, every[:24], every[24:])
    assert result.fit is not None
    assert result.fit.n == 23
    assert START + 3 not in [month.month for month in result.baseline]


OPTION_C = SAMPLES / "optc_monthly_example.json"


@pytest.mark.skipif(not OPTION_C.is_file(), reason="the outside samples are not here")
def test_the_published_option_c_example() -> None:
    """Its model and its exact (hat matrix) interval; its ASHRAE 17 % rests on n' above n."""
    said = json.loads(OPTION_C.read_text("utf-8"))
    sides = said["data"]["baseline"], said["data"]["reporting"]
    use, cdd, hdd, warmth = (
        [*sides[0][name], *sides[1][name]] for name in ("kwh", "cdd", "hdd", "temp_f")
    )
    true = said["published"]["hdd_cdd_model"]
    result = measured(use, 12, 0.8, cdd=cdd, hdd=hdd)
    names = (("const", "intercept"), ("cdd", "cdd"), ("hdd", "hdd"))
    for ours, theirs in names:
        assert result.fit.coefficients[ours] == pytest.approx(true[theirs], rel=1e-9)
        assert result.fit.standard_errors[ours] == pytest.approx(true[f"se_{theirs}"], rel=1e-9)
    assert result.fit.r2 == pytest.approx(true["r2"], rel=1e-9)
    assert result.fit.adjusted_r2 == pytest.approx(true["adj_r2"], abs=5e-5)
    assert result.fit.residual_sd == pytest.approx(true["rmse"], rel=1e-9)
    assert result.fit.f == pytest.approx(true["f"], rel=1e-9)
    assert result.fit.f_p == pytest.approx(true["f_p"], rel=1e-3)
    assert result.avoided == pytest.approx(true["avoided_kwh"], rel=1e-9)
    exact = said["reproduced_here"]["exact_ols_hat_matrix"]
    assert result.exact / result.avoided == pytest.approx(exact, rel=1e-9)
    assert result.autocorrelated >= result.exact
    other = measured(use, 12, 0.8, warmth=warmth)
    true = said["published"]["temperature_model"]
    assert other.fit.coefficients["warmth"] == pytest.approx(true["slope"], rel=1e-9)
    assert other.avoided == pytest.approx(true["avoided_kwh"], rel=1e-9)


def with_event(event: Event, extra: Any) -> Any:
    """The plant with `extra` kWh in some months that its pieces do not explain."""
    use, pieces = plant(noise=100.0)
    use = use + np.asarray(extra)
    series = Series(months(use), {"pieces": months(pieces)}, (event,))
    every = sorted(series.use)
    return avoided(series, every[:24], every[24:])


def test_a_new_line_is_given_to_the_adjusted_baseline() -> None:
    """A line added after the upgrade uses 2,000 kWh a month, known to 10 %."""
    extra = np.r_[np.zeros(24), np.full(12, 2000.0)]
    added = {START + at: 2000.0 for at in range(24, 36)}
    plain_use, pieces = plant(noise=100.0)
    alone = measured(plain_use, 24, pieces=pieces)
    found = with_event(Event("J1", added=added, tolerance=0.1), extra)
    assert found.avoided == pytest.approx(alone.avoided, rel=1e-9)
    assert found.half_width == pytest.approx(np.hypot(alone.half_width, 2400), rel=1e-9)
    assert found.months[0].half_width == pytest.approx(np.hypot(alone.months[0].half_width, 200))
    assert {month.added for month in found.months} == {2000.0}


def test_what_happened_in_the_baseline_is_taken_out_before_the_model_is_made() -> None:
    extra = np.r_[np.zeros(6), np.full(6, 4000.0), np.zeros(24)]
    plain_use, pieces = plant(noise=100.0)
    alone = measured(plain_use, 24, pieces=pieces)
    added = {START + at: 4000.0 for at in range(6, 12)}
    found = with_event(Event("J1", added=added, tolerance=0.1), extra)
    assert found.avoided == pytest.approx(alone.avoided, rel=1e-9)
    # Six of 24 months carry it: what is wrong of it moves the twelve by about a quarter.
    moved = np.sqrt(found.half_width**2 - alone.half_width**2)
    assert moved == pytest.approx(0.1 * 4000 * 12 * 0.25, rel=0.3)


def test_an_indicator_finds_out_by_itself_what_an_event_was_worth() -> None:
    extra = np.r_[np.zeros(6), np.full(6, 4000.0), np.zeros(24)]
    found = with_event(Event("J1", share={START + at: 1.0 for at in range(6, 12)}), extra)
    assert found.fit is not None
    assert found.fit.coefficients["J1"] == pytest.approx(4000, abs=150)
    assert abs(found.avoided - 36_000) < found.half_width
    assert found.drivers == ("pieces",)


def test_an_indicator_that_never_changes_in_the_baseline_is_no_model() -> None:
    found = with_event(Event("J1", share={START + at: 1.0 for at in range(24, 36)}), np.zeros(36))
    assert found.method is Method.RATIO
    assert found.lights.model.kind is CONSTANT


def test_the_ratio_can_be_asked_for() -> None:
    use, pieces = plant()
    series = Series(months(use), {"pieces": months(pieces)})
    every = sorted(series.use)
    found = avoided(series, every[:24], every[24:], by_ratio=True)
    assert found.method is Method.RATIO
    assert found.lights.model.kind is RATIO_CHOSEN
    assert found.verdict is Verdict.INDICATED
