"""How the savings of a dossier were computed: only what was really done, and with what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cpdesk.analysis.money.price import PriceBasis
from cpdesk.analysis.saving.avoided import METHOD_VERSION, Method
from cpdesk.analysis.saving.normalised import Normalised
from cpdesk.base.languages import Translator
from cpdesk.documents.chapters import method_words as words
from cpdesk.documents.chapters.measure_totals import factors
from cpdesk.documents.chapters.measured import MeasureView
from cpdesk.documents.chapters.method_data import boundaries, is_submeter, readings
from cpdesk.documents.chapters.method_models import drivers, intervals, statistics
from cpdesk.documents.setting.blocks import remark
from cpdesk.documents.setting.headings import chapter, section
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import MeasuredView
from cpdesk.domain.plant import Convention
from cpdesk.domain.verification import AdjustmentKind

Story = list[Any]


def method(paper: Paper, view: MeasuredView) -> Story:
    """The chapter on the method; what nothing in this dossier rests on is not in it."""
    t = paper.t
    if not view.measures:
        return []
    story: Story = [chapter(paper, t("Method and factors"))]
    if any(effects for _, effects in view.measures):
        story += [
            section(paper, t("Principles and boundary")), *_say(paper, _principles(t, view)),
            *boundaries(paper, view), *_data(paper, view), *_models(paper, view),
            *_intervals(paper, view),
            section(paper, t("Verdict, adjustments and money")), *_say(paper, _rest(t, view)),
        ]  # fmt: skip
    return [*story, section(paper, t("Factors")), *factors(paper, view)]


def _say(paper: Paper, sentences: Iterator[str]) -> Story:
    return [line for each in sentences for line in remark(paper, each)]


def _every(view: MeasuredView) -> list[MeasureView]:
    return [each for _, effects in view.measures for each in effects]


def _principles(t: Translator, view: MeasuredView) -> Iterator[str]:
    every = _every(view)
    yield t(words.PRINCIPLES, version=METHOD_VERSION)
    at_meters = [each for each in every if each.avoided and each.meter]
    if any(not is_submeter(each) for each in at_meters):
        yield t(words.OPTION_C)
    if any(is_submeter(each) for each in at_meters):
        yield t(words.OPTION_B)
    if any(each.spot for each in every):
        yield t(words.ON_THE_SPOT)
    if any(each.spot and each.spot.cooling for each in every):
        yield t(words.COOLING)
    if any(each.flows for each in every):
        yield t(words.BALANCE)


def _data(paper: Paper, view: MeasuredView) -> Story:
    t, every = paper.t, _every(view)
    series = [each.series for each in every if each.series and each.series.bills]
    if not any(each.avoided for each in every):
        return []
    said = []
    if any(each.convention is not Convention.READ_MONTH for each in series):
        said.append(t(words.SPREAD))
    if any(each.convention is Convention.READ_MONTH for each in series):
        said.append(t(words.READ_MONTH))
    said.append(t(words.LEFT_OUT))
    if any(len(bill.readings) > 1 for each in series for bill in each.bills):
        said.append(t(words.FOLDED))
    return [section(paper, t("Data")), *_say(paper, iter(said)), *readings(paper, view)]


def _models(paper: Paper, view: MeasuredView) -> Story:
    t = paper.t
    results = [each.avoided for each in _every(view) if each.avoided]
    said = []
    if any(each.method is Method.REGRESSION for each in results):
        said.append(t(words.AVOIDED))
    if any(isinstance(each, Normalised) for each in results):
        said.append(t(words.NORMALISED))
    if any(each.fit for each in results):
        said.append(t(words.LEAST_SQUARES))
    if any(each.fit is None for each in results):
        said.append(t(words.RATIO))
    if not said:
        return []
    return [section(paper, t("Models")), *_say(paper, iter(said)), *statistics(paper, view),
            *drivers(paper, view)]  # fmt: skip


def _intervals(paper: Paper, view: MeasuredView) -> Story:
    t, every = paper.t, _every(view)
    if not any(each.avoided and each.avoided.fit for each in every):
        return []
    said = [
        t(words.EXACT), words.EXACT_FORMULA, t(words.EXACT_LETTERS), t(words.AUTOCORRELATED),
        words.AUTOCORRELATED_FORMULA, *(t(each) for each in words.DERIVATION), t(words.WIDER),
    ]  # fmt: skip
    if any(isinstance(each.avoided, Normalised) for each in every):
        said.append(t(words.TWO_MODELS))
    if any(each.avoided and each.avoided.fit and _has_tolerance(each) for each in every):
        said.append(t(words.EVENTS_WIDEN))
    return [section(paper, t("Confidence interval")), *_say(paper, iter(said)),
            *intervals(paper, view)]  # fmt: skip


def _has_tolerance(each: MeasureView) -> bool:
    return any(event.half_width for event in each.events)


def _rest(t: Translator, view: MeasuredView) -> Iterator[str]:
    every = _every(view)
    if any(each.avoided for each in every):
        yield t(words.VERDICTS)
    if any(each.spot for each in every):
        yield t(words.VERDICT_OF_A_YEAR)
    yield from _adjustments(t, every)
    if any(each.parts for each in view.shared):
        yield t(words.SHARED)
    if any(each.parts is None for each in view.shared):
        yield t(words.TOGETHER)
    if any(each.within for each in every):
        yield t(words.HELD)
    yield from _money(t, every)
    if view.factors:
        yield t(words.FACTORS)


def _adjustments(t: Translator, every: list[MeasureView]) -> Iterator[str]:
    kinds = {event.adjustment.kind for each in every for event in each.events}
    if kinds & {AdjustmentKind.METERED, AdjustmentKind.ESTIMATE}:
        yield t(words.EVENTS)
    if AdjustmentKind.INDICATOR in kinds:
        yield t(words.INDICATORS)


def _money(t: Translator, every: list[MeasureView]) -> Iterator[str]:
    bases = {each.money.basis for each in every if each.money}
    if PriceBasis.BILLS in bases:
        yield t(words.AVERAGE_PRICE)
    if PriceBasis.TARIFF in bases:
        yield t(words.TARIFF)
    if any(each.effect.demand_reduction and each.money and each.money.basis is PriceBasis.TARIFF
           for each in every):  # fmt: skip
        yield t(words.DEMAND)
    rates = {each.hkd.rate for each in every if each.hkd and each.hkd.rate}
    for rate in sorted(rates, key=lambda each: (each.currency, str(each.on))):
        yield t("HK$: {rate} for one {currency}, the rate of {day}.", rate=rate.rate,
                currency=rate.currency, day=rate.on)  # fmt: skip
