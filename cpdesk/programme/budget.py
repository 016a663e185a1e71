"""The budget in HK$: quantity times unit price, tax apart, currency with its dated rate."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from cpdesk.domain.findings import Finding, Place, blocking
from cpdesk.domain.projects import BudgetCategory, BudgetItem, Project, Quotation
from cpdesk.domain.record import Record
from cpdesk.domain.words import N_

NO_AMOUNT = blocking(
    "budget-no-amount", N_("Budget line {line} lacks its quantity or unit price. Enter both.")
)
NO_RATE = blocking(
    "budget-no-rate",
    N_("Budget line {line} is in {currency} without a dated rate. Enter the rate and its date."),
)
CENT = Decimal("0.01")


@dataclass(frozen=True)
class BudgetLine:
    """A line with its amount in its own currency and in HK$, both without tax; None: not known."""

    item: BudgetItem
    amount: Decimal | None
    hkd: Decimal | None
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True)
class Budget:
    """The lines of a project; `total` is the sum of what is known in HK$."""

    lines: tuple[BudgetLine, ...]
    findings: tuple[Finding, ...]

    @property
    def total(self) -> Decimal:
        return sum((line.hkd for line in self.lines if line.hkd is not None), Decimal(0))

    def of(self, category: BudgetCategory | None) -> tuple[BudgetLine, ...]:
        return tuple(line for line in self.lines if line.item.category is category)

    def subtotal(self, category: BudgetCategory | None) -> Decimal:
        known = [line.hkd for line in self.of(category) if line.hkd is not None]
        return sum(known, Decimal(0))


def budget(record: Record, project: Project) -> Budget:
    """The budget of a project with what is missing in it."""
    lines = tuple(_line(record, item) for item in record.where(BudgetItem, project=project.id))
    return Budget(lines, tuple(_finding(line) for line in lines if line.hkd is None))


def _line(record: Record, item: BudgetItem) -> BudgetLine:
    quotations = record.where(Quotation, item=item.id)
    if item.quantity is None or item.unit_price is None:
        return BudgetLine(item, None, None, quotations)
    amount = (item.quantity * item.unit_price).quantize(CENT, ROUND_HALF_UP)
    return BudgetLine(item, amount, _hkd(item, amount), quotations)


def _hkd(item: BudgetItem, amount: Decimal) -> Decimal | None:
    if item.currency == "HKD":
        return amount
    if item.rate is None or item.rate_date is None:
        return None
    return (amount * item.rate).quantize(CENT, ROUND_HALF_UP)


def _finding(line: BudgetLine) -> Finding:
    code = line.item.code
    if line.amount is None:
        return NO_AMOUNT.at(Place("budget-item", code, "unit_price"), line=code)
    return NO_RATE.at(Place("budget-item", code, "rate"), line=code, currency=line.item.currency)
