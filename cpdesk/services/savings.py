"""What each upgrade saved: readings to months, months to a model, the model to a verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from cpdesk.analysis.emissions import Converted
from cpdesk.analysis.factors import Factor, FactorTable, Used
from cpdesk.analysis.money import InHongKong
from cpdesk.analysis.money import Money as Money
from cpdesk.analysis.savings import Avoided
from cpdesk.domain.findings import Finding, Place, Refusal
from cpdesk.domain.plant import Meter
from cpdesk.domain.record import Record
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.domain.verification import Adjustment
from cpdesk.services import savings_findings as found
from cpdesk.services.events import event_findings
from cpdesk.services.measuring import Inputs, gather, measure, model_inputs
from cpdesk.services.valuing import value

CONFIDENCE = Decimal("0.90")


@dataclass(frozen=True)
class EffectSavings:
    """One effect of an upgrade at one meter; `avoided` is None where nothing can be compared.

    `money` is in the bills' currency, `money_hkd` the same in HK$ where a rate is known. `inputs`
    is the fingerprint of what the model was made from.
    """

    effect: Effect
    meter: Meter | None
    avoided: Avoided | None
    money: Money | None
    standard_coal: Converted | None
    co2: Converted | None
    findings: tuple[Finding, ...]
    money_hkd: InHongKong | None = None
    inputs: str = ""

    @property
    def factors(self) -> tuple[Used, ...]:
        """Every factor that was used, each once, with the last year it was asked for."""
        return tuple({used.factor: used for used in self._all_used}.values())

    @property
    def _all_used(self) -> tuple[Used, ...]:
        parts = (self.standard_coal, self.co2)
        return tuple(used for each in parts if each for used in each.all_used)

    def asked(self, factor: Factor) -> tuple[int, ...]:
        """The years that a factor was used for."""
        return tuple(sorted({used.asked for used in self._all_used if used.factor == factor}))


@dataclass(frozen=True)
class UpgradeSavings:
    """What is known of an upgrade's effects."""

    upgrade: Upgrade
    effects: tuple[EffectSavings, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for effect in self.effects for finding in effect.findings)


def all_savings(record: Record, factors: FactorTable) -> tuple[UpgradeSavings, ...]:
    """The savings of every upgrade that runs."""
    running = [each for each in record.all(Upgrade) if each.running_from]
    return tuple(savings_of(record, upgrade, factors) for upgrade in running)


def savings_of(
    record: Record, upgrade: Upgrade, factors: FactorTable, confidence: Decimal = CONFIDENCE
) -> UpgradeSavings:
    """Measure each effect of an upgrade at its meter, with an interval of this confidence.

    What cannot be measured has no `avoided` and a finding that says why.
    """
    effects = record.where(Effect, upgrade=upgrade.id)
    return UpgradeSavings(
        upgrade,
        tuple(_effect(record, upgrade, effect, factors, float(confidence)) for effect in effects),
    )


def _effect(
    record: Record, upgrade: Upgrade, effect: Effect, factors: FactorTable, confidence: float
) -> EffectSavings:
    if effect.meter is None or upgrade.running_from is None:
        return EffectSavings(effect, None, None, None, None, None, ())
    meter = record.get(Meter, effect.meter)
    try:
        inputs = gather(record, upgrade, effect, meter)
        made = _valued(record, inputs, measure(inputs, confidence), factors)
    except Refusal as refusal:
        return EffectSavings(effect, meter, None, None, None, None, (refusal.finding,))
    further = (*_events(record, inputs), *_stale(inputs))
    return replace(made, findings=(*made.findings, *further), inputs=model_inputs(inputs))


def _events(record: Record, inputs: Inputs) -> Iterator[Finding]:
    adjustments = record.where(Adjustment, effect=inputs.effect.id)
    return event_findings(record, adjustments, inputs.use.complete_months())


def _stale(inputs: Inputs) -> tuple[Finding, ...]:
    """A model that a person agreed to, and that would be another one now."""
    effect = inputs.effect
    if not effect.agreed_inputs or effect.agreed_inputs == model_inputs(inputs):
        return ()
    place = Place("effect", effect.code, "agreed_on")
    facts = {"upgrade": inputs.upgrade.code, "meter": inputs.meter.code, "day": effect.agreed_on}
    return (found.STALE.at(place, **facts),)


def _valued(
    record: Record, inputs: Inputs, result: Avoided, factors: FactorTable
) -> EffectSavings:
    meter = inputs.meter
    worth = value(record, inputs, result, factors)
    findings = (*worth.findings, *found.doubts(meter, inputs.use, result, worth.money))
    effects = EffectSavings(
        inputs.effect, meter, result, worth.money, worth.standard_coal, worth.co2, findings,
        worth.money_hkd,
    )  # fmt: skip
    return replace(effects, findings=(*findings, *_other_years(effects)))


def _other_years(effect: EffectSavings) -> Iterator[Finding]:
    for factor in (used.factor for used in effect.factors if used.factor.year is not None):
        others = [year for year in effect.asked(factor) if year != factor.year]
        if others:
            yield found.OTHER_YEAR.at(
                Place("factor", factor.key), key=factor.key, year=str(factor.year),
                asked=", ".join(map(str, others)),
            )  # fmt: skip
