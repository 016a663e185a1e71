"""Whether claimed figures are likely: limits that other programmes' published results suggest.

Every limit is derived, none is a rule of the programme, so most findings only ask to explain.
Amounts are exact, and a figure exactly at a limit is within it.

Of the fifteen rules these are P2 to P7, P9 and P11. P8 (twelve months' claim and a year's) and
P10 (one figure for a year and since it runs) cannot arise: a claim is entered once, for a year,
and what was saved since is computed. The others are the programme's own: P1 in `funding`, P12 in
`eligibility`, P13 in `identity`, P14 in `procurement` and `completion`, P15 in `rounds`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext

from cpdesk.domain.findings import Finding, Place, blocking, info, warning
from cpdesk.domain.periods import Month, Period
from cpdesk.domain.words import N_

QUICK = warning(
    "payback-quick",
    N_("{name} would pay back within {years} years, less than {limit}. Check cost and saving; if "
       "they are right, explain them."),
)  # fmt: skip
SLOW = warning(
    "payback-slow",
    N_("{name} would pay back after {years} years, more than {limit}. Check cost and saving; if "
       "they are right, explain why it is worth while."),
)  # fmt: skip
NEVER = warning(
    "payback-never",
    N_("{name} saves no money on balance, so its cost never comes back. Check the savings and the "
       "running cost; if they are right, explain what else it is for."),
)  # fmt: skip
NONE_NEEDED = info(
    "payback-none",
    N_("{name} treats pollution and saves no money. No payback is expected of it: tell what it "
       "costs and what it removes."),
)  # fmt: skip
OVER_USE = blocking(
    "saving-over-use",
    N_("{saved} {unit} a year are to be saved at {meter}, which used only {used} {unit} in a year. "
       "Correct the saving, or the meter it acts on."),
)  # fmt: skip
LARGE_SHARE = warning(
    "saving-large-share",
    N_("The project would save {saved} kWh of the {used} kWh that the whole factory uses in a "
       "year, more than {limit}%. Check the estimate; if it is right, explain it."),
)  # fmt: skip
OFF_PRICE = warning(
    "money-off-price",
    N_("{effect} claims {claimed} {currency} for each {unit} saved, but the bills of {meter} come "
       "to {price}. Where they differ by more than {limit}%, explain what else saves money."),
)  # fmt: skip
OFF_FACTOR = warning(
    "co2-off-factor",
    N_("{effect} claims {claimed} tCO₂ for each MWh saved, but the factor of the grid is {factor}. "
       "Use the factor, or explain the difference of more than {limit}%."),
)  # fmt: skip
OFF_FUEL = warning(
    "co2-off-fuel",
    N_("{effect} claims {claimed} tCO₂ for each TJ of fuel saved; fuels lie between {least} and "
       "{most}. Check unit and factor; if they are right, explain them."),
)  # fmt: skip
OVER_SOLVENT = blocking(
    "voc-over-solvent",
    N_("{effect} would remove {removed} kg VOC a year, but only {bound} kg are put in with the "
       "solvents. Correct the saving or the solvent."),
)  # fmt: skip
MUCH_VOC = warning(
    "voc-high-share",
    N_("{effect} would remove {removed} kg VOC a year from {put_in} kg of solvent, more than "
       "half. Enter the solvent's VOC share from its safety data sheet, or explain the figure."),
)  # fmt: skip
OFF_TONNE = warning(
    "cost-of-tonne",
    N_("{name} costs RMB {cost} for each tonne of CO₂ a year; {least} to {most} are usual. Check "
       "cost and saving; if they are right, explain them."),
)  # fmt: skip
SHORT = warning(
    "period-short",
    N_("The data of {effect} ({side}) cover less than a whole month. Take at least one month, "
       "better three; if that cannot be, explain why."),
)  # fmt: skip
BRIEF = info(
    "period-brief",
    N_("Whole months in the data of {effect} ({side}): {n}. Three or more are advised."),
)

QUICKEST, SLOWEST = Decimal("0.3"), Decimal(10)  # years; P2
LARGEST_SHARE = Decimal("0.30")  # of the factory's kWh; P4
PRICE_BAND = Decimal("0.20")  # P5
FACTOR_BAND = Decimal("0.02")  # P6
FUEL = (Decimal(50), Decimal(110))  # tCO2/TJ; P6
USUAL_VOC = Decimal("0.5")  # t/t of solvent coatings; P7
TONNE = (Decimal(500), Decimal(5000))  # RMB for one tCO2 a year; P9
LEAST_MONTHS, ADVISED_MONTHS = 1, 3  # P11


@dataclass(frozen=True)
class Year:
    """What a meter counted in twelve whole months, in its unit.

    `cost` is that of the same bills, None where one carries none or the currencies differ.
    """

    amount: Decimal
    cost: Decimal | None = None
    currency: str = ""


def payback(
    place: Place, name: object, cost: Decimal, saving: Decimal, *, treats: bool = False
) -> Iterator[Finding]:
    """P2 and P3: `cost` and the net `saving` of a year in one currency.

    `treats` says that it removes pollution at the end of the pipe, which need not save money.
    """
    if cost <= 0:
        return
    if saving <= 0:
        yield (NONE_NEEDED if treats else NEVER).at(place, name=name)
    elif cost < QUICKEST * saving:
        yield QUICK.at(place, name=name, years=_figure(cost / saving), limit=QUICKEST)
    elif cost > SLOWEST * saving:
        yield SLOW.at(place, name=name, years=_figure(cost / saving), limit=SLOWEST)


def within_use(
    place: Place, meter: str, unit: str, saved: Decimal, used: Decimal
) -> Iterator[Finding]:
    """P4: no meter saves more than it counts; both in the meter's unit and of a year."""
    if saved > used:
        yield OVER_USE.at(place, meter=meter, unit=unit, saved=saved, used=used)


def of_factory(place: Place, saved: Decimal, used: Decimal) -> Iterator[Finding]:
    """P4: the kWh of one project beside those of the whole factory, both of a year."""
    if saved > LARGEST_SHARE * used:
        limit = _percent(LARGEST_SHARE)
        yield LARGE_SHARE.at(place, saved=saved, used=used, limit=limit)


def price(
    place: Place, effect: str, meter: str, unit: str, money: Decimal, saved: Decimal, year: Year
) -> Iterator[Finding]:
    """P5: money for what is saved, beside the average price of the bills, in their currency."""
    if year.cost is None or year.amount <= 0 or saved <= 0:
        return
    if abs(money * year.amount - year.cost * saved) > PRICE_BAND * year.cost * saved:
        yield OFF_PRICE.at(
            place, effect=effect, meter=meter, unit=unit, currency=year.currency,
            claimed=_figure(money / saved), price=_figure(year.cost / year.amount),
            limit=_percent(PRICE_BAND),
        )


def co2_of_electricity(
    place: Place, effect: str, tonnes: Decimal, mwh: Decimal, factor: Decimal
) -> Iterator[Finding]:
    """P6: tonnes of CO2 for MWh of electricity; `factor` of the chosen grid in kgCO2/kWh."""
    if mwh > 0 and abs(tonnes - factor * mwh) > FACTOR_BAND * factor * mwh:
        yield OFF_FACTOR.at(
            place, effect=effect, claimed=_figure(tonnes / mwh), factor=factor,
            limit=_percent(FACTOR_BAND),
        )


def co2_of_fuel(
    place: Place, effect: str, tonnes: Decimal, terajoules: Decimal
) -> Iterator[Finding]:
    """P6: tonnes of CO2 for the heat of a fuel in TJ."""
    least, most = FUEL
    if terajoules > 0 and not least * terajoules <= tonnes <= most * terajoules:
        claimed = _figure(tonnes / terajoules)
        yield OFF_FUEL.at(place, effect=effect, claimed=claimed, least=least, most=most)


def voc(
    place: Place, effect: str, removed: Decimal, put_in: Decimal, share: Decimal | None
) -> Iterator[Finding]:
    """P7: kg of VOC removed beside kg of solvent put in, both of a year.

    `share` of the solvent is VOC by mass, from 0 to 1; None where it is not known: then all of it
    may be, but more than is usual for coatings asks for the safety data sheet.
    """
    bound = put_in * (Decimal(1) if share is None else share)
    if removed > bound:
        yield OVER_SOLVENT.at(place, effect=effect, removed=removed, bound=_figure(bound))
    elif share is None and removed > USUAL_VOC * put_in:
        yield MUCH_VOC.at(place, effect=effect, removed=removed, put_in=put_in)


def cost_of_tonne(place: Place, name: object, cost: Decimal, tonnes: Decimal) -> Iterator[Finding]:
    """P9: `cost` in RMB for the `tonnes` of CO2 saved in a year."""
    least, most = TONNE
    if cost > 0 and tonnes > 0 and not least * tonnes <= cost <= most * tonnes:
        each = _figure(cost / tonnes)
        yield OFF_TONNE.at(place, name=name, cost=each, least=least, most=most)


def length(place: Place, effect: str, side: object, period: Period) -> Iterator[Finding]:
    """P11: how long the data before (`side`) or after an upgrade are."""
    months = whole_months(period)
    if months < LEAST_MONTHS:
        yield SHORT.at(place, effect=effect, side=side)
    elif months < ADVISED_MONTHS:
        yield BRIEF.at(place, effect=effect, side=side, n=months)


def whole_months(period: Period) -> int:
    """How many months a period holds whole: 15 March up to, not including, 15 April is one."""
    started = Month.of(period.end) - Month.of(period.start)
    return started - (1 if period.end.day < period.start.day else 0)


def _figure(value: Decimal) -> Decimal:
    """Three significant digits for a sentence; the limits are tested on the exact value."""
    with localcontext(prec=3):
        short = +value
    return Decimal(format(short.normalize(), "f"))


def _percent(share: Decimal) -> Decimal:
    return (share * 100).quantize(Decimal(1))
