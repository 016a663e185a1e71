"""Ordinary least squares with all that a verifier asks for.

QR of the centred, scaled columns shows whether they can be told apart, and how far each
coefficient may be trusted; coefficients and residuals themselves are computed without rounding.
Definitions follow the console's `fit` contract: CV(RMSE) and NMBE divide by n - p with the
intercept counted in p; R2 is uncentred without an intercept; AICc = n ln(SSE/n) + 2k +
2k(k+1)/(n-k-1) with k = p + 1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cpdesk.analysis.models.distributions import f_upper, t_two_sided
from cpdesk.analysis.models.exact import exact_solution
from cpdesk.domain.findings import blocking
from cpdesk.domain.words import N_

Array = NDArray[np.float64]
CONST = "const"
_EPSILON = float(np.finfo(float).eps)

TOO_FEW = blocking(
    "model-too-few",
    N_("{n} values are too few for a model with {p} parameters. Add months or drop a driver."),
)
DEPENDENT = blocking(
    "model-dependent",
    N_(
        "The drivers {names} say the same thing, or do not change at all. "
        "Drop one: no model can tell them apart."
    ),
)
CONSTANT = blocking(
    "model-constant",
    N_("The driver {name} is the same in every month, so it explains nothing. Leave it out."),
)
NOT_FINITE = blocking(
    "model-not-finite", N_("The model's columns hold something that is no figure.")
)


@dataclass(frozen=True)
class Fit:
    """A fitted model: per-coefficient statistics by name, the intercept as `const`."""

    n: int
    names: tuple[str, ...]
    intercept: bool
    coefficients: Mapping[str, float]
    standard_errors: Mapping[str, float]
    t: Mapping[str, float]
    p: Mapping[str, float]
    r2: float
    adjusted_r2: float
    f: float
    f_p: float
    residual_sd: float
    cv_rmse: float
    nmbe: float
    durbin_watson: float
    lag1: float
    aicc: float
    vif: Mapping[str, float]
    y: Array
    x: Array
    residuals: Array
    inverse: Array

    @property
    def parameters(self) -> int:
        return len(self.coefficients)

    @property
    def df(self) -> int:
        return self.n - self.parameters

    @property
    def vector(self) -> Array:
        return np.array(list(self.coefficients.values()))

    def design(self, columns: Mapping[str, Sequence[float]], rows: int) -> Array:
        """The matrix of the model's columns for other rows, the intercept first."""
        return _design(columns, self.names, rows, self.intercept)

    def predict(self, design: Array) -> Array:
        return np.asarray(design @ self.vector)

    @property
    def leverage(self) -> Array:
        """How much each month pulls the model towards itself, 0 to 1; they add up to p."""
        return np.asarray(((self.x @ self.inverse) * self.x).sum(axis=1))

    @property
    def left_out(self) -> Array:
        """The residual of each month in a model made without it; NaN where that cannot be."""
        rest = 1 - self.leverage
        return np.where(rest > 1e-12, self.residuals / np.where(rest > 1e-12, rest, 1), math.nan)

    @property
    def cook(self) -> Array:
        """Cook's distance of each month."""
        spread = self.parameters * self.residual_sd**2
        return self.left_out**2 * self.leverage / spread if spread else np.full(self.n, math.nan)

    @property
    def loo_cv_rmse(self) -> float:
        """CV(RMSE) of months predicted by a model that has not seen them (leave-one-out)."""
        return _ratio(math.sqrt(float((self.left_out**2).mean())), float(self.y.mean()))


def fit(
    y: Sequence[float], columns: Mapping[str, Sequence[float]], *, intercept: bool = True
) -> Fit:
    """Fit `y` on the columns; raises Refusal for too few rows, dependent or unreadable columns."""
    names = tuple(columns)
    values = np.asarray(y, dtype=float)
    x = _design(columns, names, len(values), intercept)
    n, p = x.shape
    if not (np.isfinite(values).all() and np.isfinite(x).all()):
        raise NOT_FINITE.refuse()
    if n <= p:
        raise TOO_FEW.refuse(n=n, p=p)
    return _statistics(values, x, _solve(x, values, names, intercept), names, intercept)


@dataclass(frozen=True)
class _Solution:
    """Coefficients, residuals, (X'X)^-1, and the variance inflation of each driver."""

    beta: Array
    residuals: Array
    inverse: Array
    vif: Array


def _design(
    columns: Mapping[str, Sequence[float]], names: Sequence[str], rows: int, intercept: bool
) -> Array:
    parts = [np.ones(rows)] if intercept else []
    parts += [np.asarray(columns[name], dtype=float) for name in names]
    return np.column_stack(parts) if parts else np.empty((rows, 0))


def _solve(x: Array, y: Array, names: Sequence[str], intercept: bool) -> _Solution:
    """The columns are judged centred and scaled to length one."""
    body = x[:, 1:] if intercept else x
    centre = body.mean(axis=0) if intercept else np.zeros(body.shape[1])
    scale = _lengths(body, body - centre, names)
    z = (body - centre) / scale
    r = np.asarray(np.linalg.qr(z, mode="r"))
    _check_rank(r, 1e-12 + 10 * _EPSILON * np.linalg.norm(body, axis=0) / scale, names)
    beta, residuals = _exact(x, y)
    upper = np.linalg.solve(r, np.eye(len(scale))) if len(scale) else r
    scaled = upper @ upper.T
    inverse = scaled / np.outer(scale, scale)
    if intercept:
        inverse = _with_intercept(inverse, centre, len(y))
    return _Solution(beta, residuals, inverse, np.diag(scaled))


def _exact(x: Array, y: Array) -> tuple[Array, Array]:
    try:
        return exact_solution(x, y)
    except OverflowError:
        raise NOT_FINITE.refuse() from None


def _lengths(body: Array, shifted: Array, names: Sequence[str]) -> Array:
    """The length of each shifted column; one that does not change has none."""
    lengths = np.linalg.norm(shifted, axis=0)
    constant = lengths <= 1e-12 * np.maximum(np.linalg.norm(body, axis=0), 1e-300)
    for name, is_constant in zip(names, constant, strict=True):
        if is_constant:
            raise CONSTANT.refuse(name=name)
    return np.asarray(lengths)


def _check_rank(r: Array, limits: Array, names: Sequence[str]) -> None:
    """A column that the ones before it make up leaves next to nothing on the diagonal."""
    for at, limit in enumerate(limits):
        if abs(r[at, at]) <= limit:
            parts = np.linalg.solve(r[:at, :at], r[:at, at])
            same = [names[k] for k in range(at) if abs(parts[k]) > 1e-6] + [names[at]]
            raise DEPENDENT.refuse(names=", ".join(same))


def _with_intercept(inverse: Array, centre: Array, n: int) -> Array:
    whole = np.empty((len(centre) + 1, len(centre) + 1))
    whole[1:, 1:] = inverse
    whole[0, 1:] = whole[1:, 0] = -inverse @ centre
    whole[0, 0] = 1 / n + centre @ inverse @ centre
    return whole


def _statistics(
    y: Array, x: Array, solution: _Solution, names: tuple[str, ...], intercept: bool
) -> Fit:
    n, p = x.shape
    beta, inverse, residuals = solution.beta, solution.inverse, solution.residuals
    sse = float(residuals @ residuals)
    sst = _total(y, intercept)
    sd = math.sqrt(sse / (n - p))
    errors = sd * np.sqrt(np.diag(inverse))
    keys = ((CONST,) if intercept else ()) + names
    t = _divide(beta, errors)
    slopes = p - intercept
    r2 = 1 - sse / sst if sst else math.nan
    f = _f((sst - sse) / slopes, sd * sd) if slopes and sst else math.nan
    return Fit(
        n, names, intercept, _named(keys, beta), _named(keys, errors), _named(keys, t),
        {key: t_two_sided(float(each), n - p) for key, each in zip(keys, t, strict=True)},
        r2, 1 - (1 - r2) * (n - intercept) / (n - p), f,
        f_upper(f, slopes, n - p) if slopes else math.nan, sd,
        _ratio(sd, float(y.mean())), _ratio(float(residuals.sum()) / (n - p), float(y.mean())),
        _ratio(float((np.diff(residuals) ** 2).sum()), sse),
        _ratio(float(residuals[1:] @ residuals[:-1]), sse), aicc(sse, n, p),
        _named(names, solution.vif), y, x, residuals, inverse,
    )  # fmt: skip


def _f(explained: float, unexplained: float) -> float:
    return explained / unexplained if unexplained else math.inf


def _total(y: Array, intercept: bool) -> float:
    """The sum of squares to be explained; zero where only rounding is left of it."""
    total = float(((y - y.mean()) ** 2).sum()) if intercept else float(y @ y)
    return total if total > len(y) * (4 * _EPSILON * float(np.abs(y).max())) ** 2 else 0.0


def _named(keys: Sequence[str], values: Array) -> dict[str, float]:
    return {key: float(value) for key, value in zip(keys, values, strict=True)}


def _divide(beta: Array, errors: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(beta / errors)


def _ratio(one: float, other: float) -> float:
    return one / other if other else math.nan


def aicc(sse: float, n: int, p: int) -> float:
    """Akaike's criterion for few values; `p` counts every parameter but the spread itself."""
    k = p + 1
    if n <= k + 1 or sse <= 0:
        return math.nan
    return n * math.log(sse / n) + 2 * k + 2 * k * (k + 1) / (n - k - 1)
