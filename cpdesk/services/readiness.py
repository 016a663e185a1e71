"""What stands in the way of a pack, as one list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from cpdesk.analysis.months.monthly import MonthValue
from cpdesk.domain.company import Company, Factory
from cpdesk.domain.findings import Finding, Refusal
from cpdesk.domain.papers import PackKind
from cpdesk.domain.plant import Meter
from cpdesk.domain.projects import Project
from cpdesk.domain.recognition import LabelClass
from cpdesk.domain.record import Record
from cpdesk.domain.upgrades import Upgrade
from cpdesk.programme.asked import papers
from cpdesk.programme.budget import budget
from cpdesk.programme.cases import Case
from cpdesk.programme.claims import claims_against_bills, periods
from cpdesk.programme.completion import completion_findings
from cpdesk.programme.plausibility import Year
from cpdesk.programme.proof import unproved
from cpdesk.programme.readiness import MANUFACTURING, check_application, check_dossier
from cpdesk.programme.spending import spending
from cpdesk.programme.translations import kept_in, untranslated
from cpdesk.services.basis import Basis
from cpdesk.services.coverage import empty_series, without_three_years, without_year
from cpdesk.services.factors import factor_findings
from cpdesk.services.saving.carbon import expected_carbon, measured_carbon
from cpdesk.services.saving.plans import plan_findings
from cpdesk.services.saving.sharing import sharing_findings
from cpdesk.services.saving.views import Results
from cpdesk.services.series import monthly
from cpdesk.services.views import approved_under, series_findings


def application_findings(basis: Basis, project: Project) -> tuple[Finding, ...]:
    """What the programme asks, what the bills say, and what is claimed beside them."""
    record, on = basis.record, basis.on
    factory = record.get(Factory, project.factory)
    upgrades = record.where(Upgrade, project=project.id)
    years = _years(record, factory, upgrades)
    return (
        *check_application(record, project, basis.schemes, on), *series_findings(record, factory),
        *empty_series(record, factory), *without_year(record, factory, years),
        *plan_findings(record, upgrades), *claims_against_bills(record, upgrades, years),
        *expected_carbon(record, project, upgrades, basis.factors, on), *factor_findings(record),
        *_on_paper(basis, Case.of_project(record, project), PackKind.APPLICATION),
    )  # fmt: skip


def dossier_findings(
    basis: Basis, factory: Factory, label: LabelClass, year: int
) -> tuple[Finding, ...]:
    """What the label asks, what the bills say, and what is doubtful in what was measured."""
    return (
        *check_dossier(basis.record, factory, label, year, basis.schemes, basis.on),
        *_at_factory(basis, factory), *_history(basis.record, factory, label, year),
        *_on_paper(basis, Case.of_label(basis.record, factory, label, year), PackKind.DOSSIER),
    )  # fmt: skip


def _history(
    record: Record, factory: Factory, label: LabelClass, year: int
) -> Iterator[Finding]:
    """Those who make things tell three years of what they use for it."""
    yield from empty_series(record, factory)
    if label in MANUFACTURING:
        yield from without_three_years(record, factory, (year - 3, year - 2, year - 1))


def report_findings(basis: Basis, project: Project) -> tuple[Finding, ...]:
    """What the end of a project asks, what the bills say, and what is doubtful in the savings."""
    record = basis.record
    spent = spending(record, project, budget(record, project))
    case = Case.of_project(record, project)
    scheme = approved_under(basis.schemes, project, basis.on)
    return (
        *completion_findings(record, project, spent, basis.on), *papers(case, scheme.closing),
        *periods(record, case.upgrades), *series_findings(record, case.factory),
        *_doubts(record, basis.results_of(project)), *_on_paper(basis, case, PackKind.COMPLETION),
    )  # fmt: skip


def audit_findings(basis: Basis, factory: Factory) -> tuple[Finding, ...]:
    """What the bills say, what is doubtful in the savings, and what nothing proves."""
    case = Case(basis.record, basis.record.get(Company, factory.company), factory)
    return (*_at_factory(basis, factory), *_on_paper(basis, case, PackKind.AUDIT))


def _on_paper(basis: Basis, case: Case, kind: PackKind) -> Iterator[Finding]:
    """What a reader of the paper would miss: words in its language, and proof of its figures."""
    yield from untranslated(case, kind, basis.languages or kept_in(case))
    yield from unproved(case, kind)


def _at_factory(basis: Basis, factory: Factory) -> tuple[Finding, ...]:
    results = basis.results_at(factory)
    return (*series_findings(basis.record, factory), *_doubts(basis.record, results))


def _doubts(record: Record, results: Results) -> Iterator[Finding]:
    for each in results.measured:
        yield from each.findings
    yield from sharing_findings(results.groups)
    yield from measured_carbon(record, results.measured, results.economies)
    yield from factor_findings(record)


def _years(
    record: Record, factory: Factory, upgrades: tuple[Upgrade, ...]
) -> Mapping[str, Year]:
    """The last twelve complete months of each meter before the first works, where they follow."""
    begun = [each.works_from or each.running_from for each in upgrades]
    until = min((day for day in begun if day), default=date.max)
    return {
        meter.id: year
        for meter in record.where(Meter, factory=factory.id)
        for year in _year(record, meter, until)
    }


def _year(record: Record, meter: Meter, until: date) -> Iterator[Year]:
    try:
        months = monthly(record, meter).last_year(until)
    except Refusal:
        return  # its unit is a finding of the series
    if months:
        amount = sum((each.amount for each in months), Decimal(0))
        yield Year(amount, *_cost(months))


def _cost(months: Sequence[MonthValue]) -> tuple[Decimal | None, str]:
    costs = [each.cost for each in months if each.cost is not None]
    currencies = {each.currency for each in months}
    if len(costs) != len(months) or len(currencies) != 1:
        return None, ""
    return sum(costs, Decimal(0)), currencies.pop()
