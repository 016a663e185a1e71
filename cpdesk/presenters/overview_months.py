"""The last twelve months against the year before, as rows of the overview."""

from __future__ import annotations

from collections.abc import Iterator

from cpdesk.base.languages import Translator, sentence
from cpdesk.domain.plant import Driver
from cpdesk.presenters.figures import DASH, percent, significant
from cpdesk.presenters.listings import Cell, Column, Kind, Listing, Row, Tone
from cpdesk.presenters.session import name_of
from cpdesk.services.years import YEAR, Pair, SeriesYear, Tonnes, Total, Years

_NOTHING = Cell()
_BLANK = (_NOTHING,) * 3
_TREND = 80  # pixels
_WHOLE = 1000  # amounts from here on have no decimals


def months_listing(t: Translator, years: Years) -> Listing:
    """Every meter and product, then what the meters come to together."""
    money, every = _currency(years), (*years.meters, *years.outputs)
    short = any(len(each.months) < YEAR for each in every)
    columns = (
        Column(t("Meter"), stretch=True), Column(t("24 months"), Kind.TREND, wide=_TREND),
        *([Column(_under(t("Months"), t("compared")), Kind.FIGURES)] if short else ()),
        Column(t("Year before"), Kind.FIGURES), Column(t("Last 12 months"), Kind.FIGURES),
        Column(t("Change"), Kind.FIGURES),
        Column(_under(t("Cost"), money), Kind.FIGURES),
        Column(_under(t("Energy"), "tce"), Kind.FIGURES),
        Column(_under(_gas(years), "t"), Kind.FIGURES),
    )  # fmt: skip
    rows = (*(_row(t, each, money, short) for each in every), *_totals(t, years, short))
    note = _note(t, years, short)
    return Listing(t("Last twelve months and the year before"), columns, rows, note)


def period(t: Translator, years: Years) -> str:
    """The twelve months in words."""
    if years.until is None:
        return ""
    first = years.until + (1 - YEAR)
    return t("{start} to {end}", start=t.month(first), end=t.month(years.until))


def _under(words: str, unit: str) -> str:
    return f"{words}\n{unit}" if unit else words


def _currency(years: Years) -> str:
    """The only currency, which then stands in the head."""
    known = {each.currency for each in years.meters if each.cost}
    return known.pop() if len(known) == 1 else ""


def _gas(years: Years) -> str:
    known = {each.co2.gas for each in years.meters if each.co2}
    return known.pop() if len(known) == 1 else "CO2"


def _row(t: Translator, each: SeriesYear, money: str, short: bool) -> Row:
    name = Cell(name_of(t, each.series), aside=each.series.unit, indent=each.depth)
    trend = Cell(trend=each.trend, tip=t("The last 24 months; a gap is a month that lacks."))
    return Row(
        (name, trend, *([_months(t, each)] if short else ()),
         *_pair(t, each.amount, better=not isinstance(each.series, Driver)),
         _cost(t, each, money), _tonnes(t, each.coal, each), _tonnes(t, each.co2, each)),
        key=each.series,
    )  # fmt: skip


def _months(t: Translator, each: SeriesYear) -> Cell:
    """How many months are compared; fewer than a year are a doubt."""
    n = len(each.months)
    if n == YEAR:
        return Cell(str(n), Tone.QUIET)
    tip = t("{n} of 12 months", n=n) if n else t("no month in both years")
    return Cell(str(n), Tone.DOUBT, tip=tip)


def _pair(t: Translator, pair: Pair | None, *, better: bool) -> tuple[Cell, ...]:
    if pair is None:
        return Cell(DASH, Tone.QUIET), Cell(DASH, Tone.QUIET), Cell(DASH, Tone.QUIET)
    before = Cell(_amount(t, pair.before), Tone.QUIET)
    return before, Cell(_amount(t, pair.after)), _change(t, pair, better=better)


def _change(t: Translator, pair: Pair | None, *, better: bool) -> Cell:
    """In percent with its sign; less of what is used is better, more of it is just more."""
    if pair is None or pair.change is None:
        return _NOTHING if pair is None else Cell(DASH, Tone.QUIET)
    said = percent(t, pair.change)
    less = better and round(pair.change, 3) < 0
    signed = f"+{said}" if round(pair.change, 3) > 0 else said
    return Cell(signed, Tone.BETTER if less else Tone.PLAIN)


def _cost(t: Translator, each: SeriesYear, money: str) -> Cell:
    if each.cost is None:
        return _NOTHING
    text = _amount(t, each.cost.after)
    said = text if money else f"{each.currency} {text}"
    n, before = each.cost_months, _amount(t, each.cost.before)
    if n < len(each.months):
        tip = t("Only {n} of these months have a cost in both years.", n=n)
        return Cell(said, Tone.DOUBT, tip=tip)
    change = percent(t, each.cost.change)
    return Cell(said, tip=t("{before} in the year before: {change}", before=before, change=change))


def _tonnes(t: Translator, made: Tonnes | None, each: SeriesYear) -> Cell:
    if made is None:
        why = t.run_on(*(sentence(t, found) for found in each.lacking))
        return Cell(DASH, Tone.DOUBT, tip=why) if each.lacking else _NOTHING
    return Cell(_tonnage(t, made.pair.after), tip=_factors(t, made))


def _factors(t: Translator, made: Tonnes) -> str:
    """By which factors, and where an earlier year's had to serve."""
    said = []
    for each in made.used:
        factor = each.factor
        words = f"{t.number(factor.value)} {factor.unit}"
        if each.substituted:
            words = t("{factor} of {year}, used for {asked}", factor=words, year=str(factor.year),
                      asked=str(each.asked))  # fmt: skip
        said.append(words)
    return "\n".join(dict.fromkeys(said))


def _totals(t: Translator, years: Years, short: bool) -> Iterator[Row]:
    first = (_NOTHING,) * (2 if short else 1)
    for each in years.costs:
        yield _total(t, t("Cost"), each.unit, each, first)
    if years.energy:
        yield _total(t, t("Energy"), "tce", years.energy, first)
    for gas in years.gases:
        yield _total(t, gas.unit, "t", gas, first)
    if years.per_output:
        product = next(each.series for each in years.outputs if each.amount)
        name = Cell(t("Energy for each {unit}", unit=product.unit), aside="tce")
        cells = _pair(t, years.per_output, better=True)
        yield Row((name, *first, *cells, *_BLANK), bold=True)


def _total(
    t: Translator, name: str, unit: str, total: Total, first: tuple[Cell, ...]
) -> Row:
    aside, tip = unit, ""
    if total.without:
        aside = t("{unit} · without {meters}", unit=unit, meters=total.without)
        tip = t("These meters have no such figure, so the total is less than all.")
    elif total.partly:
        aside = t("{unit} · some with fewer months", unit=unit)
        tip = t("Of each meter only the months that are complete in both years are added.")
    cells = _pair(t, total.pair, better=True)
    return Row((Cell(name, aside=aside, tip=tip), *first, *cells, *_BLANK), bold=True)


def _note(t: Translator, years: Years, short: bool) -> str:
    """What a reader has to know where something is left out."""
    below = any(each.depth for each in years.meters)
    said = []
    if short:
        said.append(t("Compared are only months that are complete in both years."))
    if below:
        said.append(t("Sub-meters are within their main meter and not added again."))
    return t.run_on(*said)


def _amount(t: Translator, value: float) -> str:
    return t.number(round(value) + 0.0, 0) if abs(value) >= _WHOLE else significant(t, value)


def _tonnage(t: Translator, value: float) -> str:
    return t.number(round(value, 1) + 0.0, 1) if abs(value) < _WHOLE else _amount(t, value)
