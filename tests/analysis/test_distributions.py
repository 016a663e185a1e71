"""Student t and F against mpmath at 40 digits, far tails included."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest

from cpdesk.analysis.models.distributions import (
    f_quantile,
    f_upper,
    f_upper_each,
    t_quantile,
    t_two_sided,
)

mpmath.mp.dps = 40
# approx() would let any tiny tail pass by its absolute tolerance, so that is switched off.
CLOSE = {"rel": 1e-9, "abs": 0.0}


def true_tail(a: float, b: float, one: object, other: object) -> float:
    """I at one / (one + other) as mpmath has it."""
    x = mpmath.mpf(one) / (mpmath.mpf(one) + mpmath.mpf(other))
    return float(mpmath.betainc(mpmath.mpf(a), mpmath.mpf(b), 0, x, regularized=True))


@pytest.mark.parametrize("df", [0.5, 1, 2, 3, 9, 21, 33.7, 120, 5000])
@pytest.mark.parametrize("t", [1e-12, 1e-6, 0.1, 0.5, 1.0, 1.72, 3.0, 12.0, 30.0, 80.0, 1e8])
def test_t_tails(t: float, df: float) -> None:
    true = true_tail(df / 2, 0.5, df, mpmath.mpf(t) ** 2)
    assert t_two_sided(t, df) == pytest.approx(true, **CLOSE)
    assert t_two_sided(-t, df) == t_two_sided(t, df)


@pytest.mark.parametrize("d1", [1, 2, 5, 10, 60])
@pytest.mark.parametrize("d2", [1, 3, 9, 30, 400, 5000])
@pytest.mark.parametrize("f", [1e-8, 0.01, 0.5, 1.0, 3.0065, 20.0, 500.0, 1e5])
def test_f_tails(f: float, d1: int, d2: int) -> None:
    true = true_tail(d2 / 2, d1 / 2, d2, d1 * mpmath.mpf(f))
    if 0 < true < 1e-300:
        pytest.skip("below the smallest number that is kept exactly")
    assert f_upper(f, d1, d2) == pytest.approx(true, **CLOSE)


@pytest.mark.parametrize("df", [1, 3, 21, 33.7, 1000, 100_000])
@pytest.mark.parametrize("confidence", [0.01, 0.5, 0.68, 0.8, 0.9, 0.95, 0.999999])
def test_quantiles_of_t_are_inverse(confidence: float, df: float) -> None:
    assert t_two_sided(t_quantile(confidence, df), df) == pytest.approx(1 - confidence, **CLOSE)


@pytest.mark.parametrize("upper", [0.999, 0.5, 0.1, 0.05, 1e-6, 1e-30])
@pytest.mark.parametrize(("d1", "d2"), [(1, 9), (2, 9), (5, 6), (3, 400)])
def test_quantiles_of_f_are_inverse(upper: float, d1: int, d2: int) -> None:
    assert f_upper(f_quantile(upper, d1, d2), d1, d2) == pytest.approx(upper, **CLOSE)


@pytest.mark.parametrize("df", [1, 2, 9, 21, 33.7, 500])
@pytest.mark.parametrize("outside", [0.9, 0.5, 0.1, 1e-3, 1e-9, 1e-30])
def test_quantiles_of_t_are_those_of_mpmath(outside: float, df: float) -> None:
    """The root itself, not only its way back: a tail of 1e-30 is asked of the F with one degree."""
    if 1 - outside < 1 - 1e-12:
        ours = t_quantile(1 - outside, df)
        tail = mpmath.mpf(1) - mpmath.mpf(1 - outside)  # what the double really leaves
    else:
        ours, tail = math.sqrt(f_quantile(outside, 1, df)), mpmath.mpf(outside)
    assert ours == pytest.approx(float(true_quantile(ours, tail, 1, df)) ** 0.5, **CLOSE)


@pytest.mark.parametrize("upper", [0.999, 0.5, 0.1, 1e-6, 1e-30, 1e-100])
@pytest.mark.parametrize(("d1", "d2"), [(1, 9), (2, 9), (5, 6), (3, 400), (60, 3)])
def test_quantiles_of_f_are_those_of_mpmath(upper: float, d1: int, d2: int) -> None:
    ours = f_quantile(upper, d1, d2)
    assert ours == pytest.approx(float(true_quantile(ours, mpmath.mpf(upper), d1, d2)), **CLOSE)


def true_quantile(start: float, tail: object, d1: float, d2: float) -> object:
    """The F whose upper tail this is, by mpmath's own search in its logarithm."""

    def miss(log: object) -> object:
        x = d2 / (d2 + d1 * mpmath.exp(log))
        upper = mpmath.betainc(
            mpmath.mpf(d2) / 2, mpmath.mpf(d1) / 2, 0, x, regularized=True
        )
        return mpmath.log(upper / tail)

    near = mpmath.log(mpmath.mpf(start))
    found = mpmath.findroot(miss, (near - mpmath.mpf("1e-3"), near + mpmath.mpf("1e-3")))
    return mpmath.exp(found)


@pytest.mark.parametrize("d2", [1.0, 2.0, 3.0, 9.0, 29.0, 33.7, 120.0, 500.0])
def test_many_at_once_are_those_of_mpmath(d2: float) -> None:
    """Of t too: its square is an F with one degree."""
    f = np.array([1e-12, 1e-6, 1e-3, 0.1, 0.5, 0.9, 1.0, 1.3, 3.0, 12.0, 80.0, 1e4, 1e8])
    for d1 in (1.0, 2.0, 3.0, 8.0, 60.0):
        ours = f_upper_each(f, np.full(len(f), d1), np.full(len(f), d2)).tolist()
        true = [true_tail(d2 / 2, d1 / 2, d2, d1 * mpmath.mpf(each)) for each in f.tolist()]
        pairs = [(one, other) for one, other in zip(ours, true, strict=True) if other > 1e-300]
        assert len(pairs) >= 10
        for one, other in pairs:
            assert one == pytest.approx(other, **CLOSE)


def test_many_at_once_at_the_edges() -> None:
    f = np.array([0.0, math.inf, math.nan])
    found = f_upper_each(f, np.full(3, 2.0), np.full(3, 9.0))
    assert found[:2].tolist() == [1.0, 0.0]
    assert math.isnan(found[2])


def test_the_edges() -> None:
    assert t_two_sided(0.0, 5) == 1.0
    assert t_two_sided(math.inf, 5) == 0.0
    assert math.isnan(t_two_sided(math.nan, 5))
    assert f_upper(0.0, 2, 9) == 1.0
    assert f_upper(math.inf, 2, 9) == 0.0
    assert math.isnan(f_upper(math.nan, 2, 9))


def test_printed_values() -> None:
    """Student's table, and the F limits that EnPI Lite states for twelve months."""
    assert t_quantile(0.90, 21) == pytest.approx(1.7207, abs=5e-5)
    assert t_quantile(0.68, 21) == pytest.approx(1.0186, abs=5e-5)
    for predictors, limit in enumerate((3.2850, 3.0065, 2.9238, 2.9605, 3.1075), start=1):
        assert f_quantile(0.10, predictors, 11 - predictors) == pytest.approx(limit, abs=1e-4)
