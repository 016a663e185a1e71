"""The further charts of an effect say what its analysis says: sums, lines, distances."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from cpdesk.analysis.saving.avoided import Avoided
from cpdesk.base.languages import translator
from cpdesk.documents.charts.chart_series import cumulated, cumulated_before
from cpdesk.domain.plant import Driver, DriverKind, Reading
from cpdesk.domain.record import Record
from cpdesk.services.effect_charts import intensity_of, outputs, residuals_of, scatter_of
from cpdesk.services.effect_series import effect_series
from cpdesk.services.factors import load_factors
from cpdesk.services.saving.savings import EffectSavings, savings_of
from tests.services.test_savings import EFFECT, PIECES, UPGRADE, readings, record
from tests.services.test_savings import Month as Month

T = translator("en")
OUTPUT = Driver(id="d", code="D1", factory="f", unit="pcs", kind=DriverKind.PRODUCTION)
WARM = Driver(id="w", code="D2", factory="f", unit="d", kind=DriverKind.WORKING_DAYS)


def _days() -> list[Reading]:
    """Working days that have nothing to do with pieces."""
    return [
        Reading(id=f"w{at}", driver="w", amount=Decimal(20 + at * 7 % 5),
                start=(Month(2022, 1) + at).start, end=(Month(2022, 1) + at).end)
        for at in range(36)
    ]  # fmt: skip


def plant(*drivers: str) -> Record:
    return record(OUTPUT, WARM, *_days(), replace(EFFECT, drivers=drivers or ("d",)))


def of(made: Record) -> tuple[EffectSavings, Avoided]:
    known = savings_of(made, made.get(type(UPGRADE), "u"), load_factors(made)).effects[0]
    assert known.avoided
    return known, known.avoided


def test_what_is_cumulated_ends_at_the_saving_to_date() -> None:
    made = plant()
    known, result = of(made)
    series = effect_series(made, known, result, T)
    _, saved, width = cumulated(series)
    assert saved[-1] == pytest.approx(result.avoided)
    assert width[-1] == pytest.approx(result.half_width)
    assert width == sorted(width)
    assert cumulated_before(series)[-1] == pytest.approx(0, abs=1e-6)  # a model with intercept


@pytest.mark.parametrize("drivers", [("d",), ("d", "w")])
def test_residuals_add_up_to_nothing_and_to_the_standard_deviation(drivers: tuple[str]) -> None:
    known, result = of(plant(*drivers))
    residuals, fit = residuals_of(known, result), result.fit
    assert fit
    each = [month.residual for month in residuals.months]
    assert len(each) == fit.n == 23
    assert math.fsum(each) == pytest.approx(0, abs=1e-6)
    squares = math.fsum(one * one for one in each)
    assert residuals.sd == pytest.approx((squares / (fit.n - len(drivers) - 1)) ** 0.5)
    assert residuals.limit == pytest.approx(2 * residuals.sd)
    far = {month.month for month in residuals.months if residuals.is_far(month)}
    assert far == {m.month for m in residuals.months if abs(m.residual) > 2 * residuals.sd}


def test_with_one_driver_the_line_is_the_model_and_the_points_are_the_use() -> None:
    made = plant()
    known, result = of(made)
    scatter, fit = scatter_of(made, known, result, "D1", T), result.fit
    assert fit
    assert not scatter.others
    slope, base = fit.coefficients["D1"], fit.coefficients["const"]
    for point in scatter.line:
        assert point.model == pytest.approx(base + slope * point.at)
        assert point.half_width > 0
    assert [each.shown for each in scatter.months] == pytest.approx(
        [each.actual for each in scatter.months]
    )
    ends = (scatter.line[0].at, scatter.line[-1].at)
    assert ends == (min(PIECES), max(PIECES))
    after = [each for each in scatter.months if each.reporting]
    assert math.fsum(each.model - each.actual for each in after) == pytest.approx(result.avoided)


@pytest.mark.parametrize("driver", ["D1", "D2"])
def test_with_more_drivers_each_month_lies_as_far_from_the_line_as_from_the_model(
    driver: str,
) -> None:
    made = plant("d", "w")
    known, result = of(made)
    scatter, fit = scatter_of(made, known, result, driver, T), result.fit
    assert fit
    other = "D2" if driver == "D1" else "D1"
    assert [each.name for each in scatter.others] == [other]
    means = dict(zip(fit.names, fit.x.mean(axis=0)[1:], strict=True))
    at_mean = fit.coefficients["const"] + fit.coefficients[other] * means[other]
    for each in scatter.months:
        line = at_mean + fit.coefficients[driver] * each.at
        assert each.shown - line == pytest.approx(each.actual - each.model, abs=1e-6)
    # A straight line through the shown baseline months is the model's own coefficient again.
    before = [each for each in scatter.months if not each.reporting]
    weights = [each.at for each in before]
    if driver == "D1":
        others = [result.baseline[at].drivers[1] for at in range(len(before))]
        design = np.column_stack([np.ones(len(before)), weights, others])
        solved = np.linalg.lstsq(design, np.array([each.shown for each in before]), rcond=None)[0]
        assert solved[1] == pytest.approx(fit.coefficients[driver])
        assert solved[2] == pytest.approx(0, abs=1e-6)


def test_intensity_over_all_months_is_the_whole_use_by_the_whole_output() -> None:
    made = plant()
    known, result = of(made)
    assert outputs(made, known, result) == (OUTPUT,)
    told = intensity_of(made, known, result, OUTPUT, T)
    assert told
    uses = [float(each.amount) for each in readings() if isinstance(each, Reading) and each.meter]
    pieces = [float(PIECES[at % 12]) for at in range(36)]
    assert told.before == pytest.approx(sum(uses[:23]) / sum(pieces[:23]))
    assert told.since == pytest.approx(sum(uses[25:]) / sum(pieces[25:]))
    assert told.months[0].per_unit == pytest.approx(uses[0] / pieces[0])
    assert told.left_out == 0
    assert told.per == "kWh/pcs"


def test_months_without_output_are_left_out_and_counted() -> None:
    none = [each for each in readings() if isinstance(each, Reading) and each.id == "d5"]
    made = record(OUTPUT, replace(none[0], amount=Decimal(0)))
    known, result = of(made)
    told = intensity_of(made, known, result, OUTPUT, T)
    assert told
    assert told.left_out == 1
    assert Month(2022, 6) not in [each.month for each in told.months]
