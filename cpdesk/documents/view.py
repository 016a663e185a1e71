"""What a pack says: everything the paper prints, already judged and computed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cpdesk.analysis.emissions import Converted
from cpdesk.analysis.months import MonthlySeries
from cpdesk.analysis.savings import Avoided
from cpdesk.domain.company import Company, Factory
from cpdesk.domain.findings import Finding
from cpdesk.domain.plant import Driver, Meter
from cpdesk.domain.projects import Project
from cpdesk.domain.recognition import Candidacy, LabelClass
from cpdesk.domain.record import Record
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.programme.budget import Budget
from cpdesk.programme.funding import Grant
from cpdesk.programme.schemes import Scheme


@dataclass(frozen=True)
class PackView:
    """What both packs share: the record at one moment and the rules it is printed under."""

    record: Record
    company: Company
    factory: Factory
    scheme: Scheme
    series: tuple[tuple[Meter | Driver, MonthlySeries], ...]
    findings: tuple[Finding, ...]
    on: date
    number: str
    draft: bool


@dataclass(frozen=True)
class ApplicationView(PackView):
    """The funding application of a project."""

    project: Project
    upgrades: tuple[tuple[Upgrade, tuple[Effect, ...]], ...]
    budget: Budget
    grant: Grant


@dataclass(frozen=True)
class MeasureView:
    """One measured effect of an upgrade; `price` is money per unit, `money` the whole saving."""

    effect: Effect
    meter: Meter
    drivers: tuple[Driver, ...]
    avoided: Avoided
    money: float | None
    price: float | None
    currency: str
    standard_coal: Converted | None
    co2: Converted | None


@dataclass(frozen=True)
class DossierView(PackView):
    """The recognition dossier of a factory for a class and year."""

    label: LabelClass
    year: int
    candidacy: Candidacy | None
    measures: tuple[tuple[Upgrade, tuple[MeasureView, ...]], ...]
