"""One open record and what every wish of the user needs besides: the clock and the author."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cpdesk.base.places import Place, place_of
from cpdesk.domain.findings import Finding
from cpdesk.domain.record import Record
from cpdesk.records import faults

if TYPE_CHECKING:
    from cpdesk.analysis.factors.table import FactorTable
    from cpdesk.programme.schemes import Schemes
    from cpdesk.records.store import Store


@dataclass(frozen=True)
class Workspace:
    """An open record, the clock (`now`), who works on it, and a state of it to keep to (`held`)."""

    store: Store
    now: Callable[[], datetime]
    author: str
    held: Record | None = None

    @property
    def record(self) -> Record:
        """The record as it stands, or as it is held."""
        return self.store.record if self.held is None else self.held

    def holding(self, record: Record) -> Workspace:
        """The same with this state of the record, for work aside, whatever changes meanwhile."""
        return replace(self, held=record)

    @property
    def today(self) -> date:
        return self.now().date()

    def schemes(self) -> Schemes:
        """The rules of all schemes and rounds, with the files and answers the user added."""
        from cpdesk.programme.schemes import load_schemes

        return load_schemes(self.record)

    def factors(self) -> FactorTable:
        """The built-in factors with the user's own in their place."""
        from cpdesk.services.factors import load_factors

        return load_factors(self.record)


def doubt_of_place(path: Path) -> Finding | None:
    """What is to be known of a record that lies on a share or a stick."""
    doubts = {Place.SHARE: faults.ON_SHARE, Place.STICK: faults.ON_STICK}
    kind = doubts.get(place_of(path))
    return kind.at(path=path.name) if kind else None
