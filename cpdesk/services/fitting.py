"""A model on a plain table, without a record: the console's `fit` contract."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from cpdesk.analysis.models.regression import Fit, fit
from cpdesk.analysis.saving.uncertainty import HalfWidth, Places, half_width
from cpdesk.domain.findings import Place, blocking
from cpdesk.domain.quantities import UNREADABLE, parse_decimal
from cpdesk.domain.words import N_
from cpdesk.exchange.csv_table import decode

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
    periods = [_period(row, period_column or "period") for row in rows]
    before = [at for at, period in enumerate(periods) if period == BASELINE]
    after = [at for at, period in enumerate(periods) if period == REPORTING]
    columns = _columns(rows, drivers, before)
    model = fit(_column(rows, response, before), columns, intercept=intercept)
    result = _statistics(model)
    if after:
        use = _column(rows, response, after)
        design = model.design(_columns(rows, drivers, after), len(after))
        width = half_width(model, design, Places(before, after), confidence)
        result["savings"] = _savings(float(np.sum(model.predict(design))), math.fsum(use), width)
    return result


def _rows(path: Path, needed: Sequence[str]) -> list[dict[str, str]]:
    text = decode(path.read_bytes(), path)
    reader = csv.DictReader(io.StringIO(text, newline=""))
    for column in needed:
        if column not in (reader.fieldnames or ()):
            names = ", ".join(reader.fieldnames or ("–",))
            raise NO_COLUMN.refuse(path=path, column=column, columns=names)
    return list(reader)


def _period(row: Mapping[str, str], column: str) -> str:
    """What a row is for; without such a column all rows are baseline."""
    return (row[column] or "").strip().lower() if column in row else BASELINE


def _column(rows: Sequence[Mapping[str, str]], name: str, at: Sequence[int]) -> list[float]:
    """The figures of a column in these rows; a place counts lines as the file does."""
    return [_float(rows[i][name] or "", Place(field=name, spot=str(i + 2))) for i in at]


def _float(text: str, place: Place) -> float:
    """A figure as a computer writes it, or as a person does."""
    try:
        value = float(text)
    except ValueError:
        value = float(parse_decimal(text, place))
    if not math.isfinite(value):
        raise UNREADABLE.refuse(place, text=text)
    return value


def _columns(
    rows: Sequence[Mapping[str, str]], names: Sequence[str], at: Sequence[int]
) -> dict[str, list[float]]:
    return {name: _column(rows, name, at) for name in names}


def _statistics(model: Fit) -> dict[str, object]:
    single = {name: _defined(getattr(model, name)) for name in _SINGLE}
    each = {
        name: {key: _defined(value) for key, value in getattr(model, name).items()}
        for name in _PER_COEFFICIENT
    }
    return {**single, **each}


def _savings(adjusted: float, actual: float, width: HalfWidth) -> dict[str, object]:
    saved = adjusted - actual
    widths = {"exact": width.exact, "autocorrelated": width.autocorrelated}
    return {
        "adjusted_baseline": adjusted, "actual": actual, "avoided": saved,
        "fraction": saved / adjusted if adjusted else None, "half_width": widths,
        "fsu": {key: each / abs(saved) if saved else None for key, each in widths.items()},
    }  # fmt: skip


def _defined(value: float) -> float | None:
    return value if math.isfinite(value) else None
