"""What a project has spent after approval, held against its budget; and the claim that follows.

How this round pays, and whether it pays for what was ordered before approval, is not published:
what was ordered or paid earlier is shown, but left out of the claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from cpdesk.analysis.rounding import cents
from cpdesk.domain.projects import Payment, Project
from cpdesk.domain.record import Record
from cpdesk.programme.budget import Budget, BudgetLine, in_hkd


@dataclass(frozen=True)
class Paid:
    """A payment in HK$ without tax, None without an amount or a dated rate.

    `early` is one that was ordered or paid before the day of approval.
    """

    payment: Payment
    hkd: Decimal | None
    early: bool


@dataclass(frozen=True)
class SpentLine:
    """A budget line with its payments, oldest first."""

    line: BudgetLine
    payments: tuple[Paid, ...]

    @property
    def spent(self) -> Decimal:
        """All that is known to be paid for it, in HK$."""
        return _sum(self.payments)

    @property
    def over(self) -> Decimal | None:
        """What was spent beyond the budget, negative where less; None without a budget in HK$."""
        return None if self.line.hkd is None else self.spent - self.line.hkd


@dataclass(frozen=True)
class Spending:
    """Every budget line with what was paid for it; sums are in HK$ without tax."""

    lines: tuple[SpentLine, ...]

    @property
    def payments(self) -> tuple[Paid, ...]:
        return tuple(each for line in self.lines for each in line.payments)

    @property
    def total(self) -> Decimal:
        return _sum(self.payments)

    @property
    def early(self) -> Decimal:
        """What was ordered or paid before approval."""
        return _sum([each for each in self.payments if each.early])


@dataclass(frozen=True)
class Claim:
    """The claim of payment step by step, in HK$; `amount` is None until a grant is approved."""

    spent: Decimal
    early: Decimal
    share: Decimal
    of_spent: Decimal
    approved: Decimal | None

    @property
    def counted(self) -> Decimal:
        """What was spent after approval."""
        return self.spent - self.early

    @property
    def amount(self) -> Decimal | None:
        return None if self.approved is None else min(self.of_spent, self.approved)


def spending(record: Record, project: Project, costs: Budget) -> Spending:
    """What was paid for each line of the project's budget."""
    return Spending(tuple(
        SpentLine(line, tuple(sorted(
            (_paid(each, project.approved_on) for each in record.where(Payment, item=line.item.id)),
            key=lambda paid: (paid.payment.paid or date.max, paid.payment.code),
        )))
        for line in costs.lines
    ))  # fmt: skip


def claim(project: Project, spent: Spending, share: Decimal) -> Claim:
    """The lesser of `share` of what was spent after approval and the approved grant."""
    of_spent = cents((spent.total - spent.early) * share, ROUND_DOWN)
    return Claim(spent.total, spent.early, share, of_spent, project.approved_grant)


def _paid(payment: Payment, approved: date | None) -> Paid:
    hkd = None if payment.amount is None else in_hkd(payment, payment.amount)
    first = min((day for day in (payment.ordered, payment.paid) if day), default=None)
    return Paid(payment, hkd, bool(approved and first and first < approved))


def _sum(payments: Sequence[Paid]) -> Decimal:
    return sum((each.hkd for each in payments if each.hkd is not None), Decimal(0))
