"""The months of a balance, so that it is compared like the months of a meter."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from cpdesk.analysis.months.monthly import MonthlySeries, MonthValue
from cpdesk.analysis.saving.balance import Balance, MaterialLoss, balance, material_loss
from cpdesk.analysis.saving.balance_findings import FlowAmounts
from cpdesk.domain.findings import Refusal
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Convention, Driver, Meter
from cpdesk.domain.quantities import from_float
from cpdesk.domain.record import Record
from cpdesk.domain.upgrades import Effect, Quantity, Upgrade
from cpdesk.domain.verification import Flow
from cpdesk.services.series import floats, monthly

UNIT = "kg"
_Part = tuple[Flow, Meter, MonthlySeries, MonthlySeries | None]


def has_balance(record: Record, effect: Effect) -> bool:
    """Whether flows belong to the effect, so that their balance takes the place of a meter."""
    return bool(record.where(Flow, effect=effect.id))


def balance_series(record: Record, upgrade: Upgrade, effect: Effect) -> MonthlySeries:
    """Kilograms emitted by month, or of material lost, with what is doubtful in them.

    Raises Refusal where a flow cannot be used. The very same object is returned until a flow, a
    reading or the effect itself changes.
    """
    made = _made(upgrade, effect, _parts(record, effect))
    for finding in made.findings:
        if finding.blocking:
            raise Refusal(finding)
    return made


def losses(
    record: Record, upgrade: Upgrade, effect: Effect, *periods: Iterable[Month]
) -> tuple[MaterialLoss, ...]:
    """What of the material was lost in each of these periods."""
    known = {each.month: each for each in _balance(upgrade, effect, _parts(record, effect)).months}
    return tuple(
        material_loss([known[month] for month in period if month in known]) for period in periods
    )


def _parts(record: Record, effect: Effect) -> tuple[_Part, ...]:
    return tuple(_part(record, flow) for flow in record.where(Flow, effect=effect.id))


def _part(record: Record, flow: Flow) -> _Part:
    meter = record.get(Meter, flow.meter)
    strength = monthly(record, record.get(Driver, flow.concentration)) if (
        flow.concentration) else None  # fmt: skip
    return flow, meter, monthly(record, meter), strength


@lru_cache(maxsize=128)
def _balance(upgrade: Upgrade, effect: Effect, parts: tuple[_Part, ...]) -> Balance:
    flows = [
        FlowAmounts(flow, meter, floats(series), floats(strength) if strength else None)
        for flow, meter, series, strength in parts
    ]
    return balance(effect, flows, upgrade.running_from)


@lru_cache(maxsize=128)
def _made(upgrade: Upgrade, effect: Effect, parts: tuple[_Part, ...]) -> MonthlySeries:
    made = _balance(upgrade, effect, parts)
    amounts = made.loss if effect.quantity is Quantity.MATERIAL else made.emission
    months = tuple(
        MonthValue(
            month=month, amount=from_float(amount), cost=None, currency="", complete=True,
            estimated=any(_estimated(series, month) for _, _, series, _ in parts),
            readings=tuple(r for _, _, series, _ in parts for r in _readings(series, month)),
        )
        for month, amount in sorted(amounts.items())
    )  # fmt: skip
    return MonthlySeries(UNIT, Convention.NEXT, months, (), made.findings)


def _estimated(series: MonthlySeries, month: Month) -> bool:
    value = series.value(month)
    return value is not None and value.estimated


def _readings(series: MonthlySeries, month: Month) -> tuple[str, ...]:
    value = series.value(month)
    return value.readings if value else ()
