"""All energy of the factory in standard coal (GB/T 2589): a table of years, and their mix."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cpdesk.documents.chapters.use import named
from cpdesk.documents.charts.bars import Amount, mix_chart
from cpdesk.documents.charts.style import PAPER_WIDTH
from cpdesk.documents.setting.figure import figure_block
from cpdesk.documents.setting.figures import column
from cpdesk.documents.setting.pair import Both
from cpdesk.documents.setting.tables import Column, book_table
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import EnergyUse

Story = list[Any]
_UNIT = "tce"
_PARTS = 6  # that a mix can tell apart
_Cells = list[tuple[tuple[str, ...], str]]


def energy(paper: Paper, uses: Sequence[EnergyUse], years: Sequence[int]) -> Story:
    """Nothing where no meter counts energy; the chart only where every year is known."""
    if not uses:
        return []
    cells = [column(paper.t, [use.tonnes[at] for use in uses]) for at in range(len(years))]
    return [*_table(paper, uses, years, cells), *_mix(paper, uses, years, cells)]


def _table(
    paper: Paper, uses: Sequence[EnergyUse], years: Sequence[int], cells: _Cells
) -> Story:
    t = paper.t
    rows = [(named(t, use.meter), *(said[at] for said, _ in cells)) for at, use in enumerate(uses)]
    lacks = [any(use.tonnes[at] is None for use in uses) for at in range(len(years))]
    sums = ["–" if lack else total for lack, (_, total) in zip(lacks, cells, strict=True)]
    columns = [Column(t("Meter"))]
    columns += [Column(str(year), _UNIT, "figures") for year in years]
    notes = [t("What the main meters count, by the factors that are listed in this paper.")]
    if any(lacks):
        notes.append(t("A dash: a month or a factor is missing; the year then has no total."))
    total = (t("Total"), *sums) if len(uses) > 1 else None
    return book_table(
        paper, columns, rows, title=t("Energy in standard coal"), total=total,
        notes=Both.joined(*notes),
    )  # fmt: skip


def _mix(paper: Paper, uses: Sequence[EnergyUse], years: Sequence[int], cells: _Cells) -> Story:
    t = paper.t
    last, _ = cells[-1]
    parts = [
        Amount(named(paper.drawn, use.meter), [each or 0.0 for each in use.tonnes], said)
        for use, said in zip(uses, last, strict=True)
    ]
    whole = all(each is not None and each >= 0 for use in uses for each in use.tonnes)
    if not whole or not 1 < len(parts) <= _PARTS:
        return []
    parts.sort(key=lambda part: -part.amounts[-1])
    figure = mix_chart(years, parts, _UNIT, paper.drawn, (PAPER_WIDTH, 1.9))
    reading = t("In standard coal; beside each part its amount of the last year.")
    return figure_block(paper, figure, t("Energy by source"), reading)
