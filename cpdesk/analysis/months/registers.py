"""What a meter's register showed: the amounts between its values, and bills that do not fit them.

A register of five digits starts again at 100000. One step of it stands for `multiplier` units,
as where current transformers are used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from cpdesk.domain.findings import Finding, Place, Refusal, Severity, blocking, warning
from cpdesk.domain.plant import Meter, Reading
from cpdesk.domain.units import convert
from cpdesk.domain.words import N_

RUN_BACK = blocking(
    "register-run-back",
    N_("The register fell from {before} to {after}. If it started again from 0, enter how many "
       "digits it has; otherwise correct one of the values."),
)  # fmt: skip
TOO_LONG = blocking(
    "register-too-long",
    N_("{value} cannot stand on a register of {digits} digits. Correct the value or the digits."),
)
DIFFERS = warning(
    "register-amount-differs",
    N_("The bill of {meter} from {start} to {end} says {amount} {unit}, but from {before} to "
       "{after} the register counted {expected} {unit} (multiplier {multiplier}). Check the "
       "amount, the registers and the multiplier."),
)  # fmt: skip
BROKEN = warning(
    "register-broken",
    N_("The bill of {meter} up to {start} ends at {after}, but the next one begins at {before}. "
       "Check both bills, or note that the meter was replaced."),
)  # fmt: skip

_LONGEST = 18  # digits: no register has more, and sums stay exact


def consumed(
    before: Decimal, after: Decimal, digits: int | None, multiplier: Decimal | None
) -> Decimal:
    """The amount between two values of a register, in the meter's unit; no multiplier means 1.

    Where the later value is smaller the register has started again once. Raises Refusal where
    that cannot be, because its digits are unknown, or where a value has more digits than it.
    """
    end = None if digits is None else Decimal(1).scaleb(min(max(digits, 0), _LONGEST))
    for value in (before, after):
        if end is not None and not 0 <= value < end:
            raise TOO_LONG.refuse(value=value, digits=digits)
    steps = after - before
    if steps < 0:
        if end is None:
            raise RUN_BACK.refuse(before=before, after=after)
        steps += end
    return steps * (Decimal(1) if multiplier is None else multiplier)


def check(readings: Sequence[Reading], meter: Meter) -> tuple[Finding, ...]:
    """Bills whose amount is not what their registers counted, and breaks from bill to bill.

    The amount counted is rounded as the bill prints its own, up or down. A break is looked for
    only where one bill begins on the day the last one ended; days without a bill are a gap.
    """
    ordered = sorted(readings, key=lambda each: (each.start, each.end, each.id))
    return (*_amounts(ordered, meter), *_breaks(ordered, meter))


def _counted(before: Decimal, after: Decimal, meter: Meter, place: Place) -> Decimal:
    try:
        return consumed(before, after, meter.register_digits, meter.multiplier)
    except Refusal as refusal:
        raise Refusal(replace(refusal.finding, place=place)) from refusal


def _place(meter: Meter, day: date) -> Place:
    return Place(meter.word, meter.code, spot=str(day))


def _amounts(readings: Sequence[Reading], meter: Meter) -> Iterator[Finding]:
    for each in readings:
        if each.register_from is None or each.register_to is None:
            continue
        unit, place = each.unit or meter.unit, _place(meter, each.start)
        multiplier = meter.multiplier if each.multiplier is None else each.multiplier
        as_billed = replace(meter, multiplier=multiplier)
        try:
            counted = _counted(each.register_from, each.register_to, as_billed, place)
            expected = convert(counted, meter.unit, unit)
        except Refusal as refusal:  # it hinders the comparison, not the bill
            kind = replace(refusal.finding.kind, severity=Severity.WARNING)
            yield replace(refusal.finding, kind=kind, place=place)
            continue
        if not _equal(each.amount, expected):
            yield _differs(each, as_billed, expected, unit)


def _equal(amount: Decimal, expected: Decimal) -> bool:
    """Equal to the last place that the bill prints, however it was rounded there."""
    exponent = amount.as_tuple().exponent
    last = Decimal(1).scaleb(min(0, exponent)) if isinstance(exponent, int) else Decimal(0)
    return amount == expected or abs(amount - expected) < last


def _differs(reading: Reading, meter: Meter, expected: Decimal, unit: str) -> Finding:
    return DIFFERS.at(
        _place(meter, reading.start), meter=meter.code, start=reading.start, end=reading.end,
        amount=reading.amount, unit=unit, expected=expected, before=reading.register_from,
        after=reading.register_to, multiplier=meter.multiplier or Decimal(1),
    )  # fmt: skip


def _breaks(readings: Sequence[Reading], meter: Meter) -> Iterator[Finding]:
    for one, other in pairwise(readings):
        if one.end != other.start or None in (one.register_to, other.register_from):
            continue
        if one.register_to != other.register_from:
            yield BROKEN.at(
                _place(meter, other.start), meter=meter.code, start=other.start,
                after=one.register_to, before=other.register_from,
            )  # fmt: skip
