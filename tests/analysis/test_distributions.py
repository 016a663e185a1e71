"""Student t and F against mpmath at 40 digits, far tails included."""

from __future__ import annotations

import mpmath
import pytest

from cpdesk.analysis.distributions import f_upper, t_quantile, t_two_sided

mpmath.mp.dps = 40


@pytest.mark.parametrize("df", [1, 2, 3, 9, 21, 33.7, 120, 5000])
@pytest.mark.parametrize("t", [1e-6, 0.1, 0.5, 1.0, 1.72, 3.0, 12.0, 80.0])
def test_t_tails(t: float, df: float) -> None:
    x = mpmath.mpf(df) / (mpmath.mpf(df) + mpmath.mpf(t) ** 2)
    true = mpmath.betainc(mpmath.mpf(df) / 2, mpmath.mpf("0.5"), 0, x, regularized=True)
    assert t_two_sided(t, df) == pytest.approx(float(true), rel=1e-9)


@pytest.mark.parametrize(("d1", "d2"), [(1, 9), (2, 9), (5, 6), (3, 30), (10, 400)])
@pytest.mark.parametrize("f", [0.01, 0.5, 1.0, 3.0065, 20.0, 500.0])
def test_f_tails(f: float, d1: int, d2: int) -> None:
    x = mpmath.mpf(d2) / (d2 + d1 * mpmath.mpf(f))
    true = mpmath.betainc(mpmath.mpf(d2) / 2, mpmath.mpf(d1) / 2, 0, x, regularized=True)
    assert f_upper(f, d1, d2) == pytest.approx(float(true), rel=1e-9)


@pytest.mark.parametrize("df", [1, 3, 21, 33.7, 1000])
@pytest.mark.parametrize("confidence", [0.01, 0.5, 0.68, 0.8, 0.9, 0.95, 0.999999])
def test_quantiles_are_inverse(confidence: float, df: float) -> None:
    assert 1 - t_two_sided(t_quantile(confidence, df), df) == pytest.approx(confidence, rel=1e-9)


def test_printed_values() -> None:
    """Student's table, and the F limits that EnPI Lite states for twelve months."""
    assert t_quantile(0.90, 21) == pytest.approx(1.7207, abs=5e-5)
    assert t_quantile(0.68, 21) == pytest.approx(1.0186, abs=5e-5)
    for predictors, limit in enumerate((3.2850, 3.0065, 2.9238, 2.9605, 3.1075), start=1):
        assert f_upper(limit, predictors, 11 - predictors) == pytest.approx(0.10, abs=2e-5)
