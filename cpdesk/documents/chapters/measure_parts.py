"""What a measured effect rests on besides its months: spot values, events, flows of a balance."""

from __future__ import annotations

from typing import Any

from cpdesk.analysis.rounding import place, table_place
from cpdesk.analysis.saving.cooling import Cooling
from cpdesk.analysis.saving.spot import SpotSaving, Term
from cpdesk.base.languages import Translator
from cpdesk.documents.chapters.estimates import cooling_words
from cpdesk.documents.chapters.measured import EventView, MeasureView
from cpdesk.documents.chapters.use import named
from cpdesk.documents.setting.figures import at_place, plus_minus
from cpdesk.documents.setting.pair import Both, behind
from cpdesk.documents.setting.tables import Column, Row, book_table
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import MeasuredView
from cpdesk.domain.verification import AdjustmentKind, Flow, Side, Spot, SpotKind

Story = list[Any]


def terms(paper: Paper, view: MeasuredView, each: MeasureView) -> Story:
    """The values measured on the spot, what each makes of the interval, and the arithmetic."""
    t, spot = paper.t, each.spot
    if spot is None:
        return []
    decimals = table_place(each.half_width, each.amount)
    rows = [_term(t, view, term, decimals) for term in sorted(spot.terms, key=_order)]
    if spot.cooling is not None:
        rows.append(_cooling(t, spot.cooling, decimals))
    confidence = "±" + t.percent(spot.confidence, 0)
    columns = [
        Column(t("Value"), width=40), Column(t("When")), Column(t("Mean"), "", "figures"),
        Column(confidence, "", "figures"), Column(t("Machines measured"), "", "figures"),
        Column(t("Instrument and date")), Column("", "", "evidence"),
        Column(t("Makes of the saving"), "±kWh", "figures"),
    ]  # fmt: skip
    total = (
        t("Saved a year: {amount} kWh", amount=at_place(t, each.amount, decimals)), "", "", "", "",
        "", "", plus_minus(t, each.half_width, decimals),
    )  # fmt: skip
    return book_table(
        paper, columns, rows, title=t("Measured on the spot: {option}", option=spot.option),
        total=total, notes=Both.joined(_arithmetic(t, spot, decimals), t(
            "The parts of the interval add up in squares. A value that is agreed has the tolerance "
            "that was agreed; of a sample, its mean's by Student's t with that of the instrument."
        )),
    )  # fmt: skip


def _cooling(t: Translator, less: Cooling, decimals: int) -> Row:
    """The cooling that is saved besides, which the values' parts hold too."""
    change = None if less.tolerance is None else less.change
    return Row((
        t("Less cooling"), t("With the upgrade"), at_place(t, less.amount, decimals),
        plus_minus(t, change, decimals), "", cooling_words(t, less), "",
        "–" if change is None else at_place(t, change, decimals),
    ))  # fmt: skip


def _order(term: Term) -> tuple[bool, bool]:
    """Power before hours, before the upgrade before with it."""
    return term.spot.kind is SpotKind.HOURS, term.spot.side is Side.AFTER


def _term(t: Translator, view: MeasuredView, term: Term, decimals: int) -> Row:
    spot = term.spot
    digits = place(term.half_width, term.value)
    return Row((
        t(spot.kind.label) if spot.kind else "", _when(t, term),
        at_place(t, term.value, max(0, digits)), plus_minus(t, term.half_width, max(0, digits)),
        _sample(t, spot), _instrument(t, spot), view.mark(spot.id),
        "–" if term.part is None else at_place(t, term.part, decimals),
    ))  # fmt: skip


def _when(t: Translator, term: Term) -> str:
    if len(term.sides) > 1:
        return t("Before and with the upgrade")
    return t(term.sides[0].label) if term.sides else "–"


def _sample(t: Translator, spot: Spot) -> str:
    if spot.agreed:
        return t("agreed")
    if spot.samples is None or spot.population is None:
        return "–" if spot.samples is None else t.number(spot.samples)
    return t("{n} of {all}", n=spot.samples, all=spot.population)


def _instrument(t: Translator, spot: Spot) -> str:
    return t.show(tuple(filter(None, (spot.instrument, spot.measured_on)))) or "–"


def _arithmetic(t: Translator, spot: SpotSaving, decimals: int) -> str:
    """Machines x kW x hours on both sides, so that it can be redone by hand."""
    before, after = (at_place(t, each or 0.0, decimals) for each in (spot.before, spot.after))
    return t("Machines × kW × hours: before {before} kWh a year, with the upgrade {after} kWh.",
             before=before, after=after)  # fmt: skip


def events(paper: Paper, view: MeasuredView, each: MeasureView) -> Story:
    """The non-routine adjustments that were used, with their evidence."""
    t = paper.t
    if not each.events:
        return []
    half = max((e.half_width or 0.0 for e in each.events), default=0.0)
    decimals = table_place(each.half_width or half or None, max(abs(e.added) for e in each.events))
    rows = [_event(t, view, event, decimals) for event in each.events]
    columns = [
        Column(t("Event"), width=23), Column(t("Why no driver explains it"), width=33),
        Column(t("From"), width=19), Column(t("To"), width=19), Column(t("How it is counted")),
        Column("", "", "evidence"),
        Column(t("A month"), each.unit, "figures"), Column(t("Added since"), each.unit, "figures"),
        Column("±", each.unit, "figures"),
    ]
    notes = t("Added since: in all reporting months; negative where it takes away. It belongs to "
              "the adjusted baseline, for the upgrade has no part in it.")  # fmt: skip
    if any(e.adjustment.kind is AdjustmentKind.INDICATOR for e in each.events):
        notes = Both.joined(notes, t("The amount of an event in the model is what the model found; "
                                     "its uncertainty is in the interval."))  # fmt: skip
    title = t("Non-routine adjustments")
    return book_table(paper, columns, rows, title=title, notes=notes)


def _event(t: Translator, view: MeasuredView, event: EventView, decimals: int) -> Row:
    one = event.adjustment
    counted = t(one.kind.label) if one.kind else ""
    if event.meter:
        counted = t("By the sub-meter {meter}", meter=named(t, event.meter))
    marks = " ".join(dict.fromkeys(filter(None, (
        view.mark(one.id), view.mark(event.meter.id) if event.meter else ""))))  # fmt: skip
    return Row((
        behind(one.code, t.show(one.name)), one.reason or None,
        t.date(one.start) if one.start else "–", t.date(one.end) if one.end else t("goes on"),
        counted, marks,
        "–" if event.monthly is None else at_place(t, event.monthly, decimals),
        at_place(t, event.added, decimals), plus_minus(t, event.half_width, decimals),
    ))  # fmt: skip


def flows(paper: Paper, view: MeasuredView, each: MeasureView) -> Story:
    """The flows of a balance: which meter, what part it has, and what share of it counts."""
    t, effect = paper.t, each.effect
    if not each.flows:
        return []
    rows = [
        (named(t, meter), meter.unit, flow.role or None, _share(t, view, flow), flow.source or None,
         view.mark(flow.id))
        for flow, meter in each.flows
    ]  # fmt: skip
    columns = [
        Column(t("Flow")), Column(t("Unit")), Column(t("Part in the balance")),
        Column(t("Counts"), "", "figures"), Column(t("Source")), Column("", "", "evidence"),
    ]
    treated = [
        (t("Captured"), effect.capture_before, effect.capture_after),
        (t("Destroyed of it"), effect.destruction_before, effect.destruction_after),
    ]
    said = [
        t("{what}: before {before}%, with the upgrade {after}%.", what=name, before=before or 0,
          after=after or 0)
        for name, before, after in treated if before is not None or after is not None
    ]  # fmt: skip
    rule = t("Each month: what is put in, less what leaves in good products or is recycled. Waste "
             "is part of the loss.") if each.losses else t(
             "Each month: what is put in and the loads, less what is recovered or "
             "leaves in waste and product; of it, what is not destroyed.")  # fmt: skip
    return book_table(
        paper, columns, rows, title=t("Flows of the balance"),
        notes=Both.joined(rule, *said, *_lost(t, each)),
    )


def _lost(t: Translator, each: MeasureView) -> list[str]:
    """What of the material was lost before and with the upgrade, in kilograms and percent."""
    whens = (Side.BEFORE, Side.AFTER)
    return [
        t("{when}: {lost} kg lost of {all} kg put in, {share}.", when=t(when.label),
          lost=at_place(t, lost.loss, 0), all=at_place(t, lost.put_in, 0),
          share="–" if lost.share is None else t.percent(lost.share))
        for when, lost in zip(whens, each.losses, strict=False)
    ]  # fmt: skip


def _share(t: Translator, view: MeasuredView, flow: Flow) -> str:
    if flow.concentration:
        driver = next((d for d, _ in view.drivers if d.id == flow.concentration), None)
        return named(t, driver) if driver else "–"
    return "100%" if flow.share is None else f"{t.number(flow.share)}%"
