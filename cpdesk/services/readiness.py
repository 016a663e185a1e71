"""What stands in the way of a pack, as one list."""

from __future__ import annotations

from datetime import date

from cpdesk.domain.company import Factory
from cpdesk.domain.findings import Finding
from cpdesk.domain.projects import Project
from cpdesk.domain.recognition import LabelClass
from cpdesk.domain.upgrades import Upgrade
from cpdesk.programme.readiness import check_application, check_dossier
from cpdesk.services.saving.plans import plan_findings
from cpdesk.services.views import series_findings
from cpdesk.services.workspace import Workspace


def check(
    ws: Workspace, purpose: str, *, project: Project | None = None,
    factory: Factory | None = None, label: LabelClass | None = None, year: int | None = None,
    on: date | None = None,
) -> tuple[Finding, ...]:
    """Findings for an `application` of a project, or a `dossier` of a factory, class and year.

    Judged by the rules of the day `on`, which is today where none is given.
    """
    day = on or ws.today
    if purpose == "application" and project is not None:
        at = ws.record.get(Factory, project.factory)
        found = check_application(ws.record, project, ws.schemes(), day)
        upgrades = ws.record.where(Upgrade, project=project.id)
        return (*found, *series_findings(ws.record, at), *plan_findings(ws.record, upgrades))
    if factory is not None and label is not None and year is not None:
        found = check_dossier(ws.record, factory, label, year, ws.schemes(), day)
        return (*found, *series_findings(ws.record, factory))
    raise ValueError("an application needs its project; a dossier its factory, class and year")
