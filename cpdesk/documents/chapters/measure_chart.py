"""The savings of all measures in money, beside one another with their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cpdesk.analysis.saving.verdict import Verdict
from cpdesk.base.languages import Translator
from cpdesk.documents.chapters.measured import Line
from cpdesk.documents.chapters.use import named
from cpdesk.documents.charts.bars import Measure, measures_chart
from cpdesk.documents.setting.figure import figure_block
from cpdesk.documents.setting.pair import Both, behind, first_of
from cpdesk.documents.setting.writing import Paper

Story = list[Any]
_ON_A_PAGE = 28  # bars


def money_chart(paper: Paper, lines: Sequence[Line]) -> Story:
    """A bar for each line of a year that is worth money, the largest first; at least two."""
    bars = [bar for line in lines if (bar := _bar(paper.drawn, line)) is not None]
    if len(bars) < 2:
        return []
    t = paper.t
    reading = t("With the interval of each; what has no rate or no twelve months is left out.")
    if not all(bar.shown for bar in bars):
        reading = Both.joined(reading, t("Hollow: no saving is shown."))
    bars.sort(key=lambda bar: -bar.amount)
    title, unit = t("What the measures save in money a year"), _unit(paper.drawn)
    pages = (bars[at : at + _ON_A_PAGE] for at in range(0, len(bars), _ON_A_PAGE))
    return [part for some in pages for part in figure_block(
        paper, measures_chart(some, unit, paper.drawn), title, reading)]  # fmt: skip


def _unit(t: Translator) -> str:
    return t("HK$ a year")


def _bar(t: Translator, line: Line) -> Measure | None:
    hkd, year = line.hkd, line.per_year
    if hkd is None or year is None or not line.amount:
        return None
    half = None if line.half_width is None else line.half_width * abs(hkd / line.amount) * year
    shown = line.measure.verdict is not Verdict.NOT_SHOWN
    return Measure(name_of(t, line), hkd * year, half, shown)


def name_of(t: Translator, line: Line) -> str:
    """The codes of the upgrades, and what was saved."""
    each = line.measure
    name = named(t, each.meter) if each.meter else t.show(each.effect.quantity)
    if not line.upgrades:
        return t("{meter}: no estimate explains it", meter=name)
    return behind(first_of(t.show(tuple(upgrade.code for upgrade in line.upgrades))), name)
