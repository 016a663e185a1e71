"""What a pack says, gathered from one state of the record."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from cpdesk.analysis.months import MonthlySeries
from cpdesk.documents.view import ApplicationView, DossierView, MeasureView
from cpdesk.domain.company import Company, Factory
from cpdesk.domain.findings import Finding, Refusal
from cpdesk.domain.plant import Driver, Meter
from cpdesk.domain.projects import Project
from cpdesk.domain.recognition import Candidacy, LabelClass
from cpdesk.domain.record import Record
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.programme.budget import budget
from cpdesk.programme.funding import Ceilings, grant
from cpdesk.programme.schemes import Scheme
from cpdesk.services.savings import EffectSavings, all_savings
from cpdesk.services.series import monthly
from cpdesk.services.workspace import Workspace

Shared = dict[str, Any]


def application_view(
    ws: Workspace, project: Project, on: date, number: str, draft: bool,
    findings: tuple[Finding, ...],
) -> ApplicationView:
    """Everything the application of a project prints."""
    record, schemes = ws.record, ws.schemes()
    scheme = schemes.on(on) or schemes.newest()
    factory = record.get(Factory, project.factory)
    costs = budget(record, project)
    other = project.other_funding_amount or Decimal(0)
    proven = bool(project.development_proof)
    money = grant(costs.total, _ceilings(scheme), project.developer, proven, other)
    return ApplicationView(
        **_shared(ws, factory, scheme, on, number, draft, findings),
        project=project,
        upgrades=tuple(
            (each, record.where(Effect, upgrade=each.id))
            for each in record.where(Upgrade, project=project.id)
        ),
        budget=costs,
        grant=money,
    )


def dossier_view(
    ws: Workspace, factory: Factory, label: LabelClass, year: int, on: date, number: str,
    draft: bool, findings: tuple[Finding, ...],
) -> DossierView:
    """Everything the dossier of a factory prints."""
    record = ws.record
    cases = record.where(Candidacy, factory=factory.id, label=label, year=year)
    measured = [each for each in all_savings(record, ws.factors())
                if each.upgrade.factory == factory.id]  # fmt: skip
    scheme = ws.schemes().newest("recognition")
    return DossierView(
        **_shared(ws, factory, scheme, on, number, draft, findings),
        label=label,
        year=year,
        candidacy=cases[0] if cases else None,
        measures=tuple(
            (each.upgrade, tuple(_measure(record, e) for e in each.effects if e.avoided))
            for each in measured
        ),
    )


def _shared(
    ws: Workspace, factory: Factory, scheme: Scheme, on: date, number: str, draft: bool,
    findings: tuple[Finding, ...],
) -> Shared:
    record = ws.record
    return {
        "record": record, "company": record.get(Company, factory.company), "factory": factory,
        "scheme": scheme, "series": tuple(_series(record, factory)), "findings": findings,
        "on": on, "number": number, "draft": draft,
    }


def _series(record: Record, factory: Factory) -> list[tuple[Meter | Driver, MonthlySeries]]:
    """Every series whose units can be read; the others are found by `series_findings`."""
    found: list[tuple[Meter | Driver, MonthlySeries]] = []
    for each in _all_series(record, factory):
        try:
            found.append((each, monthly(record, each)))
        except Refusal:
            continue
    return found


def series_findings(record: Record, factory: Factory) -> tuple[Finding, ...]:
    """Gaps, overlaps and units that do not match, over all meters and drivers of a factory."""
    found: list[Finding] = []
    for each in _all_series(record, factory):
        try:
            found += monthly(record, each).findings
        except Refusal as refusal:
            found.append(refusal.finding)
    return tuple(found)


def _all_series(record: Record, factory: Factory) -> tuple[Meter | Driver, ...]:
    meters = record.where(Meter, factory=factory.id)
    return (*meters, *record.where(Driver, factory=factory.id))


def _measure(record: Record, savings: EffectSavings) -> MeasureView:
    if savings.avoided is None or savings.meter is None:
        raise ValueError("an effect without a measured saving was let through")
    money = savings.money
    return MeasureView(
        savings.effect, savings.meter,
        tuple(record.get(Driver, each) for each in savings.effect.drivers), savings.avoided,
        money.amount if money else None, money.price if money else None,
        money.currency if money else "", savings.standard_coal, savings.co2,
    )


def _ceilings(scheme: Scheme) -> Ceilings:
    if scheme.ceilings is None:
        raise ValueError(f"scheme {scheme.id} pays nothing")
    return scheme.ceilings
