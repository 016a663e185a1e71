"""All energy in standard coal, and how much of it goes into the output (for an audit)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from cpdesk.documents.chapters.parts import figure
from cpdesk.documents.chapters.use import change, named, outputs
from cpdesk.documents.setting.pair import Both
from cpdesk.documents.setting.tables import Column, Row, book_table
from cpdesk.documents.setting.writing import Paper
from cpdesk.documents.view import AuditView

Story = list[Any]


def energy_table(paper: Paper, view: AuditView, years: Sequence[int]) -> Story:
    """Each main meter of energy, all together, and that for each product and output value."""
    t, energy = paper.t, view.energy
    if not energy.lines:
        return [paper.say(t("No meter of energy has been entered."), "text")]
    rows = [
        Row((named(t, line.meter), "tce", *(figure(paper, each) for each in line.tonnes),
             _change(paper, line.tonnes)))
        for line in energy.lines
    ]  # fmt: skip
    rows.append(Row((t("All energy"), "tce", *(figure(paper, each) for each in energy.totals),
                     _change(paper, energy.totals)), "total"))  # fmt: skip
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
        t("A dash is a year in which a month or a factor is missing; then there is no sum."),
    )  # fmt: skip
    return book_table(paper, columns, rows, title=t("Energy in standard coal"), notes=notes)


def _change(paper: Paper, tonnes: Sequence[float | None]) -> str:
    return change(paper, [None if each is None else Decimal(str(each)) for each in tonnes])
