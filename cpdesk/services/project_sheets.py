"""What stands behind the charts of a project and its factory: owners, steps, and the grant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from cpdesk.base.languages import Translator
from cpdesk.domain.company import Factory
from cpdesk.domain.projects import Milestone, Project
from cpdesk.domain.record import Record
from cpdesk.domain.sheets import Heading, Sheet
from cpdesk.programme.budget import budget
from cpdesk.programme.funding import grant_of
from cpdesk.programme.schemes import Schemes
from cpdesk.services.ownership_view import ownership_view


def owners_sheet(
    record: Record, schemes: Schemes, factory: Factory, on: date, t: Translator
) -> Iterator[Sheet]:
    """Who holds what of whom, as the ownership chart draws it; nothing where nobody is entered."""
    scheme = schemes.on(on) or schemes.newest()
    view = ownership_view(record, factory, scheme, on)
    names = {each.id: t.show(each.name) for each in view.owners}
    rows = [
        (names[each.owner], names[each.owned], _number(each.share)) for each in view.stakes
        if each.owner in names and each.owned in names
    ]  # fmt: skip
    if rows:
        headings = (Heading(t("Owner")), Heading(t("Owned")), Heading(t("Share"), "%"))
        about = t("{name}: who owns it", name=_named(factory, t))
        yield Sheet(f"{factory.code} {t('Owners')}".strip(), about, headings, rows)


def plan_sheet(record: Record, project: Project, t: Translator) -> Iterator[Sheet]:
    """The steps of the work plan and when they were done, as the Gantt chart draws them."""
    steps = record.where(Milestone, project=project.id)
    if steps:
        headings = tuple(map(Heading, (
            t("Code"), t("Step"), t("From"), t("To"), t("Done on"))))  # fmt: skip
        rows = [(s.code, t.show(s.name), s.start, s.end, s.done) for s in steps]
        about = t("{name}: the work plan", name=_named(project, t))
        yield Sheet(f"{project.code} {t('Plan')}".strip(), about, headings, rows)


def grant_sheet(
    record: Record, schemes: Schemes, project: Project, on: date, t: Translator
) -> Iterator[Sheet]:
    """Cost, grant and own money, as the bar of the grant draws them; nothing without a cost."""
    costs, scheme = budget(record, project), schemes.on(on) or schemes.newest()
    if not costs.total or scheme.ceilings is None:
        return
    steps = grant_of(record, project, scheme.ceilings, costs.total).steps
    headings = (Heading(t("Step")), Heading(t.within("money", "Amount"), "HK$"))
    rows = [(t(kind.label), _number(amount)) for kind, amount in steps]
    about = t("{name}: how the grant is computed", name=_named(project, t))
    yield Sheet(f"{project.code} {t('Grant')}".strip(), about, headings, rows)


def _number(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)


def _named(entity: Factory | Project, t: Translator) -> str:
    return f"{entity.code} {t.show(entity.name)}".strip()
