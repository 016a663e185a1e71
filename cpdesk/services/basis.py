"""The one state of a record, with the rules and factors of a day, that a paper is made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from cpdesk.domain.company import Factory
from cpdesk.domain.projects import Project
from cpdesk.domain.record import Record
from cpdesk.services.saving.savings import UpgradeSavings, all_savings
from cpdesk.services.saving.views import Results, results_of
from cpdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from cpdesk.analysis.factors.table import FactorTable
    from cpdesk.programme.schemes import Schemes


@dataclass(frozen=True)
class Basis:
    """What a paper is judged by and says comes from here alone; `on` is its day.

    `languages` are those it is printed in; none: those that its subject is named in.
    """

    record: Record
    schemes: Schemes
    factors: FactorTable
    on: date
    languages: tuple[str, ...] = ()

    @cached_property
    def savings(self) -> tuple[UpgradeSavings, ...]:
        """Those of every upgrade in the record that runs."""
        return all_savings(self.record, self.factors)

    def results_at(self, factory: Factory) -> Results:
        """What was measured of the upgrades of a factory."""
        return results_of(self.record, self.savings, lambda each: each.factory == factory.id)

    def results_by(self, factory: Factory, year: int) -> Results:
        """What was measured of the upgrades of a factory that ran by the end of a year."""
        ended = date(year, 12, 31)
        return results_of(
            self.record, self.savings,
            lambda each: each.factory == factory.id
            and each.running_from is not None and each.running_from <= ended,
        )  # fmt: skip

    def results_of(self, project: Project) -> Results:
        """What was measured of the upgrades of a project; of shared meters they have their part."""
        return results_of(self.record, self.savings, lambda each: each.project == project.id)


def basis_of(ws: Workspace, on: date | None = None, language: str = "") -> Basis:
    """Everything as it stands; judged by the rules of the day `on`, or of today.

    `language` is that of a paper, or two as `en+zh_Hant`.
    """
    languages = tuple(filter(None, language.split("+")))
    return Basis(ws.record, ws.schemes(), ws.factors(), on or ws.today, languages)
