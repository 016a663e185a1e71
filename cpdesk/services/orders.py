"""What can be printed: how each kind of pack is judged, what it says, and who writes it.

Another kind of paper is one more order here, its view, and its document.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar

from cpdesk.domain.company import Factory
from cpdesk.domain.entity import Entity
from cpdesk.domain.findings import Finding
from cpdesk.domain.papers import PackKind
from cpdesk.domain.projects import Project
from cpdesk.domain.recognition import LabelClass
from cpdesk.services import readiness, views
from cpdesk.services.basis import Basis, basis_of
from cpdesk.services.workspace import Workspace

if TYPE_CHECKING:
    from cpdesk.base.languages import Translator
    from cpdesk.documents.view import PackView

Printed = tuple[Finding, ...]
Step = Callable[[], None]


def check(
    ws: Workspace, order: Order, on: date | None = None, language: str = ""
) -> tuple[Finding, ...]:
    """What stands in the way of a pack, and what is worth knowing before it is printed."""
    return order.judge(basis_of(ws, on, language))


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
    def view(self, basis: Basis) -> PackView:
        """Everything it says; its number and what was found are added when it is printed."""

    @abstractmethod
    def write(self, view: Any, t: Translator, out: BinaryIO, step: Step) -> Printed:
        """Print what its view says; the characters no font could draw. Loads the printing."""


@dataclass(frozen=True)
class OfProject(Order):
    """A pack about a project."""

    project: Project

    @property
    def of(self) -> Entity:
        return self.project


@dataclass(frozen=True)
class OfFactory(Order):
    """A pack about a factory."""

    factory: Factory

    @property
    def of(self) -> Entity:
        return self.factory


@dataclass(frozen=True)
class ApplicationOrder(OfProject):
    """The funding application of a project."""

    kind = PackKind.APPLICATION
    prefix = "APP"

    def judge(self, basis: Basis) -> tuple[Finding, ...]:
        return readiness.application_findings(basis, self.project)

    def view(self, basis: Basis) -> PackView:
        return views.application_view(basis, self.project)

    def write(self, view: Any, t: Translator, out: BinaryIO, step: Step) -> Printed:
        from cpdesk.documents.application import write_application

        return write_application(view, t, out, step)


@dataclass(frozen=True)
class DossierOrder(OfFactory):
    """The recognition dossier of a factory for a class and year."""

    kind = PackKind.DOSSIER
    prefix = "DOS"
    label: LabelClass
    year: int

    def judge(self, basis: Basis) -> tuple[Finding, ...]:
        return readiness.dossier_findings(basis, self.factory, self.label, self.year)

    def view(self, basis: Basis) -> PackView:
        return views.dossier_view(basis, self.factory, self.label, self.year)

    def write(self, view: Any, t: Translator, out: BinaryIO, step: Step) -> Printed:
        from cpdesk.documents.dossier import write_dossier

        return write_dossier(view, t, out, step)


@dataclass(frozen=True)
class CompletionOrder(OfProject):
    """The completion report of a project."""

    kind = PackKind.COMPLETION
    prefix = "COM"

    def judge(self, basis: Basis) -> tuple[Finding, ...]:
        return readiness.report_findings(basis, self.project)

    def view(self, basis: Basis) -> PackView:
        return views.completion_view(basis, self.project)

    def write(self, view: Any, t: Translator, out: BinaryIO, step: Step) -> Printed:
        from cpdesk.documents.completion import write_completion

        return write_completion(view, t, out, step)


@dataclass(frozen=True)
class AuditOrder(OfFactory):
    """The performance tables of a factory's cleaner production audit, up to a calendar year.

    `low_cost` is the audit's own line, in RMB, between cheap and costly options.
    """

    kind = PackKind.AUDIT
    prefix = "AUD"
    year: int
    low_cost: Decimal | None = None

    def judge(self, basis: Basis) -> tuple[Finding, ...]:
        return readiness.audit_findings(basis, self.factory)

    def view(self, basis: Basis) -> PackView:
        return views.audit_view(basis, self.factory, self.year, self.low_cost)

    def write(self, view: Any, t: Translator, out: BinaryIO, step: Step) -> Printed:
        from cpdesk.documents.audit import write_audit

        return write_audit(view, t, out, step)
