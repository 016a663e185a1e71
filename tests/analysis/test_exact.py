"""Least squares without rounding, against arithmetic of 60 digits and where the answer is known."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest

from cpdesk.analysis.models.exact import exact_solution
from cpdesk.analysis.models.regression import NOT_FINITE, fit
from cpdesk.domain.findings import Refusal


def by_mpmath(x: np.ndarray, y: np.ndarray) -> tuple[list[float], list[float]]:
    """The normal equations at 400 digits, through mpmath's LU decomposition."""
    with mpmath.workdps(400):
        big, target = mpmath.matrix(x.tolist()), mpmath.matrix(y.tolist())
        beta = mpmath.lu_solve(big.T * big, big.T * target)
        return [float(each) for each in beta], [float(each) for each in target - big * beta]


@pytest.mark.parametrize("near", [1.0, 1e-3, 1e-6, 1e-9])
def test_the_nearest_doubles_even_where_columns_are_nearly_alike(near: float) -> None:
    rng = np.random.default_rng(8)
    first = rng.normal(1e5, 3e3, 24)
    x = np.column_stack([np.ones(24), first, first + near * rng.normal(0, 1, 24),
                         rng.normal(1e-4, 1e-5, 24)])  # fmt: skip
    y = 7e6 + 3 * first + rng.normal(0, 2e4, 24)
    beta, residuals = exact_solution(x, y)
    true_beta, true_residuals = by_mpmath(x, y)
    assert beta.tolist() == true_beta
    assert residuals.tolist() == true_residuals


def test_a_perfect_line_leaves_nothing() -> None:
    x = np.column_stack([np.ones(5), np.arange(5.0)])
    beta, residuals = exact_solution(x, 3 + 0.5 * np.arange(5.0))
    assert beta.tolist() == [3.0, 0.5]
    assert residuals.tolist() == [0.0] * 5


def test_without_a_column_all_is_left_over() -> None:
    beta, residuals = exact_solution(np.empty((3, 0)), np.array([1.0, 2.0, 4.0]))
    assert beta.size == 0
    assert residuals.tolist() == [1.0, 2.0, 4.0]


def test_a_coefficient_too_large_for_a_figure_is_refused() -> None:
    x = np.arange(12.0) ** 2 * 1e-160
    with pytest.raises(Refusal) as caught:
        fit((np.arange(12.0) * 1e150).tolist(), {"x": x.tolist()})
    assert caught.value.finding.kind is NOT_FINITE
