"""Every model of some columns in one batch, from the products of the centred, scaled columns.

Where columns are too much alike for that, a model is fitted by itself or named as impossible.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cpdesk.analysis.models.candidate import Batch, Masks, Table
from cpdesk.analysis.models.candidate import Candidate as Candidate
from cpdesk.analysis.models.distributions import f_upper_each
from cpdesk.analysis.models.regression import DEPENDENT, Array, Fit, fit
from cpdesk.domain.findings import Finding, Refusal, warning
from cpdesk.domain.words import N_

_ALIKE = 1e-9  # of the determinant of the correlations: below it products lose half their digits

SAME = warning(
    "candidates-dependent",
    N_("{names} say the same thing, so there is no model with all of them."),
)
FEW_MONTHS = warning(
    "candidates-few-months",
    N_("{n} months are too few for models of more than {k} columns; those are left out."),
)


def all_models(table: Table) -> tuple[list[Candidate], list[Finding]]:
    """The models that can be made, and why others cannot."""
    masks, n = table.masks(), len(table.y)
    fitting = masks[masks.sum(axis=1) + 1 < n]
    doubts = [] if len(fitting) == len(masks) else [FEW_MONTHS.at(n=n, k=n - 2)]
    gram = _products(table.z, fitting)
    sound = np.linalg.det(gram) > _ALIKE
    found = [*_batch(table, fitting[sound], gram[sound])]
    for mask in fitting[~sound]:
        one = _alone(table, mask)
        if isinstance(one, Batch):
            found += one
        elif one not in doubts:
            doubts.append(one)
    return found, doubts


def _products(z: Array, masks: Masks) -> Array:
    """Z'Z of each model's columns (models x k x k), with ones in place of the other columns."""
    both = masks[:, :, None] & masks[:, None, :]
    return np.asarray(np.where(both, z.T @ z, np.eye(z.shape[1])))


def _alone(table: Table, mask: Masks) -> Batch | Finding:
    """A model whose columns are much alike, fitted by itself."""
    try:
        model = fit(table.y.tolist(), table.columns(mask))
    except Refusal as refusal:
        if refusal.finding.kind is not DEPENDENT:
            raise
        return SAME.at(names=refusal.finding.facts["names"])
    return _of_fit(table, mask, model)


def _of_fit(table: Table, mask: Masks, model: Fit) -> Batch:
    def spread(values: Mapping[str, float], has: Masks) -> Array:
        row = np.zeros((1, len(has)))
        row[0, has] = list(values.values())
        return row

    named = np.insert(mask, 0, True)
    whole = (model.r2, model.adjusted_r2, model.f, model.f_p, model.aicc, model.cv_rmse,
             model.loo_cv_rmse)  # fmt: skip
    return Batch(
        table, mask[None, :], spread(model.coefficients, named), spread(model.t, named),
        spread(model.p, named), spread(model.vif, mask), np.array([whole]),
    )  # fmt: skip


@dataclass(frozen=True)
class _Solved:
    """Of each model: slopes of the scaled columns, (Z'Z)^-1, residuals, and their squares.

    `k` counts the columns, `df` the degrees of freedom left.
    """

    beta: Array
    inverse: Array
    residuals: Array
    sse: Array
    k: Array
    df: Array

    @property
    def vif(self) -> Array:
        return np.diagonal(self.inverse, axis1=1, axis2=2)


def _batch(table: Table, masks: Masks, gram: Array) -> Batch:
    solved = _solved(table, masks, gram)
    coefficients, t = _coefficients(table, solved)
    r2, adjusted, f, *others = _whole(table, solved)
    p, f_p = _chances(solved, np.insert(masks, 0, True, axis=1), t, f)
    whole = np.column_stack([r2, adjusted, f, f_p, *others])
    return Batch(table, masks, coefficients, t, p, solved.vif, whole)


def _solved(table: Table, masks: Masks, gram: Array) -> _Solved:
    z, y = table.z, table.y - table.y.mean()
    inverse = np.linalg.inv(gram) * (masks[:, :, None] & masks[:, None, :])
    beta = inverse @ (z.T @ y)
    residuals = y - beta @ z.T
    sse = (residuals**2).sum(axis=1)
    k = masks.sum(axis=1).astype(float)
    return _Solved(beta, inverse, residuals, sse, k, len(y) - 1 - k)


def _coefficients(table: Table, solved: _Solved) -> tuple[Array, Array]:
    """Coefficients in the drivers' units, the intercept first, and their t."""
    slopes = solved.beta / table.scale
    base = table.y.mean() - slopes @ table.centre
    far = table.centre / table.scale
    base_variance = 1 / len(table.y) + (solved.inverse @ far) @ far
    variances = np.column_stack([base_variance, solved.vif / table.scale**2])
    errors = np.sqrt(variances * (solved.sse / solved.df)[:, None])
    coefficients = np.column_stack([base, slopes])
    with np.errstate(divide="ignore", invalid="ignore"):
        return coefficients, coefficients / errors


def _chances(solved: _Solved, kept: Masks, t: Array, f: Array) -> tuple[Array, Array]:
    """The p of every t (models x k + 1) and of every F, all in one go."""
    each = np.nonzero(kept)[0]
    both = f_upper_each(
        np.concatenate([t[kept] ** 2, f]), np.concatenate([np.ones(len(each)), solved.k]),
        np.concatenate([solved.df[each], solved.df]),
    )  # fmt: skip
    p = np.full(t.shape, math.nan)
    p[kept] = both[: len(each)]
    return p, both[len(each) :]


def _whole(table: Table, solved: _Solved) -> tuple[Array, ...]:
    """Of each model: R2, adjusted R2, F, AICc, CV(RMSE), and leave-one-out CV(RMSE)."""
    n, sse, df = len(table.y), solved.sse, solved.df
    mean = float(table.y.mean()) or math.nan
    sst = float(((table.y - table.y.mean()) ** 2).sum())
    rest = 1 - 1 / n - _leverage(table.z, solved.inverse)
    left_out = solved.residuals / np.where(rest > 1e-12, rest, math.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        f = np.maximum(sst - sse, 0.0) / solved.k / (sse / df)
    r2 = 1 - sse / sst
    adjusted = 1 - (1 - r2) * (n - 1) / df
    loo = np.sqrt((left_out**2).mean(axis=1)) / mean
    return r2, adjusted, f, _aicc(sse, n, solved.k + 2), np.sqrt(sse / df) / mean, loo


def _leverage(z: Array, inverse: Array) -> Array:
    """Of each month beyond 1/n (models x n): z'(Z'Z)^-1 z, as one product of two matrices."""
    pairs = (z[:, :, None] * z[:, None, :]).reshape(len(z), -1)
    return np.asarray(inverse.reshape(len(inverse), -1) @ pairs.T)


def _aicc(sse: Array, n: int, k: Array) -> Array:
    """As in the console's contract; NaN where the months are too few for it."""
    room = np.where(n > k + 1, n - k - 1, math.nan)
    made = n * np.log(np.where(sse > 0, sse, math.nan) / n) + 2 * k + 2 * k * (k + 1) / room
    return np.asarray(made)
