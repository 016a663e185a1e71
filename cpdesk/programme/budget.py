"""The budget in HK$: quantity times unit price, tax apart, currency with its dated rate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cpdesk.analysis.rounding import cents
from cpdesk.domain.findings import Finding, Place, blocking, warning
from cpdesk.domain.papers import ExchangeRate
from cpdesk.domain.projects import BudgetCategory, BudgetItem, Payment, Project, Quotation
from cpdesk.domain.record import Record
from cpdesk.domain.words import N_

NO_AMOUNT = blocking(
    "budget-no-amount", N_("Budget line {line} lacks its quantity or unit price. Enter both.")
)
NO_RATE = blocking(
    "budget-no-rate",
    N_("Budget line {line} is in {currency} without a dated rate. Enter the rate and its date."),
)
NEGATIVE = blocking(
    "budget-negative",
    N_("Budget line {line} has a negative quantity, price or tax. Enter what is bought as it is."),
)
NOT_ONE = warning(
    "budget-rate",
    N_("Budget line {line} is in HK$, but its rate is {rate}. The rate is not used."),
)
NOT_CHOSEN = warning(
    "budget-offer",
    N_("Budget line {line} is {amount} {currency}, but the offer chosen for it is {offer}."),
)
ONE = Decimal(1)


@dataclass(frozen=True)
class BudgetLine:
    """A line with its amount in its own currency and in HK$, both without tax; None: not known.

    `tax` is the tax of the line in HK$, shown apart.
    """

    item: BudgetItem
    amount: Decimal | None
    hkd: Decimal | None
    quotations: tuple[Quotation, ...]
    tax: Decimal | None = None


@dataclass(frozen=True)
class Budget:
    """The lines of a project; `total` is the sum of what is known in HK$."""

    lines: tuple[BudgetLine, ...]
    findings: tuple[Finding, ...]

    @property
    def total(self) -> Decimal:
        return sum((line.hkd for line in self.lines if line.hkd is not None), Decimal(0))

    @property
    def tax(self) -> Decimal:
        """The taxes known, in HK$; no part of `total`: whether they count is not known."""
        return sum((line.tax for line in self.lines if line.tax is not None), Decimal(0))

    @property
    def complete(self) -> bool:
        """Whether there is a line, and every line has its amount in HK$."""
        return bool(self.lines) and all(line.hkd is not None for line in self.lines)

    def of(self, category: BudgetCategory | None) -> tuple[BudgetLine, ...]:
        return tuple(line for line in self.lines if line.item.category is category)

    def subtotal(self, category: BudgetCategory | None) -> Decimal:
        known = [line.hkd for line in self.of(category) if line.hkd is not None]
        return sum(known, Decimal(0))


def budget(record: Record, project: Project) -> Budget:
    """The budget of a project with what is missing in it."""
    lines = tuple(_line(record, item) for item in record.where(BudgetItem, project=project.id))
    return Budget(lines, tuple(finding for line in lines for finding in _findings(line)))


def _line(record: Record, item: BudgetItem) -> BudgetLine:
    quotations = record.where(Quotation, item=item.id)
    tax = in_hkd(item, item.tax) if item.tax is not None else None
    if item.quantity is None or item.unit_price is None:
        return BudgetLine(item, None, None, quotations, tax)
    amount = cents(item.quantity * item.unit_price)
    return BudgetLine(item, amount, in_hkd(item, amount), quotations, tax)


def in_hkd(of: BudgetItem | Payment, amount: Decimal) -> Decimal | None:
    """The amount in HK$ at the dated rate of the line, to the cent; None without one."""
    if of.currency == "HKD":
        return cents(amount)
    if not of.rate or of.rate_date is None:
        return None
    return cents(amount * of.rate)


def hkd_rate(record: Record, costs: Budget, currency: str, on: date) -> Decimal | None:
    """HK$ for one unit: the budget's own rate, else the newest entered up to the day."""
    if currency == "HKD":
        return ONE
    used = [line.item.rate for line in costs.lines if line.item.currency == currency]
    if any(used):
        return next(rate for rate in used if rate)
    rates = [(each.on, each.rate) for each in record.where(ExchangeRate, currency=currency)]
    known = [(day, rate) for day, rate in rates if day and rate and day <= on]
    return max(known)[1] if known else None


def _findings(line: BudgetLine) -> Iterator[Finding]:
    item, code = line.item, line.item.code
    if line.amount is None:
        field = "unit_price" if item.unit_price is None else "quantity"
        yield NO_AMOUNT.at(Place("budget-item", code, field), line=code)
    elif line.hkd is None:
        yield NO_RATE.at(Place("budget-item", code, "rate"), line=code, currency=item.currency)
    if any(each is not None and each < 0 for each in (item.quantity, item.unit_price, item.tax)):
        yield NEGATIVE.at(Place("budget-item", code), line=code)
    if item.currency == "HKD" and item.rate not in (None, ONE):
        yield NOT_ONE.at(Place("budget-item", code, "rate"), line=code, rate=item.rate)
    yield from _offer(line)


def _offer(line: BudgetLine) -> Iterator[Finding]:
    """The offer that was chosen for the whole line says another amount than the line."""
    for each in line.quotations:
        same = each.chosen and each.currency == line.item.currency and each.amount is not None
        if same and line.amount is not None and each.amount != line.amount:
            yield NOT_CHOSEN.at(
                Place("quotation", each.code, "amount"), line=line.item.code,
                amount=line.amount, currency=line.item.currency, offer=each.amount,
            )
