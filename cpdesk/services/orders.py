"""What can be printed: how each kind of pack is judged, what it says, and who writes it.

Another kind of paper is one more order here, its view, and its document.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar

from cpdesk.domain.company import Factory
from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Finding
from cpdesk.domain.papers import PackKind
from cpdesk.domain.projects import Project
from cpdesk.domain.recognition import LabelClass
from cpdesk.domain.record import Record
from cpdesk.services import readiness, views
from cpdesk.services.saving.savings import UpgradeSavings, all_savings
from cpdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from cpdesk.analysis.factors.table import FactorTable
    from cpdesk.base.languages import Translator
    from cpdesk.documents.view import PackView
    from cpdesk.programme.schemes import Schemes

Printed = tuple[Finding, ...]
Step = Callable[[], None]


@dataclass(frozen=True)
class Basis:
    """The one state of the record, and the rules and factors, that a pack is made from."""

    record: Record
    schemes: Schemes
    factors: FactorTable
    on: date

    @cached_property
    def savings(self) -> tuple[UpgradeSavings, ...]:
        """What each upgrade that runs has saved; reckoned once to judge a pack and to print it."""
        return all_savings(self.record, self.factors)

    def measured(self, of: Entity) -> tuple[UpgradeSavings, ...]:
        """The same of the upgrades at one factory, or of one project."""
        return tuple(
            each for each in self.savings if of.id in (each.upgrade.factory, each.upgrade.project)
        )


def basis_of(ws: Workspace, on: date | None = None) -> Basis:
    """Everything as it stands; judged by the rules of the day `on`, or of today."""
    return Basis(ws.record, ws.schemes(), ws.factors(), on or ws.today)


def check(ws: Workspace, order: Order, on: date | None = None) -> tuple[Finding, ...]:
    """What stands in the way of a pack, and what is worth knowing before it is printed."""
    return order.judge(basis_of(ws, on))


class Order(ABC):
    """One pack that is wished for; `prefix` begins the numbers of its kind."""

    kind: ClassVar[PackKind]
    prefix: ClassVar[str]

    @property
    @abstractmethod
    def of(self) -> Entity:
        """What the pack is about."""

    @abstractmethod
    def judge(self, basis: Basis) -> tuple[Finding, ...]:
        """What stands in its way."""

    @abstractmethod
    def view(
        self, basis: Basis, findings: tuple[Finding, ...], number: str, draft: bool
    ) -> PackView:
        """Everything it says."""

    @abstractmethod
    def write(self, view: Any, t: Translator, out: BinaryIO, step: Step) -> Printed:
        """Print what its view says; the characters no font could draw. Loads the printing."""


@dataclass(frozen=True)
class ApplicationOrder(Order):
    """The funding application of a project."""

    kind = PackKind.APPLICATION
    prefix = "APP"
    project: Project

    @property
    def of(self) -> Entity:
        return self.project

    def judge(self, basis: Basis) -> tuple[Finding, ...]:
        return readiness.application_findings(
            basis.record, basis.schemes, self.project, basis.on, basis.factors
        )

    def view(
        self, basis: Basis, findings: tuple[Finding, ...], number: str, draft: bool
    ) -> PackView:
        return views.application_view(
            basis.record, basis.schemes, self.project, basis.on, number, draft, findings,
            basis.factors,
        )  # fmt: skip

    def write(self, view: Any, t: Translator, out: BinaryIO, step: Step) -> Printed:
        from cpdesk.documents.application import write_application

        return write_application(view, t, out, step)


@dataclass(frozen=True)
class DossierOrder(Order):
    """The recognition dossier of a factory for a class and year."""

    kind = PackKind.DOSSIER
    prefix = "DOS"
    factory: Factory
    label: LabelClass
    year: int

    @property
    def of(self) -> Entity:
        return self.factory

    def judge(self, basis: Basis) -> tuple[Finding, ...]:
        return readiness.dossier_findings(
            basis.record, basis.schemes, basis.measured(self.of), self.factory, self.label,
            self.year, basis.on,
        )  # fmt: skip

    def view(
        self, basis: Basis, findings: tuple[Finding, ...], number: str, draft: bool
    ) -> PackView:
        return views.dossier_view(
            basis.record, basis.schemes, basis.measured(self.of), self.factory, self.label,
            self.year, basis.on, number, draft, findings,
        )  # fmt: skip

    def write(self, view: Any, t: Translator, out: BinaryIO, step: Step) -> Printed:
        from cpdesk.documents.dossier import write_dossier

        return write_dossier(view, t, out, step)


@dataclass(frozen=True)
class CompletionOrder(Order):
    """The completion report of a project."""

    kind = PackKind.COMPLETION
    prefix = "COM"
    project: Project

    @property
    def of(self) -> Entity:
        return self.project

    def judge(self, basis: Basis) -> tuple[Finding, ...]:
        return readiness.report_findings(
            basis.record, basis.schemes, basis.measured(self.of), self.project, basis.on
        )

    def view(
        self, basis: Basis, findings: tuple[Finding, ...], number: str, draft: bool
    ) -> PackView:
        return views.completion_view(
            basis.record, basis.schemes, basis.measured(self.of), self.project, basis.on, number,
            draft, findings,
        )  # fmt: skip

    def write(self, view: Any, t: Translator, out: BinaryIO, step: Step) -> Printed:
        from cpdesk.documents.completion import write_completion

        return write_completion(view, t, out, step)


@dataclass(frozen=True)
class AuditOrder(Order):
    """The performance tables of a factory's cleaner production audit, up to a calendar year."""

    kind = PackKind.AUDIT
    prefix = "AUD"
    factory: Factory
    year: int

    @property
    def of(self) -> Entity:
        return self.factory

    def judge(self, basis: Basis) -> tuple[Finding, ...]:
        return readiness.audit_findings(basis.record, basis.measured(self.of), self.factory)

    def view(
        self, basis: Basis, findings: tuple[Finding, ...], number: str, draft: bool
    ) -> PackView:
        return views.audit_view(
            basis.record, basis.schemes, basis.measured(self.of), self.factory, self.year, basis.on,
            number, draft, findings,
        )  # fmt: skip

    def write(self, view: Any, t: Translator, out: BinaryIO, step: Step) -> Printed:
        from cpdesk.documents.audit import write_audit

        return write_audit(view, t, out, step)
