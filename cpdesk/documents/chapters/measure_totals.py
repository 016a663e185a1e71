"""What all measures come to, since they run and in a year, and how shared meters are divided."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from cpdesk.analysis.factors import words as factor_words
from cpdesk.analysis.factors.table import Factor
from cpdesk.analysis.rounding import adding_up, table_place
from cpdesk.base.languages import Translator
from cpdesk.documents.chapters.measure_chart import money_chart, name_of
from cpdesk.documents.chapters.measured import Line, SharedView, half_width_of
from cpdesk.documents.chapters.parts import lowered
from cpdesk.documents.chapters.use import named
from cpdesk.documents.setting.figures import at_place, column, plus_minus
from cpdesk.documents.setting.headings import section
from cpdesk.documents.setting.pair import Both, behind
from cpdesk.documents.setting.tables import Column, Row, book_table
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import MeasuredView, PackView

Story = list[Any]
_Cells = tuple[tuple[str, ...], str]


def totals(paper: Paper, view: MeasuredView) -> Story:
    """Every measure on a line, since it runs and in a year; then how shared meters are divided."""
    t = paper.t
    if not view.lines:
        return [paper.say(t("Nothing has been measured yet."), "text")]
    since = [line for line in view.lines if not line.measure.of_year]
    story: Story = []
    if since:
        title = t("What all measures saved since they run")
        story += _table(paper, since, [1.0] * len(since), title)
    scales = [line.per_year for line in view.lines]
    if any(scale is not None for scale in scales):
        story += _table(paper, view.lines, scales, t("What all measures save in a year"), year=True)
        story += money_chart(paper, view.lines)
    for each in view.shared:
        if each.parts is not None:
            story += _divided(paper, each)
    return story


def measured_tonnes(t: Translator, view: MeasuredView) -> tuple[str, str]:
    """The totals of standard coal and CO2 since the measures run, as the table prints them."""
    lines = [line for line in view.lines if not line.measure.of_year]
    coal, co2 = [line.coal for line in lines], [line.co2 for line in lines]
    scales = [1.0] * len(lines)
    return _column(t, lines, scales, coal)[1], _column(t, lines, scales, co2)[1]


def _table(
    paper: Paper, lines: Sequence[Line], scales: Sequence[float | None], title: str,
    *, year: bool = False,
) -> Story:  # fmt: skip
    t = paper.t
    coal, co2, hkd = (
        _column(t, lines, scales, values)
        for values in ([line.coal for line in lines], [line.co2 for line in lines],
                       [line.hkd for line in lines])
    )  # fmt: skip
    saved = _amounts(t, lines, scales)
    rows = [
        Row((name_of(t, line), "" if year else line.months or "–", saved[at], line.measure.unit,
             coal[0][at], co2[0][at], hkd[0][at]))
        for at, line in enumerate(lines)
    ]  # fmt: skip
    columns = [
        Column(t("Measure and meter"), width=58),
        Column("" if year else t.within("count", "Months"), "", "figures"),
        Column(t("Saved"), "", "figures"), Column(t("Unit")),
        Column(t("Standard coal"), "tce", "figures"), Column("CO₂", "t", "figures"),
        Column(t("Money"), "HK$", "figures"),
    ]  # fmt: skip
    total = (t("Total"), "", "", "", coal[1], co2[1], hkd[1])
    cut = [0, *range(2, 7)] if year else range(7)
    return book_table(
        paper, [columns[at] for at in cut], [Row([row.cells[at] for at in cut]) for row in rows],
        title=title, total=[total[at] for at in cut],
        notes=Both.joined(*_notes(t, lines, scales, year)),
    )  # fmt: skip


def _column(
    t: Translator, lines: Sequence[Line], scales: Sequence[float | None],
    values: Sequence[float | None],
) -> _Cells:  # fmt: skip
    """Cells that add up to the total of those that count; the others stand in brackets."""
    scaled = [
        None if value is None or scale is None else value * scale
        for value, scale in zip(values, scales, strict=True)
    ]
    counted = [v if line.counted else None for v, line in zip(scaled, lines, strict=True)]
    half = half_width_of(lines, counted)
    said, total = column(t, counted, half)
    decimals = table_place(half, math.fsum(v for v in counted if v is not None))
    cells = tuple(
        f"({at_place(t, value, decimals)})" if value is not None and not line.counted else cell
        for cell, value, line in zip(said, scaled, lines, strict=True)
    )
    return cells, total


def _amounts(
    t: Translator, lines: Sequence[Line], scales: Sequence[float | None]
) -> list[str]:
    """What each line saved in its own unit; the parts of one meter add up to its result."""
    found = ["–"] * len(lines)
    for group in _groups(lines):
        known = [
            (at, lines[at].amount * scale) for at in group if (scale := scales[at]) is not None
        ]
        if not known:
            continue
        measure = lines[group[0]].measure
        decimals = table_place(measure.half_width, measure.amount)
        parts = adding_up([value for _, value in known], decimals)
        for (at, _), part in zip(known, parts, strict=True):
            said = t.number(part, decimals)
            found[at] = said if lines[at].counted else f"({said})"
    return found


def _groups(lines: Sequence[Line]) -> list[list[int]]:
    """The places of lines that belong together: those of one result."""
    found: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        found.setdefault(line.measure.effect.id, []).append(at)
    return list(found.values())


def _notes(
    t: Translator, lines: Sequence[Line], scales: Sequence[float | None], year: bool
) -> list[str]:
    said = [t("Rounded so that the lines add up to the totals as printed.")]
    if year:
        said.append(t("Measured months scaled to twelve, with what is a year already: normalised, "
                      "or measured on the spot."))  # fmt: skip
    if any(not line.counted for line in lines):
        said.append(t("In brackets: in no total, since no saving is shown, another line holds it, "
                      "or part of it may be another project's."))  # fmt: skip
    if any(line.group is not None for line in lines):
        said.append(t("Measures that share a meter each have their part of its result."))
    if any(len(line.upgrades) > 1 for line in lines):
        said.append(t("A line with several measures cannot be divided: an estimate is missing."))
    counted = [line for line, scale in zip(lines, scales, strict=True) if line.counted and scale]
    without = any(v is None for line in counted for v in (line.coal, line.co2, line.hkd))
    if year and None in scales:
        said.append(t("A dash: fewer than twelve months, no factor or no exchange rate; it is in "
                      "no total."))  # fmt: skip
    elif without:
        said.append(t("A dash: no factor or no exchange rate; it is in no total."))
    return said


def _divided(paper: Paper, shared: SharedView) -> Story:
    """The parts of a shared meter; with the rest they add up to its result exactly."""
    t, leader, parts = paper.t, shared.leader, shared.parts or ()
    decimals = table_place(leader.half_width, leader.amount)
    amounts = [part.share.amount for part in parts]
    rest = [shared.other] if _is_something(shared, decimals) else []
    printed = adding_up([*amounts, *rest], decimals, leader.amount)
    rows = [
        (behind(part.upgrade.code, t.show(part.upgrade.name)),
         at_place(t, part.share.estimate, decimals), t.number(part.share.scale, 3),
         t.number(amount, decimals), plus_minus(t, part.share.half_width, decimals))
        for part, amount in zip(parts, printed, strict=False)
    ]  # fmt: skip
    if rest:
        rows.append((t("Other: no estimate explains it"), "–", "–",
                     t.number(printed[-1], decimals), "–"))  # fmt: skip
    unit, name = leader.unit, named(t, leader.meter) if leader.meter else ""
    columns = [
        Column(t("Measure"), width=62), Column(t("Estimate"), unit, "figures"),
        Column(t("Scaled by"), "", "figures"), Column(t("Its part"), unit, "figures"),
        Column("±", unit, "figures"),
    ]
    total = (t("Result of the meter"), "", "", t.number(sum(printed), decimals),
             plus_minus(t, leader.half_width, decimals))  # fmt: skip
    return book_table(
        paper, columns, rows, title=t("Several measures at one meter: {meter}", meter=name),
        total=total, notes=Both.joined(*_dividing(t, shared)),
    )  # fmt: skip


def _is_something(shared: SharedView, decimals: int) -> bool:
    """Whether a rest is left that is not rounding."""
    return abs(shared.other) > max(1e-9 * abs(shared.leader.amount), 10.0**-decimals / 1e6)


def _dividing(t: Translator, shared: SharedView) -> list[str]:
    said = [t("In months in which one of them ran alone, all that was saved is its own. In the "
              "others the estimates are scaled down where together they are more than the meter "
              "shows; where they are less, the rest is no measure's own. The interval is that of "
              "the meter, in proportion.")]  # fmt: skip
    if any(each.meter != shared.leader.meter for _, each in shared.members):
        said.append(t("Where a sub-meter measured a saving, that is the estimate."))
    return said


def estimates(paper: Paper, view: MeasuredView) -> Story:
    """What no meter counts: the estimate, named as one; nothing where all was measured."""
    t = paper.t
    rows = [
        (behind(upgrade.code, t.show(upgrade.name)), effect.quantity,
         "–" if effect.expected is None else t.number(effect.expected), effect.unit,
         "–" if effect.tolerance is None else f"±{t.number(effect.tolerance)}%", effect.basis)
        for upgrade, effects in view.estimates for effect in effects
    ]  # fmt: skip
    if not rows:
        return []
    columns = [
        Column(t("Measure")), Column(t("What it reduces")),
        Column(t("Expected reduction"), "", "figures"), Column(t("Unit")),
        Column(t("Tolerance"), "", "figures"), Column(t("Basis")),
    ]
    note = t("These figures are estimates. They were not measured and are in no total.")
    title = t("Effects without a measurement")
    return [section(paper, title), *book_table(paper, columns, rows, title=title, notes=note)]


def factors(paper: Paper, view: PackView) -> Story:
    """Every factor with its year, source and status."""
    t = paper.t
    if not view.used_factors:
        return [paper.say(t("No factor was used."), "text")]
    asked: dict[Factor, list[int]] = {}
    for used in view.used_factors:
        asked.setdefault(used.factor, []).append(used.asked)
    rows = [
        (_factor_name(t, each.key), t.number(each.value), lowered(each.unit),
         "–" if each.year is None else str(each.year), _spans(years), t(each.source), each.status)
        for each, years in asked.items()
    ]  # fmt: skip
    columns = [
        Column(t("Factor"), width=34), Column(t("Value"), "", "figures"), Column(t("Unit")),
        Column(t("Year")), Column(t("Used for")), Column(t("Source")), Column(t("Status")),
    ]
    note = t("Where the factor of a year is not known, that of the newest earlier year serves.")
    return book_table(paper, columns, rows, title=t("Factors used"), notes=note)


def _spans(years: Sequence[int]) -> str:
    """Years in a row as a span: `2023–2026`."""
    spans: list[list[int]] = []
    for year in sorted(set(years)):
        if spans and year == spans[-1][-1] + 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    return ", ".join(f"{s[0]}–{s[-1]}" if len(s) > 1 else str(s[0]) for s in spans)


def _factor_name(t: Translator, key: str) -> str:
    """`Standard coal, Electricity`; a factor of another kind keeps its key."""
    words = factor_words.named(key)
    if words is None:
        return key
    counted, carrier = words
    return t("{factor}: {carrier}", factor=t(counted), carrier=t(carrier.label))
