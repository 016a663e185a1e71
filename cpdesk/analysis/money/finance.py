"""What an upgrade is worth in money: payback, net present value, rate of return, cost of a tonne.

Flows are in one currency, the first at time zero and one a year after it. (A spreadsheet's NPV()
discounts the first flow by one period; here it is not discounted.) Rates are shares: 0.08 is 8 %.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from cpdesk.domain.words import N_, Choice

LOWEST, HIGHEST = -0.99, 10.0  # between which a rate of return is looked for
_STEPS = 2000


@dataclass(frozen=True)
class Case:
    """An investment: `outlay` and `grant` at time zero, `saving` less `running` in each year.

    `saving` is that of the first year at its prices and grows by `growth` a year; `running` is
    the change of the yearly running cost (negative: it falls); `residual` comes at the end of the
    `life` in years, which may end within a year.
    """

    outlay: float
    saving: float
    life: float
    grant: float = 0.0
    running: float = 0.0
    residual: float = 0.0
    rate: float = 0.0
    growth: float = 0.0

    @property
    def net_outlay(self) -> float:
        return self.outlay - self.grant

    def yearly(self, year: int) -> float:
        """The net saving of a year (1: the first); of the last, the part that the life covers."""
        part = min(1.0, max(0.0, self.life - (year - 1)))
        return part * (self.saving * (1 + self.growth) ** (year - 1) - self.running)

    def flows(self) -> tuple[float, ...]:
        """The outlay less the grant, then every year's net saving; the last with the residual."""
        years = math.ceil(self.life)
        saved = [self.yearly(year) for year in range(1, years + 1)]
        if saved:
            saved[-1] += self.residual
        return (-self.net_outlay, *saved)


def npv(rate: float, flows: Sequence[float]) -> float:
    """The net present value at time zero: sum of flow / (1 + rate)^year."""
    return math.fsum(flow / (1 + rate) ** year for year, flow in enumerate(flows))


def payback(flows: Sequence[float], rate: float = 0.0) -> float | None:
    """Years until the flows have paid the outlay back, within a year by its part; None: never.

    With a rate the flows are discounted first. It is the last time the sum turns to nothing, so
    that later costs are not forgotten.
    """
    worth = [flow / (1 + rate) ** year for year, flow in enumerate(flows)]
    sums = list(accumulate(worth))
    if not sums or sums[-1] < 0:
        return None
    if all(each >= 0 for each in sums):
        return 0.0
    last = max(year for year, each in enumerate(sums) if each < 0)
    return last - sums[last] / worth[last + 1]


def simple_payback(outlay: float, yearly: float) -> float | None:
    """The outlay over the yearly net saving, in years; None where nothing is saved."""
    return outlay / yearly if yearly > 0 else None


def rates_of_return(flows: Sequence[float]) -> tuple[float, ...]:
    """Every rate between -99 % and 1000 % at which the net present value is nothing.

    Their number is at most that of the changes of sign (Descartes); each bracket of a scan is
    closed by bisection. None is worth nothing as a measure where there are two or more.
    """
    if sign_changes(flows) == 0:
        return ()
    grid = [LOWEST + (HIGHEST - LOWEST) * (step / _STEPS) ** 3 for step in range(_STEPS + 1)]
    values = [npv(rate, flows) for rate in grid]
    found = [grid[at] for at, value in enumerate(values) if value == 0]
    for (low, below), (high, above) in pairwise(zip(grid, values, strict=True)):
        if below * above < 0:
            found.append(_bisect(lambda rate: npv(rate, flows), low, high))
    return tuple(sorted(found))


def sign_changes(flows: Sequence[float]) -> int:
    signs = [flow > 0 for flow in flows if flow]
    return sum(one != other for one, other in pairwise(signs))


def _bisect(f: Callable[[float], float], low: float, high: float) -> float:
    positive = f(high) > 0
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (low, middle) if (f(middle) > 0) == positive else (middle, high)
    return (low + high) / 2


def recovery_factor(rate: float, years: float) -> float:
    """CRF = r / (1 - (1 + r)^-n): the yearly payment for one unit of outlay."""
    return rate / -math.expm1(-years * math.log1p(rate)) if rate else 1 / years


@dataclass(frozen=True)
class Worth:
    """The measures of one case; `rates` holds one rate of return, or none, or several."""

    case: Case
    simple: float | None
    discounted: float | None
    npv: float
    rates: tuple[float, ...]
    roi: float | None
    life_cycle_cost: float

    @property
    def rate_of_return(self) -> float | None:
        """The internal rate of return where it is the only one."""
        return self.rates[0] if len(self.rates) == 1 else None


def worth(case: Case) -> Worth:
    """Every measure of a case.

    ROI is (total net saving - outlay) / outlay over the life, undiscounted; the life-cycle cost
    is the outlay less the grant, plus the present value of running costs, less that of the
    residual: what is compared between two options over the same years, energy aside.
    """
    flows = case.flows()
    total = math.fsum(flows[1:])
    return Worth(
        case, simple_payback(case.net_outlay, case.yearly(1)) if case.life >= 1 else None,
        payback(flows, case.rate), npv(case.rate, flows), rates_of_return(flows),
        (total - case.net_outlay) / case.net_outlay if case.net_outlay > 0 else None,
        _life_cycle_cost(case),
    )  # fmt: skip


def _life_cycle_cost(case: Case) -> float:
    years = range(1, math.ceil(case.life) + 1)
    running = [0.0, *(case.running * min(1.0, case.life - (year - 1)) for year in years)]
    residual = case.residual / (1 + case.rate) ** math.ceil(case.life)
    return case.net_outlay + npv(case.rate, running) - residual


def abatement_cost(case: Case, tonnes: float) -> float | None:
    """The marginal cost of a tonne a year: (CRF x outlay - yearly net saving) / tonnes.

    Negative where the upgrade pays for itself; such values must not be ranked by size.
    """
    if tonnes <= 0 or case.life <= 0:
        return None
    yearly = recovery_factor(case.rate, case.life) * case.outlay
    return (yearly - case.yearly(1)) / tonnes


def public_cost(grant: float, tonnes: float, life: float) -> float | None:
    """The grant over all tonnes of the life; None where nothing is avoided."""
    return grant / (tonnes * life) if tonnes > 0 and life > 0 else None


class Varied(Choice):
    """What a payback is sensitive to."""

    PRICE = "price", N_("Energy price")
    USE = "use", N_("Hours of use")
    COST = "cost", N_("Investment")


def sensitivity(
    case: Case, changes: Sequence[float] = (-0.2, -0.1, 0.0, 0.1, 0.2)
) -> dict[Varied, tuple[float | None, ...]]:
    """The simple payback when price, hours of use or investment change by these shares.

    Price and hours both move the saving alone, for running cost does not depend on them.
    """
    return {each: tuple(_changed(case, each, change) for change in changes) for each in Varied}


def _changed(case: Case, varied: Varied, change: float) -> float | None:
    if varied is Varied.COST:
        other = replace(case, outlay=case.outlay * (1 + change))
    else:
        other = replace(case, saving=case.saving * (1 + change))
    return simple_payback(other.net_outlay, other.yearly(1))
