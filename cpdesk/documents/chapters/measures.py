"""A measure on paper (R20 to R36): verdict, charts, months, events, its year and its worth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cpdesk.analysis.money.price import PriceBasis
from cpdesk.analysis.saving.avoided import Avoided
from cpdesk.analysis.saving.normalised import Normalised
from cpdesk.base.languages import Translator, sentence
from cpdesk.documents.chapters import measure_months, measure_parts
from cpdesk.documents.chapters.measure_months import span
from cpdesk.documents.chapters.measure_totals import totals
from cpdesk.documents.chapters.measure_year import yearly
from cpdesk.documents.chapters.measured import MeasureView, PartView, SharedView, group_of
from cpdesk.documents.chapters.parts import entity_table, evidence, facts, lowered, money
from cpdesk.documents.chapters.photos import photos
from cpdesk.documents.chapters.use import named
from cpdesk.documents.chapters.worth import worth_table
from cpdesk.documents.setting.blocks import Fact, Light, verdict
from cpdesk.documents.setting.captions import note
from cpdesk.documents.setting.figures import alone, with_interval
from cpdesk.documents.setting.headings import chapter, section
from cpdesk.documents.setting.layout import new_page
from cpdesk.documents.setting.pair import Both, behind
from cpdesk.documents.setting.together import Together
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import MeasuredView
from cpdesk.domain.findings import Severity
from cpdesk.domain.upgrades import Upgrade

Story = list[Any]
_MARKS = {Severity.INFO: "shown", Severity.WARNING: "doubt", Severity.BLOCKING: "error"}


def measures(paper: Paper, view: MeasuredView, other: str = "") -> Story:
    """The chapter of all measures that run: together, a page for each, then what stands behind.

    Tables of months and of worth would part a measure's photographs from its result.
    """
    t = paper.t
    story: Story = [chapter(paper, t("Measures and what they saved"), other=other)]
    if not view.measures:
        return [*story, paper.say(t("No upgrade runs yet."), "text")]
    story += [section(paper, t("All measures")), *totals(paper, view)]
    for upgrade, effects in view.measures:
        story += [*new_page(), *_measure(paper, view, upgrade, effects)]
    return [*story, *_months(paper, view), *_worths(paper, view)]


def _months(paper: Paper, view: MeasuredView) -> Story:
    """The months, events and flows of every comparison, in the order of the measures."""
    found: Story = []
    for upgrade, effects in view.measures:
        for each in effects:
            found += _behind(paper, view, upgrade, view.told_at(each))
    return [section(paper, paper.t("Months behind the savings")), *found] if found else []


def _worths(paper: Paper, view: MeasuredView) -> Story:
    t, found = paper.t, []
    for upgrade, effects in view.measures:
        worth = view.economies.get(upgrade.id)
        if worth is not None and effects:
            title = behind(upgrade.code, t("What the investment is worth"))
            found += worth_table(paper, worth, title)
    return [section(paper, t("What the investments are worth")), *found] if found else []


def _measure(
    paper: Paper, view: MeasuredView, upgrade: Upgrade, effects: tuple[MeasureView, ...]
) -> Story:
    """One measure with everything that was measured of it."""
    t = paper.t
    title = behind(upgrade.code, t.show(upgrade.name))
    names = ("name", "kind", "location", "running_from", "cost", "before", "after")
    instead = {"cost": money(paper, upgrade.cost, upgrade.currency)}
    lines = facts(paper, upgrade, names, instead)
    lines.append(Fact(behind("R34", t("Payback")), _payback(t, view, upgrade)))
    story = [section(paper, title), *entity_table(paper, view, upgrade, lines, 50)]
    story += photos(paper, view, upgrade)
    for each in effects:
        story += _effect(paper, view, upgrade, each)
    if not effects:
        return [*story, paper.say(t("Nothing can be compared at a meter yet."), "text")]
    return [*story, *yearly(paper, view, upgrade)]


def _payback(t: Translator, view: MeasuredView, upgrade: Upgrade) -> str:
    """Cost over the measured saving of a year, both in HK$."""
    worth = view.economies.get(upgrade.id)
    if worth is None or worth.alone.simple is None:
        return t("not computed")
    return t("{n} years, from the measured saving of a year", n=t.number(worth.alone.simple, 1))


def what(t: Translator, measure: MeasureView) -> str:
    """What was measured: its meter, or the quantity where there is none."""
    if measure.meter:
        return named(t, measure.meter)
    return t.show(measure.effect.quantity) or measure.effect.code


def _effect(paper: Paper, view: MeasuredView, upgrade: Upgrade, each: MeasureView) -> Story:
    if each.avoided is None:
        return [
            _on_the_spot(paper, each), *measure_parts.terms(paper, view, each),
            *evidence(paper, view, each.effect),
        ]  # fmt: skip
    group = group_of(view.shared, each)
    said = [_verdict(paper, each, each.avoided, group)]
    told, teller = view.told_at(each), view.teller(group) if group else None
    if told is not None:
        parts = _told(paper, view, upgrade, told, group)
        said = [Together([*said, *parts[:1]]), *parts[1:]]  # the verdict stands at its chart
    elif teller is not None:
        words = paper.t("Chart and months of this meter stand at {code}.", code=teller[0].code)
        said.append(note(paper, words))
    return [*said, *evidence(paper, view, each.effect)]


def _told(
    paper: Paper, view: MeasuredView, upgrade: Upgrade, told: MeasureView, group: SharedView | None
) -> Story:
    """The chart of a comparison; that of a shared meter belongs to its leader."""
    if told.avoided is None:
        return []
    name, more, of = what(paper.t, told), "", upgrade
    if group and told.meter == group.leader.meter:
        more = paper.t("All that was saved at this meter, by {codes}.", codes=group.codes)
        of = group.members[0][0]
    return measure_months.chart(paper, of, told, told.avoided, name, more)


def _behind(
    paper: Paper, view: MeasuredView, upgrade: Upgrade, told: MeasureView | None
) -> Story:
    """The tables that a comparison was made from."""
    if told is None or told.avoided is None:
        return []
    name = behind(upgrade.code, what(paper.t, told))
    return [
        *measure_months.months(paper, view, told, told.avoided, name),
        *measure_parts.events(paper, view, told), *measure_parts.flows(paper, view, told),
    ]  # fmt: skip


def _verdict(
    paper: Paper, each: MeasureView, result: Avoided, group: SharedView | None
) -> Any:
    """The sentence, its explanation and the lights; those of a shared meter are its own."""
    t = paper.t
    of = group.leader.avoided if group and group.leader.avoided else result
    lights = [
        Light(_MARKS[light.severity], name, sentence(t, light))
        for name, light in zip(
            (t("Model."), t("Range."), t("Uncertainty.")), of.lights, strict=True
        )
    ]
    words = Both.joined(*_explanation(t, each, group))
    return verdict(paper, _headline(t, each, result, group), words, lights)


def _headline(
    t: Translator, each: MeasureView, result: Avoided, group: SharedView | None
) -> str:
    facts = {
        "verdict": t(result.verdict.label), "unit": each.unit, "what": what(t, each),
        "amount": with_interval(t, result.avoided, result.half_width),
        "span": span(t, len(result.months)),
    }  # fmt: skip
    if isinstance(result, Normalised):
        return t("{verdict}: {amount} {unit} of {what} in {span} at standard conditions", **facts)
    if group is None:
        return t("{verdict}: {amount} {unit} of {what} in {span}", **facts)
    leader = group.leader
    facts.update(verdict=t(leader.verdict.label), unit=leader.unit, what=what(t, leader))
    part = group.part_of(each)
    if part is not None:
        facts.update(amount=with_interval(t, part.share.amount, part.share.half_width))
        return t("{verdict}: {amount} {unit} of {what}, its part of a shared meter", **facts)
    facts.update(amount=with_interval(t, leader.amount, leader.half_width),
                 span=span(t, leader.months), codes=t.show(group.codes))  # fmt: skip
    return t("{verdict}: {amount} {unit} of {what} in {span}, by {codes} together", **facts)


def _explanation(
    t: Translator, each: MeasureView, group: SharedView | None
) -> Iterator[str]:
    """What the headline's figure is, and what it is worth."""
    told = group.leader if group else each
    if told.avoided is None:
        return
    if group is not None:
        yield _sharing(t, group, group.part_of(each), each)
    yield _of_baseline(t, told.avoided)
    part = group.part_of(each) if group else None
    whole = told.amount or 1.0
    yield from _worth(t, told, part.share.amount / whole if part else 1.0)


def _of_baseline(t: Translator, result: Avoided) -> str:
    facts = {
        "share": t.percent(result.fraction), "first": result.months[0].month,
        "last": result.months[-1].month, "confidence": t.percent(result.confidence, 0),
    }
    if isinstance(result, Normalised):
        return t("The model of the reporting period gives {share} less than that of the baseline "
                 "for the conditions of {first} to {last}, at {confidence} confidence. These are "
                 "standard months; the saving of any other year differs. It is in no total since "
                 "the measures run.", **facts)  # fmt: skip
    if result.half_width is None:
        return t("{share} of the adjusted baseline, {first} to {last}, without an interval.",
                 **facts)  # fmt: skip
    return t("{share} of the adjusted baseline, {first} to {last}, at {confidence} confidence.",
             **facts)  # fmt: skip


def _sharing(
    t: Translator, group: SharedView, part: PartView | None, each: MeasureView
) -> str:
    leader = group.leader
    facts = {
        "codes": group.codes, "unit": leader.unit, "meter": what(t, leader),
        "amount": with_interval(t, leader.amount, leader.half_width),
    }  # fmt: skip
    if group.parts is None:
        return t("{codes} act on this meter at the same time and no estimate divides its result.",
                 **facts)  # fmt: skip
    if part is None:
        return t("What was saved here is in the part of another effect of this measure.")
    if each.meter != leader.meter:
        return t("This meter lies beneath {meter}, whose result of {amount} {unit} holds the "
                 "savings of {codes}; what was measured here is the estimate by which it is "
                 "divided.", **facts)  # fmt: skip
    return t("{codes} act on this meter at the same time. Together they saved {amount} {unit}; it "
             "is divided under 'Several measures at one meter'.", **facts)  # fmt: skip


def _worth(t: Translator, each: MeasureView, scale: float) -> Iterator[str]:
    """Money, standard coal and CO2 of a result, or of the part that `scale` is of it."""
    if each.money is not None:
        facts = {"money": t.money(each.money.amount * scale, each.money.currency, 0)}
        if each.money.basis is PriceBasis.TARIFF:
            yield t("In money: {money} at the tariff of what was avoided.", **facts)
        else:
            yield t("In money: {money} at the average price of the bills.", **facts)
    half, amount = each.half_width, each.amount
    if each.standard_coal is not None:
        coal = each.standard_coal.tonnes
        width = half * abs(coal / amount) if half and amount else None
        yield t("Standard coal: {tonnes} t.", tonnes=alone(t, coal * scale, width))
    if each.co2 is not None:
        tonnes = each.co2.tonnes
        width = half * abs(tonnes / amount) if half and amount else None
        yield t("{gas}: {tonnes} t.", gas=lowered(each.co2.used.factor.gas),
                tonnes=alone(t, tonnes * scale, width))  # fmt: skip


def _on_the_spot(paper: Paper, each: MeasureView) -> Any:
    t, spot = paper.t, each.spot
    assert spot is not None
    headline = t(
        "{verdict}: {amount} {unit} a year of {what}, measured on the spot",
        verdict=t(each.verdict.label), unit=each.unit, what=what(t, each),
        amount=with_interval(t, each.amount, each.half_width),
    )
    said = [t("{option}.", option=spot.option) if spot.option else ""]
    if each.half_width is None:
        said.append(t("Without an interval: the uncertainty of a value is not known."))
    else:
        said.append(t("The interval holds at {confidence} confidence.",
                      confidence=t.percent(spot.confidence, 0)))  # fmt: skip
    said.append(t("It is the saving of a year, not of months that were read, and is in no total "
                  "since the measures run."))  # fmt: skip
    if each.within:
        said.append(t("The result of its meter at {code} holds it already; there it is counted.",
                      code=each.within))  # fmt: skip
    return verdict(paper, headline, Both.joined(*said, *_worth(t, each, 1.0)))
