"""What a saving is worth at the average price of the bills, and in Hong Kong dollars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cpdesk.analysis.months.monthly import MonthValue
from cpdesk.domain.findings import Finding, Place, warning
from cpdesk.domain.papers import ExchangeRate
from cpdesk.domain.words import N_, Choice

HKD = "HKD"
NO_RATE = warning(
    "rate-missing",
    N_("There is no exchange rate for {currency}, so it cannot be given in HK$. Enter one with "
       "its date."),
)  # fmt: skip


class PriceBasis(Choice):
    """Whose price it is; the average price counts fixed charges as if they were saved too."""

    BILLS = "bills", N_("Average price of the bills")
    TARIFF = "tariff", N_("Tariff of what was avoided")


@dataclass(frozen=True)
class Money:
    """What an avoided amount is worth; `price` is that of one unit of the meter."""

    amount: float
    currency: str
    price: float
    basis: PriceBasis = PriceBasis.BILLS


@dataclass(frozen=True)
class InHongKong:
    """An amount in HK$, with the rate that made it; no rate where it was in HK$ already."""

    amount: float
    rate: ExchangeRate | None


def at_average_price(avoided: float, months: Sequence[MonthValue]) -> Money | None:
    """None where a month has no cost, the currencies differ, or nothing was used."""
    costs = [value.cost for value in months if value.cost is not None]
    currencies = {value.currency for value in months}
    used = sum((value.amount for value in months), Decimal(0))
    if len(costs) != len(months) or len(currencies) != 1 or not used:
        return None
    price = float(sum(costs, Decimal(0)) / used)
    return Money(avoided * price, currencies.pop(), price)


def in_hong_kong(
    amount: float, currency: str, day: date, rates: Iterable[ExchangeRate]
) -> InHongKong | Finding:
    """By the newest rate up to the day, or where all are later by the first of them."""
    if currency == HKD:
        return InHongKong(amount, None)
    known = [
        (each.on, each.rate, each) for each in rates
        if each.currency == currency and each.rate and each.on
    ]  # fmt: skip
    if not known:
        return NO_RATE.at(Place("exchange-rate"), currency=currency)
    earlier = [each for each in known if each[0] <= day]
    pick = max if earlier else min
    _, value, rate = pick(earlier or known, key=lambda each: each[0])
    return InHongKong(amount * float(value), rate)
