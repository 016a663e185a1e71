"""Which drivers could make the model: every choice of them side by side, and what it costs to
let the months choose.

What is chosen from the list is fitted anew by `regression.fit`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np

from cpdesk.analysis.models.all_models import all_models
from cpdesk.analysis.models.candidate import Candidate as Candidate
from cpdesk.analysis.models.candidate import Table
from cpdesk.analysis.models.regression import CONST, NOT_FINITE, Array
from cpdesk.analysis.saving.series import Series
from cpdesk.domain.findings import Finding, info, warning
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import DriverKind
from cpdesk.domain.words import N_

MOST = 8
ADDING = (
    DriverKind.PRODUCTION, DriverKind.WORKING_DAYS, DriverKind.COOLING_DEGREE_DAYS,
    DriverKind.HEATING_DEGREE_DAYS,
)  # fmt: skip
HIGH_VIF = 5.0
LEAST_ROWS = 6  # months for each driver

TOO_MANY = warning(
    "candidates-too-many",
    N_("{n} drivers make too many models to compare. Choose at most {most}, those that the "
       "plant's work speaks for."),
)  # fmt: skip
CONSTANT_DRIVER = warning(
    "candidates-constant", N_("{name} is the same in every month, so no model can use it.")
)
NO_MODEL = warning(
    "candidates-none",
    N_("No model can be made of {n} usable months and {k} drivers that change. Enter more."),
)
CONSTANT_USE = warning(
    "candidates-constant-use",
    N_("The use is the same in all {n} months, so there is nothing to explain."),
)
PROMISES_TOO_MUCH = warning(
    "candidates-promise",
    N_("A model that the same months choose promises too much. In simulations with {n} months and "
       "{k} drivers, intervals of {claimed} held the truth in {r2} of cases where the best "
       "adjusted R² chose the model, and in {aicc} where AICc did. Choose drivers for what the "
       "plant does."),
)  # fmt: skip
AGAINST_SENSE = warning(
    "candidate-sign",
    N_("In this model more {name} means less use ({value} each). Another driver stands in for it, "
       "or figures are wrong."),
)  # fmt: skip
NEGATIVE_BASE = info(
    "candidate-base",
    N_("The base load of this model is negative ({value}), so it holds only for months like "
       "those it was made of."),
)  # fmt: skip
TOGETHER = warning(
    "candidate-vif",
    N_("{names} move together (variance inflation {vif}), so their coefficients are unsure."),
)
FEW_ROWS = warning(
    "candidate-few-months",
    N_("{n} months for {k} drivers: fewer than {least} for each, so the model fits its own months "
       "better than others."),
)  # fmt: skip


@dataclass(frozen=True)
class Selection:
    """The candidates, the user's own first and the others by AICc; what is to know of them all."""

    candidates: tuple[Candidate, ...]
    findings: tuple[Finding, ...]


def candidates(
    series: Series, months: Sequence[Month], chosen: Sequence[str] = (), most: int = MOST
) -> Selection:
    """All models of one driver or more, over the months in which all drivers are known.

    `chosen` are the drivers of the user's own model. Indicators of events are in every model.
    """
    rows = series.usable(months)
    columns, use = series.columns(rows), series.routine(rows)
    table = np.array([*columns.values(), use]).reshape(len(columns) + 1, len(rows)).T
    *varied, use_varies = _varies(table)
    drivers = sum(varied[: len(series.drivers)])
    fault = _fault(series, drivers, table, use_varies, most)
    if fault:
        return Selection((), (fault,))
    kept = tuple(compress(columns, varied))
    found, doubts = all_models(Table.of(kept, table[:, :-1][:, varied], table[:, -1], drivers))
    constant = [CONSTANT_DRIVER.at(name=name) for name in columns if name not in kept]
    warned = PROMISES_TOO_MUCH.at(n=12, k=6, claimed="90%", r2="75%", aicc="82%")
    return Selection(ranked(found, chosen), (*constant, *doubts, warned))


def _fault(
    series: Series, drivers: int, table: Array, use_varies: bool, most: int
) -> Finding | None:
    """Why there is nothing to choose from: so many `drivers` change at all."""
    n, given = len(table), len(series.drivers)
    if given > most:
        return TOO_MANY.at(n=given, most=most)
    if not np.isfinite(table).all():
        return NOT_FINITE.at()
    if n < len(series.indicators) + 3 or not drivers:
        return NO_MODEL.at(n=n, k=drivers)
    return None if use_varies else CONSTANT_USE.at(n=n)


def _varies(table: Array) -> list[bool]:
    """Which columns change, by the measure of `fit`; what is no figure does not."""
    x = np.where(np.isfinite(table), table, 0.0)
    spread = np.linalg.norm(x - x.sum(axis=0) / max(len(x), 1), axis=0)
    return [bool(each) for each in spread > 1e-12 * np.linalg.norm(x, axis=0)]


def ranked(found: Sequence[Candidate], chosen: Sequence[str] = ()) -> tuple[Candidate, ...]:
    """The user's own first, then by AICc; those for which it is undefined come last."""
    wanted = set(chosen)

    def order(each: Candidate) -> tuple[bool, bool, float]:
        aicc = each.aicc
        return not wanted or set(each.drivers) != wanted, math.isnan(aicc), aicc

    return tuple(sorted(found, key=order))


def doubts(candidate: Candidate, kinds: Mapping[str, DriverKind]) -> tuple[Finding, ...]:
    """What speaks against a candidate.

    Production, working days and degree days are expected to add to the use; `kinds` says which
    drivers these are, and one that it does not name is not judged.
    """
    return tuple(_doubts(candidate, kinds))


def _doubts(candidate: Candidate, kinds: Mapping[str, DriverKind]) -> Iterator[Finding]:
    for name in candidate.drivers:
        value = candidate.coefficients[name]
        if value < 0 and kinds.get(name) in ADDING:
            yield AGAINST_SENSE.at(name=name, value=f"{value:.3g}")
    if candidate.coefficients[CONST] < 0:
        yield NEGATIVE_BASE.at(value=f"{candidate.coefficients[CONST]:.3g}")
    high = [name for name, each in candidate.vif.items() if each > HIGH_VIF]
    if high:
        yield TOGETHER.at(names=", ".join(high), vif=f"{max(candidate.vif.values()):.3g}")
    k = candidate.parameters - 1
    if candidate.n < LEAST_ROWS * k:
        yield FEW_ROWS.at(n=candidate.n, k=k, least=LEAST_ROWS)
