"""A model among others: one row of a batch, with the statistics of a model fitted by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from cpdesk.analysis.models.regression import CONST, Array

Masks = NDArray[np.bool_]


@dataclass(frozen=True)
class Table:
    """Columns (n x k) as they are, and as `z` centred and scaled to length one.

    The first `drivers` columns may be chosen; the others, events, are in every model.
    """

    names: tuple[str, ...]
    drivers: int
    x: Array
    y: Array
    centre: Array
    scale: Array
    z: Array

    @classmethod
    def of(cls, names: Sequence[str], x: Array, y: Array, drivers: int) -> Table:
        centre = x.mean(axis=0)
        scale = np.linalg.norm(x - centre, axis=0)
        return cls(tuple(names), drivers, x, y, centre, scale, (x - centre) / scale)

    def columns(self, mask: Masks) -> dict[str, list[float]]:
        return {self.names[k]: self.x[:, k].tolist() for k in np.flatnonzero(mask)}

    def masks(self) -> Masks:
        """Which columns each model has (models x k): every choice of drivers, and all events."""
        bits = np.arange(1, 2**self.drivers)[:, None] >> np.arange(self.drivers) & 1
        events = np.ones((len(bits), len(self.names) - self.drivers), dtype=bool)
        return np.hstack([bits.astype(bool), events])


@dataclass(frozen=True)
class Batch:
    """Models of `table`, one a row: `masks` says which columns each has.

    `coefficients`, `t` and `p` have the intercept first, `vif` has none; `whole` has R2, adjusted
    R2, F, its p, AICc, CV(RMSE) and leave-one-out CV(RMSE).
    """

    table: Table
    masks: Masks
    coefficients: Array
    t: Array
    p: Array
    vif: Array
    whole: Array

    def __iter__(self) -> Iterator[Candidate]:
        return (Candidate(self, row) for row in range(len(self.masks)))


@dataclass(frozen=True, eq=False)
class Candidate:
    """A model of some of the drivers: the row of a batch; statistics are defined as in `Fit`."""

    batch: Batch
    row: int

    @property
    def names(self) -> tuple[str, ...]:
        """Its columns: drivers, then the indicators of events."""
        return tuple(compress(self.batch.table.names, self.batch.masks[self.row]))

    @property
    def drivers(self) -> tuple[str, ...]:
        table, mask = self.batch.table, self.batch.masks[self.row]
        return tuple(compress(table.names[: table.drivers], mask))

    @property
    def n(self) -> int:
        return len(self.batch.table.y)

    @property
    def parameters(self) -> int:
        return int(self.batch.masks[self.row].sum()) + 1

    @property
    def coefficients(self) -> Mapping[str, float]:
        return self._named(self.batch.coefficients)

    @property
    def t(self) -> Mapping[str, float]:
        return self._named(self.batch.t)

    @property
    def p(self) -> Mapping[str, float]:
        return self._named(self.batch.p)

    def _named(self, values: Array) -> dict[str, float]:
        kept = values[self.row, 1:][self.batch.masks[self.row]].tolist()
        return dict(zip((CONST, *self.names), (float(values[self.row, 0]), *kept), strict=True))

    @property
    def vif(self) -> Mapping[str, float]:
        kept = self.batch.vif[self.row][self.batch.masks[self.row]]
        return dict(zip(self.names, kept.tolist(), strict=True))

    @property
    def r2(self) -> float:
        return self._single(0)

    @property
    def adjusted_r2(self) -> float:
        return self._single(1)

    @property
    def f(self) -> float:
        return self._single(2)

    @property
    def f_p(self) -> float:
        return self._single(3)

    @property
    def aicc(self) -> float:
        return self._single(4)

    @property
    def cv_rmse(self) -> float:
        return self._single(5)

    @property
    def loo_cv_rmse(self) -> float:
        return self._single(6)

    @property
    def nmbe(self) -> float:
        """The residuals of a model with intercept add up to nothing."""
        return 0.0

    def _single(self, place: int) -> float:
        return float(self.batch.whole[self.row, place])
