"""The figures behind every chart of a record, in the values that the charts are drawn from."""

from __future__ import annotations

from collections.abc import Iterator

from cpdesk.base.languages import Translator
from cpdesk.documents.charts.chart_series import Panel, bars
from cpdesk.documents.charts.chart_sheets import expected_sheet, months_sheet
from cpdesk.domain.company import Factory
from cpdesk.domain.projects import Project
from cpdesk.domain.record import Record
from cpdesk.domain.sheets import Sheet
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.services.effect_series import effect_series as effect_series
from cpdesk.services.effect_series import effect_sheet as effect_sheet
from cpdesk.services.effect_series import named
from cpdesk.services.further_sheets import bill_sheets, model_sheets
from cpdesk.services.project_sheets import grant_sheet, owners_sheet, plan_sheet
from cpdesk.services.saving.savings import all_savings
from cpdesk.services.views import expected_view, known_series
from cpdesk.services.workspace import Workspace


def chart_sheets(ws: Workspace, t: Translator) -> Iterator[Sheet]:
    """Owners and months of each factory; plan, grant and effects of each project; the savings."""
    record, schemes = ws.record, ws.schemes()
    for factory in record.all(Factory):
        yield from owners_sheet(record, schemes, factory, ws.today, t)
        yield from _months(record, factory, t)
        yield from bill_sheets(ws, factory, t)
    for project in record.all(Project):
        yield from plan_sheet(record, project, t)
        yield from grant_sheet(record, schemes, project, ws.today, t)
        yield from _expected(record, project, t)
    for upgrade in all_savings(record, ws.factors()):
        for each in upgrade.effects:
            if each.avoided is not None:
                yield effect_sheet(record, each, each.avoided, t)
                yield from model_sheets(record, each, each.avoided, t)


def _months(record: Record, factory: Factory, t: Translator) -> Iterator[Sheet]:
    panels = [
        Panel(named(each, t), series.unit, bars(series))
        for each, series in known_series(record, factory)
    ]
    if any(panel.bars for panel in panels):
        about = t("{name}: every meter and driver by calendar month", name=named(factory, t))
        yield months_sheet(panels, t, f"{factory.code} {t('Months')}".strip(), about)


def _expected(record: Record, project: Project, t: Translator) -> Iterator[Sheet]:
    from cpdesk.documents.chapters.project import expected_bars

    views = [
        expected_view(record, upgrade, effect)
        for upgrade in record.where(Upgrade, project=project.id)
        for effect in record.where(Effect, upgrade=upgrade.id)
    ]
    if made := expected_bars(views, t):
        about = t("{name}: today and expected", name=named(project, t))
        yield expected_sheet(made, t, f"{project.code} {t('Expected')}".strip(), about)
