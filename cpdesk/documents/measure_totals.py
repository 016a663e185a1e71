"""What all measures come to, what was only estimated, and the factors that were used."""

from __future__ import annotations

from typing import Any

from cpdesk.base.languages import Translator
from cpdesk.documents.measures import figure_of, tonnes
from cpdesk.documents.pair import Both, behind
from cpdesk.documents.parts import lowered
from cpdesk.documents.tables import Column, Row, book_table
from cpdesk.documents.use import named
from cpdesk.documents.view import DossierView, MeasureView
from cpdesk.documents.writing import Paper
from cpdesk.domain.upgrades import Effect, Upgrade

Story = list[Any]


def totals(paper: Paper, view: DossierView) -> Story:
    """Every measure on a line; the total is the sum of the unrounded lines that count."""
    t = paper.t
    lines = [(upgrade, each) for upgrade, effects in view.measures for each in effects]
    if not lines:
        return [paper.say(t("Nothing has been measured yet."), "text")]
    rows = [_total_row(t, upgrade, each) for upgrade, each in lines]
    counted = [each for _, each in lines if each.counted]
    columns = [
        Column(t("Measure and meter"), width=58), Column(t("Months"), "", "figures"),
        Column(t("Saved"), "", "figures"), Column(t("Unit")),
        Column(t("Standard coal"), "tce", "figures"), Column("CO₂", "t", "figures"),
        Column(t("Money"), "HK$", "figures"),
    ]
    coal = [each.standard_coal.tonnes for each in counted if each.standard_coal]
    co2 = [each.co2.tonnes for each in counted if each.co2 and _is_co2(each)]
    saved = [each.hkd for each in counted if each.hkd is not None]
    total = (
        t("Total"), "", "", "", figure_of(t, sum(coal)) if coal else "–",
        figure_of(t, sum(co2)) if co2 else "–", t.number(sum(saved), 0) if saved else "–",
    )  # fmt: skip
    notes = t("In brackets: not counted in the total, since no saving is shown or another line "
              "contains it. Totals are rounded once, from unrounded lines.")  # fmt: skip
    if min(len(coal), len(co2), len(saved)) < len(counted):
        notes = Both.joined(notes, t("A dash has no factor or no exchange rate: it is in no "
                                     "total."))  # fmt: skip
    title = t("What all measures saved since they run")
    return book_table(paper, columns, rows, title=title, total=total, notes=notes)


def _total_row(t: Translator, upgrade: Upgrade, each: MeasureView) -> Row:
    def cell(words: str) -> str:
        return words if each.counted or words == "–" else f"({words})"

    name = behind(upgrade.code, named(t, each.meter))
    return Row((
        name, len(each.avoided.months), cell(figure_of(t, each.avoided.avoided)), each.meter.unit,
        cell(tonnes(t, each.standard_coal)), cell(tonnes(t, each.co2 if _is_co2(each) else None)),
        cell("–" if each.hkd is None else t.number(each.hkd, 0)),
    ))  # fmt: skip


def _is_co2(each: MeasureView) -> bool:
    """CO2 is added to CO2 only, never to CO2e."""
    return each.co2 is not None and each.co2.used.factor.gas == "CO2"


def estimates(paper: Paper, effects: list[tuple[Upgrade, Effect]]) -> Story:
    """What no meter counts: the estimate, named as one."""
    t = paper.t
    rows = [
        (behind(upgrade.code, t.show(upgrade.name)), effect.quantity,
         "–" if effect.expected is None else t.number(effect.expected), effect.unit,
         "–" if effect.tolerance is None else f"±{t.number(effect.tolerance)}%", effect.basis)
        for upgrade, effect in effects
    ]  # fmt: skip
    columns = [
        Column(t("Measure")), Column(t("What it reduces")),
        Column(t("Expected a year"), "", "figures"), Column(t("Unit")),
        Column(t("Tolerance"), "", "figures"), Column(t("Basis")),
    ]
    note = t("These figures are estimates. They were not measured and are in no total.")
    return book_table(paper, columns, rows, title=t("Effects without a measurement"), notes=note)


def factors(paper: Paper, view: DossierView) -> Story:
    """Every factor with its year, source and status."""
    t = paper.t
    if not view.factors:
        return [paper.say(t("No factor was used."), "text")]
    rows = [
        (used.factor.key, t.number(used.factor.value), lowered(used.factor.unit),
         "–" if used.factor.year is None else str(used.factor.year), str(used.asked),
         used.factor.source, used.factor.status)
        for used in view.factors
    ]  # fmt: skip
    columns = [
        Column(t("Factor"), width=34), Column(t("Value"), "", "figures"), Column(t("Unit")),
        Column(t("Year")), Column(t("Used for")), Column(t("Source")), Column(t("Status")),
    ]
    note = t("Where the factor of a year is not known, that of the newest earlier year serves.")
    return book_table(paper, columns, rows, title=t("Factors used"), notes=note)
