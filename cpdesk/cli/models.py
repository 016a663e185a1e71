"""Every model that the baselines of an upgrade allow, as lines or as JSON."""

from __future__ import annotations

import math
from argparse import Namespace
from typing import TYPE_CHECKING

from cpdesk.cli.desk import chosen, opened
from cpdesk.cli.saying import Voice
from cpdesk.domain.upgrades import Effect, Upgrade

if TYPE_CHECKING:
    from cpdesk.analysis.months.degree_days import BaseSearch
    from cpdesk.domain.findings import Finding
    from cpdesk.domain.plant import Driver
    from cpdesk.domain.record import Record
    from cpdesk.services.saving.models import Alternative, Choices

_STATISTICS = ("n", "r2", "adjusted_r2", "aicc", "cv_rmse", "loo_cv_rmse", "f_p")


def show(options: Namespace, voice: Voice) -> int:
    """The models of each measured effect, the chosen one first, and what speaks against each."""
    from cpdesk.services.saving.models import base_searches, choices

    with opened(options.record, voice, read_only=True) as desk:
        (upgrade,) = chosen(desk.record, Upgrade, options.upgrade)
        effects = _measured(desk.record, upgrade)
        every = [(each, choices(desk.record, upgrade, each)) for each in effects]
        bases = [(each, base_searches(desk.record, upgrade, each)) for each in effects]
    findings = _unique([f for _, each in every for f in each.findings])
    if options.json:
        voice.json({
            "effects": [effect_object(one, found, voice) for one, found in every],
            "bases": [base_object(d, s) for _, searched in bases for d, s in searched],
            "findings": voice.findings(findings),
        })  # fmt: skip
        return 0
    for effect, found in every:
        for each in found.models:
            voice.line("\t".join((effect.code, *_words(each, voice))))
    voice.tell(findings)
    return 0


def _measured(record: Record, upgrade: Upgrade) -> tuple[Effect, ...]:
    """The effects of the upgrade that a meter or a balance shows."""
    from cpdesk.services.saving.balances import has_balance

    effects = record.where(Effect, upgrade=upgrade.id)
    return tuple(each for each in effects if each.meter or has_balance(record, each))


def _unique(findings: list[Finding]) -> list[Finding]:
    """Each once: what is to be known of choosing is the same for every effect."""
    return list({(each.code, each.place, str(each.facts)): each for each in findings}.values())


def _words(each: Alternative, voice: Voice) -> tuple[str, ...]:
    model = each.model
    return (
        "*" if each.chosen else "", ", ".join(model.drivers),
        f"AICc {voice.t.number(model.aicc, 1)}",
        f"{voice.t('Adjusted R²')} {voice.t.number(model.adjusted_r2, 3)}",
        f"CV(RMSE) {voice.t.percent(model.cv_rmse)}",
        voice.t.show(tuple(each.meets)),
    )  # fmt: skip


def effect_object(effect: Effect, found: Choices, voice: Voice) -> dict[str, object]:
    return {
        "effect": effect.code,
        "baseline": [str(month) for month in found.months],
        "models": [
            {
                "drivers": each.model.drivers, "chosen": each.chosen,
                "meets": [rules.value for rules in each.meets],
                **{name: _number(getattr(each.model, name)) for name in _STATISTICS},
                "coefficients": each.model.coefficients,
                "findings": voice.findings(each.doubts),
            }
            for each in found.models
        ],
    }  # fmt: skip


def base_object(driver: Driver, found: BaseSearch) -> dict[str, object]:
    return {
        "driver": driver.code,
        "best": found.best.base,
        "bases": [
            {"base": each.base, "sse": _number(each.sse), "aicc": _number(each.aicc)}
            for each in found.table
        ],
    }


def _number(value: float) -> float | None:
    return None if isinstance(value, float) and math.isnan(value) else value
