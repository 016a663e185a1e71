"""Whether intervals hold the truth as often as they claim, by simulation."""

from __future__ import annotations

import os

import numpy as np
import pytest

from cpdesk.analysis.models.regression import fit
from cpdesk.analysis.saving.uncertainty import Places, half_width

PROVE = bool(os.environ.get("CPDESK_PROVE"))
RUNS = 10_000 if PROVE else 2_000
SLACK = 0.0 if PROVE else 0.013  # two standard errors of two thousand runs, which are seeded


def coverage(n: int, rho: float, shift: float = 1.0, runs: int = RUNS) -> tuple[float, float]:
    """How often the 90 % interval of twelve months' saving holds it: exact, autocorrelated."""
    rng = np.random.default_rng(20260101)
    held = np.zeros(2)
    for _ in range(runs):
        x = np.column_stack([rng.normal(500, 60, n + 12), rng.normal(150, 90, n + 12)])
        x[n:, 0] *= shift
        noise = errors(rng, n + 13, rho)
        y = 20_000 + 120 * x[:, 0] + 40 * x[:, 1] + np.delete(noise, n) * 2_000
        model = fit(y[:n], {"a": x[:n, 0], "b": x[:n, 1]})
        design = model.design({"a": x[n:, 0], "b": x[n:, 1]}, 12)
        width = half_width(model, design, Places.following(n, 1, 12), 0.9)
        missed = abs(float((model.predict(design) - y[n:]).sum()))
        assert width.autocorrelated >= width.exact * (1 - 1e-12)
        held += (missed <= width.exact, missed <= width.autocorrelated)
    return float(held[0] / runs), float(held[1] / runs)


def errors(rng: np.random.Generator, size: int, rho: float) -> np.ndarray:
    fresh = rng.normal(0, 1, size)
    made = np.empty(size)
    made[0] = fresh[0]
    for step in range(1, size):
        made[step] = rho * made[step - 1] + np.sqrt(1 - rho**2) * fresh[step]
    return made


@pytest.mark.parametrize(("n", "shift"), [(12, 1.0), (24, 1.0), (24, 0.7), (24, 1.3)])
def test_exact_interval_keeps_its_promise_when_months_are_independent(
    n: int, shift: float
) -> None:
    exact, corrected = coverage(n, 0.0, shift)
    assert 0.89 - SLACK <= exact <= 0.91 + SLACK
    assert corrected >= 0.89 - SLACK


@pytest.mark.parametrize(("n", "rho", "least"), [(24, 0.3, 0.88), (24, 0.6, 0.88), (12, 0.6, 0.80)])
def test_corrected_interval_holds_when_months_remember(n: int, rho: float, least: float) -> None:
    exact, corrected = coverage(n, rho)
    assert corrected >= least - SLACK
    assert corrected > exact
