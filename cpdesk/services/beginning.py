"""The first entries of a new record, as one change."""

from __future__ import annotations

from collections.abc import Sequence

from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Finding
from cpdesk.domain.words import N_
from cpdesk.services.entry import attempt
from cpdesk.services.workspace import Workspace

BEGUN = N_("Beginning the record")


def begin(ws: Workspace, entities: Sequence[Entity]) -> tuple[Finding, ...]:
    """Company, factory and contact as they were typed on the first page; parents first."""

    def change() -> None:
        with ws.store.change(BEGUN) as work:
            for each in entities:
                work.put(each)

    return attempt(change) if entities else ()
