"""What the upgrades saved, as lines or as the JSON contract shows it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from cpdesk.analysis.saving.avoided import Method
from cpdesk.cli.desk import chosen, opened
from cpdesk.cli.saying import Voice
from cpdesk.domain.quantities import from_float, plain
from cpdesk.domain.upgrades import Upgrade
from cpdesk.domain.words import N_
from cpdesk.services.saving.sharing import contained

if TYPE_CHECKING:
    from cpdesk.analysis.factors.emissions import Converted
    from cpdesk.analysis.factors.table import Used
    from cpdesk.analysis.models.regression import Fit
    from cpdesk.analysis.saving.avoided import Avoided
    from cpdesk.services.saving.savings import EffectSavings, Money, UpgradeSavings
    from cpdesk.services.saving.sharing import Shared

NOTHING_RUNS = N_("No upgrade runs yet. Enter one, the day it runs from and the meter it changes.")
_SINGLE = (
    "n", "parameters", "r2", "adjusted_r2", "f", "f_p", "residual_sd", "cv_rmse", "nmbe",
    "durbin_watson", "lag1", "aicc",
)  # fmt: skip
_EACH = ("coefficients", "standard_errors", "t", "p", "vif")
# What is null where nothing could be compared.
_EMPTY = (
    "method", "baseline", "reporting", "model", "avoided", "fraction", "half_width", "half_widths",
    "fsu", "confidence", "verdict",
)  # fmt: skip


def show(options: Namespace, voice: Voice) -> int:
    """The savings of one upgrade, or of all that run."""
    from cpdesk.services.saving.savings import savings_of
    from cpdesk.services.saving.sharing import shared_meters, sharing_findings

    with opened(options.record, voice, read_only=True) as desk:
        known = chosen(desk.record, Upgrade, options.upgrade)
        upgrades = [each for each in known if options.upgrade or each.running_from]
        measured = [savings_of(desk.record, each, desk.factors()) for each in upgrades]
        shared = shared_meters(desk.record, measured)
    findings = [finding for each in measured for finding in each.findings]
    findings += sharing_findings(shared)
    if options.json:
        told = [effect_object(each, one, shared) for each in measured for one in each.effects]
        voice.json({
            "upgrades": told, "total": total(measured, shared),
            "findings": voice.findings(findings),
        })  # fmt: skip
        return 0
    for each in measured:
        say(each, voice)
    if not measured:
        voice.line(voice.t(NOTHING_RUNS))
    voice.tell(findings)
    return 0


def say(savings: UpgradeSavings, voice: Voice) -> None:
    """A line for each effect: code, meter, avoided with its interval, verdict."""
    for effect in savings.effects:
        if effect.amount is None or effect.verdict is None:
            continue
        half = effect.half_width
        width = "" if half is None else f" ± {voice.t.number(half, 0)}"
        words = f"{voice.t.number(effect.amount, 0)}{width} {effect.unit}"
        code = effect.meter.code if effect.meter else effect.effect.code
        voice.line(f"{savings.upgrade.code}\t{code}\t{words}\t{voice.t(effect.verdict.label)}")


def effect_object(
    savings: UpgradeSavings, effect: EffectSavings, shared: Sequence[Shared]
) -> dict[str, object]:
    """One effect of an upgrade; an effect that was not measured has nulls, never zeros."""
    known = effect.avoided
    return {
        "code": savings.upgrade.code,
        "meter": effect.meter.code if effect.meter else None,
        "effect": effect.effect.code,
        "unit": effect.unit,
        **(measured_object(known) if known else spot_object(effect)),
        "money": money_object(effect.money),
        "standard_coal": tonnes(effect.standard_coal),
        "co2": tonnes(effect.co2),
        "factors": [factor_object(each) for each in effect.factors],
        "inputs": effect.inputs or None,
        "contained_in": contained(shared).get(effect.effect.id),
        "share": share_object(savings, effect, shared),
    }


def share_object(
    savings: UpgradeSavings, effect: EffectSavings, shared: Sequence[Shared]
) -> dict[str, object] | None:
    """What the upgrade has of a meter's result that several share, in the meter's unit."""
    for each in shared:
        members = (each.leader, *each.others)
        if each.shares and any(m.effect.id == effect.effect.id for m in members):
            share = each.shares[savings.upgrade.code]
            return {
                "meter": each.leader.meter.code, "of": amount(each.ceiling),
                "estimate": amount(share.estimate), "amount": amount(share.amount),
                "half_width": amount(share.half_width), "other": amount(each.other),
            }  # fmt: skip
    return None


def spot_object(effect: EffectSavings) -> dict[str, object]:
    """A year's saving from values measured on the spot, in kWh; nulls where there is none."""
    spot = effect.spot
    if spot is None or spot.amount is None:
        return dict.fromkeys(_EMPTY)
    return {
        **dict.fromkeys(_EMPTY),
        "method": "spot",
        "option": spot.option,
        "avoided": amount(spot.amount),
        "cooling": amount(float(spot.cooling.amount)) if spot.cooling else None,
        "per": "year",
        "half_width": amount(spot.half_width),
        "confidence": spot.confidence,
        "verdict": effect.verdict,
    }


def measured_object(known: Avoided) -> dict[str, object]:
    """The comparison itself; amounts are in the meter's unit."""
    before, after = known.baseline, known.months
    return {
        "method": known.method,
        "baseline": span([each.month for each in before]),
        "reporting": {
            **span([each.month for each in after]),
            "adjusted_baseline": amount(known.adjusted),
            "actual": amount(known.actual),
        },
        "model": model_object(known.fit) if known.fit else None,
        "avoided": amount(known.avoided),
        "fraction": known.fraction,
        "half_width": amount(known.half_width),
        "half_widths": {
            "exact": amount(known.exact),
            "autocorrelated": amount(known.autocorrelated),
        },
        "fsu": known.fsu,
        "confidence": known.confidence,
        "verdict": known.verdict,
    }


def span(months: Sequence[object]) -> dict[str, object]:
    """First and last month, both included, and how many lie between that could be used."""
    return {"first": str(months[0]), "last": str(months[-1]), "months": len(months)}


def model_object(fit: Fit) -> dict[str, object]:
    return {name: getattr(fit, name) for name in (*_SINGLE, *_EACH)}


def money_object(money: Money | None) -> dict[str, object] | None:
    if money is None:
        return None
    return {
        "amount": amount(money.amount),
        "currency": money.currency,
        "price": amount(money.price),
    }


def factor_object(used: Used) -> dict[str, object]:
    factor = used.factor
    return {
        "key": factor.key,
        "value": factor.value,
        "unit": factor.unit,
        "gas": factor.gas,
        "year": factor.year,
        "asked": used.asked,
        "source": factor.source,
        "status": factor.status,
    }


def tonnes(converted: Converted | None) -> str | None:
    return amount(converted.tonnes) if converted else None


def amount(value: float | None) -> str | None:
    """A computed amount as text at 15 significant digits."""
    return None if value is None else plain(from_float(value))


def total(
    measured: Iterable[UpgradeSavings], shared: Sequence[Shared] = ()
) -> dict[str, object]:
    """Sums since the upgrades run: money by currency, tonnes of standard coal and of CO2.

    What another effect's saving contains is not added again; nor is a saving that is not shown,
    or one of a year: measured on the spot, or normalised.
    """
    within = contained(shared)
    effects = [
        each
        for savings in measured
        for each in savings.effects
        if each.counts and is_since_running(each) and each.effect.id not in within
    ]
    money: dict[str, Decimal] = {}
    for each in effects:
        if each.money:
            known = money.get(each.money.currency, Decimal(0))
            money[each.money.currency] = known + from_float(each.money.amount)
    return {
        "money": money,
        "standard_coal": sum_of([each.standard_coal for each in effects]),
        "co2": sum_of([each.co2 for each in effects]),
    }


def is_since_running(effect: EffectSavings) -> bool:
    return effect.avoided is not None and effect.avoided.method is not Method.NORMALISED


def sum_of(parts: Sequence[Converted | None]) -> str | None:
    """None where nothing was converted, for none is not zero."""
    known = [from_float(each.tonnes) for each in parts if each]
    return plain(sum(known, Decimal(0))) if known else None
