"""What the bills of a meter are made up of, month by month: time bands, charges, tax."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from cpdesk.analysis.months.monthly import BillSpread
from cpdesk.base.languages import Translator
from cpdesk.documents.charts.diagnosis_series import Billed, BilledMonth
from cpdesk.domain.findings import Refusal
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import BillLine, LineKind, Meter, Reading
from cpdesk.domain.record import Record
from cpdesk.domain.units import ratio
from cpdesk.services.series import monthly

_MOST = 6  # parts of a bar; the rest is other
Parts = dict[str, float]


def has_lines(record: Record, meter: Meter) -> bool:
    """Whether any bill of the meter is broken down into lines."""
    mine = {each.id for each in record.readings(meter)}
    return any(each.reading in mine for each in record.all(BillLine))


def billed_of(record: Record, meter: Meter, t: Translator) -> Billed | None:
    """Amounts by time band and costs by line of each month's bills; None without such bills.

    A bill counts for the month in which most of its days lie. What its lines do not say of its
    amount or cost is a part of its own. Only bills in the currency of most of them have costs.
    """
    try:
        bills = monthly(record, meter).bills
    except Refusal:  # what is wrong in its bills is a finding of its own
        return None
    currency = _usual_currency(bills)
    amounts: dict[Month, Parts] = defaultdict(dict)
    costs: dict[Month, Parts] = defaultdict(dict)
    known = _lines(record)
    for reading in (each for bill in bills for each in bill.readings):
        lines = known.get(reading.id, [])
        month = _month_of(reading)
        _add(amounts[month], _bands(reading, lines, meter, t))
        if reading.cost is not None and reading.currency == currency:
            _add(costs[month], _charges(reading, lines, t))
    bands, kinds = names_of(amounts, t), names_of(costs, t)
    if len(bands) < 2 and len(kinds) < 2:
        return None
    months = sorted({*amounts, *costs})
    return Billed(
        meter.unit, currency, bands, kinds,
        [BilledMonth(m, in_order(bands, amounts[m]), in_order(kinds, costs[m])) for m in months],
    )  # fmt: skip


def _lines(record: Record) -> dict[str, list[BillLine]]:
    """Every line by the id of its bill."""
    found: dict[str, list[BillLine]] = defaultdict(list)
    for each in record.all(BillLine):
        found[each.reading].append(each)
    return found


def _month_of(reading: Reading) -> Month:
    """The month of the middle day, in which most days of a bill of a month or two lie."""
    return Month.of(reading.start + timedelta((reading.end - reading.start).days // 2))


def _usual_currency(bills: tuple[BillSpread, ...]) -> str:
    seen = Counter(
        each.currency for bill in bills for each in bill.readings if each.cost is not None
    )
    return seen.most_common(1)[0][0] if seen else ""


def _bands(
    reading: Reading, lines: Sequence[BillLine], meter: Meter, t: Translator
) -> Iterator[tuple[str, float]]:
    """Amounts in the unit of the meter."""
    by = float(ratio(reading.unit or meter.unit, meter.unit))
    mine = [each for each in lines if each.kind is LineKind.BAND and each.amount is not None]
    for each in mine:
        yield _name(each, t), float(each.amount or 0) * by
    rest = float(reading.amount - sum(each.amount or 0 for each in mine)) * by
    yield from _rest(rest, float(reading.amount) * by, t("Not in a time band"))


def _charges(
    reading: Reading, lines: Sequence[BillLine], t: Translator
) -> Iterator[tuple[str, float]]:
    mine = [each for each in lines if each.cost is not None]
    for each in mine:
        yield _name(each, t), float(each.cost or 0)
    rest = float((reading.cost or 0) - sum(each.cost or 0 for each in mine))
    yield from _rest(rest, float(reading.cost or 0), t("Not in a line"))


def _rest(rest: float, whole: float, name: str) -> Iterator[tuple[str, float]]:
    """What the lines leave over, unless it is no more than rounding."""
    if abs(rest) > 1e-4 * abs(whole):
        yield name, rest


def _name(line: BillLine, t: Translator) -> str:
    """A band by its name on the bill, every other line by its kind."""
    if line.kind is LineKind.BAND and line.name.strip():
        return line.name.strip()
    return t.show(line.kind) if line.kind else t("Other")


def _add(known: Parts, parts: Iterator[tuple[str, float]]) -> None:
    for name, value in parts:
        known[name] = known.get(name, 0.0) + value


def names_of(months: Mapping[Month, Parts], t: Translator) -> tuple[str, ...]:
    """The largest parts first; beyond the fifth they are one."""
    whole: Parts = defaultdict(float)
    for each in months.values():
        for name, value in each.items():
            whole[name] += abs(value)
    ordered = sorted(whole, key=lambda name: -whole[name])
    return tuple(ordered) if len(ordered) <= _MOST else (*ordered[: _MOST - 1], t("The rest"))


def in_order(names: tuple[str, ...], parts: Parts) -> tuple[float, ...]:
    """The parts by these names; where the last stands for the rest, what no other name has."""
    others = sum(value for name, value in parts.items() if name not in names)
    own = [parts.get(name, 0.0) for name in names]
    return (*own[:-1], own[-1] + others) if own else ()
