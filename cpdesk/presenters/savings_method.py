"""The method of a measured saving as tables: option, periods, equation; and the factors used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cpdesk.analysis.factors import words as factor_words
from cpdesk.analysis.models.regression import CONST, Fit
from cpdesk.analysis.saving.avoided import Avoided
from cpdesk.analysis.saving.normalised import Normalised
from cpdesk.base.languages import Translator
from cpdesk.domain.periods import Month
from cpdesk.presenters.figures import DASH, significant
from cpdesk.presenters.savings_statistics import fits_of, term_name
from cpdesk.presenters.session import Session
from cpdesk.presenters.tables import Table
from cpdesk.services.saving.measuring import Inputs
from cpdesk.services.saving.savings import EffectSavings

Row = tuple[str, ...]


def method_table(session: Session, inputs: Inputs, result: Avoided) -> Table:
    """By which option, over which months, with which equation."""
    t = session.t
    rows = [*_where(session, inputs), *periods(session, result)]
    rows += [(t("Equation: {period}", period=title), _equation(session, fit, inputs))
             for title, fit in fits_of(t, result)]  # fmt: skip
    heads = (t("Method"), t.show(result.method))
    return Table(t("Method and sources"), heads, tuple(rows), words=2)


def _where(session: Session, inputs: Inputs) -> Iterator[Row]:
    t, meter = session.t, inputs.meter
    if meter is None:
        yield t("Measured at"), t("All flows of the balance")
        return
    yield t("Measured at"), session.name(meter)
    option = t("Option {letter}", letter="B" if meter.above else "C")
    yield t("On the principles of IPMVP"), option
    boundary = t.show(inputs.effect.boundary) or t("All that this meter counts.")
    yield t("Measurement boundary"), boundary


def periods(session: Session, result: Avoided) -> Iterator[tuple[str, str]]:
    """What the two periods are called, and their months."""
    t = session.t
    yield t("Baseline period"), _span(session, [each.month for each in result.baseline])
    after = (
        [each.month for each in result.since] if isinstance(result, Normalised)
        else [each.month for each in result.months]
    )  # fmt: skip
    yield t("Reporting period"), _span(session, after)


def _span(session: Session, months: Sequence[Month]) -> str:
    t = session.t
    if not months:
        return DASH
    return t("{first} to {last}: {span}", first=months[0], last=months[-1],
             span=t.plural("{n} month", "{n} months", len(months)))  # fmt: skip


def _equation(session: Session, fit: Fit, inputs: Inputs) -> str:
    """`kWh a month = 12,300 + 9.87 × D1 Cartons − 0.4 × D3`."""
    t, said = session.t, ""
    for name, value in fit.coefficients.items():
        sign = "−" if value < 0 else "+"
        amount = significant(t, abs(value), 5)
        term = amount if name == CONST else f"{amount}×{term_name(session, name)}"
        said += f" {sign} {term}" if said else f"{'−' if value < 0 else ''}{term}"
    return f"{t('{unit} a month', unit=inputs.use.unit)} = {said}"


def factors_table(session: Session, known: EffectSavings) -> Table:
    """Every factor that turned the saving into coal and CO2, with its source."""
    t = session.t
    heads = (t("Factor"), t("Source"), t("Value"), t("Unit"), t("Year"), t("Used for"))
    rows = tuple(
        (_named(t, used.factor.key), f"{t(used.factor.source)} ({t.show(used.factor.status)})",
         t.number(used.factor.value), used.factor.unit, str(used.factor.year or DASH),
         _years(known.asked(used.factor)))
        for used in known.factors
    )  # fmt: skip
    return Table(t("Factors used"), heads, rows, words=2)


def _named(t: Translator, key: str) -> str:
    """`CO2: Guangdong grid`; a factor of another kind keeps its key."""
    words = factor_words.named(key)
    if words is None:
        return key
    counted, carrier = words
    said = t("{factor}: {carrier}", factor=t(counted), carrier=t(carrier.label))
    return said.replace("₂", "2")  # which the fonts of the window do not have


def _years(years: Sequence[int]) -> str:
    if len(years) > 1 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}–{years[-1]}"
    return ", ".join(map(str, years))
