"""Non-routine adjustments of the record as events of the comparison."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from cpdesk.analysis.months.monthly import MonthlySeries
from cpdesk.analysis.saving.series import Event
from cpdesk.domain.findings import Finding, Place, blocking, warning
from cpdesk.domain.periods import Month, Period
from cpdesk.domain.plant import Meter
from cpdesk.domain.record import Record
from cpdesk.domain.units import ratio
from cpdesk.domain.verification import Adjustment, AdjustmentKind
from cpdesk.domain.words import N_
from cpdesk.services.series import monthly

Told = tuple[Adjustment, Meter | None, MonthlySeries | None]

INCOMPLETE = blocking(
    "adjustment-incomplete",
    N_("The adjustment {code} is not used: enter how it is counted, its first day, and its amount "
       "or its sub-meter."),
)  # fmt: skip
NO_REASON = warning(
    "adjustment-reason",
    N_("The adjustment {code} is not explained. Write what happened and why no driver shows it."),
)
NO_TOLERANCE = warning(
    "adjustment-tolerance",
    N_("The adjustment {code} has no tolerance; the interval leaves it out. Say how sure it is."),
)
NOT_METERED = warning(
    "adjustment-months",
    N_("The sub-meter of the adjustment {code} has no figure in {months}, so nothing is adjusted "
       "there. Enter its bills."),
)  # fmt: skip


def told_events(record: Record, adjustments: Sequence[Adjustment]) -> tuple[Told, ...]:
    """The adjustments that are complete, with the months of their sub-meters."""
    return tuple(_told(record, each) for each in adjustments if is_complete(each))


def is_complete(each: Adjustment) -> bool:
    counted = {
        AdjustmentKind.METERED: each.meter, AdjustmentKind.INDICATOR: True,
        AdjustmentKind.ESTIMATE: each.amount is not None,
    }  # fmt: skip
    return bool(each.kind and each.start and counted[each.kind])


def _told(record: Record, each: Adjustment) -> Told:
    if each.kind is not AdjustmentKind.METERED or each.meter is None:
        return each, None, None
    meter = record.get(Meter, each.meter)
    return each, meter, monthly(record, meter)


def events_of(
    told: Sequence[Told], unit: str, months: Sequence[Month]
) -> tuple[Event, ...]:
    """The events over these months, in this unit; raises Refusal for another dimension."""
    return tuple(_event(each, sub, series, unit, months) for each, sub, series in told)


def _event(
    each: Adjustment, sub: Meter | None, series: MonthlySeries | None, unit: str,
    months: Sequence[Month],
) -> Event:  # fmt: skip
    share = {month: _share(each, month) for month in months if _share(each, month)}
    tolerance = float(each.tolerance or 0) / 100
    if each.kind is AdjustmentKind.INDICATOR:
        return Event(each.code, share=share)
    if sub is not None and series is not None:
        scale = float(ratio(sub.unit, unit))
        known = {month: series.amount(month) for month in share}
        added = {m: float(a) * scale * share[m] for m, a in known.items() if a is not None}
        return Event(each.code, added=added, tolerance=tolerance)
    amount = float(each.amount or 0)
    return Event(each.code, added={m: amount * s for m, s in share.items()}, tolerance=tolerance)


def _share(each: Adjustment, month: Month) -> float:
    """The part of a month's days that the event lasts."""
    if each.start is None or (each.end is not None and each.end <= each.start):
        return 0.0
    end = each.end or date(9998, 12, 31)
    return Period(each.start, end).overlap(Period.of_month(month)) / month.days


def event_findings(
    record: Record, adjustments: Sequence[Adjustment], months: Sequence[Month]
) -> Iterator[Finding]:
    """What is missing of an effect's adjustments; `months` are those its meter is read in."""
    for each in adjustments:
        place = Place("adjustment", each.code)
        if not is_complete(each):
            yield INCOMPLETE.at(place, code=each.code)
            continue
        if not each.reason:
            yield NO_REASON.at(Place("adjustment", each.code, "reason"), code=each.code)
        if each.kind is AdjustmentKind.ESTIMATE and each.tolerance is None:
            yield NO_TOLERANCE.at(Place("adjustment", each.code, "tolerance"), code=each.code)
        missing = _unmetered(record, each, months)
        if missing:
            yield NOT_METERED.at(place, code=each.code, months=tuple(missing))


def _unmetered(record: Record, each: Adjustment, months: Sequence[Month]) -> list[Month]:
    """Months of a metered event that its sub-meter leaves out."""
    _, _, series = _told(record, each)
    if series is None:
        return []
    return [month for month in months if _share(each, month) and series.amount(month) is None]
