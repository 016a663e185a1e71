"""The price of what was avoided: the time bands it lay in, and the demand that fell."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cpdesk.analysis.money.price import Money, PriceBasis
from cpdesk.domain.findings import Finding, Place, warning
from cpdesk.domain.periods import Month, Period
from cpdesk.domain.tariffs import Tariff, TariffBand
from cpdesk.domain.words import N_

NO_TARIFF = warning(
    "tariff-missing",
    N_("No tariff of {meter} is in force in {month}, so the average price of the bills is used. "
       "It counts fixed charges as saved. Enter the tariff."),
)  # fmt: skip
NO_PRICE = warning(
    "tariff-price", N_("The tariff {code} has no price in a time band, so it is not used.")
)
NO_SHARES = warning(
    "tariff-shares",
    N_("The time bands of the tariff {code} hold {total}% of what is avoided instead of 100%, so "
       "it is not used. Say how much of the saving lies in each."),
)  # fmt: skip
SEVERAL = warning(
    "tariff-currencies", N_("The tariffs of {meter} are in several currencies; none is used.")
)

_EVER = date(9999, 12, 31)


@dataclass(frozen=True)
class Prices:
    """A tariff with its bands: what one unit of the avoided mix costs."""

    tariff: Tariff
    bands: tuple[TariffBand, ...]

    @property
    def unit(self) -> float:
        """The price of one unit, by the bands' shares, with the power factor adjustment."""
        shares = self.shares
        energy = math.fsum(
            float(band.price or 0) * share / 100
            for band, share in zip(self.bands, shares, strict=True)
        )
        return energy * (1 + float(self.tariff.power_factor or 0) / 100)

    @property
    def shares(self) -> tuple[float, ...]:
        """Each band's share in percent; a single band has all of it."""
        if len(self.bands) == 1 and self.bands[0].share is None:
            return (100.0,)
        return tuple(float(band.share or 0) for band in self.bands)

    def fault(self) -> Finding | None:
        """Why this tariff cannot be used."""
        place = Place("tariff", self.tariff.code)
        if not self.bands or any(band.price is None for band in self.bands):
            return NO_PRICE.at(place, code=self.tariff.code)
        total = math.fsum(self.shares)
        if abs(total - 100) > 1e-6:
            return NO_SHARES.at(place, code=self.tariff.code, total=f"{total:g}")
        return None


def at_tariffs(
    avoided: Sequence[tuple[Month, float]], prices: Sequence[Prices], meter: str,
    demand_reduction: float = 0.0,
) -> Money | Finding | None:  # fmt: skip
    """The avoided amount of each month at the tariff of its days, and what less demand costs.

    `demand_reduction` is in kW. None where the meter has no tariff at all, a finding where those
    it has do not do. A month in which a new tariff begins is weighed by days.
    """
    if not prices or not avoided:
        return None
    faults = [fault for fault in (each.fault() for each in prices) if fault]
    if faults:
        return faults[0]
    if len({each.tariff.currency for each in prices}) > 1:
        return SEVERAL.at(Place("meter", meter), meter=meter)
    ordered = sorted(prices, key=lambda each: each.tariff.valid_from or date.min)
    total = 0.0
    for month, amount in avoided:
        parts = _in_force(ordered, month)
        if parts is None:
            return NO_TARIFF.at(Place("tariff", "", "valid_from"), meter=meter, month=month)
        total += math.fsum(share * (amount * each.unit + _demand(each, demand_reduction))
                           for each, share in parts)  # fmt: skip
    saved = math.fsum(amount for _, amount in avoided)
    price = total / saved if saved else math.nan
    return Money(total, ordered[0].tariff.currency, price, PriceBasis.TARIFF)


def _demand(prices: Prices, reduction: float) -> float:
    """What a month's demand charge falls by."""
    return float(prices.tariff.capacity_price or 0) * reduction


def _in_force(ordered: Sequence[Prices], month: Month) -> list[tuple[Prices, float]] | None:
    """The tariffs of a month with the part of its days; None where a day has none."""
    whole, found = Period.of_month(month), []
    for at, each in enumerate(ordered):
        start = each.tariff.valid_from or date.min
        following = ordered[at + 1].tariff.valid_from if at + 1 < len(ordered) else _EVER
        if following and start < following:
            days = Period(start, min(following, _EVER - timedelta(1))).overlap(whole)
            found.append((each, days / month.days))
    return found if math.isclose(math.fsum(share for _, share in found), 1) else None
