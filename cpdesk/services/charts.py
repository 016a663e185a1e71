"""The figures behind every chart of a record, in the values that the charts are drawn from."""

from __future__ import annotations

from collections.abc import Iterator

from cpdesk.analysis.saving.avoided import Avoided
from cpdesk.base.languages import Translator
from cpdesk.documents.charts.chart_series import DriverName, Panel, Series, bars, compared
from cpdesk.documents.charts.chart_sheets import expected_sheet, months_sheet, savings_sheet
from cpdesk.domain.company import Factory
from cpdesk.domain.entity import Entity
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver
from cpdesk.domain.projects import Project
from cpdesk.domain.record import Record
from cpdesk.domain.sheets import Sheet
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.services.project_sheets import grant_sheet, owners_sheet, plan_sheet
from cpdesk.services.saving.savings import EffectSavings, all_savings
from cpdesk.services.views import expected_view, known_series
from cpdesk.services.workspace import Workspace


def chart_sheets(ws: Workspace, t: Translator) -> Iterator[Sheet]:
    """Owners and months of each factory; plan, grant and effects of each project; the savings."""
    record, schemes = ws.record, ws.schemes()
    for factory in record.all(Factory):
        yield from owners_sheet(record, schemes, factory, ws.today, t)
        yield from _months(record, factory, t)
    for project in record.all(Project):
        yield from plan_sheet(record, project, t)
        yield from grant_sheet(record, schemes, project, ws.today, t)
        yield from _expected(record, project, t)
    for upgrade in all_savings(record, ws.factors()):
        for each in upgrade.effects:
            if each.avoided is not None:
                yield effect_sheet(record, each, each.avoided, t)


def effect_series(record: Record, known: EffectSavings, result: Avoided, t: Translator) -> Series:
    """A measured effect as its chart takes it."""
    began = record.get(Upgrade, known.effect.upgrade).running_from
    names = tuple(driver_name(record, code, t) for code in result.drivers)
    return compared(result, known.unit, Month.of(began) if began else None, names)


def effect_sheet(record: Record, known: EffectSavings, result: Avoided, t: Translator) -> Sheet:
    """The figures behind the chart of a measured effect."""
    name, about = about_effect(record, known, result, t)
    return savings_sheet(effect_series(record, known, result, t), t, name, about)


def about_effect(
    record: Record, known: EffectSavings, result: Avoided, t: Translator
) -> tuple[str, str]:
    """The name of a sheet about a measured effect, and in words what it is about."""
    upgrade = record.get(Upgrade, known.effect.upgrade)
    of = named(known.meter, t) if known.meter else t.show(known.effect.quantity)
    about = " · ".join(part for part in (named(upgrade, t), of, t.show(result.method)) if part)
    return f"{upgrade.code} {known.effect.code}".strip(), about


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


def driver_name(record: Record, code: str, t: Translator) -> DriverName:
    """A driver of a model by its name and unit; by its code where it is gone."""
    found = record.find(Driver, code)
    return DriverName(named(found, t), found.unit) if found else DriverName(code, "")


def named(entity: Entity, t: Translator) -> str:
    """Code and name, so that two of one name are told apart."""
    return " ".join(part for part in (entity.code, t.show(getattr(entity, "name", ""))) if part)
