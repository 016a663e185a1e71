"""Least squares without any rounding: the normal equations, solved in whole numbers.

Every double is a whole number over a power of two, so that sums of products and elimination can
be kept exact; only the answers are rounded, once. What is left of the textbook's trouble with
normal equations is their cost, a fraction of a millisecond for a meter's months.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import mul

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Whole = list[int]


def exact_solution(x: Array, y: Array) -> tuple[Array, Array]:
    """Coefficients and residuals of `y` (n) on the columns of `x` (n x p, of full rank).

    Each is the double nearest to the true one; raises OverflowError where there is none.
    """
    if not x.size:
        return np.empty(0), y.copy()
    columns, scales = zip(*(_whole(column) for column in x.T), strict=True)
    target, scale = _whole(y)
    parts, whole = _eliminated(_normal_equations(columns, target))
    below = whole * scale
    beta = [part * each / below for part, each in zip(parts, scales, strict=True)]
    rest = [
        (value * whole - sum(map(mul, row, parts))) / below
        for value, row in zip(target, zip(*columns, strict=True), strict=True)
    ]
    return np.array(beta), np.array(rest)


def _whole(values: Array) -> tuple[Whole, int]:
    """The values times a power of two that makes all of them whole, and that power."""
    ratios = [value.as_integer_ratio() for value in values.tolist()]
    scale = max(below for _, below in ratios)
    return [above * (scale // below) for above, below in ratios], scale


def _normal_equations(columns: Sequence[Whole], target: Whole) -> list[Whole]:
    """The upper triangle of X'X, each row from its diagonal on, with its X'y at the end."""
    return [
        [sum(map(mul, column, other)) for other in (*columns[at:], target)]
        for at, column in enumerate(columns)
    ]


def _eliminated(rows: list[Whole]) -> tuple[Whole, int]:
    """The solution as numerators over one determinant, by Bareiss' elimination.

    Its divisions leave no remainder, and what is left of a symmetric matrix stays symmetric. X'X
    is positive definite, so that no pivot is zero.
    """
    upper, before = [], 1
    while rows:
        first, *rest = rows
        rows = [
            [(a * first[0] - first[at] * b) // before
             for a, b in zip(row, first[at:], strict=True)]
            for at, row in enumerate(rest, start=1)
        ]  # fmt: skip
        upper.append(first)
        before = first[0]
    return _substituted(upper, before), before


def _substituted(upper: list[Whole], whole: int) -> Whole:
    """The numerators over the determinant `whole`, from the last row back to the first."""
    parts: Whole = []
    for pivot, *others, right in reversed(upper):
        parts.insert(0, (whole * right - sum(map(mul, others, parts))) // pivot)
    return parts
