"""Which figures were estimated, several at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cpdesk.domain.findings import Finding
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver, Meter, Reading
from cpdesk.domain.words import N_
from cpdesk.services.entry import attempt, own_reading
from cpdesk.services.workspace import Workspace

ESTIMATES = N_("Marking {n} figures as estimated or read")


def set_all_estimated(
    ws: Workspace, cells: Sequence[tuple[Meter | Driver, Month]], estimated: bool
) -> tuple[Finding, ...]:
    """Say of several figures that they were estimated, or read; all of them or none."""
    found: list[Reading] = []

    def change() -> None:
        for series, month in cells:
            reading = own_reading(ws.record, series, month)
            found.extend(() if reading is None else (replace(reading, estimated=estimated),))
        with ws.store.change(ESTIMATES, n=len(found)) as work:
            work.put_many(found)

    return attempt(change)
