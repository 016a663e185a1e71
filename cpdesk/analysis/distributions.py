"""Student t and F from the regularised incomplete beta function (Lentz's continued fraction)."""

from __future__ import annotations

import math
from collections.abc import Callable

_TINY = 1e-300
_STEPS = 10_000


def incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised I_x(a, b) for a, b > 0 and 0 <= x <= 1."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - _front(b, a, 1 - x) * _fraction(b, a, 1 - x) / b
    return _front(a, b, x) * _fraction(a, b, x) / a


def _front(a: float, b: float, x: float) -> float:
    log_beta = math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
    return math.exp(a * math.log(x) + b * math.log1p(-x) - log_beta)


def _fraction(a: float, b: float, x: float) -> float:
    """Numerical Recipes 6.4: the continued fraction by the modified Lentz method."""
    c, d = 1.0, 1 / _away(1 - (a + b) * x / (a + 1))
    result = d
    for m in range(1, _STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d, c = 1 / _away(1 + term * d), _away(1 + term / c)
            result *= c * d
        if abs(c * d - 1) < 1e-15:
            return result
    raise ArithmeticError(f"the continued fraction does not converge at {a}, {b}, {x}")


def _away(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def t_two_sided(t: float, df: float) -> float:
    """The probability that |T| exceeds |t|, with `df` degrees of freedom."""
    if math.isinf(t):
        return 0.0
    return _tail(df / 2, 0.5, df, t * t)


def t_quantile(confidence: float, df: float) -> float:
    """The t within which |T| stays with this probability (0 < confidence < 1)."""
    return _root(lambda t: t_two_sided(t, df) - (1 - confidence))


def f_upper(f: float, between: float, within: float) -> float:
    """The probability that F exceeds `f`."""
    if f <= 0:
        return 1.0
    return _tail(within / 2, between / 2, within, between * f)


def _tail(a: float, b: float, one: float, other: float) -> float:
    """I_x(a, b) at x = one / (one + other), by whichever side loses no digits."""
    if other < one:
        return 1 - incomplete_beta(b, a, other / (one + other))
    return incomplete_beta(a, b, one / (one + other))


def _root(falling: Callable[[float], float]) -> float:
    """Where a falling function of a positive number meets zero, by bisection."""
    low, high = 0.0, 1.0
    while falling(high) > 0:
        low, high = high, high * 2
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if falling(middle) > 0 else (low, middle)
    return (low + high) / 2
