"""Rule sets: their limits, what they say side by side, and SEP's printed F limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

from cpdesk.analysis.models.distributions import f_quantile, f_upper, t_quantile
from cpdesk.analysis.models.rule_sets import (
    Ranges,
    Rule,
    RuleSet,
    all_rules,
    ashrae_rules,
    ipmvp_rules,
    met,
    rules_of,
    sep_rules,
)
from cpdesk.analysis.saving.avoided import Series, avoided
from cpdesk.analysis.saving.verdict import deviations_beyond
from cpdesk.domain.periods import Month


@dataclass(frozen=True)
class Said:
    """A model by its statistics alone; as it stands it meets every rule."""

    n: int = 12
    r2: float = 0.9
    f_p: float = 0.001
    cv_rmse: float = 0.08
    nmbe: float = 0.0
    p: dict[str, float] = field(default_factory=lambda: {"const": 0.9, "a": 0.01, "b": 0.15})
    t: dict[str, float] = field(default_factory=lambda: {"const": 0.1, "a": 4.0, "b": -2.5})


def answers(rules: Any) -> dict[str, bool | None]:
    return {rule.text: rule.passed for rule in rules}


def broken(**changes: Any) -> list[str]:
    return [rule.text for rule in all_rules(Said(**changes)) if rule.passed is False]


def test_a_model_that_meets_all() -> None:
    assert broken() == []
    assert met(all_rules(Said())) == tuple(RuleSet)
    assert len(all_rules(Said())) == 4 + 2 + 4


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({"f_p": 0.10}, ["p of F"]), ({"f_p": 0.0999}, []),
        ({"r2": 0.5}, ["R²"]), ({"r2": 0.4999}, ["R²", "R²"]), ({"r2": 0.75}, ["R²"]),
        ({"p": {"const": 0.0, "a": 0.01, "b": 0.20}}, ["Largest p of a driver"]),
        ({"p": {"const": 0.0, "a": 0.10, "b": 0.19}}, ["Smallest p of a driver"]),
        ({"cv_rmse": 0.15}, []), ({"cv_rmse": 0.1501}, ["CV(RMSE)"]),
        ({"nmbe": -0.051}, ["NMBE, either way"]), ({"nmbe": 0.05}, []),
        ({"t": {"const": 9.0, "a": 4.0, "b": -2.0}}, ["Smallest t of a driver, either way"]),
        ({"n": 11}, ["Months of the baseline"]),
    ],
)  # fmt: skip
def test_each_limit_where_it_lies(changes: dict[str, Any], rules: list[str]) -> None:
    assert broken(**changes) == rules


def test_what_is_undefined_is_not_passed() -> None:
    nan = float("nan")
    assert "p of F" in broken(f_p=nan)
    assert "CV(RMSE)" in broken(cv_rmse=nan)
    assert met(all_rules(Said(r2=nan))) == (RuleSet.ASHRAE,)


def test_a_saving_only_where_there_is_one() -> None:
    text = "Saving in standard errors"
    assert answers(ipmvp_rules(Said()))[text] is None
    assert answers(ipmvp_rules(Said(), 100.0, 49.0))[text] is True
    assert answers(ipmvp_rules(Said(), 100.0, 50.0))[text] is False
    assert answers(ipmvp_rules(Said(), -100.0, 10.0))[text] is False


def test_the_mean_of_a_period_lies_within_or_three_deviations_off() -> None:
    baseline = [90.0, 100.0, 110.0]  # mean 100, SD 10
    assert deviations_beyond(baseline, [109.0, 111.0]) == 0
    assert deviations_beyond(baseline, [125.0]) == pytest.approx(2.5)
    rules = sep_rules(Said(), Ranges({"a": baseline, "b": baseline}, {"a": [129.0], "b": [69.0]}))
    assert [(rule.driver, rule.passed) for rule in rules[4:]] == [("a", True), ("b", False)]
    assert RuleSet.SEP not in met(rules)
    assert deviations_beyond([5.0, 5.0], [6.0]) == float("inf")


def test_a_model_without_drivers_has_none_to_judge() -> None:
    found = answers(sep_rules(Said(p={"const": 0.01}, t={"const": 9.0})))
    assert found["Largest p of a driver"] is None


def test_rules_of_nothing_that_applies_are_not_met() -> None:
    assert met([Rule(RuleSet.SEP, "", None, "<", 1.0)]) == ()
    assert [rule.rule_set for rule in ashrae_rules(Said())] == [RuleSet.ASHRAE] * 2


def test_the_rules_of_a_saving() -> None:
    """A plant of 24 + 12 months: the saving of 36,000 stands many standard errors off nothing."""
    rng = np.random.default_rng(11)
    pieces = rng.normal(2000, 300, 36)
    use = 5000 + 10 * pieces + rng.normal(0, 200, 36) - 3000 * (np.arange(36) >= 24)
    months = [Month(2023, 1) + at for at in range(36)]
    series = Series(
        dict(zip(months, use, strict=True)), {"pieces": dict(zip(months, pieces, strict=True))}
    )
    result = avoided(series, months[:24], months[24:])
    assert result.half_width is not None
    rules = rules_of(result)
    errors = next(rule for rule in rules if rule.text == "Saving in standard errors")
    assert errors.measured == pytest.approx(
        result.avoided / result.half_width * t_quantile(0.9, 22)
    )
    assert [rule.driver for rule in rules if rule.driver] == ["pieces"]
    assert met(rules) == tuple(RuleSet)
    assert rules_of(avoided(series, months[:24], months[24:], by_ratio=True)) == ()


@pytest.mark.parametrize(
    ("drivers", "limit"), [(1, 3.2850), (2, 3.0065), (3, 2.9238), (4, 2.9605), (5, 3.1075)]
)
def test_the_f_limits_printed_for_twelve_months(drivers: int, limit: float) -> None:
    """EnPI Lite's list: p of F is 0.10 there, so that our rule turns at the same F."""
    assert f_quantile(0.10, drivers, 11 - drivers) == pytest.approx(limit, abs=5e-5)
    for f, passed in ((limit + 1e-4, True), (limit - 1e-4, False)):
        p = f_upper(f, drivers, 11 - drivers)
        assert answers(sep_rules(Said(f_p=p)))["p of F"] is passed
