"""The amount of a bill: its parts, its registers, its usual size, and what production expects."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from statistics import median

from cpdesk.analysis.bills.printed import Bill, Line, parts_amount, to
from cpdesk.analysis.bills.remarks import Case, Remark, field_of, half, use
from cpdesk.analysis.months.registers import RUN_BACK, TOO_LONG, consumed
from cpdesk.domain.findings import Refusal, info, warning
from cpdesk.domain.plant import LineKind
from cpdesk.domain.words import N_

TENFOLD_FROM = 7  # times the usual amount of a day: a decimal point that slipped, not a good month
ENOUGH = 3  # bills before a range means anything
LEEWAY = Decimal("0.2")  # beyond the range of the last bills

PARTS = warning(
    "bill-parts",
    N_("The parts do not add up to the total, {difference} {unit}. The time bands make {parts} "
       "{unit}, the total says {amount} {unit}."),
)  # fmt: skip
SWAPPED = warning(
    "bill-parts-swapped",
    N_("Two figures of the total seem to be swapped. The time bands make {parts} {unit}, the "
       "total says {amount} {unit}."),
)  # fmt: skip
REGISTERS = warning(
    "bill-registers",
    N_("The registers counted something else{name}. From {before} to {after} at a multiplier of "
       "{multiplier} that is {expected} {unit}, the bill says {amount} {unit}."),
)  # fmt: skip
RAN_BACK = warning(
    "bill-register-back",
    N_("The register ran back. It fell from {before} to {after}. If it started again from 0, "
       "enter under Meters how many digits it has."),
)  # fmt: skip
TOO_MANY = warning(
    "bill-register-digits",
    N_("{value} has too many digits. The register of this meter has {digits}; correct the value, "
       "or the digits under Meters."),
)  # fmt: skip
BROKEN = warning(
    "bill-register-broken",
    N_("The previous register is not where the last bill ended. That one ended at {last}, this "
       "one begins at {value}. Keep it if the meter was replaced."),
)  # fmt: skip
MULTIPLIER = warning(
    "bill-multiplier",
    N_("The multiplier is not the meter's. The bill says {value}, the meter {usual}."),
)
NEGATIVE = warning(
    "bill-negative", N_("A negative figure. {value} is less than zero; check the sign.")
)
TENFOLD = warning(
    "bill-tenfold",
    N_("Far more than usual. {amount} {unit} is {times} times what the last {n} bills say for so "
       "many days. Check the decimal point."),
)  # fmt: skip
TENTH = warning(
    "bill-tenth",
    N_("Far less than usual. {amount} {unit} is one part in {times} of what the last {n} bills "
       "say for so many days. Check the decimal point."),
)  # fmt: skip
DEMAND = warning(
    "bill-demand",
    N_("The demand is out of line. The bill says {amount}, the last {n} bills {least} to {most}."),
)
UNEXPECTED = warning(
    "bill-unexpected",
    N_("Production lets expect something else. By the output of these days {least} to {most} "
       "{unit} would be usual, the bill says {amount} {unit}."),
)  # fmt: skip

ADDS_UP = info("bill-parts-right", N_("Time bands add up to {amount} {unit}"))
REGISTERS_FIT = info(
    "bill-registers-right", N_("Registers × multiplier {multiplier} = {amount} {unit}")
)
DEMAND_FITS = info(
    "bill-demand-right", N_("Demand {amount}, in the last {n} bills {least}–{most}")
)
AS_EXPECTED = info("bill-expected-right", N_("By production {least}–{most} {unit}, which fits"))


def of_amounts(case: Case) -> Iterator[Remark]:
    """What is to be said of the amounts of a bill."""
    yield from _parts(case)
    yield from _registers(case, case.bill, "", case.bill.amount, "amount")
    yield from _band_registers(case)
    yield from _continuity(case)
    yield from _signs(case)
    yield from _size(case)
    yield from _demand(case)
    yield from _expected(case)


def _parts(case: Case) -> Iterator[Remark]:
    amount, parts = case.typed.amount, parts_amount(case.bill)
    bands = case.bill.bands
    if amount is None or parts is None or len(bands) < 2:
        return
    slack = sum((half(each.amount) for each in bands if each.amount is not None), Decimal(0))
    if abs(amount - parts) <= slack:
        yield case.right(ADDS_UP, "amount", amount=amount, unit=case.unit)
        return
    kind = SWAPPED if _swapped(amount, parts) else PARTS
    facts = {} if kind is SWAPPED else {"difference": abs(amount - parts)}
    yield case.remark(
        kind, "amount", use("amount", parts), parts=parts, amount=amount, unit=case.unit, **facts
    )


def _swapped(one: Decimal, other: Decimal) -> bool:
    """Whether two neighbouring digits changed places."""
    a, b = str(one), str(other)
    differing = [at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y]
    if len(a) != len(b) or len(differing) != 2:
        return False
    left, right = differing
    return right == left + 1 and a[left] == b[right] and a[right] == b[left]


def _band_registers(case: Case) -> Iterator[Remark]:
    """What the register of each band counted; where all are right that is said once."""
    found = [
        remark for at, line in enumerate(case.bill.lines) if line.kind is LineKind.BAND
        for remark in _registers(case, line, line.name, line.amount, field_of(at, "amount"))
    ]  # fmt: skip
    yield from (each for each in found if not each.right)
    right, amount = [each for each in found if each.right], case.bill.amount
    if right and len(right) == len(case.bill.bands) and amount is not None:
        yield case.right(REGISTERS_FIT, "amount", multiplier=case.bill.multiplier or Decimal(1),
                         amount=amount, unit=case.unit)  # fmt: skip


def _registers(
    case: Case, of: Bill | Line, name: str, amount: Decimal | None, field: str
) -> Iterator[Remark]:
    if of.register_from is None or of.register_to is None:
        return
    digits, multiplier = case.known.meter.register_digits, case.bill.multiplier
    try:
        expected = consumed(of.register_from, of.register_to, digits, multiplier)
    except Refusal as refusal:
        kind = {RUN_BACK: RAN_BACK, TOO_LONG: TOO_MANY}[refusal.finding.kind]
        place = field.replace("amount", "register_to")
        yield case.remark(kind, place, **refusal.finding.facts)
        return
    yield from _counted(case, of, name, amount, field, expected)


def _counted(
    case: Case, of: Bill | Line, name: str, amount: Decimal | None, field: str, expected: Decimal
) -> Iterator[Remark]:
    multiplier = case.bill.multiplier or Decimal(1)
    if amount is None:
        return
    if amount == expected or abs(amount - expected) < 2 * half(amount):
        yield case.right(REGISTERS_FIT, field, multiplier=multiplier, amount=amount, unit=case.unit)
        return
    yield case.remark(
        REGISTERS, field, use(field, expected), name=f" ({name})" if name else "",
        before=of.register_from, after=of.register_to, multiplier=multiplier, expected=expected,
        amount=amount, unit=case.unit,
    )  # fmt: skip


def _continuity(case: Case) -> Iterator[Remark]:
    last, bill = case.last, case.typed
    usual = case.known.meter.multiplier
    if bill.multiplier is not None and usual is not None and bill.multiplier != usual:
        yield case.remark(
            MULTIPLIER, "multiplier", use("multiplier", usual), value=bill.multiplier, usual=usual
        )
    if last is None or last.end != bill.start:
        return
    yield from _carried(case, last.register_to, bill.register_from, "register_from")
    for at, line in enumerate(bill.lines):
        before = last.line(line.kind, line.name)
        if before is not None:
            field = field_of(at, "register_from")
            yield from _carried(case, before.register_to, line.register_from, field)


def _carried(
    case: Case, last: Decimal | None, value: Decimal | None, field: str
) -> Iterator[Remark]:
    if last is not None and value is not None and last != value:
        yield case.remark(BROKEN, field, use(field, last), last=last, value=value)


def _signs(case: Case) -> Iterator[Remark]:
    bill = case.typed
    figures = [("amount", case.bill.amount), ("cost", bill.cost), ("multiplier", bill.multiplier)]
    for at, line in enumerate(bill.lines):
        figures.append((field_of(at, "amount"), line.amount))
    seen: set[Decimal] = set()
    for field, value in figures:
        if value is not None and value < 0 and value not in seen:
            seen.add(value)
            yield case.remark(NEGATIVE, field, value=value)


def _size(case: Case) -> Iterator[Remark]:
    amount, period = case.bill.amount, case.typed.period
    usual = [daily for each in case.earlier if (daily := _daily(each))]
    if not amount or amount < 0 or period is None or len(usual) < ENOUGH:
        return
    times = amount / (median(usual) * period.days)
    facts = {"amount": amount, "unit": case.unit, "n": len(usual)}
    typed = case.typed.amount
    if times >= TENFOLD_FROM:
        remedies = () if typed is None else (use("amount", typed / 10),)
        yield case.remark(TENFOLD, "amount", *remedies, times=round(times), **facts)
    elif times * TENFOLD_FROM <= 1:
        remedies = () if typed is None else (use("amount", typed * 10),)
        yield case.remark(TENTH, "amount", *remedies, times=round(1 / times), **facts)


def _daily(bill: Bill) -> Decimal | None:
    """The amount of a day; None where it is not known or nothing was used."""
    if bill.period is None or bill.amount is None or bill.amount <= 0:
        return None
    return bill.amount / bill.period.days


def _demand(case: Case) -> Iterator[Remark]:
    for at, line in enumerate(case.bill.lines):
        if line.kind is not LineKind.CAPACITY or line.amount is None:
            continue
        usual = [e.amount for b in case.earlier for e in b.of(line.kind)
                 if e.name == line.name and e.amount is not None]  # fmt: skip
        if len(usual) < ENOUGH:
            continue
        least, most = min(usual), max(usual)
        fits = within(line.amount, least, most)
        kind = DEMAND_FITS if fits else DEMAND
        say = case.right if fits else case.remark
        yield say(kind, field_of(at, "amount"), amount=line.amount, n=len(usual), least=least,
                  most=most)  # fmt: skip


def within(value: Decimal, least: Decimal, most: Decimal) -> bool:
    """Whether a value lies in the range of earlier ones or near it."""
    return least - abs(least) * LEEWAY <= value <= most + abs(most) * LEEWAY


def _expected(case: Case) -> Iterator[Remark]:
    amount, expected = case.bill.amount, case.known.expected
    if amount is None or expected is None:
        return
    least, most = (to(each, Decimal(1)) for each in expected)
    facts = {"least": least, "most": most, "unit": case.unit}
    if expected[0] <= amount <= expected[1]:
        yield case.right(AS_EXPECTED, "amount", **facts)
    else:
        yield case.remark(UNEXPECTED, "amount", amount=amount, **facts)

