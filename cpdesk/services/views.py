"""What a pack says, gathered from one state of the record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from cpdesk.analysis.factors.table import Used
from cpdesk.analysis.months.monthly import MonthlySeries
from cpdesk.documents.view import (
    ApplicationView,
    AuditView,
    CompletionView,
    DossierView,
    Economics,
    EffectView,
    EnergyYears,
    Metered,
    years_to,
)
from cpdesk.domain.company import Company, Factory
from cpdesk.domain.findings import Finding, Refusal
from cpdesk.domain.papers import Attachment, Evidence
from cpdesk.domain.plant import Driver, Meter
from cpdesk.domain.projects import Project
from cpdesk.domain.recognition import Candidacy, LabelClass
from cpdesk.domain.record import Record
from cpdesk.domain.units import convert
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.domain.words import LocalText
from cpdesk.programme.budget import Budget, budget, hkd_rate
from cpdesk.programme.cases import Case
from cpdesk.programme.funding import Ceilings, grant, grant_of
from cpdesk.programme.schemes import Scheme, Schemes
from cpdesk.programme.spending import claim, spending
from cpdesk.programme.standing import standings
from cpdesk.services.basis import Basis
from cpdesk.services.doubts import findings_of
from cpdesk.services.energy_years import energy_years
from cpdesk.services.expected import expected_years
from cpdesk.services.ownership_view import ownership_view
from cpdesk.services.saving.plans import plan
from cpdesk.services.saving.project_worth import project_worth
from cpdesk.services.saving.savings import UpgradeSavings
from cpdesk.services.saving.views import Results, unmeasured
from cpdesk.services.series import monthly

Shared = dict[str, Any]
_NO_ENERGY = EnergyYears((), ())


def application_view(basis: Basis, project: Project) -> ApplicationView:
    """Everything the application of a project prints."""
    record, on = basis.record, basis.on
    scheme = basis.schemes.on(on) or basis.schemes.newest()
    costs = budget(record, project)
    other = project.other_funding_amount or Decimal(0)
    limits = _ceilings(scheme)
    upgrades = tuple(
        (each, tuple(expected_view(record, each, e) for e in record.where(Effect, upgrade=each.id)))
        for each in record.where(Upgrade, project=project.id)
    )
    money = _economics(record, upgrades, costs, on)
    sought = grant_of(record, project, limits, costs.total)
    expected, used = expected_years(record, upgrades, costs, basis.factors, on)
    return ApplicationView(
        **_shared(basis, record.get(Factory, project.factory), scheme),
        project=project,
        upgrades=upgrades,
        economics=money,
        economy=project_worth(record, upgrades, money.hkd, sought, on, basis.factors),
        budget=costs,
        grant=sought,
        fallback=grant(costs.total, limits, None, False, other),
        expected=expected,
        factors=used,
    )


def dossier_view(basis: Basis, factory: Factory, label: LabelClass, year: int) -> DossierView:
    """Everything the dossier of a factory prints."""
    cases = basis.record.where(Candidacy, factory=factory.id, label=label, year=year)
    links = basis.schemes.on(basis.on) or basis.schemes.newest()
    scheme = basis.schemes.newest("recognition")
    shared = _shared(basis, factory, scheme, links)
    energy = energy_years(shared["series"], years_to(year - 1), basis.factors)
    return DossierView(
        **shared,
        **_measured(basis.results_at(factory), energy),
        label=label,
        year=year,
        energy=energy,
        candidacy=cases[0] if cases else None,
        standings=standings(Case.of_label(basis.record, factory, label, year), scheme),
    )


def audit_view(
    basis: Basis, factory: Factory, year: int, low_cost: Decimal | None = None
) -> AuditView:
    """Everything the audit's tables of a factory print; of options those that ran in its year."""
    scheme = basis.schemes.on(basis.on) or basis.schemes.newest()
    shared, results = _shared(basis, factory, scheme), basis.results_by(factory, year)
    carried_out = {upgrade.id for upgrade, _ in results.measures}
    ours = basis.record.where(Upgrade, factory=factory.id)
    energy = energy_years(shared["series"], years_to(year), basis.factors)
    return AuditView(
        **shared, **_measured(results, energy), year=year, low_cost=low_cost,
        energy=energy,
        planned=tuple(each for each in ours if each.id not in carried_out),
    )  # fmt: skip


def completion_view(basis: Basis, project: Project) -> CompletionView:
    """Everything the completion report of a project prints.

    It is held against the rules of the day of approval, under which the grant was given.
    """
    record = basis.record
    scheme = approved_under(basis.schemes, project, basis.on)
    costs = budget(record, project)
    spent = spending(record, project, costs)
    return CompletionView(
        **_shared(basis, record.get(Factory, project.factory), scheme),
        **_measured(basis.results_of(project)),
        project=project,
        budget=costs,
        spending=spent,
        claim=claim(project, spent, _ceilings(scheme).share),
    )


def approved_under(schemes: Schemes, project: Project, on: date) -> Scheme:
    """The rules of the day of approval, or of the day `on` while there is none."""
    return schemes.on(project.approved_on or on) or schemes.newest()


def _measured(results: Results, energy: EnergyYears = _NO_ENERGY) -> Shared:
    return {
        "measures": results.measures, "estimates": unmeasured(results.measured),
        "factors": _factors(results.measured, energy), "shared": results.shared,
        "economies": results.economies,
    }  # fmt: skip


def _shared(basis: Basis, factory: Factory, scheme: Scheme, links: Scheme | None = None) -> Shared:
    """What every paper says; `links` are the rules of ownership where the scheme has none."""
    record, of = basis.record, links or scheme
    return {
        "record": record, "company": record.get(Company, factory.company), "factory": factory,
        "scheme": scheme, "sector": _sector(factory, of),
        "ownership": ownership_view(record, factory, of, basis.on),
        "series": tuple(known_series(record, factory)), "marks": _marks(record),
        "on": basis.on, "personal": basis.schemes.personal,
    }  # fmt: skip


def _sector(factory: Factory, scheme: Scheme) -> LocalText:
    found = scheme.sector(factory.sector)
    return found.name if found else LocalText()


def _marks(record: Record) -> Mapping[str, str]:
    """How the evidence of each entity is cited: `[E1] [E12-3]`."""
    codes = {each.id: each.code for each in record.all(Evidence)}
    marks: dict[str, str] = {}
    for each in record.all(Attachment):
        code = codes.get(each.evidence, "")
        mark = f"[{code}-{each.pages}]" if each.pages else f"[{code}]"
        if code:
            marks[each.to] = " ".join(filter(None, (marks.get(each.to, ""), mark)))
    return marks


def known_series(record: Record, factory: Factory) -> list[Metered]:
    """Every series whose units can be read; the others are found by `series_findings`."""
    found: list[tuple[Meter | Driver, MonthlySeries]] = []
    for each in _all_series(record, factory):
        try:
            found.append((each, monthly(record, each)))
        except Refusal:
            continue
    return found


def series_findings(record: Record, factory: Factory) -> tuple[Finding, ...]:
    """What is wrong or doubtful in the readings of all meters and drivers of a factory."""
    found: list[Finding] = []
    for each in _all_series(record, factory):
        try:
            found += findings_of(each, monthly(record, each))
        except Refusal as refusal:
            found.append(refusal.finding)
    return tuple(found)


def _all_series(record: Record, factory: Factory) -> tuple[Meter | Driver, ...]:
    meters = record.where(Meter, factory=factory.id)
    return (*meters, *record.where(Driver, factory=factory.id))


def expected_view(record: Record, upgrade: Upgrade, effect: Effect) -> EffectView:
    """An expected effect beside a year of its meter, with its estimate worked out."""
    meter = record.get(Meter, effect.meter) if effect.meter else None
    made = plan(record, upgrade, effect)
    proposed = made.detection.submeter if made.detection else None
    return EffectView(
        effect, meter, _last_year(record, meter, effect) if meter else None, made.estimate,
        made.detection, record.find(Meter, proposed) if proposed else None,
    )


def _last_year(record: Record, meter: Meter, effect: Effect) -> Decimal | None:
    """Twelve complete months before the works in the effect's unit, if they follow one another."""
    upgrade = record.get(Upgrade, effect.upgrade)
    begins = upgrade.works_from or upgrade.running_from or date.max
    try:
        months = monthly(record, meter).last_year(begins)
        total = sum((each.amount for each in months), Decimal(0))
        return convert(total, meter.unit, effect.unit or meter.unit) if months else None
    except Refusal:
        # What cannot be read is a finding of its own; the estimate then stands without today's use.
        return None


def _economics(
    record: Record, upgrades: tuple[tuple[Upgrade, tuple[EffectView, ...]], ...], costs: Budget,
    on: date,
) -> Economics:
    yearly: dict[str, Decimal] = {}
    for _, effects in upgrades:
        for each in effects:
            if each.effect.money is not None:
                currency = each.effect.money_currency
                yearly[currency] = yearly.get(currency, Decimal(0)) + each.effect.money
    lines = tuple((c, a, hkd_rate(record, costs, c, on)) for c, a in sorted(yearly.items()))
    known = [amount * rate for _, amount, rate in lines if rate is not None]
    saved = sum(known, Decimal(0))
    return Economics(lines, saved if len(known) == len(lines) and saved > 0 else None)


def _factors(
    measured: tuple[UpgradeSavings, ...], energy: EnergyYears = _NO_ENERGY
) -> tuple[Used, ...]:
    used = [factor for each in measured for effect in each.effects for factor in effect.factors]
    used += [factor for each in energy.lines for factor in each.used]
    unique = {(each.factor.key, each.asked): each for each in used}
    return tuple(unique[key] for key in sorted(unique))


def _ceilings(scheme: Scheme) -> Ceilings:
    if scheme.ceilings is None:
        raise ValueError(f"scheme {scheme.id} pays nothing")
    return scheme.ceilings
