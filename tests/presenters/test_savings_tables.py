"""What a verifier finds folded away: each figure against the analysis or against arithmetic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from cpdesk.analysis.models.distributions import t_quantile
from cpdesk.base.languages import translator
from cpdesk.domain.plant import Reading
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.domain.verification import AdjustmentKind
from cpdesk.presenters.figures import fixed, percent, plainly, probability, significant
from cpdesk.presenters.savings_page import SavingsPage
from cpdesk.presenters.session import Session
from cpdesk.presenters.tables import Table
from cpdesk.services.saving.savings import savings_of
from tests.services.test_savings import EFFECT
from tests.services.test_savings_adjusted import NEW_LINE
from tests.services.test_sharing import FIRST, ITS, SECOND

Plant = Callable[..., Session]


def tables(page: SavingsPage) -> dict[str, Table]:
    return {each.title: each for each in page.tables}


def rows(table: Table) -> dict[str, tuple[str, ...]]:
    return {row[0]: row[1:] for row in table.rows}


def test_figures_say_no_more_than_they_can() -> None:
    t = translator("en")
    assert plainly(t, 25.0) == "25"
    assert plainly(t, 6e-19) == "<0.0001"
    assert plainly(t, None) == plainly(t, float("nan")) == "–"
    assert plainly(t, 1234.5) == "1,230"
    assert probability(t, 1e-12) == "<0.0001"
    assert probability(t, 0.0421) == "0.0421"
    assert percent(t, -1e-9, 2) == "0.00%"
    assert fixed(t, -1e-9, 2) == "0.00"
    assert significant(t, -0.0) == "0"


def test_the_statistics_are_those_of_the_model(plant: Plant) -> None:
    session = plant()
    page = SavingsPage(session)
    result = savings_of(
        session.record, session.record.get(Upgrade, "u"), session.ws.factors()
    ).effects[0].avoided  # fmt: skip
    assert result is not None
    fit = result.fit
    assert fit is not None
    told = rows(tables(page)["Model"])
    assert told["Months"] == ("23",)
    assert told["Parameters"] == ("2",)
    assert told["R²"] == (f"{fit.r2:.4f}",)
    assert told["Adjusted R²"] == (f"{fit.adjusted_r2:.4f}",)
    assert told["CV(RMSE)"] == (f"{fit.cv_rmse:.2%}",)
    assert told["CV(RMSE), each month left out in turn"] == (f"{fit.loo_cv_rmse:.2%}",)
    assert told["NMBE"] == ("0.00%",)
    assert told["Durbin-Watson"] == (f"{fit.durbin_watson:.3f}",)
    assert told["AICc"] == (f"{fit.aicc:.2f}",)
    coefficients = rows(tables(page)["Coefficients: Baseline period"])
    assert set(coefficients) == {"Base load (intercept)", "D1"}
    assert float(coefficients["D1"][0]) == pytest.approx(fit.coefficients["D1"], rel=1e-4)
    assert float(coefficients["D1"][2]) == pytest.approx(fit.t["D1"], abs=0.005)


def test_four_half_widths_stand_beside_each_other(plant: Plant) -> None:
    told = rows(tables(SavingsPage(plant()))["Intervals"])
    assert len(told) == 4
    exact, corrected, *approximate = (float(each[1].replace(",", "")) for each in told.values())
    assert corrected >= exact
    assert all(0 < each < 3 * corrected for each in approximate)


def test_an_approximation_is_not_used_outside_the_range(plant: Plant) -> None:
    """In July 2024 three times as much is made as ever before."""
    session = plant()
    with session.ws.store.change("A record month") as work:
        work.put(replace(session.record.get(Reading, "d30"), amount=Decimal(3600)))
    page = SavingsPage(session)
    told = rows(tables(page)["Intervals"])
    assert [each[1] for each in told.values()][2:] == ["–", "–"]
    outside = tables(page)["Months outside the range"]
    assert outside.rows == (("July 2024", "D1", "3,600", "700", "1,200"),)


def test_the_rule_sets_stand_side_by_side(plant: Plant) -> None:
    rules = tables(SavingsPage(plant()))["Rules of others, side by side"]
    named = [row[0] for row in rules.rows if row[0]]
    assert [words.split()[0] for words in named] == ["SEP", "ASHRAE", "IPMVP"]
    told = {row[1]: row[2:] for row in rules.rows}
    assert told["Months of the baseline"] == ("23", "≥ 12", "Yes")
    assert told["CV(RMSE)"][1:] == ("≤ 0.15", "Yes")


def test_the_events_that_were_used_are_named(plant: Plant) -> None:
    """July to December are six months at 1,000 kWh."""
    indicator = replace(NEW_LINE, id="k", code="J2", kind=AdjustmentKind.INDICATOR, amount=None,
                        start=date(2022, 3, 1), end=date(2022, 6, 1))  # fmt: skip
    incomplete = replace(NEW_LINE, id="l", code="J3", amount=None)
    page = SavingsPage(plant(NEW_LINE, indicator, incomplete))
    events = tables(page)["Non-routine adjustments"]
    assert [row[0] for row in events.rows] == ["J1 New line: Since July", "J2 New line: Since July"]
    assert events.rows[0][4:] == ("20", "0", "6,000")
    assert "New line" in rows(tables(page)["Coefficients: Baseline period"])
    assert any("J3" in each.sentence for each in page.said.findings)


def test_shares_add_up_to_the_meters_saving(plant: Plant) -> None:
    session = plant(FIRST, SECOND, ITS)
    page = SavingsPage(session)
    for effect in ("e", "e2"):
        page.choose(effect)
        (table,) = [each for each in page.tables if each.title.startswith("Several upgrades")]
        amounts = [float(row[2].replace(",", "")) for row in table.rows]
        assert sum(amounts[:-1]) == pytest.approx(amounts[-1], rel=0.01)
        assert [row[0] for row in table.rows[:2]] == ["U1", "U2"]


def test_a_ratio_has_its_method_but_no_model_to_show(plant: Plant) -> None:
    page = SavingsPage(plant(replace(EFFECT, drivers=())))
    assert page.said.measured
    assert page.said.summary == "Simple ratio"
    assert [each.title for each in page.tables] == ["Method and sources", "Factors used"]
    assert page.session.record.all(Effect)


def test_the_method_names_option_periods_and_equation(plant: Plant) -> None:
    page = SavingsPage(plant())
    told = {row[0]: row[1] for row in tables(page)["Method and sources"].rows}
    assert told["On the principles of IPMVP"] == "Option C"
    assert told["Baseline period"] == "January 2022 to November 2023: 23 months"
    assert told["Reporting period"] == "February 2024 to December 2024: 11 months"
    known = page._savings()
    assert known
    assert known.avoided
    assert known.avoided.fit
    _, _, right = told["Equation: Baseline period"].partition(" = ")
    base, slope = (part.replace(",", "") for part in right.removesuffix("×D1").split(" + "))
    assert float(base) == pytest.approx(known.avoided.fit.coefficients["const"], rel=1e-3)
    assert float(slope) == pytest.approx(known.avoided.fit.coefficients["D1"], rel=1e-3)


def test_every_factor_has_its_source(plant: Plant) -> None:
    rows = tables(SavingsPage(plant()))["Factors used"].rows
    assert [row[0] for row in rows] == ["Standard coal: Electricity", "CO2: Guangdong grid"]
    assert all(row[1] for row in rows)
    assert rows[0][2:4] == ("0.1229", "kgce/kWh")


def test_the_formulas_work_out_to_the_half_widths_beside_them(plant: Plant) -> None:
    """With the letters of the note, redone with numpy from the baseline's rows."""
    page = SavingsPage(plant())
    known = page._savings()
    assert known
    result = known.avoided
    assert result
    fit = result.fit
    assert fit
    z = np.array([[1.0, *month.drivers] for month in result.months])
    inverse = np.linalg.inv(fit.x.T @ fit.x)
    total = z.sum(axis=0)
    exact = t_quantile(0.9, fit.df) * fit.residual_sd * (len(z) + total @ inverse @ total) ** 0.5
    told = rows(tables(page)["Intervals"])
    assert float(told["Exact, by least squares"][1].replace(",", "")) == pytest.approx(
        exact, rel=5e-3
    )
    rho = max(fit.lag1, 0.0)
    free = fit.n * (1 - rho) / (1 + rho)
    share = 1.26 * t_quantile(0.9, fit.df) * fit.cv_rmse
    adjusted = float(fit.predict(z).sum())
    annex = share * (fit.n / free * (1 + 2 / free) / len(z)) ** 0.5 * adjusted
    assert float(told["ASHRAE Guideline 14, Annex B"][1].replace(",", "")) == pytest.approx(
        annex, rel=5e-3
    )
    assert f"n = {fit.n} and m = {len(z)} months" in tables(page)["Intervals"].note
