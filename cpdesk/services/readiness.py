"""What stands in the way of a pack, as one list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from cpdesk.analysis.factors.table import FactorTable
from cpdesk.analysis.months.monthly import MonthValue
from cpdesk.domain.company import Factory
from cpdesk.domain.findings import Finding, Refusal
from cpdesk.domain.plant import Meter
from cpdesk.domain.projects import Project
from cpdesk.domain.recognition import LabelClass
from cpdesk.domain.record import Record
from cpdesk.domain.upgrades import Upgrade
from cpdesk.programme.asked import papers
from cpdesk.programme.budget import budget
from cpdesk.programme.cases import Case
from cpdesk.programme.claims import claims_against_bills
from cpdesk.programme.completion import completion_findings
from cpdesk.programme.plausibility import Year
from cpdesk.programme.readiness import check_application, check_dossier
from cpdesk.programme.schemes import Schemes
from cpdesk.programme.spending import spending
from cpdesk.services.factors import factor_findings
from cpdesk.services.saving.carbon import expected_carbon, measured_carbon
from cpdesk.services.saving.plans import plan_findings
from cpdesk.services.saving.savings import UpgradeSavings
from cpdesk.services.saving.sharing import shared_meters, sharing_findings
from cpdesk.services.saving.views import economies_of, measures_of, shared_of
from cpdesk.services.series import monthly
from cpdesk.services.views import approved_under, series_findings

YEAR = 12


def application_findings(
    record: Record, schemes: Schemes, project: Project, on: date, factors: FactorTable
) -> tuple[Finding, ...]:
    """What the programme asks, what the bills say, and what is claimed beside them."""
    factory = record.get(Factory, project.factory)
    upgrades = record.where(Upgrade, project=project.id)
    return (
        *check_application(record, project, schemes, on), *series_findings(record, factory),
        *plan_findings(record, upgrades),
        *claims_against_bills(record, upgrades, _years(record, factory, upgrades)),
        *expected_carbon(record, project, upgrades, factors, on), *factor_findings(record),
    )  # fmt: skip


def dossier_findings(
    record: Record, schemes: Schemes, measured: tuple[UpgradeSavings, ...], factory: Factory,
    label: LabelClass, year: int, on: date,
) -> tuple[Finding, ...]:  # fmt: skip
    """What the label asks, what the bills say, and what is doubtful in what was measured."""
    return (
        *check_dossier(record, factory, label, year, schemes, on),
        *series_findings(record, factory), *_of_measured(record, measured),
    )  # fmt: skip


def report_findings(
    record: Record, schemes: Schemes, measured: tuple[UpgradeSavings, ...], project: Project,
    on: date,
) -> tuple[Finding, ...]:  # fmt: skip
    """What the end of a project asks, what the bills say, and what is doubtful in the savings."""
    spent = spending(record, project, budget(record, project))
    case = Case.of_project(record, project)
    scheme = approved_under(schemes, project, on)
    return (
        *completion_findings(record, project, spent, on), *papers(case, scheme.closing),
        *series_findings(record, case.factory), *_of_measured(record, measured),
    )  # fmt: skip


def audit_findings(
    record: Record, measured: tuple[UpgradeSavings, ...], factory: Factory
) -> tuple[Finding, ...]:
    """What the bills say, and what is doubtful in the savings; the audit asks for no more."""
    return (*series_findings(record, factory), *_of_measured(record, measured))


def _of_measured(record: Record, measured: tuple[UpgradeSavings, ...]) -> Iterator[Finding]:
    shared = shared_meters(record, measured)
    measures = measures_of(record, measured)
    economies = economies_of(record, measured, shared_of(shared, measures), measures)
    for each in measured:
        yield from each.findings
    yield from sharing_findings(shared)
    yield from measured_carbon(record, measured, economies)
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
        series = monthly(record, meter)
    except Refusal:
        return  # its unit is a finding of the series
    months = [each for each in series.months if each.complete and each.month.end <= until][-YEAR:]
    if len(months) == YEAR and months[-1].month - months[0].month == YEAR - 1:
        amount = sum((each.amount for each in months), Decimal(0))
        yield Year(amount, *_cost(months))


def _cost(months: list[MonthValue]) -> tuple[Decimal | None, str]:
    costs = [each.cost for each in months if each.cost is not None]
    currencies = {each.currency for each in months}
    if len(costs) != len(months) or len(currencies) != 1:
        return None, ""
    return sum(costs, Decimal(0)), currencies.pop()
