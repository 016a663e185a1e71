"""A measured effect as the chart of its months takes it, and the figures behind that chart."""

from __future__ import annotations

from cpdesk.analysis.saving.avoided import Avoided
from cpdesk.base.languages import Translator
from cpdesk.documents.charts.chart_series import DriverName, Series, compared
from cpdesk.documents.charts.chart_sheets import savings_sheet
from cpdesk.domain.entity import Entity
from cpdesk.domain.periods import Month
from cpdesk.domain.plant import Driver
from cpdesk.domain.record import Record
from cpdesk.domain.sheets import Sheet
from cpdesk.domain.upgrades import Upgrade
from cpdesk.services.saving.savings import EffectSavings


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


def driver_name(record: Record, code: str, t: Translator) -> DriverName:
    """A driver of a model by its name and unit; by its code where it is gone."""
    found = record.find(Driver, code)
    return DriverName(named(found, t), found.unit) if found else DriverName(code, "")


def named(entity: Entity, t: Translator) -> str:
    """Code and name, so that two of one name are told apart."""
    return " ".join(part for part in (entity.code, t.show(getattr(entity, "name", ""))) if part)
