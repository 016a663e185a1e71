"""The offers for a budget line side by side: in HK$ where a rate is known, and the choice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cpdesk.analysis.rounding import cents
from cpdesk.domain.findings import Finding, Place, warning
from cpdesk.domain.projects import Quotation
from cpdesk.domain.record import Record
from cpdesk.domain.words import N_
from cpdesk.programme.budget import Budget, BudgetLine, hkd_rate

NONE_CHOSEN = warning(
    "quotation-none-chosen",
    N_("Quotations for {line}: {n}, none of them marked as chosen. Mark the one that is taken."),
)
UNFIT_CHOSEN = warning(
    "quotation-unfit",
    N_("The offer chosen for {line} does not meet the specification. Choose another, or correct "
       "the specification."),
)  # fmt: skip


@dataclass(frozen=True)
class Offer:
    """A quotation and its amount in HK$; None without an amount or a rate."""

    quotation: Quotation
    hkd: Decimal | None


@dataclass(frozen=True)
class Comparison:
    """The offers for a line, in the order they were entered."""

    line: BudgetLine
    offers: tuple[Offer, ...]

    @property
    def chosen(self) -> Offer | None:
        return next((each for each in self.offers if each.quotation.chosen), None)

    @property
    def fitting(self) -> tuple[Offer, ...]:
        return tuple(each for each in self.offers if each.quotation.conforms)

    @property
    def lowest(self) -> bool | None:
        """Whether the chosen offer is the lowest of those that conform.

        None where it is the only one, does not conform, or one of them cannot be compared.
        """
        one, known = self.chosen, [each.hkd for each in self.fitting if each.hkd is not None]
        if one is None or one not in self.fitting or not 1 < len(self.fitting) == len(known):
            return None
        return one.hkd == min(known)


def compared(record: Record, costs: Budget, line: BudgetLine, on: date) -> Comparison:
    """The offers for a line at the budget's own rates, else the newest known on the day."""
    offers = (Offer(each, _hkd(record, costs, each, on)) for each in line.quotations)
    return Comparison(line, tuple(offers))


def _hkd(record: Record, costs: Budget, quotation: Quotation, on: date) -> Decimal | None:
    rate = hkd_rate(record, costs, quotation.currency, on)
    if rate is None or quotation.amount is None:
        return None
    return cents(quotation.amount * rate)


def offer_findings(costs: Budget) -> Iterator[Finding]:
    """A choice that is missing, or that the line's own specification forbids."""
    for line in costs.lines:
        name, chosen = line.item.name or line.item.code, [q for q in line.quotations if q.chosen]
        if line.quotations and not chosen:
            place = Place(Quotation.word, line.quotations[0].code, "chosen")
            yield NONE_CHOSEN.at(place, line=name, n=len(line.quotations))
        for each in chosen:
            if each.conforms is False:
                yield UNFIT_CHOSEN.at(Place(Quotation.word, each.code, "conforms"), line=name)
