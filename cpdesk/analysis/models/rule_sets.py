"""What common rule sets ask of a model and of a saving: each rule as a value, for a table.

SEP / EnPI (US Department of Energy), ASHRAE Guideline 14 for a calibrated model of months, and
the practice that goes with IPMVP. ISO 50006 and 50015 name no limits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import ge, gt, le, lt
from typing import Protocol

from cpdesk.analysis.models.distributions import t_quantile
from cpdesk.analysis.models.regression import CONST
from cpdesk.analysis.saving.avoided import Avoided
from cpdesk.analysis.saving.verdict import FAR, deviations_beyond
from cpdesk.domain.words import N_, Choice

_SENSES = {"<": lt, "<=": le, ">": gt, ">=": ge}


class RuleSet(Choice):
    SEP = "sep", N_("SEP / EnPI (US Department of Energy)")
    ASHRAE = "ashrae-14", N_("ASHRAE Guideline 14, calibrated model of months")
    IPMVP = "ipmvp", N_("IPMVP practice")


class Statistics(Protocol):
    """What a rule looks at: a fitted model or a candidate."""

    @property
    def n(self) -> int: ...
    @property
    def r2(self) -> float: ...
    @property
    def f_p(self) -> float: ...
    @property
    def p(self) -> Mapping[str, float]: ...
    @property
    def t(self) -> Mapping[str, float]: ...
    @property
    def cv_rmse(self) -> float: ...
    @property
    def nmbe(self) -> float: ...


@dataclass(frozen=True)
class Rule:
    """`measured` held against `limit` by `sense`; what was not measured does not apply (None).

    `driver` is the one a rule is about; empty for the model as a whole.
    """

    rule_set: RuleSet
    text: str
    measured: float | None
    sense: str
    limit: float
    driver: str = ""

    @property
    def passed(self) -> bool | None:
        if self.measured is None:
            return None
        return bool(_SENSES[self.sense](self.measured, self.limit))


@dataclass(frozen=True)
class Ranges:
    """Each driver's values in the baseline and in the period the model is to speak of."""

    baseline: Mapping[str, Sequence[float]]
    period: Mapping[str, Sequence[float]]


def all_rules(
    model: Statistics, ranges: Ranges | None = None, saving: float | None = None,
    standard_error: float | None = None,
) -> tuple[Rule, ...]:  # fmt: skip
    """Every rule of the three sets; those of a period and a saving only where they are given."""
    return (
        *sep_rules(model, ranges), *ashrae_rules(model),
        *ipmvp_rules(model, saving, standard_error),
    )  # fmt: skip


def rules_of(result: Avoided) -> tuple[Rule, ...]:
    """Every rule for a saving by a model; none for a simple ratio.

    The standard error is the half width over Student's t at n - p degrees of freedom.
    """
    if result.fit is None or result.half_width is None:
        return ()
    sides = [
        {name: [month.drivers[at] for month in side] for at, name in enumerate(result.drivers)}
        for side in (result.baseline, result.months)
    ]
    error = result.half_width / t_quantile(result.confidence, result.fit.df)
    return all_rules(result.fit, Ranges(*sides), result.avoided, error)


def met(rules: Sequence[Rule]) -> tuple[RuleSet, ...]:
    """The rule sets of which no rule is broken; at least one must apply."""
    found = []
    for rule_set in RuleSet:
        answers = [rule.passed for rule in rules if rule.rule_set is rule_set]
        if False not in answers and True in answers:
            found.append(rule_set)
    return tuple(found)


def sep_rules(model: Statistics, ranges: Ranges | None = None) -> tuple[Rule, ...]:
    """The p of F, those of the drivers, R2; and where the mean of each driver lies in a period."""
    chances = [p for name, p in model.p.items() if name != CONST]
    return (
        _sep(N_("p of F"), model.f_p, "<", 0.10),
        _sep(N_("Largest p of a driver"), max(chances, default=None), "<", 0.20),
        _sep(N_("Smallest p of a driver"), min(chances, default=None), "<", 0.10),
        _sep(N_("R²"), model.r2, ">=", 0.5),
        *(_range_rules(ranges) if ranges else ()),
    )


def _sep(text: str, measured: float | None, sense: str, limit: float, driver: str = "") -> Rule:
    return Rule(RuleSet.SEP, text, measured, sense, limit, driver)


def _range_rules(ranges: Ranges) -> Iterator[Rule]:
    text = N_("Mean beyond the model's range: standard deviations from the model's mean")
    for name, values in ranges.baseline.items():
        yield _sep(text, deviations_beyond(values, ranges.period[name]), "<=", FAR, name)


def ashrae_rules(model: Statistics) -> tuple[Rule, ...]:
    return (
        Rule(RuleSet.ASHRAE, N_("CV(RMSE)"), model.cv_rmse, "<=", 0.15),
        Rule(RuleSet.ASHRAE, N_("NMBE, either way"), abs(model.nmbe), "<=", 0.05),
    )


def ipmvp_rules(
    model: Statistics, saving: float | None = None, standard_error: float | None = None
) -> tuple[Rule, ...]:
    sizes = [abs(t) for name, t in model.t.items() if name != CONST]
    errors = None
    if saving is not None and standard_error is not None:
        errors = saving / standard_error if standard_error else float("inf")
    return (
        Rule(RuleSet.IPMVP, N_("R²"), model.r2, ">", 0.75),
        Rule(RuleSet.IPMVP, N_("Smallest t of a driver, either way"), min(sizes, default=None),
             ">", 2.0),
        Rule(RuleSet.IPMVP, N_("Saving in standard errors"), errors, ">", 2.0),
        Rule(RuleSet.IPMVP, N_("Months of the baseline"), float(model.n), ">=", 12.0),
    )  # fmt: skip
