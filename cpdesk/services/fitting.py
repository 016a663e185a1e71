"""A model on a plain table, without a record: the console's `fit` contract."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from cpdesk.analysis.regression import Fit, fit
from cpdesk.analysis.uncertainty import half_width
from cpdesk.domain.findings import Place, blocking
from cpdesk.domain.quantities import parse_decimal
from cpdesk.domain.words import N_

NO_COLUMN = blocking(
    "column-missing", N_("{path} has no column {column}. Its columns are: {columns}.")
)
BASELINE, REPORTING = "baseline", "reporting"
_PER_COEFFICIENT = ("coefficients", "standard_errors", "t", "p", "vif")
_SINGLE = (
    "n", "parameters", "r2", "adjusted_r2", "f", "f_p", "residual_sd", "cv_rmse", "nmbe",
    "durbin_watson", "lag1", "aicc",
)


def fit_table(
    path: Path, response: str, drivers: Sequence[str], intercept: bool, period_column: str | None,
    confidence: float,
) -> dict[str, object]:
    """Fit the table's baseline rows and predict its reporting rows; every statistic by name.

    Raises Refusal for a missing column, a figure that cannot be read, or a model that cannot be
    made. What is undefined is None. A period column that is named must be there; one called
    `period` is understood without being named.
    """
    rows = _rows(path, (response, *drivers, *filter(None, [period_column])))
    column = period_column or "period"
    before = [row for row in rows if _period(row, column, BASELINE) == BASELINE]
    after = [row for row in rows if _period(row, column, BASELINE) == REPORTING]
    model = fit(_column(before, response), _columns(before, drivers), intercept=intercept)
    result = _statistics(model)
    if after:
        gap = rows.index(after[0]) - rows.index(before[-1]) - 1
        result["savings"] = _savings(model, after, response, drivers, max(0, gap), confidence)
    return result


def _rows(path: Path, needed: Sequence[str]) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        for column in needed:
            if column not in (reader.fieldnames or ()):
                names = ", ".join(reader.fieldnames or ())
                raise NO_COLUMN.refuse(path=path, column=column, columns=names)
        return list(reader)


def _period(row: Mapping[str, str], column: str | None, default: str) -> str:
    return (row.get(column) or "").strip().lower() if column and column in row else default


def _column(rows: Sequence[Mapping[str, str]], name: str) -> list[float]:
    return [
        _float(row[name] or "", Place(field=name, spot=str(i))) for i, row in enumerate(rows, 1)
    ]


def _float(text: str, place: Place) -> float:
    """A figure as a computer writes it, or as a person does."""
    try:
        return float(text)
    except ValueError:
        return float(parse_decimal(text, place))


def _columns(rows: Sequence[Mapping[str, str]], names: Sequence[str]) -> dict[str, list[float]]:
    return {name: _column(rows, name) for name in names}


def _statistics(model: Fit) -> dict[str, object]:
    single = {name: _defined(getattr(model, name)) for name in _SINGLE}
    each = {
        name: {key: _defined(value) for key, value in getattr(model, name).items()}
        for name in _PER_COEFFICIENT
    }
    return {**single, **each}


def _savings(
    model: Fit, rows: Sequence[Mapping[str, str]], response: str, drivers: Sequence[str], gap: int,
    confidence: float,
) -> dict[str, object]:
    design = model.design(_columns(rows, drivers), len(rows))
    adjusted = float(np.sum(model.predict(design)))
    actual = math.fsum(_column(rows, response))
    saved = adjusted - actual
    width = half_width(model, design, gap, confidence)
    widths = {"exact": width.exact, "autocorrelated": width.autocorrelated}
    fsu = {key: _defined(value / saved) if saved else None for key, value in widths.items()}
    return {
        "adjusted_baseline": adjusted, "actual": actual, "avoided": saved,
        "fraction": _defined(saved / adjusted) if adjusted else None, "half_width": widths,
        "fsu": fsu,
    }


def _defined(value: float) -> float | None:
    return value if math.isfinite(value) else None
