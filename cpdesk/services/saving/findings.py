"""What is doubtful or impossible in the measurement of an upgrade."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cpdesk.analysis.money.price import Money
from cpdesk.analysis.months.monthly import MonthlySeries
from cpdesk.analysis.saving import avoided as method
from cpdesk.analysis.saving.avoided import Avoided
from cpdesk.domain.findings import Finding, Place, Refusal, blocking, info, warning
from cpdesk.domain.plant import Meter, MeterKind
from cpdesk.domain.upgrades import Upgrade
from cpdesk.domain.words import N_

NO_READINGS = blocking("readings-missing", N_("{series} has no readings. Enter its bills first."))
TOO_EARLY = blocking(
    "upgrade-before-readings",
    N_("{upgrade} began on {day}, but the first reading of {meter} is from {first}. Enter "
       "earlier bills or correct the date."),
)  # fmt: skip
NO_DRIVER = blocking(
    "driver-missing",
    N_("{driver} has no complete month together with {meter} before the works of {upgrade}. "
       "Enter its figures or choose another driver."),
)  # fmt: skip
LEFT_OUT = info(
    "months-left-out",
    N_("Incomplete months of {meter} are left out of the comparison: {months}."),
)
ZERO = warning(
    "zero-in-comparison",
    N_("{meter} has used no electricity in {months}. Check the bills, or give the reason."),
)
NOT_DIVIDED = warning(
    "meter-not-divided",
    N_("{upgrades} act on {meter} at the same time. Enter the expected reduction of {missing}, so "
       "that the meter's saving can be divided; until then it is shown for all together."),
)  # fmt: skip
NO_PRICE = warning(
    "price-missing", N_("The bills of {meter} carry no cost, so its saving has no money figure.")
)
OTHER_YEAR = info(
    "factor-of-other-year",
    N_("For {asked} the factor of {year} is used, the newest known: {factor}."),
)


STALE = warning(
    "model-stale",
    N_("The model of {upgrade} at {meter} was agreed to on {day}. Since then readings, drivers, "
       "events or the method have changed: look at it again and agree to it anew."),
)  # fmt: skip


def at(upgrade: Upgrade) -> Place:
    return Place("upgrade", upgrade.code)


def no_baseline(
    upgrade: Upgrade, name: str, series: MonthlySeries,
    drivers: tuple[tuple[str, MonthlySeries], ...], end: date | None,
) -> Refusal:  # fmt: skip
    """Why there is nothing to compare with."""
    place = Place("upgrade", upgrade.code)
    for code, each in ((name, series), *drivers):
        if not each.months:
            return NO_READINGS.refuse(place, series=code)
    first = series.months[0].month.start
    if series.bills:
        first = min(bill.covered.start for bill in series.bills)
    if end is not None and first >= end:
        return TOO_EARLY.refuse(
            place, upgrade=upgrade.code, day=end, meter=name, first=first
        )
    for code, each in drivers:
        if not set(each.complete_months()) & set(series.complete_months()):
            return NO_DRIVER.refuse(place, driver=code, meter=name, upgrade=upgrade.code)
    return method.NO_BASELINE.refuse(place, meter=name, upgrade=upgrade.code)


def doubts(
    name: str, meter: Meter | None, series: MonthlySeries, result: Avoided, money: Money | None
) -> Iterator[Finding]:
    """What a verifier would ask about a saving that could be measured."""
    place = Place("meter" if meter else "effect", name)
    if len(result.baseline) < 12:
        yield method.SHORT_BASELINE.at(place, meter=name, n=len(result.baseline))
    yield from _left_out(place, name, series, result)
    if meter and meter.kind is MeterKind.ELECTRICITY:
        yield from _zeros(place, name, result)
    if meter and money is None:
        yield NO_PRICE.at(place, meter=name)


def _left_out(
    place: Place, name: str, series: MonthlySeries, result: Avoided
) -> Iterator[Finding]:
    """Months between the first and the last compared that are only partly known."""
    first, last = result.baseline[0].month, result.months[-1].month
    months = [v.month for v in series.months if not v.complete and first <= v.month <= last]
    if months:
        yield LEFT_OUT.at(place, meter=name, months=tuple(months))


def _zeros(place: Place, name: str, result: Avoided) -> Iterator[Finding]:
    """Production of zero is data; electricity of zero is a doubt."""
    months = [each.month for each in result.baseline if each.actual == 0]
    months += [each.month for each in result.months if each.actual == 0]
    if months:
        yield ZERO.at(place, meter=name, months=tuple(months))
