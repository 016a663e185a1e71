"""A measured effect in words: by the months of a meter or a balance, or on the spot."""

from __future__ import annotations

from collections.abc import Iterator

from cpdesk.analysis.saving.avoided import Avoided
from cpdesk.analysis.saving.cooling import Cooling
from cpdesk.analysis.saving.normalised import Normalised
from cpdesk.analysis.saving.spot import UNIT as SPOT_UNIT
from cpdesk.analysis.saving.spot import SpotSaving, Term
from cpdesk.analysis.saving.verdict import Verdict, judge_year, uncertainty_light
from cpdesk.base.languages import Translator
from cpdesk.domain.findings import Finding, Severity
from cpdesk.domain.plant import Driver
from cpdesk.domain.verification import SpotKind
from cpdesk.domain.words import N_
from cpdesk.presenters.figures import DASH, fixed, interval, percent, significant
from cpdesk.presenters.findings import lines
from cpdesk.presenters.naming import named_sentence
from cpdesk.presenters.savings_expected import cooling_name
from cpdesk.presenters.savings_said import Light, Row, Said
from cpdesk.presenters.session import Session
from cpdesk.presenters.tables import Table
from cpdesk.services.saving.savings import EffectSavings

_VERDICTS = {
    Verdict.SHOWN: N_("The readings show it: {percent} of the adjusted baseline was saved"),
    Verdict.INDICATED: N_("The readings indicate a saving of {percent} of the adjusted baseline"),
    Verdict.NOT_SHOWN: N_("The readings show no saving"),
}
_ON_THE_SPOT = {
    Verdict.SHOWN: N_("Measured on the spot: {value} {unit} are saved in a year"),
    Verdict.INDICATED: N_("Measurements on the spot indicate {value} {unit} less in a year"),
    Verdict.NOT_SHOWN: N_("Measurements on the spot show no saving"),
}


def of_months(session: Session, known: EffectSavings, result: Avoided) -> Said:
    """What the months of a meter or of a balance show."""
    t = session.t
    return Said(
        t(_VERDICTS[result.verdict], percent=t.percent(result.fraction)),
        _explanation(session, known, result), True, tuple(_lights(session, result)),
        tuple(_rows(t, known, result.avoided, result.half_width)), _summary(t, result),
        lines(t, known.findings, session.record),
        months_table(t, known, result) if isinstance(result, Normalised) else None, drawn=True,
    )  # fmt: skip


def months_table(t: Translator, known: EffectSavings, result: Normalised) -> Table:
    """Both models at the conditions of the standard months."""
    heads = (t("Month"), t("As before, {unit}", unit=known.unit),
             t("With the upgrade, {unit}", unit=known.unit), t("Less, {unit}", unit=known.unit),
             t("Half width"))  # fmt: skip
    rows = tuple(
        (t.month(each.month), interval(t, each.adjusted, each.half_width)[0],
         interval(t, each.actual, each.half_width)[0],
         *interval(t, each.avoided, each.half_width))
        for each in result.months
    )  # fmt: skip
    note = t("Neither column was metered: each is what the model of a period gives for the "
             "drivers of these months.")  # fmt: skip
    return Table(t("Both periods at the conditions of the same months"), heads, rows, note=note)


def on_the_spot(session: Session, known: EffectSavings, spot: SpotSaving, amount: float) -> Said:
    """What a year saves by values measured on the spot: no months, so a table and no chart."""
    t = session.t
    value, width = interval(t, amount, spot.half_width)
    verdict = judge_year(amount, spot.half_width)
    return Said(
        t(_ON_THE_SPOT[verdict], value=value, unit=known.unit),
        _spot_explanation(t, known, spot, (value, width)), True,
        tuple(_spot_lights(session, spot, amount)), tuple(_rows(t, known, amount, spot.half_width)),
        findings=lines(t, known.findings, session.record), table=terms_table(t, spot),
    )  # fmt: skip


def terms_table(t: Translator, spot: SpotSaving) -> Table:
    """The values of the formula, and what the half width of each makes of the saving."""
    heads = (
        t("Value"), t("When"), t("Mean"), t("Measured of"), t("Sampling"), t("Instrument"),
        t("Makes of the saving"),
    )  # fmt: skip
    note = t("Machines × kW × hours, before less with the upgrade. The parts add up in squares.")
    rows = [_term(t, each) for each in spot.terms]
    if spot.cooling is not None:
        rows.append(_cooling(t, spot.cooling))
    return Table(t("What was measured on the spot"), heads, tuple(rows), words=2, note=note)


def _cooling(t: Translator, less: Cooling) -> tuple[str, ...]:
    made = DASH if less.tolerance is None else _half(t, less.change, SPOT_UNIT)
    amount = f"{significant(t, float(less.amount), 6)} {SPOT_UNIT}"
    return (cooling_name(t, less), t("With the upgrade"), amount, DASH, DASH, DASH, made)


def _term(t: Translator, term: Term) -> tuple[str, ...]:
    spot = term.spot
    unit = "kW" if spot.kind is SpotKind.POWER else "h"
    sample = _sample(t, spot.samples, spot.population)
    counted = t.within("spot", "agreed") if spot.agreed else sample
    return (
        " ".join(part for part in (spot.code, t.show(spot.kind)) if part), _when(t, term),
        f"{t.number(spot.value or 0)} {unit}", counted, _half(t, term.sampling, unit),
        _half(t, term.instrument, unit), _half(t, term.part, SPOT_UNIT),
    )  # fmt: skip


def _when(t: Translator, term: Term) -> str:
    return t.show(term.sides[0]) if len(term.sides) == 1 else t("Before and with the upgrade")


def _sample(t: Translator, samples: int | None, population: int | None) -> str:
    if samples is None:
        return DASH
    return t("{n} of {all}", n=samples, all=DASH if population is None else population)


def _half(t: Translator, value: float | None, unit: str) -> str:
    return DASH if value is None else f"±{significant(t, value, 3)} {unit}"


def _explanation(session: Session, known: EffectSavings, result: Avoided) -> str:
    t = session.t
    value, width = interval(t, result.avoided, result.half_width)
    facts = {"n": len(result.months), "value": value, "unit": known.unit, "width": width,
             "confidence": t.percent(result.confidence, 0)}  # fmt: skip
    if result.half_width is None:
        return t("{value} {unit} less in {n} months, by a simple ratio.", **facts)
    if isinstance(result, Normalised):
        said = t("{value} {width} {unit} less in {n} months like those before the works "
                 "({confidence} confidence).", **facts)  # fmt: skip
    else:
        said = t("{value} {width} {unit} less in {n} months ({confidence} confidence).", **facts)
    if not result.drivers:
        return said
    names = tuple(driver_name(session, code) for code in result.drivers)
    return t.run_on(said, t("Changes of {drivers} are accounted for.", drivers=names))


def driver_name(session: Session, code: str) -> str:
    """The name of a driver, or its code where it has none."""
    found = session.record.find(Driver, code)
    return (session.t.show(found.name) if found else "") or code


def _spot_explanation(
    t: Translator, known: EffectSavings, spot: SpotSaving, shown: tuple[str, str]
) -> str:
    facts = {"value": shown[0], "width": shown[1], "unit": known.unit,
             "confidence": t.percent(spot.confidence, 0)}  # fmt: skip
    if spot.half_width is None:
        said = t("{value} {unit} less in a year; how sure that is cannot be said until every "
                 "value has its accuracy and its sample.", **facts)  # fmt: skip
    else:
        said = t("{value} {width} {unit} less in a year ({confidence} confidence).", **facts)
    return t.run_on(said, f"{t.show(spot.option)}{t.stop}")


def _lights(session: Session, result: Avoided) -> Iterator[Light]:
    t = session.t
    titles = (t.within("statistics", "Model"), t("Range"), t("Uncertainty"))
    for title, light in zip(titles, result.lights, strict=True):
        yield _light(session, title, light)


def _spot_lights(session: Session, spot: SpotSaving, amount: float) -> Iterator[Light]:
    """Without a model and a range only the interval can be judged."""
    if spot.half_width is not None:
        light = uncertainty_light(amount, spot.half_width)
        yield _light(session, session.t("Uncertainty"), light)


def _light(session: Session, title: str, light: Finding) -> Light:
    words = named_sentence(session.t, session.record, light)
    return Light(title, light.severity is Severity.INFO, words)


def _rows(
    t: Translator, known: EffectSavings, amount: float, half_width: float | None
) -> Iterator[Row]:
    share = half_width / amount if half_width and amount else None
    name = t.show(known.meter.name) if known.meter else t.show(known.effect.quantity)
    yield _row(t, name or t("Saving"), amount, share, known.unit)
    if known.standard_coal:
        yield _row(t, t("Standard coal"), known.standard_coal.tonnes, share, "tce")
    if known.co2:
        yield _row(t, t("Carbon dioxide"), known.co2.tonnes, share, "t")
    if known.money:
        yield _row(t, t("Money"), known.money.amount, share, known.money.currency)


def _row(t: Translator, name: str, value: float, share: float | None, unit: str) -> Row:
    return Row(name, *interval(t, value, None if share is None else abs(value * share)), unit)


def _summary(t: Translator, result: Avoided) -> str:
    fit = result.fit
    if fit is None:
        return t.show(result.method)
    return t(
        "n {n} · parameters {p} · R² {r2} · CV(RMSE) {cv} · F {f} · lag-1 correlation {lag}",
        n=fit.n, p=fit.parameters, r2=fixed(t, fit.r2, 3), cv=percent(t, fit.cv_rmse),
        f=significant(t, fit.f, 3), lag=fixed(t, fit.lag1, 2),
    )  # fmt: skip
