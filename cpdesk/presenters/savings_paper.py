"""What the savings page shows, gathered for a paper that stands by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from cpdesk.domain.company import Company, Factory
from cpdesk.domain.plant import Meter
from cpdesk.domain.upgrades import Effect, Upgrade
from cpdesk.domain.verification import Way
from cpdesk.presenters.figures import DASH
from cpdesk.presenters.tables import Table

if TYPE_CHECKING:
    from cpdesk.documents.saving import Drawn, Listed, SavingView
    from cpdesk.documents.setting.blocks import Light as Lit
    from cpdesk.presenters.savings_page import SavingsPage
    from cpdesk.presenters.savings_said import Light, Row

_HIGH = 3.5  # inches of the chart


def paper_of(page: SavingsPage, *, whole: bool) -> Callable[[], SavingView]:
    """What makes the paper, in any thread, of the page as it is now.

    `whole` tells everything for a verifier, as it is unfolded; else only the method and factors.
    """
    from cpdesk.documents.saving import SavingView

    session, said, record = page.session, page.said, page.session.record
    t, draw = session.t, page.drawing()
    effect = record.get(Effect, page.chosen)
    upgrade = record.get(Upgrade, effect.upgrade)
    factory = record.get(Factory, upgrade.factory)
    company = record.table(Company).get(factory.company)
    facts = tuple(_facts(page, factory, upgrade, effect))
    tables = tuple(_listed(each) for each in _tables(page, whole))
    lights = tuple(_light(each) for each in said.lights)
    title, reading = _about_chart(page)
    remarks = tuple((each.severity.value, each.sentence) for each in said.findings)
    name, today = dict(page.choices)[page.chosen], session.ws.today

    def make() -> SavingView:
        from cpdesk.documents.charts.style import PAPER_WIDTH, Look
        from cpdesk.documents.saving import Drawn

        chart: Drawn | None = None
        if draw is not None:
            chart = Drawn(draw(Look(t), (PAPER_WIDTH, _HIGH)).figure, title, reading)
        return SavingView(
            getattr(company, "name", factory.name), t("Savings"), name, today, facts,
            said.verdict, said.explanation, lights, chart, tables, remarks,
        )  # fmt: skip

    return make


def _facts(
    page: SavingsPage, factory: Factory, upgrade: Upgrade, effect: Effect
) -> Iterator[tuple[str, str]]:
    """Of what, measured how, and since when."""
    session, t = page.session, page.session.t
    meter = session.record.entity(effect.meter or "")
    yield t("Factory"), session.name(factory)
    yield t("Upgrade"), session.name(upgrade)
    yield t("Works began"), t.show(upgrade.works_from)
    yield t("Running from"), t.show(upgrade.running_from) or DASH
    yield t("Meter"), f"{session.name(meter)} · {meter.unit}" if isinstance(meter, Meter) else ""
    yield t("What it reduces"), t.show(effect.quantity)
    yield t("How it is measured"), t.show(effect.way or Way.AVOIDED)
    yield from page.periods
    yield t("Confidence"), t.percent(page.confidence, 0)
    yield t("Record"), session.ws.store.path.name


def _tables(page: SavingsPage, whole: bool) -> Iterator[Table]:
    """The results, what stands in the place of the chart, and what they rest on."""
    t, said = page.session.t, page.said
    if said.rows:
        heads = ("", t("Unit"), t("Amount"), t("Half width"))
        yield Table(t("Results"), heads, tuple(_result(each) for each in said.rows), words=2)
    if said.table is not None:
        yield said.table
    yield from page.tables if whole else page.basis


def _result(row: Row) -> tuple[str, ...]:
    return (row.name, row.unit, row.value, row.half_width)


def _listed(table: Table) -> Listed:
    from cpdesk.documents.saving import Listed

    return Listed(table.title, table.heads, table.rows, table.words, table.note)


def _light(light: Light) -> Lit:
    from cpdesk.documents.setting.blocks import Light as Lit

    return Lit("shown" if light.good else "doubt", light.title, light.reason)


def _about_chart(page: SavingsPage) -> tuple[str, str]:
    """Its title with what it is drawn of, and which months it shows where it shows not all."""
    charts, t = page.charts, page.session.t
    if page.drawing() is None:
        return "", ""
    of = dict(charts.choices).get(charts.of, "") if len(charts.choices) > 1 else ""
    title = " · ".join(filter(None, (dict(charts.kinds).get(charts.word, ""), of)))
    span = charts.span
    return title, t("{first} to {last}", first=span[0], last=span[1]) if span else ""
