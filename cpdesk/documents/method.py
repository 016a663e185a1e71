"""How the savings of a dossier were computed: only what was really done, and with what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cpdesk.analysis.savings import Method
from cpdesk.base.languages import Translator
from cpdesk.documents.blocks import remark
from cpdesk.documents.headings import chapter, section
from cpdesk.documents.measure_totals import factors
from cpdesk.documents.pair import behind
from cpdesk.documents.tables import Column, Row, book_table
from cpdesk.documents.use import named
from cpdesk.documents.view import DossierView, MeasureView
from cpdesk.documents.writing import Paper
from cpdesk.domain.words import N_

Story = list[Any]
_BILLS = N_(
    "Bills are spread over calendar months by days, so that the parts add up to the bills. A month "
    "that bills do not cover completely is left out, never counted as zero."
)
_MODEL = N_(
    "Savings are avoided use on the principles of IPMVP, Option C: what the model of the baseline "
    "gives for the conditions of the reporting months, less what the meter shows. The model is "
    "ordinary least squares on the drivers named. The interval is the exact one of least squares, "
    "or a wider one for months that remember the month before."
)
_RATIO = N_(
    "Where no model of the baseline can be made, the use per unit of the first driver, or per day, "
    "is compared before and after. That is a simple ratio; it has no interval."
)
_VERDICTS = N_(
    "Shown means: the model holds and the interval is under half of the saving. Indicated: the "
    "saving is positive, but one of these fails. Not shown: neither more nor less can be said."
)
_MONEY = N_(
    "Money is the saving at the average price of the reporting bills, demand charges included."
)
_FACTORS = N_(
    "The same factor serves both sides of a saving: that of the last reporting year, or the newest "
    "earlier one, which is then named."
)
_EVENTS = N_(
    "What a known event added to a month, or took from it, is taken out of the baseline before it "
    "is modelled and given to the reporting months, with its own uncertainty."
)
_SHARED = N_(
    "Where two measures act on one meter, only the earlier is counted, for its saving contains the "
    "later one."
)


def method(paper: Paper, view: DossierView) -> Story:
    """The chapter on the method, with a line for each comparison; nothing without measures."""
    t = paper.t
    if not view.measures:
        return []
    return [
        chapter(paper, t("Method and factors")),
        *(line for each in _statements(view) for line in remark(paper, t(each))),
        *_computed(paper, view),
        section(paper, t("Factors")), *factors(paper, view),
    ]  # fmt: skip


def _every(view: DossierView) -> list[MeasureView]:
    return [each for _, effects in view.measures for each in effects]


def _statements(view: DossierView) -> Iterator[str]:
    """The sentences that are true of this dossier."""
    every = _every(view)
    yield _BILLS
    if any(_by_model(each) for each in every):
        yield _MODEL
    if not all(_by_model(each) for each in every):
        yield _RATIO
    if any(month.added for each in every for month in each.avoided.months):
        yield _EVENTS
    if every:
        yield _VERDICTS
    if any(each.money is not None for each in every):
        yield _MONEY
    if view.factors:
        yield _FACTORS
    if any(each.within for each in every):
        yield _SHARED


def _by_model(each: MeasureView) -> bool:
    return each.avoided.method is not Method.RATIO and each.avoided.fit is not None


def _computed(paper: Paper, view: DossierView) -> Story:
    t = paper.t
    rows = [
        _row(t, behind(upgrade.code, named(t, each.meter)), each)
        for upgrade, effects in view.measures
        for each in effects
    ]
    if not rows:
        return []
    columns = [
        Column(t("Measure and meter")), Column(t("Method")), Column(t("Drivers")),
        Column(t("Baseline months"), "", "figures"),
        Column(t("Reporting months"), "", "figures"), Column("R²", "", "figures"),
        Column("CV(RMSE)", "", "figures"), Column("±", "", "figures"),
    ]  # fmt: skip
    return book_table(paper, columns, rows, title=t("What was computed"))


def _row(t: Translator, name: str, each: MeasureView) -> Row:
    result, fit = each.avoided, each.avoided.fit
    return Row((
        name, t("Model") if _by_model(each) else t("Simple ratio"), _drivers(t, each),
        len(result.baseline), len(result.months), "–" if fit is None else t.number(fit.r2, 3),
        "–" if fit is None else t.percent(fit.cv_rmse),
        "–" if result.half_width is None else t(
            "{half} {unit}", half=_half(t, result.half_width), unit=each.meter.unit),
    ))  # fmt: skip


def _half(t: Translator, half: float) -> str:
    digits = 3 - len(f"{half:.0f}") if half >= 1 else 2
    return t.number(round(half, digits), max(0, digits))


def _drivers(t: Translator, each: MeasureView) -> str:
    used = [driver for driver in each.drivers if driver.code in each.avoided.drivers]
    return t.show(tuple(named(t, driver) for driver in used)) if used else "–"
