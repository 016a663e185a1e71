"""An effect before its upgrade runs: the estimate worked out, and whether a meter will show it."""

from __future__ import annotations

from decimal import Decimal

from cpdesk.analysis.plan.detectability import Detectability
from cpdesk.analysis.plan.estimate import Estimate, InputPart
from cpdesk.analysis.saving.cooling import Cooling
from cpdesk.base.languages import Translator
from cpdesk.domain.upgrades import Effect
from cpdesk.domain.words import N_
from cpdesk.presenters.figures import DASH, interval, significant
from cpdesk.presenters.findings import Line, lines
from cpdesk.presenters.naming import named_sentence
from cpdesk.presenters.savings_said import Light, Row, Said
from cpdesk.presenters.session import Session
from cpdesk.presenters.tables import Table
from cpdesk.services.saving.plans import Plan

NOTHING_EXPECTED = N_("Nothing is measured or expected yet")


def planned(session: Session, plan: Plan) -> Said:
    """What is expected of an effect, how sure that is, and whether its meter will show it."""
    t, detection = session.t, plan.detection
    found = tuple(each for each in plan.findings if not detection or each != detection.finding)
    return Said(
        expected(t, plan.effect, plan.estimate) or t(NOTHING_EXPECTED),
        t("The upgrade does not run yet, so this is an estimate."), False,
        _lights(session, detection), tuple(_rows(t, plan, detection)),
        findings=lines(t, found, session.record),
        table=inputs_table(t, plan.effect, plan.estimate) if plan.estimate else None,
    )  # fmt: skip


def not_measured(t: Translator, effect: Effect, found: tuple[Line, ...]) -> Said:
    """An effect that runs, but of which nothing can be compared."""
    told = expected(t, effect, None)
    why = t("What stands in the way is listed below.") if found else t(
        "Name its meter, enter the flows of its balance, or measure key values on the spot."
    )  # fmt: skip
    words = t.run_on(f"{told}{t.stop}" if told else "", why)
    return Said(t("Not measured yet"), words, False, findings=found)


def expected(t: Translator, effect: Effect, estimate: Estimate | None) -> str:
    """`Expected: 37,500 kWh a year, ±8.7%`: as typed, else as the formula makes it."""
    value: Decimal | None = effect.expected
    tolerance: float | Decimal | None = effect.tolerance
    if value is None and estimate is not None:
        value, tolerance = estimate.value, estimate.tolerance
    if value is None:
        return ""
    amount = f"{t.number(value)} {effect.unit}".strip()
    if tolerance is None:
        return t("Expected: {amount} a year", amount=amount)
    n = t.number(round(Decimal(tolerance), 1).normalize())
    return t("Expected: {amount} a year, ±{n}%", amount=amount, n=n)


def inputs_table(t: Translator, effect: Effect, estimate: Estimate) -> Table:
    """The inputs of the formula, and what the tolerance of each makes of the result."""
    heads = (t("Symbol"), t("What it is"), t("Value"), t("Unit"), t("Tolerance (±%)"),
             t("Makes of the result"))  # fmt: skip
    value, width = interval(t, float(estimate.value), estimate.half_width)
    worked_out = " ".join(each for each in (value, width, effect.unit) if each)
    note = t("{formula} = {result}. The parts add up in squares.",
             formula=effect.formula, result=worked_out)  # fmt: skip
    rows = [_input(t, effect, each) for each in estimate.parts]
    if estimate.cooling is not None:
        rows.append(_cooling(t, effect, estimate.cooling))
    return Table(t("How the estimate is worked out"), heads, tuple(rows), words=2, note=note)


def _cooling(t: Translator, effect: Effect, less: Cooling) -> tuple[str, ...]:
    return (
        "", cooling_name(t, less), significant(t, float(less.amount), 6), effect.unit,
        DASH if less.tolerance is None else t.number(less.tolerance),
        f"±{significant(t, less.change, 3)} {effect.unit}".strip(),
    )  # fmt: skip


def cooling_name(t: Translator, less: Cooling) -> str:
    """The cooling that is saved besides, and what it was worked out from."""
    words = t("{share}% of the heat that is saved, COP {cop}", share=less.share, cop=less.cop)
    return f"{t('Less cooling')}: {words}"


def _input(t: Translator, effect: Effect, part: InputPart) -> tuple[str, ...]:
    given = part.input
    made = f"±{significant(t, part.change, 3)} {effect.unit}".strip()
    return (
        part.symbol, t.show(given.name), t.number(part.value), given.unit,
        DASH if given.tolerance is None else t.number(given.tolerance), made,
    )  # fmt: skip


def _lights(session: Session, detection: Detectability | None) -> tuple[Light, ...]:
    """Whether the meter will show the saving, where a meter is to show it."""
    if detection is None:
        return ()
    told = named_sentence(session.t, session.record, detection.finding)
    return (Light(session.t("Will the meter show it?"), bool(detection.detectable), told),)


def _rows(t: Translator, plan: Plan, detection: Detectability | None) -> tuple[Row, ...]:
    """The worked out estimate beside what was typed, and its part of the meter's use."""
    rows = []
    if plan.estimate is not None:
        shown = interval(t, float(plan.estimate.value), plan.estimate.half_width)
        rows.append(Row(t("By the formula"), *shown, plan.effect.unit))
    if detection is not None and detection.share is not None:
        rows.append(Row(t("Of the meter's use"), t.percent(detection.share), "", ""))
    return tuple(rows)
