"""All energy in standard coal (GB/T 2589): years, what goes into the output, and the mix."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from cpdesk.documents.chapters.parts import figure
from cpdesk.documents.chapters.use import change, named, outputs
from cpdesk.documents.charts.bars import Amount, mix_chart
from cpdesk.documents.charts.style import PAPER_WIDTH
from cpdesk.documents.setting.figure import figure_block
from cpdesk.documents.setting.figures import column
from cpdesk.documents.setting.pair import Both
from cpdesk.documents.setting.tables import Column, Row, book_table
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import AuditView, DossierView, EnergyYears

Story = list[Any]
_UNIT = "tce"
_PARTS = 6  # that a mix can tell apart


def energy(paper: Paper, view: DossierView | AuditView, years: Sequence[int]) -> Story:
    """The table, and the chart where every year is known."""
    if not view.energy.lines:
        return [paper.say(paper.t("No meter of energy has been entered."), "text")]
    return [*_table(paper, view, years), *_mix(paper, view.energy, years)]


def _table(paper: Paper, view: DossierView | AuditView, years: Sequence[int]) -> Story:
    """Each main meter of energy, all together, and that for each product and output value."""
    t, energy = paper.t, view.energy
    cells = [column(t, [line.tonnes[at] for line in energy.lines]) for at in range(len(years))]
    sums = ["–" if total is None else said
            for total, (_, said) in zip(energy.totals, cells, strict=True)]  # fmt: skip
    rows = [
        Row((named(t, line.meter), _UNIT, *(said[at] for said, _ in cells),
             _change(paper, line.tonnes)))
        for at, line in enumerate(energy.lines)
    ]  # fmt: skip
    rows.append(Row((t("All energy"), _UNIT, *sums, _change(paper, energy.totals)), "total"))
    for name, per, made in outputs(t, view, years):
        each = [
            total * 1000 / float(m) if total is not None and m else None
            for total, m in zip(energy.totals, made, strict=True)
        ]
        rows.append(Row((name, f"kgce/{per}", *(figure(paper, e) for e in each),
                         _change(paper, each))))  # fmt: skip
    columns = [Column(t("Energy")), Column(t("Unit"))]
    columns += [Column(str(year), "", "figures") for year in years]
    columns.append(Column(t("Change"), "%", "figures"))
    notes = Both.joined(
        t("At the factors under Factors; electricity by its own heat (equivalent value), not by "
          "the coal burnt to make it."),
        t("A dash is a year in which a month or a factor is missing; then there is no sum. Rounded "
          "so that the lines add up to it."),
    )  # fmt: skip
    return book_table(paper, columns, rows, title=t("Energy in standard coal"), notes=notes)


def _mix(paper: Paper, energy: EnergyYears, years: Sequence[int]) -> Story:
    t = paper.t
    last, _ = column(t, [line.tonnes[-1] for line in energy.lines])
    parts = [
        Amount(named(paper.drawn, line.meter), [each or 0.0 for each in line.tonnes], said)
        for line, said in zip(energy.lines, last, strict=True)
    ]
    whole = all(each is not None and each >= 0 for line in energy.lines for each in line.tonnes)
    if not whole or not 1 < len(parts) <= _PARTS:
        return []
    parts.sort(key=lambda part: -part.amounts[-1])
    figure = mix_chart(years, parts, _UNIT, paper.drawn, (PAPER_WIDTH, 1.9))
    reading = t("In standard coal; beside each part its amount of the last year.")
    return figure_block(paper, figure, t("Energy by source"), reading)


def _change(paper: Paper, tonnes: Sequence[float | None]) -> str:
    return change(paper, [None if each is None else Decimal(str(each)) for each in tonnes])
