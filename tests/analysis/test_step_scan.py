"""Steps inside a baseline: found where they are, and not where there is none."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from cpdesk.analysis.models.regression import fit
from cpdesk.analysis.models.step_scan import LIMIT, STEP, scan, step_found
from cpdesk.analysis.saving.series import Series
from cpdesk.domain.periods import Month

START = Month(2022, 1)


def series(use: Any, **drivers: Any) -> Series:
    def months(values: Any) -> dict[Month, float]:
        return {START + at: float(value) for at, value in enumerate(values)}

    return Series(months(use), {name: months(values) for name, values in drivers.items()})


def plant(step: float, at: int, n: int = 24, seed: int = 3) -> Series:
    rng = np.random.default_rng(seed)
    made = rng.normal(100, 15, n)
    return series(500 + 8 * made + rng.normal(0, 20, n) + step * (np.arange(n) >= at), made=made)


@pytest.mark.parametrize("at", [6, 11, 18])
@pytest.mark.parametrize("step", [150.0, -150.0])
def test_a_step_is_found_where_it_is(step: float, at: int) -> None:
    given = plant(step, at)
    finding = step_found(given, sorted(given.use))
    assert finding is not None
    assert finding.kind is STEP
    assert finding.facts["month"] == str(START + at)
    assert finding.facts["n"] == 13


def test_f_is_that_of_two_models_compared() -> None:
    given = plant(60.0, 9)
    months = sorted(given.use)
    columns, use = given.columns(months), given.routine(months)
    model = fit(use, columns)
    steps = scan(model, months)
    assert [step.month for step in steps] == [START + at for at in range(6, 19)]
    for at, step in enumerate(steps, start=6):
        other = fit(use, {**columns, "step": [float(k >= at) for k in range(24)]})
        assert step.f == pytest.approx(other.t["step"] ** 2, rel=1e-9)


def test_no_step_where_there_is_none() -> None:
    """Of 300 baselines without a step fewer than one in twenty is doubted; the limit of a single
    test, F of 4.3, would doubt three times as many as it says, some one in six.
    """
    largest = []
    for seed in range(300):
        given = plant(0.0, 0, seed=seed)
        months = sorted(given.use)
        steps = scan(fit(given.routine(months), given.columns(months)), months)
        largest.append(max(step.f for step in steps))
        assert (step_found(given, months) is not None) == (largest[-1] >= LIMIT)
    assert np.mean(np.array(largest) >= LIMIT) < 0.05
    assert np.mean(np.array(largest) >= 4.3) > 0.12


def test_a_step_that_hides_the_driver_is_found_too() -> None:
    given = plant(4_000.0, 12)
    finding = step_found(given, sorted(given.use))
    assert finding is not None
    assert finding.facts["month"] == str(START + 12)


def test_a_step_that_the_drivers_make_is_none() -> None:
    rng = np.random.default_rng(1)
    shift = (np.arange(24) >= 10).astype(float)
    given = series(100 + 50 * shift + rng.normal(0, 1, 24), shift=shift)
    months = sorted(given.use)
    steps = scan(fit(given.routine(months), given.columns(months)), months)
    assert START + 10 not in [step.month for step in steps]
    assert step_found(given, months) is None


def test_too_few_months_or_no_model_are_silent() -> None:
    assert step_found(plant(500.0, 5, n=11), [START + at for at in range(11)]) is None
    given = series(np.arange(24.0), same=np.ones(24))
    assert step_found(given, sorted(given.use)) is None


def test_without_a_driver_the_mean_is_the_model() -> None:
    rng = np.random.default_rng(2)
    given = series(100 + 30 * (np.arange(24) >= 14) + rng.normal(0, 2, 24))
    finding = step_found(given, sorted(given.use))
    assert finding is not None
    assert finding.facts["month"] == str(START + 14)
