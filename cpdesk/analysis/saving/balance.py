"""Balances month by month: VOC of solvents, losses of material, loads of wastewater, in kilograms.

The series that comes out is compared like a meter's: by a model of the baseline on output.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cpdesk.analysis.saving import balance_findings as found
from cpdesk.analysis.saving.balance_findings import MASS_ROLES
from cpdesk.analysis.saving.balance_findings import FlowAmounts as FlowAmounts
from cpdesk.domain.findings import Finding
from cpdesk.domain.periods import Month
from cpdesk.domain.upgrades import Effect
from cpdesk.domain.verification import FlowRole


@dataclass(frozen=True)
class Treatment:
    """What of the exhaust is captured, and what of that is destroyed, as fractions."""

    capture: float = 0.0
    destruction: float = 0.0


@dataclass(frozen=True)
class BalanceMonth:
    """A month in kilograms: `parts` by role, and what its `treatment` leaves of it."""

    month: Month
    parts: Mapping[FlowRole, float]
    treatment: Treatment

    def part(self, role: FlowRole) -> float:
        """What flows of a role add up to; 0 where there is no such flow."""
        return self.parts.get(role, 0.0)

    @property
    def generated(self) -> float:
        """Put in less what was recovered, or left in waste or in the product; plus loads."""
        leaving = (FlowRole.RECOVERED, FlowRole.WASTE, FlowRole.PRODUCT)
        entering = (FlowRole.INPUT, FlowRole.LOAD)
        return math.fsum((*map(self.part, entering), *(-self.part(each) for each in leaving)))

    @property
    def fugitive(self) -> float:
        """What no hood captures: generated x (1 - capture)."""
        return self.generated * (1 - self.treatment.capture)

    @property
    def stack(self) -> float:
        """What is captured and not destroyed: generated x capture x (1 - destruction)."""
        return self.generated * self.treatment.capture * (1 - self.treatment.destruction)

    @property
    def emission(self) -> float:
        """Generated x (1 - capture x destruction), which is fugitive and stack together."""
        return self.fugitive + self.stack

    @property
    def loss(self) -> float:
        """Material that became neither product nor was recycled; waste is part of the loss."""
        used = self.part(FlowRole.PRODUCT) + self.part(FlowRole.RECOVERED)
        return self.part(FlowRole.INPUT) - used


@dataclass(frozen=True)
class Balance:
    """The months in which every flow is known; none while a finding stands against it."""

    months: tuple[BalanceMonth, ...]
    findings: tuple[Finding, ...]

    @property
    def emission(self) -> dict[Month, float]:
        """Kilograms emitted by month."""
        return {each.month: each.emission for each in self.months}

    @property
    def loss(self) -> dict[Month, float]:
        """Kilograms of material lost by month."""
        return {each.month: each.loss for each in self.months}


@dataclass(frozen=True)
class MaterialLoss:
    """Kilograms put in, in good output, and recycled."""

    put_in: float
    good: float
    recycled: float

    @property
    def loss(self) -> float:
        return self.put_in - self.good - self.recycled

    @property
    def share(self) -> float | None:
        """The loss as a fraction of what was put in; None where nothing was."""
        return self.loss / self.put_in if self.put_in else None


def balance(effect: Effect, flows: Sequence[FlowAmounts], since: date | None) -> Balance:
    """The balance of an effect's flows; `since` is the first day with the upgrade.

    E = (input - recovered - waste - product) x (1 - capture x destruction), each flow times its
    share. An input of solvent needs the share of its safety data sheet; where recovered, waste or
    product have no share, their mass is taken to be what counts already (VOC, not mixture). A load
    is m3 x mg/L / 1000. Capture and destruction are those before or with the upgrade by the month;
    with none entered at all nothing is treated. The month in which they change is left out.

    A month with a negative balance stays in, for the year's stocks even out; a finding tells.
    """
    faults = tuple(found.faults(effect, flows, since))
    if any(each.blocking for each in faults):
        return Balance((), faults)
    known = frozenset.intersection(*(each.known for each in flows))
    treated = [(month, _treatment(effect, month, since)) for month in sorted(known)]
    months = tuple(
        BalanceMonth(month, _parts(flows, month), each) for month, each in treated if each
    )
    negative = [each.month for each in months if each.generated < 0]
    return Balance(months, (*faults, *found.doubts(effect, flows, negative)))


def material_loss(months: Sequence[BalanceMonth]) -> MaterialLoss:
    """The loss of some months together: input - good output - recycled."""
    roles = (FlowRole.INPUT, FlowRole.PRODUCT, FlowRole.RECOVERED)
    return MaterialLoss(*(math.fsum(each.part(role) for each in months) for role in roles))


def _parts(flows: Sequence[FlowAmounts], month: Month) -> dict[FlowRole, float]:
    parts: dict[FlowRole, float] = {}
    for flow in flows:
        if flow.flow.role:
            parts[flow.flow.role] = parts.get(flow.flow.role, 0.0) + _mass(flow, month)
    return parts


def _mass(flow: FlowAmounts, month: Month) -> float:
    """Kilograms of what counts in a month of a flow."""
    share = 1.0 if flow.flow.share is None else float(flow.flow.share) / 100
    amount = flow.months[month] * flow.rate * share
    if flow.flow.role in MASS_ROLES:
        return amount
    return amount * (flow.concentration or {}).get(month, 0.0) / 1000


def _treatment(effect: Effect, month: Month, since: date | None) -> Treatment | None:
    before = _fractions(effect.capture_before, effect.destruction_before)
    after = _fractions(effect.capture_after, effect.destruction_after)
    if since is None or month.end <= since:
        return before
    return after if month.start >= since or before == after else None


def _fractions(*percent: Decimal | None) -> Treatment:
    return Treatment(*(float(each or 0) / 100 for each in percent))
