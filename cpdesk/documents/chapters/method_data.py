"""The boundary of each measure and the readings it was made from, for the method statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cpdesk.analysis.saving.avoided import Avoided
from cpdesk.analysis.saving.normalised import Normalised
from cpdesk.base.languages import Translator
from cpdesk.documents.chapters.measured import MeasureView, group_of
from cpdesk.documents.chapters.use import named
from cpdesk.documents.setting.pair import Both, behind, first_of
from cpdesk.documents.setting.tables import Column, Row, book_table
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import MeasuredView
from cpdesk.domain.periods import Month, month_range
from cpdesk.domain.upgrades import Upgrade

Story = list[Any]


@dataclass(frozen=True)
class Compared:
    """A result that is used, with its upgrade and the codes of all that it holds."""

    upgrade: Upgrade
    measure: MeasureView
    codes: tuple[str, ...]

    def title(self, t: Translator) -> str:
        """`U1  Electricity`: the measure's code and what was measured."""
        each = self.measure
        name = named(t, each.meter) if each.meter else t.show(each.effect.quantity)
        return behind(first_of(t.show(self.codes)), name)


def compared(view: MeasuredView) -> list[Compared]:
    """Every result that is used; a meter that several share is told once."""
    found = []
    for upgrade, effects in view.measures:
        for each in effects:
            told, group = view.told_at(each), group_of(view.shared, each)
            if told is not None:
                leads = group is not None and told.effect.id == group.leader.effect.id
                codes = group.codes if group and leads else (upgrade.code,)
                found.append(Compared(upgrade, told, codes))
    return found


def is_submeter(each: MeasureView) -> bool:
    return each.meter is not None and each.meter.above is not None


def boundaries(paper: Paper, view: MeasuredView) -> Story:
    """What lies within each measurement, by which option, over which months."""
    t = paper.t
    rows = [
        Row((one.title(t), _boundary(t, one.measure), _option(t, one.measure),
             *_periods(t, one.measure.avoided)))
        for one in compared(view)
    ]  # fmt: skip
    columns = [
        Column(t("Measure and meter"), width=38), Column(t("Boundary")), Column(t("Option")),
        Column(t("Baseline period")), Column(t("Reporting period")),
    ]  # fmt: skip
    return book_table(paper, columns, rows, title=t("Boundary and periods"))


def _boundary(t: Translator, each: MeasureView) -> str:
    if each.effect.boundary:
        return t.show(each.effect.boundary)
    if each.spot:
        return t("The machines measured")
    return t("All that this meter counts.") if each.meter else t("All flows of the balance")


def _option(t: Translator, each: MeasureView) -> str:
    if each.spot and each.spot.option:
        return t("Option {letter}", letter=each.spot.option.value)
    if each.meter is None:
        return t("Balance")
    return t("Option {letter}", letter="B" if is_submeter(each) else "C")


def _periods(t: Translator, result: Avoided | None) -> tuple[str, str]:
    if result is None:
        return "–", "–"
    before = [each.month for each in result.baseline]
    after = reporting(result)
    return tuple(  # type: ignore[return-value]
        t("{first} to {last}: {span}", first=months[0], last=months[-1],
          span=t.plural("{n} month", "{n} months", len(months)))
        for months in (before, after)
    )  # fmt: skip


def reporting(result: Avoided) -> list[Month]:
    """The months that were read since it runs."""
    months = result.since if isinstance(result, Normalised) else result.months
    return [each.month for each in months]


def readings(paper: Paper, view: MeasuredView) -> Story:
    """The bills of each comparison, their convention, estimates, and the months left out."""
    t = paper.t
    rows = [
        Row((one.title(t), *_bills(t, one.measure), _calibration(t, one.measure),
             *_left_out(t, one.upgrade, one.measure.avoided)))
        for one in compared(view) if one.measure.avoided
    ]  # fmt: skip
    columns = [
        Column(t("Measure and meter"), width=34), Column(t("Bills"), "", "figures"),
        Column(t("Day of reading")), Column(t("Estimated bills")), Column(t("Calibrated on")),
        Column(t("Months of the works")), Column(t("Other months left out")),
    ]  # fmt: skip
    return book_table(
        paper, columns, rows, title=t("Readings used"),
        notes=t("Months left out lie between the first of the baseline and the last compared."),
    )


def _bills(t: Translator, each: MeasureView) -> tuple[str, str, str]:
    series = each.series
    if series is None or not series.bills:
        return "–", "–", "–"
    bills = [reading for bill in series.bills for reading in bill.readings]
    joined = sum(len(bill.readings) - 1 for bill in series.bills)
    open_ = sum(bill.estimated for bill in series.bills)
    said = [t("{n} joined", n=joined)] if joined else []
    said += [t("{n} as they are", n=open_)] if open_ else []
    return t.number(len(bills)), t(series.convention.label), Both.joined(*said) or "–"


def _calibration(t: Translator, each: MeasureView) -> str:
    meter = each.meter
    if meter is None:
        return "–"
    told = tuple(filter(None, (meter.calibrated_on, meter.calibration)))
    return t.show(told) or t("not entered")


def _left_out(t: Translator, upgrade: Upgrade, result: Avoided) -> tuple[str, str]:
    used = [*(each.month for each in result.baseline), *reporting(result)]
    rest = [each for each in month_range(min(used), max(used)) if each not in set(used)]
    start, end = upgrade.works_from or upgrade.running_from, upgrade.running_from
    works = [m for m in rest if start and end and m.end > start and m.start < end]
    others = [each for each in rest if each not in works]
    return spans(t, works), spans(t, others)


def spans(t: Translator, months: Sequence[Month]) -> str:
    """Months as runs: `March 2024, June 2024 - August 2024`; a dash for none."""
    runs: list[list[Month]] = []
    for month in months:
        if runs and month - runs[-1][-1] == 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    return t.show(tuple(_run(t, run) for run in runs)) or "–"


def _run(t: Translator, run: Sequence[Month]) -> str:
    if len(run) == 1:
        return t.month(run[0])
    return t("{first} to {last}", first=run[0], last=run[-1])
