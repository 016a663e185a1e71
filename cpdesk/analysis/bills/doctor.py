"""The bill doctor: everything that can be doubted about a bill, and what was found right."""

from __future__ import annotations

from collections.abc import Iterator

from cpdesk.analysis.bills.amounts import of_amounts
from cpdesk.analysis.bills.dates import of_days
from cpdesk.analysis.bills.money import of_money
from cpdesk.analysis.bills.printed import Bill
from cpdesk.analysis.bills.remarks import Case, Known, Remark, use
from cpdesk.domain.findings import Severity, info, warning
from cpdesk.domain.words import N_

ACCOUNT = warning(
    "bill-account",
    N_("Not the account of this meter. The bill says {value}, the meter {usual}. It may be the "
       "bill of another meter."),
)  # fmt: skip
INVOICE = warning(
    "bill-invoice", N_("This invoice number is in the record already. {number} is that of {other}.")
)
ACCOUNT_RIGHT = info("bill-account-right", N_("Account number as the meter's"))

_ORDER = tuple(Severity)


def examined(bill: Bill, known: Known) -> tuple[Remark, ...]:
    """All remarks on a bill, the worst first, then what was checked and is right."""
    case = Case(bill, known)
    found = [*of_days(case), *of_amounts(case), *of_money(case), *_of_papers(case)]
    return tuple(sorted(found, key=lambda each: (each.right, _ORDER.index(each.finding.severity))))


def _of_papers(case: Case) -> Iterator[Remark]:
    bill, usual = case.typed, case.known.meter.account
    if bill.account and usual:
        if bare(bill.account) == bare(usual):
            yield case.right(ACCOUNT_RIGHT, "account")
        else:
            yield case.remark(
                ACCOUNT, "account", use("account", usual), value=bill.account, usual=usual
            )
    if other := case.known.invoices.get(bare(bill.invoice)):
        yield case.remark(INVOICE, "invoice", number=bill.invoice, other=other)


def bare(number: str) -> str:
    """A number without the blanks and dashes it is printed with."""
    return "".join(each for each in number if each.isalnum()).casefold()
