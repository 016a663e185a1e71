"""What each upgrade saved: readings to months, months to a model, the model to a verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from cpdesk.analysis.factors.emissions import Converted
from cpdesk.analysis.factors.table import Factor, FactorTable, Used
from cpdesk.analysis.money.price import InHongKong
from cpdesk.analysis.money.price import Money as Money
from cpdesk.analysis.saving.advice import next_step
from cpdesk.analysis.saving.avoided import Avoided
from cpdesk.analysis.saving.spot import UNIT as SPOT_UNIT
from cpdesk.analysis.saving.spot import SpotSaving, spot_saving
from cpdesk.analysis.saving.verdict import Verdict, judge_year
from cpdesk.domain.findings import Finding, Place, Refusal
from cpdesk.domain.plant import Meter
from cpdesk.domain.record import Record
from cpdesk.domain.units import dimension, ratio
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.domain.verification import Adjustment, Spot, Way
from cpdesk.services.saving import findings as found
from cpdesk.services.saving.balances import has_balance
from cpdesk.services.saving.cooling import within_boundary
from cpdesk.services.saving.events import event_findings
from cpdesk.services.saving.factor_names import FactorName
from cpdesk.services.saving.measuring import Inputs, gather, measure, model_inputs
from cpdesk.services.saving.valuing import value, value_of_year

CONFIDENCE = Decimal("0.90")


@dataclass(frozen=True)
class EffectSavings:
    """One effect of an upgrade; `avoided` is None where nothing can be compared.

    It was measured at `meter`, or by a balance of flows without one; `spot` holds a year's saving
    where key values were measured on the spot. `money` is in the bills' currency, `money_hkd` the
    same in HK$ where a rate is known. `inputs` is the fingerprint of what the model was made from.
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
    spot: SpotSaving | None = None
    unit: str = ""

    @property
    def amount(self) -> float | None:
        """What was saved since it runs, or in a year where it was measured on the spot."""
        if self.avoided is not None:
            return self.avoided.avoided
        return self.spot.amount if self.spot else None

    @property
    def half_width(self) -> float | None:
        """That of the amount; None where it has no interval, or nothing was measured."""
        measured = self.avoided or self.spot
        return measured.half_width if measured else None

    @property
    def verdict(self) -> Verdict | None:
        """What may be said of the amount; None where nothing was measured."""
        if self.avoided is not None:
            return self.avoided.verdict
        return None if self.amount is None else judge_year(self.amount, self.half_width)

    @property
    def counts(self) -> bool:
        """Whether it may enter a sum: a saving that is not shown is none, but more use is."""
        amount = self.amount
        return amount is not None and (self.verdict is not Verdict.NOT_SHOWN or amount < 0)

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
    if upgrade.running_from is None:
        return _unmeasured(record, effect)
    if effect.way is Way.SPOT:
        return _on_the_spot(record, upgrade.running_from, effect, factors, confidence)
    if not effect.meter and not has_balance(record, effect):
        return _unmeasured(record, effect)
    try:
        inputs = gather(record, upgrade, effect)
        made = _valued(record, inputs, measure(inputs, confidence), factors)
    except Refusal as refusal:
        return _unmeasured(record, effect, refusal.finding)
    further = (*_events(record, inputs), *_stale(inputs), *_advice(inputs, made.avoided))
    return replace(made, findings=(*made.findings, *further), inputs=model_inputs(inputs))


def _advice(inputs: Inputs, result: Avoided | None) -> Iterator[Finding]:
    step = next_step(result, inputs.name, inputs.upgrade.code) if result else None
    if step is not None:
        yield step


def _unmeasured(record: Record, effect: Effect, *findings: Finding) -> EffectSavings:
    meter = record.get(Meter, effect.meter) if effect.meter else None
    unit = meter.unit if meter else effect.unit
    return EffectSavings(effect, meter, None, None, None, None, findings, unit=unit)


def _on_the_spot(
    record: Record, since: date, effect: Effect, factors: FactorTable, confidence: float
) -> EffectSavings:
    """A year's saving from machines, power and hours, valued where a meter says what it is."""
    own, found = within_boundary(record, effect)
    made = spot_saving(own, record.where(Spot, effect=effect.id), confidence)
    plain = _unmeasured(record, effect, *found, *made.findings)
    meter = plain.meter
    if made.amount is None or meter is None or dimension(meter.unit) != "energy":
        return replace(plain, spot=made, unit=SPOT_UNIT)
    amount = made.amount * float(ratio(SPOT_UNIT, meter.unit))
    worth = value_of_year(record, meter, amount, since, factors)
    return replace(
        plain, spot=made, unit=SPOT_UNIT, money=worth.money, standard_coal=worth.standard_coal,
        co2=worth.co2, money_hkd=worth.money_hkd, findings=(*plain.findings, *worth.findings),
    )  # fmt: skip


def _events(record: Record, inputs: Inputs) -> Iterator[Finding]:
    adjustments = record.where(Adjustment, effect=inputs.effect.id)
    return event_findings(record, adjustments, inputs.use.complete_months())


def _stale(inputs: Inputs) -> tuple[Finding, ...]:
    """A model that a person agreed to, and that would be another one now."""
    effect = inputs.effect
    if not effect.agreed_inputs or effect.agreed_inputs == model_inputs(inputs):
        return ()
    place = Place("effect", effect.code, "agreed_on")
    facts = {"upgrade": inputs.upgrade.code, "meter": inputs.name, "day": effect.agreed_on}
    return (found.STALE.at(place, **facts),)


def _valued(
    record: Record, inputs: Inputs, result: Avoided, factors: FactorTable
) -> EffectSavings:
    meter, use = inputs.meter, inputs.use
    worth = value(record, inputs, result, factors)
    doubts = found.doubts(inputs.name, meter, use, result, worth.money)
    findings = (*(use.findings if meter is None else ()), *worth.findings, *doubts)
    effects = EffectSavings(
        inputs.effect, meter, result, worth.money, worth.standard_coal, worth.co2, findings,
        worth.money_hkd, unit=use.unit,
    )  # fmt: skip
    return replace(effects, findings=(*findings, *_other_years(effects)))


def _other_years(effect: EffectSavings) -> Iterator[Finding]:
    for factor in (used.factor for used in effect.factors if used.factor.year is not None):
        others = [year for year in effect.asked(factor) if year != factor.year]
        if others:
            yield found.OTHER_YEAR.at(
                Place("factor", factor.key), key=factor.key, factor=FactorName(factor.key),
                year=str(factor.year), asked=tuple(map(str, others)),
            )  # fmt: skip
