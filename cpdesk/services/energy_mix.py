"""What a factory's energy and its cost are made up of, month by month, by kind of meter."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from cpdesk.analysis.factors.emissions import Converted, standard_coal
from cpdesk.analysis.factors.table import FactorTable
from cpdesk.analysis.months.monthly import MonthlySeries
from cpdesk.base.languages import Translator
from cpdesk.documents.charts.diagnosis_series import Billed, BilledMonth
from cpdesk.domain.company import Factory
from cpdesk.domain.findings import Refusal
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Meter
from cpdesk.domain.record import Record
from cpdesk.services.bill_charts import Parts, in_order, names_of
from cpdesk.services.series import monthly

_Metered = Sequence[tuple[Meter, MonthlySeries]]
_Found = dict[str, dict[Month, Parts]]  # by the id of the meter
_TONNES = "tce"
_GONE = 6  # months after which a meter without bills counts no more


def mix_of(record: Record, factory: Factory, factors: FactorTable, t: Translator) -> Billed | None:
    """Standard coal and costs of each month by kind of meter; None where there are neither.

    A sub-meter is counted by the meter above it. A month which is incomplete at one of the meters
    is left out, for energy and for costs by themselves, so that no part is missing from a bar.
    Costs are those in the currency of most bills.
    """
    meters = list(_top_meters(record, factory))
    coal, costs, currency = _coal(meters, factors, t), *_costs(meters, t)
    bands, kinds = names_of(coal, t), names_of(costs, t)
    months = sorted({*coal, *costs})
    if not months:
        return None
    return Billed(
        _TONNES, currency, bands, kinds,
        [
            BilledMonth(m, in_order(bands, coal.get(m, {})), in_order(kinds, costs.get(m, {})))
            for m in months
        ],
    )  # fmt: skip


def _top_meters(record: Record, factory: Factory) -> Iterator[tuple[Meter, MonthlySeries]]:
    for each in record.where(Meter, factory=factory.id):
        if each.above is None:
            try:
                yield each, monthly(record, each)
            except Refusal:  # what is wrong in its readings is a finding of its own
                continue


def _coal(meters: _Metered, factors: FactorTable, t: Translator) -> dict[Month, Parts]:
    found: _Found = {}
    for meter, series in meters:
        mine: dict[Month, Parts] = {}
        years = {value.month.year for value in series.months}
        rates = {year: _rate(meter, year, factors) for year in years}
        for value in (each for each in series.months if each.complete):
            rate = rates[value.month.year]
            if rate is not None:
                mine[value.month] = {_name(meter, t): float(value.amount) * rate}
        if mine:
            found[meter.id] = mine
    return _together(found)


def _rate(meter: Meter, year: int, factors: FactorTable) -> float | None:
    """Tonnes of standard coal in one unit of the meter; None where it is no energy."""
    made = standard_coal({year: 1.0}, meter, factors)
    return made.tonnes if isinstance(made, Converted) else None


def _costs(meters: _Metered, t: Translator) -> tuple[dict[Month, Parts], str]:
    seen = Counter(v.currency for _, series in meters for v in series.months if v.cost is not None)
    if not seen:
        return {}, ""
    currency = seen.most_common(1)[0][0]
    found: _Found = {}
    for meter, series in meters:
        mine = {
            v.month: {_name(meter, t): float(v.cost)} for v in series.months
            if v.complete and v.cost is not None and v.currency == currency
        }  # fmt: skip
        if mine:
            found[meter.id] = mine
    return _together(found), currency


def _name(meter: Meter, t: Translator) -> str:
    return t.show(meter.kind) if meter.kind else t.show(meter.name) or meter.code


def _together(found: _Found) -> dict[Month, Parts]:
    """The months that no meter lacks, each meter's part added to its kind."""
    months = {month: defaultdict[str, float](float) for month in _shared(found)}
    for mine in found.values():
        for month, parts in months.items():
            for name, amount in mine.get(month, {}).items():
                parts[name] += amount
    return dict(months)


def _shared(found: _Found) -> list[Month]:
    """A meter may have come later or be gone for long; between, and at the end, none may lack."""
    if not found:
        return []
    newest = max(max(mine) for mine in found.values())
    end = min(last for mine in found.values() if newest - (last := max(mine)) <= _GONE)
    every = sorted({month for mine in found.values() for month in mine if month <= end})
    return [month for month in every
            if all(month in mine or not min(mine) <= month <= max(mine)
                   for mine in found.values())]  # fmt: skip
