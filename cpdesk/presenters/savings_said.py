"""What the savings page says of an effect: a verdict first, its lights, the results as rows."""

from __future__ import annotations

from dataclasses import dataclass

from cpdesk.presenters.findings import Line
from cpdesk.presenters.tables import Table


@dataclass(frozen=True)
class Light:
    """One of the lights: what it stands for, good or doubtful, and why."""

    title: str
    good: bool
    reason: str


@dataclass(frozen=True)
class Row:
    """A result: what, value, half-width (may be empty) and unit."""

    name: str
    value: str
    half_width: str
    unit: str


@dataclass(frozen=True)
class Said:
    """Everything the page says of one effect; without `measured` what is expected, and findings.

    `summary` is the line of what is folded away; `table` stands in the place of the chart where
    there are no months to draw, and beneath it where both are `drawn`.
    """

    verdict: str
    explanation: str
    measured: bool
    lights: tuple[Light, ...] = ()
    rows: tuple[Row, ...] = ()
    summary: str = ""
    findings: tuple[Line, ...] = ()
    table: Table | None = None
    drawn: bool = False

    @property
    def is_drawn(self) -> bool:
        return self.measured and (self.drawn or self.table is None)
