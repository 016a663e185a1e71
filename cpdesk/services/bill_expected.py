"""What production lets expect of a bill: a straight line through the meter's earlier bills."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from operator import attrgetter

from cpdesk.analysis.bills.remarks import Range
from cpdesk.domain.findings import Refusal
from cpdesk.domain.periods import Period
from cpdesk.domain.plant import Driver, DriverKind, Meter, Reading
from cpdesk.domain.record import Record
from cpdesk.domain.units import convert

FEWEST, MOST = 9, 24  # bills that a line is drawn through
CONFIDENCE = 0.95
_LONGEST = 400  # days of a reading of output, which may begin long before its last day
_LEAST_T, _MOST_SCATTER = 2.0, 0.25  # where output explains nothing, nothing is expected


def expected(record: Record, meter: Meter, days: Period, apart: str = "") -> Range | None:
    """The range of the amount by the output of these days; None where that cannot be told.

    The model is `a * days + b * output` over the last 24 bills before, with the 95 % interval of
    a single new value. The driver of production with the least scatter is taken.
    """
    drivers = record.where(Driver, factory=meter.factory, kind=DriverKind.PRODUCTION)
    earlier = [e for e in record.readings(meter) if e.end <= days.start and e.id != apart]
    found = [one for each in drivers if (one := _by_output(record, meter, each, earlier, days))]
    return min(found)[1] if found else None


def output(record: Record, driver: Driver, days: Period) -> Decimal | None:
    """What was produced on these days; None where a day is not recorded."""
    covered, amount = 0, Decimal(0)
    for each in _near(record.readings(driver), days):
        shared = each.period.overlap(days)
        covered += shared
        amount += each.amount * shared / each.period.days
    return amount if covered == days.days else None


def _near(readings: Sequence[Reading], days: Period) -> Iterator[Reading]:
    """Those of the readings, oldest first, that may share one of these days."""
    last = bisect_left(readings, days.end, key=attrgetter("start"))
    for each in reversed(readings[:last]):
        if each.end <= days.start and (days.start - each.end).days > _LONGEST:
            return
        yield each


def _by_output(
    record: Record, meter: Meter, driver: Driver, earlier: list[Reading], days: Period
) -> tuple[float, Range] | None:
    """The scatter of the line and the range it gives."""
    now = output(record, driver, days)
    rows = [(each, made) for each in earlier[-MOST:]
            if (made := output(record, driver, each.period)) is not None]  # fmt: skip
    if now is None or len(rows) < FEWEST:
        return None
    try:
        return _fitted(meter, rows, float(now), days.days)
    except Refusal:  # output that never changes, or a unit that does not match
        return None


def _fitted(
    meter: Meter, rows: list[tuple[Reading, Decimal]], now: float, days: int
) -> tuple[float, Range] | None:
    from cpdesk.analysis.models.regression import fit
    from cpdesk.analysis.saving.uncertainty import Places, half_width

    use = [float(convert(each.amount, each.unit or meter.unit, meter.unit)) for each, _ in rows]
    columns = {"days": [float(e.period.days) for e, _ in rows],
               "output": [float(made) for _, made in rows]}  # fmt: skip
    model = fit(use, columns, intercept=False)
    if model.t["output"] < _LEAST_T or not model.cv_rmse < _MOST_SCATTER:
        return None
    design = model.design({"days": [float(days)], "output": [now]}, 1)
    middle = float(model.predict(design)[0])
    width = half_width(model, design, Places.following(len(rows), 0, 1), CONFIDENCE).exact
    return model.cv_rmse, (_decimal(middle - width), _decimal(middle + width))


def _decimal(value: float) -> Decimal:
    return Decimal(format(value, ".15g"))

